// What every form of `dsct` solves with, over any way to an instance of the core.

import { checkedInstanceOf } from "./core.js";
import { referenceEngine } from "./reference.js";
import { makeSolve } from "./solve.js";
import { makeCreateSolver } from "./solver.js";
import type { CreateSolver, Solve, SolveMany } from "./types.js";
import { wasmEngine } from "./wasm.js";

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
