// Iterated local search: windows, from the latest position to the first, tails where machines are
// alike, then moves and swaps between pairs of machines until none pays; then a kick, and on from
// there; what did not end better is taken back. It stops where its work reaches a limit and goes on
// when called again, so that the answer depends on the work done, not on how it was sliced.
//
// Pairs of machines are visited in turn, again and again. A pair is scanned only if one of its
// chains changed since its last visit, which was one turn ago.

import { LIST_WORK, totalWorth } from "./assignment";
import { kick, takeLists, touch } from "./kick";
import { findCandidates, tryCandidate } from "./pairs";
import { Plan } from "./plan";
import { closeTails, haveTails, openTails, tryTail } from "./tail";
import { closeWindow, openWindow, tryOffer } from "./window";
import { resolve } from "./worth";

/** Gain that is worth a change, as a share of the mean value of a task. */
const LEVEL: f64 = 1e-4;
/** What a trial may promise too much, likewise: less than that by far. */
const PRECISION: f64 = 1e-6;
/** Relative: less is no improvement but the rounding of a sum. */
export const VALUE_ROUNDING: f64 = 1e-13;

/** What the search is at. */
const WINDOWS: i32 = 0;
const TAILS: i32 = 1;
const PAIRS: i32 = 2;
const AROUND: i32 = 3; // windows around a kick

/** Starts from the assignment that the plan has adopted, which is worth so much. */
export function startSearch(plan: Plan, worth: f64, n: i32, m: i32): void {
  plan.found = worth;
  plan.seed = 1;
  plan.first = 0;
  plan.second = 1;
  plan.threshold = LEVEL * (worth / <f64>n);
  plan.blocks.precision = PRECISION * (worth / <f64>n);
  for (let i = 0; i < n; i++) plan.best[i] = plan.machine[i];
  for (let r = 0; r < m; r++) plan.stamp[r] = 0;
  plan.stage = WINDOWS;
  startSweep(plan, m);
}

/** Windows or tails from the last position on, so far apart. */
function startSweep(plan: Plan, stride: i32): void {
  plan.stride = max(stride, 1);
  plan.position = plan.tasks;
  plan.end = 0;
  plan.isOpen = false;
}

/**
 * Goes on until the work counted reaches the limit, or the best value the target (scaled); returns
 * whether the target is reached.
 */
export function search(plan: Plan, limit: f64, target: f64): bool {
  while (plan.effort < limit && plan.found < target) {
    const applied = plan.applied;
    if (plan.stage === PAIRS) scan(plan);
    else sweep(plan);
    if (plan.applied > applied && totalWorth(plan, plan.machines) >= target) conclude(plan);
  }
  return plan.found >= target;
}

/** The best assignment so far becomes that of the plan. */
export function conclude(plan: Plan): void {
  const n = plan.tasks;
  const worth = totalWorth(plan, plan.machines);
  plan.effort += LIST_WORK * <f64>(plan.tasks + plan.machines);
  if (worth > plan.found * (1 + VALUE_ROUNDING)) {
    plan.found = worth;
    for (let i = 0; i < n; i++) plan.best[i] = plan.machine[i];
  } else restore(plan, n, plan.machines);
  // "exact" concludes anywhere, and adopts others: what was open is of an assignment that is gone
  plan.isOpen = false;
  plan.row = -1;
}

/** One step of the windows or tails. */
function sweep(plan: Plan): void {
  const isTail = plan.stage === TAILS;
  if (!plan.isOpen) {
    plan.position -= plan.stride;
    if (plan.position <= plan.end - plan.stride) {
      nextStage(plan);
      return;
    }
    const p = max(plan.position, plan.end);
    if (isTail) openTails(plan, p);
    else openWindow(plan, p);
    plan.isOpen = plan.isScarce;
    return;
  }
  if (!(isTail ? tryTail(plan) : tryOffer(plan))) return;
  plan.isOpen = false;
  if (isTail) closeTails(plan, max(plan.position, plan.end));
  else closeWindow(plan);
}

/** Windows where a kick has dealt tasks out. */
function startAround(plan: Plan, m: i32): void {
  plan.stage = AROUND;
  plan.stride = max(m >> 1, 1);
  plan.isOpen = false;
}

/** All positions are passed. */
function nextStage(plan: Plan): void {
  const m = plan.machines;
  if (plan.stage === AROUND) {
    plan.stage = PAIRS;
    plan.row = -1;
    touchChanged(plan, plan.tasks);
  } else if (plan.stage === WINDOWS && plan.stride === m && m > 1) startSweep(plan, m >> 1);
  else if (plan.stage === WINDOWS && haveTails(plan)) {
    plan.stage = TAILS;
    startSweep(plan, m >> 1);
  } else {
    plan.stage = PAIRS;
    plan.step = 1;
    plan.changed = 1;
    plan.row = -1;
    plan.low = 0;
    plan.high = plan.tasks;
    for (let r = 0; r < m; r++) plan.stamp[r] = 1;
    conclude(plan);
  }
}

/** One step of the pairs. */
function scan(plan: Plan): void {
  const m = plan.machines;
  const pairs = (<f64>m * <f64>(m - 1)) / 2;
  if (plan.step - plan.changed >= pairs) {
    conclude(plan);
    if (kick(plan, plan.tasks, m)) startAround(plan, m);
    return;
  }
  const r = plan.first;
  const q = plan.second;
  const since = plan.step - pairs;
  if (plan.stamp[r] <= since && plan.stamp[q] <= since) {
    nextPair(plan, m);
  } else if (plan.row < 0) {
    findCandidates(plan, r, q);
  } else if (plan.row === plan.candidates) {
    nextPair(plan, m);
  } else if (tryCandidate(plan, r, q)) {
    touch(plan, r);
    touch(plan, q);
  }
}

/** All chains that are not as in the best assignment are new in this step. */
function touchChanged(plan: Plan, n: i32): void {
  for (let i = 0; i < n; i++) {
    const r = plan.machine[i];
    const q = plan.best[i];
    if (r === q) continue;
    touch(plan, r);
    touch(plan, q);
  }
}

function nextPair(plan: Plan, m: i32): void {
  plan.step++;
  plan.effort++;
  plan.row = -1;
  plan.second++;
  if (plan.second < m) return;
  plan.first++;
  if (plan.first === m - 1) plan.first = 0;
  plan.second = plan.first + 1;
}

/** Takes back whatever differs from the best assignment; solves the chains that differ. */
function restore(plan: Plan, n: i32, m: i32): void {
  for (let r = 0; r < m; r++) plan.stamp[r] = -1 - abs(plan.stamp[r]);
  for (let i = 0; i < n; i++) {
    const r = plan.machine[i];
    const q = plan.best[i];
    if (r === q) continue;
    plan.machine[i] = q;
    plan.stamp[r] = 0;
    plan.stamp[q] = 0;
  }
  takeLists(plan);
  for (let r = 0; r < m; r++) {
    if (plan.stamp[r] === 0) resolve(plan, r);
  }
}
