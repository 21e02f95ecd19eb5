// DSCT-Approx, second half (incremental shift): along one machine, what passes its deadline is cut
// there and the rest moves earlier. Works that fit already lose no more than the rounding of their
// start times. O(n).

import { Elements } from "../chain/elements";
import { Answer } from "../problem/tasks";

/**
 * Relative to the deadline: a task that passes it by less than this, an ulp, is not cut but counted
 * as done in time; the next one starts with that debt. A million cuts of half an ulp would add up.
 */
export const TIME_ROUNDING: f64 = 1.0 / 4503599627370496.0; // 2^-52

/** The smallest normal number: less work has no digits for the time it takes. */
const LEAST_WORK: f64 = 2.2250738585072014e-308;

/**
 * Lays out [from, to) on machine r, which is busy until `ready`, without a gap, in the caller's
 * units and order. Lowers scaledWork to what runs. A task without work gets machine -1 and the time
 * 0. end <= deadline holds as doubles, and end >= start: the machine is free at the deadline of the
 * task before, which is no later.
 */
export function shift(
  e: Elements,
  answer: Answer,
  speed: f64,
  ready: f64,
  workUnit: f64,
  r: i32,
  from: i32,
  to: i32,
): void {
  const task = e.task;
  const deadline = e.deadline;
  const scaledWork = e.work;
  const machine = answer.machine;
  const start = answer.start;
  const end = answer.end;
  const work = answer.work;
  // The time when the machine is free, in two parts: a million equal times added plainly are off by
  // 1e-11, and what seems to pass the deadline is cut.
  let free = ready + 0; // -0 becomes 0
  let rest: f64 = 0;
  for (let i = from; i < to; i++) {
    const j = task[i];
    const due = deadline[i];
    let f = scaledWork[i] * workUnit;
    if (f < LEAST_WORK) f = scaledWork[i] = 0;
    const time = f / speed + rest;
    let finish = f > 0 ? max(free + time, free) : free; // rest may be negative
    let over: f64 = 0;
    if (finish > due) {
      finish = due;
      over = time - (due - free);
      if (over > due * TIME_ROUNDING) {
        over = 0;
        f = max(min(f, (due - free) * speed), 0); // nothing where it is busy until later
        scaledWork[i] = f / workUnit;
      }
    }
    const runs = f > 0;
    machine[j] = runs ? r : -1;
    start[j] = runs ? free : 0;
    end[j] = runs ? finish : 0;
    work[j] = f;
    if (!runs) continue;
    // exact where free is the larger one, and only then does it matter
    rest = finish < due ? time - (finish - free) : over;
    free = finish;
  }
}
