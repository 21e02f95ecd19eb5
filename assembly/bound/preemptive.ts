// The preemptive bound: tasks may be interrupted and moved, but not run on two machines at once.
// Their works then form a polymatroid, and splitting by price solves it, as `nested` does for one
// machine: at the price at which a set's demand fills its room, the subset with the greatest excess
// is scarcer, so dearer, and the rest is cheaper (decomposition: Fujishige 1980; Groenevelt 1991).
// The bound comes from the prices alone, by weak duality, however good they are. O(n m) for all
// sets that were split equally often; past NEWTON_SHARE splits every other one halves the bracket
// of prices, so that whatever the input that is O(1) times.

import { Elements } from "../chain/elements";
import { greatestPrice, leastPrice } from "../chain/measure";
import { middle, NEWTON_SHARE } from "../chain/nested";
import { ROUNDING } from "../chain/rounding";
import { exp } from "../numeric/exp";
import { ln } from "../numeric/ln";
import { roundingOf } from "../numeric/sum";
import { accuracyOf } from "../problem/curve";
import { Tasks } from "../problem/tasks";
import { workUntil } from "./epochs";
import { capacity, choose, mostExcess, roomOf, settleLevel } from "./polymatroid";
import { Splitting } from "./splitting";

/**
 * Relative to what the fastest machine does until the latest deadline of a set: an excess below it
 * is the rounding of what the settled tasks leave, a difference of such works.
 */
const COST_ROUNDING: f64 = 1.0 / 1125899906842624.0; // 2^-50

/**
 * Writes price: log-prices, not increasing, and place, the positions that have them. finite: how
 * many tasks have a deadline.
 */
export function splitPrices(e: Elements, s: Splitting, finite: i32, n: i32, m: i32): void {
  const scarce = saturate(s, e, finite, n, m);
  let settled = 0;
  let a = 0;
  // The dearest set first: a set waits at its first place until all before it are settled.
  while (a < scarce) {
    const b = s.until[a];
    const lo = s.lo[a];
    const hi = s.hi[a];
    const depth = s.depth[a];
    const room = roomOf(s, a, b, settled, m);
    const half = middle(lo, hi);
    const halves = depth >= NEWTON_SHARE && depth % 2 === 0 && half > lo && half < hi;
    const nu = halves ? half : levelPrice(e, s, a, b, room);
    if (halves) sumDemands(e, s, a, b, nu);
    const excess = mostExcess(s, a, b, settled, m);
    const k = excess > 0 ? choose(s, a, b) : a;
    if (halves || (k > a && k < b && !isRounding(s, a, k, settled, m, excess))) {
      if (k < b) wait(s, k, b, lo, nu, nu, depth + 1);
      if (k > a) wait(s, a, k, nu, hi, nu, depth + 1);
    } else {
      for (let p = a; p < b; p++) s.price[p] = nu;
      settled = settleLevel(s, a, b, settled, m);
      a = b;
    }
  }
}

/** Whether so small an excess of the set [a, b) is but rounding. */
function isRounding(s: Splitting, a: i32, b: i32, settled: i32, m: i32, excess: f64): bool {
  const last = s.deadline[s.place[b - 1]];
  const most = s.epochs > 0 ? workUntil(s, 0, last, m) : s.speed[0] * last;
  return excess <= ROUNDING * roomOf(s, a, b, settled, m) + COST_ROUNDING * most;
}

/** At price 0 everyone takes the cap; the set that does not fit comes first, the rest is free. */
function saturate(s: Splitting, e: Elements, finite: i32, n: i32, m: i32): i32 {
  for (let i = 0; i < finite; i++) s.demand[i] = e.cap[i];
  mostExcess(s, 0, finite, 0, m);
  const scarce = choose(s, 0, finite);
  for (let p = scarce; p < n; p++) s.price[p] = -Infinity;
  if (scarce === 0) return 0;
  const least = leastPrice(e, 0, finite);
  // below hi even where caps are less than an ulp of it
  const lo = least - 1e-12 * (1 + abs(least));
  const hi = greatestPrice(e, 0, finite);
  wait(s, 0, scarce, lo, hi, hi, 0);
  return scarce;
}

/** The set [a, b), whose price is from lo to hi and sought from nu on. */
function wait(s: Splitting, a: i32, b: i32, lo: f64, hi: f64, nu: f64, depth: f64): void {
  s.until[a] = b;
  s.lo[a] = lo;
  s.hi[a] = hi;
  s.price[a] = nu;
  s.depth[a] = depth;
}

/**
 * The log-price at which the demand of [a, b) fills its room, up to rounding; leaves the demands at
 * it. Newton steps inside the bracket, halvings where they leave it.
 */
function levelPrice(e: Elements, s: Splitting, a: i32, b: i32, room: f64): f64 {
  const rounding = ROUNDING * room;
  let lo = s.lo[a];
  let hi = s.hi[a];
  let nu = s.price[a];
  let next = room > 0 ? nu : hi; // no room: nobody wants anything at hi
  let pass = 0;
  do {
    nu = next;
    sumDemands(e, s, a, b, nu);
    const excess = s.demandSum - room;
    if (abs(excess) <= rounding) break;
    if (excess > 0) lo = nu;
    else hi = nu;
    pass++;
    next = nu + excess / s.slopeSum;
    const isInside = next > lo && next < hi;
    if (!isInside || (pass >= NEWTON_SHARE && pass % 2 === 0)) next = middle(lo, hi);
  } while (next > lo && next < hi);
  return nu;
}

/** The demands of [a, b) at log-price nu; leaves their sum and its slope. */
function sumDemands(e: Elements, s: Splitting, a: i32, b: i32, nu: f64): void {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const place = s.place;
  const demand = s.demand;
  let sum: f64 = 0;
  let slope: f64 = 0;
  for (let p = a; p < b; p++) {
    const i = place[p];
    const reach = (logSlope[i] - nu) * invTheta[i];
    const wanted = min(max(reach, 0), cap[i]);
    if (reach > 0 && reach < cap[i]) slope += invTheta[i];
    demand[p] = wanted;
    sum += wanted;
  }
  s.demandSum = sum;
  s.slopeSum = slope;
}

/** price: log-prices to prices in the caller's units, which do not increase either. */
export function unscalePrices(s: Splitting, workUnit: f64, valueUnit: f64, n: i32): void {
  const price = s.price;
  let nu: f64 = Infinity;
  let lambda: f64 = Infinity;
  for (let p = 0; p < n; p++) {
    if (price[p] !== nu) {
      nu = price[p];
      lambda = min(lambda, (exp(nu) / workUnit) * valueUnit);
    }
    price[p] = lambda;
  }
}

/**
 * The bound that the prices prove: what every task can win at its price in the time until[j] of the
 * fastest machine, and what the machines can earn at most. The latter takes the dearest tasks
 * first; summed level by level nothing cancels.
 */
export function dualBound(
  tasks: Tasks,
  e: Elements,
  s: Splitting,
  until: StaticArray<f64>,
  fastest: f64,
  workUnit: f64,
  n: i32,
  m: i32,
): f64 {
  const price = s.price;
  let sum: f64 = 0;
  let lost: f64 = 0;
  let settled = 0;
  for (let p = 0; p < n; p++) {
    const lambda = price[p];
    const won = mostWon(tasks, until, e.task[s.place[p]], lambda, fastest);
    const next = sum + won;
    lost += roundingOf(sum, won, next);
    sum = next;
    if (lambda === 0) continue;
    settled = settleLevel(s, p, p + 1, settled, m);
    const drop = lambda - (p + 1 < n ? price[p + 1] : 0);
    if (drop === 0) continue;
    const paid = drop * (capacity(s, settled, m) * workUnit);
    const after = sum + paid;
    lost += roundingOf(sum, paid, after);
    sum = after;
  }
  return sum + lost;
}

/**
 * The most that weight * accuracy of task j can be above lambda * work, with no more work than the
 * fastest machine does in its time.
 */
function mostWon(tasks: Tasks, until: StaticArray<f64>, j: i32, lambda: f64, fastest: f64): f64 {
  const theta = tasks.theta[j];
  const most = max(min(tasks.maxWork[j], fastest * until[j]), 0); // a deadline may be past
  const weight = tasks.weight[j];
  const gain = tasks.gain[j];
  const wanted = lambda > 0 ? ln((weight * gain * theta) / lambda) / theta : most;
  const work = min(max(wanted, 0), most);
  return weight * accuracyOf(tasks.base[j], gain, theta, work) - lambda * work;
}

/**
 * What all tasks are worth if each had the fastest machine for itself in the time until[j]: the
 * bound at price 0.
 */
export function freeBound(tasks: Tasks, until: StaticArray<f64>, fastest: f64, n: i32): f64 {
  let sum: f64 = 0;
  let lost: f64 = 0;
  for (let j = 0; j < n; j++) {
    const won = mostWon(tasks, until, j, 0, fastest);
    const next = sum + won;
    lost += roundingOf(sum, won, next);
    sum = next;
  }
  return sum + lost;
}

/** The prices of the bound, in the caller's order. */
export function takePrices(e: Elements, s: Splitting, price: StaticArray<f64>, n: i32): void {
  for (let p = 0; p < n; p++) price[e.task[s.place[p]]] = s.price[p];
}

/** Other prices instead, in the caller's order and not increasing along the deadlines. */
export function bringPrices(e: Elements, s: Splitting, price: StaticArray<f64>, n: i32): void {
  for (let p = 0; p < n; p++) {
    s.place[p] = p;
    s.price[p] = price[e.task[p]];
  }
}
