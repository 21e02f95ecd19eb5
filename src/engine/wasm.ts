// The Wasm engine: one instance of the core, views on its memory.

import { MOST_EPOCHS } from "../../assembly/codes.js";
import type { TablesLimits } from "../tables/size.js";
import { workspaceBytes } from "./buffers.js";
import type { Core, Memory, TablesCore } from "./core.js";
import { createEngine, type Engine } from "./engine.js";
import { longestBuffer, OPTION_BYTES, tablesBytes } from "./tables-buffers.js";

type Exports = Core & TablesCore & { readonly memory: WebAssembly.Memory };

const PAGE = 2 ** 16;
/**
 * The most that buffers can have of 65,536 pages. The core keeps data of its own and small objects
 * in one. The last one is left alone (`maximumMemory` in asconfig.json): where memory ends at 4
 * GiB, the allocator takes the 33 bits of its end for 0.
 */
const MEMORY_LIMIT = 2 ** 32 - 2 * PAGE;

/** A block of the allocator has so many bytes at most, of which a header takes a few. */
const LONGEST_BUFFER = 2 ** 30 - 64;

/**
 * instantiate() is called once for each kind of problem, at its first use, and returns the exports;
 * what it throws comes out of `solve`.
 */
export function wasmEngine(instantiate: () => object): Engine {
  return createEngine(
    { name: "wasm", ...memoryOf(instantiate), ...WASM_LIMITS },
    { ...memoryOf(instantiate), limits: WASM_TABLES_LIMITS },
  );
}

function memoryOf(instantiate: () => object): Memory<Exports> {
  let exports: Exports | undefined;
  const core = () => {
    exports ??= instantiate() as Exports;
    return exports;
  };
  return {
    core,
    grow: (bytes) => grow(core().memory, bytes),
    // above 2 GiB addresses come as negative numbers
    view: (address, type, length) => {
      return new type(core().memory.buffer, (address as number) >>> 0, length);
    },
  };
}

/**
 * To exactly what is needed: left to itself, the allocator of the core doubles the memory, and
 * where it cannot it has by then lost its place.
 */
function grow(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes + PAGE - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}

/** The longest buffers have MOST_EPOCHS doubles a machine, and may have 1 GiB each. */
const MOST_MACHINES = 2 ** 30 / (8 * MOST_EPOCHS) - 1;

/**
 * The workspace is linear in n: bytes per task, and how many of them fit. Negative: not even the
 * machines do.
 */
function mostTasks(m: number): number {
  if (m > MOST_MACHINES) return -1;
  const fixed = workspaceBytes(0, m);
  return Math.floor((MEMORY_LIMIT - fixed) / (workspaceBytes(1, m) - fixed));
}

/** What an instance can hold. */
export const WASM_LIMITS = { mostTasks, limit: "which fill the 4 GiB of WebAssembly memory" };

/** Of problems with tables, likewise. */
export const WASM_TABLES_LIMITS: TablesLimits = {
  mostOptions(sizes) {
    if (longestBuffer(sizes) > LONGEST_BUFFER) return -1;
    return Math.floor((MEMORY_LIMIT - tablesBytes({ ...sizes, options: 0 })) / OPTION_BYTES);
  },
  limit: WASM_LIMITS.limit,
};
