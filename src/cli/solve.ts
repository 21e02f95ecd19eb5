// dsct solve: a problem in, its schedule out.

import { writeFileSync } from "node:fs";
import {
  type Method,
  type Options,
  type Problem,
  type Progress,
  type Schedule,
  solve,
  svg,
  type TablesSchedule,
} from "../index.js";
import { printable, showText } from "../problem/messages.js";
import { complain, number, parse, reason, UsageError } from "./arguments.js";
import { readProblem } from "./csv.js";
import { solveUntilSignal } from "./interrupt.js";
import { comparison, table } from "./table.js";

type AnySchedule = Schedule | TablesSchedule;

export async function runSolve(args: string[]): Promise<number> {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: {
      csv: { type: "string", multiple: true },
      method: { type: "string" },
      compare: { type: "string" },
      "bound-method": { type: "string" },
      "gap-tolerance": { type: "string" },
      steps: { type: "string" },
      time: { type: "string" },
      levels: { type: "string" },
      reading: { type: "string" },
      json: { type: "boolean" },
      svg: { type: "string" },
    },
  });
  if (positionals.length > 1)
    throw new UsageError(`solve got ${positionals.length} files; expected one, or stdin`);
  if (values.json && values.compare !== undefined)
    throw new UsageError("--compare and --json are both there; expected one");
  const options = {
    method: values.method,
    boundMethod: values["bound-method"],
    gapTolerance: number("--gap-tolerance", values["gap-tolerance"]),
    limits: {
      steps: number("--steps", values.steps),
      timeMs: number("--time", values.time),
    },
    levels: values.levels?.split(",").map((text) => number("--levels", text)),
    reading: values.reading,
  } as Options;
  const problem = readProblem(positionals[0] ?? "-", values.csv);
  const others = (values.compare?.split(",") ?? []) as Method[];
  const { code, schedules } = await solveAll(problem, options, others);
  const [schedule] = schedules;
  if (values.svg !== undefined) write(values.svg, svg(problem, schedule));
  process.stdout.write(values.json ? `${JSON.stringify(schedule)}\n` : table(problem, schedule));
  if (others.length > 0) process.stdout.write(`\n${comparison(schedules)}`);
  if (values.svg !== undefined && !values.json)
    process.stdout.write(`Gantt chart: ${printable(values.svg)}\n`);
  return code;
}

/**
 * By the method of the options, then by the others; once a signal has come by none that searches.
 * code: 0, or the exit code of the signal.
 */
async function solveAll(problem: Problem, options: Options, others: Method[]) {
  const schedules: AnySchedule[] = [];
  let code = 0;
  for (const { method = "search" } of [options, ...others.map((method) => ({ method }))]) {
    const settings = { ...options, method };
    if (method !== "search" && method !== "exact") schedules.push(solve(problem, settings));
    else if (code > 0) complain(`interrupted: there is no row of ${method}`);
    else {
      const search = method === "exact" ? watch : solveUntilSignal;
      const answer = await search(problem, settings);
      schedules.push(answer.schedule);
      code = answer.code;
      if (code > 0) complain(`interrupted: the schedule of ${method} is the best so far`);
    }
  }
  return { code, schedules };
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${showText(path)} cannot be written: ${reason(error)}`);
  }
}

/**
 * Solves and shows on stderr where it stands, four times a second: in one line of a terminal, else
 * a line each.
 */
async function watch(problem: Problem, options: Options) {
  const [begin, end] = process.stderr.isTTY ? ["\r", "\u001b[K"] : ["", "\n"];
  let shown = performance.now();
  const show = ({ value, bound, nodes }: Pick<Progress, "value" | "bound" | "nodes">) => {
    shown = performance.now();
    const gap = (bound - value).toPrecision(4);
    process.stderr.write(
      `${begin}value ${value.toPrecision(10)}, bound ${bound.toPrecision(10)}, gap ${gap}, nodes ${nodes}${end}`,
    );
  };
  const answer = await solveUntilSignal(problem, {
    ...options,
    onProgress: (progress) => {
      if (performance.now() - shown >= 250) show(progress);
    },
  });
  show({ ...answer.schedule, nodes: answer.schedule.stats.nodes });
  if (process.stderr.isTTY) process.stderr.write("\n");
  return answer;
}
