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
import { number, parse, reason, UsageError } from "./arguments.js";
import { readProblem } from "./csv.js";
import { toJson } from "./json.js";
import { comparison, table } from "./table.js";

export function runSolve(args: string[]): number {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: {
      csv: { type: "string", multiple: true },
      method: { type: "string" },
      compare: { type: "string" },
      bound: { type: "string" },
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
  if (values.json && values.compare !== undefined)
    throw new UsageError("--compare and --json are both there; expected one");
  const options = {
    method: values.method,
    bound: values.bound,
    tolerance: number("--tolerance", values.tolerance),
    limits: {
      work: number("--work", values.work),
      timeMs: number("--time", values.time),
    },
    levels: values.levels?.split(",").map((text) => number("--levels", text)),
    reading: values.reading,
  } as Options;
  const problem = readProblem(positionals[0] ?? "-", values.csv);
  const schedule = values.method === "exact" ? watch(problem, options) : solve(problem, options);
  const others = (values.compare?.split(",") ?? []) as Method[];
  const compared = others.map((method) => solve(problem, { ...options, method }));
  if (values.svg !== undefined) write(values.svg, svg(problem, schedule));
  process.stdout.write(values.json ? `${toJson(schedule)}\n` : table(problem, schedule));
  if (compared.length > 0) process.stdout.write(`\n${comparison([schedule, ...compared])}`);
  if (values.svg !== undefined && !values.json)
    process.stdout.write(`Gantt chart: ${printable(values.svg)}\n`);
  return 0;
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
function watch(problem: Problem, options: Options): Schedule | TablesSchedule {
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
