// docs/paper.md: claims, figures and tables, readable on the repository's page.

import { duration } from "../proofs.js";
import { time } from "../report.js";
import { type Claim, claimsTable, settingsNote } from "./claims.js";
import type { Curve } from "./curves.js";
import type { Tables } from "./results.js";
import { METHOD_NAMES } from "./settings.js";
import { mean, median } from "./statistics.js";
import { comparisonsOf, groupBy, proofSummaries } from "./summary.js";

export interface Contents {
  /** What ran where. */
  head: string;
  claims: readonly Claim[];
  tables: Tables;
  curves: readonly Curve[];
}

export function pageOf(contents: Contents): string {
  const sections = [introduction, claims, curvesOver, gaps, proofs, accuracies, baselines, times];
  return `${sections.map((section) => section(contents)).join("\n\n")}\n`;
}

function introduction({ head }: Contents): string {
  return `# The paper, again

da Silva Barros, Giroire, Aparicio-Pardo, Perennes, Natale: Scheduling Deep Learning Inference with Compressible Tasks
(AlgoTel 2024, hal-04566780): each of its figures and numbers, beside ours. Made by

\`\`\`sh
npm run paper # some half an hour; npm run paper -- --quick takes a minute
\`\`\`

${head}

The paper does not say how many tasks, which deadlines, speeds and task efficiencies its Figs. 2 and 4 are of. So all
plausible ones are run, and what is shown is their spread: n 50 and 100; theta uniform in [1, mu]; deadlines uniform in
[0, d_max], uniform in [0.75, 1] d_max, or common; machines identical or with speeds uniform in [1, 4]. As in the paper
a_max = 0.82 and rho = (total speed) d_max / (sum of the full works). Every schedule passes \`certify\` first; the data
behind each figure is written to \`bench/paper/out/\`.`;
}

function claims({ claims, tables }: Contents): string {
  return `## Claims

${claimsTable(claims)}

${settingsNote(tables)}`;
}

function curvesOver({ curves }: Contents): string {
  return `## Fig. 1: accuracy over time

![Measured points, concave hulls and fitted curves](paper/fig1.svg)

The paper's points are not published. These are 47 networks specialised from one Once-for-all network on ten devices,
and families of separately trained networks (timm; two of five devices shown), all in
[examples/data](../examples/data/README.md). Time is relative to the slowest network. Errors of the curves fitted to
the corners of each hull, in accuracy points, median rms and greatest; three parameters pass through three corners:

${fitsTable(curves)}`;
}

function gaps({ tables }: Contents): string {
  return `## Fig. 2: the gap against the guarantee

![Guarantee and gap over the task heterogeneity](paper/fig2.svg)

Of "approx" DSCT-UB - DSCT-Approx, the gap that the paper shows: median, half and nine tenths of all problems. Of "refit"
and "search" the gaps that they prove with the preemptive bound. Gaps below 1e-4 are drawn at 1e-4. As shares of G, means
over n, m and mu:

${guaranteeTable(tables)}`;
}

function proofs({ tables }: Contents): string {
  return `## Fig. 3: time to the optimum

![Time over the number of tasks](paper/fig3a.svg)
![Time over the number of machines](paper/fig3b.svg)

Hollow: not proven by the limit. HiGHS (in WebAssembly) on a mixed integer programme with tangents in place of the
curves stands in for cvx and MOSEK, which is proprietary. A solver that fails twice gets nothing larger.

${proofTable(tables)}`;
}

function accuracies({ tables }: Contents): string {
  return `## Fig. 4: accuracy over the deadline tolerance

![Mean accuracy over rho, identical machines](paper/fig4.svg)

The other methods coincide with the bound there. What each is below it (and "relax", the paper's bound, above it):

![Differences to the preemptive bound over rho, identical machines](paper/fig4-loss.svg)
![Differences to the preemptive bound over rho, speeds uniform in 1 to 4](paper/fig4-speeds.svg)
![What DSCT-Approx gains on the baselines, over all settings](paper/fig4-advantage.svg)

Mean accuracies over all settings, and the gaps that the answers prove, (bound - value) / n: with the bound of the
relaxation, for "search" the preemptive one.

${toleranceTable(tables)}

Fairness, on identical machines:

![Jain's index and 5th percentile over rho](paper/fairness.svg)`;
}

function baselines({ tables }: Contents): string {
  return `## Are the baselines weak?

![Baselines and the best schedules of their kind](paper/discrete.svg)

Small problems, for which the best schedule of tasks that run at 0 or 0.82, and at 0, 0.27, 0.55 or 0.82, can be found
(a binary programme in HiGHS). Mean accuracies:

${discreteTable(tables)}`;
}

function times({ tables }: Contents): string {
  return `## Time up to a million tasks

![Time of every method over the number of tasks](paper/time.svg)

${timeTable(tables)}`;
}

function table(head: string[], rows: (string | number)[][]): string {
  const lines = [head, head.map((_, k) => (k === 0 ? "---" : "--:")), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function fitsTable(curves: readonly Curve[]): string {
  const groups = groupBy(curves, ({ name }) => name.split(",")[0]);
  return table(
    [
      "curves",
      "devices",
      "one parameter: rms",
      "worst",
      "two: rms",
      "worst",
      "three: rms",
      "worst",
    ],
    [...groups].map(([name, members]) => [
      name,
      members.length,
      ...[0, 1, 2].flatMap((k) => [
        median(members.map(({ fits }) => fits[k].rms)).toFixed(2),
        Math.max(...members.map(({ fits }) => fits[k].worst)).toFixed(2),
      ]),
    ]),
  );
}

function guaranteeTable({ guarantee }: Tables): string {
  const groups = groupBy(guarantee, ({ deadlines, speeds, rho }) =>
    [deadlines, speeds, rho].join(),
  );
  const share = (value: number) => `${(100 * value).toFixed(2)} %`;
  return table(
    ["deadlines", "speeds", "rho", "approx / G", "greatest", "refit / G", "search / G"],
    [...groups.values()].map((rows) => [
      rows[0].deadlines,
      rows[0].speeds,
      rows[0].rho,
      share(mean(rows.map(({ ratio }) => ratio))),
      share(Math.max(...rows.map(({ greatestRatio }) => greatestRatio))),
      share(mean(rows.map((row) => row.refitGap / row.guarantee))),
      share(mean(rows.map((row) => row.searchGap / row.guarantee))),
    ]),
  );
}

function proofTable({ proof }: Tables): string {
  const timeOf = (ms: number) => {
    if (!Number.isFinite(ms)) return `over ${proof[0].seconds} s`;
    return ms < 1000 ? time(1000 * ms) : duration(ms);
  };
  return table(
    ["solver", "n", "m", "proven", "median time"],
    proofSummaries(proof).map(({ solver, n, m, proven, tried, milliseconds }) => [
      solver,
      n,
      m,
      `${proven} of ${tried}`,
      timeOf(milliseconds),
    ]),
  );
}

function toleranceTable({ tolerance }: Tables): string {
  const groups = groupBy(comparisonsOf(tolerance), ({ approx }) => `${approx.rho}`);
  return table(
    ["rho", ...METHOD_NAMES, "preemptive bound", "gap of approx", "gap of refit", "gap of search"],
    [...groups.values()].map((group) => [
      group[0].approx.rho,
      ...METHOD_NAMES.map((name) => mean(group.map((one) => one[name].accuracy)).toFixed(4)),
      mean(group.map(({ search }) => search.preemptiveBound)).toFixed(4),
      ...(["approx", "refit", "search"] as const).map((name) =>
        mean(group.map((one) => one[name].certifiedGap)).toExponential(1),
      ),
    ]),
  );
}

const DISCRETE = [
  "edf",
  "bestOneLevel",
  "highest-fit",
  "upgrade",
  "bestThreeLevels",
  "approx",
  "exact",
] as const;

function discreteTable({ discrete }: Tables): string {
  const groups = groupBy(discrete, ({ deadlines, speeds, rho }) => [deadlines, speeds, rho].join());
  return table(
    [
      "deadlines",
      "speeds",
      "rho",
      "edf",
      "best of one level",
      "highest-fit",
      "upgrade",
      "best of three",
      "approx",
      "exact",
    ],
    [...groups.values()].map((rows) => [
      rows[0].deadlines,
      rows[0].speeds,
      rows[0].rho,
      ...DISCRETE.map((column) => mean(rows.map((row) => row[column] / row.n)).toFixed(3)),
    ]),
  );
}

function timeTable(tables: Tables): string {
  const groups = groupBy(
    tables.time.filter(({ m }) => m === 10).sort((a, b) => a.n - b.n),
    ({ n }) => `${n}`,
  );
  return table(
    ["n (m = 10), time of a call", ...METHOD_NAMES],
    [...groups.values()].map((rows) => [
      rows[0].n.toLocaleString("en"),
      ...METHOD_NAMES.map((name) =>
        time(rows.find(({ method }) => method === name)?.microseconds ?? Number.NaN),
      ),
    ]),
  );
}
