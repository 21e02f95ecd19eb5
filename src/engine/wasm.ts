// The Wasm engine: one instance of the core, views on its memory.

import {
  BUFFERS,
  type BufferName,
  type Core,
  createEngine,
  type Engine,
  workspaceBytes,
} from "./engine.js";

/** What the module exports: a function for every buffer that returns its address. */
type Exports = Core & { readonly memory: WebAssembly.Memory } & {
  readonly [Name in BufferName]: () => number;
};

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
  const create = (n: number, m: number) => {
    grow(core().memory, n, m);
    core().create(n, m);
  };
  const createProof = () => {
    try {
      core().createProof();
    } catch (cause) {
      const expected =
        'expected another: the memory that "exact" takes, up to 40 MiB, is not to be had';
      throw new RangeError(`options.method is "exact"; ${expected}`, { cause });
    }
  };
  const solve: Core["solve"] = (n, m, method, bound) => core().solve(n, m, method, bound);
  const resume = (work: number, tolerance: number) => core().resume(work, tolerance);
  const finish = () => core().finish();
  const view = (name: BufferName, n: number, m: number) => {
    const { memory, [name]: address } = core();
    const { type, length } = BUFFERS[name];
    // above 2 GiB addresses come as negative numbers
    return new type(memory.buffer, address() >>> 0, length(n, m));
  };
  return createEngine({
    name: "wasm",
    core: { create, createProof, solve, resume, finish },
    view,
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
