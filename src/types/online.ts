// Requests that arrive over time: what a dispatcher takes, decides and tells.

import type { Models } from "./tables.js";

/** A name of a machine or a request: a string, or an integer that doubles hold exactly. */
export type Id = string | number;

/** A machine by its speed, for requests with curves. */
export interface SpeedMachine {
  id: Id;
  /** Work per second; a finite number > 0. */
  speed: number;
  type?: never;
}

/** A machine by its type, for requests with tables. */
export interface TypeMachine {
  id: Id;
  /** A type of which some model has a table. */
  type: string;
  speed?: never;
}

/** A machine; those of one dispatcher are all of a kind. */
export type OnlineMachine = SpeedMachine | TypeMachine;

/**
 * A request whose network can be compressed to any size: after `work` its accuracy is `base + gain
 * * (1 - exp(-theta * work))`.
 */
export interface CurveRequest {
  /** None that waits or runs has the same. */
  id: Id;
  /**
   * When the answer must be there, seconds on the caller's clock, that of `now`. Infinity or null:
   * no deadline. At or before `now` it is dropped at once.
   */
  deadline: number | null;
  /** 1/work; a finite number > 0. The greater, the earlier accuracy is reached. */
  theta: number;
  /** Work of the uncompressed network; a finite number >= 0. No request gets more. */
  maxWork: number;
  /** Importance, the factor of its accuracy; a finite number > 0. Default 1. */
  weight?: number;
  /** Accuracy of zero work; a finite number. Default 0. No decision depends on it. */
  base?: number;
  /** Accuracy between zero and unlimited work; a finite number > 0. Default 1. */
  gain?: number;
  model?: never;
  minAccuracy?: never;
  latency?: never;
}

/** A request for a model with measured tables. */
export interface TableRequest {
  /** See {@link CurveRequest.id}. */
  id: Id;
  /** See {@link CurveRequest.deadline}. */
  deadline: number | null;
  /** A name in `models`. */
  model: string;
  /** It is served at this accuracy at least, or not at all; a finite number. Default: no limit. */
  minAccuracy?: number;
  /**
   * Seconds that must be left between the end of the run and the deadline, as for the way of the
   * answer; a finite number >= 0. Default 0.
   */
  latency?: number;
  /**
   * Accuracy of the request where it is not served; a finite number. It is served only at more.
   * Default 0.
   */
  base?: number;
  /** Importance, the factor of its accuracy; a finite number > 0. Default 1. */
  weight?: number;
  theta?: never;
  maxWork?: never;
  gain?: never;
}

/** A request, with a curve or for a model, as the machines have speeds or types. */
export type OnlineRequest = CurveRequest | TableRequest;

/**
 * Why a request was not served. Each means something else to who watches:
 *
 * - "expired": its deadline passed while it waited, or had passed when it came.
 * - "infeasible": it no longer fits, or never did, even on the fastest machine that is there.
 * - "outbid": it would fit, but the time is worth more to others, those expected included.
 * - "queue-full": `maxQueue` requests waited when it came.
 * - "cancelled": by `cancel`, while it waited.
 * - "no-machine": no machine is there that has a table for it, or none at all.
 * - "machine-lost": its machine was removed while it ran.
 */
export type DropReason =
  | "expired"
  | "infeasible"
  | "outbid"
  | "queue-full"
  | "cancelled"
  | "no-machine"
  | "machine-lost";

/**
 * What kept a run from being larger.
 *
 * - "full": nothing, it is the whole network or the most accurate variant.
 * - "deadline": its own deadline.
 * - "horizon": the requests that wait, up to the horizon: time is worth more to them.
 * - "release": the release price: what the machine is expected to be worth when the run ends.
 */
export type LimitedBy = "full" | "deadline" | "horizon" | "release";

/** A decision: what a machine is to run now. It is busy until `complete`. */
export interface Run {
  /** The request. */
  id: Id;
  /** How much work to do; with tables the seconds of the variant. */
  work: number;
  /** With tables: the index of the point in the caller's table, at or below `work`. */
  variant?: number;
  /** The accuracy of an answer after that work. */
  accuracy: number;
  /** Seconds that it should take, without `overhead`. */
  duration: number;
  /**
   * When it must be over, seconds on the caller's clock: the deadline less the latency. Infinity:
   * there is none. The end planned, now + overhead + duration * margin, is not later.
   */
  latestEnd: number;
  /**
   * Weighted accuracy that a unit of work was worth to those who wait when this was decided, >= 0;
   * with tables a second on a machine as fast as the types are on average.
   */
  price: number;
  limitedBy: LimitedBy;
}

/** How a run ended. */
export interface Completion {
  id: Id;
  /** Whether it was over in time: "late" after its `latestEnd`. */
  outcome: "completed" | "late";
  /** That of the run; of an answer that came too late as well. */
  accuracy: number;
  /** Seconds that it took, `overhead` included. */
  seconds: number;
}

/**
 * What `onEvent` hears: a request is dispatched, and then completed, late or dropped as
 * "machine-lost"; or it is dropped before.
 */
export type DispatchEvent =
  | ({ type: "dispatched"; machine: Id; now: number } & Run)
  | ({ type: "completed" | "late"; machine: Id; now: number } & Omit<Completion, "outcome">)
  | { type: "dropped"; id: Id; reason: DropReason; now: number };

/** Options of `createDispatcher`. */
export interface DispatcherOptions {
  /** The machines that are there and free; more may come, and all may be missing at first. */
  machines: readonly OnlineMachine[];
  /** The tables of requests for models. Default: requests have curves. */
  models?: Models;
  /**
   * Up to when time is shared among those that wait: this many times the mean time that requests
   * have between arrival and deadline. A number > 0. Infinity: as if no others came. Default 0.85.
   */
  horizon?: number;
  /**
   * The share of runs that are to be over in time where the deadline limits them: durations are
   * multiplied by this quantile of the last 256 ratios of real to planned time. A number in (0, 1].
   * Default 0.99.
   */
  quantile?: number;
  /**
   * Seconds of every run beside its work, as for the way to the machine; a finite number >= 0.
   * Default 0.
   */
  overhead?: number;
  /** How many requests may wait; an integer >= 0, or Infinity, the default. */
  maxQueue?: number;
  /**
   * Nobody is outbid: everybody that fits gets a least size first, the smallest variant or 1/16 of
   * `maxWork`. Default false: dropping some gives more accuracy in total.
   */
  neverDrop?: boolean;
  /**
   * Hears every outcome, after the state has changed; it may call the dispatcher. What it throws
   * comes out of the call that it hears of, when all events have been told.
   */
  onEvent?: (event: DispatchEvent) => void;
}

/** Counts since the dispatcher was made, and what it has learned. */
export interface DispatcherMetrics {
  submitted: number;
  dispatched: number;
  completed: number;
  late: number;
  /** By reason; submitted = waiting + running + completed + late + all of these. */
  dropped: { [Reason in DropReason]: number };
  limitedBy: { [Limit in LimitedBy]: number };
  waiting: number;
  running: number;
  machines: number;
  /** The sum of the accuracies of all that completed, and of weight * accuracy. */
  accuracySum: number;
  valueSum: number;
  /** Mean seconds from arrival to deadline of late; 0: none came with a deadline yet. */
  meanDeadline: number;
  /** What durations are multiplied by to be on the safe side, and on average. */
  margin: number;
  meanRatio: number;
  /** The release price of the last run, in the unit of `price` of a run. */
  releasePrice: number;
}

/**
 * What `snapshot` returns: plain data that survives JSON. What is in it is the dispatcher's affair.
 */
export interface DispatcherSnapshot {
  readonly version: 1;
  readonly [field: string]: unknown;
}

/**
 * Decides which request a free machine runs next and at which size. It reads no clock: every call
 * takes `now`, seconds of any clock, so that the same calls give the same decisions, to the bit. A
 * `now` before an earlier one counts as that one.
 *
 * Every method throws a TypeError or RangeError for a caller's mistake, naming the path, the value
 * and what was expected, and changes nothing then. n: requests that wait; m: machines.
 */
export interface Dispatcher {
  /**
   * Takes a request. Returns null where it waits, or the reason for which it was dropped at once.
   * O(log n + 512) and the points of its tables.
   *
   * @throws for a field out of its range, for an `id` that waits or runs
   */
  submit(request: OnlineRequest, now: number): DropReason | null;
  /**
   * What a free machine is to run now, or null where nobody waits that it could serve; ask again
   * after a `submit`. Drops those whose deadline has passed, and those that come to be first and
   * are outbid or fit nowhere. O(k log k + m log m), k the lesser of n and 1,024.
   *
   * @throws for a machine that is not there, or busy
   */
  next(machine: Id, now: number): Run | null;
  /**
   * The run of a machine is over; learns how long it took. O(1), every 16th time O(256 log 256).
   *
   * @throws for a machine that is not there, or runs nothing
   */
  complete(machine: Id, now: number): Completion;
  /**
   * Takes a request back that waits. False: it does not, it runs or is over. O(log n + 512).
   */
  cancel(id: Id, now: number): boolean;
  /**
   * A machine more. readyAt: busy until then with something else, seconds on the same clock;
   * default `now`. Ask `next` for it when it is free. O(m).
   *
   * @throws for a name that is there, for another kind of machine
   */
  addMachine(machine: OnlineMachine, now: number, readyAt?: number): void;
  /**
   * A machine less. What it ran is dropped as "machine-lost"; so are those as "no-machine" that
   * none of the others has a table for: add the one in its place first. O(m), or O(n) where a type
   * has left.
   *
   * @throws for a machine that is not there
   */
  removeMachine(machine: Id, now: number): void;
  /** O(1). */
  metrics(): DispatcherMetrics;
  /** All of its state as plain data, for `createDispatcher.restore`. O(n + m). */
  snapshot(): DispatcherSnapshot;
}

/** The type of `createDispatcher`. */
export interface CreateDispatcher {
  (options: DispatcherOptions): Dispatcher;
  /**
   * A dispatcher that goes on where a snapshot was taken, to the bit.
   *
   * @throws for what no snapshot is
   */
  restore(snapshot: DispatcherSnapshot, options?: Pick<DispatcherOptions, "onEvent">): Dispatcher;
}
