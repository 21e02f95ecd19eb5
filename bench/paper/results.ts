// Results of jobs on disk: a line of JSON each, so that an interrupted run goes on where it was.

import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Job } from "./jobs.js";
import type { DiscreteRow, GuaranteeRow, ProofRow, Row, TimeRow, ToleranceRow } from "./measure.js";

const keyOf = (job: Job) => JSON.stringify(job);

/** What tells whether results are of the same code, and where they were measured. */
export interface Origin {
  fingerprint: string;
  heading: string;
}

export class Results {
  /** Of the first of these results. */
  readonly heading: string;
  readonly #file: string;
  readonly #rows = new Map<string, Row[]>();

  /** Takes over what `file` holds of the same code; what other code measured is thrown away. */
  constructor(file: string, origin: Origin) {
    this.#file = file;
    const [head, ...lines] = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [""];
    const earlier: Origin | undefined = isWhole(head) ? JSON.parse(head) : undefined;
    const isSame = earlier?.fingerprint === origin.fingerprint;
    const kept = isSame ? lines.filter(isWhole) : [];
    this.heading = isSame ? earlier.heading : origin.heading;
    for (const line of kept) {
      const { job, rows } = JSON.parse(line);
      this.#rows.set(keyOf(job), rows);
    }
    const first = JSON.stringify({ ...origin, heading: this.heading });
    writeFileSync(file, `${[first, ...kept].join("\n")}\n`);
  }

  has(job: Job): boolean {
    return this.#rows.has(keyOf(job));
  }

  /** No rows of a job that has not run. */
  get(job: Job): Row[] {
    return this.#rows.get(keyOf(job)) ?? [];
  }

  set(job: Job, rows: Row[]): void {
    const line = JSON.stringify({ job, rows });
    this.#rows.set(keyOf(job), JSON.parse(line).rows); // NaN is null, as where it is read later
    appendFileSync(this.#file, `${line}\n`);
  }

  /** Writes what there is of these jobs in their order, not in the one in which they ended. */
  order(jobs: readonly Job[]): void {
    const [head] = readFileSync(this.#file, "utf8").split("\n", 1);
    const done = jobs.filter((job) => this.has(job));
    const lines = done.map((job) => JSON.stringify({ job, rows: this.get(job) }));
    writeFileSync(this.#file, `${[head, ...lines].join("\n")}\n`);
  }
}

/** The last line of a run that was killed may be half a line. */
function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** A table a kind of job. */
export interface Tables {
  guarantee: GuaranteeRow[];
  tolerance: ToleranceRow[];
  discrete: DiscreteRow[];
  time: TimeRow[];
  proof: ProofRow[];
}

export function tablesOf(jobs: readonly Job[], results: Results): Tables {
  const table = (kind: Job["kind"]) =>
    jobs.filter((job) => job.kind === kind).flatMap((job) => results.get(job));
  return {
    guarantee: table("guarantee") as GuaranteeRow[],
    tolerance: table("tolerance") as ToleranceRow[],
    discrete: table("discrete") as DiscreteRow[],
    time: table("time") as TimeRow[],
    proof: table("proof") as ProofRow[],
  };
}

/** Columns are those of the first row. */
export function csvOf(rows: readonly object[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => Object.values(row).map(fieldOf).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

/** What is not a number is an empty field. */
const fieldOf = (value: unknown) =>
  value === null || Number.isNaN(value) ? "" : /[",]/.test(`${value}`) ? `"${value}"` : `${value}`;
