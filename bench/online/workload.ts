// What comes: requests with deadlines, each for a network with a curve or with measured variants.

import { readFileSync } from "node:fs";
import { type Point, readCurves, readFamilies } from "../../examples/curves.js";
import { randomFrom } from "../../src/problem/generate.js";
import { arrivalTimes, type Process, type Random } from "./simulation/arrivals.js";
import {
  curvesPark,
  drawDeadline,
  type Fleet,
  type Job,
  mixedPark,
  type Park,
  paperPark,
  variantsPark,
} from "./simulation/networks.js";
import { type Trace, traceTimes } from "./traces.js";

export const CURVES = ["paper", "ofa", "timm", "ofa fitted"] as const;
export const VARIANTS = ["ofa variants", "timm variants", "ofa phones", "timm computers"] as const;
export type Networks = (typeof CURVES)[number] | (typeof VARIANTS)[number];

export interface Workload extends Fleet {
  jobs: Job[];
  /** Whether work takes the same share of time on all machines: else there is no bound. */
  isUniform: boolean;
}

export interface Setting {
  networks: Networks;
  arrivals: Process | Trace;
  /** Work of the largest sizes that comes in a second, over what all machines do in it. */
  load: number;
  m: number;
  /** Of the machines: all 1, or from 0.5 to 2. */
  speeds: "equal" | "mixed";
  seed: number;
  count: number;
}

/** Whose measured times are those of a machine of speed 1. */
const DEVICES = { ofa: "Samsung Note10", timm: "Core i9-10940X" };
/** The types of machines with tables of their own, in turn. */
const PHONES = [
  "LG G8",
  "Samsung Note10",
  "Samsung Note8",
  "Google Pixel2",
  "Google Pixel1",
  "Samsung S7 Edge",
];
const COMPUTERS = ["Core i9-10940X", "Core i7-12700H"];

export function makeWorkload(setting: Setting): Workload {
  const { networks, arrivals, load, m, seed, count } = setting;
  const random = randomFrom(seed);
  const isUniform = !["ofa phones", "timm computers"].includes(networks);
  const { draw, machines, speeds, models } = isUniform
    ? uniformPark(networks, speedsOf(setting), random)
    : mixedPark(pointsOfTypes(networks === "ofa phones" ? PHONES : COMPUTERS), m, random);
  const total = speeds.reduce((sum, speed) => sum + speed, 0);
  const drawn = Array.from({ length: count }, draw);
  const mean = drawn.reduce((sum, { full }) => sum + full, 0) / count;
  const rate = (load * total) / mean;
  const isTrace = arrivals === "code" || arrivals === "conv";
  const times = isTrace
    ? traceTimes(arrivals, count, rate, randomFrom(seed))
    : arrivalTimes(arrivals, count, rate, randomFrom(seed));
  const jobs = drawn.map((network, id) => {
    const deadline = times[id] + drawDeadline(random);
    return { id, arrival: times[id], deadline, network };
  });
  return { jobs, machines, speeds, ...(models && { models }), isUniform };
}

function speedsOf({ m, speeds }: Setting): number[] {
  return Array.from({ length: m }, (_, r) =>
    speeds === "equal" ? 1 : 2 ** ((2 * r) / (m - 1) - 1),
  );
}

/** Machines that differ by a factor. */
function uniformPark(networks: Networks, speeds: number[], random: Random): Park {
  if (networks === "paper") return paperPark(speeds, random);
  const points = pointsOf(networks.startsWith("ofa") ? DEVICES.ofa : DEVICES.timm);
  if (networks.endsWith("variants")) return variantsPark(points, speeds, random);
  return curvesPark(Object.values(points), networks === "ofa fitted", speeds, random);
}

const pointsOfTypes = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, pointsOf(type)]));

/** The measured networks of a device, by model. */
function pointsOf(device: string): Record<string, Point[]> {
  const read = (name: string) => readFileSync(`examples/data/${name}.csv`, "utf8");
  const ofa = readCurves(read("ofa")).get(device);
  if (ofa) return { ofa };
  const families = [...readFamilies(read("timm"))].flatMap(([name, points]): [string, Point[]][] =>
    name.endsWith(`, ${device}`) ? [[name.split(",")[0], points]] : [],
  );
  return Object.fromEntries(families);
}
