// A thread that reads one picture after another.

import { parentPort } from "node:worker_threads";
import { read } from "./model.js";

parentPort.on("message", ({ picture, size }) => {
  const begin = performance.now();
  const digit = read(picture, size);
  parentPort.postMessage({ digit, seconds: (performance.now() - begin) / 1000 });
});
