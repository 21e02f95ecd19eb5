// How much work the next slice may have where time is short: what the slices before have shown that
// the machine does, whatever it is and whatever it is doing just now.

/** Work of the first slice: 1 us or two, 0.2 ms on a machine that is a hundred times slower. */
const FIRST = 2 ** 8;
/** A slice has at most so many times the work of the one before: steps differ in what they take. */
const GROWTH = 2;
/** Of the time that is left a slice takes at most so much. */
const SHARE = 0.5;
/** But, in milliseconds, no less than is worth a look at the clock, */
const LEAST_MS = 0.01;
/** and no more than may turn out to be five times as long. */
const LONGEST_MS = 0.1;
/** So much of what earlier slices have shown is kept with every one. */
const MEMORY = 0.5;
/** Where the clock stands still, as it does in some sandboxes: more than most machines do. */
const WORK_PER_MS = 1e6;

/**
 * A `next` for Control that keeps to `timeMs` from `begin` on. It is asked for the first time when
 * the start is there; laying out the answer will take `layout` times what that took.
 */
export function keepTime(
  now: () => number,
  begin: number,
  timeMs: number,
  layout: number,
): (done: number) => number | undefined {
  let last = begin;
  let left = timeMs;
  let isStarted = false;
  let before = 0;
  let movedAt = 0; // the work so far when the clock was last seen to move
  let slice = FIRST / GROWTH;
  let work = 0;
  let time = 0;
  return (done) => {
    const moment = now();
    const passed = Math.max(moment - last, 0); // a clock that is set back has shown nothing
    last = moment;
    left -= passed;
    if (isStarted) {
      work = MEMORY * work + done - before;
      time = MEMORY * time + passed;
    } else {
      left -= layout * passed;
      isStarted = true;
    }
    if (passed > 0) movedAt = done;
    const most = passed > 0 ? Infinity : movedAt + WORK_PER_MS * left;
    if (left <= 0 || done >= most) return undefined;
    const wanted = Math.min(Math.max(SHARE * left, LEAST_MS), LONGEST_MS);
    const fitting = time > 0 ? wanted * (work / time) : Infinity;
    slice = Math.max(Math.min(GROWTH * slice, fitting), 1);
    before = done;
    return Math.min(done + slice, most);
  };
}
