// The public functions that solve, over one way to an engine.

import type { Engine } from "../engine/engine.js";
import { checkedInstanceOf } from "../engine/module.js";
import { wasmEngine } from "../engine/wasm.js";
import type {
  Capacity,
  CoreModule,
  CreateSolver,
  CreateWasmSolver,
  Solve,
  SolveMany,
} from "../types/index.js";
import { makeSolve } from "./one-shot.js";
import { makeCreateSolver } from "./reusable.js";

interface Api {
  solve: Solve;
  solveMany: SolveMany;
  createSolver: CreateSolver;
}

/** One engine for `solve` and `solveMany`, one for every solver. */
export function makeApi(newEngine: () => Engine): Api {
  return { ...makeSolve(newEngine()), createSolver: makeCreateSolver(newEngine) };
}

/** On Wasm engines, whose solvers also take the caller's module; instantiate: see `wasmEngine`. */
export function makeWasmApi(instantiate: () => object): Api & { createSolver: CreateWasmSolver } {
  const api = makeApi(() => wasmEngine(instantiate));
  const createSolver = (first: CoreModule | Capacity, capacity?: Capacity) => {
    if (!isModule(first)) return api.createSolver(first);
    const withModule = makeCreateSolver(() => wasmEngine(() => checkedInstanceOf(first)));
    return withModule(capacity ?? { tasks: 0, machines: 1 });
  };
  return { ...api, createSolver };
}

/** Not by instanceof, which is false for a module of another realm. */
function isModule(value: CoreModule | Capacity): value is CoreModule {
  return Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
}
