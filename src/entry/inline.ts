// dsct/inline: a core that has the methods of a dispatcher alone, and no drawing, for bundles that
// count every kilobyte.

import core from "../../build/slim.wasm";
import { SLIM_METHODS } from "../engine/engine.js";
import { checkedInstanceOf, compile } from "../engine/module.js";
import { wasmEngine } from "../engine/wasm.js";
import { makeSolve } from "../solver/one-shot.js";
import { makeCreateSolver } from "../solver/reusable.js";
import type { CreateSolver, Solve, SolveMany } from "../types/index.js";

export { generate } from "../problem/generate.js";
export { certify } from "../schedule/certify.js";
export type * from "../types/index.js";

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
