// dsct/inline: a core that has the methods of a dispatcher alone, and no drawing, for bundles that
// count every kilobyte.

import core from "../../build/slim.wasm";
import { checkedInstanceOf, compile } from "../core.js";
import { SLIM_METHODS } from "../engine.js";
import { makeSolve } from "../solve.js";
import { makeCreateSolver } from "../solver.js";
import type { CreateSolver, Solve, SolveMany } from "../types.js";
import { wasmEngine } from "../wasm.js";

export { certify } from "../certify.js";
export { type GenerateOptions, generate } from "../generate.js";
export type * from "../types.js";

const instantiate = compile(core);
const slim = makeSolve([wasmEngine(instantiate, SLIM_METHODS)]);

/**
 * As `solve` of the main entry; the only engine here is "wasm", the methods are "relax", "approx",
 * "refit" and "search".
 */
export const solve: Solve = slim.solve;

/** As `solveMany` of the main entry. */
export const solveMany: SolveMany = slim.solveMany;

/** As `createSolver` of the main entry. */
export const createSolver: CreateSolver = makeCreateSolver((module) =>
  wasmEngine(module ? () => checkedInstanceOf(module) : instantiate, SLIM_METHODS),
);
