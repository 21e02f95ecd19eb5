// A short chain, exactly: pool adjacent violators. Each element is a block with the price at which
// it fills its room; a block that costs more than the one before it joins that one. The joint price
// lies between the two, at their mean weighted by slope unless a demand has a kink there. O(length)
// a join, O(length^2) at worst, but without the overhead of `nested`: up to POOL_LIMIT elements it
// halves the time of the whole search of 50 tasks (measured).

import { exp } from "../numeric/exp";
import { Elements } from "./elements";
import { ROUNDING } from "./rounding";

/** Longer chains are solved by `nested`, which is linear. */
export const POOL_LIMIT: i32 = 24;
/** Passes that a join may take; 2 are the rule, and halving alone needs some 60. */
const POOL_PASSES: i32 = 100;
/**
 * Room of a block relative to its slope: with less, a log-price has not the digits to say who gets
 * how much of it to 1e-8.
 */
const FINEST_REACH: f64 = 1e-7;

/**
 * Solves the elements [0, length) by their room, which it uses up. Block t is left in
 * blockEnd[t], its log-price in work[t]. Returns the elements seen by all passes, or -1 where so
 * little is to share out that a log-price lacks digits for it: then it takes `nested`.
 */
export function pool(e: Elements, blockEnd: StaticArray<i32>, length: i32): f64 {
  const blockPrice = e.work;
  const blockSlope = e.logPrice;
  const blockRoom = e.deadline;
  const rooms = e.room;
  const cap = e.cap;
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  let visits: f64 = length;
  let top = 0;
  for (let i = 0; i < length; i++) {
    let room = rooms[i];
    const isScarce = cap[i] > room;
    let nu = isScarce ? logSlope[i] - room / invTheta[i] : -Infinity;
    let slope: f64 = isScarce ? invTheta[i] : 0;
    while (top > 0 && blockPrice[top - 1] < nu) {
      top--;
      const from = top > 0 ? blockEnd[top - 1] : 0;
      room += blockRoom[top];
      const weight = blockSlope[top];
      const mean = weight > 0 ? (weight * blockPrice[top] + slope * nu) / (weight + slope) : nu;
      visits += join(e, from, i + 1, room, blockPrice[top], nu, mean);
      nu = blockPrice[i];
      slope = blockSlope[i];
    }
    if (nu > -Infinity && room < FINEST_REACH * slope) return -1;
    blockPrice[top] = nu;
    blockSlope[top] = slope;
    blockRoom[top] = room;
    blockEnd[top] = i + 1;
    top++;
  }
  return visits;
}

/**
 * The one price between lo and hi at which [from, to) fills its room, by Newton steps from nu; into
 * work and logPrice of the last element the price and the slope there. Returns the elements seen.
 */
function join(e: Elements, from: i32, to: i32, room: f64, lo: f64, hi: f64, nu: f64): f64 {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  let low = lo;
  let high = hi;
  let at = nu;
  let slope: f64 = 0;
  let passes = 1;
  if (low === -Infinity) {
    low = floorOf(e, from, to, room);
    passes++;
  }
  if (low === -Infinity) at = low;
  else {
    at = max(at, low);
    for (; passes < POOL_PASSES; passes++) {
      let demand: f64 = 0;
      slope = 0;
      for (let i = from; i < to; i++) {
        const inverse = invTheta[i];
        const reach = (logSlope[i] - at) * inverse;
        demand += min(max(reach, 0), cap[i]);
        slope += reach > 0 && reach < cap[i] ? inverse : 0;
      }
      const excess = demand - room;
      if (abs(excess) <= ROUNDING * room) break;
      if (excess > 0) low = at;
      else high = at;
      const next = at + excess / slope;
      at = next > low && next < high ? next : low + (high - low) / 2;
      if (at <= low || at >= high) break;
    }
  }
  e.work[to - 1] = at;
  e.logPrice[to - 1] = slope;
  return <f64>passes * <f64>(to - from);
}

/** A log-price at which all of [from, to) are at their caps; -Infinity where these fit the room. */
function floorOf(e: Elements, from: i32, to: i32, room: f64): f64 {
  let sum: f64 = 0;
  let least: f64 = Infinity;
  for (let i = from; i < to; i++) {
    sum += e.cap[i];
    least = min(least, e.logSlope[i] - e.cap[i] / e.invTheta[i]);
  }
  return sum <= room ? -Infinity : least;
}

/**
 * The scaled value of the elements [0, length) at the prices that `pool` left; value and peak are
 * those of the positions in e.task. Writes logPrice.
 */
export function poolWorth(
  e: Elements,
  blockEnd: StaticArray<i32>,
  value: StaticArray<f64>,
  peak: StaticArray<f64>,
  length: i32,
): f64 {
  const task = e.task;
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const logPrice = e.logPrice;
  let blocks = 1;
  while (blockEnd[blocks - 1] < length) blocks++;
  let sum: f64 = 0;
  // From the last block to the first, as in `settle`: what is written never covers one that waits.
  for (let t = blocks - 1; t >= 0; t--) {
    const nu = e.work[t];
    const price = nu > -Infinity ? exp(nu) : 0;
    const to = blockEnd[t];
    for (let i = t > 0 ? blockEnd[t - 1] : 0; i < to; i++) {
      const reach = (logSlope[i] - nu) * invTheta[i];
      if (reach >= cap[i]) sum += peak[task[i]];
      else if (reach > 0) sum += value[task[i]] - price * invTheta[i];
      logPrice[i] = nu;
    }
  }
  return sum;
}
