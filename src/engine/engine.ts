// What an engine is: a core, and a workspace that grows with the problems.

import { BY_BRANCH, MOST_PROVEN } from "../../assembly/codes.js";
import { BOUNDS, METHODS, READINGS } from "../problem/words.js";
import type { Bound, EngineName, Method, Reading } from "../types/index.js";
import { BUFFERS, type Buffers, type View, type ViewType } from "./buffers.js";

/** Work of a slice of the search: some 5 ms. The limits are looked at in between. */
export const QUANTUM = 2 ** 20;

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
  /** The accuracies of "levels" are in its buffer: how many, and how to choose among them. */
  setLevels(count: number, reading: Reading): void;
  /** The numbers of the last answer, and of a search under way. */
  figures(): Figures;
  /** Solves what is in the buffers. `control` is for "search" and "exact". */
  run(n: number, m: number, method: Method, bound: Bound, control?: Control): void;
}

/** The numbers of the last answer, and of a search under way; assembly/index.ts explains each. */
export const FIGURES = [
  "value",
  "accuracySum",
  "bound",
  "provenBy",
  "guarantee",
  "visits",
  "valueFound",
  "effort",
  "tried",
  "applied",
  "nodes",
] as const;

/** A function for each of them. */
export type Figures = { readonly [Name in (typeof FIGURES)[number]]: () => number };

/** Whether more than prices prove the bound. */
export const isProvenByBranch = (figures: Figures) => figures.provenBy() === BY_BRANCH;

/** What both cores offer besides their buffers. */
export interface Core extends Figures {
  create(n: number, m: number): void;
  /** Makes room for "exact" once after `create`; buffers keep what they hold, but may move. */
  createProof(): void;
  /** The buffer at a place of BUFFERS, or its address in the core's memory. */
  buffer(place: number): View | number;
  /** "levels" chooses among the first `count` of its accuracies by this reading. */
  setLevels(count: number, reading: number): void;
  solve(n: number, m: number, method: number, bound: number): void;
  /** Searches up to so much work; whether that is all it can do, 1 or 0 from Wasm. */
  resume(work: number, tolerance: number): boolean | number;
  finish(): void;
}

/** What sets an engine apart: its core, a view on one of its buffers, and what it can hold. */
export interface Backend {
  name: EngineName;
  /** The one core, made at the first call. */
  core(): Core;
  /** Makes the memory large enough before `create`, where that is not its own affair. */
  grow?(n: number, m: number): void;
  /** A view on what `Core.buffer` returned; asked for after each `create`, which may move it. */
  view(buffer: View | number, type: ViewType, length: number): View;
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

/** Throws where the memory is not to be had. */
function createProof(core: Core): void {
  try {
    core.createProof();
  } catch (cause) {
    const expected =
      'expected another: the memory that "exact" takes, up to 40 MiB, is not to be had';
    throw new RangeError(`options.method is "exact"; ${expected}`, { cause });
  }
}

/** An engine that lets the workspace of its core grow with the problems. */
export function createEngine(backend: Backend): Engine {
  const { name, core, view, mostTasks, limit } = backend;
  let tasks = -1;
  let machines = -1;
  let buffers: Buffers;
  let hasProof = false;
  let isRunning = false;
  const allocate = (n: number, m: number) => {
    tasks = machines = -1; // nothing is there should `create` fail
    hasProof = false;
    backend.grow?.(n, m);
    core().create(n, m);
    look(n, m);
    tasks = n;
    machines = m;
  };
  const look = (n: number, m: number) => {
    const views = Object.entries(BUFFERS).map(([name, { type, length }], place) => {
      return [name, view(core().buffer(place), type, length(n, m))];
    });
    buffers = Object.fromEntries(views);
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
        createProof(core());
        look(tasks, machines);
        hasProof = true;
      }
      return buffers;
    },
    setLevels: (count, reading) => core().setLevels(count, READINGS.indexOf(reading)),
    figures: core,
    run(n, m, method, bound, control = { tolerance: 0, work: 0 }) {
      isRunning = true;
      try {
        core().solve(n, m, METHODS.indexOf(method), BOUNDS.indexOf(bound));
        if (method !== "search" && method !== "exact") return;
        search(core(), control);
        core().finish();
      } finally {
        isRunning = false;
      }
    },
  };
}
