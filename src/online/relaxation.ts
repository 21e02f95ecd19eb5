// What those that wait would get if all machines were one that may serve several at once, up to
// the horizon: the core's exact one-machine solver, with what all machines can do as deadlines.

import { type Floor, MOST_WEIGHED } from "./floor.js";
import type { MachineState } from "./held/machines.js";
import type { Shares, Waiting } from "./sizes/sizing.js";

const room = new Float64Array(MOST_WEIGHED);
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
  waiting: Waiting,
  machine: MachineState,
  now: number,
  horizon: number,
): Shares {
  const capacity = machines.capacity(now);
  const { length, due } = waiting;
  for (let j = 0; j < length; j++) {
    room[j] = capacity.until(Math.min(due[j] - now, horizon)) / margin.mean;
  }
  return engine.use(() => {
    const elements = sizing.count(waiting, machine);
    const buffers = engine.reserve(elements, 1);
    buffers.speed[0] = 1;
    buffers.readyAt[0] = 0;
    sizing.write(waiting, machine, room, buffers);
    engine.run(elements, 1, "relax", "relax");
    sizing.read(waiting, machine, buffers, shares);
    return shares;
  });
}
