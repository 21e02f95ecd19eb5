// The proof of the JavaScript engine at its start, and what its machines can earn by brute force.

import { startBundle } from "../../assembly/exact/bundle.ts?js";
import { startFocus } from "../../assembly/exact/focus.ts?js";
import { nextRow } from "../../assembly/exact/rows.ts?js";
import { ln } from "../../assembly/numeric/ln.ts?js";
import * as ws from "../../assembly/workspace.ts?js";
import { delayed, instances, type Rows } from "./instances.js";
import { machineOptimum } from "./oracle.js";
import { planned } from "./plans.js";

/**
 * Problems of every family that one can enumerate all sets of tasks of, the smaller ones also with
 * machines that are busy at first.
 */
export function small(): [string, Rows][] {
  const few = instances([[5, 2]], 1);
  const late = few.map(([label, rows], k): [string, Rows] => [
    `${label}, delayed`,
    delayed(rows, k),
  ]);
  return [...few, ...late, ...instances([[7, 3]], 1)];
}

/** Fills the rows of the first lattice for class c; least: see `focus`. */
export function fillRows(c: number, least: number): void {
  ws.proof.kindNow = c;
  startFocus(ws.plan, ws.proof, least);
  while (!nextRow(ws.plan, ws.proof));
}

/** Starts a bundle on its first lattice; as `planned`, whose numbers it returns. */
export function proving(rows: Rows): ReturnType<typeof planned> {
  const start = planned(rows);
  ws.createProof();
  const { proof, plan, answer } = ws;
  for (const [i, j] of start.tasks.entries()) {
    const price = (answer.price[j] * plan.unit) / start.scale;
    proof.direction[i] = price > 0 ? ln(price) : Number.NEGATIVE_INFINITY;
  }
  startBundle(plan, proof, start.tasks.length, rows.machines.length);
  return start;
}

/** What every set of positions is worth on machine r, in the caller's units. */
function valuesOfSets(rows: Rows, tasks: number[], r: number): number[] {
  const { speed, readyAt } = rows.machines[r];
  const key = `${speed} ${readyAt}`;
  const known = values.get(rows)?.get(key);
  if (known) return known;
  const found = Array.from({ length: 2 ** tasks.length }, (_, bits) => {
    const set = tasks.filter((_, i) => (bits >> i) & 1);
    return machineOptimum(
      speed,
      set.map((j) => ({ ...rows.tasks[j], base: 0 })),
      readyAt,
    );
  });
  values.set(rows, (values.get(rows) ?? new Map()).set(key, found));
  return found;
}
/** They do not depend on multipliers, and brute force takes long. */
const values = new WeakMap<Rows, Map<string, number[]>>();

/** Every set of positions with what it earns on a machine of class c, in the caller's units. */
export function earnings(
  rows: Rows,
  { tasks, scale }: ReturnType<typeof planned>,
  c: number,
): { set: number[]; earned: number }[] {
  const r = ws.proof.rank[ws.proof.first[c]];
  return valuesOfSets(rows, tasks, r).map((value, bits) => {
    const set = tasks.flatMap((_, i) => ((bits >> i) & 1 ? [i] : []));
    const paid = set.reduce((sum, i) => sum + ws.proof.multiplier[i] * scale, 0);
    return { set, earned: value - paid };
  });
}
