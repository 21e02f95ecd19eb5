// What the commands are told: flags, checked before anything is done.

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { MOST_PROBLEMS, problemsOf } from "./payload.js";

/** Seconds. */
const DAY = 24 * 3600;

/** Flags, and their values where they are not given. */
const REDIS = { redis: process.env.REDIS_URL ?? "redis://127.0.0.1:6379" };
const INPUT = { batch: "100", options: "{}", generate: "", seeds: "1:1", keep: `${7 * DAY}` };
const WORK = { threads: `${availableParallelism()}`, seconds: "600", grace: "20" };

/** Of `enqueue` and `collect`: what makes the same jobs of the same input. */
export function inputSettings() {
  const { values, positionals } = read({ ...REDIS, ...INPUT });
  if (positionals.length > 1) throw new RangeError(`${shown(positionals[1])} is a second file`);
  const [file = "-"] = positionals;
  const settings = {
    redis: address(values.redis),
    file,
    size: integer("--batch", values.batch, 1, MOST_PROBLEMS),
    options: json("--options", values.options),
    keep: integer("--keep", values.keep, 1, 365 * DAY),
  };
  const { size, options } = settings;
  if (values.generate !== "") {
    const generate = json("--generate", values.generate);
    const [first, last] = range("--seeds", values.seeds);
    const seeds = [first, Math.min(last, first + size - 1)];
    problemsOf({ generate, seeds, options });
    return { ...settings, generate, seeds: [first, last] };
  }
  problemsOf({ problems: [{}], options });
  return settings;
}

export function workSettings() {
  const { values } = read({ ...REDIS, ...WORK }, false);
  return {
    redis: address(values.redis),
    threads: integer("--threads", values.threads, 1, 1024),
    seconds: integer("--seconds", values.seconds, 1, DAY),
    grace: integer("--grace", values.grace, 0, DAY),
  };
}

export function deadSettings() {
  const { values } = read(REDIS, false, { retry: { type: "boolean", default: false } });
  return { redis: address(values.redis), retry: values.retry };
}

/** Runs a command. What it was told wrong is a line on stderr and exit code 2. */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    const isTold = error instanceof TypeError || error instanceof RangeError || error.code;
    console.error(isTold ? error.message : error);
    process.exit(2);
  }
}

function read(flags, allowPositionals = true, others = {}) {
  const entries = Object.entries(flags).map(([name, value]) => [
    name,
    { type: "string", default: value },
  ]);
  return parseArgs({ options: { ...Object.fromEntries(entries), ...others }, allowPositionals });
}

const shown = (text) => JSON.stringify(text.slice(0, 100));

function integer(flag, text, least, most) {
  const value = Number(text);
  const isWithin = Number.isInteger(value) && value >= least && value <= most;
  if (text.trim() !== "" && isWithin) return value;
  throw new RangeError(`${flag} is ${shown(text)}; expected an integer from ${least} to ${most}`);
}

function range(flag, text) {
  const [first, last, ...others] = text.split(":").map(Number);
  const arePair = Number.isSafeInteger(first) && Number.isSafeInteger(last) && others.length === 0;
  if (arePair && first <= last) return [first, last];
  throw new RangeError(`${flag} is ${shown(text)}; expected FIRST:LAST, integers`);
}

function json(flag, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError(`${flag} is ${shown(text)}; expected JSON`);
  }
}

/** It may hold a password, so it is not repeated. */
function address(text) {
  if (URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol)) return text;
  throw new RangeError("--redis is no address; expected redis://host:port");
}
