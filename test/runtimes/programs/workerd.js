import * as main from "dsct";
import core from "dsct/core.wasm";
import * as inline from "dsct/inline";
import * as reference from "dsct/reference";
import { bySolver, complaint, probe, SLIM } from "./probe.js";

export default {
  async fetch() {
    return Response.json([
      ["dsct", "full", await probe(main.solve)],
      ["dsct, reference", "full", await probe(main.solve, undefined, { engine: "reference" })],
      ["dsct, module by hand", "full", await probe(bySolver(main.createSolver(core)))],
      await ofInline(),
      ["dsct/reference", "full", await probe(reference.solve)],
    ]);
  },
};

/** Newer compatibility dates let bytes be compiled at import, older ones never. */
async function ofInline() {
  const said = complaint(inline.solve);
  if (said !== "nothing") return ["dsct/inline", "says", said];
  return ["dsct/inline", "slim", await probe(inline.solve, SLIM)];
}
