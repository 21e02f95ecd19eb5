import * as main from "dsct";
import { createDispatcher } from "dsct/online";
import * as reference from "dsct/reference";
import { ofEntry } from "./entries.js";
import { bySolver, dispatched, probe } from "./probe.js";

addEventListener("fetch", (event) => event.respondWith(answer()));

async function answer() {
  const byHand = main.createSolver(globalThis.core);
  return Response.json([
    ...(await ofEntry("dsct", main)),
    ["dsct, module by hand", "hash", await probe(bySolver(byHand))],
    ...(await ofEntry("dsct/reference", reference)),
    ["dsct/online", "ok", dispatched(createDispatcher)],
  ]);
}
