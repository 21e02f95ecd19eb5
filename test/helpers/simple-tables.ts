// A core for tables in a few lines: requests in the caller's order, each at the most accurate point
// that still ends in time where it does so first. Discrete tables alone, and no prices.

import type { View } from "../../src/engine/buffers.js";
import type { TablesCore } from "../../src/engine/core.js";
import { TABLE_BUFFERS, type TableBuffers } from "../../src/engine/tables-buffers.js";

/** A core, and what was asked of it. */
export interface SimpleCore extends TablesCore {
  calls: unknown[][];
}

export function simpleCore(): SimpleCore {
  const calls: unknown[][] = [];
  const figures = { value: 0, accuracySum: 0, bound: 0, provenBy: 0, effort: 0 };
  let views: View[] = [];
  let buffers = {} as TableBuffers;
  let types = 0;
  let perTask = 1;
  const zero = () => 0;
  return {
    calls,
    createTables(n, m, ofTypes, models, tables, points, pairs, options, steps, latencies) {
      const sizes = {
        n,
        m,
        types: ofTypes,
        models,
        tables,
        points,
        pairs,
        options,
        steps,
        latencies,
      };
      calls.push(["createTables", sizes]);
      views = Object.values(TABLE_BUFFERS).map(({ type, length }) => new type(length(sizes)));
      const names = Object.keys(TABLE_BUFFERS);
      buffers = Object.fromEntries(names.map((name, k) => [name, views[k]])) as TableBuffers;
    },
    tablesBuffer: (place) => views[place],
    setTables(ofTypes, tables, count) {
      calls.push(["setTables", ofTypes, tables, count]);
      types = ofTypes;
      perTask = count;
    },
    solveTables(n, m, method) {
      calls.push(["solveTables", n, m, method]);
      Object.assign(figures, fill(buffers, n, m, types, perTask, method === 0), { effort: 0 });
    },
    resumeTables(work, gapTolerance) {
      calls.push(["resumeTables", work, gapTolerance]);
      figures.effort = work;
      return false;
    },
    finishTables: (isStopped) => void calls.push(["finishTables", isStopped]),
    value: () => figures.value,
    accuracySum: () => figures.accuracySum,
    bound: () => figures.bound,
    provenBy: () => figures.provenBy,
    worstCaseGap: () => Number.NaN,
    visits: zero,
    valueFound: () => figures.value,
    effort: () => figures.effort,
    tried: zero,
    applied: zero,
    nodes: zero,
  };
}

/** Writes the answer; returns its figures. */
function fill(
  b: TableBuffers,
  n: number,
  m: number,
  types: number,
  perTask: number,
  isRelaxed: boolean,
) {
  const free = b.readyAt.slice(0, m);
  const figures = { value: 0, accuracySum: 0, bound: 0, provenBy: 0 };
  for (let j = 0; j < n; j++) {
    let best = 0; // the most it gains alone
    let [isEligible, isInTime] = [false, false];
    b.machine[j] = b.variant[j] = -1;
    b.start[j] = b.end[j] = 0;
    b.accuracy[j] = b.base[j];
    for (let r = 0; r < m; r++) {
      const table = b.tableOf[b.taskModel[j] * types + b.machineType[r]];
      const latency = b.latency[perTask > 1 ? j * perTask + r : j];
      if (table < 0 || latency === Infinity) continue;
      const latest = b.deadline[j] - latency;
      for (let i = b.tableStart[table]; i < b.tableStart[table + 1]; i++) {
        const [time, accuracy] = [b.pointTime[i], b.pointAccuracy[i]];
        if (!(accuracy >= b.minAccuracy[j] && accuracy > b.base[j])) continue;
        isEligible = true;
        if (b.readyAt[r] + time > latest) continue;
        isInTime = true;
        best = Math.max(best, b.weight[j] * (accuracy - b.base[j]));
        if (isRelaxed || accuracy <= b.accuracy[j] || free[r] + time > latest) continue;
        b.machine[j] = r;
        b.variant[j] = i - b.tableStart[table];
        b.accuracy[j] = accuracy;
        b.start[j] = free[r];
        b.end[j] = free[r] + time;
      }
    }
    if (b.machine[j] >= 0) free[b.machine[j]] = b.end[j];
    const late = isInTime ? (isRelaxed ? 5 : 4) : isEligible ? 3 : 2;
    b.reason[j] = b.machine[j] >= 0 ? 0 : b.deadline[j] < 0 ? 1 : late;
    figures.value += b.weight[j] * b.accuracy[j];
    figures.accuracySum += b.accuracy[j];
    figures.bound += b.weight[j] * b.base[j] + (b.deadline[j] < 0 ? 0 : best);
  }
  const order = Array.from({ length: n }, (_, j) => j);
  order.sort((i, j) => b.machine[i] - b.machine[j] || b.start[i] - b.start[j]);
  b.order.set(order);
  b.priceStart.fill(0, 0, m + 1);
  return figures;
}
