// A workspace of one's own: its columns are the buffers of an engine, so nothing is copied in or
// out.

import type { Buffers } from "../engine/buffers.js";
import type { Engine } from "../engine/engine.js";
import { run } from "../engine/limits.js";
import { readOptions } from "../problem/read-options.js";
import { checkSize } from "../problem/read-problem.js";
import { validateColumns, validateCount } from "../problem/validate-solver.js";
import { decodeSummary } from "../schedule/decode.js";
import type {
  Capacity,
  CreateSolver,
  InputColumns,
  Options,
  OutputColumns,
  Solver,
  Summary,
} from "../types/index.js";

/** The columns of the input, and what they hold at first. */
const FIRST = { speed: 1, deadline: 0, theta: 0, maxWork: 0, weight: 1, base: 0, gain: 1 };
const NAMES = Object.keys(FIRST) as (keyof InputColumns)[];

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
    engine.take();
    try {
      validateCount("n", n, 0, this.#capacity.tasks);
      validateCount("m", m, 1, this.#capacity.machines);
      validateColumns(this.#input, n, m);
      const buffers = engine.reserve(n, m, settings.method === "exact", true);
      this.#see(buffers);
      // what onProgress wrote there: the answer is laid out by it
      const atEnd = settings.onProgress && (() => validateColumns(this.#input, n, m));
      const { method, tolerance } = run(engine, buffers, n, m, settings, atEnd);
      return decodeSummary(engine, method, n, tolerance);
    } finally {
      engine.release();
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
    this.#engine.take();
    // The engine forgets what its buffers hold when it lets them grow.
    const kept = NAMES.map((name) => this.#input && new Float64Array(this.#input[name]));
    try {
      this.#move(n, m, kept);
      this.#capacity = { tasks: n, machines: m };
    } catch (error) {
      if (this.#input) this.#move(before.tasks, before.machines, kept);
      throw error;
    } finally {
      this.#engine.release();
    }
  }

  /** Makes room in the engine and writes what the input held. */
  #move(n: number, m: number, kept: (Float64Array | undefined)[]): void {
    this.#see(this.#engine.reserve(n, m));
    for (const [k, name] of NAMES.entries()) {
      this.#input[name].fill(FIRST[name]).set(kept[k] ?? []);
    }
  }

  /** Takes the views anew where they have moved. */
  #see(buffers: Buffers): void {
    if (buffers.speed === this.#input?.speed) return;
    const { speed, deadline, theta, maxWork, weight, base, gain } = buffers;
    this.#input = { speed, deadline, theta, maxWork, weight, base, gain };
    const { machine, start, end, work, accuracy, price, order } = buffers;
    this.#output = { machine, start, end, work, accuracy, price, order };
  }
}
