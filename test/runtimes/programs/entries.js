// The entries that solve where they are, and what they answer: [entry, kind of answer, answer].

import * as main from "dsct";
import { createDispatcher } from "dsct/online";
import * as reference from "dsct/reference";
import { bySolver, dispatched, probe } from "./probe.js";

export async function entries() {
  return [
    ...(await ofEntry("dsct", main)),
    ...(await ofEntry("dsct/reference", reference)),
    ["dsct/online", "ok", dispatched(createDispatcher)],
  ];
}

/** By `solve`, and by a solver that has room for nothing at first. */
export async function ofEntry(name, { solve, createSolver }) {
  const solver = createSolver({ tasks: 0, machines: 1 });
  return [
    [name, "hash", await probe(solve)],
    [`${name}, createSolver`, "hash", await probe(bySolver(solver))],
  ];
}
