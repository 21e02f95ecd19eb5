// Requests that arrive over time: what a dispatcher takes, decides and tells.

import type { Models } from "./tables.js";

/** A name of a machine or a request: a string, or an integer that doubles hold exactly. */
export type Id = string | number;

/** A machine by its speed, for requests with curves. */
export interface SpeedMachine {
  /** No other machine of the dispatcher has the same. */
  id: Id;
  /** Work per second; a finite number > 0. */
  speed: number;
  type?: never;
}

/** A machine by its type, for requests with tables. */
export interface TypeMachine {
  /** See {@link SpeedMachine.id}. */
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
  /** What kept it from being larger. */
  limitedBy: LimitedBy;
}

/** How a run ended. */
export interface Completion {
  /** The request. */
  id: Id;
  /** Whether it was over in time: "late" after its `latestEnd`. */
  outcome: "completed" | "late";
  /** That of the run; of an answer that came too late as well. */
  accuracy: number;
  /** Seconds that it took, `overhead` included. */
  seconds: number;
}

/** A run begins: a decision of `next`. */
export interface DispatchedEvent extends Run {
  /** What happened. */
  type: "dispatched";
  /** Where. */
  machine: Id;
  /** When, seconds on the caller's clock. */
  now: number;
}

/** A run is over, in time or after its `latestEnd`. */
export interface EndedEvent extends Omit<Completion, "outcome"> {
  /** What happened. */
  type: "completed" | "late";
  /** Where. */
  machine: Id;
  /** When, seconds on the caller's clock. */
  now: number;
}

/** A request is not served. */
export interface DroppedEvent {
  /** What happened. */
  type: "dropped";
  /** The request. */
  id: Id;
  /** Why. */
  reason: DropReason;
  /** When, seconds on the caller's clock. */
  now: number;
}

/**
 * What `onEvent` hears: a request is dispatched, and then completed, late or dropped as
 * "machine-lost"; or it is dropped before.
 */
export type DispatchEvent = DispatchedEvent | EndedEvent | DroppedEvent;

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
