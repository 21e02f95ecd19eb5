// The decision: which request a free machine runs next, and at which size.

import type { Run } from "../types/index.js";
import { type Floor, MOST_WEIGHED } from "./floor.js";
import type { Entry } from "./held/entries.js";
import type { MachineState } from "./held/machines.js";
import { relax } from "./relaxation.js";
import type { Chosen, Shares, Waiting } from "./sizes/sizing.js";

/** Starts a run on a free machine, or returns null; drops those that are not to run any more. */
export function decide(floor: Floor, machine: MachineState, now: number): Run | null {
  expire(floor, now);
  for (;;) {
    const waiting = floor.queue.head();
    if (waiting.length === 0) return null;
    const { meanDeadline } = floor.learned;
    const horizon = meanDeadline > 0 ? floor.settings.horizon * meanDeadline : Infinity;
    const shares = relax(floor, waiting, machine, now, horizon);
    const left = floor.waiting.size;
    const run = firstWorthIt(floor, waiting, shares, machine, now);
    // later ones have not been looked at, unless all before them are for other machines
    if (run || floor.waiting.size === left || waiting.length < MOST_WEIGHED) return run;
  }
}

function expire(floor: Floor, now: number): void {
  const { queue } = floor;
  for (let entry = queue.first; entry && entry.due <= now; entry = queue.first) {
    floor.take(entry);
    floor.drop(entry.id, "expired");
  }
}

/**
 * The first of those that wait which this machine is to run; drops those before it that no machine
 * is. Their shares are next to nothing, so that those of the others stay what they are.
 */
function firstWorthIt(
  floor: Floor,
  waiting: Waiting,
  shares: Shares,
  machine: MachineState,
  now: number,
): Run | null {
  const idle = floor.machines.idle - 1;
  for (const [j, entry] of waiting.entries.entries()) {
    const key = floor.release.keyOf(floor.waiting.size - 1, idle);
    const release = floor.release.priceOf(key);
    const [work, price] = [shares.work[j], shares.price[j]];
    const { factor, mean } = floor.margin;
    const seconds = secondsUntil(floor, entry.due, now, factor);
    const terms = { seconds, work, price, release };
    const chosen = floor.sizing.choose(entry, machine, terms, floor.types);
    if (chosen === "elsewhere") continue;
    floor.take(entry);
    if (typeof chosen === "string") {
      if (chosen === "infeasible" && factor > mean) {
        const hoped = { ...terms, seconds: secondsUntil(floor, entry.due, now, mean) };
        const found = floor.sizing.choose(entry, machine, hoped, floor.types);
        if (found !== "infeasible") floor.margin.doubt();
      }
      floor.drop(entry.id, chosen);
      continue;
    }
    floor.settle(machine, chosen.limitedBy === "deadline" ? chosen.slope : release);
    machine.key = key;
    floor.learned.releasePrice = release;
    return start(floor, entry, chosen, price, machine, now);
  }
  return null;
}

function start(
  floor: Floor,
  entry: Entry,
  chosen: Chosen,
  price: number,
  machine: MachineState,
  now: number,
): Run {
  const { id } = entry;
  const { work, duration, accuracy, variant, limitedBy } = chosen;
  const run: Run = {
    ...{ id, work, ...(variant >= 0 && { variant }) },
    ...{ accuracy, duration, latestEnd: entry.due, price, limitedBy },
  };
  const readyAt = now + floor.settings.overhead + duration * floor.margin.mean;
  floor.machines.start(machine, { entry, run, begin: now }, readyAt);
  floor.running.add(id);
  floor.learned.counts.dispatched++;
  floor.learned.counts.limitedBy[limitedBy]++;
  floor.note({ type: "dispatched", machine: machine.id, now, ...run });
  return run;
}

/** The longest duration that, times this factor, ends no later than `due`, as doubles. */
function secondsUntil({ settings }: Floor, due: number, now: number, factor: number): number {
  const begin = now + settings.overhead;
  let seconds = (due - begin) / factor;
  for (let end = begin + seconds * factor; end > due; end = begin + seconds * factor) {
    seconds -= (2 * (end - due)) / factor;
  }
  return seconds;
}
