// One machine and a set of pairs on it, in order of due time: which of them run, and at which
// option. Every buffer for that; solved by linear and states.

import { MOST_STATES } from "../codes";
import { Options } from "./options";

/** Work of a state; see TRIAL_WORK of search/trial. */
export const STATE_WORK: f64 = 2;

export class Single {
  pair: StaticArray<i32>; // [n] the pairs, in order; written by the caller
  length: i32 = 0; // how many
  isFine: bool = false; // whether pieces are cut finely
  multiplier: StaticArray<f64>; // [n] by task, scaled value that running it costs
  charged: bool = false; // whether it does
  chosen: StaticArray<i32>; // [n] option of every pair, -1: it does not run
  price: StaticArray<f64>; // [n + 1] scaled value per time, not rising; 0 at the end
  rest: StaticArray<f64>; // [n + 1] what the pairs from here on can add, less what time costs
  slack: StaticArray<f64>; // [n] time that is free until this due time
  taken: StaticArray<i32>; // [n] of the linear programme: the last option taken in full
  slope: StaticArray<f64>; // [steps] value per time, negated, to sort by
  step: StaticArray<i32>; // [steps] its place before sorting
  stepPair: StaticArray<i32>; // [steps] position of its pair
  stepTime: StaticArray<f64>; // [steps] how much longer it takes
  stepOption: StaticArray<i32>; // [steps] the option that it ends at
  sortKey: StaticArray<f64>; // [steps] scratch
  sortIndex: StaticArray<i32>; // [steps]
  layer: StaticArray<i32>; // [n + 2] states after i pairs: [layer[i], layer[i + 1])
  time: StaticArray<f64>; // [states] time used, rising in a layer
  value: StaticArray<f64>; // [states] value, rising in a layer
  parent: StaticArray<i32>; // [states] the state before
  option: StaticArray<i32>; // [states] the option that led here, -1: none
  head: StaticArray<i32>; // [options of a pair] next state of the layer before, by option
  usable: StaticArray<i32>; // [options of a pair] options that may pay
  value0: f64 = 0; // greatest value found
  bound: f64 = 0; // an upper bound on it, from the linear programme
  mostStates: i32 = MOST_STATES; // fewer give a schedule that is not the best, sooner
  isExact: bool = false; // whether the value found is the greatest
  position: i32 = 0; // of the pair whose layer is next
  isUnderWay: bool = false; // whether states are being looked for; false: start, or give up
  limit: f64 = Infinity; // work at which that pauses
  work: f64 = 0; // work so far

  constructor(n: i32, steps: i32) {
    const states = n > 0 ? MOST_STATES : 0;
    this.pair = new StaticArray<i32>(n);
    this.multiplier = new StaticArray<f64>(n);
    this.chosen = new StaticArray<i32>(n);
    this.price = new StaticArray<f64>(n + 1);
    this.rest = new StaticArray<f64>(n + 1);
    this.slack = new StaticArray<f64>(n);
    this.taken = new StaticArray<i32>(n);
    this.slope = new StaticArray<f64>(steps);
    this.step = new StaticArray<i32>(steps);
    this.stepPair = new StaticArray<i32>(steps);
    this.stepTime = new StaticArray<f64>(steps);
    this.stepOption = new StaticArray<i32>(steps);
    this.sortKey = new StaticArray<f64>(steps);
    this.sortIndex = new StaticArray<i32>(steps);
    this.layer = new StaticArray<i32>(n + 2);
    this.time = new StaticArray<f64>(states);
    this.value = new StaticArray<f64>(states);
    this.parent = new StaticArray<i32>(states);
    this.option = new StaticArray<i32>(states);
    this.head = new StaticArray<i32>(steps + 1);
    this.usable = new StaticArray<i32>(steps + 1);
  }
}

/** First option of the i-th pair; past its last one: endOf. */
export function firstOf(s: Single, o: Options, i: i32): i32 {
  return s.isFine ? o.fineFirst[s.pair[i]] : o.first[s.pair[i]];
}

export function endOf(s: Single, o: Options, i: i32): i32 {
  return s.isFine ? o.fineEnd[s.pair[i]] : o.end[s.pair[i]];
}

/** What running the i-th pair costs. */
export function chargeOf(s: Single, o: Options, i: i32): f64 {
  return s.charged ? s.multiplier[o.task[s.pair[i]]] : 0;
}
