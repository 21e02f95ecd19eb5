// Where the search of tables stands, and the best schedule that it has found.

import { Chains, formChains, totalValue } from "../chains";
import { Input } from "../input";
import { Options } from "../options";
import { Single } from "../single";
import { stretchChain } from "../stretch";
import { Exchange } from "./exchange";
import { rebuild, Weights } from "./weigh";

/** A change must gain so much, as a share of the greatest value of a task: more than rounding. */
export const LEAST_GAIN: f64 = 1e-10;
/** Of the random numbers of a search. */
export const SEED: i32 = 123456789;

export class Improve {
  input: Input;
  weights: Weights;
  exchange: Exchange;
  single: Single;
  bestPair: StaticArray<i32>; // [n] those of the best schedule
  bestOption: StaticArray<i32>; // [n]
  time: StaticArray<f64>; // [n] how long a task runs, scaled s; by stretch
  isPolished: StaticArray<i32>; // [m] 1: the chain is solved exactly as it is
  found: f64 = 0; // scaled value of the best schedule
  worth: f64 = 0; // scaled value of the chain that is being polished, as it was
  isBetter: bool = false; // whether the last chain that was polished has become better
  stage: i32 = 0;
  cursor: i32 = 0; // task or machine at work
  idle: i32 = 0; // tasks since the last move
  moves: i32 = 0; // moves since the last exchange
  hasChanged: bool = false; // whether an exchange was made since the rows were weighed
  tried: f64 = 0;
  applied: f64 = 0;
  seed: i32 = SEED; // state of the random numbers

  constructor(n: i32, m: i32, input: Input, weights: Weights, single: Single) {
    this.input = input;
    this.time = new StaticArray<f64>(n);
    this.weights = weights;
    this.single = single;
    this.exchange = new Exchange(n, m);
    this.bestPair = new StaticArray<i32>(n);
    this.bestOption = new StaticArray<i32>(n);
    this.isPolished = new StaticArray<i32>(m);
  }
}

/** Keeps the chains where they are the best so far; returns whether they are. */
export function keepBest(s: Improve, c: Chains, o: Options, n: i32): bool {
  const value = worthOf(s, c, o, n);
  if (value <= s.found) return value === s.found;
  s.found = value;
  for (let j = 0; j < n; j++) {
    s.bestPair[j] = c.pair[j];
    s.bestOption[j] = c.option[j];
  }
  return true;
}

/** Scaled value of the chains; where tables are continuous, of the best times within pieces. */
function worthOf(s: Improve, c: Chains, o: Options, n: i32): f64 {
  if (!o.isContinuous) return totalValue(c, o, n);
  let sum: f64 = 0;
  for (let r = 0; r < o.machines; r++) sum += stretchChain(s.input, o, c, s.single, s.time, r);
  return sum;
}

/** The best schedule as the chains; those that differ are rebuilt. */
export function restoreBest(s: Improve, n: i32, m: i32): void {
  const w = s.weights;
  const c = w.chains;
  const o = w.options;
  const touched = s.exchange.isFresh;
  for (let r = 0; r < m; r++) touched[r] += 2;
  for (let j = 0; j < n; j++) {
    const p = c.pair[j];
    const q = s.bestPair[j];
    if (p === q && (p < 0 || c.option[j] === s.bestOption[j])) continue;
    if (p >= 0) touched[o.machine[p]] = 0;
    if (q >= 0) touched[o.machine[q]] = 0;
    c.pair[j] = q;
    c.option[j] = s.bestOption[j];
  }
  formChains(c, o, n, m);
  for (let r = 0; r < m; r++) {
    if (touched[r] >= 2) {
      touched[r] -= 2;
      continue;
    }
    rebuild(w, r);
    s.isPolished[r] = 1;
  }
}
