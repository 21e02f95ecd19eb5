// Makes the example problems, and the table of fits in docs/curves.md, from what was measured:
// node scripts/run.js examples/make.ts

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { fitCurve } from "../src/problem/fit.js";
import { randomFrom } from "../src/problem/generate.js";
import type { FittedCurve, Machine, Task } from "../src/types/index.js";
import { type Point, readCurves } from "./curves.js";
import { makePhones, makeServers, toCsv, toText } from "./tables.js";

interface CurvesExample {
  about: string;
  machines: (Machine & { name: string })[];
  tasks: (Task & { images: number })[];
}

interface Plan {
  about: string;
  /** Work is in seconds of this device, by its fitted curve. */
  reference: string;
  devices: string[];
  /** Images in the batch that the measured latency is of, where it is not one. */
  batch: Record<string, number>;
  tasks: number;
  /** Images of a request, times the reference's batch: one of these. */
  sizes: number[];
  /** Seconds. */
  deadlines: [number, number];
  seed: number;
}

const CLASSIFICATION: Plan = {
  about:
    "The paper's problem, idealised: one exponential curve for all networks, one speed a device. 40 requests to classify 1 to 4 images each, due in 15 to 300 ms. Work: seconds of the curve fitted to a Google Pixel1. Weight: number of images.",
  reference: "Google Pixel1",
  devices: ["LG G8", "Samsung Note10", "Samsung Note8", "Google Pixel2", "Google Pixel1"],
  batch: {},
  tasks: 40,
  sizes: [1, 2, 3, 4],
  deadlines: [0.015, 0.3],
  seed: 15,
};

/**
 * A problem whose machines are devices: speed = time on the reference / own time, for the same
 * accuracy.
 */
function makeExample(plan: Plan, curves: Map<string, Point[]>): CurvesExample {
  const curve = curves.get(plan.reference) as Point[];
  const fit = fitCurve(curve);
  const { theta, base, gain } = fit;
  const longest = Math.max(...curve.map(({ time }) => time));
  const random = randomFrom(plan.seed);
  const machines = plan.devices.map((name) => {
    const images = (plan.batch[name] ?? 1) / (plan.batch[plan.reference] ?? 1);
    return { name, speed: figures(images * relativeSpeed(fit, curves.get(name) as Point[])) };
  });
  const tasks = Array.from({ length: plan.tasks }, () => {
    const size = plan.sizes[Math.floor(random() * plan.sizes.length)];
    const [first, last] = plan.deadlines;
    return {
      images: size * (plan.batch[plan.reference] ?? 1),
      deadline: figures(first + (last - first) * random()),
      theta: figures(theta / size),
      maxWork: figures(longest * size),
      weight: size,
      base: figures(base),
      gain: figures(gain),
    };
  });
  return { about: plan.about, machines, tasks };
}

/**
 * Median over a device's points of: time on the reference for the same accuracy / measured time.
 */
function relativeSpeed(reference: FittedCurve, points: Point[]): number {
  const ratios = points
    .map(({ time, accuracy }) => timeFor(reference, accuracy) / time)
    .filter((ratio) => ratio > 0 && ratio < Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)];
}

/** Time at which a fitted curve reaches an accuracy; Infinity where it does not. */
export function timeFor({ theta, base, gain }: FittedCurve, accuracy: number): number {
  const left = 1 - (accuracy - base) / gain;
  return left > 0 ? Math.max(0, -Math.log(left) / theta) : Number.POSITIVE_INFINITY;
}

function figures(value: number): number {
  return Number(value.toPrecision(6));
}

/** What the script reads: the text of each file. */
export interface Sources {
  ofa: string;
  timm: string;
  /** docs/curves.md */
  page: string;
}

/** The files that this script writes: path -> text. */
export function makeFiles({ ofa, timm, page }: Sources): Record<string, string> {
  const curves = readCurves(ofa);
  const rows = [...curves].map(([device, points]) => {
    const { theta, base, gain, error, maxError } = fitCurve(points);
    const cells = [
      theta.toFixed(1),
      base.toFixed(3),
      gain.toFixed(3),
      error.toFixed(2),
      maxError.toFixed(2),
    ];
    return `| ${device} | ${points.length} | ${cells.join(" | ")} |`;
  });
  const head =
    "| device | points | theta, 1/s | base | gain | rms error | worst error |\n|---|--:|--:|--:|--:|--:|--:|";
  const table = `<!-- fits -->\n${head}\n${rows.join("\n")}\n<!-- end of fits -->`;
  const phones = makePhones(ofa);
  return {
    "examples/phones.json": toText(phones),
    "examples/phones.csv": toCsv(phones.models),
    "examples/servers.json": toText(makeServers(timm)),
    "examples/curves.json": `${JSON.stringify(makeExample(CLASSIFICATION, curves), null, 1)}\n`,
    "docs/curves.md": page.replace(/<!-- fits -->[\s\S]*<!-- end of fits -->/, () => table),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const read = (path: string) => readFileSync(path, "utf8");
  const files = makeFiles({
    ofa: read("examples/data/ofa.csv"),
    timm: read("examples/data/timm.csv"),
    page: read("docs/curves.md"),
  });
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
}
