// solve and solveMany: read and check -> engine -> decode.

import type { Engine } from "../engine/engine.js";
import { beginning, run, runTables } from "../engine/limits.js";
import type { Size } from "../problem/fields.js";
import { checkTablesOptions, readOptions } from "../problem/read-options.js";
import { checkList, copyProblem, openProblem } from "../problem/read-problem.js";
import { decode } from "../schedule/decode.js";
import { decodeTables } from "../schedule/decode-tables.js";
import { modelsOf, readTables, type TablesInput } from "../tables/read-tables.js";
import type {
  CurvesProblem,
  Options,
  Problem,
  Schedule,
  Solve,
  SolveMany,
  TablesProblem,
  TablesSchedule,
} from "../types/index.js";
import { numbersOf, pack, unpack } from "./packed.js";

/** Numbers that one batch leaves room for in the next: 1 MiB, which takes long to allocate. */
const MOST_KEPT = 2 ** 17;

/** `solve` and `solveMany` on this engine. */
export function makeSolve(engine: Engine): { solve: Solve; solveMany: SolveMany } {
  /** Those of the problems of `solveMany`, column after column. */
  let numbers = new Float64Array(0);
  /** Copies a problem with curves into the engine's buffers; returns its size. */
  const read = (problem: CurvesProblem, proves: boolean, path?: string): Size => {
    const open = openProblem(problem, engine, path);
    copyProblem(open, engine.reserve(open.n, open.m, proves));
    return open;
  };
  const answer = (size: Size, settings: Options, begin: number) =>
    answerCurves(engine, size, settings, begin);
  /** The same two steps for one with tables; undefined: it has none. */
  const readTabled = (problem: Problem, settings: Options, path?: string) => {
    const models = modelsOf(problem);
    if (models === undefined) return undefined;
    checkTablesOptions(settings);
    return readTables(problem as TablesProblem, models, engine.tables.limits, path);
  };
  const answerTabled = (input: TablesInput, settings: Options, begin: number) =>
    answerTables(engine, input, settings, begin);
  const solve = (problem: Problem, options: Options = {}) => {
    const settings = readOptions(options);
    const begin = beginning(settings);
    // from before anything of the caller's runs that may call this
    return engine.use(() => {
      const input = readTabled(problem, settings);
      if (input) return answerTabled(input, settings, begin);
      const size = read(problem as CurvesProblem, settings.method === "exact");
      return answer(size, settings, begin);
    });
  };
  const solveMany = (problems: readonly Problem[], options: Options = {}) => {
    const settings = readOptions(options);
    return engine.use(() => {
      const inputs: (Size | TablesInput)[] = [];
      const count = checkList(problems);
      let at = 0;
      if (numbers.length > MOST_KEPT) numbers = new Float64Array(0);
      for (let k = 0; k < count; k++) {
        const path = `problems[${k}]`;
        const problem = problems[k];
        const input = readTabled(problem, settings, path);
        inputs.push(input ?? read(problem as CurvesProblem, false, path));
        if (input) continue;
        const size = inputs[k] as Size;
        const end = at + numbersOf(size);
        if (end > numbers.length) {
          const fewer = numbers;
          numbers = new Float64Array(end * (k > 0 ? 2 : count));
          numbers.set(fewer);
        }
        at = pack(engine.reserve(size.n, size.m), size, numbers, at);
      }
      at = 0;
      // One crossing into the core a problem, not a batch: a crossing takes 0.003 us of some 10
      // (measured).
      return inputs.map((input) => {
        const begin = beginning(settings);
        if ("sizes" in input) return answerTabled(input, settings, begin);
        const buffers = engine.reserve(input.n, input.m, settings.method === "exact");
        at = unpack(numbers, at, input, buffers);
        return answer(input, settings, begin);
      });
    });
  };
  return { solve: solve as Solve, solveMany: solveMany as SolveMany };
}

/** Solves what is in the engine's buffers. block, at: see `decode`. */
export function answerCurves(
  engine: Engine,
  { n, m }: Size,
  settings: Options,
  begin: number,
  block?: ArrayBuffer,
  at?: number,
): Schedule {
  const buffers = engine.reserve(n, m);
  const { method, gapTolerance } = run(engine, buffers, n, m, settings, begin);
  return decode(buffers, engine, method, n, gapTolerance, block, at);
}

/** Solves a problem with tables that has been read. */
export function answerTables(
  engine: Engine,
  input: TablesInput,
  settings: Options,
  begin: number,
): TablesSchedule {
  const buffers = engine.tables.load(input);
  const { method, gapTolerance } = runTables(engine.tables, input, settings, begin);
  return decodeTables(buffers, engine, method, input.sizes, gapTolerance);
}
