// Whether a schedule of a problem with tables is one, and what its prices prove: what a reader of
// the problem would ask, in plain sums. Imports nothing of the package.

import { type Place, placeOf, type TableRows, type TableTask } from "./table-instances.js";
import { offers } from "./table-oracle.js";

export interface TableAnswer {
  machine: ArrayLike<number>;
  /** The caller's point, -1: not served; of a continuous table the one at or below in time. */
  variant: ArrayLike<number>;
  start: ArrayLike<number>;
  end: ArrayLike<number>;
  accuracy: ArrayLike<number>;
  value: number;
  bound?: number;
  gap?: number;
  meanAccuracy?: number;
  reason?: ArrayLike<number | string>;
  order?: ArrayLike<number>;
  prices?: TablePrices;
}

export interface TablePrices {
  start: ArrayLike<number>;
  until: ArrayLike<number>;
  price: ArrayLike<number>;
}

const REASONS = ["served", "expired", "ineligible", "too-late", "outbid"];
/** Relative: what a time, a product and a sum of a few are rounded by. */
const ROUNDING = 4 * 2 ** -52;
const LEAST = 4 * Number.MIN_VALUE;
/** Of accuracies and values, relative to their size. */
const NEAR = 1e-12;

/** The value of the accuracies that an answer states. */
export function tableValue({ tasks }: TableRows, { accuracy }: Pick<TableAnswer, "accuracy">) {
  return tasks.reduce((sum, { weight = 1 }, j) => sum + weight * accuracy[j], 0);
}

/** What does not hold, in words. */
export function tableFaults(problem: TableRows, answer: TableAnswer): string[] {
  const { tasks } = problem;
  const size = tasks.reduce((sum, { weight = 1 }, j) => sum + weight * sizeOf(problem, j), 0);
  const value = tableValue(problem, answer);
  const { bound = value, gap = bound - value, order } = answer;
  const found = tasks.flatMap((_, j) => {
    return (answer.machine[j] >= 0 ? faultsOfRun : faultsOfRest)(problem, answer, j);
  });
  if (!(Math.abs(value - answer.value) <= NEAR * size))
    found.push(`value ${answer.value}, which is ${value}`);
  if (!(gap >= 0 && bound >= answer.value)) found.push(`gap ${gap} below bound ${bound}`);
  if (order) found.push(...faultsOfOrder(answer, order, tasks.length));
  return [...found, ...overlaps(answer, tasks.length)];
}

/** The greatest number among what a task's accuracy may be. */
function sizeOf({ models, tasks }: TableRows, j: number): number {
  const tables = Object.values(models[tasks[j].model]);
  const numbers = tables.flatMap(({ accuracy }) => accuracy.map(Math.abs));
  return Math.max(Math.abs(tasks[j].base ?? 0), ...numbers);
}

function faultsOfRest({ tasks, ...rest }: TableRows, answer: TableAnswer, j: number): string[] {
  const { machine, variant, start, end, accuracy, reason } = answer;
  const stated = [machine[j], variant[j], start[j], end[j], accuracy[j]];
  const expected = [-1, -1, 0, 0, tasks[j].base ?? 0];
  const found: string[] = [];
  if (stated.some((number, k) => number !== expected[k]))
    found.push(`task ${j}, not served, is ${stated}; expected ${expected}`);
  const because = tableReason({ tasks, ...rest }, j);
  if (reason && reason[j] !== because && reason[j] !== REASONS.indexOf(because))
    found.push(`reason ${reason[j]} of task ${j}; expected ${because}`);
  return found;
}

function faultsOfRun(problem: TableRows, answer: TableAnswer, j: number): string[] {
  const found: string[] = [];
  const claim = (holds: boolean, what: string) => {
    if (!holds) found.push(`${what} of task ${j}`);
  };
  const [r, start, end] = [answer.machine[j], answer.start[j], answer.end[j]];
  const [variant, accuracy] = [answer.variant[j], answer.accuracy[j]];
  const place = r < problem.machines.length ? placeOf(problem, j, r) : undefined;
  if (!place) return [`machine ${r} of task ${j}`];
  const { table, readyAt, latest } = place;
  if (!(variant >= 0 && variant < table.time.length)) return [`variant ${variant} of task ${j}`];
  const { base = 0, minAccuracy = Number.NEGATIVE_INFINITY } = problem.tasks[j];
  const near = NEAR * sizeOf(problem, j);
  claim(start >= readyAt, `start ${start} before ${readyAt}`);
  claim(end <= latest, `end ${end} after ${latest}`);
  claim(accuracy > base, `accuracy ${accuracy}, not above ${base},`);
  const isContinuous = table.mode === "continuous";
  claim(accuracy >= minAccuracy - (isContinuous ? near : 0), `accuracy ${accuracy}, too low,`);
  const duration = end - start;
  const off = ROUNDING * Math.abs(end) + LEAST;
  const [low, high] = isContinuous
    ? between(place, variant, duration, off)
    : [table.accuracy[variant], table.accuracy[variant]];
  if (!isContinuous)
    claim(Math.abs(duration - table.time[variant]) <= off, `time ${duration} of ${variant}`);
  const slack = isContinuous ? near : 0;
  claim(accuracy >= low - slack && accuracy <= high + slack, `accuracy ${accuracy}`);
  claim(!answer.reason || [0, "served"].includes(answer.reason[j]), "reason");
  return found;
}

/** Accuracies that a run of about so long has from a point on: none unless it is such a run. */
function between({ table }: Place, variant: number, duration: number, off: number): number[] {
  const from = table.time[variant];
  const low = table.accuracy[variant];
  if (Math.abs(duration - from) <= off) return [low, lineAt(table, variant, from + 2 * off)];
  if (duration < from) return [Number.NaN, Number.NaN];
  const shortest = Math.max(from, duration - off);
  const ends = [lineAt(table, variant, shortest), lineAt(table, variant, duration + off)];
  return [Math.min(...ends), Math.max(...ends)];
}

/** Accuracy between a point and the next in time; NaN beyond it. */
function lineAt({ time, accuracy }: Place["table"], variant: number, at: number): number {
  const [from, low] = [time[variant], accuracy[variant]];
  const next = Math.min(...time.filter((one) => one > from));
  if (next === Number.POSITIVE_INFINITY) return at <= from * (1 + 16 * ROUNDING) ? low : Number.NaN;
  const high = Math.max(...accuracy.filter((_, k) => time[k] === next));
  const share = (at - from) / (next - from);
  if (share > 1 + NEAR) return Number.NaN;
  return low + (high - low) * Math.min(1, share);
}

/** Why a task is not served. */
export function tableReason(problem: TableRows, j: number): string {
  const { deadline, base = 0, minAccuracy = Number.NEGATIVE_INFINITY } = problem.tasks[j];
  if (deadline < 0) return "expired";
  const usable = [...problem.machines.keys()].flatMap((r) => {
    const place = placeOf(problem, j, r);
    if (!place) return [];
    const { time, accuracy } = place.table;
    const times = time.filter((_, k) => accuracy[k] >= minAccuracy && accuracy[k] > base);
    return times.length > 0 ? [{ place, minAccuracy, base }] : [];
  });
  if (usable.length === 0) return "ineligible";
  const fits = usable.some(({ place }) =>
    offers(place, minAccuracy, place.latest - place.readyAt).some(({ high }) => high > base),
  );
  return fits ? "outbid" : "too-late";
}

/** The tasks by machine (-1 first), then by start. */
function faultsOfOrder(answer: TableAnswer, order: ArrayLike<number>, n: number): string[] {
  const { machine, start } = answer;
  const list = Array.from(order);
  const isAll = new Set(list).size === n && list.every((j) => j >= 0 && j < n);
  if (!isAll || list.length !== n) return ["order is none of all tasks"];
  return list.slice(1).flatMap((j, k) => {
    const i = list[k];
    const isSorted = machine[i] < machine[j] || (machine[i] === machine[j] && start[i] <= start[j]);
    return isSorted ? [] : [`order has task ${i} before ${j}`];
  });
}

/** Tasks that run on one machine at one time. */
function overlaps({ machine, start, end }: TableAnswer, n: number): string[] {
  const running = Array.from({ length: n }, (_, j) => j).filter((j) => machine[j] >= 0);
  running.sort((i, j) => machine[i] - machine[j] || start[i] - start[j] || end[i] - end[j]);
  return running.flatMap((j, k) => {
    const i = running[k - 1];
    const meets = k > 0 && machine[i] === machine[j] && start[j] < end[i];
    return meets ? [`tasks ${i} and ${j} overlap`] : [];
  });
}

/** What is wrong with prices: times that do not increase, prices that do not fall, or below zero. */
export function priceFaults({ machines }: TableRows, { start, until, price }: TablePrices) {
  const found: string[] = [];
  for (const [r, { readyAt = 0 }] of machines.entries()) {
    for (let i = start[r]; i < start[r + 1]; i++) {
      const before = i > start[r] ? [until[i - 1], price[i - 1]] : [readyAt, Infinity];
      const rises = until[i] > before[0] && until[i] < Infinity;
      if (!rises || !(price[i] < before[1] && price[i] > 0))
        found.push(`price ${price[i]} until ${until[i]} on machine ${r}`);
    }
  }
  if (start[0] !== 0 || start[machines.length] !== until.length) found.push("start of prices");
  return found;
}

/** No schedule is worth more: what time costs, and what tasks earn at most after paying for it. */
export function priceBound(problem: TableRows, prices: TablePrices): number {
  const { machines, tasks } = problem;
  const { start, until, price } = prices;
  let bound = 0;
  for (const [r, { readyAt = 0 }] of machines.entries()) {
    for (let i = start[r]; i < start[r + 1]; i++)
      bound += price[i] * (until[i] - (i > start[r] ? until[i - 1] : readyAt));
  }
  for (const [j, task] of tasks.entries()) {
    const earned = machines.map((_, r) => {
      const place = placeOf(problem, j, r);
      return place ? earnings(task, place, priceAt(prices, r, place.latest)) : 0;
    });
    bound += (task.weight ?? 1) * (task.base ?? 0) + Math.max(0, ...earned);
  }
  return bound;
}

/** Price of a machine's time for a task that is due then. */
function priceAt({ start, until, price }: TablePrices, r: number, due: number): number {
  for (let i = start[r]; i < start[r + 1]; i++) if (due <= until[i]) return price[i];
  return 0;
}

function earnings(task: TableTask, place: Place, price: number): number {
  const { weight = 1, base = 0, minAccuracy = Number.NEGATIVE_INFINITY } = task;
  const ends = offers(place, minAccuracy, place.latest - place.readyAt).flatMap(
    ({ from, to, low, high }) => [
      weight * (low - base) - price * from,
      weight * (high - base) - price * to,
    ],
  );
  return Math.max(0, ...ends);
}
