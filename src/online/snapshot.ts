// The state of a dispatcher as plain data that survives JSON, and back. What has no number in JSON
// is null.

import type { Engine } from "../engine/engine.js";
import { isObject, isWithin } from "../problem/kinds.js";
import { refuse, wrong, wrongType } from "../problem/messages.js";
import type {
  DispatcherOptions,
  DispatcherSnapshot,
  LimitedBy,
  OnlineMachine,
  OnlineRequest,
  Run,
} from "../types/index.js";
import { Floor } from "./floor.js";
import { type Counts, copyCounts, noCounts } from "./held/counts.js";
import { requestOf } from "./held/entries.js";
import type { MachineState } from "./held/machines.js";
import { readSettings, type Settings } from "./settings.js";

type Fields = Record<string, unknown>;

const orNull = (value: number) => (Math.abs(value) === Infinity ? null : value);
const LIMITS: readonly LimitedBy[] = ["full", "deadline", "horizon", "release"];

export function takeSnapshot(from: Floor): DispatcherSnapshot {
  const { settings, machines, waiting, margin, release, learned } = from;
  const { horizon, quantile, overhead, maxQueue, neverDrop, tables } = settings;
  const { now, meanDeadline, releasePrice, counts } = learned;
  const names = tables ? [...tables.read.names.keys()] : [];
  return {
    version: 1,
    options: {
      ...{ horizon: orNull(horizon), quantile, overhead, maxQueue: orNull(maxQueue), neverDrop },
      ...(tables && { models: tables.models }),
    },
    now: orNull(now),
    machines: [...machines.byId.values()].map((machine) => plainMachine(machine, settings, names)),
    waiting: [...waiting.values()].map((entry) => requestOf(entry, names)),
    ...{ meanDeadline, releasePrice, counts: copyCounts(counts) },
    margin: margin.state,
    release: release.state,
  };
}

function plainMachine(machine: MachineState, { tables }: Settings, names: readonly string[]) {
  const { id, speed, type, readyAt, key = null, running } = machine;
  const kind = tables ? { type: [...tables.types.keys()][type] } : { speed };
  if (!running) return { machine: { id, ...kind }, readyAt, key };
  const { entry, begin, run } = running;
  const { work, accuracy, duration, price, limitedBy, variant = null } = run;
  return {
    ...{ machine: { id, ...kind }, readyAt, key },
    request: requestOf(entry, names),
    run: { begin, work, accuracy, duration, price, limitedBy, variant },
  };
}

/** Throws a TypeError or RangeError for what is no snapshot, before anything else happens. */
export function restoreFrom(
  engine: Engine,
  snapshot: DispatcherSnapshot,
  onEvent: DispatcherOptions["onEvent"],
): Floor {
  const from = objectAt(snapshot, "snapshot");
  if (from.version !== 1) refuse("WRONG_VERSION", "snapshot.version", from.version, "1");
  const options = objectAt(from.options, "snapshot.options");
  const settings = readSettings({
    ...options,
    horizon: options.horizon ?? Infinity,
    maxQueue: options.maxQueue ?? Infinity,
    machines: [],
    ...(onEvent && { onEvent }),
  } as unknown as DispatcherOptions);
  const to = new Floor(engine, settings);
  for (const [k, row] of listAt(from.machines, "snapshot.machines").entries()) {
    restoreMachine(to, objectAt(row, `snapshot.machines[${k}]`), `snapshot.machines[${k}]`);
  }
  for (const [k, row] of listAt(from.waiting, "snapshot.waiting").entries()) {
    to.wait(to.read(row as OnlineRequest, `snapshot.waiting[${k}]`));
  }
  const margin = objectAt(from.margin, "snapshot.margin");
  to.margin.state = {
    ratios: numbersAt(margin.ratios, "snapshot.margin.ratios"),
    count: numberAt(margin.count, "snapshot.margin.count"),
    factor: numberAt(margin.factor, "snapshot.margin.factor"),
    mean: numberAt(margin.mean, "snapshot.margin.mean"),
  };
  const release = objectAt(from.release, "snapshot.release");
  const [idle, waiting] = ["idle", "waiting"].map((name) => {
    const path = `snapshot.release.${name}`;
    const table = objectAt(release[name], path);
    const [price, count] = [table.price, table.count].map((list) => numbersAt(list, path));
    return { price, count };
  });
  to.release.state = { idle, waiting };
  to.learned = {
    now: from.now === null ? -Infinity : numberAt(from.now, "snapshot.now", -Number.MAX_VALUE),
    meanDeadline: numberAt(from.meanDeadline, "snapshot.meanDeadline"),
    releasePrice: numberAt(from.releasePrice, "snapshot.releasePrice"),
    counts: readCounts(from.counts),
  };
  return to;
}

function restoreMachine(to: Floor, row: Fields, path: string): void {
  const finite = -Number.MAX_VALUE;
  const readyAt = numberAt(row.readyAt, `${path}.readyAt`, finite);
  const machine = to.join(row.machine as OnlineMachine, `${path}.machine`, readyAt);
  if (row.key !== null) machine.key = numberAt(row.key, `${path}.key`, finite);
  if (row.run === undefined) return;
  const from = objectAt(row.run, `${path}.run`);
  const entry = to.read(row.request as OnlineRequest, `${path}.request`);
  const number = (name: string, least = 0) => numberAt(from[name], `${path}.run.${name}`, least);
  const limitedBy = from.limitedBy as LimitedBy;
  if (!LIMITS.includes(limitedBy)) {
    wrongType(`${path}.run.limitedBy`, limitedBy, "what limits a run");
  }
  const run: Run = {
    ...{ id: entry.id, work: number("work"), accuracy: number("accuracy", finite) },
    ...(from.variant !== null && { variant: number("variant") }),
    ...{ duration: number("duration"), latestEnd: entry.due, price: number("price"), limitedBy },
  };
  to.machines.start(machine, { entry, run, begin: number("begin", finite) }, readyAt);
  to.running.add(entry.id);
}

function readCounts(source: unknown): Counts {
  const path = "snapshot.counts";
  const fill = (counts: object, from: Fields, within: string): void => {
    for (const [name, value] of Object.entries(counts)) {
      const inner = `${within}.${name}`;
      if (typeof value === "object") fill(value, objectAt(from[name], inner), inner);
      else Object.assign(counts, { [name]: numberAt(from[name], inner, -Number.MAX_VALUE) });
    }
  };
  const counts = noCounts();
  fill(counts, objectAt(source, path), path);
  return counts;
}

function objectAt(value: unknown, path: string): Fields {
  if (!isObject(value) || Array.isArray(value)) wrongType(path, value, "an object");
  return value;
}

function listAt(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) wrongType(path, value, "an array");
  return value;
}

function numbersAt(value: unknown, path: string): number[] {
  return listAt(value, path).map((entry, k) => numberAt(entry, `${path}[${k}]`));
}

function numberAt(value: unknown, path: string, least = 0): number {
  const expected = least < 0 ? "finite number" : "number >= 0";
  return isWithin(value, least, Number.MAX_VALUE) ? value : wrong(path, value, expected);
}
