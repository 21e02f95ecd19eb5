// The latencies of tasks: one a task as long as that is enough, one for each machine from the first
// list on.

import { isColumn, isWithin } from "../problem/kinds.js";
import { wrong, wrongCount, wrongType } from "../problem/messages.js";
import { lengthOf } from "../problem/read-problem.js";
import { checkFits, type TablesLimits } from "./size.js";

const EXPECTED = "number >= 0";

/** Those of n tasks on m machines. */
export class Latencies {
  /** Latencies a task: 1 or m. */
  perTask = 1;
  /** [n * perTask] Infinity: not available there. */
  values: Float64Array;
  readonly #n: number;
  readonly #m: number;
  readonly #limits: TablesLimits;

  constructor(n: number, m: number, limits: TablesLimits) {
    this.values = new Float64Array(n);
    this.#n = n;
    this.#m = m;
    this.#limits = limits;
  }

  /** Takes that of task j, a number or a list; none was read of a task after it. */
  read(value: unknown, j: number, path: (j: number) => string): void {
    const isList = isColumn(value);
    if (!isList && typeof value !== "number") {
      wrongType(path(j), value, `a ${EXPECTED}, or a list of one for each machine`);
    }
    if (!isList) {
      if (!isWithin(value, 0, Number.MAX_VALUE)) wrong(path(j), value, EXPECTED);
      this.values.fill(value, j * this.perTask, (j + 1) * this.perTask);
      return;
    }
    const length = lengthOf(value, path(j));
    if (length !== this.#m) {
      wrongCount("LENGTH_MISMATCH", path(j), length, `${this.#m}, the number of machines`);
    }
    if (this.perTask < length) this.#spread(j, path);
    for (let r = 0; r < length; r++) {
      const entry: unknown = value[r];
      this.values[j * length + r] = entry === null ? Infinity : checked(entry, path(j), r);
    }
  }

  /** Gives every machine of its own what the tasks before j have on all. */
  #spread(j: number, path: (j: number) => string): void {
    const m = this.#m;
    const latencies = this.#n * m;
    checkFits({ n: this.#n, m, latencies }, this.#limits, () => {
      const has = `is a list, so that there are ${latencies} latencies of a task on a machine`;
      return [path(j), has];
    });
    const one = this.values;
    this.values = new Float64Array(latencies);
    for (let i = 0; i < j; i++) this.values.fill(one[i], i * m, (i + 1) * m);
    this.perTask = m;
  }
}

function checked(value: unknown, path: string, r: number): number {
  if (isWithin(value, 0, Number.MAX_VALUE)) return value;
  if (typeof value === "number") wrong(`${path}[${r}]`, value, EXPECTED);
  wrongType(`${path}[${r}]`, value, `a ${EXPECTED}, or null`);
}
