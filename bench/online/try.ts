import { makeWorkload } from "./workload.js";
import { simulate } from "./simulate.js";
import { edfLargest, byDeadline } from "./rules.js";
import { snapshot } from "./snapshot.js";
import { ours, oursWith } from "./ours.js";
import { clairvoyant } from "./clairvoyant.js";
const smallest = byDeadline(({ job, speed, slack }) => { for (let s = 0.0005; ; s*=1.05) { const z = job.network.largest(Math.min(s, slack), speed); if (z) return z; if (s>slack) return undefined; } });
(globalThis as any).T = {up:1.06,rel:1};
const P = { largest: edfLargest, smallest, ours, snapshot };
for (const networks of ["ofa variants", "timm variants"] as const)
for (const arrivals of ["bursty","code"] as const)
for (const load of [2,3,5]) {
  const w = makeWorkload({ networks, arrivals, load, m: 8, speeds: "equal", seed: 1, count: 3000 });
  const row = Object.entries(P).map(([name, p]) => { const o = simulate(w, p, {jitter:0, seed:1, isTimed:false}); return `${name} ${(100*o.accuracy.reduce((a,b)=>a+b,0)/w.jobs.length).toFixed(2)}/${o.unserved} ${JSON.stringify(Object.values(o.drops))}`});
  const c = clairvoyant(w);
  console.log(networks, arrivals, load, row.join("  "), "clairv", (100*c/w.jobs.length).toFixed(2));
}
