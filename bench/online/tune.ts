import { makeWorkload } from "./workload.js";
import { simulate } from "./simulate.js";
import { edfLargest } from "./rules.js";
import { oursWith } from "./ours.js";
const args = process.argv.slice(2);
const kinds = args[0].split(",").map((s)=>s.replace("_"," ")); 
const variants: Record<string, number>[] = JSON.parse(args[1]);
const loads = (args[2] ?? "2,3,5").split(",").map(Number);
const seeds = (args[3] ?? "1,2").split(",").map(Number);
const arr = (args[4] ?? "poisson,bursty,code,conv").split(",");
const mean=(a: Float64Array)=>100*a.reduce((x,y)=>x+y,0)/a.length;
const rows: Record<string, number[][]> = {};
for (const networks of kinds) for (const arrivals of arr) for (const load of loads) {
  const key = `${networks} ${arrivals} ${load}`;
  rows[key] = variants.map(()=>[]);
  for (const seed of seeds) {
    const w = makeWorkload({ networks: networks as any, arrivals: arrivals as any, load, m: 8, speeds: "equal", seed, count: 3000 });
    const l = mean(simulate(w, edfLargest, {jitter:0, seed:1, isTimed:false}).accuracy);
    variants.forEach((v,k)=>{ (globalThis as any).T = v; rows[key][k].push(mean(simulate(w, oursWith(v.opt as any ?? {}), {jitter:0, seed:1, isTimed:false}).accuracy)-l); });
  }
}
const avg=(a:number[])=>a.reduce((x,y)=>x+y,0)/a.length;
for (const [key, r] of Object.entries(rows)) console.log(key.padEnd(26), r.map((a)=>avg(a).toFixed(2).padStart(7)).join(""));
console.log("mean".padEnd(26), variants.map((_,k)=>avg(Object.values(rows).map((r)=>avg(r[k]))).toFixed(2).padStart(7)).join(""));
console.log("min".padEnd(26), variants.map((_,k)=>Math.min(...Object.values(rows).map((r)=>avg(r[k]))).toFixed(2).padStart(7)).join(""));
