// When requests came to the services of the recorded traces, at the mean rate that is asked for.

import { readFileSync } from "node:fs";
import type { Random } from "./simulation/arrivals.js";

export type Trace = "code" | "conv";

const traces = new Map<string, Float64Array>();

/** A part of a trace from a random place on, around its end, in a time that gives the rate. */
export function traceTimes(kind: Trace, count: number, rate: number, random: Random): Float64Array {
  const all = traces.get(kind) ?? readTrace(kind);
  traces.set(kind, all);
  const first = Math.floor(all.length * random());
  const whole = all[all.length - 1] * (1 + 1 / all.length);
  const at = (k: number) => all[k % all.length] + Math.floor(k / all.length) * whole;
  const times = Float64Array.from({ length: count }, (_, k) => at(first + k) - at(first));
  const pace = count / rate / times[count - 1];
  return times.map((time) => time * pace);
}

function readTrace(kind: string): Float64Array {
  const text = readFileSync(`bench/online/data/azure-${kind}.csv`, "utf8");
  return Float64Array.from(text.trim().split("\n").slice(1), Number);
}
