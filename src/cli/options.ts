// Options of commands: how their values are read, and which of them have an effect.

import { Option } from "commander";
import type { Method, Options } from "../index.js";
import { list, showText } from "../problem/messages.js";
import { readOptions } from "../problem/read-options.js";
import { METHODS } from "../problem/words.js";
import { inOptions } from "./input/problem.js";
import { asUsers } from "./terminal/errors.js";
import { UsageError } from "./terminal/usage.js";

/** What a file is called in the help; a shell completes it with files. */
export const FILE = "<file>";

export function fileOption(name: string, text: string, group: string): Option {
  return new Option(`--${name} ${FILE}`, text).helpGroup(group);
}

/** May be there several times. */
function filesOption(name: string, text: string, group: string): Option {
  const add = (path: string, before: string[] = []) => [...before, path];
  return fileOption(name, text, group).argParser(add);
}

/** unit: what the number counts, as the help calls it. */
export function numberOption(name: string, unit: string, text: string, group: string): Option {
  const flag = `--${name}`;
  return new Option(`${flag} <${unit}>`, text)
    .helpGroup(group)
    .argParser((given) => number(flag, given));
}

export function wordOption(name: string, words: readonly string[], text: string, group: string) {
  const flag = `--${name}`;
  return new Option(`${flag} <word>`, text)
    .helpGroup(group)
    .choices(words)
    .argParser((given) => oneOf(flag, given, words));
}

export function number(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw new UsageError(`${flag} is ${showText(text)}; expected a number`);
  return value;
}

export function oneOf(flag: string, text: string, words: readonly string[]): string {
  if (!words.includes(text))
    throw new UsageError(`${flag} is ${showText(text)}; expected ${list(words)}`);
  return text;
}

export const INPUT = "Input:";

/** What solve and check read beside a problem. */
export function inputOptions(): Option[] {
  return [
    filesOption(
      "csv",
      "measured tables: columns model, type, time (seconds), accuracy, maybe mode (discrete or continuous) and variant, a name; rows of one variant, else of one accuracy, become their median; may be there several times",
      INPUT,
    ),
    fileOption(
      "tasks",
      "tasks as CSV: columns deadline (seconds from now; empty: none) and model, or theta and maxWork; maybe id, weight, base, minAccuracy, latency (seconds), gain",
      INPUT,
    ),
  ];
}

/** The options of `solve` that the command line has, under the names of its flags. */
export interface Given {
  method?: Method;
  compare?: Method[];
  boundMethod?: Options["boundMethod"];
  gapTolerance?: number;
  steps?: number;
  time?: number;
  levels?: number[];
  reading?: Options["reading"];
}

const SEARCHES: readonly Method[] = ["search", "exact"];
const SCHEDULES: readonly Method[] = METHODS.filter((method) => method !== "relax");
const LEVELS: readonly Method[] = ["levels"];

/** The methods with which an option has an effect. */
const USERS = {
  "bound-method": SCHEDULES,
  "gap-tolerance": SCHEDULES,
  steps: SEARCHES,
  time: SEARCHES,
  levels: LEVELS,
  reading: LEVELS,
};

export function searches(method: Method): boolean {
  return SEARCHES.includes(method);
}

/** That of the schedule first. */
export function methodsOf({ method = "search", compare = [] }: Given): [Method, ...Method[]] {
  return [method, ...compare];
}

/** Checked, before any file is read. */
export function optionsOf(given: Given): Options {
  checkEffects(given);
  const { method, boundMethod, gapTolerance, steps, time, levels, reading } = given;
  const limits = { steps, timeMs: time };
  try {
    return readOptions({ method, boundMethod, gapTolerance, limits, levels, reading });
  } catch (error) {
    throw asUsers(error, inOptions);
  }
}

/** An option that no method looks at is a mistake about one of the two. */
function checkEffects(given: Given): void {
  const methods = methodsOf(given);
  const values = {
    "bound-method": given.boundMethod,
    "gap-tolerance": given.gapTolerance,
    steps: given.steps,
    time: given.time,
    levels: given.levels,
    reading: given.reading,
  };
  for (const [name, users] of Object.entries(USERS)) {
    if (values[name as keyof typeof USERS] === undefined) continue;
    if (methods.some((method) => users.includes(method))) continue;
    const own = methods.length === 1 ? "the method" : "the methods";
    throw new UsageError(
      `--${name} has no effect with ${own} ${methods.join(", ")}; expected --method ${list(users)}`,
    );
  }
}
