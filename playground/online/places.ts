// What may be simulated: machines, and the networks that they run.

import type { Random } from "../../bench/online/simulation/arrivals.js";
import { mixedPark, type Park, paperPark } from "../../bench/online/simulation/networks.js";
import phones from "../../examples/phones.json" with { type: "json" };

export interface Place {
  name: string;
  makePark(random: Random): Park;
  machineName(machine: number): string;
  /** Of a variant on a machine; undefined: sizes have no names. */
  sizeName(machine: number, variant: number | undefined): string | undefined;
}

const TABLES = Object.entries(phones.models.ofa);
const TYPES = TABLES.map(([type]) => type);
/** By type, then by model. */
const POINTS = Object.fromEntries(
  TABLES.map(([type, { time, accuracy }]) => [
    type,
    { ofa: time.map((seconds, k) => ({ time: seconds, accuracy: accuracy[k] })) },
  ]),
);

/** So many of each phone. */
function phonesPlace(name: string, each: number): Place {
  return {
    name,
    makePark: (random) => mixedPark(POINTS, each * TYPES.length, random),
    machineName(machine) {
      const type = TYPES[machine % TYPES.length];
      return each === 1 ? type : `${type}, ${1 + Math.floor(machine / TYPES.length)}`;
    },
    sizeName: (machine, variant) =>
      variant === undefined ? undefined : TABLES[machine % TABLES.length][1].names[variant],
  };
}

function paperPlace(m: number): Place {
  return {
    name: `${m} equal machines, the paper's curves`,
    makePark: (random) => paperPark(new Array<number>(m).fill(1), random),
    machineName: (machine) => `Machine ${machine + 1}`,
    sizeName: () => undefined,
  };
}

export const PLACES = {
  phones: phonesPlace("5 phones, Once-for-all", 1),
  "phones-2": phonesPlace("10 phones, Once-for-all", 2),
  "paper-2": paperPlace(2),
  "paper-4": paperPlace(4),
  "paper-8": paperPlace(8),
};
export type PlaceId = keyof typeof PLACES;
