// Problems with measured tables, each from a seed: the same on every machine. Times are in
// milliseconds. Imports nothing of the solver.

import { readFileSync } from "node:fs";
import { readCurves, readFamilies } from "../../examples/curves.js";

export interface Table {
  time: number[];
  accuracy: number[];
  mode?: "discrete" | "continuous";
}

export interface TableTask {
  model: string;
  deadline: number;
  weight?: number;
  base?: number;
  minAccuracy?: number;
  latency?: number | (number | null)[];
}

/** A problem with tables, machines and tasks as rows. */
export interface TableRows {
  models: Record<string, Record<string, Table>>;
  machines: { type: string; readyAt?: number }[];
  tasks: TableTask[];
}

/** A table that may run here, and until when: what both the oracle and the rules begin with. */
export interface Place {
  table: Table;
  readyAt: number;
  /** The time by which a run must end. */
  latest: number;
}

/** Where task j runs on machine r; undefined: nowhere. */
export function placeOf({ models, machines, tasks }: TableRows, j: number, r: number) {
  const { model, deadline, latency = 0 } = tasks[j];
  const { type, readyAt = 0 } = machines[r];
  const table = Object.hasOwn(models[model], type) ? models[model][type] : undefined;
  const wait = typeof latency === "number" ? latency : latency[r];
  if (!table || wait === null) return undefined;
  return { table, readyAt, latest: deadline - wait } as Place;
}

export type Data = "ofa" | "timm";

interface Wish {
  data: Data;
  m: number;
  /** Share of the longest deadline in which all machines run the largest variant of every task. */
  rho: number;
  /** "full": with ready times, latencies, missing models, least accuracies and weights */
  kind: "plain" | "full";
  mode?: "discrete" | "continuous";
  seed: number;
  /** As many as make the longest deadline 300 ms; else the longest deadline follows from rho. */
  n?: number;
}

/** Milliseconds. */
const SHORTEST = 15;
const LONGEST = 300;

/** Draws a problem: deadlines uniform, models and types of machines at random. */
export function tableInstance({ data, n: wanted, m, rho, kind, mode, seed }: Wish): TableRows {
  const random = mulberry(seed * 7919 + m * 31 + (wanted ?? 0));
  const from = <T>(list: readonly T[]) => list[Math.floor(list.length * random())];
  const uniform = (least: number, most: number) => round(least + (most - least) * random());
  const all = modelsOf(data);
  const names = Object.keys(all);
  const types = [...new Set(names.flatMap((name) => Object.keys(all[name])))];
  const machines: TableRows["machines"] = Array.from({ length: m }, () => ({ type: from(types) }));
  const mean = meanOfLargest(all, machines);
  const n = wanted ?? Math.max(1, Math.round((LONGEST * m) / (rho * mean)));
  const longest = wanted === undefined ? LONGEST : Math.max(2 * SHORTEST, (rho * n * mean) / m);
  const tasks = Array.from({ length: n }, (): TableTask => {
    return { model: from(names), deadline: uniform(SHORTEST, longest) };
  });
  const models = reduce(all, machines, mode);
  if (kind === "full") {
    for (const machine of machines) machine.readyAt = uniform(0, 40);
    for (const task of tasks) complicate(task, models, m, random);
  }
  return { models, machines, tasks };
}

/** Latency, missing models and for some tasks a least accuracy and a weight. */
function complicate(
  task: TableTask,
  models: TableRows["models"],
  m: number,
  random: () => number,
): void {
  const latency = round(20 * random());
  task.latency = Array.from({ length: m }, () => (random() < 0.2 ? null : latency));
  const accuracies = Object.values(models[task.model]).flatMap(({ accuracy }) => accuracy);
  const [least, most] = [Math.min(...accuracies), Math.max(...accuracies)];
  const place = random();
  if (random() < 0.2 && accuracies.length > 0)
    task.minAccuracy = round(least + (most - least) * place);
  if (random() < 0.3) task.weight = [0.5, 2, 3][Math.floor(3 * random())];
}

/** To a microsecond: decimal numbers as people write them, whose sums are not exact. */
const round = (milliseconds: number) => Math.round(1000 * milliseconds) / 1000;

/** The mean time of the most accurate variant, over models and machines that have one. */
function meanOfLargest(models: TableRows["models"], machines: TableRows["machines"]): number {
  const times = Object.values(models).flatMap((tables) =>
    machines.flatMap(({ type }) => {
      if (!tables[type]) return [];
      const { time, accuracy } = tables[type];
      return [time[accuracy.indexOf(Math.max(...accuracy))]];
    }),
  );
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}

/** Only the types that machines are of, in copies that may be changed. */
function reduce(
  models: TableRows["models"],
  machines: TableRows["machines"],
  mode: Table["mode"],
): TableRows["models"] {
  const types = new Set(machines.map(({ type }) => type));
  const reduced = Object.entries(models).map(([name, tables]) => {
    const kept = Object.entries(tables).filter(([type]) => types.has(type));
    const copies = kept.map(([type, { time, accuracy }]): [string, Table] => [
      type,
      { time: [...time], accuracy: [...accuracy], ...(mode && { mode }) },
    ]);
    return [name, Object.fromEntries(copies)];
  });
  return Object.fromEntries(reduced);
}

const kept = new Map<Data, TableRows["models"]>();

/** The measured tables: each model on each type of machine. */
export function modelsOf(data: Data): TableRows["models"] {
  const models = kept.get(data) ?? (data === "ofa" ? readOfa() : readTimm());
  kept.set(data, models);
  return models;
}

const read = (name: string) => readFileSync(`${examples}${name}`, "utf8");
// a bench runs bundled, in another folder, from the root of the repository
const examples = "examples/data/";

/**
 * One model, Once-for-all, on 8 of the 10 devices: six phones, a Xeon and a Jetson. Left out are the
 * 1080ti and the V100: their times are of batches of 64 images, in line for an answer to a phone's
 * request of one. (The Jetson's are of 16, and as long as a phone's.)
 */
function readOfa(): TableRows["models"] {
  const devices = [...readCurves(read("ofa.csv"))].filter(([name]) => !/Batch Size 64/.test(name));
  return { ofa: Object.fromEntries(devices.map(([device, points]) => [device, tableOf(points)])) };
}

/** One image waits for a batch of so many on a GPU: throughputs were measured with large batches. */
const GPU_BATCH = 16;

/** Nine families of networks on two CPUs, one image at a time, and three GPUs. */
function readTimm(): TableRows["models"] {
  const models: TableRows["models"] = {};
  for (const [name, points] of readFamilies(read("timm.csv"))) {
    const [family, device] = name.split(", ");
    models[family] = { ...models[family], [device]: tableOf(points, batchOf(device)) };
  }
  return models;
}

const batchOf = (device: string) => (device.startsWith("RTX") ? GPU_BATCH : 1);

function tableOf(points: { time: number; accuracy: number }[], batch = 1): Table {
  return {
    time: points.map(({ time }) => round(1000 * batch * time)),
    accuracy: points.map(({ accuracy }) => accuracy),
  };
}

/** Uniform in [0, 1): mulberry32 (Ettinger). */
export function mulberry(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same problem in another unit of time. */
export function inTimeUnit({ models, machines, tasks }: TableRows, factor: number): TableRows {
  const scaled = (table: Table) => ({ ...table, time: table.time.map((time) => time * factor) });
  const latencies = (latency: number | (number | null)[]) =>
    typeof latency === "number"
      ? latency * factor
      : latency.map((one) => (one === null ? null : one * factor));
  return {
    models: Object.fromEntries(
      Object.entries(models).map(([name, tables]) => [
        name,
        Object.fromEntries(Object.entries(tables).map(([type, table]) => [type, scaled(table)])),
      ]),
    ),
    machines: machines.map(({ type, readyAt = 0 }) => ({ type, readyAt: readyAt * factor })),
    tasks: tasks.map((task) => ({
      ...task,
      deadline: task.deadline * factor,
      ...(task.latency !== undefined && { latency: latencies(task.latency) }),
    })),
  };
}
