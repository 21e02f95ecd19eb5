// The paper again: every figure and every claim, from fixed seeds.
//
//     npm run paper              half an hour; writes bench/paper/out/ and docs/paper.md
//     npm run paper -- --quick   under a minute; writes bench/paper/out/quick/
//     npm run paper -- --redis redis://host:6379          what measures no time runs here and on any
//     npm run paper -- --redis redis://host:6379 --work   number of such workers
//
// --out DIR writes there instead, and nothing to docs/. What ended before an interruption is not
// run again, unless the code that measures has changed. --threads N: how many jobs run at once here,
// 0 for none but those that measure times, which run one at a time on this machine alone. --times DIR
// takes the times of the run that wrote DIR instead, so that every file is the same, to the byte.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Tinypool } from "tinypool";
import { heading } from "../report.js";
import { claimsOf, claimsTable, settingsNote } from "./claims.js";
import { joinCluster, spread } from "./cluster.js";
import { fitRows, measuredCurves, pointRows } from "./curves.js";
import { figuresOf } from "./figures.js";
import { isTimed, type Job, jobsOf } from "./jobs.js";
import type { Row } from "./measure.js";
import { pageOf } from "./page.js";
import { csvOf, Results, tablesOf } from "./results.js";

/** A solver that has failed to prove so many problems gets none that is larger. */
const MOST_FAILURES = 2;

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    out: { type: "string" },
    times: { type: "string" },
    redis: { type: "string" },
    work: { type: "boolean", default: false },
    threads: { type: "string", default: `${availableParallelism()}` },
  },
});
const threads = Number(options.threads);
const out = options.out ?? (options.quick ? "bench/paper/out/quick" : "bench/paper/out");
const measureFile = fileURLToPath(new URL("./measure.mjs", import.meta.url));

/** Runs the jobs that have no result yet, so many at a time. */
async function run(jobs: readonly Job[], threads: number, results: Results, tick: () => void) {
  const pool = new Tinypool({ filename: measureFile, minThreads: threads, maxThreads: threads });
  const waiting = [...jobs];
  const failures = new Map<string, number>();
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      if (!results.has(job) && !isHopeless(job, failures)) {
        results.set(job, (await pool.run(job)) as Row[]);
      }
      if (job.kind === "proof") countFailures(job, results, failures);
      tick();
    }
  };
  await Promise.all(Array.from({ length: threads }, worker));
  await pool.destroy();
}

const seriesOf = ({ solver, axis }: Extract<Job, { kind: "proof" }>) => `${solver}, ${axis}`;

function isHopeless(job: Job, failures: ReadonlyMap<string, number>): boolean {
  return job.kind === "proof" && (failures.get(seriesOf(job)) ?? 0) >= MOST_FAILURES;
}

function countFailures(
  job: Extract<Job, { kind: "proof" }>,
  results: Results,
  failures: Map<string, number>,
): void {
  const failed = results.get(job).some((row) => "proven" in row && !row.proven);
  if (failed) failures.set(seriesOf(job), (failures.get(seriesOf(job)) ?? 0) + 1);
}

/** A line on stderr: rewritten in a terminal, else one for every tenth of the jobs. */
function progressOf(count: number): () => void {
  const begin = performance.now();
  let done = 0;
  return () => {
    done++;
    const minutes = ((performance.now() - begin) / 60_000).toFixed(1);
    const line = `${done} of ${count} jobs, ${minutes} min`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === count ? "\n" : ""}`);
    else if (Math.floor((10 * done) / count) > Math.floor((10 * (done - 1)) / count)) {
      console.error(line);
    }
  };
}

/** Results that are of other code are measured again, as always. */
function takeTimes(from: string, to: string): void {
  const [head, ...lines] = readFileSync(from, "utf8").trimEnd().split("\n");
  const timed = lines.filter((line) => isTimed(JSON.parse(line).job));
  writeFileSync(to, `${[head, ...timed].join("\n")}\n`);
}

function writeAll(folder: string, files: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text);
}

async function main(): Promise<void> {
  const fingerprint = createHash("sha256").update(readFileSync(measureFile)).digest("hex");
  const { redis, work } = options;
  const cluster = redis ? { redis, measureFile, threads, version: fingerprint } : undefined;
  if (work && !cluster) throw new RangeError("--redis is missing; --work expects an address");
  if (work && cluster) return joinCluster(cluster);
  mkdirSync(out, { recursive: true });
  const file = `${out}/results.jsonl`;
  if (options.times && !existsSync(file)) takeTimes(`${options.times}/results.jsonl`, file);
  const results = new Results(file, { fingerprint, heading: heading() });
  const jobs = jobsOf(options.quick);
  const tick = progressOf(jobs.length);
  const untimed = jobs.filter((job) => !isTimed(job));
  if (cluster) await spread(untimed, results, cluster, tick);
  else await run(untimed, threads, results, tick);
  await run(jobs.filter(isTimed), 1, results, tick);
  results.order(jobs);
  const tables = tablesOf(jobs, results);
  const curves = measuredCurves();
  const claims = claimsOf(tables, curves);
  const figures = figuresOf(tables, curves);
  const head = results.heading;
  const data = { ...tables, fits: fitRows(curves), points: pointRows(curves) };
  writeAll(
    out,
    Object.fromEntries(Object.entries(data).map(([name, rows]) => [`${name}.csv`, csvOf(rows)])),
  );
  writeAll(out, figures);
  writeAll(out, { "claims.md": `${head}\n\n${claimsTable(claims)}\n\n${settingsNote(tables)}\n` });
  if (options.quick || options.out !== undefined) return;
  writeAll("docs", { "paper.md": pageOf({ head, claims, tables, curves }) });
  writeAll("docs/paper", figures);
}

await main();
