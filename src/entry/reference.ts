// dsct/reference: the same public names without WebAssembly, for runtimes that forbid it.

import { javascriptEngine } from "../engine/javascript.js";
import { makeApi } from "../solver/api.js";
import type { CreateSolver, Solve, SolveMany } from "../types/index.js";

export { fitCurve } from "../problem/fit.js";
export { generate } from "../problem/generate.js";
export { REASONS } from "../problem/words.js";
export { certify } from "../schedule/certify.js";
export { svg } from "../schedule/svg.js";
export type * from "../types/index.js";

const api = makeApi(() => javascriptEngine());

/**
 * As `solve` of `dsct`: the same answers, to the bit.
 *
 * @function
 */
export const solve: Solve = api.solve;

/**
 * As `solveMany` of `dsct`.
 *
 * @function
 */
export const solveMany: SolveMany = api.solveMany;

/**
 * As `createSolver` of `dsct`, but it takes only a capacity.
 *
 * @function
 */
export const createSolver: CreateSolver = api.createSolver;
