// `dsct` where WebAssembly is compiled from bytes: the core travels inside.

import core from "../../build/release.wasm";
import { decodeCore } from "../engine/core-text.js";
import { compile } from "../engine/module.js";
import { makeWasmApi } from "../solver/api.js";
import type { CreateWasmSolver, Solve, SolveMany } from "../types/index.js";

const api = makeWasmApi(compile(() => decodeCore(core)));

/**
 * Chooses a machine, a start and a size for every request, so that no deadline is missed and the
 * total accuracy is as high as the method can make it.
 *
 * @function
 */
export const solve: Solve = api.solve;

/**
 * Solves independent problems with the same options; the answers are those of `solve`, to the bit.
 *
 * @function
 */
export const solveMany: SolveMany = api.solveMany;

/**
 * Makes a reusable solver, in which problems with curves are solved again and again without
 * copying or allocating.
 *
 * @function
 */
export const createSolver: CreateWasmSolver = api.createSolver;
