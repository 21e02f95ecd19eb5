// The public contract: every field with its meaning, unit, range and default.

export type * from "./workspace.js";

/** A list of numbers: an array or a typed array. */
export type Column =
  | readonly number[]
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** A machine. */
export interface Machine {
  /** Work per second; a finite number > 0. */
  speed: number;
}

/**
 * An inference request whose network can be compressed to any size. After `work` its accuracy is
 * `base + gain * (1 - exp(-theta * work))`. "Work" is any unit you like: on a machine of speed s, t
 * seconds do s t of it.
 */
export interface Task {
  /** Latest finish, seconds from now; >= 0. Infinity: no deadline. */
  deadline: number;
  /** Task efficiency, 1/work; a finite number > 0. The greater, the earlier accuracy is reached. */
  theta: number;
  /** Work of the uncompressed network; a finite number >= 0. No task gets more. */
  maxWork: number;
  /** Importance, the factor of this task's accuracy in `value`; a finite number > 0. Default 1. */
  weight?: number;
  /** Accuracy of zero work; a finite number. Default 0. */
  base?: number;
  /** Accuracy between zero and unlimited work; a finite number > 0. Default 1. */
  gain?: number;
}

/** The machines as columns, all of the same length. */
export interface MachineColumns {
  /** See {@link Machine.speed}. */
  speed: Column;
}

/**
 * The tasks as columns, all of the same length; a column left out means the default for every task.
 */
export interface TaskColumns {
  /** See {@link Task.deadline}. */
  deadline: Column;
  /** See {@link Task.theta}. */
  theta: Column;
  /** See {@link Task.maxWork}. */
  maxWork: Column;
  /** See {@link Task.weight}. */
  weight?: Column;
  /** See {@link Task.base}. */
  base?: Column;
  /** See {@link Task.gain}. */
  gain?: Column;
}

/** What to schedule: any number of tasks on at least one machine, as rows or as columns. */
export interface Problem {
  machines: readonly Machine[] | MachineColumns;
  tasks: readonly Task[] | TaskColumns;
}

/**
 * - "relax": the paper's DSCT-UB, where a task may run on several machines at once. An upper bound,
 *   not a schedule: `machine` is -1, `start` and `end` are those on one machine of the total speed.
 * - "approx": DSCT-Approx as published: `relax`, tasks to the least loaded machine, cut at the
 *   deadlines.
 * - "refit": the same assignment, then the exact optimum of every machine. Never worse than
 *   "approx".
 * - "search": from there, or from tasks where they finish first, moves and swaps of tasks between
 *   machines, up to a limit of work. Never worse than "refit".
 * - "exact": from there, a proof: a bound that lets no task run on two machines, then every
 *   schedule that could close what is left of the gap. Ends with the optimum, or at a limit with
 *   the best schedule and what is proven. For up to 1,024 tasks and 262,144 tasks times machines;
 *   beyond that it is a longer "search".
 * - "edf": EDF-NoCompression, a baseline of the paper: tasks by deadline, each at its full
 *   `maxWork` on the machine where it finishes first, or, if that is after its deadline, not at
 *   all.
 * - "levels": EDF-3CompressionLevels, a baseline of the paper: the same where a task may run at one
 *   of the accuracies `levels`, as `reading` tells.
 *
 * Neither baseline looks at weights, which count in `value` alone.
 */
export type Method = "relax" | "approx" | "refit" | "search" | "exact" | "edf" | "levels";

/**
 * How "levels" chooses the level of a task. The paper names the strategy of Lee, Song 2021: first
 * keep the deadlines at low quality, then spend what is left on better ones.
 *
 * - "highest-fit": in one pass. Tasks by deadline, each at the highest level that still meets its
 *   deadline, on the machine where that level finishes first; no task thinks of those after it.
 * - "upgrade": in two passes. Tasks by deadline, each at the lowest level on the machine where that
 *   finishes first, or not at all if it cannot; then tasks rise by one level at a time as long as
 *   every deadline of their machine holds, the one that gains the most accuracy per work first,
 *   equal ones by deadline.
 */
export type Reading = "highest-fit" | "upgrade";

/**
 * How `bound` is proven.
 *
 * - "relax": by the relaxation, which comes for nothing. It lets one task run on all machines at
 *   once.
 * - "preemptive": a task may be interrupted and moved, but runs on one machine at a time. Never
 *   above "relax" and far tighter as a rule; O(n m) a level of prices. The same on one machine, and
 *   under the method "relax", whose value is above the preemptive bound.
 */
export type Bound = "relax" | "preemptive";

/**
 * - "wasm": AssemblyScript compiled to WebAssembly.
 * - "reference": the same algorithms in plain TypeScript, for runtimes that forbid WebAssembly.
 *   Same answers, to the bit.
 */
export type EngineName = "wasm" | "reference";

/**
 * When "search" and "exact" stop, at the latest: they also do where the gap is within `tolerance`.
 * Each may be left out.
 */
export interface Limits {
  /**
   * Tasks that the passes over trial chains may see, roughly; a number >= 0, Infinity allowed. The
   * same work gives the same schedule, on every machine. 1e6 take some 5 ms. Default 45,000 a
   * task, at most 1e8, and 1e10 under "exact"; with `timeMs` alone 1e6 a millisecond, for clocks
   * that stand still.
   */
  work?: number | undefined;
  /** Milliseconds; a number >= 0. Looked at every few of them. Default: none. */
  timeMs?: number | undefined;
}

/** Where "search" or "exact" stands. */
export interface Progress {
  /** The value of the best schedule so far. */
  value: number;
  /** An upper bound on the value of any schedule. */
  bound: number;
  /** Work so far; see {@link Limits.work}. */
  work: number;
  /** Decisions of the proof of "exact" so far; 0 before it begins. */
  nodes: number;
}

/** Options of `solve`; each may be left out. */
export interface Options {
  /** Default "search". */
  method?: Method | undefined;
  /** Default "wasm"; under `dsct/reference` the only one is "reference". */
  engine?: EngineName | undefined;
  /**
   * The gap, in units of value, up to which a schedule is called "optimal" and no better one is
   * searched; a number >= 0. Default 1e-6 n.
   */
  tolerance?: number | undefined;
  /** Default "preemptive" for "search" and "exact", else "relax". */
  bound?: Bound | undefined;
  /** When "search" and "exact" stop. */
  limits?: Limits | undefined;
  /**
   * Called every few milliseconds of a search; returning false stops it, and the best schedule so
   * far is the answer. It must not call the solver.
   */
  onProgress?: ((progress: Progress) => unknown) | undefined;
  /**
   * The accuracies at which a task may run under "levels": 1 to 16 finite numbers, strictly
   * increasing. On the curve of a task a level takes the work ln(gain / (gain - (level - base))) /
   * theta; at most `maxWork`, also where no work reaches it, and none where it is at most `base`.
   * Default [0.27, 0.55, 0.82], those of the paper.
   */
  levels?: Column | undefined;
  /**
   * How "levels" chooses among them. Default "highest-fit", the stronger baseline as a rule: a mean
   * accuracy of 0.589 against 0.576 over 9,000 problems of `generate` with 2 to 20 machines and rho
   * from 0.1 to 1.5. On one machine "upgrade" is stronger: 0.645 against 0.632.
   */
  reading?: Reading | undefined;
}

/** Counts of what the solver did. */
export interface Stats {
  /**
   * Elements seen by all passes of the one-machine algorithm together; divided by n, the passes a
   * task took part in.
   */
  visits: number;
  /** Work of the search; see {@link Limits.work}. 0 for other methods, as the two below. */
  work: number;
  /** Moves and swaps whose exact gain was computed. */
  tried: number;
  /** Moves and swaps made. */
  applied: number;
  /** Decisions of the proof of "exact": which tasks go together, and which sets of them. */
  nodes: number;
}

/** What a schedule is worth, and how good it is. */
export interface Summary {
  /** "optimal": `gap <= tolerance`. Under "relax" this speaks of the relaxation. */
  status: "optimal" | "feasible";
  /** What ran. */
  method: Method;
  engine: EngineName;
  /** The sum of `weight * accuracy`. */
  value: number;
  /** The mean of `accuracy`; 0 for n = 0. */
  meanAccuracy: number;
  /** An upper bound on the value of any schedule of the problem. */
  bound: number;
  /**
   * What proves it: "prices", `price`, which `certify` checks, or "branch", the proof of "exact",
   * which is more than prices can show.
   */
  provenBy: "prices" | "branch";
  /** `bound - value`, >= 0: no schedule is better by more. */
  gap: number;
  /**
   * Theorem 1 of the paper: G = m A (1 + ln(thetaMax / thetaMin) / e), A the greatest accuracy
   * range of a task; no schedule is better than this one by more. For "approx" and what improves
   * it; null for other methods, and where weights or gains differ.
   */
  guarantee: number | null;
  stats: Stats;
}

/**
 * A schedule of n tasks, in the caller's task order. Its arrays are copies that belong to the
 * caller, most often views on one buffer.
 */
export interface Schedule extends Summary {
  /** [n] The machine of each task; -1: it gets no work (always -1 under "relax"). */
  machine: Int32Array;
  /** [n] Seconds from now, >= 0; 0 for a task without work. */
  start: Float64Array;
  /**
   * [n] Seconds from now; `start <= end <= deadline` holds exactly, as doubles. 0 for a task
   * without work.
   */
  end: Float64Array;
  /** [n] Work done, 0 to `maxWork`: the machine's speed times `end - start`, up to rounding. */
  work: Float64Array;
  /** [n] `base + gain * (1 - exp(-theta * work))`. */
  accuracy: Float64Array;
  /**
   * [n] The certificate: value per work, >= 0, of the time that each task may use. `certify` checks
   * what it proves.
   */
  price: Float64Array;
  /** [n] The tasks sorted by machine (-1 first), then by start. */
  order: Int32Array;
}

/** The type of `solve`. */
export type Solve = (problem: Problem, options?: Options) => Schedule;

/** The type of `solveMany`. */
export type SolveMany = (problems: readonly Problem[], options?: Options) => Schedule[];

/** A schedule as it comes back from JSON: the arrays may be plain ones. */
export type ScheduleLike = {
  [Field in "machine" | "start" | "end" | "work" | "accuracy" | "price" | "order"]: Column;
} & Pick<Schedule, "method" | "value" | "meanAccuracy" | "bound" | "gap"> &
  Partial<Pick<Schedule, "provenBy">>;

/** What `certify` found. */
export interface Certificate {
  /** Whether `violations` is empty. */
  valid: boolean;
  /**
   * What does not hold, each with its path, value and what was expected; at most 100 are listed.
   */
  violations: string[];
  /** The sum of `weight * accuracy`, recomputed from the works. */
  value: number;
  /** The mean accuracy, recomputed from the works. */
  meanAccuracy: number;
  /** The upper bound on the value of any schedule that the schedule's prices prove. */
  bound: number;
  /**
   * Whether that supports the bound of the schedule. False in a valid one only where it says that
   * "branch" proves it: to check that, solve again.
   */
  supported: boolean;
  /** `bound - value` of this certificate. */
  gap: number;
}

/** Options of `solveAsync`; each may be left out. */
export interface AsyncOptions extends Options {
  /** When it aborts, the worker is terminated and the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * Browsers only: where you serve the package's `dist/worker-script.js`, for pages whose
   * Content-Security-Policy has no `worker-src blob:`. Default: the script inside the package.
   */
  script?: string | URL | undefined;
}

/** The type of `solveAsync`. */
export type SolveAsync = (problem: Problem, options?: AsyncOptions) => Promise<Schedule>;
