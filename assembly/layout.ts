// Each machine by itself, once the machine of every task is known. There are two ways to choose it,
// by the least load and by the earliest finish: "refit" and the searches take the better one.

import { EDF, LEVELS, UPGRADE } from "./codes";
import { formChains } from "./paper/chains";
import { EARLIEST_LIMIT, earliest } from "./paper/earliest";
import { edfWork } from "./paper/edf";
import { levelWork, upgrade } from "./paper/levels";
import { shift } from "./paper/shift";
import { listOrder, outcome } from "./problem/outcome";
import { valueUnit } from "./problem/scale";
import { adopt, appraise, exchange } from "./search/assignment";
import { refit } from "./search/refit";
import { startSearch, VALUE_ROUNDING } from "./search/search";
import {
  answer,
  chains,
  edf,
  extremes,
  levels,
  machines,
  plan,
  scratch,
  speed,
  tasks,
} from "./workspace";

/**
 * The assignment by earliest finish, into plan.best; returns whether it may differ from that by
 * least load, and is not too much work.
 */
function findEarliest(unit: f64, n: i32, m: i32): bool {
  const rank = machines.rank;
  if (speed[rank[0]] <= speed[rank[m - 1]] || <f64>n * <f64>m > EARLIEST_LIMIT) return false;
  earliest(edf.work, machines, plan.best, unit, n, m);
  return true;
}

/** Lays out the better of the two assignments, that by least load where they are equal. */
export function layOutBetter(unit: f64, n: i32, m: i32): void {
  const mayDiffer = findEarliest(unit, n, m);
  layOut(speed, machines.readyAt, unit, n, m, true);
  if (!mayDiffer) return;
  const value = answer.value;
  exchange(plan, n);
  layOut(speed, machines.readyAt, unit, n, m, true);
  if (answer.value > value + VALUE_ROUNDING * abs(value)) return;
  exchange(plan, n);
  layOut(speed, machines.readyAt, unit, n, m, true);
}

/** Starts to search from the better of them, likewise. */
export function startPlan(unit: f64, n: i32, m: i32): void {
  const mayDiffer = findEarliest(unit, n, m);
  plan.tasks = n;
  plan.machines = m;
  plan.unit = unit;
  plan.scale = valueUnit(extremes);
  for (let r = 0; r < m; r++) {
    plan.speed[r] = speed[r];
    plan.rate[r] = speed[r] / unit;
    plan.readyAt[r] = machines.readyAt[r];
  }
  for (let j = 0; j < n; j++) plan.offset += tasks.weight[j] * tasks.base[j];
  appraise(plan, n);
  let worth = adopt(plan, n, m);
  if (mayDiffer) {
    exchange(plan, n);
    const other = adopt(plan, n, m);
    if (other > worth * (1 + VALUE_ROUNDING)) worth = other;
    else {
      exchange(plan, n);
      worth = adopt(plan, n, m);
    }
  }
  plan.effort = 0;
  startSearch(plan, worth, n, m);
}

/** The machine of every task is known: every machine by itself. */
export function layOut(
  speed: StaticArray<f64>,
  readyAt: StaticArray<f64>,
  unit: f64,
  n: i32,
  m: i32,
  solves: bool,
): void {
  const chainStart = machines.chainStart;
  formChains(edf, plan.machine, chainStart, chains, scratch.index, n, m);
  if (solves) {
    answer.visits += refit(speed, readyAt, chains, chainStart, scratch, unit, plan.guess, m);
  }
  arrange(speed, readyAt, unit, n, m);
}

/** The baselines of the paper; their works are in the caller's units. */
export function runBaseline(n: i32, m: i32, method: i32): void {
  const chainStart = machines.chainStart;
  if (method === EDF) edfWork(tasks, edf, speed, machines, plan.machine, n, m);
  else levelWork(levels, edf, speed, machines, plan.machine, n, m);
  formChains(edf, plan.machine, chainStart, chains, scratch.index, n, m);
  if (method === LEVELS && levels.reading === UPGRADE) {
    for (let r = 0; r < m; r++) {
      upgrade(levels, speed[r], machines.readyAt[r], chainStart[r], chainStart[r + 1]);
    }
  }
  arrange(speed, machines.readyAt, 1, n, m);
}

/** Machines, starts and ends of works that are known, and what they are worth. */
function arrange(
  speed: StaticArray<f64>,
  readyAt: StaticArray<f64>,
  unit: f64,
  n: i32,
  m: i32,
): void {
  const chainStart = machines.chainStart;
  for (let r = 0; r < m; r++) {
    shift(chains, answer, speed[r], readyAt[r], unit, r, chainStart[r], chainStart[r + 1]);
  }
  outcome(tasks, answer, n);
  // Where the schedule reaches the bound, rounding may leave it an ulp above.
  answer.bound = max(answer.bound, answer.value);
  listOrder(chains.task, chains.work, answer.order, n);
}
