// The thread in which HiGHS solves what `proofs` asks of it.

import { parentPort, workerData } from "node:worker_threads";
import { answer } from "./milp.js";

answer(workerData, (news) => parentPort?.postMessage(news));
