// One policy at work, and what has become of its requests.

import type { Fleet, Job } from "../../bench/online/simulation/networks.js";
import { type Policy, Simulation } from "../../bench/online/simulation/simulate.js";
import type { SideSample } from "./history.js";
import type { Arrival } from "./source.js";

/** What has become of them; the sum of all is the number of those that arrived. */
export interface Counts {
  waiting: number;
  running: number;
  completed: number;
  late: number;
  dropped: number;
}

export class Side<Kind extends Policy = Policy> {
  readonly policy: Kind;
  readonly simulation: Simulation;
  /** Of those that completed: who is not served in time counts as zero. */
  accuracySum = 0;
  #completed = 0;
  #late = 0;

  constructor(fleet: Fleet, policy: Kind) {
    this.policy = policy;
    this.simulation = new Simulation(fleet, policy, {
      factorOf: (job: Job) => (job as Arrival).factor,
      onEnd: ({ accuracy }, isLate) => {
        if (isLate) {
          this.#late++;
          return;
        }
        this.#completed++;
        this.accuracySum += accuracy;
      },
    });
  }

  counts(): Counts {
    const drops = Object.values(this.drops());
    return {
      waiting: this.policy.waiting(),
      running: this.simulation.running.reduce((sum, run) => sum + (run ? 1 : 0), 0),
      completed: this.#completed,
      late: this.#late,
      dropped: drops.reduce((sum, count) => sum + count, 0),
    };
  }

  /** By reason. */
  drops(): Record<string, number> {
    return this.policy.drops();
  }

  sample(): SideSample {
    const { waiting, completed, late, dropped } = this.counts();
    return {
      queue: waiting,
      decided: completed + late + dropped,
      accuracySum: this.accuracySum,
    };
  }
}
