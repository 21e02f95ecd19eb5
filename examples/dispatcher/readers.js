// The threads, and what they can do: measured when the server starts.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { SIZES, tests } from "./model.js";

/** A thread as a function, for one call at a time. */
export function startReader() {
  const worker = new Worker(new URL("worker.js", import.meta.url));
  return async (picture, size) => {
    worker.postMessage({ picture, size });
    const [{ digit, seconds }] = await once(worker, "message"); // throws where the thread has died
    return { digit, seconds };
  };
}

/**
 * What the dispatcher asks for: the table of seconds and accuracies of the sizes, and the overhead of
 * a run, which is the way to a thread and back. All threads work at once, as they will under load.
 */
export async function measure(readers) {
  const seconds = SIZES.map(() => []);
  const right = SIZES.map(() => 0);
  const ways = [];
  const left = [...tests];
  const work = async (reader) => {
    for (const size of SIZES) await reader(tests[0].picture, size); // compiles
    for (let test = left.pop(); test; test = left.pop()) {
      for (const [k, size] of SIZES.entries()) {
        const begin = performance.now();
        const answer = await reader(test.picture, size);
        ways.push((performance.now() - begin) / 1000 - answer.seconds);
        seconds[k].push(answer.seconds);
        if (answer.digit === test.digit) right[k]++;
      }
    }
  };
  await Promise.all(readers.map(work));
  return {
    time: seconds.map((list) => quantile(list, 0.5)),
    accuracy: right.map((count) => count / tests.length),
    overhead: quantile(ways, 0.9),
  };
}

const quantile = (list, share) => list.sort((a, b) => a - b)[Math.floor(share * list.length)];
