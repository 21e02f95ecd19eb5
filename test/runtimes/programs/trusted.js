// Where the page takes no string for the address of a script.

import { solveAsync } from "dsct/worker";
import { probe } from "./probe.js";

const policy = globalThis.trustedTypes.createPolicy("page", { createScriptURL: (url) => url });
const script = policy.createScriptURL("/node_modules/dsct/dist/worker-script.js");
const trusted = (problem, options) => solveAsync(problem, { ...options, script });
const untrusted = () => solveAsync({ machines: [{ speed: 1 }], tasks: [] }).catch(String);

globalThis.rows = [
  ["dsct/worker, trusted", "hash", await probe(trusted)],
  ["dsct/worker", "says", await untrusted()],
];
