// A chain solved exactly: after a change, where its lists have lost the way; and as the last step,
// with some of those who are not served.

import { Chains, join, leave } from "../chains";
import { Options } from "../options";
import { Single } from "../single";
import { goOnSingle, solveSingle, startSingle } from "../states";
import { Improve, LEAST_GAIN } from "./standing";
import { chooseOptions, dropIdle } from "./weigh";

/**
 * Options of the chain of r, those of its best state; where the lists have lost the way there,
 * solved exactly. Else a change that seemed to gain could be made again and again.
 */
export function settle(s: Improve, r: i32): void {
  const w = s.weights;
  const worth = chooseOptions(w, r);
  if (worth < w.worth[r] - LEAST_GAIN) solveChain(s, r, worth);
  dropIdle(w, r);
  s.isPolished[r] = 0;
  s.exchange.isFresh[r] = 0;
}

/** Options of the chain of r, solved exactly, if that is worth more. */
function solveChain(s: Improve, r: i32, worth: f64): void {
  const c = s.weights.chains;
  const o = s.weights.options;
  const one = s.single;
  one.isFine = one.charged = false;
  one.length = 0;
  for (let k = c.start[r]; k < c.start[r + 1]; k++) one.pair[one.length++] = c.member[k];
  if (solveSingle(one, o, worth) <= worth) return;
  for (let k = 0; k < one.length; k++) c.option[o.task[one.pair[k]]] = one.chosen[k];
}

/**
 * Solves the chain of r exactly, with so many of those who are not served, or does a part of that;
 * returns whether it is over, and the chain then has become better where it could.
 */
export function polishChain(s: Improve, c: Chains, o: Options, r: i32, filled: i32): bool {
  const one = s.single;
  if (!one.isUnderWay) startChain(s, c, o, r, filled);
  if (!goOnSingle(one, o)) return false;
  s.isBetter = one.value0 > s.worth + LEAST_GAIN;
  if (s.isBetter) takeChosen(one, c, o);
  return true;
}

/** Its pairs, and what it is worth now. */
function startChain(s: Improve, c: Chains, o: Options, r: i32, filled: i32): void {
  const one = s.single;
  one.isFine = o.isContinuous;
  one.charged = false;
  one.length = 0;
  let left = filled;
  s.worth = 0;
  for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
    const j = o.task[p];
    if (c.pair[j] === p) s.worth += o.value[c.option[j]];
    else if (c.pair[j] >= 0 || left-- <= 0) continue;
    one.pair[one.length++] = p;
  }
  startSingle(one, o, s.worth);
}

/** The chain as it was chosen. */
function takeChosen(one: Single, c: Chains, o: Options): void {
  const m = o.machines;
  for (let k = 0; k < one.length; k++) {
    const p = one.pair[k];
    const j = o.task[p];
    if (c.pair[j] >= 0 && one.chosen[k] < 0) leave(c, o, j, m);
    if (c.pair[j] < 0 && one.chosen[k] >= 0) join(c, o, p, m);
    c.option[j] = one.chosen[k];
  }
}
