// The tasks as `nested` sees them: log-slope, 1/theta, cap, in scaled units and deadline order. One
// ln a task. O(n).

import { loadPair, storePair } from "../numeric/lanes";
import { ln, lnPair } from "../numeric/ln";
import { areAlike, Extremes, MAX_WORK } from "../problem/scale";
import { Tasks } from "../problem/tasks";

/**
 * Floors of scaled theta and slope: 1/theta is finite, the slope a normal number, as `lnPair`
 * needs.
 */
const MIN_THETA: f64 = 1e-290;
const MIN_SLOPE: f64 = 1e-300;

/**
 * Tasks as `nested` sees them: position i holds task[i]. In `edf` all of them in deadline order; in
 * `chains` those of one machine after those of another, each in deadline order, written by round.
 */
export class Elements {
  task: StaticArray<i32>; // [n] written by order; in chains first its scratch
  deadline: StaticArray<f64>; // [n] s, >= 0, ascending; written by order; in chains likewise
  logSlope: StaticArray<f64>; // [n] ln of the scaled marginal value at zero work; by elements
  invTheta: StaticArray<f64>; // [n] scaled work, > 0; written by elements
  cap: StaticArray<f64>; // [n] scaled work, >= 0; written by elements, lowered by capacities
  room: StaticArray<f64>; // [n] scaled work between the deadline before and this one; by capacities
  work: StaticArray<f64>; // [n] scaled work, <= cap; written by nested, cut by shift
  logPrice: StaticArray<f64>; // [n] not increasing, -Infinity: nothing is scarce; written by nested

  constructor(n: i32) {
    this.task = new StaticArray<i32>(n);
    this.deadline = new StaticArray<f64>(n);
    this.logSlope = new StaticArray<f64>(n);
    this.invTheta = new StaticArray<f64>(n);
    this.cap = new StaticArray<f64>(n);
    this.room = new StaticArray<f64>(n);
    this.work = new StaticArray<f64>(n);
    this.logPrice = new StaticArray<f64>(n);
  }
}

/**
 * logSlope = ln(A theta), invTheta = 1/theta, cap = maxWork, each scaled, at position i for
 * task[i].
 */
export function elements(
  tasks: Tasks,
  extremes: Extremes,
  e: Elements,
  workUnit: f64,
  valueUnit: f64,
  n: i32,
): void {
  gather(tasks, extremes, e, n);
  const perWork = 1 / workUnit;
  const perValue = 1 / valueUnit;
  let from = 0;
  if (ASC_FEATURE_SIMD) {
    scalePairs(e, workUnit, perWork, perValue, n);
    from = n & ~1;
  }
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  for (let i = from; i < n; i++) {
    const steepness = max(invTheta[i] * workUnit, MIN_THETA);
    logSlope[i] = ln(max(logSlope[i] * perValue * steepness, MIN_SLOPE));
    invTheta[i] = 1 / steepness;
    const most = min(cap[i] * perWork, MAX_WORK);
    // nothing where the scaled number is subnormal and was rounded up
    cap[i] = most * workUnit <= cap[i] ? most : 0;
  }
}

/** The same for all but a last odd one. */
function scalePairs(e: Elements, workUnit: f64, perWork: f64, perValue: f64, n: i32): void {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  for (let i = 0; i + 1 < n; i += 2) {
    const theta = f64x2.mul(loadPair(invTheta, i), f64x2.splat(workUnit));
    const steepness = f64x2.pmax(theta, f64x2.splat(MIN_THETA));
    const value = f64x2.mul(loadPair(logSlope, i), f64x2.splat(perValue));
    const slope = f64x2.pmax(f64x2.mul(value, steepness), f64x2.splat(MIN_SLOPE));
    storePair(logSlope, i, lnPair(slope));
    storePair(invTheta, i, f64x2.div(f64x2.splat(1), steepness));
    const maxWork = loadPair(cap, i);
    const most = f64x2.pmin(f64x2.mul(maxWork, f64x2.splat(perWork)), f64x2.splat(MAX_WORK));
    const fits = f64x2.le(f64x2.mul(most, f64x2.splat(workUnit)), maxWork);
    storePair(cap, i, v128.and(most, fits));
  }
}

/**
 * Columns of the caller's order, as they are: theta into invTheta, weight * gain into logSlope,
 * maxWork into cap.
 */
function gather(tasks: Tasks, extremes: Extremes, e: Elements, n: i32): void {
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
  if (alike) value.fill(extremes.greatestValue, 0, n);
}

/**
 * room[i] = scaled work that a machine of this speed, busy until `ready`, does between the
 * deadlines of i - 1 and i. Lowers cap to twice what it does until the deadline of i: no task can
 * have more than half of that, so neither works nor prices change, but one huge maxWork no longer
 * drowns the sums of the others.
 */
export function capacities(
  e: Elements,
  speed: f64,
  ready: f64,
  workUnit: f64,
  from: i32,
  to: i32,
): void {
  const deadline = e.deadline;
  const perWork = 1 / workUnit;
  // The first deadline with time before it: a task due now must want more than nothing, too.
  let first = from;
  while (first < to && deadline[first] <= ready) first++;
  const least = first < to ? speed * (deadline[first] - ready) * perWork : 1;
  let i = from;
  if (ASC_FEATURE_SIMD) {
    for (; i < min(from + 2, to); i++) setCapacity(e, speed, ready, perWork, least, from, i);
    for (; i + 1 < to; i += 2) setCapacities(e, speed, ready, perWork, least, i);
  }
  for (; i < to; i++) setCapacity(e, speed, ready, perWork, least, from, i);
}

/** Room and cap of one element; the first one has all the time since the machine is ready. */
function setCapacity(
  e: Elements,
  speed: f64,
  ready: f64,
  perWork: f64,
  least: f64,
  from: i32,
  i: i32,
): void {
  const d = max(e.deadline[i] - ready, 0);
  const previous = i > from ? max(e.deadline[i - 1] - ready, 0) : 0;
  e.room[i] = d > previous ? speed * (d - previous) * perWork : 0; // also where both are Infinity
  e.cap[i] = min(e.cap[i], 2 * max(speed * d * perWork, least));
}

/** Of two elements, none of them the first. */
function setCapacities(
  e: Elements,
  speed: f64,
  ready: f64,
  perWork: f64,
  least: f64,
  i: i32,
): void {
  const zero = f64x2.splat(0);
  const d = f64x2.pmax(f64x2.sub(loadPair(e.deadline, i), f64x2.splat(ready)), zero);
  const since = f64x2.sub(loadPair(e.deadline, i - 1), f64x2.splat(ready));
  const previous = f64x2.pmax(since, zero);
  const between = f64x2.mul(
    f64x2.mul(f64x2.splat(speed), f64x2.sub(d, previous)),
    f64x2.splat(perWork),
  );
  storePair(e.room, i, v128.and(between, f64x2.gt(d, previous)));
  const until = f64x2.mul(f64x2.mul(f64x2.splat(speed), d), f64x2.splat(perWork));
  const most = f64x2.mul(f64x2.splat(2), f64x2.pmax(until, f64x2.splat(least)));
  storePair(e.cap, i, f64x2.pmin(loadPair(e.cap, i), most));
}
