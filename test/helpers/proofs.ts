// The proof of the JavaScript engine at its start, and what its machines can earn by brute force.

import { startAscent } from "../../assembly/exact/ascent.ts?js";
import { ln } from "../../assembly/numeric/ln.ts?js";
import * as ws from "../../assembly/workspace.ts?js";
import { instances, type Rows } from "./instances.js";
import { machineOptimum } from "./oracle.js";
import { planned } from "./plans.js";

/** Problems of every family that one can enumerate all sets of tasks of. */
export function small(): [string, Rows][] {
  return instances(
    [
      [5, 2],
      [7, 3],
    ],
    1,
  );
}

/** Starts an ascent on a lattice; as `planned`, whose numbers it returns. */
export function proving(rows: Rows): ReturnType<typeof planned> {
  const start = planned(rows);
  ws.createProof();
  const { proof, plan, answer } = ws;
  for (const [i, j] of start.tasks.entries()) {
    const price = (answer.price[j] * plan.unit) / start.scale;
    proof.direction[i] = price > 0 ? ln(price) : Number.NEGATIVE_INFINITY;
  }
  startAscent(plan, proof, start.tasks.length, rows.machines.length);
  return start;
}

/** What every set of positions is worth on a machine of this speed, in the caller's units. */
function valuesOfSets(rows: Rows, tasks: number[], speed: number): number[] {
  const known = values.get(rows)?.get(speed);
  if (known) return known;
  const found = Array.from({ length: 2 ** tasks.length }, (_, bits) => {
    const set = tasks.filter((_, i) => (bits >> i) & 1);
    return machineOptimum(
      speed,
      set.map((j) => ({ ...rows.tasks[j], base: 0 })),
    );
  });
  values.set(rows, (values.get(rows) ?? new Map()).set(speed, found));
  return found;
}
/** They do not depend on multipliers, and brute force takes long. */
const values = new WeakMap<Rows, Map<number, number[]>>();

/** Every set of positions with what it earns on a machine of class c, in the caller's units. */
export function earnings(
  rows: Rows,
  { tasks, scale }: ReturnType<typeof planned>,
  c: number,
): { set: number[]; earned: number }[] {
  const speed = rows.machines[ws.proof.rank[ws.proof.first[c]]].speed;
  return valuesOfSets(rows, tasks, speed).map((value, bits) => {
    const set = tasks.flatMap((_, i) => ((bits >> i) & 1 ? [i] : []));
    const paid = set.reduce((sum, i) => sum + ws.proof.multiplier[i] * scale, 0);
    return { set, earned: value - paid };
  });
}
