// What an engine is, and the one table of the buffers that both cores have.

import { BOUNDS, METHODS } from "../problem/words.js";
import type { Bound, EngineName, Method } from "../types/index.js";

/** The slots of `summary`, as in assembly/constants.ts. */
export const VALUE = 0;
export const BOUND = 1;
export const ACCURACY_SUM = 2;
export const GUARANTEE = 3;
export const VISITS = 4;

/** The slots of `levels` after its accuracies, likewise. */
export const LEVEL_COUNT = 16;
export const READING = 17;

/** The slots of `progress` that are read here, likewise. */
export const SCALE = 3;
export const OFFSET = 4;
export const WORK = 5;
export const TRIED = 6;
export const APPLIED = 7;
export const FOUND = 9;
export const PROVES = 19;
/** Its value there: what the branches prove has lowered the bound. */
export const PROVEN_LOWER = 3;
/** Those of `proof`, likewise. */
export const NODES = 1;

/** Tasks up to which "exact" proves, likewise. */
export const MOST_PROVEN = 1024;

/** Work of a slice of the search: some 5 ms. The limits are looked at in between. */
export const QUANTUM = 2 ** 20;

const tasks = (n: number) => n;
const machines = (_: number, m: number) => m;

/**
 * Every buffer of the workspace: assembly/buffers.ts tells unit, range and writer of each. A shared
 * one is another name of memory that is in the table already.
 */
export const BUFFERS = {
  speed: { type: Float64Array, length: machines },

  deadline: { type: Float64Array, length: tasks },
  theta: { type: Float64Array, length: tasks },
  maxWork: { type: Float64Array, length: tasks },
  weight: { type: Float64Array, length: tasks },
  base: { type: Float64Array, length: tasks },
  gain: { type: Float64Array, length: tasks },
  levels: { type: Float64Array, length: () => 18 },

  machine: { type: Int32Array, length: tasks },
  start: { type: Float64Array, length: tasks },
  end: { type: Float64Array, length: tasks },
  work: { type: Float64Array, length: tasks },
  accuracy: { type: Float64Array, length: tasks },
  price: { type: Float64Array, length: tasks },
  order: { type: Int32Array, length: tasks },
  summary: { type: Float64Array, length: () => 8 },

  edfTask: { type: Int32Array, length: tasks },
  edfDeadline: { type: Float64Array, length: tasks },
  edfLogSlope: { type: Float64Array, length: tasks },
  edfInvTheta: { type: Float64Array, length: tasks },
  edfCap: { type: Float64Array, length: tasks },
  edfRoom: { type: Float64Array, length: tasks },
  edfWork: { type: Float64Array, length: tasks },
  edfLogPrice: { type: Float64Array, length: tasks },

  chainTask: { type: Int32Array, length: tasks },
  chainDeadline: { type: Float64Array, length: tasks },
  chainLogSlope: { type: Float64Array, length: tasks },
  chainInvTheta: { type: Float64Array, length: tasks },
  chainCap: { type: Float64Array, length: tasks, shared: true },
  chainRoom: { type: Float64Array, length: tasks, shared: true },
  chainWork: { type: Float64Array, length: tasks },
  chainLogPrice: { type: Float64Array, length: tasks, shared: true },

  chainStart: { type: Int32Array, length: (_: number, m: number) => m + 1 },
  rank: { type: Int32Array, length: machines },
  pace: { type: Float64Array, length: machines },
  load: { type: Float64Array, length: (_: number, m: number) => 2 * m },
  loser: { type: Int32Array, length: (_: number, m: number) => 2 * m },

  index: { type: Int32Array, length: (n: number) => n + 2 },
  stack: { type: Float64Array, length: () => 224 },
  extremes: { type: Float64Array, length: () => 8 },
  tally: { type: Float64Array, length: () => 8 },

  splitSpeed: { type: Float64Array, length: (_: number, m: number) => m + 1 },
  splitLatest: { type: Float64Array, length: machines },
  splitBest: { type: Float64Array, length: (_: number, m: number) => m + 1 },
  splitSpent: { type: Float64Array, length: (_: number, m: number) => m + 1 },
  best: { type: Int32Array, length: tasks },
  worth: { type: Float64Array, length: machines },
  stamp: { type: Float64Array, length: machines },
  progress: { type: Float64Array, length: () => 24 },
  proof: { type: Float64Array, length: () => 24 },
} as const;

export type BufferName = keyof typeof BUFFERS;

/** A view on each buffer, at least as long as the problem; it ends with the next `reserve`. */
export type Buffers = {
  readonly [Name in BufferName]: InstanceType<(typeof BUFFERS)[Name]["type"]>;
};

/** When to stop a search. */
export interface Control {
  /** The gap at which the search is over, in units of value. */
  tolerance: number;
  /** The work at which it stops, >= 0; see `Limits.work`. */
  work: number;
  /** Called after every slice; false: stop. */
  goesOn?: (() => boolean) | undefined;
  /** Work of a slice, > 0; default QUANTUM. The answer does not depend on it. */
  quantum?: number | undefined;
}

/** A solver with a workspace of its own. */
export interface Engine {
  readonly name: EngineName;
  /** How many tasks it can hold beside m machines; negative: not even the machines. */
  mostTasks(m: number): number;
  /** What that limit is. */
  readonly limit: string;
  /**
   * Makes room for n tasks and m machines; whatever the buffers held may be lost where it was too
   * small. proves: also for "exact", for which the views may end, but not what they held. Throws
   * during a run.
   */
  reserve(n: number, m: number, proves?: boolean): Buffers;
  /** Solves what is in the buffers. `control` is for "search" and "exact". */
  run(n: number, m: number, method: Method, bound: Bound, control?: Control): void;
}

/**
 * Bytes of a workspace for n tasks and m machines, with 64 bytes a buffer for its header and
 * alignment.
 */
export function workspaceBytes(n: number, m: number): number {
  let bytes = 0;
  for (const buffer of Object.values(BUFFERS)) {
    if (!("shared" in buffer)) bytes += buffer.type.BYTES_PER_ELEMENT * buffer.length(n, m) + 64;
  }
  return bytes;
}

/** What both cores offer besides their buffers. */
export interface Core {
  create(n: number, m: number): void;
  /** Makes room for "exact" once after `create`; buffers keep what they hold, but may move. */
  createProof(): void;
  solve(n: number, m: number, method: number, bound: number): void;
  /** Searches up to so much work; whether that is all it can do, 1 or 0 from Wasm. */
  resume(work: number, tolerance: number): boolean | number;
  finish(): void;
}

/** What sets an engine apart: its core, a view on one of its buffers, and what it can hold. */
export interface Backend {
  name: EngineName;
  core: Core;
  /** Asked for every buffer after each `create`, which may have moved them. */
  view(name: BufferName, n: number, m: number): Float64Array | Int32Array;
  mostTasks(m: number): number;
  limit: string;
}

/** Searches in slices until a limit is reached. */
function search(core: Core, control: Control): void {
  const { tolerance, work, goesOn, quantum = QUANTUM } = control;
  let upTo = 0;
  do {
    upTo = Math.min(upTo + quantum, work);
    if (core.resume(upTo, tolerance)) return;
  } while (upTo < work && (!goesOn || goesOn()));
}

/** An engine that lets the workspace of its core grow with the problems. */
export function createEngine({ name, core, view, mostTasks, limit }: Backend): Engine {
  let tasks = -1;
  let machines = -1;
  let buffers: Buffers;
  let hasProof = false;
  let isRunning = false;
  const allocate = (n: number, m: number) => {
    tasks = machines = -1; // nothing is there should `create` fail
    hasProof = false;
    core.create(n, m);
    look(n, m);
    tasks = n;
    machines = m;
  };
  const look = (n: number, m: number) => {
    const names = Object.keys(BUFFERS) as BufferName[];
    buffers = Object.fromEntries(names.map((key) => [key, view(key, n, m)])) as Buffers;
  };
  const makeRoom = (n: number, m: number) => {
    if (n <= tasks && m <= machines) return;
    // Half as much again, so that sizes that creep up do not allocate each time.
    const roomyTasks = n > tasks ? Math.max(n, Math.trunc(tasks * 1.5)) : tasks;
    const roomyMachines = m > machines ? Math.max(m, Math.trunc(machines * 1.5)) : machines;
    if (roomyTasks <= mostTasks(roomyMachines)) allocate(roomyTasks, roomyMachines);
    else allocate(n, m);
  };
  return {
    name,
    mostTasks,
    limit,
    reserve(n, m, proves = false) {
      // Its buffers would be written over in the middle of a search.
      if (isRunning) throw new Error("onProgress called the solver that is calling it");
      makeRoom(n, m);
      if (proves && !hasProof && n <= MOST_PROVEN) {
        core.createProof();
        look(tasks, machines);
        hasProof = true;
      }
      return buffers;
    },
    run(n, m, method, bound, control = { tolerance: 0, work: 0 }) {
      isRunning = true;
      try {
        core.solve(n, m, METHODS.indexOf(method), BOUNDS.indexOf(bound));
        if (method !== "search" && method !== "exact") return;
        search(core, control);
        core.finish();
      } finally {
        isRunning = false;
      }
    },
  };
}
