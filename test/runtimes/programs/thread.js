import { once } from "node:events";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { all } from "./all.js";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const [rows] = await once(worker, "message");
  await worker.terminate();
  console.log(JSON.stringify(rows));
} else {
  parentPort.postMessage(await all());
}
