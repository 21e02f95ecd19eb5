// Reads a caller's options into plain data, each field once, its own or inherited, and checks them
// before anything is computed.

import { MOST_LEVELS } from "../../assembly/codes.js";
import type { Options } from "../types/index.js";
import { isColumn, isObject, isWithin } from "./kinds.js";
import { list, refuse, showText, wrong, wrongCount, wrongName, wrongType } from "./messages.js";
import { BOUND_METHODS, METHODS, READINGS } from "./words.js";

const OPTIONS = "method gapTolerance boundMethod limits onProgress levels reading".split(" ");
const LIMITS = ["steps", "timeMs"];

/**
 * Throws for an unknown option or a value out of its range. others: options that are the caller's
 * own affair.
 */
export function readOptions(options: Options, others: readonly string[] = []): Options {
  checkNames("option", options, "options", OPTIONS, others);
  const { method, boundMethod, reading, gapTolerance, levels, onProgress, limits } = options;
  checkChoice("method", method, METHODS);
  checkChoice("boundMethod", boundMethod, BOUND_METHODS);
  checkChoice("reading", reading, READINGS);
  checkAmount("gapTolerance", gapTolerance);
  const accuracies = levels === undefined ? levels : readLevels(levels);
  if (onProgress !== undefined && typeof onProgress !== "function") {
    wrongType("options.onProgress", onProgress, "a function");
  }
  return {
    method,
    boundMethod,
    reading,
    gapTolerance,
    levels: accuracies,
    onProgress,
    limits: readLimits(limits),
  };
}

/** Throws for an option that means nothing where models have tables. */
export function checkTablesOptions({ method, boundMethod, levels, reading }: Options): void {
  for (const [name, value] of Object.entries({ boundMethod, levels, reading })) {
    if (value !== undefined) notForTables(name, value, "none");
  }
  if (method === "levels") notForTables("method", method, "another one");
}

function notForTables(name: string, value: unknown, expected: string): never {
  refuse("NOT_FOR_TABLES", `options.${name}`, value, `${expected} for a problem with models`);
}

/**
 * Throws unless source is an object with no enumerable name of its own but these. What it inherits
 * without being asked is not its own doing: others may have written to Object.prototype.
 */
export function checkNames(
  kind: string,
  source: unknown,
  path: string,
  names: readonly string[],
  others: readonly string[] = [],
): asserts source is object {
  if (!isObject(source) || Array.isArray(source)) {
    wrongType(path, source, `an object with ${list(names)}`);
  }
  for (const name in source) {
    if (names.includes(name) || others.includes(name) || !Object.hasOwn(source, name)) continue;
    const given = `${path}.${showText(name)}`;
    refuse("UNKNOWN_OPTION", given, source[name], `no ${kind} but ${list(names)}`);
  }
}

function readLevels(levels: unknown): number[] {
  const path = "options.levels";
  if (!isColumn(levels)) wrongType(path, levels, `an array of 1 to ${MOST_LEVELS} numbers`);
  const length: unknown = levels.length; // that of a proxy may be anything
  if (!isWithin(length, 1, MOST_LEVELS) || !Number.isInteger(length)) {
    wrongCount("OUT_OF_RANGE", path, length, `1 to ${MOST_LEVELS}`);
  }
  const read: number[] = [];
  for (let k = 0; k < length; k++) {
    const level = levels[k];
    if (!Number.isFinite(level)) {
      wrong(`${path}[${k}]`, level, "finite number");
    }
    if (k > 0 && level <= read[k - 1]) {
      wrong(`${path}[${k}]`, level, `number > ${path}[${k - 1}], ${read[k - 1]}`);
    }
    read.push(level);
  }
  return read;
}

function readLimits(limits: Options["limits"]): Options["limits"] {
  if (limits === undefined) return limits;
  checkNames("limit", limits, "options.limits", LIMITS);
  const { steps, timeMs } = limits;
  checkAmount("limits.steps", steps);
  checkAmount("limits.timeMs", timeMs);
  return { steps, timeMs };
}

function checkAmount(name: string, value: unknown): void {
  if (value === undefined || (typeof value === "number" && value >= 0)) return;
  wrong(`options.${name}`, value, "number >= 0");
}

function checkChoice(name: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value as string)) return;
  const expected = list(choices.map((choice) => JSON.stringify(choice)));
  wrongName(`options.${name}`, value, expected);
}
