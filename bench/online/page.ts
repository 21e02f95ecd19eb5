// The tables and plots of docs/online.md.

import { readFileSync, writeFileSync } from "node:fs";
import type { Series } from "../draw/labels.js";
import { BLUE, GREEN, PURPLE, VERMILLION } from "../draw/palette.js";
import { linePlot } from "../draw/plot.js";
import { type Cell, type Figures, mean, POLICIES, type PolicyName, YARDSTICK } from "./cells.js";

export interface Measured {
  curves: Cell[];
  variants: Cell[];
  elsewhere: Cell[];
  jitter: Cell[];
  decisions: {
    networks: string;
    waiting: number;
    m: number;
    p50: number;
    p99: number;
    submit: number;
  }[];
}

const PAGE = "docs/online.md";
const BEGIN = "<!-- measured by bench:online -->\n";
const END = "<!-- end of what is measured -->";
/** Points: a smaller difference is none. */
const LOSS = -0.05;

/** Puts the tables where the page has its marks. */
export function writePage(text: string): void {
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  writeFileSync(PAGE, `${before}${BEGIN}\n${text}\n${after}`);
}

export function tables(measured: Measured): string {
  const { curves, variants, elsewhere, jitter, decisions } = measured;
  const all = [...curves, ...variants];
  return [
    "### Gain in mean accuracy over EDF with the largest size that fits",
    "Points of accuracy, mean over the seeds (least of a seed). Any size:",
    gainTable(curves),
    "Measured variants:",
    gainTable(variants),
    "### All policies",
    "Mean accuracy in points at load 2, over the arrivals; the bound is that of who knows the future.",
    policyTable(all.filter(({ load }) => load === 2)),
    "### Who is served, and who is not",
    "At load 2, over the arrivals. In percent of all requests; p5, Jain's index and the quarter with the shortest deadlines are of accuracies.",
    fairTable(all.filter(({ load }) => load === 2)),
    "Why requests were dropped, percent of all:",
    reasonTable(all),
    "### Run times that vary by 5 %",
    jitterTable(jitter),
    "### Other machines and arrivals, at load 2",
    elsewhereTable(elsewhere),
    "### Where it loses",
    lossTable(all),
    "### Time of a decision",
    "Microseconds; the shortest of five times of the same call, so that other programs on the machine do not count.",
    table(
      ["networks", "waiting", "machines", "next, p50", "next, p99", "submit, p50"],
      decisions.map(({ networks, waiting, m, p50, p99, submit }) => [
        ...[networks, waiting, m],
        ...[p50, p99, submit].map((value) => value.toFixed(0)),
      ]),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function table(head: string[], rows: (string | number)[][]): string {
  if (rows.length === 0) return "";
  const lines = [head, head.map((_, k) => (k === 0 ? "---" : "--:")), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function groupBy(cells: readonly Cell[], key: (cell: Cell) => string): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) groups.set(key(cell), [...(groups.get(key(cell)) ?? []), cell]);
  return [...groups.values()];
}

const signed = (value: number) => (value < 0 ? "" : "+") + value.toFixed(2);
const gainOf = ({ gains }: Cell) => `${signed(mean(gains))} (${signed(Math.min(...gains))})`;

function gainTable(cells: Cell[]): string {
  const arrivals = [...new Set(cells.map((cell) => cell.arrivals))];
  const rows = groupBy(cells, ({ networks, load }) => `${networks} ${load}`).map((group) => [
    ...[group[0].networks, group[0].load],
    ...group.map(gainOf),
  ]);
  return table(["networks", "load", ...arrivals], rows);
}

function over(
  cells: readonly Cell[],
  name: PolicyName,
  read: (one: Figures) => number,
  which: "policies" | "compared" = "policies",
): number {
  return mean(cells.map((cell) => read(cell[which][name] as Figures)));
}

function policyTable(cells: Cell[]): string {
  const names = Object.keys(POLICIES) as PolicyName[];
  const rows = groupBy(cells, ({ networks }) => networks).map((group) => {
    const bound = mean(group.map((cell) => cell.bound));
    return [
      group[0].networks,
      ...names.map((name) => {
        return over(group, name, ({ accuracy }) => accuracy, "compared").toFixed(2);
      }),
      Number.isNaN(bound) ? "" : bound.toFixed(2),
    ];
  });
  return table(["networks", ...names, "bound"], rows);
}

function fairTable(cells: Cell[]): string {
  const rows = groupBy(cells, ({ networks }) => networks).flatMap((group) =>
    ([YARDSTICK, "ours"] as const).map((name) => [
      ...[group[0].networks, name],
      over(group, name, ({ unserved }) => unserved).toFixed(2),
      over(group, name, ({ p5 }) => p5).toFixed(1),
      over(group, name, ({ jain }) => jain).toFixed(3),
      over(group, name, ({ shortest }) => shortest).toFixed(1),
    ]),
  );
  const head = ["networks", "policy", "not served, %", "p5", "Jain", "shortest quarter"];
  return table(head, rows);
}

function reasonTable(cells: Cell[]): string {
  const reasons = ["expired", "infeasible", "outbid"];
  const rows = groupBy(cells, ({ networks, load }) => `${networks} ${load}`).map((group) => [
    ...[group[0].networks, group[0].load],
    ...reasons.map((reason) => over(group, "ours", ({ drops }) => drops[reason] ?? 0).toFixed(2)),
  ]);
  return table(["networks", "load", ...reasons], rows);
}

function jitterTable(cells: Cell[]): string {
  const rows = cells.map((cell) => [
    ...[cell.networks, cell.arrivals, gainOf(cell)],
    over([cell], "ours", ({ late }) => late).toFixed(2),
    over([cell], YARDSTICK, ({ late }) => late).toFixed(2),
  ]);
  return table(["networks", "arrivals", "gain", "late, %", "late by EDF, %"], rows);
}

function elsewhereTable(cells: Cell[]): string {
  const rows = cells.map((cell) => [
    ...[cell.networks, cell.arrivals, cell.m, cell.speeds],
    gainOf(cell),
  ]);
  return table(["networks", "arrivals", "machines", "speeds", "gain"], rows);
}

/** Cells in which some other policy is better. */
function lossTable(cells: Cell[]): string {
  const rows = cells.flatMap((cell) => {
    const { networks, arrivals, load, compared, gains } = cell;
    return Object.entries(compared).flatMap(([name, { accuracy }]) => {
      const others = (compared.ours as Figures).accuracy - accuracy;
      const lead = name === YARDSTICK ? mean(gains) : others;
      return lead < LOSS ? [[networks, arrivals, load, name, lead.toFixed(2)]] : [];
    });
  });
  return table(["networks", "arrivals", "load", "better is", "ours less that"], rows);
}

const COLOURS = [BLUE, VERMILLION, GREEN, PURPLE];

export function plots({ curves, variants }: Measured): Record<string, string> {
  return {
    curves: gainPlot(curves, "any size"),
    variants: gainPlot(variants, "measured variants"),
  };
}

function gainPlot(cells: Cell[], what: string): string {
  const names = [...new Set(cells.map(({ networks }) => networks))];
  const series = names.map((name, k): Series => ({ name, colour: COLOURS[k] }));
  const samples = cells.map(({ networks, arrivals, load, gains }) => ({
    ...{ x: load, y: mean(gains), fx: arrivals },
    series: series[names.indexOf(networks)],
  }));
  return linePlot(samples, {
    about: `Gain of the dispatcher over EDF with the largest size that fits, ${what}`,
    description: `Points of mean accuracy over the load, a line per network (${names.join(", ")}), a panel per kind of arrivals.`,
    height: 320,
    x: { label: "load", ticks: [...new Set(cells.map(({ load }) => load))], tickFormat: "~g" },
    y: { label: "gain in mean accuracy (points)", grid: true },
  });
}
