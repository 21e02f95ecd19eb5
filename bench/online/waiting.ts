// Those that wait, in order of deadlines: a sorted list is enough for a bench.

import type { Job } from "./workload.js";

export class EarliestDeadline {
  /** Indices, by deadline. */
  readonly order: number[] = [];
  readonly #jobs: readonly Job[];

  constructor(jobs: readonly Job[]) {
    this.#jobs = jobs;
  }

  get jobs(): Job[] {
    return this.order.map((j) => this.#jobs[j]);
  }

  add(job: number): void {
    const { deadline } = this.#jobs[job];
    let [low, high] = [0, this.order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#jobs[this.order[middle]].deadline <= deadline) low = middle + 1;
      else high = middle;
    }
    this.order.splice(low, 0, job);
  }

  take(): number | undefined {
    return this.order.shift();
  }

  remove(job: number): void {
    this.order.splice(this.order.indexOf(job), 1);
  }
}
