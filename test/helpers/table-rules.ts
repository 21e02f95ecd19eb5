// The simple rules that a solver of tables must beat, as one would write them down. Slow, and none
// of it the solver's.

import { type Place, placeOf, type TableRows } from "./table-instances.js";
import { offers } from "./table-oracle.js";

/** A time and an accuracy at which a task may run. */
interface Size {
  time: number;
  accuracy: number;
}

export interface RulesAnswer {
  /** [n] -1: not served */
  machine: number[];
  /** [n] of the runs; 0 of who is not served */
  time: number[];
  /** [n] base of who is not served */
  accuracy: number[];
  value: number;
}

/** Relative: what sums in another order may pass a due time by. */
const ROUNDING = 1e-13;

const within = (end: number, due: number) => end <= due + ROUNDING * Math.abs(due);

const byDeadline = ({ tasks }: TableRows) =>
  [...tasks.keys()].sort((i, j) => tasks[i].deadline - tasks[j].deadline || i - j);

/**
 * The sizes of a task in so much time that no other beats, shortest first: points, and of a
 * continuous table also where the least accuracy is reached and the longest that fits.
 */
function sizesOf({ tasks }: TableRows, j: number, place: Place, most: number): Size[] {
  const { base = 0, minAccuracy = Number.NEGATIVE_INFINITY } = tasks[j];
  const room = most + ROUNDING * Math.abs(place.latest);
  const sizes = offers(place, minAccuracy, room)
    .flatMap(({ from, to, low, high }) => [
      { time: from, accuracy: low },
      { time: to, accuracy: high },
    ])
    .sort((a, b) => a.time - b.time || b.accuracy - a.accuracy);
  let best = base;
  return sizes.filter(({ accuracy }) => {
    if (accuracy <= best) return false;
    best = accuracy;
    return true;
  });
}

function serveNobody({ tasks }: TableRows): RulesAnswer {
  return {
    machine: tasks.map(() => -1),
    time: tasks.map(() => 0),
    accuracy: tasks.map(({ base = 0 }) => base),
    value: 0,
  };
}

const withValue = ({ tasks }: TableRows, answer: RulesAnswer): RulesAnswer => ({
  ...answer,
  value: tasks.reduce((sum, { weight = 1 }, j) => sum + weight * answer.accuracy[j], 0),
});

/** By deadline: the greatest accuracy that any machine still gives in time, where it ends first. */
export function plainTableEdf(problem: TableRows): RulesAnswer {
  return inTurn(
    problem,
    (sizes) => sizes.slice(-1),
    (a, b) => b.accuracy - a.accuracy || a.end - b.end,
  );
}

/**
 * By deadline: the shortest acceptable size on the machine where it ends first. Then longer ones,
 * step by step, the most value a second first, as long as every due time of the machine holds.
 */
export function plainTableApprox(problem: TableRows): RulesAnswer {
  const answer = inTurn(
    problem,
    (sizes) => sizes.slice(0, 1),
    (a, b) => a.end - b.end || b.accuracy - a.accuracy,
  );
  const open = new Set([...problem.tasks.keys()].filter((j) => answer.machine[j] >= 0));
  while (open.size > 0) {
    let best: { j: number; step: Size; steepness: number } | undefined;
    for (const j of open) {
      const step = nextSize(problem, answer, j);
      if (!step) open.delete(j);
      else if (!best || step.steepness > best.steepness) best = { j, ...step };
    }
    if (!best) break;
    const { j, step } = best;
    const before = { time: answer.time[j], accuracy: answer.accuracy[j] };
    assign(answer, j, step);
    if (holds(problem, answer, answer.machine[j])) continue;
    assign(answer, j, before);
    open.delete(j);
  }
  return withValue(problem, answer);
}

function assign(answer: RulesAnswer, j: number, { time, accuracy }: Size): void {
  answer.time[j] = time;
  answer.accuracy[j] = accuracy;
}

/** The next larger size of a task on its machine. */
function nextSize(problem: TableRows, { machine, time, accuracy }: RulesAnswer, j: number) {
  const place = placeOf(problem, j, machine[j]) as Place;
  const sizes = sizesOf(problem, j, place, place.latest - place.readyAt);
  const step = sizes.find((size) => size.accuracy > accuracy[j] && size.time > time[j]);
  const { weight = 1 } = problem.tasks[j];
  return (
    step && { step, steepness: (weight * (step.accuracy - accuracy[j])) / (step.time - time[j]) }
  );
}

/** Whether a machine's tasks, by due time, all end by theirs. */
function holds(problem: TableRows, { machine, time }: RulesAnswer, r: number): boolean {
  const places = problem.tasks.map((_, j) =>
    machine[j] === r ? placeOf(problem, j, r) : undefined,
  );
  const byDue = [...places.keys()]
    .filter((j) => places[j])
    .sort((i, j) => (places[i] as Place).latest - (places[j] as Place).latest);
  let end = problem.machines[r].readyAt ?? 0;
  return byDue.every((j) => {
    end += time[j];
    return within(end, (places[j] as Place).latest);
  });
}

interface Choice extends Size {
  r: number;
  end: number;
}

/** Every task by deadline at the first of its choices, one or none a machine, after the others. */
function inTurn(
  problem: TableRows,
  pick: (sizes: Size[]) => Size[],
  compare: (a: Choice, b: Choice) => number,
): RulesAnswer {
  const answer = serveNobody(problem);
  const free = problem.machines.map(({ readyAt = 0 }) => readyAt);
  for (const j of byDeadline(problem)) {
    const choices = free.flatMap((start, r): Choice[] => {
      const place = placeOf(problem, j, r);
      if (!place || place.latest < start) return [];
      const sizes = pick(sizesOf(problem, j, place, place.latest - start));
      return sizes.map((size) => ({ ...size, r, end: start + size.time }));
    });
    const [first] = choices.sort((a, b) => compare(a, b) || a.r - b.r);
    if (!first) continue;
    answer.machine[j] = first.r;
    assign(answer, j, first);
    free[first.r] = first.end;
  }
  return withValue(problem, answer);
}

/** An answer of the rules, its runs laid out one after the other. */
export function laidOut(problem: TableRows, { machine, time, accuracy, value }: RulesAnswer) {
  const { machines, tasks, models } = problem;
  const [start, end] = [tasks.map(() => 0), tasks.map(() => 0)];
  const variant = tasks.map(() => -1);
  for (const [r, { type, readyAt = 0 }] of machines.entries()) {
    let free = readyAt;
    const due = (j: number) => placeOf(problem, j, r)?.latest ?? 0;
    const mine = [...tasks.keys()].filter((j) => machine[j] === r).sort((i, j) => due(i) - due(j));
    for (const j of mine) {
      const points = models[tasks[j].model][type].time;
      start[j] = free;
      free = Math.min(free + time[j], due(j));
      end[j] = free;
      for (const [k, at] of points.entries())
        if (at <= time[j] * (1 + 1e-12) && (variant[j] < 0 || at > points[variant[j]]))
          variant[j] = k;
    }
  }
  return { machine, variant, start, end, accuracy, value };
}
