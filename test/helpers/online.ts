// Drives a dispatcher by a list of small numbers, and keeps its own books of every request. Imports
// nothing of the solver.

import type {
  DispatchEvent,
  Dispatcher,
  DispatcherOptions,
  Id,
  OnlineMachine,
  OnlineRequest,
  Run,
} from "../../src/types/index.js";

/** What happens, and with which request, machine or time. */
export interface Step {
  kind: "submit" | "next" | "complete" | "cancel" | "add" | "remove" | "wait" | "stand" | "jump";
  pick: number;
  size: number;
}

export const KINDS: Step["kind"][] = [
  ...(["submit", "submit", "submit", "next", "next", "next", "complete", "complete"] as const),
  ...(["wait", "wait", "cancel", "add", "remove", "stand", "jump"] as const),
];

/** Networks of the two kinds of dispatchers. */
export interface World {
  options: Partial<DispatcherOptions>;
  machine: (id: Id, pick: number) => OnlineMachine;
  request: (id: Id, pick: number, size: number, now: number) => OnlineRequest;
}

const time = [0.01, 0.02, 0.05];
const models = {
  a: {
    fast: { time, accuracy: [0.5, 0.7, 0.8] },
    slow: { time: time.map((t) => 2 * t), accuracy: [0.5, 0.7, 0.8] },
  },
  b: { slow: { time: [0.03, 0.04], accuracy: [0.4, 0.9], mode: "continuous" as const } },
};

export const WORLDS: Record<"curves" | "tables", World> = {
  curves: {
    options: {},
    machine: (id, pick) => ({ id, speed: 1 + (pick % 3) / 2 }),
    request: (id, pick, size, now) => ({
      id,
      deadline: pick % 11 === 0 ? null : now + 0.2 * size - 0.01,
      theta: 10 + (pick % 7) * 20,
      maxWork: 0.06 * ((pick % 5) / 4),
      weight: 1 + (pick % 2),
    }),
  },
  tables: {
    options: { models },
    machine: (id, pick) => ({ id, type: pick % 3 === 0 ? "slow" : "fast" }),
    request: (id, pick, size, now) => ({
      id,
      deadline: pick % 11 === 0 ? null : now + 0.3 * size - 0.01,
      model: pick % 4 === 0 ? "b" : "a",
      ...(pick % 5 === 0 && { minAccuracy: 0.65 }),
      latency: pick % 3 === 0 ? 0.004 : 0,
      weight: 1 + (pick % 2),
    }),
  },
};

export interface Log {
  /** All that was decided and told, as text. */
  lines: string[];
  events: DispatchEvent[];
  runs: { run: Run; now: number; margin: number }[];
  submitted: Id[];
  /** How many steps were of use. */
  applied: number;
}

type Create = (options: DispatcherOptions) => Dispatcher;

/**
 * Runs the steps. nameOf: what requests and machines are called. unit: of time. between: may put
 * another dispatcher in the place of this one after every step.
 */
export function drive(
  create: Create,
  world: World,
  steps: readonly Step[],
  {
    nameOf = (k: number): Id => k,
    unit = 1,
    options = {} as Partial<DispatcherOptions>,
    between = (dispatcher: Dispatcher, _: (event: DispatchEvent) => void) => dispatcher,
  } = {},
): Log {
  const log: Log = { lines: [], events: [], runs: [], submitted: [], applied: 0 };
  const onEvent = (event: DispatchEvent) => void log.events.push(event);
  const machines = [0, 1].map((k) => world.machine(nameOf(k), k));
  const made = { ...world.options, ...options, machines, onEvent };
  let dispatcher = create(made);
  const there = new Map<Id, Run | null>(machines.map(({ id }) => [id, null]));
  let now = 1000 * unit;
  let came = 2;
  for (const { kind, pick, size } of steps) {
    const ids = [...there.keys()];
    const fit = ids.filter(
      (id) => kind === "remove" || Boolean(there.get(id)) === (kind === "complete"),
    );
    const machine = fit[pick % Math.max(1, fit.length)];
    if (kind === "wait") now += 0.03 * size * unit;
    if (kind === "jump") now += (pick % 8 ? -0.02 : 1) * unit;
    if (kind === "submit") {
      const id = nameOf(came++);
      log.submitted.push(id);
      log.lines.push(`${dispatcher.submit(world.request(id, pick, size, now), now)}`);
    } else if (kind === "cancel") {
      log.lines.push(`${dispatcher.cancel(nameOf(pick % came), now)}`);
    } else if (kind === "add" && ids.length < 5) {
      const added = world.machine(nameOf(came++), pick);
      dispatcher.addMachine(added, now, now + 0.01 * size * unit);
      there.set(added.id, null);
    } else if (kind === "remove" && machine !== undefined && pick % 3 === 0) {
      dispatcher.removeMachine(machine, now);
      there.delete(machine);
    } else if (kind === "next" && machine !== undefined) {
      const { margin } = dispatcher.metrics();
      const run = dispatcher.next(machine, now);
      if (run) log.runs.push({ run, now, margin });
      there.set(machine, run);
      log.lines.push(JSON.stringify(run));
    } else if (kind === "complete" && machine !== undefined) {
      now += (there.get(machine) as Run).duration * (0.6 + 0.5 * size);
      log.lines.push(JSON.stringify(dispatcher.complete(machine, now)));
      there.set(machine, null);
    } else continue;
    log.applied++;
    dispatcher = between(dispatcher, onEvent);
  }
  log.lines.push(JSON.stringify(dispatcher.metrics()));
  return log;
}
