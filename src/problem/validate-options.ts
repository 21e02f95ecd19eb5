// Checks a caller's options, before anything is computed.

import type { Options } from "../types/index.js";
import { isColumn, isObject, isWithin } from "./kinds.js";
import { list, show, showText, wrong, wrongType } from "./messages.js";
import { BOUNDS, METHODS, READINGS } from "./words.js";

const OPTIONS = "method tolerance bound limits onProgress levels reading".split(" ");
const LIMITS = ["work", "timeMs"];
const MOST_LEVELS = 16; // the core has room for so many
/** The options that are a word, and the words that each may be. */
const CHOICES: Record<string, readonly string[]> = {
  method: METHODS,
  bound: BOUNDS,
  reading: READINGS,
};

/** Throws for an unknown option or a value out of its range. */
export function validateOptions(options: Options): void {
  if (!isObject(options) || Array.isArray(options))
    wrongType("options", options, `an object with ${list(OPTIONS)}`);
  for (const name in options) {
    if (OPTIONS.includes(name)) continue;
    const value = show(options[name as keyof Options]);
    throw new RangeError(
      `options.${showText(name)} is ${value}; expected no option but ${list(OPTIONS)}`,
    );
  }
  for (const name in CHOICES) {
    const word = options[name as keyof Options];
    if (word !== undefined) checkChoice(`options.${name}`, word, CHOICES[name]);
  }
  const { tolerance, levels } = options;
  if (tolerance !== undefined && !(typeof tolerance === "number" && tolerance >= 0)) {
    wrong("options.tolerance", tolerance, "number >= 0");
  }
  if (levels !== undefined) checkLevels(levels);
  checkLimits(options);
}

function checkLevels(levels: unknown): void {
  const path = "options.levels";
  if (!isColumn(levels)) wrongType(path, levels, `an array of 1 to ${MOST_LEVELS} numbers`);
  const length: unknown = levels.length; // that of a proxy may be anything
  if (!isWithin(length, 1, MOST_LEVELS) || !Number.isInteger(length)) {
    throw new RangeError(`${path} has ${show(length)} entries; expected 1 to ${MOST_LEVELS}`);
  }
  for (let k = 0; k < length; k++) {
    const level = levels[k];
    if (!isWithin(level, -Number.MAX_VALUE, Number.MAX_VALUE)) {
      wrong(`${path}[${k}]`, level, "finite number");
    }
    if (k > 0 && level <= levels[k - 1]) {
      wrong(`${path}[${k}]`, level, `number > ${path}[${k - 1}], ${levels[k - 1]}`);
    }
  }
}

function checkLimits({ limits, onProgress }: Options): void {
  if (onProgress !== undefined && typeof onProgress !== "function") {
    wrongType("options.onProgress", onProgress, "a function");
  }
  if (limits === undefined) return;
  if (!isObject(limits) || Array.isArray(limits)) {
    wrongType("options.limits", limits, `an object with ${list(LIMITS)}`);
  }
  for (const [name, value] of Object.entries(limits)) {
    const path = `options.limits.${showText(name)}`;
    if (!LIMITS.includes(name)) {
      throw new RangeError(`${path} is ${show(value)}; expected no limit but ${list(LIMITS)}`);
    }
    if (value === undefined || (typeof value === "number" && value >= 0)) continue;
    wrong(path, value, "number >= 0");
  }
}

function checkChoice(path: string, value: unknown, choices: readonly string[]): void {
  if (choices.includes(value as string)) return;
  const expected = list(choices.map((choice) => JSON.stringify(choice)));
  if (typeof value !== "string") wrongType(path, value, expected);
  throw new RangeError(`${path} is ${show(value)}; expected ${expected}`);
}
