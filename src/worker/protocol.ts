// What the page and its workers tell one another.

import type { PackedProblems, PackedSchedules } from "../solver/packed.js";
import type { TablesInput } from "../tables/read-tables.js";
import type { Options, Progress, TablesSchedule } from "../types/index.js";

/** Problems of one kind that have been read and checked. */
export type Problems = PackedProblems | TablesInput[];
/** Their schedules. */
export type Schedules = PackedSchedules | TablesSchedule[];

/** What is posted to a worker: first the core as text, then questions, answered in turn. */
export type Order = { core: string } | Question;

export interface Question {
  problems: Problems;
  options: Options;
  /** Whether it is to report progress. */
  reports: boolean;
  /** One integer that the worker sees change while it solves. Where memory can be shared. */
  stop: Int32Array | undefined;
}

/** In `stop`: go on; end with the best schedules so far; give up, nobody waits. */
export const GO_ON = 0;
export const STOP = 1;
export const GIVE_UP = 2;

/** What a worker posts: that it runs; then for each question progress, and at last an answer. */
export type Message =
  | { ready: true }
  | { progress: Progress }
  /** undefined: it was told to give up. milliseconds: what it took. */
  | { schedules: Schedules | undefined; milliseconds: number }
  | { error: Failure };

/** What was thrown. */
export interface Failure {
  name: string;
  message: string;
  code?: unknown;
  path?: unknown;
}

/** A worker, whatever the runtime calls its methods. */
export interface Remote {
  post(order: Order, transfer: ArrayBuffer[]): void;
  terminate(): unknown;
  /** Whether the program is to wait for it; of runtimes that ask. */
  hold?(isBusy: boolean): void;
}
