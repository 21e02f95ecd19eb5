// The tasks as `nested` sees them: log-slope, 1/theta, cap, in scaled units and deadline order. One
// ln a task. O(n).

import { Elements, Tasks } from "./buffers";
import { GREATEST_VALUE, MAX_WORK, MIN_SLOPE, MIN_THETA } from "./constants";
import { ln, lnPair, loadPair, storePair } from "./math";
import { areAlike } from "./scale";

/**
 * logSlope = ln(A theta), invTheta = 1/theta, cap = maxWork, each scaled, at position i for
 * task[i].
 */
export function elements(
  tasks: Tasks,
  extremes: StaticArray<f64>,
  e: Elements,
  workUnit: f64,
  valueUnit: f64,
  n: i32,
): void {
  gather(tasks, extremes, e, n);
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const perWork = 1 / workUnit;
  const perValue = 1 / valueUnit;
  const pairs = n & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const theta = f64x2.mul(loadPair(invTheta, i), f64x2.splat(workUnit));
    const steepness = f64x2.pmax(theta, f64x2.splat(MIN_THETA));
    const value = f64x2.mul(loadPair(logSlope, i), f64x2.splat(perValue));
    const slope = f64x2.pmax(f64x2.mul(value, steepness), f64x2.splat(MIN_SLOPE));
    storePair(logSlope, i, lnPair(slope));
    storePair(invTheta, i, f64x2.div(f64x2.splat(1), steepness));
    const maxWork = loadPair(cap, i);
    const most = f64x2.pmin(f64x2.mul(maxWork, f64x2.splat(perWork)), f64x2.splat(MAX_WORK));
    // nothing where the scaled number is subnormal and was rounded up
    const fits = f64x2.le(f64x2.mul(most, f64x2.splat(workUnit)), maxWork);
    storePair(cap, i, v128.and(most, fits));
  }
  if (pairs < n) {
    const steepness = max(invTheta[pairs] * workUnit, MIN_THETA);
    logSlope[pairs] = ln(max(logSlope[pairs] * perValue * steepness, MIN_SLOPE));
    invTheta[pairs] = 1 / steepness;
    const most = min(cap[pairs] * perWork, MAX_WORK);
    cap[pairs] = most * workUnit <= cap[pairs] ? most : 0;
  }
}

/**
 * Columns of the caller's order, as they are: theta into invTheta, weight * gain into logSlope,
 * maxWork into cap.
 */
function gather(tasks: Tasks, extremes: StaticArray<f64>, e: Elements, n: i32): void {
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
export function capacities(e: Elements, speed: f64, workUnit: f64, from: i32, to: i32): void {
  const deadline = e.deadline;
  const perWork = 1 / workUnit;
  // The first deadline with time before it: a task due now must want more than nothing, too.
  let first = from;
  while (first < to && deadline[first] === 0) first++;
  const least = first < to ? speed * deadline[first] * perWork : 1;
  for (let i = from; i < min(from + 2, to); i++) setCapacity(e, speed, perWork, least, from, i);
  const pairs = from + ((to - from) & ~1);
  for (let i = from + 2; i < pairs; i += 2) {
    const d = loadPair(deadline, i);
    const previous = loadPair(deadline, i - 1);
    const between = f64x2.mul(
      f64x2.mul(f64x2.splat(speed), f64x2.sub(d, previous)),
      f64x2.splat(perWork),
    );
    storePair(e.room, i, v128.and(between, f64x2.gt(d, previous)));
    const until = f64x2.mul(f64x2.mul(f64x2.splat(speed), d), f64x2.splat(perWork));
    const most = f64x2.mul(f64x2.splat(2), f64x2.pmax(until, f64x2.splat(least)));
    storePair(e.cap, i, f64x2.pmin(loadPair(e.cap, i), most));
  }
  if (pairs < to && pairs > from) setCapacity(e, speed, perWork, least, from, pairs);
}

/** Room and cap of one element; the first one has all the time since now. */
function setCapacity(e: Elements, speed: f64, perWork: f64, least: f64, from: i32, i: i32): void {
  const d = e.deadline[i];
  const previous = i > from ? e.deadline[i - 1] : 0;
  e.room[i] = d > previous ? speed * (d - previous) * perWork : 0; // also where both are Infinity
  e.cap[i] = min(e.cap[i], 2 * max(speed * d * perWork, least));
}
