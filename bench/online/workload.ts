// What comes: requests with deadlines, each for a network with a curve or with measured variants.

import { readFileSync } from "node:fs";
import { readCurves, readFamilies } from "../../examples/curves.js";
import { fitCurve } from "../../src/problem/fit.js";
import { randomFrom } from "../../src/problem/generate.js";
import type { Models, OnlineMachine, OnlineRequest } from "../../src/types/index.js";
import { type Arrivals, arrivalTimes } from "./arrivals.js";

export const CURVES = ["paper", "ofa", "ofa from 0", "timm"] as const;
export const VARIANTS = ["ofa variants", "timm variants"] as const;
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
  /** The largest size of at most so many seconds on a machine of this speed. */
  largest(seconds: number, speed: number): Size | undefined;
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
  speeds: number[];
  models?: Models;
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
/** The paper's theta is uniform in [1, 10]; its unit of work is so many seconds here. */
const PAPER_UNIT = 0.1368;
const WORK_TO_082 = -Math.log(0.18);
/** Whose measured times are those of a machine of speed 1. */
const OFA_DEVICE = "Samsung Note10";
const TIMM_DEVICE = "Core i9-10940X";

export function makeWorkload(setting: Setting): Workload {
  const { networks, arrivals, load, m, seed, count } = setting;
  const random = randomFrom(seed);
  const speeds = Array.from({ length: m }, (_, r) =>
    setting.speeds === "equal" ? 1 : 2 ** ((2 * r) / (m - 1) - 1),
  );
  const total = speeds.reduce((sum, speed) => sum + speed, 0);
  const draw = drawerOf(networks, random);
  const drawn = Array.from({ length: count }, draw);
  const mean = drawn.reduce((sum, { full }) => sum + full, 0) / count;
  const times = arrivalTimes(arrivals, count, (load * total) / mean, seed);
  const jobs = drawn.map((network, j) => {
    const relative = SHORTEST * (LONGEST / SHORTEST) ** random();
    return { arrival: times[j], deadline: times[j] + relative, network };
  });
  const isTabled = networks.endsWith("variants");
  const machines = speeds.map((speed, r) =>
    isTabled ? { id: r, type: `x${speed}` } : { id: r, speed },
  ) as OnlineMachine[];
  return { jobs, machines, speeds, ...(isTabled && { models: modelsFor(networks, speeds) }) };
}

/** The request of a job, as the dispatcher takes it. */
export function requestOf({ deadline, network }: Job, id: number): OnlineRequest {
  return { id, deadline, ...network.fields } as OnlineRequest;
}

function drawerOf(networks: Networks, random: () => number): () => Network {
  if (networks === "paper") {
    return () => {
      const theta = (1 + 9 * random()) / PAPER_UNIT;
      return curve(theta, WORK_TO_082 / theta, 0, 1);
    };
  }
  const list = kept.get(networks) ?? networksOf(networks);
  kept.set(networks, list);
  return () => list[Math.floor(list.length * random())];
}

const kept = new Map<Networks, Network[]>();

function networksOf(networks: Networks): Network[] {
  const points = pointsOf(networks);
  return Object.entries(points).map(([name, list]) => {
    if (networks.endsWith("variants")) return variants(name, list);
    if (networks === "ofa from 0") return fromZero(list);
    const { theta, base, gain } = fitCurve(list);
    return curve(theta, Math.max(...list.map(({ time }) => time)), base, gain);
  });
}

interface Point {
  time: number;
  accuracy: number;
}

function pointsOf(networks: Networks): Record<string, Point[]> {
  const read = (name: string) => readFileSync(`examples/data/${name}.csv`, "utf8");
  if (networks.startsWith("ofa")) {
    return { ofa: readCurves(read("ofa")).get(OFA_DEVICE) as Point[] };
  }
  const families = [...readFamilies(read("timm"))].flatMap(([name, points]): [string, Point[]][] =>
    name.endsWith(TIMM_DEVICE) ? [[name.split(",")[0], points]] : [],
  );
  return Object.fromEntries(families);
}

function curve(theta: number, maxWork: number, base: number, gain: number): Network {
  return {
    full: maxWork,
    base,
    fields: { theta, maxWork, base, gain },
    largest(seconds, speed) {
      const work = Math.min(maxWork, speed * seconds);
      if (!(work > 0)) return undefined;
      return { work, duration: work / speed, accuracy: base - gain * Math.expm1(-theta * work) };
    },
  };
}

/** Through no accuracy in no time and the first point, towards the last. */
function fromZero(points: Point[]): Network {
  const [first, last] = [points[points.length - 1], points[0]];
  const theta = -Math.log(1 - first.accuracy / last.accuracy) / first.time;
  return curve(theta, last.time, 0, last.accuracy);
}

function variants(model: string, points: Point[]): Network {
  const best = points.reduce((one, other) => (other.accuracy > one.accuracy ? other : one));
  return {
    full: best.time,
    base: 0,
    fields: { model },
    pieces: piecesOf(points),
    largest(seconds, speed) {
      let variant = -1;
      for (const [k, { time, accuracy }] of points.entries()) {
        if (time / speed <= seconds && !(accuracy <= points[variant]?.accuracy)) variant = k;
      }
      if (variant < 0) return undefined;
      const { time, accuracy } = points[variant];
      return { work: time, duration: time / speed, accuracy, variant };
    },
  };
}

/** Those of the concave hull, from not being served on. */
function piecesOf(points: Point[]): { work: number; gain: number }[] {
  const hull: Point[] = [{ time: 0, accuracy: 0 }];
  for (const point of [...points].sort((a, b) => a.time - b.time)) {
    if (point.accuracy <= hull[hull.length - 1].accuracy) continue;
    while (hull.length > 1 && slope(hull[hull.length - 2], point) >= slope(...last(hull))) hull.pop();
    hull.push(point);
  }
  return hull.slice(1).map(({ time, accuracy }, k) => {
    return { work: time - hull[k].time, gain: accuracy - hull[k].accuracy };
  });
}

const last = (hull: Point[]) => hull.slice(-2) as [Point, Point];
const slope = (from: Point, to: Point) => (to.accuracy - from.accuracy) / (to.time - from.time);

function modelsFor(networks: Networks, speeds: number[]): Models {
  return Object.fromEntries(
    Object.entries(pointsOf(networks)).map(([model, points]) => {
      const tables = speeds.map((speed) => {
        const time = points.map((point) => point.time / speed);
        return [`x${speed}`, { time, accuracy: points.map(({ accuracy }) => accuracy) }];
      });
      return [model, Object.fromEntries(tables)];
    }),
  );
}
