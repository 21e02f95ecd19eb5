// The independent checker of schedules with tables: feasibility, reasons, value and bound from the
// definitions alone. It shares no code with the solver, and its tolerances are for rounding only.

import { REASONS } from "../problem/words.js";
import { readTables, type TablesInput } from "../tables/read-tables.js";
import { COUNTABLE } from "../tables/size.js";
import type { Certificate, Reason, TablesProblem, TablesScheduleLike } from "../types/index.js";
import {
  checkBound,
  checkOrder,
  checkOverlap,
  checkSums,
  isNoLess,
  Report,
  SUM_TOLERANCE,
} from "./checks.js";
import { sum } from "./dual.js";
import { pricesBound } from "./dual-tables.js";
import { readTablesSchedule, type TablesNumbers } from "./read.js";
import { greatestOf, reachable, roundingOf, runOf, slackOf, TablePoints } from "./table-points.js";

/** See `certify`; models: what the problem has there. */
export function certifyTables(
  problem: TablesProblem,
  models: unknown,
  schedule: TablesScheduleLike,
): Certificate {
  const input = readTables(problem, models, COUNTABLE);
  const report = new Report();
  const { n, m } = input.sizes;
  const numbers = readTablesSchedule(schedule, n, m, (path, shown, expected) => {
    report.expect(false, path, shown, () => expected);
  });
  if (!numbers) return report.certificate(Number.NaN, Number.NaN, Number.NaN, false);
  return certifyNumbers(input, numbers, report);
}

function certifyNumbers(input: TablesInput, schedule: TablesNumbers, report: Report): Certificate {
  const { sizes, weight, base } = input;
  const { n } = sizes;
  const points = new TablePoints(input);
  const accuracy = new Float64Array(n);
  const running: number[] = [];
  for (let j = 0; j < n; j++) {
    accuracy[j] = checkTask(input, points, schedule, j, report);
    if (schedule.machine[j] >= 0) running.push(j);
  }
  checkOverlap(running, schedule, report);
  checkOrder(schedule, n, report);

  const value = sum(accuracy, weight);
  const meanAccuracy = n > 0 ? sum(accuracy) / n : 0;
  const areSound = checkPrices(input, schedule, report);
  const proven = areSound ? pricesBound(input, points, schedule.prices) : Number.NaN;
  const bound = Math.max(proven, value);
  const size = accuracy.map((a, j) => Math.abs(base[j]) + Math.abs(a - base[j]));
  const tolerance = SUM_TOLERANCE * sum(size, weight);
  checkSums(schedule, value, meanAccuracy, tolerance, report);
  const { provenBy } = schedule;
  const isBeyond = provenBy === "multipliers" || provenBy === "branch";
  checkBound(schedule, isBeyond ? undefined : bound, value, tolerance, report);
  const supported = isNoLess(schedule.bound, bound, tolerance);
  return report.certificate(value, meanAccuracy, bound, supported);
}

/** What holds of each request alone; returns its accuracy. */
function checkTask(
  input: TablesInput,
  points: TablePoints,
  schedule: TablesNumbers,
  j: number,
  report: Report,
): number {
  const most = schedule.method === "relax" ? -1 : input.sizes.m - 1;
  const r = schedule.machine[j];
  const isKnown = Number.isInteger(r) && r >= -1 && r <= most;
  report.expect(isKnown, `machine[${j}]`, r, () => `an integer from -1 to ${most}`);
  if (isKnown && r >= 0) return checkServed(input, points, schedule, j, report);
  for (const name of ["start", "end"] as const) {
    const at = schedule[name][j];
    report.expect(at === 0, `${name}[${j}]`, at, () => "0 for a request that is not served");
  }
  const { variant, accuracy } = schedule;
  const least = input.base[j];
  report.expect(variant[j] === -1, `variant[${j}]`, variant[j], () => "-1, as of its machine");
  report.expect(accuracy[j] === least, `accuracy[${j}]`, accuracy[j], () => `the base ${least}`);
  const reasons = reasonsOf(input, points, schedule, j);
  const reason = REASONS[schedule.reason[j]];
  const shown = () => reasons.map((word) => JSON.stringify(word)).join(" or ");
  report.expect(reasons.includes(reason), `reason[${j}]`, nameOf(schedule.reason[j]), shown);
  return least;
}

function checkServed(
  input: TablesInput,
  points: TablePoints,
  schedule: TablesNumbers,
  j: number,
  report: Report,
): number {
  const { machine, variant, start, end, accuracy, reason } = schedule;
  const place = points.placeOf(j, machine[j]);
  const isServed = reason[j] === 0;
  report.expect(isServed, `reason[${j}]`, nameOf(reason[j]), () => '"served", as it has a machine');
  const has = () => `a machine that can run request ${j}`;
  report.expect(place !== undefined, `machine[${j}]`, machine[j], has);
  if (!place) return Number.NaN;

  const { readyAt, latest } = place;
  const isReady = start[j] >= readyAt;
  report.expect(isReady, `start[${j}]`, start[j], () => `a number >= readyAt, ${readyAt}`);
  const isAfter = end[j] >= start[j] && end[j] < Infinity;
  report.expect(isAfter, `end[${j}]`, end[j], () => `a finite number >= start, ${start[j]}`);
  const isInTime = end[j] <= latest;
  report.expect(isInTime, `end[${j}]`, end[j], () => `a number <= deadline - latency, ${latest}`);

  const seconds = end[j] - start[j];
  const rounding = roundingOf(end[j]);
  const run = runOf(place, variant[j], seconds, rounding);
  const among = () => "the index of a point of its table";
  report.expect(run !== undefined, `variant[${j}]`, variant[j], among);
  if (!run) return Number.NaN;
  const { least, most } = run;
  const takes = seconds >= least - rounding && seconds <= most + rounding;
  const times = least === most ? `${least}` : `from ${least} to ${most}`;
  report.expect(takes, `end[${j}] - start[${j}]`, seconds, () => `${times}, as in its table`);
  checkAccuracy(input, accuracy[j], run, j, report);
  return run.tolerance === 0 ? run.accuracy : accuracy[j];
}

function checkAccuracy(
  { base, minAccuracy }: TablesInput,
  claimed: number,
  { accuracy, tolerance }: { accuracy: number; tolerance: number },
  j: number,
  report: Report,
): void {
  const path = `accuracy[${j}]`;
  const isThat = Math.abs(claimed - accuracy) <= tolerance;
  report.expect(isThat, path, claimed, () => `${accuracy}, that of its run`);
  const least = minAccuracy[j];
  const isEnough = claimed >= least - tolerance;
  report.expect(isEnough, path, claimed, () => `a number >= minAccuracy, ${least}`);
  report.expect(claimed > base[j], path, claimed, () => `a number > base, ${base[j]}`);
}

/** Why request j may say that it is not served: more than one where rounding decides. */
function reasonsOf(
  { sizes, deadline, base, minAccuracy }: TablesInput,
  points: TablePoints,
  { method }: TablesNumbers,
  j: number,
): Reason[] {
  if (deadline[j] < 0) return ["expired"];
  const isEnough = (accuracy: number) => accuracy >= minAccuracy[j] && accuracy > base[j];
  let isEligible = false;
  let fits = false;
  let mayFit = false;
  for (let r = 0; r < sizes.m && !fits; r++) {
    const place = points.placeOf(j, r);
    if (!place || !isEnough(greatestOf(place))) continue;
    isEligible = true;
    fits = isEnough(reachable(place, 0));
    mayFit ||= fits || isEnough(reachable(place, slackOf(place)));
  }
  if (!isEligible) return ["ineligible"];
  const found = method === "relax" ? "undecided" : "outbid";
  if (fits) return [found];
  return mayFit ? ["too-late", found] : ["too-late"];
}

function nameOf(code: number): string {
  const word = REASONS[code];
  return word === undefined ? `${code}` : JSON.stringify(word);
}

/** Whether the prices of every machine are > 0 and fall with time, from when it is ready. */
function checkPrices({ sizes, readyAt }: TablesInput, schedule: TablesNumbers, report: Report) {
  const { start, until, price } = schedule.prices;
  const before = report.count;
  for (let r = 0; r < sizes.m; r++) {
    for (let i = start[r]; i < start[r + 1]; i++) {
      const isFirst = i === start[r];
      const from = isFirst ? readyAt[r] : until[i - 1];
      const isLater = until[i] > from && until[i] < Infinity;
      report.expect(isLater, `prices.until[${i}]`, until[i], () => `a finite number > ${from}`);
      const below = isFirst ? Infinity : price[i - 1];
      const falls = price[i] > 0 && price[i] < below;
      report.expect(falls, `prices.price[${i}]`, price[i], () => `a number > 0 and < ${below}`);
    }
  }
  return report.count === before;
}
