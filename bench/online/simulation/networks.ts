// Networks that run in several sizes, and the machines that they run on: drawn from, without an end.

import type { Point } from "../../../examples/curves.js";
import { fitCurve } from "../../../src/problem/fit.js";
import type { Models, OnlineMachine, OnlineRequest } from "../../../src/types/index.js";
import type { Random } from "./arrivals.js";

/** What a policy may know of a request. */
export interface Job {
  id: number;
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

/** On what they run. */
export interface Fleet {
  machines: OnlineMachine[];
  /** Work per second; where types have tables of their own, largest sizes per second. */
  speeds: number[];
  models?: Models;
}

/** What is drawn from, and on what it runs. */
export interface Park extends Fleet {
  draw: () => Network;
  /** Expected work of the largest size. */
  meanFull: number;
}

/** Deadlines are log-uniform between these, seconds after the arrival. */
export const SHORTEST = 0.015;
export const LONGEST = 0.3;
/** The paper's theta is uniform in [1, 10]; with so many seconds as its unit of work, the mean
 * largest size takes 60 ms, as that of Once-for-all does. */
const PAPER_UNIT = 0.1368;
const WORK_TO_082 = -Math.log(0.18);

/** Seconds from an arrival to its deadline. */
export const drawDeadline = (random: Random, longest = LONGEST) =>
  SHORTEST * (longest / SHORTEST) ** random();

/** The request of a job, as the dispatcher takes it. */
export function requestOf({ id, deadline, network }: Job): OnlineRequest {
  return { id, deadline, ...network.fields } as OnlineRequest;
}

/** The paper's curves. */
export function paperPark(speeds: number[], random: Random): Park {
  const draw = () => {
    const theta = (1 + 9 * random()) / PAPER_UNIT;
    return curve(theta, WORK_TO_082 / theta, 0, 1, speeds);
  };
  const meanFull = (WORK_TO_082 * PAPER_UNIT * Math.log(10)) / 9;
  return { draw, meanFull, machines: machinesOf(speeds), speeds };
}

/** Curves through measured points: fitted, or from an accuracy of zero on. */
export function curvesPark(
  points: readonly Point[][],
  isFitted: boolean,
  speeds: number[],
  random: Random,
): Park {
  const list = points.map((own) => {
    if (!isFitted) return fromZero(own, speeds);
    const { theta, base, gain } = fitCurve(own);
    return curve(theta, largestOf(own).time, base, gain, speeds);
  });
  return { ...drawn(list, random), machines: machinesOf(speeds), speeds };
}

const machinesOf = (speeds: number[]) => speeds.map((speed, id) => ({ id, speed }));

/** Measured variants, on machines that differ by a factor. points: by model. */
export function variantsPark(
  points: Record<string, Point[]>,
  speeds: number[],
  random: Random,
): Park {
  const list = Object.entries(points).map(([model, own]) => {
    const network = variants(
      model,
      speeds.map((speed) => atSpeed(own, speed)),
    );
    return { ...network, full: largestOf(own).time, pieces: piecesOf(own) };
  });
  const models = Object.entries(points).map(([model, own]) => {
    return [model, Object.fromEntries(speeds.map((s) => [`x${s}`, tableOf(atSpeed(own, s))]))];
  });
  return {
    ...drawn(list, random),
    machines: speeds.map((speed, id) => ({ id, type: `x${speed}` })),
    speeds,
    models: Object.fromEntries(models),
  };
}

/**
 * Measured variants, on machines of types in turn, each with tables of its own. Work is counted in
 * largest sizes. points: by type, then by model.
 */
export function mixedPark(
  points: Record<string, Record<string, Point[]>>,
  m: number,
  random: Random,
): Park {
  const types = Object.keys(points);
  const machines = Array.from({ length: m }, (_, id) => ({ id, type: types[id % types.length] }));
  const names = Object.keys(points[types[0]]).filter((name) => types.every((t) => points[t][name]));
  const list = names.map((model) => {
    const network = variants(
      model,
      machines.map(({ type }) => points[type][model]),
    );
    return { ...network, full: 1 };
  });
  const models = names.map((model) => {
    return [model, Object.fromEntries(types.map((type) => [type, tableOf(points[type][model])]))];
  });
  const speeds = machines.map(({ type }) => {
    const times = names.map((model) => largestOf(points[type][model]).time);
    return times.length / times.reduce((sum, time) => sum + time, 0);
  });
  return { ...drawn(list, random), machines, speeds, models: Object.fromEntries(models) };
}

/** All of a list equally often. */
function drawn(list: readonly Network[], random: Random): Pick<Park, "draw" | "meanFull"> {
  return {
    draw: () => list[Math.floor(list.length * random())],
    meanFull: list.reduce((sum, { full }) => sum + full, 0) / list.length,
  };
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
