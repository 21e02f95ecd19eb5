// What m machines can do for a set A of tasks that may be interrupted and moved, but never run on
// two machines at once: the sum over c <= min(m, |A|) of the c-th greatest speed times the c-th
// latest deadline of A (Federgruen, Groenevelt 1986). And the set whose demand exceeds that most.
//
// Tasks at prices that are settled are contracted: beside them, a set can have what they leave. All
// that counts of them is their m latest deadlines. With k chosen tasks after it, a task with the
// deadline d and t settled ones after it adds
//
//     speed[t + k] d - sum over settled ones i >= t of (speed[i + k] - speed[i + k + 1]) latest[i]
//
// (from 0; speeds beyond the last are 0). Where machines are busy at first, the c-th one is whoever
// is the c-th fastest of those ready; what it does until a deadline takes the place of speed times
// deadline, and its mean speed until then that of its speed. A task adds less the greater k is, so
// whoever is chosen after k is chosen after k + 1 as well: one threshold a task keeps the choice.
// O(length * m).

import { Elements } from "../chain/elements";
import { exponent, powerOfTwo } from "../numeric/bits";
import { roundingOf } from "../numeric/sum";
import { MAX_EXPONENT } from "../problem/scale";
import { lookUntil, workBetween, workUntil } from "./epochs";
import { Splitting } from "./splitting";

/**
 * Writes speed, fastest first, and deadline so that their product is scaled work; all positions
 * into place. Returns how many tasks have a deadline: they come first.
 */
export function prepare(
  speed: StaticArray<f64>,
  e: Elements,
  s: Splitting,
  workUnit: f64,
  n: i32,
  m: i32,
): i32 {
  for (let r = 0; r < m; r++) s.speed[r] = speed[r];
  sortFalling(s.speed, s.best, m);
  s.speed[m] = 0;
  const unit = speedUnit(s.speed[0]);
  s.epochs = 0;
  for (let r = 0; r < m; r++) s.speed[r] /= unit;
  const perWork = 1 / workUnit;
  let finite = 0;
  for (let i = 0; i < n; i++) {
    s.place[i] = i;
    s.deadline[i] = e.deadline[i] * unit * perWork;
    if (s.deadline[i] < Infinity) finite = i + 1;
  }
  return finite;
}

/** Speed that counts as 1: the fastest, scaled, lies in [1, 2). */
export function speedUnit(fastest: f64): f64 {
  return powerOfTwo(max(-MAX_EXPONENT, min(MAX_EXPONENT, exponent(fastest))));
}

/** The greatest of the speeds. */
export function fastestSpeed(speed: StaticArray<f64>, m: i32): f64 {
  let fastest: f64 = 0;
  for (let r = 0; r < m; r++) fastest = max(fastest, speed[r]);
  return fastest;
}

/** The greatest first: merges runs of doubling length. */
function sortFalling(value: StaticArray<f64>, scratch: StaticArray<f64>, length: i32): void {
  for (let width = 1; width < length; width *= 2) {
    for (let left = 0; left < length; left += 2 * width) {
      const middle = min(left + width, length);
      const right = min(left + 2 * width, length);
      let i = left;
      let j = middle;
      for (let at = left; at < right; at++) {
        const takesLeft = i < middle && (j >= right || value[i] >= value[j]);
        scratch[at] = takesLeft ? value[i++] : value[j++];
      }
    }
    for (let r = 0; r < length; r++) value[r] = scratch[r];
  }
}

/** Scaled work that the tasks [a, b), in deadline order, can have beside the settled ones. */
export function roomOf(s: Splitting, a: i32, b: i32, settled: i32, m: i32): f64 {
  const latest = s.latest;
  let room: f64 = 0;
  let t = 0;
  let p = b - 1;
  // The c-th latest deadline with them less the one without: no term is negative, none cancels.
  for (let c = 0; c < m; c++) {
    const d = p >= a ? s.deadline[s.place[p]] : -1;
    const old = t < settled ? latest[t] : -1;
    if (d < 0 && old < 0) break;
    if (d >= old) p--;
    else t++;
    const from = c < settled ? latest[c] : 0;
    const to = max(d, old);
    room += s.epochs > 0 ? workBetween(s, c, from, to, m) : s.speed[c] * (to - from);
  }
  return room;
}

/** The tasks [a, b) are settled, too; returns how many deadlines `latest` holds now. */
export function settleLevel(s: Splitting, a: i32, b: i32, settled: i32, m: i32): i32 {
  const latest = s.latest;
  let count = settled;
  for (let p = b - 1; p >= a; p--) {
    const d = s.deadline[s.place[p]];
    if (count === m && d <= latest[m - 1]) continue;
    let at = count < m ? count++ : m - 1;
    while (at > 0 && latest[at - 1] < d) {
      latest[at] = latest[at - 1];
      at--;
    }
    latest[at] = d;
  }
  return count;
}

/** Scaled work that the machines can do for the settled tasks; summed as `totalSpeed` does. */
export function capacity(s: Splitting, settled: i32, m: i32): f64 {
  let sum: f64 = 0;
  let lost: f64 = 0;
  for (let c = 0; c < settled; c++) {
    const d = s.latest[c];
    const term = s.epochs > 0 ? workUntil(s, c, d, m) : s.speed[c] * d;
    const next = sum + term;
    lost += roundingOf(sum, term, next);
    sum = next;
  }
  return sum + lost;
}

/**
 * The greatest excess of demand over room of any set of the tasks [a, b), who stand in deadline
 * order; leaves the thresholds that tell the set. best[k]: the greatest excess of the tasks so far
 * if k later ones are chosen.
 */
export function mostExcess(s: Splitting, a: i32, b: i32, settled: i32, m: i32): f64 {
  const speed = s.speed;
  const latest = s.latest;
  const best = s.best;
  const spent = s.spent;
  let t = settled;
  for (let k = min(m, b - a); k >= 0; k--) {
    best[k] = 0;
    spent[k] = 0;
  }
  for (let p = a; p < b; p++) {
    const d = s.deadline[s.place[p]];
    while (t > 0 && latest[t - 1] <= d) passSettled(s, --t, b - a, m);
    const demand = s.demand[p];
    const free = m - t; // from so many on, one more adds nothing
    s.threshold[p] = free; // a task that wants nothing goes where it adds nothing
    if (demand <= 0) continue;
    if (s.epochs > 0) lookUntil(s, d, m);
    const last = min(free, b - p);
    let threshold = 0;
    for (let k = 0; k < last; k++) {
      const chosen = demand - (speed[t + k] * d - spent[k]) + best[k + 1];
      if (chosen > best[k]) best[k] = chosen;
      else threshold++;
    }
    if (free < b - p) best[free] += demand;
    s.threshold[p] = threshold;
  }
  return best[0];
}

/** From here on the settled task t is before the one in turn, not after it. */
function passSettled(s: Splitting, t: i32, length: i32, m: i32): void {
  const free = m - t;
  const last = min(free, length);
  const d = s.latest[t];
  if (s.epochs > 0) lookUntil(s, d, m);
  for (let k = 0; k < last; k++) s.spent[k] += (s.speed[t + k] - s.speed[t + k + 1]) * d;
  if (free <= length) s.best[free] = s.best[free - 1];
}

/**
 * Moves the set that the thresholds tell to the front of [a, b), both parts in deadline order;
 * returns where it ends.
 */
export function choose(s: Splitting, a: i32, b: i32): i32 {
  const place = s.place;
  const threshold = s.threshold;
  let chosen = 0;
  let at = b;
  for (let p = b - 1; p >= a; p--) {
    // the chosen wait where thresholds have been read
    if (chosen >= threshold[p]) threshold[b - ++chosen] = place[p];
    else place[--at] = place[p];
  }
  for (let k = 1; k <= chosen; k++) place[at - k] = threshold[b - k];
  return at;
}
