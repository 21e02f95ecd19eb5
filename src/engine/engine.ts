// What an engine is: a core, and a workspace that grows with the problems.

import { BY_BRANCH, MOST_PROVEN } from "../../assembly/codes.js";
import { BOUNDS, METHODS, READINGS } from "../problem/words.js";
import type { Bound, EngineName, Method, Reading } from "../types/index.js";
import {
  BUFFERS,
  type Buffers,
  proofBytes,
  type View,
  type ViewType,
  workspaceBytes,
} from "./buffers.js";

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
  /** Called when the search is over, before the answer is laid out; what it throws comes out. */
  atEnd?: (() => void) | undefined;
}

/** A solver with a workspace of its own. */
export interface Engine {
  readonly name: EngineName;
  /** How many tasks it can hold beside m machines; negative: not even the machines. */
  mostTasks(m: number): number;
  /** What that limit is. */
  readonly limit: string;
  /**
   * For a caller who reads into its buffers and runs it: calls `work`. Throws where it is in use,
   * by a caller whose getters or `onProgress` call this.
   */
  use<Result>(work: () => Result): Result;
  /**
   * Makes room for n tasks and m machines; whatever the buffers held may be lost where it was too
   * small. proves: also for "exact", for which the views may end, but not what they held.
   *
   * @throws RangeError where there is no memory; the workspace then stays as it is, or is made anew
   *   by the next call
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
  /**
   * Makes the memory large enough for so many bytes of buffers, or throws and changes nothing;
   * where that is not its own affair.
   */
  grow?(bytes: number): void;
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

const READS = "the problem's getters called the solver that is reading it";
const RUNS = "onProgress called the solver that is calling it";

/** An engine that lets the workspace of its core grow with the problems. */
export function createEngine(backend: Backend): Engine {
  const { name, core, mostTasks, limit } = backend;
  let user = "";
  return {
    name,
    mostTasks,
    limit,
    use(work) {
      // Its buffers would be written over in the middle.
      if (user) throw new Error(user);
      user = READS;
      try {
        return work();
      } finally {
        user = "";
      }
    },
    reserve: createWorkspace(backend),
    setLevels: (count, reading) => core().setLevels(count, READINGS.indexOf(reading)),
    figures: core,
    run(n, m, method, bound, control = { tolerance: 0, work: 0 }) {
      user &&= RUNS;
      core().solve(n, m, METHODS.indexOf(method), BOUNDS.indexOf(bound));
      if (method !== "search" && method !== "exact") return;
      search(core(), control);
      control.atEnd?.();
      core().finish();
    },
  };
}

function lack(mistake: string, bytes: number, cause: unknown): never {
  const size = `${Math.ceil(bytes / 2 ** 20)} MiB`;
  throw new RangeError(`${mistake}; expected less: ${size} of memory are not to be had`, { cause });
}

/** The buffers of a core, made anew where a problem does not fit: `Engine.reserve`. */
function createWorkspace({ core, grow, view, mostTasks }: Backend): Engine["reserve"] {
  let tasks = -1;
  let machines = -1;
  let buffers: Buffers;
  let hasProof = false;
  const look = () => {
    const views = Object.entries(BUFFERS).map(([name, { type, length }], place) => {
      return [name, view(core().buffer(place), type, length(tasks, machines))];
    });
    buffers = Object.fromEntries(views);
  };
  const allocate = (n: number, m: number) => {
    const bytes = workspaceBytes(n, m);
    const { create } = core(); // where there is none, it says so
    try {
      grow?.(bytes);
      tasks = machines = -1; // nothing is there should `create` fail
      create(n, m);
    } catch (cause) {
      lack(`tasks has ${n} entries`, bytes, cause);
    }
    hasProof = false;
    tasks = n;
    machines = m;
    look();
  };
  const makeRoom = (n: number, m: number) => {
    // Half as much again, so that sizes that creep up do not allocate each time.
    const roomyTasks = n > tasks ? Math.max(n, Math.trunc(tasks * 1.5)) : tasks;
    const roomyMachines = m > machines ? Math.max(m, Math.trunc(machines * 1.5)) : machines;
    if (roomyTasks <= mostTasks(roomyMachines)) allocate(roomyTasks, roomyMachines);
    else allocate(n, m);
  };
  const createProof = () => {
    const bytes = proofBytes(tasks, machines);
    try {
      grow?.(workspaceBytes(tasks, machines) + bytes);
      look(); // memory that grew has ended the views
      core().createProof();
    } catch (cause) {
      lack('options.method is "exact"', bytes, cause);
    }
    hasProof = true;
  };
  return (n, m, proves = false) => {
    if (n > tasks || m > machines) makeRoom(n, m);
    if (proves && !hasProof && n <= MOST_PROVEN) createProof();
    return buffers;
  };
}
