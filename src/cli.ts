#!/usr/bin/env node
// The command line. Exit codes: 0 done, 1 the check failed, 2 bad input (one line on stderr,
// nothing on stdout).

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import manifest from "../package.json" with { type: "json" };
import {
  certify,
  generate,
  type Options,
  type Problem,
  type Progress,
  type Schedule,
  type ScheduleLike,
  solve,
  svg,
} from "./index.js";

const { version } = manifest;

const HELP = `dsct ${version}: schedules compressible tasks before their deadlines

Usage
  dsct solve [FILE] [--method M] [--bound B] [--engine E] [--tolerance X] [--work N]
             [--time MS] [--levels L] [--reading R] [--json] [--svg OUT]
  dsct check PROBLEM SCHEDULE [--json]
  dsct generate --tasks N --machines M [--mu MU] [--rho RHO] [--seed S] [--speeds MIN:MAX]
  dsct --help | --version

solve reads a problem as JSON from FILE or stdin and prints its schedule.
  --method M      relax, approx, refit, search, exact, edf or levels (default search)
  --bound B       relax or preemptive, which is tighter (default preemptive for search and
                  exact, else relax)
  --engine E      wasm or reference (default wasm)
  --tolerance X   gap up to which a schedule is called optimal (default 1e-6 a task)
  --work N        search so long: about 5 ms a million (default 45,000 a task, at most 1e8;
                  1e10 for exact, which shows on stderr where it stands)
  --time MS       search for so many milliseconds instead
  --levels L      accuracies at which a task may run under levels (default 0.27,0.55,0.82)
  --reading R     highest-fit or upgrade: how levels chooses (default highest-fit)
  --json          the schedule as JSON instead of a table
  --svg OUT       also write a Gantt chart to OUT

check recomputes feasibility, value and bound of a schedule (JSON of solve --json)
without the solver's code. One of the two files may be -, for stdin.

generate prints a random problem: theta uniform in [1, MU] (default 10), maxWork where
the accuracy is 0.82, deadlines uniform up to RHO * sum of maxWork / total speed (default
RHO 0.5), speeds uniform in [MIN, MAX] (default 1:1), seed S (default 1).

A problem: {"machines": [{"speed": 1}], "tasks": [{"deadline": 0.4, "theta": 3.2,
"maxWork": 0.54}]}; deadline 1e999 is no deadline. Exit codes: 0 done, 1 the check
failed, 2 bad input.
`;

/** What the user got wrong. */
class UsageError extends Error {}

function main(args: string[]): number {
  const [command, ...rest] = args;
  if (rest.includes("--help")) return main(["--help"]);
  switch (command) {
    case "solve":
      return runSolve(rest);
    case "check":
      return runCheck(rest);
    case "generate":
      return runGenerate(rest);
    case "--help":
    case "-h":
      process.stdout.write(HELP);
      return 0;
    case "--version":
      process.stdout.write(`${version}\n`);
      return 0;
    default:
      throw new UsageError(
        `the command is ${command ?? "missing"}; expected solve, check or generate (see dsct --help)`,
      );
  }
}

function runSolve(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      method: { type: "string" },
      bound: { type: "string" },
      engine: { type: "string" },
      tolerance: { type: "string" },
      work: { type: "string" },
      time: { type: "string" },
      levels: { type: "string" },
      reading: { type: "string" },
      json: { type: "boolean" },
      svg: { type: "string" },
    },
  });
  if (positionals.length > 1)
    throw new UsageError(`solve got ${positionals.length} files; expected one, or stdin`);
  const options = {
    method: values.method,
    bound: values.bound,
    engine: values.engine,
    tolerance: number("--tolerance", values.tolerance),
    limits: {
      work: number("--work", values.work),
      timeMs: number("--time", values.time),
    },
    levels: values.levels?.split(",").map((text) => number("--levels", text)),
    reading: values.reading,
  } as Options;
  const problem = readJson(positionals[0] ?? "-") as Problem;
  const schedule = values.method === "exact" ? watch(problem, options) : solve(problem, options);
  if (values.svg !== undefined) writeFileSync(values.svg, svg(problem, schedule));
  process.stdout.write(values.json ? `${toJson(schedule)}\n` : table(problem, schedule));
  if (values.svg !== undefined && !values.json)
    process.stdout.write(`Gantt chart: ${values.svg}\n`);
  return 0;
}

/**
 * Solves and shows on stderr where it stands, four times a second: in one line of a terminal, else
 * a line each.
 */
function watch(problem: Problem, options: Options): Schedule {
  const [begin, end] = process.stderr.isTTY ? ["\r", "\u001b[K"] : ["", "\n"];
  let shown = performance.now();
  const show = ({ value, bound, nodes }: Pick<Progress, "value" | "bound" | "nodes">) => {
    shown = performance.now();
    const gap = (bound - value).toPrecision(4);
    process.stderr.write(
      `${begin}value ${value.toPrecision(10)}, bound ${bound.toPrecision(10)}, gap ${gap}, nodes ${nodes}${end}`,
    );
  };
  const schedule = solve(problem, {
    ...options,
    onProgress: (progress) => {
      if (performance.now() - shown >= 250) show(progress);
    },
  });
  show({ ...schedule, nodes: schedule.stats.nodes });
  if (process.stderr.isTTY) process.stderr.write("\n");
  return schedule;
}

function runCheck(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" } },
  });
  if (positionals.length !== 2)
    throw new UsageError(
      `check got ${positionals.length} files; expected a problem and a schedule`,
    );
  const problem = readJson(positionals[0]) as Problem;
  const schedule = readJson(positionals[1]);
  const certificate = certify(problem, schedule as ScheduleLike);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(certificate)}\n`);
  } else {
    const { value, bound, gap, violations } = certificate;
    const verdict = certificate.valid ? "valid" : violations.join("\n");
    process.stdout.write(`${verdict}\nvalue ${value}, bound ${bound}, gap ${gap}\n`);
  }
  return certificate.valid ? 0 : 1;
}

function runGenerate(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      tasks: { type: "string" },
      machines: { type: "string" },
      mu: { type: "string" },
      rho: { type: "string" },
      seed: { type: "string" },
      speeds: { type: "string" },
    },
  });
  const speeds = values.speeds?.split(":").map((text) => number("--speeds", text) as number);
  if (speeds && speeds.length !== 2)
    throw new UsageError(`--speeds is ${values.speeds}; expected MIN:MAX`);
  const problem = generate({
    tasks: required("--tasks", values.tasks),
    machines: required("--machines", values.machines),
    mu: number("--mu", values.mu),
    rho: number("--rho", values.rho),
    seed: number("--seed", values.seed),
    speeds: speeds as [number, number] | undefined,
  });
  process.stdout.write(`${toJson(problem)}\n`);
  return 0;
}

function required(name: string, text: string | undefined): number {
  if (text === undefined) throw new UsageError(`${name} is missing; expected a number`);
  return number(name, text) as number;
}

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw new UsageError(`${name} is ${text}; expected a number`);
  return value;
}

function read(path: string, name: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`);
  }
}

/** path "-": stdin. */
function readJson(path: string): unknown {
  const name = path === "-" ? "stdin" : path;
  const text = read(path, name);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${name} holds no JSON: ${(error as Error).message.replaceAll("\n", " ")}`,
    );
  }
}

function toJson(data: unknown): string {
  return JSON.stringify(data, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
}

/** A row a task, machine after machine; then what the schedule is worth. */
function table(problem: Problem, schedule: Schedule): string {
  const { machine, start, end, work, accuracy, order } = schedule;
  const { tasks } = problem;
  const deadline = (j: number) => ("deadline" in tasks ? tasks.deadline[j] : tasks[j].deadline);
  const rows = Array.from(order, (j) => [
    machine[j] < 0 ? "-" : `${machine[j]}`,
    `${j}`,
    ...[start[j], end[j], deadline(j), work[j], accuracy[j]].map((value) =>
      Number(value.toPrecision(6)).toString(),
    ),
  ]);
  const lines = align([
    ["machine", "task", "start", "end", "deadline", "work", "accuracy"],
    ...rows,
  ]);
  const { status, method, engine, value, meanAccuracy, bound, gap, guarantee } = schedule;
  const proof = guarantee === null ? "" : `, guarantee of Theorem 1: ${guarantee.toPrecision(6)}`;
  return [
    ...lines,
    "",
    `${status} (${method}, ${engine}): mean accuracy ${meanAccuracy.toFixed(6)}`,
    `value ${value.toPrecision(10)}, at most ${gap.toPrecision(4)} below the optimum (bound ${bound.toPrecision(10)}${proof})`,
    "",
  ].join("\n");
}

/** Columns flush right. */
function align(rows: string[][]): string[] {
  const widths = rows[0].map((_, k) =>
    rows.reduce((most, row) => Math.max(most, row[k].length), 0),
  );
  return rows.map((row) => row.map((cell, k) => cell.padStart(widths[k])).join("  "));
}

// A reader that has seen enough, as `head`, is no error; any other failure to write is.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.stderr.write(`dsct: ${error.message}\n`);
  process.exit(error.code === "EPIPE" ? 0 : 2);
});

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`dsct: ${(error as Error).message.split("\n")[0]}\n`);
  process.exitCode = 2;
}
