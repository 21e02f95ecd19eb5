// The dispatcher: its calls, its counts, and how it is created.

import type {
  Completion,
  DispatcherOptions,
  DropReason,
  Id,
  LimitedBy,
  OnlineMachine,
  OnlineRequest,
  Run,
} from "./online.js";

/** Counts since the dispatcher was made, and what it has learned. */
export interface DispatcherMetrics {
  /** Requests that arrived. */
  submitted: number;
  /** Runs that began. */
  dispatched: number;
  /** Runs that ended in time. */
  completed: number;
  /** Runs that ended after their `latestEnd`. */
  late: number;
  /** By reason; submitted = waiting + running + completed + late + all of these. */
  dropped: Record<DropReason, number>;
  /** Runs by what kept them from being larger. */
  limitedBy: Record<LimitedBy, number>;
  /** Requests that wait now. */
  waiting: number;
  /** Requests that run now. */
  running: number;
  /** Machines that are present now. */
  machines: number;
  /** The sum of the accuracies of all that completed. */
  accuracySum: number;
  /** The sum of their weight * accuracy. */
  valueSum: number;
  /**
   * Recent mean of the seconds from arrival to deadline; 0: no request with a deadline has arrived
   * yet.
   */
  meanDeadline: number;
  /** Safety factor by which planned durations are multiplied. */
  margin: number;
  /** The mean ratio of real to planned time. */
  meanRatio: number;
  /** The release price of the last run, in the unit of `price` of a run. */
  releasePrice: number;
}

/**
 * What `snapshot` returns: plain data that survives JSON. Its content is internal.
 */
export interface DispatcherSnapshot {
  /** Version of the format. */
  readonly version: 1;
  readonly [field: string]: unknown;
}

/**
 * Decides which request a free machine runs next and at which size. It reads no clock: every call
 * takes `now`, seconds of any clock, so that the same calls give the same decisions, to the bit. If
 * `now` is less than in an earlier call, the value of that call is used.
 *
 * Every method throws a TypeError or RangeError for a caller's mistake, with the path, the value
 * and what was expected. The state is then unchanged. n: number of waiting requests; m: number of
 * machines.
 */
export interface Dispatcher {
  /**
   * Accepts a request that arrives. It waits until `next` gives it to a machine.
   *
   * **Cost.** O(log n + 512), and the points of its tables.
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   * const curve = { theta: 25, maxWork: 0.06 };
   *
   * dispatcher.submit({ id: 1, deadline: 10.08, ...curve }, 10); // null: it waits
   * dispatcher.submit({ id: 2, deadline: 9.9, ...curve }, 10); // "expired"
   *
   * @param request the request; its deadline is on the clock of `now`
   * @param now seconds on the caller's clock
   * @returns null if it waits, otherwise the reason why it was dropped at once
   * @throws TypeError or RangeError for a field out of its range, and for an `id` that waits or
   *   runs: `RangeError: request.id is 1, which waits or runs; expected one that does not`.
   */
  submit(request: OnlineRequest, now: number): DropReason | null;
  /**
   * Decides what a free machine runs now. The machine is then busy until `complete`.
   *
   * It drops requests whose deadline has passed, and requests at their turn that are outbid or no
   * longer fit. If no waiting request can run on this machine, it returns null: call it again after
   * a `submit`.
   *
   * **Cost.** O(k log k + m log m), where k is the smaller of n and 1,024.
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   * dispatcher.submit({ id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 }, 10);
   * const run = dispatcher.next("gpu", 10);
   *
   * run.id; // 1
   * run.work; // 0.06
   * run.duration; // 0.06
   * run.limitedBy; // "full"
   *
   * @param machine the id of a machine that is free
   * @param now seconds on the caller's clock
   * @returns the request and its size, or null
   * @throws RangeError for an unknown or busy machine: `RangeError: machine "gpu" is busy; expected
   *   a call of complete before`.
   */
  next(machine: Id, now: number): Run | null;
  /**
   * Reports that the run of a machine has ended. The dispatcher learns from it how long runs take.
   *
   * **Cost.** O(1); every 16th call O(256 log 256).
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   * dispatcher.submit({ id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 }, 10);
   * dispatcher.next("gpu", 10);
   * const done = dispatcher.complete("gpu", 10.061);
   *
   * done.outcome; // "completed"
   * done.seconds; // 0.061
   *
   * @param machine the id of a machine that runs something
   * @param now seconds on the caller's clock: when it ended
   * @returns whether it was in time, how accurate it is, and how long it took
   * @throws RangeError for an unknown machine, or one that runs nothing: `RangeError: machine "gpu"
   *   runs nothing; expected one that does`.
   */
  complete(machine: Id, now: number): Completion;
  /**
   * Removes a waiting request, for example because its caller has gone.
   *
   * **Cost.** O(log n + 512).
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   * dispatcher.submit({ id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 }, 10);
   *
   * dispatcher.cancel(1, 10.01); // true
   * dispatcher.cancel(1, 10.02); // false
   *
   * @param id the id of the request
   * @param now seconds on the caller's clock
   * @returns true if it waited; false if it runs, has ended, or never arrived
   * @throws TypeError for a value that cannot be an id: `TypeError: id is an object; expected a
   *   string or a safe integer`.
   */
  cancel(id: Id, now: number): boolean;
  /**
   * Adds a machine. Call `next` for it when it is free.
   *
   * **Cost.** O(m).
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [] });
   * dispatcher.addMachine({ id: "gpu", speed: 1 }, 10);
   * dispatcher.addMachine({ id: "late", speed: 1 }, 10, 12);
   *
   * dispatcher.metrics().machines; // 2
   *
   * @param machine a machine of the same kind as the others: with a speed, or with a type
   * @param now seconds on the caller's clock
   * @param readyAt busy until then with something else, seconds on the same clock; default `now`
   * @throws RangeError for an id that is in use, TypeError for another kind of machine:
   *   `RangeError: machine.id is "gpu", which is there; expected another one`.
   */
  addMachine(machine: OnlineMachine, now: number, readyAt?: number): void;
  /**
   * Removes a machine. The request that it runs is dropped as "machine-lost".
   *
   * Waiting requests that no other machine has a table for are dropped as "no-machine". To replace
   * a machine, add the new one first. **Cost.** O(m), or O(n) if it was the last machine of its
   * type.
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   * dispatcher.submit({ id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 }, 10);
   * dispatcher.next("gpu", 10);
   * dispatcher.removeMachine("gpu", 10.01);
   *
   * dispatcher.metrics().dropped["machine-lost"]; // 1
   *
   * @param machine its id
   * @param now seconds on the caller's clock
   * @throws RangeError for an unknown machine: `RangeError: machine is "gpu"; expected the id of
   *   one that is there`.
   */
  removeMachine(machine: Id, now: number): void;
  /**
   * Returns counts of what has happened, and what the dispatcher has learned.
   *
   * **Cost.** O(1).
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   * dispatcher.submit({ id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 }, 10);
   *
   * dispatcher.metrics().waiting; // 1
   *
   * @returns a copy, which later calls do not change
   */
  metrics(): DispatcherMetrics;
  /**
   * Copies the whole state as plain data, for `createDispatcher.restore`.
   *
   * **Cost.** O(n + m).
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   *
   * dispatcher.snapshot().version; // 1
   *
   * @returns data that survives JSON
   */
  snapshot(): DispatcherSnapshot;
}

/** The type of `createDispatcher`. */
export interface CreateDispatcher {
  /**
   * Makes a dispatcher for requests that arrive over time: it decides which of them a free machine
   * runs next, and at which size.
   *
   * It reads no clock: every call takes `now`. **Cost.** O(m). **Source.** This project's; its
   * prices come from the relaxation of one moment.
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const models = { net: { gpu: { time: [0.008, 0.064], accuracy: [0.714, 0.802] } } };
   * const dispatcher = createDispatcher({ machines: [{ id: "gpu-0", type: "gpu" }], models });
   * dispatcher.submit({ id: "a", model: "net", deadline: 10.1 }, 10); // null: it waits
   * const run = dispatcher.next("gpu-0", 10); // gpu-0 is free: what now?
   *
   * run.variant; // 1
   * dispatcher.complete("gpu-0", 10.065).outcome; // "completed"
   *
   * @param options the machines, the tables of the models, and settings for the decisions
   * @returns a dispatcher without requests
   * @throws TypeError or RangeError for a mistake in the options:
   *   `RangeError: options.machines[0].speed is 0; expected a number > 0`.
   */
  (options: DispatcherOptions): Dispatcher;
  /**
   * Makes a dispatcher that continues from a snapshot: its decisions are the same, to the bit.
   *
   * **Cost.** O(n log n + m).
   *
   * @example
   * import { createDispatcher } from "dsct/online";
   *
   * const before = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
   * before.submit({ id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 }, 10);
   * const json = JSON.stringify(before.snapshot());
   * const dispatcher = createDispatcher.restore(JSON.parse(json));
   *
   * dispatcher.next("gpu", 10).id; // 1
   *
   * @param snapshot what `snapshot` returned, also after JSON
   * @param options `onEvent`, because functions do not survive JSON
   * @returns a new, independent dispatcher
   * @throws TypeError or RangeError for a value that is not a snapshot: `RangeError:
   *   snapshot.version is undefined; expected 1`.
   */
  restore(snapshot: DispatcherSnapshot, options?: Pick<DispatcherOptions, "onEvent">): Dispatcher;
}
