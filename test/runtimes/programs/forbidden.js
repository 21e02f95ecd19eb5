// Where the page forbids WebAssembly, and workers but those that it serves.

import * as main from "dsct";
import * as reference from "dsct/reference";
import { solveAsync } from "dsct/worker";
import { ofEntry } from "./entries.js";
import { complaint, probe } from "./probe.js";

const script = "/node_modules/dsct/dist/worker-script.js";
/** A worker that is served has a policy of its own: this one may compile WebAssembly. */
const served = (problem, options) => solveAsync(problem, { ...options, script });
const rejection = (script) =>
  solveAsync({ machines: [{ speed: 1 }], tasks: [] }, { script }).catch(({ message }) => message);

globalThis.rows = [
  ["dsct", "says", complaint(main.solve)],
  ["dsct", "says", complaint(() => main.createSolver({ tasks: 1, machines: 1 }))],
  ...(await ofEntry("dsct/reference", reference)),
  ["dsct/worker, served", "hash", await probe(served)],
  ["dsct/worker", "says", await rejection()],
  ["dsct/worker, 404", "says", await rejection("/lost.js")],
  ["dsct/worker, HTML", "says", await rejection("/iife")],
  ["dsct/worker, elsewhere", "says", await rejection("http://127.0.0.1:1/a.js")],
];
