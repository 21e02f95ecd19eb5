// What the commands are told: flags, checked before anything is done.

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { MOST_PROBLEMS, problemsOf } from "./payload.js";

/** [flag, its value where it is not given] */
const REDIS = { redis: process.env.REDIS_URL ?? "redis://127.0.0.1:6379" };
const INPUT = { batch: "100", options: "{}", generate: "", seeds: "1:1" };
const LONG = 365 * 24 * 3600;

/** Of `enqueue` and `collect`: what makes the same jobs of the same input. */
export function inputSettings() {
  const { values, positionals } = read({ ...REDIS, ...INPUT, keep: `${7 * 24 * 3600}` }, 1);
  const settings = {
    redis: address(values.redis),
    file: positionals[0] ?? "-",
    size: integer("--batch", values.batch, 1, MOST_PROBLEMS),
    options: json("--options", values.options),
    keep: integer("--keep", values.keep, 1, LONG),
  };
  if (values.generate === "") {
    problemsOf({ problems: [{}], options: settings.options });
    if (settings.file !== "-" && !existsSync(settings.file)) {
      throw new RangeError(`${settings.file} is not there; expected a file of problems`);
    }
    return settings;
  }
  const generate = json("--generate", values.generate);
  const seeds = values.seeds.split(":").map((text) => integer("--seeds", text, 0, 2 ** 50));
  const [first, last] = seeds;
  if (seeds.length !== 2 || last < first) {
    throw new RangeError(`--seeds is ${JSON.stringify(values.seeds)}; expected FIRST:LAST`);
  }
  const end = Math.min(last, first + settings.size - 1);
  problemsOf({ generate, seeds: [first, end], options: settings.options });
  return { ...settings, generate, seeds };
}

export function workSettings() {
  const threads = `${availableParallelism()}`;
  const { values } = read({ ...REDIS, threads, seconds: "600", grace: "20" }, 0);
  return {
    redis: address(values.redis),
    threads: integer("--threads", values.threads, 1, 1024),
    seconds: integer("--seconds", values.seconds, 1, LONG / 365),
    grace: integer("--grace", values.grace, 0, LONG / 365),
  };
}

export function deadSettings() {
  const { values } = parseArgs({
    options: {
      redis: { type: "string", default: REDIS.redis },
      retry: { type: "boolean", default: false },
    },
  });
  return { redis: address(values.redis), retry: values.retry };
}

/** Ends a command with exit code 2 and a line on stderr where it was told something wrong. */
export function told(settings) {
  try {
    return settings();
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function read(flags, most) {
  const entries = Object.entries(flags).map(([name, value]) => [
    name,
    { type: "string", default: value },
  ]);
  const { values, positionals } = parseArgs({
    options: Object.fromEntries(entries),
    allowPositionals: most > 0,
  });
  if (positionals.length > most) {
    throw new RangeError(`${JSON.stringify(positionals[most])} is one file too many`);
  }
  return { values, positionals };
}

function integer(flag, text, least, most) {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most)
    return value;
  throw new RangeError(
    `${flag} is ${JSON.stringify(text)}; expected an integer from ${least} to ${most}`,
  );
}

function json(flag, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError(`${flag} is ${JSON.stringify(text.slice(0, 100))}; expected JSON`);
  }
}

/** It may hold a password, so it is not repeated. */
function address(text) {
  if (URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol)) return text;
  throw new RangeError("--redis is no address; expected redis://host:port");
}
