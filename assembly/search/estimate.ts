// What a chain gains with one task less, one more, or one for another, estimated in one pass,
// O(length). Every task keeps its state, nothing, all or in between, so that its demand is linear
// in the log-price, a block of equal price is two sums, and blocks join in one step where `pool`
// takes Newton's. `search` solves long chains only for what pays by this: of random swaps it spares
// 15 trials in 16 and misses one gain in 15 (measured).

import { POOL_LIMIT } from "../chain/pool";
import { exp } from "../numeric/exp";
import { Plan } from "./plan";

/** Work of an estimate, an element; see TRIAL_WORK. */
const ESTIMATE_WORK: f64 = 3;

/**
 * Whether r, with the position i replaced by k, and q, with k by i, seem to gain more than `least`
 * together; -1: none. q gains `most` at most. True where the chains are short: solving them takes
 * no longer.
 */
export function promises(plan: Plan, r: i32, q: i32, i: i32, k: i32, most: f64, least: f64): bool {
  const start = plan.chainStart;
  if (start[r + 1] - start[r] + start[q + 1] - start[q] <= 2 * POOL_LIMIT) return true;
  const gained = estimate(plan, r, i, k);
  if (gained + most <= least) return false;
  if (gained + estimate(plan, q, k, i) <= least) return false;
  return true;
}

/**
 * What r gains, scaled, without the position `out` and with the position `into`; -1: none. Of block
 * t, trial.work[t] is the excess at log-price 0, trial.room[t] the slope.
 */
export function estimate(plan: Plan, r: i32, out: i32, into: i32): f64 {
  const edf = plan.edf;
  const member = plan.member;
  const excesses = plan.trial.work;
  const slopes = plan.trial.room;
  const end = plan.chainStart[r + 1];
  const rate = plan.speed[r] / plan.unit;
  const ready = plan.readyAt[r];
  let k = plan.chainStart[r];
  plan.effort += ESTIMATE_WORK * <f64>(end - k);
  let waits = into;
  let previous: f64 = 0;
  let least: f64 = Infinity;
  let gain = -plan.worth[r];
  let top = 0;
  while (k < end || waits >= 0) {
    let i = k < end ? member[k] : waits;
    // the price of the first task due then or later, as in `surplusOn`
    const nu = k < end ? plan.logPrice[i] : -Infinity;
    if (waits >= 0 && i >= waits) {
      i = waits;
      waits = -1;
    } else {
      k++;
      if (i === out) continue;
    }
    const d = max(edf.deadline[i] - ready, 0);
    const room = d > previous ? rate * (d - previous) : 0;
    previous = d;
    const cap = edf.cap[i];
    const inverse = edf.invTheta[i];
    const logSlope = edf.logSlope[i];
    const reach = (logSlope - nu) * inverse;
    if (reach > 0 && reach < cap) {
      gain += plan.value[i];
      top = append(excesses, slopes, top, inverse * logSlope - room, inverse, false);
    } else {
      let excess = -room;
      if (reach > 0) {
        gain += plan.peak[i];
        excess += cap;
        least = min(least, logSlope - cap / inverse);
      }
      top = append(excesses, slopes, top, excess, 0, nu === -Infinity);
    }
    if (slopes[top - 1] === 0 && excesses[top - 1] > 0) {
      gain -= exp(least) * excesses[top - 1]; // no less: the first to give way has this price
      excesses[top - 1] = 0;
    }
  }
  return gain - rent(excesses, slopes, top);
}

/**
 * Adds a block, which joins cheaper ones before it; returns how many there are. What is too much
 * where all have their caps is theirs to give, not that of scarce blocks before them.
 */
function append(
  excesses: StaticArray<f64>,
  slopes: StaticArray<f64>,
  blocks: i32,
  ownExcess: f64,
  ownSlope: f64,
  isSaturated: bool,
): i32 {
  let excess = ownExcess;
  let slope = ownSlope;
  let top = blocks;
  for (; top > 0; top--) {
    const before = excesses[top - 1];
    const slopeBefore = slopes[top - 1];
    if (slopeBefore > 0 || slope > 0) {
      if ((isSaturated && slope === 0) || before * slope > excess * slopeBefore) break;
    } else if (excess <= 0) break;
    excess += before;
    slope += slopeBefore;
  }
  excesses[top] = excess;
  slopes[top] = slope;
  return top + 1;
}

/** What the tasks in between lose by the prices of so many blocks: each its price over theta. */
function rent(excesses: StaticArray<f64>, slopes: StaticArray<f64>, blocks: i32): f64 {
  let sum: f64 = 0;
  for (let t = 0; t < blocks; t++) {
    if (slopes[t] > 0) sum += exp(excesses[t] / slopes[t]) * slopes[t];
  }
  return sum;
}
