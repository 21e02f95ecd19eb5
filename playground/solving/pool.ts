// The workers of the page. Their script is text inside the page, started from a blob: so the page
// needs no second file, and also runs from the disk.

import script from "../../build/worker-script.txt";
import { createPool } from "../../src/entry/worker.js";
import type { Pool } from "../../src/types/index.js";

/** One for what is dragged, others for the methods beside it. */
const MOST_THREADS = 4;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): { toString(): string };
  };
}

/** Solved once by every worker, so that the time to start one is not taken for that of a method. */
const SMALL = { machines: [{ speed: 1 }], tasks: [{ deadline: 1, theta: 1, maxWork: 1 }] };

let pool: Pool | undefined;

export function sharedPool(): Pool {
  pool ??= start();
  return pool;
}

function start(): Pool {
  const threads = Math.max(2, Math.min(MOST_THREADS, navigator.hardwareConcurrency || 2));
  const started = createPool({ threads, script: scriptAddress() });
  for (let k = 0; k < threads; k++) started.solve(SMALL).catch(() => {}); // the next call says why
  return started;
}

/** The policy of the page trusts this address alone. */
function scriptAddress() {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  const trust = (asked: string) => {
    if (asked !== url) throw new TypeError(`${asked} is no script of this page`);
    return asked;
  };
  return trustedTypes.createPolicy("playground", { createScriptURL: trust }).createScriptURL(url);
}
