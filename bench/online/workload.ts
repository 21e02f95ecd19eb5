// What comes: requests with deadlines, each for a network with a curve or with measured variants.

import { readFileSync } from "node:fs";
import { readCurves, readFamilies } from "../../examples/curves.js";
import { fitCurve } from "../../src/problem/fit.js";
import { randomFrom } from "../../src/problem/generate.js";
import type { Models, OnlineMachine, OnlineRequest } from "../../src/types/index.js";
import { type Arrivals, arrivalTimes } from "./arrivals.js";

export const CURVES = ["paper", "ofa", "timm", "ofa fitted"] as const;
export const VARIANTS = ["ofa variants", "timm variants", "ofa phones", "timm computers"] as const;
export type Networks = (typeof CURVES)[number] | (typeof VARIANTS)[number];

/** What a policy may know of a request. */
export interface Job {
  arrival: number;
  deadline: number;
  network: Network;
}

/** A size of a network on a machine. */
export interface Size {
  work: number;
  /** Seconds, if nothing disturbs it. */
  duration: number;
  accuracy: number;
  variant?: number;
}

/** A network that runs in several sizes. */
export interface Network {
  /** The largest size of at most so many seconds on a machine. */
  largest(seconds: number, machine: number): Size | undefined;
  /** As a request of the dispatcher and of `solve`. */
  fields: object;
  /** Work of the largest size. */
  full: number;
  /** Accuracy where it is not served. */
  base: number;
  /** Concave pieces of what accuracy it has by work, for the bound; none: it has a curve. */
  pieces?: { work: number; gain: number }[];
}

export interface Workload {
  jobs: Job[];
  machines: OnlineMachine[];
  /** Work per second; where types have tables of their own, largest sizes per second. */
  speeds: number[];
  models?: Models;
  /** Whether work takes the same share of time on all machines: else there is no bound. */
  isUniform: boolean;
}

export interface Setting {
  networks: Networks;
  arrivals: Arrivals;
  /** Work of the largest sizes that comes in a second, over what all machines do in it. */
  load: number;
  m: number;
  /** Of the machines: all 1, or from 0.5 to 2. */
  speeds: "equal" | "mixed";
  seed: number;
  count: number;
}

/** Deadlines are log-uniform between these, seconds after the arrival. */
const SHORTEST = 0.015;
const LONGEST = 0.3;
/** The paper's theta is uniform in [1, 10]; with so many seconds as its unit of work, the mean
 * largest size takes 60 ms, as that of Once-for-all does. */
const PAPER_UNIT = 0.1368;
const WORK_TO_082 = -Math.log(0.18);
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

/** What is drawn from, and on what it runs. */
interface Park {
  draw: () => Network;
  machines: OnlineMachine[];
  speeds: number[];
  models?: Models;
}

export function makeWorkload(setting: Setting): Workload {
  const { networks, arrivals, load, m, seed, count } = setting;
  const random = randomFrom(seed);
  const isUniform = !["ofa phones", "timm computers"].includes(networks);
  const { draw, ...park } = isUniform
    ? uniformPark(networks, speedsOf(setting), random)
    : mixedPark(networks === "ofa phones" ? PHONES : COMPUTERS, m, random);
  const total = park.speeds.reduce((sum, speed) => sum + speed, 0);
  const drawn = Array.from({ length: count }, draw);
  const mean = drawn.reduce((sum, { full }) => sum + full, 0) / count;
  const times = arrivalTimes(arrivals, count, (load * total) / mean, seed);
  const jobs = drawn.map((network, j) => {
    const relative = SHORTEST * (LONGEST / SHORTEST) ** random();
    return { arrival: times[j], deadline: times[j] + relative, network };
  });
  return { jobs, ...park, isUniform };
}

function speedsOf({ m, speeds }: Setting): number[] {
  return Array.from({ length: m }, (_, r) =>
    speeds === "equal" ? 1 : 2 ** ((2 * r) / (m - 1) - 1),
  );
}

/** The request of a job, as the dispatcher takes it. */
export function requestOf({ deadline, network }: Job, id: number): OnlineRequest {
  return { id, deadline, ...network.fields } as OnlineRequest;
}

interface Point {
  time: number;
  accuracy: number;
}

/** Machines that differ by a factor. */
function uniformPark(networks: Networks, speeds: number[], random: () => number): Park {
  if (networks === "paper") {
    const draw = () => {
      const theta = (1 + 9 * random()) / PAPER_UNIT;
      return curve(theta, WORK_TO_082 / theta, 0, 1, speeds);
    };
    return { draw, machines: speeds.map((speed, id) => ({ id, speed })), speeds };
  }
  const isOfa = networks.startsWith("ofa");
  const points = Object.entries(pointsOf(isOfa ? DEVICES.ofa : DEVICES.timm));
  if (!networks.endsWith("variants")) {
    const list = points.map(([, own]) => {
      if (networks !== "ofa fitted") return fromZero(own, speeds);
      const { theta, base, gain } = fitCurve(own);
      return curve(theta, largestOf(own).time, base, gain, speeds);
    });
    const machines = speeds.map((speed, id) => ({ id, speed }));
    return { draw: fromList(list, random), machines, speeds };
  }
  const list = points.map(([model, own]) => {
    const network = variants(
      model,
      speeds.map((speed) => atSpeed(own, speed)),
    );
    return { ...network, full: largestOf(own).time, pieces: piecesOf(own) };
  });
  const models = points.map(([model, own]) => {
    return [model, Object.fromEntries(speeds.map((s) => [`x${s}`, tableOf(atSpeed(own, s))]))];
  });
  return {
    draw: fromList(list, random),
    machines: speeds.map((speed, id) => ({ id, type: `x${speed}` })),
    speeds,
    models: Object.fromEntries(models),
  };
}

/** Machines of types in turn, each with tables of its own. Work is counted in largest sizes. */
function mixedPark(types: readonly string[], m: number, random: () => number): Park {
  const machines = Array.from({ length: m }, (_, id) => ({ id, type: types[id % types.length] }));
  const byType = Object.fromEntries(types.map((type) => [type, pointsOf(type)]));
  const names = Object.keys(byType[types[0]]).filter((name) => types.every((t) => byType[t][name]));
  const list = names.map((model) => {
    const network = variants(
      model,
      machines.map(({ type }) => byType[type][model]),
    );
    return { ...network, full: 1 };
  });
  const models = names.map((model) => {
    return [model, Object.fromEntries(types.map((type) => [type, tableOf(byType[type][model])]))];
  });
  const speeds = machines.map(({ type }) => {
    const times = names.map((model) => largestOf(byType[type][model]).time);
    return times.length / times.reduce((sum, time) => sum + time, 0);
  });
  return { draw: fromList(list, random), machines, speeds, models: Object.fromEntries(models) };
}

const fromList = <T>(list: readonly T[], random: () => number) => {
  return () => list[Math.floor(list.length * random())];
};

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

const atSpeed = (points: Point[], speed: number) =>
  points.map(({ time, accuracy }) => ({ time: time / speed, accuracy }));
const tableOf = (points: Point[]) => ({
  time: points.map(({ time }) => time),
  accuracy: points.map(({ accuracy }) => accuracy),
});
const largestOf = (points: Point[]) =>
  points.reduce((one, other) => (other.accuracy > one.accuracy ? other : one));

function curve(
  theta: number,
  maxWork: number,
  base: number,
  gain: number,
  speeds: readonly number[],
): Network {
  return {
    full: maxWork,
    base,
    fields: { theta, maxWork, base, gain },
    largest(seconds, machine) {
      const speed = speeds[machine];
      const work = Math.min(maxWork, speed * seconds);
      if (!(work > 0)) return undefined;
      return { work, duration: work / speed, accuracy: base - gain * Math.expm1(-theta * work) };
    },
  };
}

/** Through no accuracy in no time and the quickest point, towards the most accurate one. */
function fromZero(points: Point[], speeds: readonly number[]): Network {
  const first = points.reduce((one, other) => (other.time < one.time ? other : one));
  const last = largestOf(points);
  const theta = -Math.log(1 - first.accuracy / last.accuracy) / first.time;
  return curve(theta, last.time, 0, last.accuracy, speeds);
}

/** points: of each machine. */
function variants(model: string, points: Point[][]): Omit<Network, "full"> {
  return {
    base: 0,
    fields: { model },
    largest(seconds, machine) {
      const own = points[machine];
      let variant = -1;
      for (const [k, { time, accuracy }] of own.entries()) {
        if (time <= seconds && !(accuracy <= own[variant]?.accuracy)) variant = k;
      }
      if (variant < 0) return undefined;
      const { time, accuracy } = own[variant];
      return { work: time, duration: time, accuracy, variant };
    },
  };
}

/** Those of the concave hull, from not being served on. */
function piecesOf(points: Point[]): { work: number; gain: number }[] {
  const hull: Point[] = [{ time: 0, accuracy: 0 }];
  for (const point of [...points].sort((a, b) => a.time - b.time)) {
    if (point.accuracy <= hull[hull.length - 1].accuracy) continue;
    while (hull.length > 1 && slope(hull[hull.length - 2], point) >= slope(...last(hull)))
      hull.pop();
    hull.push(point);
  }
  return hull.slice(1).map(({ time, accuracy }, k) => {
    return { work: time - hull[k].time, gain: accuracy - hull[k].accuracy };
  });
}

const last = (hull: Point[]) => hull.slice(-2) as [Point, Point];
const slope = (from: Point, to: Point) => (to.accuracy - from.accuracy) / (to.time - from.time);
