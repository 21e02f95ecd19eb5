// solve and solveMany: read and check -> engine -> decode.

import type { Engine } from "../engine/engine.js";
import { run } from "../engine/limits.js";
import { countOf, FIELDS, type Size, TASK_FIELDS } from "../problem/fields.js";
import { readOptions } from "../problem/read-options.js";
import { checkList, copyProblem, openProblem } from "../problem/read-problem.js";
import { decode, FEW } from "../schedule/decode.js";
import type { InputColumns, Options, Problem, Schedule, Solve, SolveMany } from "../types/index.js";

/** `solve` and `solveMany` on this engine. */
export function makeSolve(engine: Engine): { solve: Solve; solveMany: SolveMany } {
  /** Copies a problem into the engine's buffers; returns its size. */
  const read = (problem: Problem, proves: boolean, path?: string): Size => {
    const open = openProblem(problem, engine, path);
    copyProblem(open, engine.reserve(open.n, open.m, proves));
    return open;
  };
  /** Solves what is in them. */
  const answer = ({ n, m }: Size, settings: Options): Schedule => {
    const buffers = engine.reserve(n, m);
    const { method, tolerance } = run(engine, buffers, n, m, settings);
    return decode(buffers, engine, method, n, tolerance);
  };
  return {
    solve(problem, options = {}) {
      const settings = readOptions(options);
      // from before anything of the caller's runs that may call this
      return engine.use(() => answer(read(problem, settings.method === "exact"), settings));
    },
    solveMany(problems, options = {}) {
      const settings = readOptions(options);
      return engine.use(() => {
        const copies: Copy[] = [];
        const count = checkList(problems);
        for (let k = 0; k < count; k++) {
          const { n, m } = read(problems[k], false, `problems[${k}]`);
          // making a typed array takes as long as solving a few tasks (measured)
          const numbers = n + m > FEW ? new Float64Array(m + TASK_FIELDS.length * n) : [];
          copies.push({ n, m, numbers });
          move(copies[k], engine.reserve(n, m), false);
        }
        // One crossing into the core a problem, not a batch: a crossing takes 0.003 us of some 10
        // (measured).
        return copies.map((copy) => {
          move(copy, engine.reserve(copy.n, copy.m, settings.method === "exact"), true);
          return answer(copy, settings);
        });
      });
    },
  };
}

/** A problem to be solved later: its numbers, column after column. */
interface Copy extends Size {
  numbers: number[] | Float64Array;
}

/** Keeps the problem that is in the columns, or writes it back. */
function move(copy: Copy, columns: InputColumns, isBack: boolean): void {
  const { numbers } = copy;
  let at = 0;
  for (const field of FIELDS) {
    const column = columns[field.name];
    const end = at + countOf(field, copy);
    for (let j = 0; at < end; j++, at++) {
      if (isBack) column[j] = numbers[at];
      else numbers[at] = column[j];
    }
  }
}
