// Requests that arrive over time: what a dispatcher takes, decides and reports.

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

/** A machine; all machines of one dispatcher are of the same kind. */
export type OnlineMachine = SpeedMachine | TypeMachine;

/**
 * A request whose network can be compressed to any size: after `work` its accuracy is `base + gain
 * * (1 - exp(-theta * work))`.
 */
export interface CurveRequest {
  /** No other request that waits or runs has the same. */
  id: Id;
  /**
   * When the answer is needed, in seconds on the caller's clock, the clock of `now`. Infinity or
   * null: no deadline. If it is at or before `now`, the request is dropped at once.
   */
  deadline: number | null;
  /** 1/work; a finite number > 0. The greater, the less work the request needs for its accuracy. */
  theta: number;
  /** Work of the uncompressed network; a finite number >= 0. The request never gets more. */
  maxWork: number;
  /** Importance: multiplies the accuracy; a finite number > 0. Default 1. */
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
  /** Least accuracy at which the request is served; a finite number. Default: no limit. */
  minAccuracy?: number;
  /**
   * Seconds reserved between the end of the run and the deadline, for example to send the answer; a
   * finite number >= 0. Default 0.
   */
  latency?: number;
  /**
   * Accuracy if the request is not served; a finite number. The request is served only at a higher
   * accuracy. Default 0.
   */
  base?: number;
  /** Importance: multiplies the accuracy; a finite number > 0. Default 1. */
  weight?: number;
  theta?: never;
  maxWork?: never;
  gain?: never;
}

/** A request: with a curve if the machines have speeds, for a model if they have types. */
export type OnlineRequest = CurveRequest | TableRequest;

/**
 * Why a request was not served:
 *
 * - "expired": its deadline passed while it waited, or before it arrived.
 * - "infeasible": it no longer fits, or never did, even on the fastest machine that is there.
 * - "outbid": it would fit, but the time is worth more to other requests, including expected ones.
 * - "queue-full": `maxQueue` requests already waited when it arrived.
 * - "cancelled": `cancel` was called while it waited.
 * - "no-machine": no present machine has a table for it, or there is no machine.
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
 * - "horizon": the requests that wait: the time until the horizon is worth more to them.
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
   * When the run must have ended, in seconds on the caller's clock: deadline minus latency.
   * Infinity: no deadline. The planned end, now + overhead + duration * margin, is not later.
   */
  latestEnd: number;
  /**
   * Weighted accuracy that one more unit of work was worth to the waiting requests at the time of
   * the decision, >= 0. With tables the unit is a second on a machine of the average speed of the
   * types.
   */
  price: number;
  /** What kept it from being larger. */
  limitedBy: LimitedBy;
}

/** How a run ended. */
export interface Completion {
  /** The request. */
  id: Id;
  /** Whether it ended in time: "late" means after its `latestEnd`. */
  outcome: "completed" | "late";
  /** Accuracy of the run, also if the answer was late. */
  accuracy: number;
  /** Seconds that it took, `overhead` included. */
  seconds: number;
}

/** A run begins: a decision of `next`. */
export interface DispatchedEvent extends Run {
  /** What happened. */
  type: "dispatched";
  /** On which machine. */
  machine: Id;
  /** When, in seconds on the caller's clock. */
  now: number;
}

/** A run has ended, in time or after its `latestEnd`. */
export interface EndedEvent extends Omit<Completion, "outcome"> {
  /** What happened. */
  type: "completed" | "late";
  /** On which machine. */
  machine: Id;
  /** When, in seconds on the caller's clock. */
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
  /** When, in seconds on the caller's clock. */
  now: number;
}

/**
 * What `onEvent` receives. A request is dispatched, and then completed, late, or dropped as
 * "machine-lost". Or it is dropped before it is dispatched.
 */
export type DispatchEvent = DispatchedEvent | EndedEvent | DroppedEvent;

/** Options of `createDispatcher`. */
export interface DispatcherOptions {
  /** The machines that are present and free. More may be added later, and the list may be empty. */
  machines: readonly OnlineMachine[];
  /** The tables of requests for models. Default: requests have curves. */
  models?: Models;
  /**
   * Until when time is shared among the waiting requests, as a multiple of the mean time between
   * arrival and deadline. A number > 0. Infinity: as if no more requests arrived. Default 0.85.
   */
  horizon?: number;
  /**
   * The share of runs that should end in time if their deadline limits them. Durations are
   * multiplied by this quantile of the last 256 ratios of real to planned time. A number in (0, 1].
   * Default 0.99.
   */
  quantile?: number;
  /**
   * Seconds that every run takes in addition to its work, for example to reach the machine; a
   * finite number >= 0. Default 0.
   */
  overhead?: number;
  /** How many requests may wait; an integer >= 0, or Infinity, the default. */
  maxQueue?: number;
  /**
   * If true, no request is outbid: every request that fits gets at least a minimal size, the
   * smallest variant or 1/16 of `maxWork`. Default false: dropping some requests gives more
   * accuracy in total.
   */
  neverDrop?: boolean;
  /**
   * Called for every outcome, after the state has changed. It may call the dispatcher. What it
   * throws comes out of the call that caused the event, after all events of that call.
   */
  onEvent?: (event: DispatchEvent) => void;
}
