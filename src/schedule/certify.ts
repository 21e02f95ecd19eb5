// The independent checker: feasibility, value and bound of a schedule from the definitions alone.
// It shares no code with the solver and uses the exp and log of the platform. Its tolerances are
// only for rounding.

import { modelsOf } from "../tables/read-tables.js";
import type {
  Certificate,
  CurvesProblem,
  Problem,
  ScheduleLike,
  TablesProblem,
  TablesScheduleLike,
} from "../types/index.js";
import { allUntil, type Machines } from "./capacity.js";
import { certifyTables } from "./certify-tables.js";
import {
  checkBound,
  checkOrder,
  checkOverlap,
  checkSums,
  isNoLess,
  Report,
  SUM_TOLERANCE,
} from "./checks.js";
import { accuracyOf, preemptiveBound, relaxedBound, sum, type Tasks } from "./dual.js";
import { readProblem, readSchedule } from "./read.js";

/**
 * Difference allowed in sums in addition to SUM_TOLERANCE, relative to the sum of weight * gain:
 * what an ulp of a price is worth, which is its square.
 */
const PRICE_TOLERANCE = 1e-24;
/** Accuracies are computed to a few ulps on both sides; relative to |base| + gain. */
const ACCURACY_TOLERANCE = 1e-14;
/**
 * Start, time and end of a task are each rounded. So the work may be off by this many ulps of the
 * end, times the speed.
 */
const TIME_ULPS = 4 * 2 ** -52;
/** Where times are subnormal numbers, an ulp is absolute. */
const LEAST_ULPS = 2 * Number.MIN_VALUE;
/**
 * Checks a schedule from the definitions alone, without the solver's code: whether it is feasible,
 * its value, and the bound that it proves.
 *
 * For a problem with curves it checks that no deadline is missed and that no machine does two
 * things at once. It recomputes accuracies, value and order. It also recomputes the upper bound on
 * the value of any schedule that the prices prove. A price is what one more unit of time or work
 * would be worth:
 *
 *     bound = sum_j max_{0 <= f <= u_j} (w_j a_j(f) - price_j f)
 *           + max { sum_j price_j f_j : f can be done by the machines if tasks may be interrupted
 *                   and moved, but not run on two machines at once },
 *
 * u_j is the smaller of maxWork_j and the work that the fastest ready machine can do until the
 * deadline. Under "relax" a task may run on all machines at once, in both parts. A claimed bound is
 * right if it is not lower than this one. If a schedule of "exact" says that "branch" proves its
 * bound, the bound only has to be at least the value. `supported` then says whether the prices
 * prove it, too.
 *
 * For a problem with tables it checks that every run takes the time of its point and ends in time,
 * and that each reason is true. It recomputes accuracies, value, order and the bound that the
 * prices prove:
 *
 *     bound = sum_j w_j base_j
 *           + sum_j max(0, max of w_j (a - base_j) - price_r(when it must have ended) t
 *                          over machines r and what ends in time and is accurate enough there)
 *           + sum_r integral of price_r.
 *
 * "multipliers" and "branch" may prove a lower bound, down to the value; `supported` is then false.
 *
 * **Cost.** O(n (m + log n)) with curves, O(options + n log n) with tables. **Source.** Weak
 * duality: any prices >= 0 prove a bound.
 *
 * @example
 * import { certify, solve } from "dsct";
 *
 * const problem = { machines: [{ speed: 1 }], tasks: [{ deadline: 0.1, theta: 4, maxWork: 1 }] };
 * const schedule = solve(problem);
 *
 * certify(problem, schedule).valid; // true
 * const late = { ...schedule.toJSON(), end: [0.2] };
 * certify(problem, late).valid; // false
 * certify(problem, late).violations[0]; // "end[0] is 0.2; expected a number <= the deadline 0.1"
 *
 * @param problem rows or columns, of either kind
 * @param schedule what `solve` returned, or the same after JSON; its status, worstCaseGap and stats
 *   are not checked
 * @returns whether it is valid, what is wrong with it, and the recomputed value, bound and gap
 * @throws TypeError or RangeError for a wrong problem, as `solve` throws them: `RangeError:
 *   machines has 0 entries; expected at least 1`. Mistakes in the schedule are violations, not
 *   errors.
 */
export function certify(
  problem: Problem,
  schedule: ScheduleLike | TablesScheduleLike,
): Certificate {
  const models = modelsOf(problem);
  return models === undefined
    ? certifyCurves(problem as CurvesProblem, schedule as ScheduleLike)
    : certifyTables(problem as TablesProblem, models, schedule as TablesScheduleLike);
}

function certifyCurves(problem: CurvesProblem, schedule: ScheduleLike): Certificate {
  const { speed, readyAt, ...tasks } = readProblem(problem);
  const report = new Report();
  const numbers = readSchedule(schedule, tasks.deadline.length, (path, shown, expected) => {
    report.expect(false, path, shown, () => expected);
  });
  if (!numbers) return report.certificate(Number.NaN, Number.NaN, Number.NaN, false);
  return certifyNumbers(tasks, { speed, readyAt }, numbers, report);
}

/** The same, for a schedule whose arrays have only numbers; NaN stands for other values. */
function certifyNumbers(
  tasks: Tasks,
  machines: Machines,
  schedule: ScheduleLike,
  report: Report,
): Certificate {
  const n = tasks.deadline.length;
  checkTasks(tasks, schedule, report);
  checkMachines(tasks, machines, schedule, report);
  checkOrder(schedule, n, report);

  const accuracy = Float64Array.from({ length: n }, (_, j) =>
    accuracyOf(tasks, j, schedule.work[j]),
  );
  const value = sum(accuracy, tasks.weight);
  const meanAccuracy = n > 0 ? sum(accuracy) / n : 0;
  const boundFrom = schedule.method === "relax" ? relaxedBound : preemptiveBound;
  const bound = Math.max(boundFrom(tasks, machines, schedule.price), value);
  const size = accuracy.map((a, j) => Math.abs(tasks.base[j]) + Math.abs(a - tasks.base[j]));
  const tolerance =
    SUM_TOLERANCE * sum(size, tasks.weight) + PRICE_TOLERANCE * sum(tasks.gain, tasks.weight);
  const supported = isNoLess(schedule.bound, bound, tolerance);
  checkSums(schedule, value, meanAccuracy, tolerance, report);
  const isBeyond = schedule.method === "exact" && schedule.provenBy === "branch";
  checkBound(schedule, isBeyond ? undefined : bound, value, tolerance, report);
  return report.certificate(value, meanAccuracy, bound, supported);
}

/** What must hold for each task by itself. */
function checkTasks(tasks: Tasks, schedule: ScheduleLike, report: Report): void {
  for (let j = 0; j < tasks.deadline.length; j++) {
    const start = schedule.start[j];
    const end = schedule.end[j];
    const work = schedule.work[j];
    const price = schedule.price[j];
    const deadline = tasks.deadline[j];
    const maxWork = tasks.maxWork[j];
    report.expect(start >= 0, `start[${j}]`, start, () => "a number >= 0");
    report.expect(
      end >= start && end < Infinity,
      `end[${j}]`,
      end,
      () => `a finite number >= start[${j}], ${start}`,
    );
    // a task without work has the time 0, which may be after its deadline
    const inTime = end <= deadline || (end === 0 && work === 0);
    report.expect(inTime, `end[${j}]`, end, () => `a number <= the deadline ${deadline}`);
    report.expect(
      work >= 0 && work <= maxWork,
      `work[${j}]`,
      work,
      () => `a number from 0 to ${maxWork}`,
    );
    report.expect(
      price >= 0 && price < Infinity,
      `price[${j}]`,
      price,
      () => "a finite number >= 0",
    );
    const exact = accuracyOf(tasks, j, work);
    const scale = Math.abs(tasks.base[j]) + tasks.gain[j];
    const close = Math.abs(schedule.accuracy[j] - exact) <= ACCURACY_TOLERANCE * scale;
    report.expect(
      close,
      `accuracy[${j}]`,
      schedule.accuracy[j],
      () => `${exact}, that of work ${work}`,
    );
  }
}

/**
 * Every task has a machine that is ready and does its work in its time, and no machine does two
 * things at once. Under "relax" all tasks run on one machine whose number is -1, and which does
 * what all do together.
 */
function checkMachines(
  tasks: Tasks,
  machines: Machines,
  schedule: ScheduleLike,
  report: Report,
): void {
  const { speed, readyAt } = machines;
  const { machine, start, end, work } = schedule;
  const relaxed = schedule.method === "relax";
  const most = relaxed ? -1 : speed.length - 1;
  const total = sum(speed);
  const until = allUntil(machines);
  const firstReady = readyAt.reduce((least, at) => Math.min(least, at));
  const running: number[] = [];
  for (let j = 0; j < tasks.deadline.length; j++) {
    const r = machine[j];
    const known = Number.isInteger(r) && r >= -1 && r <= most;
    report.expect(known, `machine[${j}]`, r, () => `an integer from -1 to ${most}`);
    if (!known) continue;
    const pace = relaxed ? total : r >= 0 ? speed[r] : 0;
    const done = relaxed ? until(end[j]) - until(start[j]) : pace * (end[j] - start[j]);
    const close = Math.abs(work[j] - done) <= pace * end[j] * TIME_ULPS + (1 + pace) * LEAST_ULPS;
    report.expect(close, `work[${j}]`, work[j], () => `${done}, speed * (end - start)`);
    if (relaxed ? work[j] <= 0 : r < 0) continue;
    running.push(j);
    const ready = relaxed ? firstReady : readyAt[r];
    const expected = () =>
      `a number >= ${ready}, when ${relaxed ? "a machine" : "its machine"} is ready`;
    report.expect(start[j] >= ready, `start[${j}]`, start[j], expected);
  }
  checkOverlap(running, schedule, report);
}
