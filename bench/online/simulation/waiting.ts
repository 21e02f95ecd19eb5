// Those that wait, in order of deadlines: a sorted list is enough for a bench.

import type { Job } from "./networks.js";

export class EarliestDeadline {
  /** By deadline. */
  readonly order: Job[] = [];

  add(job: Job): void {
    let [low, high] = [0, this.order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.order[middle].deadline <= job.deadline) low = middle + 1;
      else high = middle;
    }
    this.order.splice(low, 0, job);
  }

  remove(job: Job): void {
    this.order.splice(this.order.indexOf(job), 1);
  }
}
