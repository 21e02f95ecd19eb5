// The arguments, the numbers among them, and what is wrong with them or with anything else.

import { type ParseArgsConfig, parseArgs } from "node:util";
import { printable, showText } from "../problem/messages.js";

/** Characters of a message of Node's that are shown: it may repeat an argument or a path. */
const MOST_OF_NODE = 200;

/** What the user got wrong. */
export class UsageError extends Error {}

/** On stderr, in one line, in which nothing from outside is obeyed by a terminal. */
export function complain(message: string): void {
  process.stderr.write(`dsct: ${printable(message.split("\n")[0])}\n`);
}

export function parse<Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(reason(error));
  }
}

/** What an error of Node or of the engine says, in one line that a terminal may be shown. */
export function reason(error: unknown): string {
  return showText((error as Error).message.split("\n")[0], MOST_OF_NODE);
}

export function required(name: string, text: string | undefined): number {
  if (text === undefined) throw new UsageError(`${name} is missing; expected a number`);
  return number(name, text) as number;
}

export function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw new UsageError(`${name} is ${showText(text)}; expected a number`);
  return value;
}
