// dsct solve: a problem in, its schedule out.

import { type Command, Option } from "commander";
import type { Method, Options, Problem, Progress } from "../index.js";
import { printable } from "../problem/messages.js";
import { BOUND_METHODS, METHODS, READINGS } from "../problem/words.js";
import { checkWritable, writeText } from "./input/files.js";
import { type Beside, type Input, readInput } from "./input/problem.js";
import { solveUntilSignal } from "./interrupt.js";
import { solveLines } from "./many.js";
import {
  fileOption,
  type Given,
  INPUT,
  inputOptions,
  methodsOf,
  number,
  numberOption,
  oneOf,
  optionsOf,
  searches,
  wordOption,
} from "./options.js";
import { csv } from "./output/csv.js";
import type { AnySchedule } from "./output/rows.js";
import { comparison, table } from "./output/table.js";
import { asUsers, complain } from "./terminal/errors.js";
import { endProgress, showProgress } from "./terminal/progress.js";

/** Milliseconds between two lines about a search. */
const PAUSE = 250;

const METHOD = "Method:";
const OUTPUT = "Output:";

interface Values extends Given, Beside {
  json?: true;
  csvOut?: true;
  ndjson?: true;
  svg?: string;
}

const HELP = `
Examples:
  dsct solve problem.json
  dsct solve problem.json --csv tables.csv --tasks tasks.csv --csv-out > out.csv
  dsct solve problem.json --method exact --time 60000 --svg chart.svg
  dsct solve problem.json --compare edf,approx
  dsct generate --tasks 20 --machines 3 | dsct solve --json | jq .value
  dsct solve --ndjson < problems.ndjson > schedules.ndjson

A problem with measured tables, and one with curves, in UTF-8; times are seconds
from now:
  {"models": {"net": {"phone": {"time": [0.01, 0.03],
                                "accuracy": [0.6, 0.8]}}},
   "machines": [{"type": "phone", "readyAt": 0.1}],
   "tasks": [{"model": "net", "deadline": 0.4}]}
  {"machines": [{"speed": 1}],
   "tasks": [{"deadline": 0.4, "theta": 3.2, "maxWork": 0.54}]}
readyAt: the machine is busy until then. deadline null: there is none. With
tables there is no --bound-method, --levels and --reading.

Where a line of --ndjson is no problem, {"line": 3, "error": "..."} is printed
in its place and stderr names it; all others are solved, and the exit code is 2.
Blank lines are passed over.

Ctrl-C stops a search: its best schedule so far is printed; once more ends it at
once. With --ndjson it ends at once: what is printed by then is whole.`;

export function addSolve(program: Command): void {
  const methodsIn = (text: string) =>
    text.split(",").map((method) => oneOf("--compare", method, METHODS));
  const levelsIn = (text: string) => text.split(",").map((level) => number("--levels", level));
  const command = program
    .command("solve")
    .summary("print the schedule of a problem")
    .description("Reads a problem and prints its schedule.")
    .argument("[problem]", "problem as JSON; - or none: stdin");
  const options = [
    ...inputOptions(),
    new Option(
      "--ndjson",
      "NDJSON: a problem per line in, its schedule per line out, each as soon as it is there",
    )
      .helpGroup(INPUT)
      .conflicts(["tasks", "compare", "json", "csvOut", "svg"]),
    wordOption("method", METHODS, "how to solve (default: search)", METHOD),
    wordOption(
      "bound-method",
      BOUND_METHODS,
      "how to prove the bound (default: preemptive for search and exact, else relax)",
      METHOD,
    ),
    numberOption(
      "gap-tolerance",
      "value",
      "gap up to which a schedule is called optimal, and searched no more (default: 1e-6 per task)",
      METHOD,
    ),
    numberOption(
      "steps",
      "count",
      "search for so many steps; with curves a million take about 7 ms (default: 10,000 per task, 3e5 to 1e8; with tables 100,000 per task and more, 4e6 to 3e8; for exact 1e10 and more)",
      METHOD,
    ),
    numberOption("time", "ms", "solve within so many milliseconds", METHOD),
    new Option(
      "--levels <accuracies>",
      "those at which levels runs a task (default: 0.27,0.55,0.82)",
    )
      .helpGroup(METHOD)
      .argParser(levelsIn),
    wordOption("reading", READINGS, "how levels chooses (default: highest-fit)", METHOD),
    new Option("--compare <methods>", "also what the schedules of others are worth: edf,approx")
      .helpGroup(OUTPUT)
      .argParser(methodsIn)
      .conflicts(["json", "csvOut"]),
    new Option("--json", "the schedule as JSON, which check takes").helpGroup(OUTPUT),
    new Option("--csv-out", "the schedule as CSV, a row per task")
      .helpGroup(OUTPUT)
      .conflicts("json"),
    fileOption("svg", "also write a Gantt chart to it", OUTPUT),
  ];
  for (const option of options) command.addOption(option);
  command.addHelpText("after", HELP).action(async (problem: string | undefined, values: Values) => {
    process.exitCode = await runSolve(problem ?? "-", values);
  });
}

async function runSolve(path: string, values: Values): Promise<number> {
  const options = optionsOf(values);
  if (values.ndjson) return solveLines(path, values.csv, options);
  if (values.svg !== undefined) checkWritable(values.svg);
  const input = readInput(path, values);
  const { code, schedules } = await solveAll(input, options, methodsOf(values));
  if (values.svg !== undefined) {
    showProgress("drawing");
    const { svg } = await import("../index.js");
    writeText(values.svg, svg(input.problem, schedules[0]));
  }
  const text = textOf(input.problem, schedules, values);
  endProgress();
  process.stdout.write(text);
  return code;
}

function textOf(problem: Problem, schedules: AnySchedule[], values: Values): string {
  const [schedule, ...others] = schedules;
  if (values.json) return `${JSON.stringify(schedule)}\n`;
  if (values.csvOut) return csv(problem, schedule, process.stdout.isTTY ? printable : undefined);
  const compared = values.compare ? `\n${comparison([schedule, ...others])}` : "";
  const drawn = values.svg === undefined ? "" : `Gantt chart: ${printable(values.svg)}\n`;
  return `${table(problem, schedule)}${compared}${drawn}`;
}

/**
 * By each of the methods; once a signal has come by none that searches. code: 0, or the exit code
 * of the signal.
 */
async function solveAll({ problem, rename }: Input, options: Options, methods: Method[]) {
  const schedules: AnySchedule[] = [];
  let code = 0;
  for (const method of methods) {
    if (code > 0 && searches(method)) {
      complain(`interrupted: there is no row of ${method}`);
      continue;
    }
    try {
      const answer = await solveBy(method, problem, options);
      schedules.push(answer.schedule);
      code ||= answer.code;
      if (answer.code > 0) complain(`interrupted: the schedule of ${method} is the best so far`);
    } catch (error) {
      throw asUsers(error, rename);
    }
  }
  return { code, schedules };
}

async function solveBy(method: Method, problem: Problem, options: Options) {
  showProgress(method);
  const settings = { ...options, method };
  if (searches(method))
    return solveUntilSignal(problem, { ...settings, onProgress: shower(method) });
  const { solve } = await import("../index.js");
  return { schedule: solve(problem, settings), code: 0 };
}

/** Shows where a search stands, four times a second. */
function shower(method: Method): (progress: Progress) => void {
  let shown = performance.now();
  return ({ value, bound, nodes }) => {
    if (performance.now() - shown < PAUSE) return;
    shown = performance.now();
    const proof = method === "exact" ? `, nodes ${nodes}` : "";
    const gap = (bound - value).toPrecision(4);
    showProgress(
      `${method}: value ${value.toPrecision(10)}, bound ${bound.toPrecision(10)}, gap ${gap}${proof}`,
    );
  };
}
