const main = require("dsct");
const inline = require("dsct/inline");
const reference = require("dsct/reference");
const { solveAsync } = require("dsct/worker");

import("./probe.js").then(async ({ probe, SLIM }) => {
  const rows = [
    ["dsct", "full", await probe(main.solve)],
    ["dsct/inline", "slim", await probe(inline.solve, SLIM)],
    ["dsct/reference", "full", await probe(reference.solve)],
    ["dsct/worker", "full", await probe(solveAsync)],
  ];
  console.log(JSON.stringify(rows));
});
