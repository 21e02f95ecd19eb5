import * as main from "dsct";
import core from "dsct/core.wasm";
import { createDispatcher } from "dsct/online";
import * as reference from "dsct/reference";
import { ofEntry } from "./entries.js";
import { bySolver, dispatched, probe } from "./probe.js";

export default {
  async fetch() {
    return Response.json([
      ...(await ofEntry("dsct", main)),
      ["dsct, module by hand", "hash", await probe(bySolver(main.createSolver(core)))],
      ...(await ofEntry("dsct/reference", reference)),
      ["dsct/online", "ok", dispatched(createDispatcher)],
    ]);
  },
};
