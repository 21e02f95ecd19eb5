// Where the page forbids WebAssembly, and workers but those that it serves.

import * as main from "dsct";
import * as inline from "dsct/inline";
import * as reference from "dsct/reference";
import { solveAsync } from "dsct/worker";
import { complaint, probe } from "./probe.js";

const script = "/node_modules/dsct/dist/worker-script.js";
const served = (problem, options) => solveAsync(problem, { ...options, script });
const rejection = async () => solveAsync({ machines: [{ speed: 1 }], tasks: [] }).catch(String);

globalThis.rows = [
  ["dsct", "says", complaint(main.solve)],
  ["dsct/inline", "says", complaint(inline.solve)],
  ["dsct, reference", "full", await probe(main.solve, undefined, { engine: "reference" })],
  ["dsct/reference", "full", await probe(reference.solve)],
  ["dsct/worker, served", "full", await probe(served, undefined, { engine: "reference" })],
  ["dsct/worker", "says", await rejection()],
];
