// Simple rules: earliest deadline first, at a size that differs from rule to rule.

import { LearnedMargin } from "./margin.js";
import type { Job, Size } from "./networks.js";
import type { MakePolicy } from "./simulate.js";
import { EarliestDeadline } from "./waiting.js";

/** What a rule sees when a machine is free. */
interface Sight {
  job: Job;
  now: number;
  machine: number;
  speed: number;
  /** Seconds that its deadline leaves, less the margin. */
  slack: number;
  /** All that wait, in order of deadlines, this one first. */
  waiting: readonly Job[];
  /** Until when each machine is busy; the one that asks until now. */
  readyAt: readonly number[];
  speeds: readonly number[];
}

/** The size at which a job runs, undefined: not at all. */
type Rule = (sight: Sight) => Size | undefined;

/** A policy that takes jobs by their deadline, and the margin that real times teach. */
function byDeadline(rule: Rule, watch?: (job: Job) => void): MakePolicy {
  return ({ speeds }) => {
    const waiting = new EarliestDeadline();
    const drops = { expired: 0, infeasible: 0 };
    const margin = new LearnedMargin();
    const readyAt = speeds.map(() => 0);
    const planned = speeds.map(() => ({ begin: 0, duration: 0 }));
    return {
      submit(job) {
        waiting.add(job);
        watch?.(job);
      },
      next(machine, now) {
        readyAt[machine] = now;
        const { order } = waiting;
        for (let k = 0; k < order.length; ) {
          const job = order[k];
          const slack = (job.deadline - now) / margin.factor;
          const fits = job.network.largest(slack, machine);
          // a faster machine may still serve what this one cannot
          if (!fits && speeds.some((_, other) => job.network.largest(slack, other))) {
            k++;
            continue;
          }
          const speed = speeds[machine];
          const sight = { job, now, machine, speed, slack, waiting: order, readyAt, speeds };
          const size = fits && rule(sight);
          waiting.remove(job);
          if (!size) {
            drops[slack > 0 ? "infeasible" : "expired"]++;
            continue;
          }
          readyAt[machine] = now + size.duration;
          planned[machine] = { begin: now, duration: size.duration };
          return { job, ...size };
        }
        return undefined;
      },
      complete(machine, now) {
        const { begin, duration } = planned[machine];
        margin.learn(now - begin, duration);
      },
      waiting: () => waiting.order.length,
      drops: () => ({ ...drops }),
    };
  };
}

/** All of it, or nothing. */
export const edfFull = byDeadline(({ job, machine, slack }) => {
  const size = job.network.largest(Infinity, machine);
  return size && size.duration <= slack ? size : undefined;
});

/** The largest size that fits (as SlackFit does): the yardstick. */
export const edfLargest = byDeadline(({ job, machine, slack }) => {
  return job.network.largest(slack, machine);
});

/** As large as all that wait could be together: an equal share of what is left until a deadline. */
export const edfShare = byDeadline((sight) => {
  const { job, machine, speed, slack, waiting, readyAt, speeds, now } = sight;
  let share = Infinity;
  for (const [k, { deadline }] of waiting.entries()) {
    let work = 0;
    for (const [r, s] of speeds.entries())
      work += s * Math.max(0, deadline - Math.max(now, readyAt[r]));
    share = Math.min(share, work / (k + 1));
  }
  const own = job.network.largest(Math.min(slack, share / speed), machine);
  return own ?? smallest(job, slack, machine);
});

/** A variant more than the share is better than none. */
function smallest({ network }: Job, slack: number, machine: number): Size | undefined {
  for (let seconds = slack / 64; seconds <= slack; seconds *= 2) {
    const size = network.largest(seconds, machine);
    if (size) return size;
  }
  return undefined;
}

/** Seconds between two looks at the load. */
const EPOCH = 0.5;
/** A run may take this share of the time that a request has: one may have to wait for another. */
const SHARE = 1 / 2;
/** Sizes among which an epoch chooses, as shares of the largest. */
const STEPS = 20;

/**
 * As Jellyfish does (Nigade and others, RTSS 2022): sizes are chosen by the load of an epoch, so
 * that all that come are served, and no run is longer than half of the time a request has.
 */
export const jellyfish: MakePolicy = (fleet) => {
  const total = fleet.speeds.reduce((sum, speed) => sum + speed, 0);
  let level = 1;
  let end = EPOCH;
  let seen: Job[] = [];
  const workAt = (share: number, { network, deadline, arrival }: Job, speed: number) =>
    Math.min(share * network.full, SHARE * (deadline - arrival) * speed);
  const watch = (job: Job) => {
    if (job.arrival >= end) {
      const mean = total / fleet.speeds.length;
      for (level = 1; level > 1 / STEPS; level -= 1 / STEPS) {
        const work = seen.reduce((sum, one) => sum + workAt(level, one, mean), 0);
        if (work <= total * EPOCH) break;
      }
      end = job.arrival + EPOCH;
      seen = [];
    }
    seen.push(job);
  };
  const rule: Rule = ({ job, machine, speed, slack }) => {
    const wanted = workAt(level, job, speed) / speed;
    return job.network.largest(Math.min(slack, wanted), machine) ?? smallest(job, slack, machine);
  };
  return byDeadline(rule, watch)(fleet);
};
