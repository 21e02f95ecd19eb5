// A snapshot at every decision: what `solve` would do if nobody else came.

import { type Problem, solve } from "../../src/index.js";
import { LearnedMargin } from "./simulation/margin.js";
import type { MakePolicy } from "./simulation/simulate.js";
import { EarliestDeadline } from "./simulation/waiting.js";

/** Requests by deadline that take part: more are hardly ever in question for the next run. */
const MOST = 200;
/** With tables, which take longer. */
const MOST_TABLED = 24;

/** sees: whether it knows that machines are busy. */
const snapshotOf =
  (sees: boolean): MakePolicy =>
  ({ speeds, machines, models }) => {
    const waiting = new EarliestDeadline();
    const margin = new LearnedMargin();
    let expired = 0;
    const readyAt = speeds.map(() => 0);
    const planned = speeds.map(() => ({ begin: 0, duration: 0 }));
    return {
      submit: (job) => waiting.add(job),
      next(machine, now) {
        readyAt[machine] = now;
        while (waiting.order.length > 0 && waiting.order[0].deadline <= now) {
          waiting.remove(waiting.order[0]);
          expired++;
        }
        const list = waiting.order.slice(0, models ? MOST_TABLED : MOST);
        if (list.length === 0) return undefined;
        const problem = {
          ...(models && { models }),
          machines: machines.map(({ speed, type }, r) => ({
            ...(speed === undefined ? { type } : { speed }),
            readyAt: sees ? Math.max(0, readyAt[r] - now) : 0,
          })),
          tasks: list.map(({ deadline, network }) => {
            return { deadline: (deadline - now) / margin.factor, ...network.fields };
          }),
        } as unknown as Problem;
        const schedule = solve(problem, { method: "refit" });
        let first = -1;
        for (let k = 0; k < list.length; k++) {
          if (schedule.machine[k] !== machine) continue;
          if (first < 0 || schedule.start[k] < schedule.start[first]) first = k;
        }
        if (first < 0) return undefined;
        const job = list[first];
        const duration = schedule.end[first] - schedule.start[first];
        const size = job.network.largest(duration * (1 + 1e-12), machine);
        if (!size) return undefined;
        waiting.remove(job);
        readyAt[machine] = now + size.duration;
        planned[machine] = { begin: now, duration: size.duration };
        return { job, ...size };
      },
      complete(machine, now) {
        const { begin, duration } = planned[machine];
        margin.learn(now - begin, duration);
      },
      waiting: () => waiting.order.length,
      drops: () => ({ expired }),
    };
  };

/** With the times when machines will be free. */
export const snapshot = snapshotOf(true);
/** As if all machines were free. */
export const snapshotAllFree = snapshotOf(false);
