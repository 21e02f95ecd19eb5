// A batch of problems of one call on its way through a pool: it waits, is posted to a worker, and
// ends with schedules, or with what went wrong.

import { withJson } from "../schedule/to-json.js";
import { unpackSchedules } from "../solver/packed.js";
import type { Options, Progress, Schedule, TablesSchedule } from "../types/index.js";
import type { Problems, Question, Schedules } from "./protocol.js";
import type { Terms } from "./reading.js";
import { awaitAbort, reasonOf } from "./signal.js";

export type AnySchedule = Schedule | TablesSchedule;

/** What a job leaves: schedules, and the milliseconds that a worker took for them. */
export interface Outcome {
  schedules: AnySchedule[];
  milliseconds: number;
}

/** Whoever carries a job out. */
export interface Carrier {
  /** Ends it with the best schedules so far. */
  stop(job: Job): void;
  /** Nobody waits for it any longer. */
  drop(job: Job): void;
}

export class Job {
  readonly question: Question;
  readonly outcome: Promise<Outcome>;
  /** What jobs of one `solveMany` or `stream` have in common; undefined: it stands alone. */
  readonly group: object | undefined;
  /** Steps up to the last report. */
  steps = 0;
  /** It has been told to stop. */
  isStopped = false;
  /** It has ended: what a worker still says is of no interest. */
  isOver = false;
  readonly #onProgress: Terms["onProgress"];
  readonly #carrier: Carrier;
  #resolve!: (outcome: Outcome) => void;
  #reject!: (error: unknown) => void;
  #endWait: (() => void) | undefined;

  constructor(
    problems: Problems,
    options: Options,
    { signal, onAbort, onProgress }: Terms,
    { carrier, stop, group }: { carrier: Carrier; stop?: Int32Array | undefined; group?: object },
  ) {
    this.group = group;
    this.#carrier = carrier;
    this.#onProgress = onProgress;
    const reports = onProgress !== undefined || (onAbort === "best" && !stop);
    this.question = { problems, options, reports, stop };
    this.outcome = new Promise((resolve, reject) => {
      [this.#resolve, this.#reject] = [resolve, reject];
    });
    if (!signal) return;
    this.#endWait = awaitAbort(signal, () => {
      if (onAbort === "best") this.#stop();
      else this.fail(reasonOf(signal));
    });
  }

  /** What the worker reports. */
  hear(progress: Progress): void {
    if (this.isOver || this.isStopped) return;
    this.steps = progress.steps;
    try {
      if (this.#onProgress?.(progress) === false && !this.isOver) this.#stop();
    } catch (error) {
      this.fail(error);
    }
  }

  succeed(schedules: Schedules, milliseconds: number): void {
    if (this.isOver) return;
    const { problems } = this.question;
    const found =
      "block" in schedules
        ? unpackSchedules(schedules, (problems as { sizes: Int32Array }).sizes)
        : schedules.map((one) => withJson<TablesSchedule>(one));
    this.#end();
    this.#resolve({ schedules: found, milliseconds });
  }

  /** It ends with this error, and whoever carries it out hears of it. */
  fail(error: unknown): void {
    if (this.isOver) return;
    this.#end();
    this.#reject(error);
    this.#carrier.drop(this);
  }

  #stop(): void {
    if (this.isStopped || this.isOver) return;
    this.isStopped = true;
    this.#carrier.stop(this);
  }

  #end(): void {
    this.isOver = true;
    this.#endWait?.();
  }
}
