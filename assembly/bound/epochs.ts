// Where machines are busy at first: what the one that is the c-th fastest of those ready, at every
// moment, has done by then. From one moment at which a machine gets ready to the next that is
// linear, so it is kept at these moments; where there are more than epochs, at some of them: it is
// convex, and what lies between them counts as a chord, which is no less. O(m) a moment; O(log
// epochs) for one number.

import { MOST_EPOCHS } from "../codes";
import { Machines } from "../paper/machines";
import { Splitting } from "./splitting";

/**
 * More moments than these are put together, each with the one before: a machine may count as ready
 * too early, which bounds no less, either.
 */
const MOST_STEPS: i32 = 1024;

/** Writes begin, rate and done of every epoch. Reads rank and queue. */
export function layEpochs(
  speed: StaticArray<f64>,
  machines: Machines,
  s: Splitting,
  speedUnit: f64,
  perWork: f64,
  m: i32,
): void {
  const readyAt = machines.readyAt;
  const queue = machines.queue;
  const moments = countMoments(readyAt, queue, m);
  const fine = strideOf(moments, MOST_STEPS);
  let steps = 0;
  while ((steps + 1) * fine < moments) steps++;
  // the first step begins an epoch, and the last one
  const coarse = fine * strideOf(steps, MOST_EPOCHS - 1);
  let moment = -1;
  let since: f64 = 0;
  s.epochs = 0;
  for (let k = m - 1; k >= 0; k--) {
    const ready = readyAt[queue[k]];
    if (k < m - 1 && ready === readyAt[queue[k + 1]]) continue;
    moment++;
    if (moment % fine !== 0) continue;
    const at = ready * speedUnit * perWork;
    if (moment > 0) addStep(speed, machines, s, speedUnit, ready, at - since, m);
    if (moment % coarse === 0 || moment === steps * fine) beginEpoch(s, at, m);
    since = at;
  }
  const row = (s.epochs - 1) * m;
  for (let c = 0; c < m; c++) s.rate[row + c] = speed[machines.rank[c]] / speedUnit;
}

/** At how many moments machines get ready. */
function countMoments(readyAt: StaticArray<f64>, queue: StaticArray<i32>, m: i32): i32 {
  let count = 1;
  for (let k = 1; k < m; k++) if (readyAt[queue[k]] !== readyAt[queue[k - 1]]) count++;
  return count;
}

/** The least stride with which so many steps are at most `most`. */
function strideOf(steps: i32, most: i32): i32 {
  let stride = 1;
  while (stride * most < steps) stride++;
  return stride;
}

/** Adds to rate the scaled work done in a time at whose end, in s, a machine gets ready. */
function addStep(
  speed: StaticArray<f64>,
  machines: Machines,
  s: Splitting,
  speedUnit: f64,
  end: f64,
  time: f64,
  m: i32,
): void {
  let at = (s.epochs - 1) * m;
  for (let k = 0; k < m; k++) {
    const r = machines.rank[k];
    if (machines.readyAt[r] >= end) continue;
    s.rate[at] += (speed[r] / speedUnit) * time;
    at++;
  }
}

/** Ends the epoch under way, whose work is in rate so far, at a scaled moment; begins the next. */
function beginEpoch(s: Splitting, at: f64, m: i32): void {
  const row = s.epochs * m;
  const before = row - m;
  const time = before < 0 ? 0 : at - s.begin[s.epochs - 1];
  for (let c = 0; c < m; c++) {
    s.done[row + c] = before < 0 ? 0 : s.done[before + c] + s.rate[before + c];
    if (before >= 0) s.rate[before + c] = time > 0 ? s.rate[before + c] / time : 0;
    s.rate[row + c] = 0;
  }
  s.begin[s.epochs++] = at;
}

/** The epoch of a scaled moment after now; -1: before any machine is ready. */
function epochOf(s: Splitting, moment: f64): i32 {
  let low = 0;
  let high = s.epochs;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (s.begin[middle] < moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Scaled work at a moment of epoch q; at: the place of q and c. */
function workIn(s: Splitting, q: i32, at: i32, moment: f64): f64 {
  return s.rate[at] > 0 ? s.done[at] + s.rate[at] * (moment - s.begin[q]) : 0;
}

/** Scaled work that whoever is the c-th fastest, from 0, does until a moment. */
export function workUntil(s: Splitting, c: i32, moment: f64, m: i32): f64 {
  const q = epochOf(s, moment);
  return q < 0 ? 0 : workIn(s, q, q * m + c, moment);
}

/** The same between two moments, without a difference where both are in one epoch. */
export function workBetween(s: Splitting, c: i32, from: f64, to: f64, m: i32): f64 {
  const q = epochOf(s, to);
  if (q < 0) return 0;
  const at = q * m + c;
  if (from >= s.begin[q]) return s.rate[at] * (to - from);
  return workIn(s, q, at, to) - workUntil(s, c, from, m);
}

/**
 * Writes into speed what every c does on average until a moment: times the moment it is the work.
 */
export function lookUntil(s: Splitting, moment: f64, m: i32): void {
  const q = epochOf(s, moment);
  for (let c = 0; c < m; c++) {
    s.speed[c] = q < 0 ? 0 : workIn(s, q, q * m + c, moment) / moment;
  }
}
