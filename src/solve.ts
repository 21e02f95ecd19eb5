// validate -> encode -> engine -> decode.

import { run } from "./control.js";
import { decode } from "./decode.js";
import { encode } from "./encode.js";
import { choicesOf, type Engine } from "./engine.js";
import type { Options, Problem, Schedule, Solve, SolveMany } from "./types.js";
import { validateList, validateOptions, validateProblem } from "./validate.js";

/** `solve` and `solveMany` that choose among these engines; the first is the default. */
export function makeSolve(engines: readonly Engine[]): { solve: Solve; solveMany: SolveMany } {
  const choices = choicesOf(engines);
  const choose = (options: Options): Engine => {
    validateOptions(options, choices);
    return engines.find(({ name }) => name === (options.engine ?? engines[0].name)) as Engine;
  };
  return {
    solve(problem, options = {}) {
      const engine = choose(options);
      const { n, m } = validateProblem(problem, engine);
      return solveOne(engine, problem, n, m, options);
    },
    solveMany(problems, options = {}) {
      const engine = choose(options);
      validateList(problems);
      const sizes = Array.from(problems, (problem, k) => {
        return validateProblem(problem, engine, `problems[${k}]`);
      });
      // One crossing into the core a problem, not a batch: a crossing takes 0.003 us of some 10
      // (measured).
      return problems.map((problem, k) =>
        solveOne(engine, problem, sizes[k].n, sizes[k].m, options),
      );
    },
  };
}

function solveOne(
  engine: Engine,
  problem: Problem,
  n: number,
  m: number,
  options: Options,
): Schedule {
  const buffers = engine.reserve(n, m, options.method === "exact");
  encode(problem, buffers, n, m);
  const { method, tolerance } = run(engine, buffers, n, m, options);
  return decode(buffers, engine, method, n, tolerance);
}
