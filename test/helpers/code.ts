// Runs the code of pages and of comments, and compares what it prints with what it says.

import { expect } from "vitest";
import { createDispatcher } from "../../src/entry/online.js";
import * as reference from "../../src/entry/reference.js";
import { createPool, solveAsync } from "../../src/entry/worker-node.js";
import * as dsct from "../../src/index.js";

/** What code may import. */
const ENTRIES: Record<string, object> = {
  dsct,
  "dsct/reference": reference,
  "dsct/worker": { createPool, solveAsync },
  "dsct/online": { createDispatcher },
};

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** A value as the README writes it: arrays plain, numbers with the digits that are shown. */
function matches(value: unknown, shown: unknown, text: string): boolean {
  if (ArrayBuffer.isView(value)) return matches(Array.from(value as Float64Array), shown, text);
  if (Array.isArray(shown)) {
    const list = value as unknown[];
    return (
      list.length === shown.length &&
      shown.every((entry, k) => matches(list[k], entry, String(entry)))
    );
  }
  if (typeof shown !== "number") return value === shown;
  const digits = (text.match(/\.(\d+)/)?.[1] ?? "").length;
  return Number((value as number).toFixed(digits)) === shown;
}

/** Runs code whose lines `expression; // value` are compared; how many there are. */
export async function runs(code: string, page: string): Promise<number> {
  const body = code.replaceAll(
    /^import (\{ .* \}) from "([\w/]+)";.*$/gm,
    'const $1 = entries["$2"];',
  );
  const checks: [string, string][] = [];
  const program = body.replace(
    /^([\w.]+(?:(?:\(.*\)|\[.*\])[\w.]*)*); \/\/ (\[.*?\]|"[^"]*"|[\w.-]+).*$/gm,
    (_, expression, shown) => `check(${checks.push([expression, shown]) - 1}, ${expression});`,
  );
  let compared = 0;
  await new AsyncFunction("entries", "check", program)(ENTRIES, (k: number, value: unknown) => {
    const [expression, shown] = checks[k];
    const message = `${expression} is ${value}; ${page} says ${shown}`;
    expect(matches(value, JSON.parse(shown), shown), message).toBe(true);
    compared++;
  });
  return compared;
}
