// A reusable solver: its columns are the buffers of an engine, so nothing is copied in or
// out.

import type { Buffers } from "../engine/buffers.js";
import type { Engine } from "../engine/engine.js";
import { beginning, run } from "../engine/limits.js";
import { FIELDS } from "../problem/fields.js";
import { readOptions } from "../problem/read-options.js";
import { checkSize } from "../problem/read-problem.js";
import { validateColumns, validateCount } from "../problem/validate-solver.js";
import { decodeSummary } from "../schedule/decode.js";
import { COLUMNS } from "../schedule/read.js";
import type {
  Capacity,
  CreateSolver,
  InputColumns,
  Options,
  OutputColumns,
  Solver,
  Summary,
} from "../types/index.js";

const INPUT = FIELDS.map(({ name }) => name);

/** A `createSolver` whose solvers have an engine each. */
export function makeCreateSolver(newEngine: () => Engine): CreateSolver {
  return ({ tasks, machines }) => {
    validateCount("capacity.tasks", tasks, 0, Number.MAX_SAFE_INTEGER);
    validateCount("capacity.machines", machines, 1, Number.MAX_SAFE_INTEGER);
    const solver = new EngineSolver(newEngine());
    solver.reserve({ tasks, machines });
    return solver;
  };
}

class EngineSolver implements Solver {
  readonly #engine: Engine;
  #capacity: Capacity = { tasks: 0, machines: 0 };
  #input!: InputColumns;
  #output!: OutputColumns;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get capacity(): Readonly<Capacity> {
    return this.#capacity;
  }

  get input(): Readonly<InputColumns> {
    return this.#input;
  }

  get output(): Readonly<OutputColumns> {
    return this.#output;
  }

  run(n: number, m: number, options: Options = {}): Summary {
    const engine = this.#engine;
    const settings = readOptions(options);
    const begin = beginning(settings);
    return engine.use(() => {
      validateCount("n", n, 0, this.#capacity.tasks);
      validateCount("m", m, 1, this.#capacity.machines);
      validateColumns(this.#input, { n, m });
      const buffers = this.#roomFor(n, m, settings.method === "exact");
      // once more: onProgress may have written there, and the answer is laid out by it
      const atEnd = () => validateColumns(this.#input, { n, m });
      const { method, gapTolerance } = run(engine, buffers, n, m, settings, begin, atEnd);
      return decodeSummary(engine, method, n, gapTolerance);
    });
  }

  /** Memory for "exact" that is not to be had may have moved what is there. */
  #roomFor(n: number, m: number, proves: boolean): Buffers {
    try {
      const buffers = this.#engine.reserve(n, m, proves);
      this.#see(buffers);
      return buffers;
    } catch (error) {
      this.#see(this.#engine.reserve(n, m));
      throw error;
    }
  }

  reserve({ tasks = 0, machines = 0 }: Partial<Capacity>): void {
    validateCount("tasks", tasks, 0, Number.MAX_SAFE_INTEGER);
    validateCount("machines", machines, 0, Number.MAX_SAFE_INTEGER);
    const before = this.#capacity;
    const n = Math.max(tasks, before.tasks);
    const m = Math.max(machines, before.machines);
    if (n === before.tasks && m === before.machines) return;
    checkSize({ n, m }, this.#engine);
    this.#engine.use(() => {
      // The engine forgets what its buffers hold when it lets them grow.
      const kept = INPUT.map((name) => new Float64Array(this.#input?.[name] ?? 0));
      const make = (size: Capacity) => {
        this.#see(this.#engine.reserve(size.tasks, size.machines));
        for (const [k, { name, standard = name === "speed" ? 1 : 0 }] of FIELDS.entries()) {
          this.#input[name].fill(standard).set(kept[k]);
        }
      };
      try {
        make({ tasks: n, machines: m });
      } catch (error) {
        if (before.machines > 0) make(before);
        throw error;
      }
    });
    this.#capacity = { tasks: n, machines: m };
  }

  /** Takes the views anew where they have moved. */
  #see(buffers: Buffers): void {
    if (buffers.speed === this.#input?.speed) return;
    this.#input = pick(buffers, INPUT);
    this.#output = pick(buffers, COLUMNS);
  }
}

function pick<Name extends keyof Buffers>(from: Buffers, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<Buffers, Name>;
}
