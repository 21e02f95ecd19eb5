// Machines that are busy at first. Whoever may use all of them at once, or at any time the fastest
// that is ready, has a clock of its own: it runs at the share of the speed that is there, so that
// until any moment it shows the time in which the whole speed does the same work. O(n + m).

import { Elements } from "../chain/elements";
import { roundingOf } from "../numeric/sum";
import { Answer } from "../problem/tasks";
import { Machines } from "./machines";

/** Whose clock it is. */
export const ALL_MACHINES: i32 = 0;
export const FASTEST_MACHINE: i32 = 1;

/** A clock that has come to some moment; it only goes forward. */
export class Clock {
  speed: StaticArray<f64>; // [m] work/s; the problem's
  readyAt: StaticArray<f64>; // [m] s; the problem's
  queue: StaticArray<i32>; // [m] machines, the last to be ready first; by findBusy
  owner: i32 = 0; // a code above
  whole: f64 = 1; // work/s at which it runs as any other
  left: i32 = 0; // how many machines are not ready, the first of the queue
  since: f64 = 0; // s, when the last one got ready
  shown: f64 = 0; // s, what it showed then
  rate: f64 = 0; // how fast it has run since
  sum: f64 = 0; // work/s of those that are ready, without what rounding took
  lost: f64 = 0; // that

  constructor(speed: StaticArray<f64>, machines: Machines) {
    this.speed = speed;
    this.readyAt = machines.readyAt;
    this.queue = machines.queue;
  }
}

/** Sets it to now: no machine has got ready. */
export function startClock(clock: Clock, owner: i32, whole: f64, m: i32): void {
  clock.owner = owner;
  clock.whole = whole;
  clock.left = m;
  clock.since = 0;
  clock.shown = 0;
  clock.rate = 0;
  clock.sum = 0;
  clock.lost = 0;
}

/** When the next machine gets ready; Infinity: all are. */
function nextReady(clock: Clock): f64 {
  return clock.left > 0 ? clock.readyAt[clock.queue[clock.left - 1]] : Infinity;
}

/** The next machine gets ready, at the moment `at`. */
function join(clock: Clock, at: f64): void {
  clock.shown += clock.rate * (at - clock.since);
  clock.since = at;
  clock.left--;
  const speed = clock.speed[clock.queue[clock.left]];
  if (clock.owner === FASTEST_MACHINE) {
    clock.rate = max(clock.rate, speed / clock.whole);
    return;
  }
  const next = clock.sum + speed;
  clock.lost += roundingOf(clock.sum, speed, next);
  clock.sum = next;
  clock.rate = (clock.sum + clock.lost) / clock.whole;
}

/** What it shows at this moment, no earlier than any asked for before. */
function timeAt(clock: Clock, moment: f64): f64 {
  for (let at = nextReady(clock); at < moment; at = nextReady(clock)) join(clock, at);
  return clock.rate > 0 ? clock.shown + clock.rate * (moment - clock.since) : 0;
}

/** The first moment, but not before any machine is ready, when it shows this time, likewise. */
function momentAt(clock: Clock, time: f64): f64 {
  let at = nextReady(clock);
  while (at < Infinity && clock.shown + clock.rate * (at - clock.since) <= time) {
    join(clock, at);
    at = nextReady(clock);
  }
  return min(clock.since + (time - clock.shown) / clock.rate, at);
}

/** until[j]: what the clock, just started, shows at the deadline of task j. */
export function timesUntil(clock: Clock, e: Elements, until: StaticArray<f64>, n: i32): void {
  for (let i = 0; i < n; i++) until[e.task[i]] = timeAt(clock, e.deadline[i]);
}

/** Deadlines in deadline order, from the caller's; what is past is due now. */
export function bringDeadlines(e: Elements, deadline: StaticArray<f64>, n: i32): void {
  for (let i = 0; i < n; i++) e.deadline[i] = max(deadline[e.task[i]], 0);
}

/** Starts and ends that the clock, just started, shows, to moments; none is after its deadline. */
export function bringMoments(clock: Clock, e: Elements, answer: Answer, n: i32): void {
  for (let i = 0; i < n; i++) {
    if (e.work[i] === 0) continue;
    const j = e.task[i];
    answer.start[j] = min(momentAt(clock, answer.start[j]), e.deadline[i]);
    answer.end[j] = min(momentAt(clock, answer.end[j]), e.deadline[i]);
  }
}
