// What machines can do until a moment, each from when it is ready. Part of `certify`; shares no
// code with the solver.

/** The machines of a problem. */
export interface Machines {
  speed: Float64Array;
  /** When each is ready, seconds from now. */
  readyAt: Float64Array;
}

/** Work until a moment. */
export type Until = (moment: number) => number;

/** What all machines together do until a moment. O(m log m), then O(log m) a moment. */
export function allUntil(machines: Machines): Until {
  // compensated (Kahan, Babuska), as what a thousand machines do is to the last bit
  let total = 0;
  let rest = 0;
  return workUntil(machines, (speed) => {
    const next = total + speed;
    rest += total >= speed ? total - next + speed : speed - next + total;
    total = next;
    return total + rest;
  });
}

/**
 * What one does who has the fastest of those machines that are ready, at every moment; likewise.
 */
export function fastestUntil(machines: Machines): Until {
  let fastest = 0;
  return workUntil(machines, (speed) => {
    fastest = Math.max(fastest, speed);
    return fastest;
  });
}

/**
 * join: a machine of this speed gets ready, the next one in time; returns the rate from then on.
 */
function workUntil({ speed, readyAt }: Machines, join: (speed: number) => number): Until {
  const order = Array.from(speed, (_, r) => r).sort((a, b) => readyAt[a] - readyAt[b] || a - b);
  const begin = Float64Array.from(order, (r) => readyAt[r]);
  const rate = Float64Array.from(order, (r) => join(speed[r]));
  const done = new Float64Array(order.length);
  for (let k = 1; k < order.length; k++) {
    done[k] = done[k - 1] + rate[k - 1] * (begin[k] - begin[k - 1]);
  }
  return (moment) => {
    const k = countWhile(begin, (at) => at < moment) - 1;
    return k < 0 ? 0 : done[k] + rate[k] * (moment - begin[k]);
  };
}

/** How many of the first entries pass, where none does after one that does not. */
export function countWhile(list: Float64Array, passes: (value: number) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What machines can do for tasks that run on one machine at a time, but may change it: at every
 * moment those whose deadline is still to come have the fastest machines that are ready. Tasks join
 * one by one.
 */
export class Crowd {
  /** The fastest first. */
  readonly #speed: Float64Array;
  readonly #readyAt: Float64Array;
  /** Places in them, the last to be ready first. */
  readonly #lastReady: number[];
  /** Of the tasks so far, the latest deadlines first; more than there are machines do not count. */
  readonly #latest: Float64Array;
  /**
   * The next slower machine that is ready, and the next faster one; the first entry is before all.
   */
  readonly #slower: Int32Array;
  readonly #faster: Int32Array;

  constructor({ speed, readyAt }: Machines) {
    const order = Array.from(speed, (_, r) => r).sort((a, b) => speed[b] - speed[a] || a - b);
    this.#speed = Float64Array.from(order, (r) => speed[r]);
    this.#readyAt = Float64Array.from(order, (r) => readyAt[r]);
    const late = this.#readyAt;
    this.#lastReady = Array.from(order.keys()).sort((a, b) => late[b] - late[a] || a - b);
    this.#latest = new Float64Array(order.length);
    this.#slower = new Int32Array(order.length + 1);
    this.#faster = new Int32Array(order.length + 1);
  }

  /** A task with this deadline joins; returns how much more the machines can do then. O(m). */
  join(deadline: number): number {
    const latest = this.#latest;
    const before = countWhile(latest, (other) => other >= deadline);
    if (!(deadline > 0) || before === latest.length) return 0;
    const more = this.#workBehind(before, deadline);
    latest.copyWithin(before + 1, before);
    latest[before] = deadline;
    return more;
  }

  /**
   * What one does until a deadline who at first has to leave the fastest machines to `before`
   * others. Backwards in time: at every deadline passed there is one more of them, and machines
   * drop out.
   */
  #workBehind(before: number, deadline: number): number {
    const [speed, readyAt, lastReady] = [this.#speed, this.#readyAt, this.#lastReady];
    const latest = this.#latest;
    const slower = this.#slower;
    const end = speed.length;
    this.#linkReady(deadline);
    let out = 0;
    while (out < end && readyAt[lastReady[out]] >= deadline) out++;
    let at = slower[end];
    for (let k = 0; k < before && at < end; k++) at = slower[at];
    let more = 0;
    let others = before;
    let moment = deadline;
    while (at < end) {
      const due = others < end ? latest[others] : 0;
      const ready = readyAt[lastReady[out]];
      const previous = Math.max(due, ready);
      more += speed[at] * (moment - previous);
      moment = previous;
      if (due > ready) {
        others++;
        at = slower[at];
      } else {
        const k = lastReady[out++];
        if (k <= at) at = slower[at];
        this.#unlink(k);
      }
    }
    return more;
  }

  /**
   * Links the machines that are ready before a moment, from the fastest on; the end is their
   * number.
   */
  #linkReady(moment: number): void {
    const end = this.#speed.length;
    let last = end;
    for (let k = 0; k < end; k++) {
      if (this.#readyAt[k] >= moment) continue;
      this.#slower[last] = k;
      this.#faster[k] = last;
      last = k;
    }
    this.#slower[last] = end;
    this.#faster[end] = last;
  }

  #unlink(k: number): void {
    this.#slower[this.#faster[k]] = this.#slower[k];
    this.#faster[this.#slower[k]] = this.#faster[k];
  }
}
