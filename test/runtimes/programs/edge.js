import * as main from "dsct";
import * as reference from "dsct/reference";
import { bySolver, probe } from "./probe.js";

addEventListener("fetch", (event) => event.respondWith(answer()));

async function answer() {
  const solver = main.createSolver({ tasks: 0, machines: 1 });
  const byHand = main.createSolver(globalThis.core);
  return Response.json([
    ["dsct", "full", await probe(main.solve)],
    ["dsct, createSolver", "full", await probe(bySolver(solver))],
    ["dsct, module by hand", "full", await probe(bySolver(byHand))],
    ["dsct/reference", "full", await probe(reference.solve)],
  ]);
}
