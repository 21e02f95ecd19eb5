// Sizes of requests with curves: any work from 0 to maxWork.

import type { Buffers } from "../../engine/buffers.js";
import type { Functions } from "../../engine/core.js";
import type { LimitedBy } from "../../types/index.js";
import type { Entry } from "../held/entries.js";
import type { MachineState } from "../held/machines.js";
import {
  type Chosen,
  type Refusal,
  reserveLeast,
  type Shares,
  type Sizing,
  type Terms,
  type Waiting,
} from "./sizing.js";

/** Share of maxWork that everyone gets under neverDrop: a curve has no least size of its own. */
const LEAST_SHARE = 1 / 16;

/** A run is cut where a unit of work is worth this share of the release price (measured). */
const RELEASE_SHARE = 0.5;

export class CurveSizing implements Sizing {
  readonly #functions: () => Functions;
  readonly #neverDrop: boolean;

  constructor(functions: () => Functions, neverDrop: boolean) {
    this.#functions = functions;
    this.#neverDrop = neverDrop;
  }

  isServed(_: Entry, machines: readonly number[]): boolean {
    return machines.length > 0 && machines[0] > 0;
  }

  count({ length }: Waiting): number {
    return length;
  }

  write(waiting: Waiting, _: MachineState, room: Float64Array, to: Buffers): void {
    const { length, columns } = waiting;
    const { deadline, theta, maxWork, weight, base, gain } = to;
    for (const [k, column] of [theta, maxWork, weight, gain].entries()) {
      column.set(columns[k].subarray(0, length));
    }
    base.fill(0, 0, length);
    if (this.#neverDrop) this.#begin(waiting, room, to);
    deadline.set(room.subarray(0, length));
  }

  /** Beyond the least work the curve is the same one, lower by what that has taken. */
  #begin({ length }: Waiting, room: Float64Array, { theta, maxWork, gain }: Buffers): void {
    const { exp } = this.#functions();
    const least = new Float64Array(length);
    for (let j = 0; j < length; j++) {
      least[j] = LEAST_SHARE * maxWork[j];
      maxWork[j] -= least[j];
      gain[j] *= exp(-theta[j] * least[j]);
    }
    reserveLeast(room, least, length);
  }

  read({ length, entries }: Waiting, _: MachineState, { work, price }: Buffers, to: Shares): void {
    to.work.set(work.subarray(0, length));
    to.price.set(price.subarray(0, length));
    if (!this.#neverDrop) return;
    for (let j = 0; j < length; j++) to.work[j] += this.#leastOf(entries[j]);
  }

  choose(entry: Entry, { speed }: MachineState, terms: Terms): Chosen | Refusal {
    const { theta, maxWork, weight, base, gain } = entry;
    const { seconds, price, release } = terms;
    if (!(seconds > 0)) return "infeasible";
    const least = this.#leastOf(entry);
    const first = weight * gain * theta;
    const cut = RELEASE_SHARE * release;
    if (!this.#neverDrop && first <= Math.max(price, cut)) return "outbid";
    const { expm1, exp, ln } = this.#functions();
    let { work } = terms;
    let limitedBy: LimitedBy = work >= maxWork ? "full" : "horizon";
    if (cut > 0) {
      const most = Math.max(least, ln(first / cut) / theta);
      if (most < work) [work, limitedBy] = [most, "release"];
    }
    let duration = work / speed;
    if (duration > seconds) {
      duration = seconds;
      work = speed * seconds;
      limitedBy = "deadline";
    }
    if (!(work > 0)) return maxWork > 0 ? "outbid" : "infeasible";
    const accuracy = base - gain * expm1(-theta * work);
    const slope = first * exp(-theta * work);
    return { work, duration, accuracy, variant: -1, limitedBy, slope };
  }

  #leastOf({ maxWork }: Entry): number {
    return this.#neverDrop ? LEAST_SHARE * maxWork : 0;
  }
}
