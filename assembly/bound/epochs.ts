// Where machines are busy at first: what the one that is the c-th fastest of those ready, at every
// moment, has done by then. The machines that get ready begin an epoch, in which all of that is
// linear. O(m) an epoch; O(log epochs) for one number of them.

import { MOST_EPOCHS } from "../codes";
import { Machines } from "../paper/machines";
import { Splitting } from "./splitting";

/**
 * Writes begin, rate and done of every epoch. Machines that get ready at more moments than there can
 * be epochs count as ready at some moment before: that bounds no less, and hardly more.
 */
export function layEpochs(
  speed: StaticArray<f64>,
  machines: Machines,
  s: Splitting,
  speedUnit: f64,
  perWork: f64,
  m: i32,
): void {
  chooseMoments(machines, s, m);
  for (let q = 0; q < s.epochs; q++) {
    const end = q + 1 < s.epochs ? s.begin[q + 1] : Infinity;
    layRow(speed, machines, s, speedUnit, end, q * m, m);
    const begin = s.begin[q] * speedUnit * perWork;
    for (let c = 0; c < m; c++) {
      s.done[q * m + c] = q > 0 ? workIn(s, q - 1, (q - 1) * m + c, begin) : 0;
    }
    s.begin[q] = begin;
  }
}

/** begin: moments at which machines get ready, in s; every one of them, if there are not too many. */
function chooseMoments(machines: Machines, s: Splitting, m: i32): void {
  const readyAt = machines.readyAt;
  const queue = machines.queue;
  let moments = 1;
  for (let k = 1; k < m; k++) if (readyAt[queue[k]] !== readyAt[queue[k - 1]]) moments++;
  let stride = 1;
  while (stride * MOST_EPOCHS < moments) stride++;
  let passed = 0;
  s.epochs = 0;
  for (let k = m - 1; k >= 0; k--) {
    const at = readyAt[queue[k]];
    if (k < m - 1 && at === readyAt[queue[k + 1]]) continue;
    if (passed % stride === 0) s.begin[s.epochs++] = at;
    passed++;
  }
}

/** rate from `row` on: the speeds of the machines that are ready before the epoch's end. */
function layRow(
  speed: StaticArray<f64>,
  machines: Machines,
  s: Splitting,
  speedUnit: f64,
  end: f64,
  row: i32,
  m: i32,
): void {
  let at = row;
  for (let k = 0; k < m; k++) {
    const r = machines.rank[k];
    if (machines.readyAt[r] < end) s.rate[at++] = speed[r] / speedUnit;
  }
  while (at < row + m) s.rate[at++] = 0;
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

/** Writes into speed what every c does on average until a moment: times the moment it is the work. */
export function lookUntil(s: Splitting, moment: f64, m: i32): void {
  const q = epochOf(s, moment);
  for (let c = 0; c < m; c++) {
    s.speed[c] = q < 0 ? 0 : workIn(s, q, q * m + c, moment) / moment;
  }
}
