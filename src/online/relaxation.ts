// What those that wait would get if all machines were one that may serve several at once, up to the
// horizon: the core's exact one-machine solver, with what all machines can do as deadlines.

import type { Floor } from "./floor.js";
import type { Entry } from "./held/entries.js";
import type { MachineState } from "./held/machines.js";
import type { Sizing } from "./sizes/sizing.js";

/** Requests that take part, the first by deadline: later ones are hardly ever in question. */
export const MOST_WEIGHED = 1024;

/** Of each request its work and the price of a unit of it. */
export interface Shares {
  work: Float64Array;
  price: Float64Array;
}

const shares: Shares = {
  work: new Float64Array(MOST_WEIGHED),
  price: new Float64Array(MOST_WEIGHED),
};

/**
 * The shares of those that wait, in order of deadlines; valid until the next call. horizon: seconds
 * from now.
 */
export function relax(
  { engine, sizing, machines, margin }: Floor,
  waiting: readonly Entry[],
  machine: MachineState,
  now: number,
  horizon: number,
): Shares {
  return engine.use(() => {
    let elements = 0;
    for (const entry of waiting) elements += sizing.count(entry, machine);
    const buffers = engine.reserve(elements, 1);
    buffers.speed[0] = 1;
    buffers.readyAt[0] = 0;
    const capacity = machines.capacity(now);
    let at = 0;
    let taken = 0;
    for (const entry of waiting) {
      const room = capacity.until(Math.min(entry.due - now, horizon)) / margin.mean;
      const count = sizing.count(entry, machine);
      taken += sizing.write(entry, machine, buffers, at);
      buffers.deadline.fill(Math.max(0, room - taken), at, at + count);
      at += count;
    }
    if (taken > 0) leaveRoom(buffers.deadline, elements);
    engine.run(elements, 1, "relax", "relax");
    read(buffers, waiting, machine, sizing);
    return shares;
  });
}

/** Room that later ones need for their least work is not there before. */
function leaveRoom(room: Float64Array, count: number): void {
  for (let k = count - 2; k >= 0; k--) room[k] = Math.min(room[k], room[k + 1]);
}

function read(
  buffers: Pick<Shares, "work" | "price">,
  waiting: readonly Entry[],
  machine: MachineState,
  sizing: Sizing,
): void {
  let at = 0;
  for (const [j, entry] of waiting.entries()) {
    const count = sizing.count(entry, machine);
    let work = 0;
    for (let k = 0; k < count; k++) work += buffers.work[at + k];
    shares.work[j] = work;
    shares.price[j] = count > 0 ? buffers.price[at] : 0;
    at += count;
  }
}
