// A problem in the hash of a link: #problem= and its JSON, packed, or what to draw it from, such as
// #tasks=100&machines=5&seed=7&speeds=1&speeds=4

import { list, showText } from "../../src/problem/messages.js";
import type { GenerateOptions, Problem } from "../../src/types/index.js";
import { type RowProblem, toRows } from "../model/problem.js";
import { MOST_TEXT } from "./check.js";
import { compactJson } from "./json.js";
import { pack, unpack } from "./pack.js";
import { generated } from "./presets.js";
import { readProblem } from "./read.js";

/** Characters of a hash; browsers and what sends links on may take fewer. */
const MOST_LINK = 2_000_000;

const NUMBERS = ["tasks", "machines", "mu", "rho", "seed"] as const;
const GENERATED: readonly string[] = [...NUMBERS, "speeds"];

/** What a link holds. */
export interface Linked {
  problem: RowProblem;
  /** What it was drawn from, if it was. */
  generated?: GenerateOptions;
}

/**
 * The hash of a link to a problem, with its #.
 *
 * @param settings what the problem was drawn from, if it was and has not been changed since
 */
export async function linkOf(problem: Problem, settings?: GenerateOptions): Promise<string> {
  if (settings) return `#${paramsOf(settings)}`;
  const hash = `#problem=${await pack(compactJson(toRows(problem)))}`;
  if (hash.length <= MOST_LINK) return hash;
  const given = `the problem takes a link of ${hash.length} characters`;
  throw new RangeError(`${given}; expected at most ${MOST_LINK}`);
}

/** What the hash of a link holds; undefined: nothing. Throws an Error that says what is wrong. */
export async function readLink(hash: string): Promise<Linked | undefined> {
  const text = hash.replace(/^#/, "");
  if (text === "") return undefined;
  try {
    return await read(text);
  } catch (error) {
    throw new Error(`the link holds no problem: ${(error as Error).message}`, { cause: error });
  }
}

async function read(text: string): Promise<Linked> {
  if (text.length >= MOST_LINK)
    throw new Error(`it has ${text.length + 1} characters; expected at most ${MOST_LINK}`);
  const params = new URLSearchParams(text);
  const [packed, ...others] = params.getAll("problem");
  if (packed === undefined) {
    const settings = settingsOf(params);
    return { problem: generated(settings), generated: settings };
  }
  if (others.length > 0 || params.size > 1)
    throw new Error(`it has ${params.size} parts; expected problem, and nothing beside it`);
  return { problem: readProblem(await unpack(packed, MOST_TEXT), "its text") };
}

function paramsOf({ speeds, ...numbers }: GenerateOptions): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of NUMBERS) {
    const value = numbers[name];
    if (value !== undefined) params.append(name, compactJson(value));
  }
  for (const speed of speeds ?? []) params.append("speeds", compactJson(speed));
  return params;
}

/** What is out of its range, `generate` complains of. */
function settingsOf(params: URLSearchParams): GenerateOptions {
  const settings: Record<string, number | number[]> = {};
  for (const name of new Set(params.keys())) {
    if (!GENERATED.includes(name))
      throw new Error(`${showText(name)} is unknown; expected problem, or ${list(GENERATED)}`);
    const values = params.getAll(name).map((text) => numberOf(text, name));
    const most = name === "speeds" ? 2 : 1;
    if (values.length !== most)
      throw new Error(`${name} is there ${values.length} times; expected ${most}`);
    settings[name] = name === "speeds" ? values : values[0];
  }
  for (const name of ["tasks", "machines"])
    if (settings[name] === undefined) throw new Error(`${name} is missing; expected a number`);
  return settings as unknown as GenerateOptions;
}

function numberOf(text: string, name: string): number {
  const value = text === "" ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new Error(`${name} is ${showText(text)}; expected a number`);
  return value;
}
