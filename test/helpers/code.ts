// Runs the code of pages and of comments, and compares what it prints with what it says.

import { expect } from "vitest";
import { createDispatcher } from "../../src/entry/online.js";
import * as reference from "../../src/entry/reference.js";
import { createPool, solveAsync } from "../../src/entry/worker-node.js";
import * as dsct from "../../src/index.js";
import { checked, isShown } from "./shown.js";

/** What code may import. */
const ENTRIES: Record<string, object> = {
  dsct,
  "dsct/reference": reference,
  "dsct/worker": { createPool, solveAsync },
  "dsct/online": { createDispatcher },
};

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** Runs code whose lines `expression; // value` are compared; how many there are. */
export async function runs(code: string, page: string): Promise<number> {
  const body = code.replaceAll(
    /^import (\{ .* \}) from "([\w/]+)";.*$/gm,
    'const $1 = entries["$2"];',
  );
  const { program, checks } = checked(body);
  let compared = 0;
  await new AsyncFunction("entries", "check", program)(ENTRIES, (k: number, value: unknown) => {
    const { expression, shown } = checks[k];
    const message = `${expression} is ${value}; ${page} says ${shown}`;
    expect(isShown(value, shown), message).toBe(true);
    compared++;
  });
  return compared;
}
