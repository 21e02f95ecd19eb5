// validate -> encode -> engine -> decode.

import { decode } from "./decode.js";
import { encode } from "./encode.js";
import type { Engine } from "./engine.js";
import type { EngineName, Options, Problem, Schedule } from "./types.js";
import { validateOptions, validateProblem } from "./validate.js";

/** A `solve` that chooses among these engines; the first is the default. */
export function makeSolve(
  engines: readonly Engine[],
): (problem: Problem, options?: Options) => Schedule {
  const names: EngineName[] = engines.map(({ name }) => name);
  return (problem, options = {}) => {
    validateOptions(options, names);
    const { method = "refit", engine: name = names[0] } = options;
    const engine = engines.find((candidate) => candidate.name === name) as Engine;
    const { n, m } = validateProblem(problem, engine.mostTasks);
    const buffers = engine.reserve(n, m);
    encode(problem, buffers, n, m);
    engine.run(n, m, method);
    return decode(buffers, engine, method, n, options.tolerance ?? 1e-6 * n);
  };
}
