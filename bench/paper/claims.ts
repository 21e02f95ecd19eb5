// The paper's claims beside what we measure, over all settings that the paper leaves open.

import type { Curve } from "./curves.js";
import { type Axis, FIGURE_3, type Solver } from "./jobs.js";
import { PROOF_GAP } from "./measure.js";
import type { Tables } from "./results.js";
import type { Setting } from "./settings.js";
import { mean, median } from "./statistics.js";
import {
  BASELINES,
  type Baseline,
  type Comparison,
  comparisonsOf,
  groupBy,
  PAPER_MOST,
  type ProofSummary,
  proofSummaries,
} from "./summary.js";

export interface Claim {
  claim: string;
  paper: string;
  ours: string;
  /** Of ours. */
  setting: string;
  agrees: "yes" | "in part" | "no";
  why: string;
}

/** Fig. 4 is read at this rho. */
const READ_AT = 0.4;

export function claimsOf(tables: Tables, curves: readonly Curve[]): Claim[] {
  const comparisons = comparisonsOf(tables.tolerance);
  return [
    shape(curves),
    oneParameter(curves),
    theorem(tables),
    shareOfGuarantee(tables),
    reachOfProofs(tables),
    reachOfApprox(tables),
    winsEverywhere(comparisons),
    gain(comparisons, "edf", 57.9),
    most(comparisons, "edf"),
    gain(comparisons, "highest-fit", 22.2),
    gain(comparisons, "upgrade", 22.2),
    most(comparisons, "highest-fit"),
    most(comparisons, "upgrade"),
    fairness(comparisons),
  ];
}

export function claimsTable(claims: readonly Claim[]): string {
  const rows = claims.map(({ claim, paper, ours, setting, agrees, why }) =>
    [claim, paper, ours, setting, `**${agrees}**: ${why}`].join(" | "),
  );
  return [
    "| claim | the paper's figure | ours | setting | agrees? |",
    "|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)} %`;
/** Two significant ones. */
const figures = (value: number) => `${Number(value.toPrecision(2))}`;
const points = (accuracy: number) => accuracy.toFixed(3);

/** Least, median and greatest. */
function spread(values: readonly number[], format: (value: number) => string): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${format(low)} to ${format(high)}, median ${format(median(values))}`;
}

const settingOf = (rows: readonly Comparison[]) =>
  groupBy(rows, ({ approx: { n, m, mu, deadlines, speeds } }) =>
    [n, m, mu, deadlines, speeds].join(),
  );

function listed<T>(rows: readonly T[], key: keyof T): string {
  return [...new Set(rows.map((row) => row[key]))].join(", ");
}

function figure4Setting(comparisons: readonly Comparison[]): string {
  return `Fig. 4, ${settingOf(comparisons).size} settings`;
}

/** What the settings of the table are. */
export function settingsNote({ guarantee, tolerance, proof }: Tables): string {
  const laws = (rows: readonly Setting[]) =>
    `n ${listed(rows, "n")}; m ${listed(rows, "m")}; mu ${listed(rows, "mu")}; deadlines ${listed(rows, "deadlines")} (of d_max); speeds ${listed(rows, "speeds")}`;
  return `Settings. Fig. 2: ${laws(guarantee)}; rho ${listed(guarantee, "rho")}; ${guarantee[0].seeds} problems each. Fig. 4: ${laws(tolerance)}; means of ${tolerance[0].seeds} problems. Fig. 3: mu 10, deadlines 0 to 1, equal speeds, rho 0.5; proven: to ${PROOF_GAP} of the value within ${proof[0].seconds} s, most of the seeds.`;
}

/** Whether the paper's figure is that of most of the settings, of some, or beyond all. */
function verdict(values: readonly number[], paper: number): Pick<Claim, "agrees" | "why"> {
  const near = values.filter((value) => Math.abs(value / paper - 1) <= 0.1).length;
  const count = `${near} of ${values.length} settings come within a tenth of it`;
  if (2 * near > values.length) return { agrees: "yes", why: count };
  if (paper > Math.max(...values)) return { agrees: "no", why: "it is above all of ours" };
  if (paper < Math.min(...values)) return { agrees: "no", why: "it is below all of ours" };
  return { agrees: "in part", why: `it depends on what the paper leaves open; ${count}` };
}

/** Of networks that are compressed from one, how far one may be below the hull of all. */
const CONCAVE_WITHIN = 0.5;

function shape(curves: readonly Curve[]): Claim {
  const ofa = curves.filter(({ name }) => name.startsWith("Once-for-all"));
  const depthOf = (some: readonly Curve[]) =>
    Math.max(...some.flatMap(({ points: all, hull }) => all.map((point) => below(hull, point))));
  const ratios = curves.map(({ hull }) => slope(hull, 1) / slope(hull, hull.length - 1));
  const isConcave = depthOf(ofa) <= CONCAVE_WITHIN && Math.min(...ratios) > 1;
  return {
    claim: "Accuracy over time is concave and non-decreasing, steep, then flat",
    paper: "Fig. 1, no numbers",
    ours: `no Once-for-all network is more than ${depthOf(ofa).toFixed(2)} accuracy points below the concave hull, of separately trained families up to ${depthOf(curves).toFixed(1)}; first slope of the hull over its last: ${spread(ratios, figures)}`,
    setting: `${ofa.length} Once-for-all curves, ${curves.length - ofa.length} of families`,
    agrees: isConcave ? "yes" : "in part",
    why: "for networks compressed from one; a dispatcher drops those below the hull",
  };
}

type Points = Curve["hull"];

const slope = (hull: Points, k: number) =>
  (hull[k].accuracy - hull[k - 1].accuracy) / (hull[k].time - hull[k - 1].time);

/** How far a point is below the hull, in accuracy points. */
function below(hull: Points, { time, accuracy }: Points[number]): number {
  const k = hull.findIndex((corner) => corner.time >= time);
  if (k < 0) return 100 * ((hull.at(-1) as Points[number]).accuracy - accuracy);
  const at =
    hull[k].time === time
      ? hull[k].accuracy
      : hull[k - 1].accuracy + slope(hull, k) * (time - hull[k - 1].time);
  return 100 * (at - accuracy);
}

const COUNTS = ["one parameter", "two", "three"];

function oneParameter(curves: readonly Curve[]): Claim {
  const worst = ([1, 2, 3] as const).map((count) =>
    curves.map(({ fits }) => fits[count - 1].worst),
  );
  const within = worst[0].filter((error) => error <= 1).length;
  return {
    claim: "a(f) = 1 - exp(-theta f), one parameter a task, models the curves",
    paper: "the model; no error given",
    ours: `greatest error of a curve in accuracy points, median (most): ${worst.map((errors, k) => `${COUNTS[k]} ${median(errors).toFixed(1)} (${Math.max(...errors).toFixed(1)})`).join(", ")}`,
    setting: "least squares on the corners of each hull",
    agrees: within === curves.length ? "yes" : within > 0 ? "in part" : "no",
    why: `one parameter is within a point on ${within} of ${curves.length} curves; \`base\` and \`gain\` mend that`,
  };
}

function theorem({ guarantee }: Tables): Claim {
  const problems = guarantee.reduce((sum, { seeds }) => sum + seeds, 0);
  const above = guarantee.reduce((sum, row) => sum + row.above, 0);
  const greatest = Math.max(...guarantee.map(({ greatestRatio }) => greatestRatio));
  return {
    claim: "Theorem 1: DSCT-Approx is within G of the optimum",
    paper: "proven",
    ours: `gap to DSCT-UB above G on ${above} of ${problems.toLocaleString("en")} problems; at most ${percent(greatest)} of G`,
    setting: "Fig. 2",
    agrees: above === 0 ? "yes" : "no",
    why: "and the gap to DSCT-UB is never less than that to the optimum",
  };
}

function shareOfGuarantee({ guarantee }: Tables): Claim {
  const groups = groupBy(guarantee, ({ n, m, rho, deadlines, speeds }) =>
    [n, m, rho, deadlines, speeds].join(),
  );
  const ratios = [...groups.values()].map((rows) => mean(rows.map(({ ratio }) => ratio)));
  const laws = groupBy(guarantee, ({ deadlines }) => deadlines);
  const byLaw = [...laws].map(
    ([law, rows]) => `${law}: ${percent(mean(rows.map(({ ratio }) => ratio)))}`,
  );
  return {
    claim: "The gap DSCT-UB - DSCT-Approx is a small share of G",
    paper: "12.36 % on average",
    ours: `${spread(ratios, percent)}; by deadlines, ${byLaw.join(", ")}`,
    setting: `Fig. 2, means over mu of ${ratios.length} settings`,
    ...verdict(ratios, 0.1236),
  };
}

const PAPER_REACH = { n: 30, m: 3 };

function reachOfProofs({ proof }: Tables): Claim {
  const summaries = proofSummaries(proof);
  const reach = (solver: Solver) => ({
    n: largest(summaries, solver, "n"),
    m: largest(summaries, solver, "m"),
  });
  const text = ({ n, m }: { n: number; m: number }) =>
    `n = ${n} with m = ${FIGURE_3.m}, m = ${m} with n = ${FIGURE_3.n}`;
  const [general, ours] = [reach("HiGHS"), reach("exact")];
  const isBeyond = ours.n > PAPER_REACH.n || ours.m > PAPER_REACH.m;
  return {
    claim: "DSCT-Opt (cvx, MOSEK) reaches no further in 60 s",
    paper: `n = ${PAPER_REACH.n}, m = ${PAPER_REACH.m}`,
    ours: `MILP with tangents in HiGHS, in place of MOSEK: ${text(general)}; "exact": ${text(ours)}`,
    setting: "Fig. 3",
    agrees: isBeyond ? "in part" : "yes",
    why: `other solvers and another machine${isBeyond ? ', but "exact" reaches further' : ""}`,
  };
}

/** The greatest size up to which most are proven at every size; 0 for none. */
function largest(summaries: readonly ProofSummary[], solver: Solver, axis: Axis): number {
  const rows = summaries.filter((row) => row.solver === solver && row.axis === axis);
  const failed = rows.findIndex(({ milliseconds }) => milliseconds === Number.POSITIVE_INFINITY);
  const proven = failed < 0 ? rows : rows.slice(0, failed);
  return proven.at(-1)?.[axis] ?? 0;
}

function reachOfApprox({ time }: Tables): Claim {
  const rows = time.filter(({ method }) => method === "approx").sort((a, b) => a.n - b.n);
  const hundreds = rows.filter(({ n }) => n <= 1000).at(-1) ?? rows[0];
  const last = rows[rows.length - 1];
  const text = ({ n, m, microseconds }: typeof last) =>
    `n = ${n.toLocaleString("en")}, m = ${m}: ${figures(microseconds / 1000)} ms`;
  return {
    claim: "DSCT-Approx reaches hundreds of tasks in 60 s",
    paper: "hundreds of tasks",
    ours: [...new Set([hundreds, last])].map(text).join("; "),
    setting: "Fig. 3, median of one call in WebAssembly",
    agrees: hundreds.n >= 100 && hundreds.microseconds < 60e6 ? "yes" : "no",
    why: "no convex solver is needed for the relaxation",
  };
}

const NAMES: Record<Baseline, string> = {
  edf: "EDF-NoCompression",
  "highest-fit": "EDF-3CompressionLevels (highest-fit)",
  upgrade: "EDF-3CompressionLevels (upgrade)",
};
/** Means of accuracies this near are a tie. */
const TIE = 1e-9;

function winsEverywhere(comparisons: readonly Comparison[]): Claim {
  const losses = BASELINES.flatMap((baseline) =>
    comparisons
      .map((one) => ({
        baseline,
        rho: one.approx.rho,
        by: one[baseline].accuracy - one.approx.accuracy,
      }))
      .filter(({ by }) => by > TIE),
  );
  const counts = BASELINES.map(
    (name) => `${NAMES[name]} ${losses.filter(({ baseline }) => baseline === name).length}`,
  );
  return {
    claim: "DSCT-Approx has the best mean accuracy at every rho",
    paper: "Fig. 4",
    ours: `of ${comparisons.length} means a baseline is better on: ${counts.join(", ")}`,
    setting: figure4Setting(comparisons),
    agrees: losses.length === 0 ? "yes" : "in part",
    why:
      losses.length === 0
        ? "at every rho of every setting"
        : `it loses at rho ${Math.min(...losses.map(({ rho }) => rho))} to ${Math.max(...losses.map(({ rho }) => rho))}, by at most ${Math.max(...losses.map(({ by }) => by)).toExponential(1)}`,
  };
}

function gain(comparisons: readonly Comparison[], baseline: Baseline, paper: number): Claim {
  const gains = comparisons
    .filter(({ approx }) => approx.rho === READ_AT)
    .map((one) => one.approx.accuracy / one[baseline].accuracy - 1);
  return {
    claim: `At rho = ${READ_AT} DSCT-Approx gains on ${NAMES[baseline]}`,
    paper: `${paper} %`,
    ours: spread(gains, percent),
    setting: figure4Setting(comparisons),
    ...verdict(gains, paper / 100),
  };
}

function most(comparisons: readonly Comparison[], baseline: Baseline): Claim {
  const paper = PAPER_MOST[baseline];
  const greatest = [...settingOf(comparisons).values()].map((rows) =>
    Math.max(...rows.map((one) => one.approx.accuracy - one[baseline].accuracy)),
  );
  return {
    claim: `The most that DSCT-Approx gains on ${NAMES[baseline]}, over rho`,
    paper: `${paper}`,
    ours: spread(greatest, points),
    setting: figure4Setting(comparisons),
    ...verdict(greatest, paper),
  };
}

function fairness(comparisons: readonly Comparison[]): Claim {
  const at = comparisons.filter(({ approx }) => approx.rho === 0.5);
  const methods = ["approx", "upgrade", "highest-fit", "edf"] as const;
  const of = (key: "jain" | "p5") =>
    methods.map((method) => `${method} ${mean(at.map((one) => one[method][key])).toFixed(2)}`);
  const fairer = (baseline: Baseline) =>
    at.filter((one) => one.approx.jain > one[baseline].jain).length;
  return {
    claim:
      "Compressed tasks get similar accuracies; without compression a task gets all or nothing",
    paper: "in words",
    ours: `at rho 0.5, Jain's index: ${of("jain").join(", ")}; 5th percentile of accuracy: ${of("p5").join(", ")}`,
    setting: `${figure4Setting(comparisons)}, their means`,
    agrees: fairer("edf") === at.length ? "yes" : "in part",
    why: `fairer than no compression in ${fairer("edf")} of ${at.length} settings, than "upgrade" in ${fairer("upgrade")}: it maximises the sum, so where time is short some get little`,
  };
}
