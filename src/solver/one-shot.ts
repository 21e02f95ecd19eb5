// solve and solveMany: read and check -> engine -> decode.

import type { Buffers } from "../engine/buffers.js";
import type { Engine } from "../engine/engine.js";
import { run } from "../engine/limits.js";
import { TASK_FIELDS } from "../problem/fields.js";
import { readOptions } from "../problem/read-options.js";
import { checkList, copyProblem, openProblem, type Size } from "../problem/read-problem.js";
import { decode, FEW } from "../schedule/decode.js";
import type { InputColumns, Options, Problem, Schedule, Solve, SolveMany } from "../types/index.js";

/** Doubles of a batch that are kept for the next one: up to here making them costs more. */
const FEW_DOUBLES = 2 ** 17;

/** `solve` and `solveMany` on this engine. */
export function makeSolve(engine: Engine): { solve: Solve; solveMany: SolveMany } {
  const batch = new Batch();
  return {
    solve(problem, options = {}) {
      const settings = readOptions(options);
      engine.take(); // before anything of the caller's runs that may call this
      try {
        const open = openProblem(problem, engine);
        const buffers = engine.reserve(open.n, open.m, settings.method === "exact");
        copyProblem(open, buffers);
        return solveOne(engine, buffers, open, settings);
      } finally {
        engine.release();
      }
    },
    solveMany(problems, options = {}) {
      const settings = readOptions(options);
      engine.take();
      try {
        const sizes = batch.read(problems, engine);
        // One crossing into the core a problem, not a batch: a crossing takes 0.003 us of some 10
        // (measured).
        return sizes.map((size) => {
          const buffers = engine.reserve(size.n, size.m, settings.method === "exact");
          batch.write(buffers, size);
          return solveOne(engine, buffers, size, settings);
        });
      } finally {
        batch.clear();
        engine.release();
      }
    },
  };
}

function solveOne(engine: Engine, buffers: Buffers, { n, m }: Size, options: Options): Schedule {
  const { method, tolerance } = run(engine, buffers, n, m, options);
  return decode(buffers, engine, method, n, tolerance);
}

/** The numbers of problems that are all read before one is solved, one problem after the other. */
class Batch {
  #numbers = new Float64Array(0);
  /** How many are there; the next one to be read back. */
  #length = 0;

  /** Reads and checks all problems, in the buffers of the engine; returns their sizes. */
  read(problems: readonly Problem[], engine: Engine): Size[] {
    const sizes: Size[] = [];
    const count = checkList(problems);
    for (let k = 0; k < count; k++) {
      const open = openProblem(problems[k], engine, `problems[${k}]`);
      const { n, m } = open;
      const buffers = engine.reserve(n, m);
      copyProblem(open, buffers);
      sizes.push({ n, m });
      this.#makeRoom(this.#length + m + TASK_FIELDS.length * n);
      this.#keep(buffers.speed, m);
      for (const { name } of TASK_FIELDS) this.#keep(buffers[name], n);
    }
    this.#length = 0;
    return sizes;
  }

  /** Writes the next problem into the buffers of the engine. */
  write(to: InputColumns, { n, m }: Size): void {
    this.#take(to.speed, m);
    for (const { name } of TASK_FIELDS) this.#take(to[name], n);
  }

  clear(): void {
    this.#length = 0;
    if (this.#numbers.length > FEW_DOUBLES) this.#numbers = new Float64Array(0);
  }

  #makeRoom(length: number): void {
    if (length <= this.#numbers.length) return;
    const longer = new Float64Array(Math.max(length, 2 * this.#numbers.length));
    longer.set(this.#numbers);
    this.#numbers = longer;
  }

  #keep(from: Float64Array, n: number): void {
    move(from, 0, this.#numbers, this.#length, n);
    this.#length += n;
  }

  #take(to: Float64Array, n: number): void {
    move(this.#numbers, this.#length, to, 0, n);
    this.#length += n;
  }
}

function move(from: Float64Array, at: number, to: Float64Array, toAt: number, n: number): void {
  if (n > FEW) to.set(from.subarray(at, at + n), toAt);
  else for (let j = 0; j < n; j++) to[toAt + j] = from[at + j];
}
