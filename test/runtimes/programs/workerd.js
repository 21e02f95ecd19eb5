import * as main from "dsct";
import core from "dsct/core.wasm";
import * as inline from "dsct/inline";
import * as reference from "dsct/reference";
import { bySolver, complaint, probe } from "./probe.js";

export default {
  async fetch() {
    return Response.json([
      ["dsct", "full", await probe(main.solve)],
      ["dsct, reference", "full", await probe(main.solve, undefined, { engine: "reference" })],
      ["dsct, module by hand", "full", await probe(bySolver(main.createSolver(core)))],
      ["dsct/inline", "says", complaint(inline.solve)],
      ["dsct/reference", "full", await probe(reference.solve)],
    ]);
  },
};
