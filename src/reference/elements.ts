// The tasks as `nested` sees them: log-slope, 1/theta, cap, in scaled units and deadline order. One
// ln a task. O(n).

import type { Elements, Tasks } from "./buffers.js";
import { GREATEST_VALUE, MAX_WORK, MIN_SLOPE, MIN_THETA } from "./constants.js";
import { ln } from "./math.js";
import { areAlike } from "./scale.js";

/**
 * logSlope = ln(A theta), invTheta = 1/theta, cap = maxWork, each scaled, at position i for
 * task[i].
 */
export function elements(
  tasks: Tasks,
  extremes: Float64Array,
  e: Elements,
  workUnit: number,
  valueUnit: number,
  n: number,
): void {
  gather(tasks, extremes, e, n);
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const perWork = 1 / workUnit;
  const perValue = 1 / valueUnit;
  for (let i = 0; i < n; i++) {
    const steepness = Math.max(invTheta[i] * workUnit, MIN_THETA);
    logSlope[i] = ln(Math.max(logSlope[i] * perValue * steepness, MIN_SLOPE));
    invTheta[i] = 1 / steepness;
    const most = Math.min(cap[i] * perWork, MAX_WORK);
    cap[i] = most * workUnit <= cap[i] ? most : 0; // nothing where it is subnormal and was rounded up
  }
}

/**
 * Columns of the caller's order, as they are: theta into invTheta, weight * gain into logSlope,
 * maxWork into cap.
 */
function gather(tasks: Tasks, extremes: Float64Array, e: Elements, n: number): void {
  const theta = tasks.theta;
  const maxWork = tasks.maxWork;
  const weight = tasks.weight;
  const gain = tasks.gain;
  const task = e.task;
  const value = e.logSlope;
  // Each column read in this order is a cache miss a task; where all are alike, two of four are
  // spared.
  const alike = areAlike(extremes);
  for (let i = 0; i < n; i++) {
    const j = task[i];
    e.invTheta[i] = theta[j];
    e.cap[i] = maxWork[j];
    if (!alike) value[i] = weight[j] * gain[j];
  }
  if (alike) value.fill(extremes[GREATEST_VALUE], 0, n);
}

/**
 * room[i] = scaled work that a machine of this speed does between the deadlines of i - 1 and i.
 * Lowers cap to twice what it does until the deadline of i: no task can have more than half of
 * that, so neither works nor prices change, but one huge maxWork no longer drowns the sums of the
 * others.
 */
export function capacities(
  e: Elements,
  speed: number,
  workUnit: number,
  from: number,
  to: number,
): void {
  const deadline = e.deadline;
  const perWork = 1 / workUnit;
  // The first deadline with time before it: a task due now must want more than nothing, too.
  let first = from;
  while (first < to && deadline[first] === 0) first++;
  const least = first < to ? speed * deadline[first] * perWork : 1;
  for (let i = from; i < to; i++) setCapacity(e, speed, perWork, least, from, i);
}

/** Room and cap of one element; the first one has all the time since now. */
function setCapacity(
  e: Elements,
  speed: number,
  perWork: number,
  least: number,
  from: number,
  i: number,
): void {
  const d = e.deadline[i];
  const previous = i > from ? e.deadline[i - 1] : 0;
  e.room[i] = d > previous ? speed * (d - previous) * perWork : 0; // also where both are Infinity
  e.cap[i] = Math.min(e.cap[i], 2 * Math.max(speed * d * perWork, least));
}
