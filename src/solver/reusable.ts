// A workspace of one's own: its columns are the buffers of an engine, so nothing is copied in or
// out.

import type { Buffers } from "../engine/buffers.js";
import type { Engine } from "../engine/engine.js";
import { run } from "../engine/limits.js";
import { validateOptions } from "../problem/validate-options.js";
import { validateSize } from "../problem/validate-problem.js";
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

const TASK_COLUMNS = ["deadline", "theta", "maxWork", "weight", "base", "gain"] as const;

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
    validateOptions(options);
    validateCount("n", n, 0, this.#capacity.tasks);
    validateCount("m", m, 1, this.#capacity.machines);
    validateColumns(this.#input, n, m);
    const buffers = engine.reserve(n, m, options.method === "exact");
    this.#see(buffers);
    const { method, tolerance } = run(engine, buffers, n, m, options);
    return decodeSummary(engine, method, n, tolerance);
  }

  reserve({ tasks = 0, machines = 0 }: Partial<Capacity>): void {
    validateCount("tasks", tasks, 0, Number.MAX_SAFE_INTEGER);
    validateCount("machines", machines, 0, Number.MAX_SAFE_INTEGER);
    const before = this.#capacity;
    const n = Math.max(tasks, before.tasks);
    const m = Math.max(machines, before.machines);
    if (n === before.tasks && m === before.machines) return;
    validateSize({ n, m }, this.#engine);
    // The engine forgets what its buffers hold when it lets them grow.
    const kept = this.#input ? structuredClone(this.#input) : undefined;
    this.#see(this.#engine.reserve(n, m));
    const { speed, deadline, theta, maxWork, weight, base, gain } = this.#input;
    for (const column of [speed, weight, gain]) column.fill(1);
    for (const column of [deadline, theta, maxWork, base]) column.fill(0);
    for (const name of ["speed", ...TASK_COLUMNS] as const) {
      if (kept) this.#input[name].set(kept[name]);
    }
    this.#capacity = { tasks: n, machines: m };
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
