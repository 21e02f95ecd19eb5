// The paper's DSCT-UB and DSCT-Approx as a reader of the paper would write them: one machine by its
// KKT conditions, prices by halving, the platform's exp and log, nothing prepared or kept. None of
// it is the solver's. One machine: O(n) logarithms for each of some 55 halvings, for each split.

import type { Machine, Task } from "../../src/types/index.js";

export interface Works {
  /** [n] in the order of the tasks, as all lists here */
  work: number[];
  value: number;
}

export interface Assigned extends Works {
  /** of every task, also of one without work */
  machine: number[];
}

/** Tasks by deadline, ties by index. */
export function byDeadline(tasks: readonly Task[]): number[] {
  return tasks.map((_, j) => j).sort((i, j) => compare(tasks[i], tasks[j]) || i - j);
}

// Infinity - Infinity is no number
function compare(a: Task, b: Task): number {
  return a.deadline === b.deadline ? 0 : a.deadline - b.deadline;
}

/** The works of the exact optimum on one machine. */
export function textbookMachine(speed: number, tasks: readonly Task[]): number[] {
  const order = byDeadline(tasks);
  const sorted = order.map((j) => tasks[j]);
  const rooms = sorted.map(({ deadline }) => speed * deadline);
  const works = nested(sorted, rooms);
  const result = tasks.map(() => 0);
  order.forEach((j, i) => {
    result[j] = works[i];
  });
  return result;
}

/** DSCT-UB: all machines as one of their total speed. */
export function textbookRelax(machines: readonly Machine[], tasks: readonly Task[]): Works {
  const speed = machines.reduce((sum, machine) => sum + machine.speed, 0);
  const work = textbookMachine(speed, tasks);
  return { work, value: totalOf(tasks, work) };
}

/** DSCT-Approx: the works of the relaxation to the least loaded machines, cut at the deadlines. */
export function textbookApprox(machines: readonly Machine[], tasks: readonly Task[]): Assigned {
  const relaxed = textbookRelax(machines, tasks).work;
  const machine = leastLoad(machines, tasks, relaxed);
  return { machine, ...textbookShift(machines, tasks, relaxed, machine) };
}

function totalOf(tasks: readonly Task[], works: readonly number[]): number {
  return tasks.reduce((sum, { weight = 1, base = 0, gain = 1, theta }, j) => {
    return sum + weight * (base - gain * Math.expm1(-theta * works[j]));
  }, 0);
}

/**
 * The works of tasks in deadline order where the first i + 1 of them have rooms[i]. At one price
 * for all, some prefix exceeds its room the most: it is tight in the optimum, at higher prices, and
 * what comes after it competes for the rest, at lower ones.
 */
function nested(tasks: readonly Task[], rooms: readonly number[]): number[] {
  if (tasks.length === 0) return [];
  const works = share(tasks, rooms[rooms.length - 1]);
  let used = 0;
  let most = 0;
  let end = 0;
  for (let i = 0; i < tasks.length - 1; i++) {
    used += works[i];
    if (used - rooms[i] > most) {
      most = used - rooms[i];
      end = i + 1;
    }
  }
  if (end === 0) return works;
  const left = rooms.slice(end).map((room) => room - rooms[end - 1]);
  return nested(tasks.slice(0, end), rooms.slice(0, end)).concat(nested(tasks.slice(end), left));
}

/** The works at the lowest common price at which they fit a room together. */
function share(tasks: readonly Task[], room: number): number[] {
  const total = (price: number) => tasks.reduce((sum, task) => sum + demand(task, price), 0);
  const worksAt = (price: number) => tasks.map((task) => demand(task, price));
  if (total(0) <= room) return worksAt(0);
  // between a price at which all want everything (half, for rounding; exp may end at 0) and that at
  // which none wants anything
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const task of tasks) {
    low = Math.min(low, Math.max(marginal(task, task.maxWork) / 2, Number.MIN_VALUE));
    high = Math.max(high, marginal(task, 0));
  }
  for (;;) {
    // prices may span decades: half of their ratio
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (middle <= low || middle >= high) return between(worksAt(high), worksAt(low), room);
    if (total(middle) > room) low = middle;
    else high = middle;
  }
}

/**
 * Mixes works that fit with those of the next price, which do not, to fill the room: where rooms
 * are tiny, one step of the price is many of the room.
 */
function between(few: readonly number[], many: readonly number[], room: number): number[] {
  const total = (works: readonly number[]) => works.reduce((sum, work) => sum + work, 0);
  const part = Math.min((room - total(few)) / (total(many) - total(few)), 1);
  return few.map((work, j) => work + part * (many[j] - work));
}

/** What a task gains by a little more work. */
function marginal({ weight = 1, gain = 1, theta }: Task, work: number): number {
  return weight * gain * theta * Math.exp(-theta * work);
}

/** The work up to which a task gains more than the price. */
function demand({ weight = 1, gain = 1, theta, maxWork }: Task, price: number): number {
  const wanted = Math.log((weight * gain * theta) / price) / theta;
  return Math.min(Math.max(wanted, 0), maxWork);
}

/**
 * Tasks by deadline, each to the machine with the least load in seconds; of equal ones to the
 * faster, then to the first.
 */
function leastLoad(
  machines: readonly Machine[],
  tasks: readonly Task[],
  work: readonly number[],
): number[] {
  const load = machines.map(() => 0);
  const machine = tasks.map(() => 0);
  for (const j of byDeadline(tasks)) {
    let least = 0;
    for (let r = 1; r < machines.length; r++) {
      const isFaster = machines[r].speed > machines[least].speed;
      if (load[r] < load[least] || (load[r] === load[least] && isFaster)) least = r;
    }
    machine[j] = least;
    load[least] += work[j] / machines[least].speed;
  }
  return machine;
}

/** Every machine without a gap: what passes its deadline is cut there, the rest moves earlier. */
export function textbookShift(
  machines: readonly Machine[],
  tasks: readonly Task[],
  relaxed: readonly number[],
  machine: readonly number[],
): Works {
  const free = machines.map(() => 0);
  const work = tasks.map(() => 0);
  for (const j of byDeadline(tasks)) {
    const r = machine[j];
    const { speed } = machines[r];
    const { deadline } = tasks[j];
    work[j] = Math.min(relaxed[j], speed * (deadline - free[r]));
    free[r] = Math.min(free[r] + relaxed[j] / speed, deadline);
  }
  return { work, value: totalOf(tasks, work) };
}
