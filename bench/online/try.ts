import { makeWorkload } from "./workload.js";
import { simulate } from "./simulate.js";
import { edfLargest } from "./rules.js";
import { snapshot } from "./snapshot.js";
import { ours, oursWith } from "./ours.js";
import { clairvoyant } from "./clairvoyant.js";
const P = { largest: edfLargest, snap: snapshot, ours, inf: oursWith({horizon: Infinity}), h1: oursWith({horizon:1.2}), h6: oursWith({horizon:0.6}) };
for (const networks of ["paper","ofa","timm","ofa variants"] as const)
for (const arrivals of ["poisson","bursty","code"] as const)
for (const load of [0.7,1.5,2,3]) {
  const w = makeWorkload({ networks, arrivals, load, m: 8, speeds: "equal", seed: 101, count: 3000 });
  const t0=performance.now();
  const row = Object.entries(P).map(([name, p]) => { if (name==="snap" && networks.includes("var")) return ""; const o = simulate(w, p, {jitter:0, seed:1, isTimed:false}); return `${name} ${(100*o.accuracy.reduce((a,b)=>a+b,0)/w.jobs.length).toFixed(2)}/${o.unserved}`});
  const t1=performance.now();
  const c = clairvoyant(w);
  console.log(networks, arrivals, load, row.join("  "), (t1-t0).toFixed(0), "clairv", (100*c/w.jobs.length).toFixed(2), (performance.now()-t1).toFixed(0));
}
