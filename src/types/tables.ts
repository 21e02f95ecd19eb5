// Measured tables: what to schedule where models run in the sizes that were measured, and what
// `solve` answers then.

import type { Column, CurvesProblem } from "./problem.js";
import type { Summary } from "./schedule.js";

/**
 * - "discrete": a model runs at one of the points of its table, and nowhere in between.
 * - "continuous": a model may also run for a time between two neighbouring points, with an accuracy
 *   on the straight line between them; never for less than the shortest time. Of points with the
 *   same time the most accurate one counts.
 */
export type TableMode = "discrete" | "continuous";

/**
 * What was measured of one model on one type of machine: k >= 1 points, in any order. Points that
 * are slower and less accurate than another one are allowed.
 */
export interface Table {
  /** [k] Seconds of one run; finite numbers >= 0. */
  time: Column;
  /**
   * [k] Accuracy of that run; finite numbers, in any unit that grows with the worth of an answer.
   */
  accuracy: Column;
  /** Default "discrete". */
  mode?: TableMode;
  /**
   * [k] Names of the points, for people: `solve` ignores them, the command line prints them.
   */
  names?: readonly string[];
}

/**
 * The tables by the name of the model, then by the type of machine. A model without a table for a
 * type cannot run on that type.
 *
 *     { resnet: { note10: { time: [0.008, 0.022, 0.064], accuracy: [0.714, 0.766, 0.802] } } }
 */
export interface Models {
  readonly [model: string]: { readonly [machineType: string]: Table };
}

/** A machine, of a type that has tables. */
export interface TypedMachine {
  /** The type, as in `models`. A machine of a type without a table stays idle. */
  type: string;
  /** When the machine becomes free, seconds from now; a finite number >= 0. Default 0. */
  readyAt?: number;
  speed?: never;
}

/** Time reserved after a run, for example to send the answer; see {@link TableTask.latency}. */
export type Latency = number | readonly (number | null)[];

/** An inference request for a model with tables. */
export interface TableTask {
  /** A name in `models`. */
  model: string;
  /**
   * When the answer is needed, seconds from now; any number. Infinity or null: no deadline (JSON
   * writes Infinity as null). Below 0 the deadline has passed, and the request is not served.
   */
  deadline: number | null;
  /** Importance: multiplies the accuracy in `value`; a finite number > 0. Default 1. */
  weight?: number;
  /**
   * Accuracy if the request is not served, for example of a guess; a finite number. The request is
   * served only at a higher accuracy. Default 0.
   */
  base?: number;
  /** Least accuracy at which the request is served; a finite number. Default: no limit. */
  minAccuracy?: number;
  /**
   * Seconds reserved between the end of the run and the deadline, for example to send the answer.
   * One finite number >= 0, or one per machine, null where the request cannot run. Default 0.
   */
  latency?: Latency;
  theta?: never;
  maxWork?: never;
  gain?: never;
}

/** The machines as columns, all of the same length. */
export interface TypedMachineColumns {
  /** See {@link TypedMachine.type}. */
  type: readonly string[];
  /** See {@link TypedMachine.readyAt}. */
  readyAt?: Column;
  speed?: never;
}

/**
 * The requests as columns, all of the same length; a column left out means the default for every
 * request.
 */
export interface TableTaskColumns {
  /** See {@link TableTask.model}. */
  model: readonly string[];
  /** See {@link TableTask.deadline}. */
  deadline: Column | readonly (number | null)[];
  /** See {@link TableTask.weight}. */
  weight?: Column;
  /** See {@link TableTask.base}. */
  base?: Column;
  /** See {@link TableTask.minAccuracy}. */
  minAccuracy?: Column;
  /** See {@link TableTask.latency}. */
  latency?: Column | readonly Latency[];
  theta?: never;
  maxWork?: never;
  gain?: never;
}

/**
 * What to schedule with measured tables: any number of requests on at least one machine, as rows or
 * as columns. Every name and number is read once, and the check uses that copy. At least one
 * machine must have a type with a table.
 *
 *     {
 *       models: { resnet: { note10: { time: [0.008, 0.022], accuracy: [0.714, 0.766] } } },
 *       machines: [{ type: "note10" }, { type: "note10", readyAt: 0.005 }],
 *       tasks: [{ model: "resnet", deadline: 0.03 }, { model: "resnet", deadline: 0.02 }],
 *     }
 */
export interface TablesProblem {
  /** What was measured. */
  models: Models;
  /** At least one, as rows or as columns. */
  machines: readonly TypedMachine[] | TypedMachineColumns;
  /** Any number of them, as rows or as columns. */
  tasks: readonly TableTask[] | TableTaskColumns;
}

/** What to schedule: curves or, with `models`, measured tables; one problem does not mix both. */
export type Problem = CurvesProblem | TablesProblem;

/**
 * Why a request is served or not.
 *
 * - "served": it runs.
 * - "expired": its deadline is below 0.
 * - "ineligible": no machine where it may run has a point that is more accurate than `base` and at
 *   least `minAccuracy`.
 * - "too-late": no such point ends in time, even if the request had its machine to itself.
 * - "outbid": a point would fit, but the time is worth more to other requests, or the search found
 *   nothing better.
 * - "undecided": only under "relax", which serves nobody.
 */
export type Reason = "served" | "expired" | "ineligible" | "too-late" | "outbid" | "undecided";

/**
 * The certificate: what one more second of each machine is worth, falling with time. `certify`
 * checks the bound that it proves.
 */
export interface MachinePrices<Integers = Int32Array, Numbers = Float64Array> {
  /** [m + 1] Machine r has the prices i with start[r] <= i < start[r + 1], at most n of them. */
  start: Integers;
  /**
   * [k] Until when a price holds, seconds from now. It begins at `readyAt` or at the `until`
   * before. Strictly increasing on each machine; after the last one the price is 0.
   */
  until: Numbers;
  /** [k] Value per second, > 0; strictly decreasing on each machine. */
  price: Numbers;
}

/** The arrays of {@link TablesSchedule} as plain arrays, the reasons in words. */
export interface TablesScheduleJson extends TablesSummary {
  /** See {@link TablesSchedule.machine}. */
  machine: number[];
  /** See {@link TablesSchedule.variant}. */
  variant: number[];
  /** See {@link TablesSchedule.start}. */
  start: number[];
  /** See {@link TablesSchedule.end}. */
  end: number[];
  /** See {@link TablesSchedule.accuracy}. */
  accuracy: number[];
  /** See {@link TablesSchedule.reason}; here in words. */
  reason: Reason[];
  /** See {@link TablesSchedule.order}. */
  order: number[];
  /** See {@link TablesSchedule.prices}. */
  prices: MachinePrices<number[], number[]>;
}

/** The value of a schedule of a problem with tables, and how good it is. */
export interface TablesSummary extends Omit<Summary, "provenBy" | "worstCaseGap"> {
  /**
   * What proves the bound: "prices", which `certify` checks, or a proof that prices cannot show.
   * "multipliers": one number per request, its worth, and the most that each machine can earn
   * beyond these. "branch": sets of tasks tried out, by "exact" and by searches of up to 32
   * requests.
   */
  provenBy: "prices" | "multipliers" | "branch";
  /** Theorem 1 of the paper does not apply to tables. */
  worstCaseGap: null;
}

/**
 * A schedule of n requests for models with tables, in the caller's order. Its arrays are copies
 * that belong to the caller.
 */
export interface TablesSchedule extends TablesSummary {
  /** [n] The machine of each request; -1: it is not served. */
  machine: Int32Array;
  /**
   * [n] The point at which it runs, an index in the caller's table; between two points of a
   * continuous table, the index of the shorter time. -1: it is not served.
   */
  variant: Int32Array;
  /** [n] Seconds from now, >= `readyAt` of its machine; 0 where it is not served. */
  start: Float64Array;
  /**
   * [n] Seconds from now; `end <= deadline - latency` holds exactly, in floating-point numbers. 0
   * where it is not served.
   */
  end: Float64Array;
  /** [n] Accuracy of its point, or on the line to the next point; `base` where it is not served. */
  accuracy: Float64Array;
  /** [n] Why it is served or not: an index into `REASONS`. */
  reason: Uint8Array;
  /** [n] The requests sorted by machine (-1 first), then by start. */
  order: Int32Array;
  /** The certificate. */
  prices: MachinePrices;
  /**
   * Plain arrays, and `reason` in words: `JSON.stringify` writes them and `certify` accepts them.
   */
  toJSON(): TablesScheduleJson;
}

/** A schedule as it comes back from JSON: plain arrays, and `reason` in words or as codes. */
export type TablesScheduleLike = {
  [Field in "machine" | "variant" | "start" | "end" | "accuracy" | "order"]: Column;
} & {
  /** See {@link TablesSchedule.reason}: in words or as codes. */
  reason: Column | readonly Reason[];
  /** See {@link TablesSchedule.prices}. */
  prices: MachinePrices<Column, Column>;
} & Pick<TablesSummary, "method" | "value" | "meanAccuracy" | "bound" | "gap"> &
  Partial<Pick<TablesSummary, "provenBy">>;
