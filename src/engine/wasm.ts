// The Wasm engine: one instance of the core, views on its memory.

import { workspaceBytes } from "./buffers.js";
import { type Core, createEngine, type Engine } from "./engine.js";

type Exports = Core & { readonly memory: WebAssembly.Memory };

const PAGE = 2 ** 16;
/** The most a module can have: 65536 pages. */
const MEMORY_LIMIT = 2 ** 32;
/** The most one buffer can have, with its header. */
const BUFFER_LIMIT = 2 ** 30 - 64;

/**
 * instantiate() is called once, at first use, and returns the exports; what it throws comes out of
 * `solve`.
 */
export function wasmEngine(instantiate: () => object): Engine {
  let exports: Exports | undefined;
  const core = () => {
    exports ??= instantiate() as Exports;
    return exports;
  };
  return createEngine({
    name: "wasm",
    core,
    grow: (n, m) => grow(core().memory, n, m),
    // above 2 GiB addresses come as negative numbers
    view: (address, type, length) => {
      return new type(core().memory.buffer, (address as number) >>> 0, length);
    },
    ...WASM_LIMITS,
  });
}

/**
 * To exactly what the workspace needs: left to itself, the allocator of the core doubles the
 * memory.
 */
function grow(memory: WebAssembly.Memory, n: number, m: number): void {
  const missing = workspaceBytes(n, m) + PAGE - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / PAGE));
  } catch (cause) {
    const size = `${Math.ceil(workspaceBytes(n, m) / 2 ** 20)} MiB`;
    throw new RangeError(
      `tasks has ${n} entries; expected fewer: ${size} of memory are not to be had`,
      { cause },
    );
  }
}

/**
 * The workspace is linear in n: bytes per task, and how many of them fit. Negative: not even the
 * machines do.
 */
function mostTasks(m: number): number {
  if (8 * m > BUFFER_LIMIT) return -1;
  const fixed = workspaceBytes(0, m) + PAGE; // a page for the module's own data
  const perTask = workspaceBytes(1, m) + PAGE - fixed;
  return Math.floor((MEMORY_LIMIT - fixed) / perTask);
}

/** What an instance can hold. */
export const WASM_LIMITS = { mostTasks, limit: "which fill the 4 GiB of WebAssembly memory" };
