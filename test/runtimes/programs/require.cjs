const main = require("dsct");
const reference = require("dsct/reference");
const { solveAsync } = require("dsct/worker");

import("./probe.js").then(async ({ bySolver, probe }) => {
  const solver = reference.createSolver({ tasks: 0, machines: 1 });
  const rows = [
    ["dsct", "hash", await probe(main.solve)],
    ["dsct/reference", "hash", await probe(reference.solve)],
    ["dsct/reference, createSolver", "hash", await probe(bySolver(solver))],
    ["dsct/worker", "hash", await probe(solveAsync)],
  ];
  console.log(JSON.stringify(rows));
});
