// One line on stderr that says what takes so long, on a terminal and after a second. A thread
// writes it, for most of what may take long (reading, certifying, a relaxation) lets this one do
// nothing else meanwhile.

import { Worker } from "node:worker_threads";
import { widthOf } from "./style.js";

/** What the integer that both threads share may be. */
const QUIET = 0;
const WRITING = 1;
const ENDED = 2;

const SCRIPT = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { writeSync } = require("node:fs");
  const { state, width } = workerData;
  const begin = performance.now();
  let doing = "";
  parentPort.on("message", (text) => { doing = text; });
  setInterval(() => {
    const seconds = (performance.now() - begin) / 1000;
    if (seconds < 1 || Atomics.compareExchange(state, 0, ${QUIET}, ${WRITING}) !== ${QUIET}) return;
    const line = (Math.floor(seconds) + " s: " + doing).slice(0, width);
    try { writeSync(2, "\\r" + line + "\\u001b[K"); } catch {} // a terminal may be busy, or gone
    Atomics.store(state, 1, 1);
    Atomics.store(state, 0, ${QUIET});
    Atomics.notify(state, 0);
  }, 250);`;

/** The thread, and what it shares: its state, and whether there is a line. */
let thread: { worker: Worker; state: Int32Array } | undefined;

/** From now on the line says this. The seconds are counted from the first time. */
export function showProgress(doing: string): void {
  if (!process.stderr.isTTY) return;
  thread ??= startThread();
  thread.worker.postMessage(doing);
}

/** Takes the line away, if there is one. */
export function endProgress(): void {
  if (!thread) return;
  const { worker, state } = thread;
  thread = undefined;
  while (Atomics.compareExchange(state, 0, QUIET, ENDED) === WRITING)
    Atomics.wait(state, 0, WRITING);
  if (state[1] === 1) process.stderr.write("\r\u001b[K");
  worker.terminate();
}

function startThread() {
  const state = new Int32Array(new SharedArrayBuffer(8));
  // a line as wide as the terminal would begin another one
  const width = widthOf(process.stderr) - 1;
  const worker = new Worker(SCRIPT, { eval: true, execArgv: [], workerData: { state, width } });
  worker.on("error", () => {}); // without a thread there is no line, and nothing else is lost
  worker.unref();
  return { worker, state };
}
