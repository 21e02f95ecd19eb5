// The assignment of `search` and its bookkeeping: the chain of every machine as a list of positions
// in deadline order. O(n) to build, O(n) at most to move one task.

import { exp, expm1 } from "../numeric/exp";
import { Plan } from "./plan";
import { resolve } from "./worth";

/** Work of passing over one number in a list; see TRIAL_WORK. */
export const LIST_WORK: f64 = 0.25;

/** Writes value and peak of every position. */
export function appraise(plan: Plan, n: i32): void {
  const edf = plan.edf;
  for (let i = 0; i < n; i++) {
    const value = exp(edf.logSlope[i]) * edf.invTheta[i];
    plan.value[i] = value;
    plan.peak[i] = -value * expm1(-edf.cap[i] / edf.invTheta[i]);
  }
}

/** Takes over plan.machine: forms the chains and solves them. Returns their total worth. */
export function adopt(plan: Plan, n: i32, m: i32): f64 {
  formLists(plan, n, m);
  for (let r = 0; r < m; r++) resolve(plan, r);
  return totalWorth(plan, m);
}

/** The lists of the chains, by plan.machine. */
export function formLists(plan: Plan, n: i32, m: i32): void {
  const machine = plan.machine;
  const chainStart = plan.chainStart;
  for (let r = 0; r <= m; r++) chainStart[r] = 0;
  for (let i = 0; i < n; i++) chainStart[machine[i]]++;
  for (let r = 1; r <= m; r++) chainStart[r] += chainStart[r - 1];
  for (let i = n - 1; i >= 0; i--) plan.member[--chainStart[machine[i]]] = i;
}

/** The assignments in plan.machine and plan.best change places. */
export function exchange(plan: Plan, n: i32): void {
  for (let i = 0; i < n; i++) {
    const r = plan.best[i];
    plan.best[i] = plan.machine[i];
    plan.machine[i] = r;
  }
}

/** The scaled value of the assignment, without its bases. */
export function totalWorth(plan: Plan, m: i32): f64 {
  let sum: f64 = 0;
  for (let r = 0; r < m; r++) sum += plan.worth[r];
  return sum;
}

/** Moves position i to machine q; the two chains are still to be resolved. */
export function reassign(plan: Plan, i: i32, q: i32): void {
  const r = plan.machine[i];
  const member = plan.member;
  const chainStart = plan.chainStart;
  const from = chainStart[q];
  const to = chainStart[q + 1];
  let at = chainStart[r];
  const first = at;
  while (member[at] !== i) at++;
  if (r < q) {
    while (at + 1 < to && (at + 1 < from || member[at + 1] < i)) {
      member[at] = member[at + 1];
      at++;
    }
    for (let c = r + 1; c <= q; c++) chainStart[c]--;
  } else {
    while (at > from && (at > to || member[at - 1] > i)) {
      member[at] = member[at - 1];
      at--;
    }
    for (let c = q + 1; c <= r; c++) chainStart[c]++;
  }
  member[at] = i;
  plan.machine[i] = q;
  plan.effort += LIST_WORK * <f64>(abs(at - first) + abs(q - r));
}
