// The three engines that every test of behaviour runs over: reference, Wasm debug (bounds-checked)
// and Wasm release.

import { readFileSync } from "node:fs";
import { instantiateSync } from "@assemblyscript/loader";
import type { Buffers } from "../../src/engine/buffers.js";
import { FIGURES } from "../../src/engine/core.js";
import type { Engine } from "../../src/engine/engine.js";
import { javascriptEngine } from "../../src/engine/javascript.js";
import type { Control } from "../../src/engine/slices.js";
import { wasmEngine } from "../../src/engine/wasm.js";
import { copyProblem, openProblem } from "../../src/problem/read-problem.js";
import { makeSolve } from "../../src/solver/one-shot.js";
import type {
  BoundMethod,
  CurvesProblem,
  Method,
  Options,
  Reading,
  Schedule,
} from "../../src/types/index.js";

function load(target: "debug" | "release" | "plain"): Engine {
  const bytes = readFileSync(new URL(`../../build/${target}.wasm`, import.meta.url));
  // the loader makes aborts of the debug build readable
  return wasmEngine(() => instantiateSync(bytes, {}).exports);
}

export const reference = javascriptEngine();
export const debug = load("debug");
export const release = load("release");
/** Without lanes. */
export const plain = load("plain");

const ENGINES: [string, Engine][] = [
  ["reference", reference],
  ["wasm debug", debug],
  ["wasm release", release],
];

/** [name, engine] for describe.each; DSCT_ENGINE: that one alone (scripts/mutate.js). */
export const engines = ENGINES.filter(([name]) => name === (process.env.DSCT_ENGINE || name));

/** All but "exact", which takes long and has tests of its own. */
export const METHODS: Method[] = ["relax", "approx", "refit", "search", "edf", "levels"];
export const BOUND_METHODS: BoundMethod[] = ["relax", "preemptive"];

/** `solve` on one engine. */
export function solveOn(engine: Engine, problem: CurvesProblem, options: Options = {}): Schedule {
  return makeSolve(engine).solve(problem, options);
}

/** Runs a problem and returns all the engine's buffers. */
export function runOn(
  engine: Engine,
  problem: CurvesProblem,
  method: Method,
  bound: BoundMethod = "relax",
  control: Control = { gapTolerance: 0, steps: 20_000 },
  reading: Reading = "highest-fit",
): Buffers {
  const n = sizeOf(problem.tasks);
  const m = sizeOf(problem.machines);
  const buffers = engine.reserve(n, m, method === "exact");
  copyProblem(openProblem(problem, engine), buffers);
  buffers.levels.set([0.27, 0.55, 0.82]);
  engine.setLevels(3, reading);
  engine.run(n, m, method, bound, control);
  return buffers;
}

/** Slices of so much work each; see `Control.next`. */
export const slicesOf = (work: number) => (done: number) => done + work;

/** The numbers that the last run left. */
export function figuresOf(engine: Engine): Record<(typeof FIGURES)[number], number> {
  const figures = engine.figures();
  return Object.fromEntries(FIGURES.map((name) => [name, figures[name]()])) as ReturnType<
    typeof figuresOf
  >;
}

/** The tasks of each of m > 1 machines in deadline order, as the last run left them. */
export function chainsOf({ chainStart, chainTask }: Buffers, m: number): number[][] {
  return Array.from({ length: m }, (_, r) => {
    return Array.from(chainTask.subarray(chainStart[r], chainStart[r + 1]));
  });
}

export function sizeOf(source: CurvesProblem["tasks"] | CurvesProblem["machines"]): number {
  if (Array.isArray(source)) return source.length;
  return (Object.values(source) as ArrayLike<number>[])[0].length;
}
