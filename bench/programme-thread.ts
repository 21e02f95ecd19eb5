// The thread in which HiGHS solves a problem with tables as an integer programme.

import { parentPort, workerData } from "node:worker_threads";
import { milp } from "../test/helpers/table-programmes.js";

const { problem, seconds, gap } = workerData;
const begin = performance.now();
const found = milp(problem, seconds, gap);
parentPort?.postMessage({ ...found, milliseconds: performance.now() - begin });
