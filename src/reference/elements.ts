// The tasks as `nested` sees them: log-slope, 1/theta, cap, in scaled units and deadline order. One ln a task. O(n).

import type { Elements, Tasks } from "./buffers.js";
import { MAX_WORK, MIN_SLOPE, MIN_THETA } from "./constants.js";
import { lnAll } from "./math.js";

/** logSlope = ln(A theta), invTheta = 1/theta, cap = maxWork, each scaled, at position i for task[i]. */
export function elements(
  tasks: Tasks,
  e: Elements,
  workUnit: number,
  valueUnit: number,
  n: number,
): void {
  const theta = tasks.theta;
  const maxWork = tasks.maxWork;
  const weight = tasks.weight;
  const gain = tasks.gain;
  const task = e.task;
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const perWork = 1 / workUnit;
  const perValue = 1 / valueUnit;
  for (let i = 0; i < n; i++) {
    const j = task[i];
    const steepness = Math.max(theta[j] * workUnit, MIN_THETA);
    const slope = weight[j] * gain[j] * perValue * steepness;
    logSlope[i] = Math.max(slope, MIN_SLOPE);
    invTheta[i] = 1 / steepness;
    cap[i] = Math.min(maxWork[j] * perWork, MAX_WORK);
  }
  lnAll(logSlope, n);
}

/**
 * room[i] = scaled work that a machine of this speed does between the deadlines of i - 1 and i. Lowers cap to twice
 * what it does until the deadline of i: no task can have even half of that, so neither works nor prices change, but
 * one huge maxWork no longer drowns the sums of the others.
 */
export function capacities(
  e: Elements,
  speed: number,
  workUnit: number,
  from: number,
  to: number,
): void {
  const deadline = e.deadline;
  const cap = e.cap;
  const room = e.room;
  const perWork = 1 / workUnit;
  let first = from; // the first deadline with any time before it: a task due now must want more than nothing, too
  while (first < to && deadline[first] === 0) first++;
  const least = first < to ? speed * deadline[first] * perWork : 1;
  let previous = 0;
  for (let i = from; i < to; i++) {
    const d = deadline[i];
    room[i] = d > previous ? speed * (d - previous) * perWork : 0; // also where both are Infinity
    cap[i] = Math.min(cap[i], 2 * Math.max(speed * d * perWork, least));
    previous = d;
  }
}
