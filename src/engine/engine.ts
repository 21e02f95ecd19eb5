// What an engine is: a core, and a workspace that grows with the problems.

import { MOST_PROVEN } from "../../assembly/codes.js";
import { errorOf } from "../problem/errors.js";
import type { Size } from "../problem/fields.js";
import { BOUND_METHODS, METHODS, READINGS } from "../problem/words.js";
import { COUNTABLE } from "../tables/size.js";
import type { BoundMethod, EngineName, Method, Reading } from "../types/index.js";
import { BUFFERS, type Buffers, proofBytes, workspaceBytes } from "./buffers.js";
import type { Core, Figures, Functions, Memory, TablesCore } from "./core.js";
import { type Control, searchInSlices } from "./slices.js";
import { createTablesEngine, type TablesBackend, type TablesEngine } from "./tables-engine.js";
import { lack, Workspace } from "./workspace.js";

/** A solver with a workspace of its own. */
export interface Engine {
  readonly name: EngineName;
  /** How many tasks it can hold beside m machines; negative: not even the machines. */
  mostTasks(m: number): number;
  /** What that limit is. */
  readonly limit: string;
  /** That for problems with tables, one with this where `use` is concerned. */
  readonly tables: TablesEngine;
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
  functions(): Functions;
  /** Solves what is in the buffers. `control` is for "search" and "exact". */
  run(n: number, m: number, method: Method, bound: BoundMethod, control?: Control): void;
}

/** What sets an engine apart: its core, a view on one of its buffers, and what it can hold. */
export interface Backend extends Memory<Core> {
  name: EngineName;
  mostTasks(m: number): number;
  limit: string;
}

const READS = "the problem's getters called the solver that is reading it";
const RUNS = "onProgress called the solver that is calling it";

/**
 * An engine that lets the workspace of its core grow with the problems.
 *
 * @param tables for problems with tables; with a core of its own, or the two kinds of problems take
 *   the workspace from one another
 */
export function createEngine(
  backend: Backend,
  tables: TablesBackend = {
    ...(backend as Memory<unknown> as Memory<TablesCore>),
    limits: COUNTABLE,
  },
): Engine {
  const { name, core, mostTasks, limit } = backend;
  let user = "";
  const onRun = () => {
    user &&= RUNS;
  };
  return {
    name,
    mostTasks,
    limit,
    tables: createTablesEngine(tables, onRun),
    use(work) {
      // Its buffers would be written over in the middle.
      if (user) throw errorOf("BUSY", "", user);
      user = READS;
      try {
        return work();
      } finally {
        user = "";
      }
    },
    reserve: makeReserve(backend),
    setLevels: (count, reading) => core().setLevels(count, READINGS.indexOf(reading)),
    figures: core,
    functions: core,
    run(n, m, method, bound, control = { gapTolerance: 0, steps: 0 }) {
      onRun();
      const { solve, resume, effort, finish } = core();
      solve(n, m, METHODS.indexOf(method), BOUND_METHODS.indexOf(bound));
      if (method !== "search" && method !== "exact") return;
      searchInSlices(resume, effort, control);
      control.atEnd?.();
      finish();
    },
  };
}

/** `Engine.reserve`, over buffers that are made anew where a problem does not fit. */
function makeReserve({ core, grow, view, mostTasks }: Backend): Engine["reserve"] {
  let hasProof = false;
  const workspace = new Workspace<Size, Buffers>(
    {
      bytes: ({ n, m }) => workspaceBytes(n, m),
      fits: ({ n, m }) => n <= mostTasks(m),
      core,
      grow,
      create({ n, m }) {
        core().create(n, m);
        hasProof = false;
      },
      look({ n, m }) {
        const views = Object.entries(BUFFERS).map(([name, { type, length }], place) => {
          return [name, view(core().buffer(place), type, length(n, m))];
        });
        return Object.fromEntries(views);
      },
      culprit: ({ n }) => ["tasks", `has ${n} entries`],
    },
    { n: -1, m: -1 },
  );
  const createProof = () => {
    const { n, m } = workspace.sizes;
    const bytes = proofBytes(n, m);
    try {
      grow?.(workspaceBytes(n, m) + bytes);
      workspace.look();
      core().createProof();
    } catch (cause) {
      lack(["options.method", 'is "exact"'], bytes, cause);
    }
    hasProof = true;
  };
  return (n, m, proves = false) => {
    const { sizes } = workspace;
    if (n > sizes.n || m > sizes.m) workspace.makeRoom({ n, m });
    if (proves && !hasProof && n <= MOST_PROVEN) createProof();
    return workspace.views;
  };
}
