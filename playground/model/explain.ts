// Why a request is served as it is, or not at all, in words and numbers.

import { REASONS } from "../../src/problem/words.js";
import type { Schedule, Table, TablesSchedule } from "../../src/types/index.js";
import { costOf, priceAt, stepsOf } from "./prices.js";
import { isTables, type RowCurves, type RowProblem, type RowTables } from "./problem.js";
import type { AnySchedule } from "./schedule.js";
import { isOfTables } from "./schedule.js";
import { fixed, ms } from "./units.js";

export interface Explanation {
  /** What happens to it. */
  outcome: string;
  /** Why, a sentence each. */
  why: string[];
}

export function explain(problem: RowProblem, schedule: AnySchedule, task: number): Explanation {
  return isTables(problem)
    ? explainTable(problem, schedule as TablesSchedule, task)
    : explainCurve(problem, schedule as Schedule, task);
}

/** Value of one more millisecond where a request runs, or where it would have to; by the prices. */
export function priceOf(problem: RowProblem, schedule: AnySchedule, task: number): number {
  const machine = schedule.machine[task];
  if (isOfTables(schedule)) {
    if (machine < 0) return 0;
    return priceAt(stepsOf(schedule.prices, machine), schedule.end[task]) / 1000;
  }
  if (isTables(problem)) return 0;
  const speeds = problem.machines.map(({ speed }) => speed);
  return (schedule.price[task] * (speeds[machine] ?? Math.max(...speeds))) / 1000;
}

/** The latest end of a run on a machine; -Infinity where it cannot run. */
export function latestEnd({ tasks }: RowTables, task: number, machine: number): number {
  const { deadline, latency = 0 } = tasks[task];
  const own = Array.isArray(latency) ? latency[machine] : (latency as number);
  return own === null || own === undefined ? -Infinity : (deadline ?? Infinity) - own;
}

export function tableOf({ models, machines, tasks }: RowTables, task: number, machine: number) {
  return models[tasks[task].model]?.[machines[machine].type] as Table | undefined;
}

function explainTable(problem: RowTables, schedule: TablesSchedule, task: number): Explanation {
  const reason = REASONS[schedule.reason[task]];
  if (reason === "served") return served(problem, schedule, task);
  const { deadline, minAccuracy, base = 0 } = problem.tasks[task];
  switch (reason) {
    case "expired":
      return {
        outcome: "Not served: expired.",
        why: [`Its deadline, ${ms(deadline as number)}, has passed.`],
      };
    case "ineligible": {
      const least = minAccuracy === undefined ? "" : ` and at least ${minAccuracy}`;
      const why = `No machine has a size of its model that is more accurate than ${base}${least}.`;
      return { outcome: "Not served: ineligible.", why: [why] };
    }
    case "too-late":
      return { outcome: "Not served: too late.", why: soonest(problem, task) };
    default:
      return { outcome: "Not served: outbid.", why: bids(problem, schedule, task) };
  }
}

function served(problem: RowTables, schedule: TablesSchedule, task: number): Explanation {
  const machine = schedule.machine[task];
  const variant = schedule.variant[task];
  const [start, end] = [schedule.start[task], schedule.end[task]];
  const { type } = problem.machines[machine];
  const table = tableOf(problem, task, machine) as Table;
  const name = table.names?.[variant] ?? `size ${variant}`;
  const outcome = `Runs on machine ${machine} (${type}) from ${ms(start)} to ${ms(end)} as ${name}, accuracy ${fixed(schedule.accuracy[task], 3)}.`;
  const spare = latestEnd(problem, task, machine) - end;
  const why = [spare === Infinity ? "It has no deadline." : `It ends ${ms(spare)} before it must.`];
  const next = nextLarger(table, variant);
  if (next < 0) return { outcome, why: [...why, "No larger size is more accurate there."] };
  const more = table.time[next] - table.time[variant];
  const { weight = 1 } = problem.tasks[task];
  const gain = weight * (table.accuracy[next] - table.accuracy[variant]);
  const cost = costOf(stepsOf(schedule.prices, machine), end, end + more);
  why.push(
    `The next larger size takes ${ms(more)} more and gains ${fixed(gain, 4)}; at the prices of this machine that time is worth ${fixed(cost, 4)}.`,
  );
  if (more > spare) why.push("It would end too late.");
  return { outcome, why };
}

/** The quickest point that is more accurate; -1: there is none. */
function nextLarger({ time, accuracy }: Table, variant: number): number {
  let best = -1;
  for (let k = 0; k < time.length; k++)
    if (accuracy[k] > accuracy[variant] && time[k] > time[variant] && !(time[k] >= time[best]))
      best = k;
  return best;
}

interface Bid {
  machine: number;
  time: number;
  accuracy: number;
}

/** The points of a request that are accurate enough, of each machine. */
function bidsOf(problem: RowTables, task: number): Bid[] {
  const { base = 0, minAccuracy = -Infinity } = problem.tasks[task];
  return problem.machines.flatMap((_, machine) => {
    const table = tableOf(problem, task, machine);
    if (!table || latestEnd(problem, task, machine) === -Infinity) return [];
    return Array.from(table.time, (time, k) => ({
      machine,
      time,
      accuracy: table.accuracy[k],
    })).filter(({ accuracy }) => accuracy > base && accuracy >= minAccuracy);
  });
}

/** Machines of which a sentence each is written. */
const MOST_SENTENCES = 5;

function soonest(problem: RowTables, task: number): string[] {
  const first = new Map<number, Bid>();
  for (const bid of bidsOf(problem, task))
    if (!(bid.time >= (first.get(bid.machine)?.time ?? Infinity))) first.set(bid.machine, bid);
  const endOf = ({ machine, time }: Bid) => (problem.machines[machine].readyAt ?? 0) + time;
  return [...first.values()]
    .sort((a, b) => endOf(a) - endOf(b))
    .slice(0, MOST_SENTENCES)
    .map((bid) => {
      const { type } = problem.machines[bid.machine];
      const due = latestEnd(problem, task, bid.machine);
      return `Machine ${bid.machine} (${type}) could end it at ${ms(endOf(bid))} at the earliest; it must end by ${ms(due)}.`;
    });
}

/** Of each machine the size that loses least: what it is worth less what its time is worth. */
function bids(problem: RowTables, schedule: TablesSchedule, task: number): string[] {
  const { weight = 1, base = 0 } = problem.tasks[task];
  const best = new Map<number, { bid: Bid; gain: number; cost: number }>();
  for (const bid of bidsOf(problem, task)) {
    const { readyAt = 0 } = problem.machines[bid.machine];
    const due = latestEnd(problem, task, bid.machine);
    if (readyAt + bid.time > due) continue;
    const steps = stepsOf(schedule.prices, bid.machine);
    const last = Math.max(readyAt, steps.at(-1)?.until ?? 0);
    const end = Math.min(due, last + bid.time);
    const gain = weight * (bid.accuracy - base);
    const cost = costOf(steps, end - bid.time, end);
    const known = best.get(bid.machine);
    if (!known || gain - cost > known.gain - known.cost) best.set(bid.machine, { bid, gain, cost });
  }
  return [...best.values()]
    .sort((a, b) => b.gain - b.cost - (a.gain - a.cost))
    .slice(0, MOST_SENTENCES)
    .map(({ bid, gain, cost }) => {
      const { type } = problem.machines[bid.machine];
      const verdict = cost > gain ? "worth more to others" : "the search found no better schedule";
      return `On machine ${bid.machine} (${type}) it would gain ${fixed(gain, 3)} in ${ms(bid.time)}; that time costs ${fixed(cost, 3)} at the prices: ${verdict}.`;
    });
}

function explainCurve(
  { machines, tasks }: RowCurves,
  schedule: Schedule,
  task: number,
): Explanation {
  const { deadline, theta, maxWork, weight = 1, gain = 1 } = tasks[task];
  const work = schedule.work[task];
  const price = schedule.price[task];
  const slope = weight * gain * theta * Math.exp(-theta * work);
  const priced = `One more unit of work would gain it ${fixed(slope, 3)}; the time that it may use costs ${fixed(price, 3)} a unit.`;
  if (!(work > 0)) {
    if (deadline < 0)
      return { outcome: "No work: expired.", why: [`Its deadline, ${ms(deadline)}, has passed.`] };
    return { outcome: "No work: outbid.", why: [priced] };
  }
  if (schedule.method === "relax") {
    const outcome = `Gets the work ${fixed(work, 3)} of the relaxation, accuracy ${fixed(schedule.accuracy[task], 3)}.`;
    return { outcome, why: [priced] };
  }
  const machine = schedule.machine[task];
  const outcome = `Runs on machine ${machine} (speed ${fixed(machines[machine].speed, 2)}) from ${ms(schedule.start[task])} to ${ms(schedule.end[task])}, accuracy ${fixed(schedule.accuracy[task], 3)}.`;
  const share = `It gets ${fixed((100 * work) / maxWork, 0)} % of its full work.`;
  const spare =
    deadline === null || deadline === Infinity
      ? "It has no deadline."
      : `It ends ${ms(deadline - schedule.end[task])} before its deadline.`;
  return { outcome, why: [share, spare, priced] };
}
