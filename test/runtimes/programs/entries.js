// The entries that solve where they are, and what they answer: [entry, kind of answer, answer].

import * as main from "dsct";
import * as inline from "dsct/inline";
import * as reference from "dsct/reference";
import { bySolver, probe, SLIM } from "./probe.js";

export async function entries() {
  return [
    ["dsct", "full", await probe(main.solve)],
    ["dsct, reference", "full", await probe(main.solve, undefined, { engine: "reference" })],
    [
      "dsct, createSolver",
      "full",
      await probe(bySolver(main.createSolver({ tasks: 0, machines: 1 }))),
    ],
    ["dsct/inline", "slim", await probe(inline.solve, SLIM)],
    ["dsct/reference", "full", await probe(reference.solve)],
  ];
}
