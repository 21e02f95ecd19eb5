// What every form of `dsct` solves with, over any way to an instance of the core.

import { referenceEngine } from "../engine/javascript.js";
import { checkedInstanceOf } from "../engine/module.js";
import { wasmEngine } from "../engine/wasm.js";
import type { CreateSolver, Solve, SolveMany } from "../types/index.js";
import { makeSolve } from "./one-shot.js";
import { makeCreateSolver } from "./reusable.js";

/** Both engines; instantiate: see `wasmEngine`. */
export function makeMain(instantiate: () => object): {
  solve: Solve;
  solveMany: SolveMany;
  createSolver: CreateSolver;
} {
  return {
    ...makeSolve([wasmEngine(instantiate), referenceEngine]),
    createSolver: makeCreateSolver((module) =>
      wasmEngine(module ? () => checkedInstanceOf(module) : instantiate),
    ),
  };
}
