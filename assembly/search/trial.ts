// What a chain gains by a change, from the blocks that it has: only those that the change touches
// are solved anew, and their neighbours where prices would no longer fall. Never too little, and
// too much by about the precision of a block: what is made of it is solved exactly. O(length of
// the blocks).

import { MOST_TRIED, mend, pushAbove, pushBelow, solvePart } from "./blocks";
import { Plan } from "./plan";
import { dueOn } from "./worth";

/** Work of a trial besides its passes, in elements that a pass sees. */
const TRIAL_WORK: f64 = 16;
/** Work of taking an element over, likewise. */
const COPY_WORK: f64 = 1;

/**
 * What the chain of r gains, scaled, without the position `out` and with the position `into`; -1:
 * none.
 */
export function trial(plan: Plan, r: i32, out: i32, into: i32): f64 {
  const member = plan.member;
  const from = plan.chainStart[r];
  const to = plan.chainStart[r + 1];
  const o = out >= 0 ? firstFrom(plan, r, out) : to + 1;
  const s = into >= 0 ? firstFrom(plan, r, into) : to + 1;
  const first = headOf(plan, min(min(o, s), to - 1), from);
  const last = max(out >= 0 ? min(o + 1, to - 1) : from, into >= 0 ? min(s, to - 1) : from);
  begin(plan, r, first);
  let gain: f64 = 0;
  let k = first;
  while (k <= last && k < to) {
    const head = member[k];
    const end = k + plan.length[head];
    gain -= plan.dual[head];
    layBlock(plan, r, k, end, o, s, into);
    k = end;
  }
  if (from === to && into >= 0) layBlock(plan, r, from, to, o, s, into);
  gain += settleSides(plan, r, first, r, k);
  plan.effort += plan.blocks.visits;
  return gain;
}

/**
 * What the chain that begins as that of q, up to its member `end`, and goes on as that of r, from
 * its member `start` on, is worth on q above those blocks of both that stay as they are.
 */
export function trialTail(plan: Plan, q: i32, end: i32, r: i32, start: i32): f64 {
  const first = end > plan.chainStart[q] ? headOf(plan, end - 1, 0) : end;
  const whole = end > first ? first + plan.length[plan.member[first]] === end : true;
  begin(plan, q, whole ? end : first);
  if (!whole) layRest(plan, q, first, end);
  let next = start;
  if (start < plan.chainStart[r + 1]) {
    const head = headOf(plan, start, 0);
    next = head + plan.length[plan.member[head]];
    layRest(plan, q, start, next);
  }
  const gain = settleSides(plan, q, whole ? end : first, r, next);
  plan.effort += plan.blocks.visits;
  return gain;
}

/** Whether the chain of r is too long to be tried. */
export function isLong(plan: Plan, r: i32): bool {
  return plan.chainStart[r + 1] - plan.chainStart[r] >= MOST_TRIED;
}

/** Which member of r has this position or the first one after it. O(log length). */
export function firstFrom(plan: Plan, r: i32, i: i32): i32 {
  const member = plan.member;
  let low = plan.chainStart[r];
  let high = plan.chainStart[r + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (member[middle] >= i) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first member of the block that has this one; `from` where there is none. */
export function headOf(plan: Plan, k: i32, from: i32): i32 {
  return k < from ? from : k - plan.lead[plan.member[k]];
}

/** No block yet; the first one begins at the member `first` of r. */
function begin(plan: Plan, r: i32, first: i32): void {
  const b = plan.blocks;
  const from = plan.chainStart[r];
  b.top = 0;
  b.end = first - from;
  b.due = first > from ? dueOn(plan, r, plan.member[first - 1]) : 0;
  b.visits = TRIAL_WORK;
}

/** The block of the members [from, to) of r, without member o, and with `into` before member s. */
function layBlock(plan: Plan, r: i32, from: i32, to: i32, o: i32, s: i32, into: i32): void {
  const b = plan.blocks;
  const member = plan.member;
  const task = b.task;
  const start = b.end;
  const due = b.due;
  const enters = s >= from && (s < to || (s === to && to === plan.chainStart[r + 1]));
  let at = start;
  for (let k = from; k < to; k++) {
    if (k === s) task[at++] = into;
    if (k !== o) task[at++] = member[k];
  }
  if (enters && s === to) task[at++] = into;
  if (at === start) return;
  fill(plan, r, at);
  if (to === from) {
    solveLaid(plan, start, -Infinity);
    return;
  }
  const head = member[from];
  const nu = plan.logPrice[head];
  let slope = plan.slope[head];
  let excess = plan.room[head];
  if (b.due > due) excess -= plan.rate[r] * (b.due - due);
  if (o >= from && o < to) {
    const wanted = demand(plan, member[o], nu);
    excess -= wanted;
    if (wanted > 0 && wanted < plan.edf.cap[member[o]]) slope -= plan.edf.invTheta[member[o]];
  }
  if (enters) {
    const wanted = demand(plan, into, nu);
    excess += wanted;
    if (wanted > 0 && wanted < plan.edf.cap[into]) slope += plan.edf.invTheta[into];
  }
  solveLaid(plan, start, nu > -Infinity && slope > 0 ? nu + excess / slope : nu);
}

/** The members [from, to) of a chain, all of one block, come next, on machine q. */
function layRest(plan: Plan, q: i32, from: i32, to: i32): void {
  const start = plan.blocks.end;
  layMembers(plan, q, from, to);
  solveLaid(plan, start, plan.logPrice[plan.member[from]]);
}

/** The members [from, to) of a chain come next, on machine q. */
function layMembers(plan: Plan, q: i32, from: i32, to: i32): void {
  const b = plan.blocks;
  let at = b.end;
  for (let k = from; k < to; k++) b.task[at++] = plan.member[k];
  fill(plan, q, at);
}

/** The columns of the positions in b.task up to this place. */
function fill(plan: Plan, r: i32, to: i32): void {
  const b = plan.blocks;
  const e = plan.edf;
  const task = b.task;
  const deadline = e.deadline;
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const value = plan.value;
  const peak = plan.peak;
  const toLogSlope = b.logSlope;
  const toInvTheta = b.invTheta;
  const toCap = b.cap;
  const toRoom = b.room;
  const toValue = b.value;
  const toPeak = b.peak;
  const ready = plan.readyAt[r];
  const rate = plan.rate[r];
  let due = b.due;
  for (let at = b.end; at < to; at++) {
    const i = task[at];
    const next = max(deadline[i] - ready, 0);
    toLogSlope[at] = logSlope[i];
    toInvTheta[at] = invTheta[i];
    toCap[at] = cap[i];
    toRoom[at] = next > due ? rate * (next - due) : 0; // also where both are Infinity
    toValue[at] = value[i];
    toPeak[at] = peak[i];
    due = next;
  }
  b.visits += COPY_WORK * <f64>(to - b.end);
  b.due = due;
  b.end = to;
}

/** What was laid from this place on becomes blocks, from this log-price on. */
function solveLaid(plan: Plan, start: i32, nu: f64): void {
  const b = plan.blocks;
  const t = b.top;
  solvePart(b, start, b.end, -Infinity, Infinity, nu);
  mend(b, t);
}

/** What position i wants at this log-price. */
export function demand(plan: Plan, i: i32, nu: f64): f64 {
  const reach = (plan.edf.logSlope[i] - nu) * plan.edf.invTheta[i];
  return min(max(reach, 0), plan.edf.cap[i]);
}

/**
 * Blocks of q before the member `first` join while they are cheaper, those of r from the member
 * `next` on while they are dearer. Returns what all blocks are worth less those that joined.
 */
function settleSides(plan: Plan, q: i32, first: i32, r: i32, next: i32): f64 {
  const b = plan.blocks;
  const member = plan.member;
  const begin = plan.chainStart[q];
  const end = plan.chainStart[r + 1];
  let left = first;
  let right = next;
  let gain: f64 = 0;
  while (b.top > 0) {
    if (left > begin && b.price[0] > plan.logPrice[member[left - 1]]) {
      const start = headOf(plan, left - 1, 0);
      pullLeft(plan, q, start, left);
      gain -= plan.dual[member[start]];
      left = start;
      mend(b, 1);
    } else if (right < end && plan.logPrice[member[right]] > b.price[b.top - 1]) {
      const head = member[right];
      const from = b.end;
      const stop = right + plan.length[head];
      layMembers(plan, q, right, stop);
      pushAbove(b, from, plan.logPrice[head], plan.slope[head], plan.dual[head]);
      gain -= plan.dual[head];
      right = stop;
      mend(b, b.top - 1);
    } else break;
  }
  for (let t = 0; t < b.top; t++) gain += b.worth[t];
  return gain;
}

/** The members [from, to) of q, a block, come before all that was laid. */
function pullLeft(plan: Plan, q: i32, from: i32, to: i32): void {
  const b = plan.blocks;
  const start = plan.chainStart[q];
  const head = plan.member[from];
  const end = b.end;
  const due = b.due;
  b.end = from - start;
  b.due = from > start ? dueOn(plan, q, plan.member[from - 1]) : 0;
  layMembers(plan, q, from, to);
  b.end = end;
  b.due = due;
  pushBelow(b, from - start, plan.logPrice[head], plan.slope[head], plan.dual[head]);
}
