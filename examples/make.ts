// Makes the example problems and the table of fits from measured curves: node scripts/run.js
// examples/make.ts

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { fitCurve } from "../src/problem/fit.js";
import { randomFrom } from "../src/problem/generate.js";
import type { FittedCurve, Machine, Task } from "../src/types/index.js";
import { type Point, readCurves } from "./curves.js";

interface Example {
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
    "40 requests to classify 1 to 4 images each, due in 15 to 300 ms, on five phones. Work: seconds on a Google Pixel1. Weight: number of images.",
  reference: "Google Pixel1",
  devices: ["LG G8", "Samsung Note10", "Samsung Note8", "Google Pixel2", "Google Pixel1"],
  batch: {},
  tasks: 40,
  sizes: [1, 2, 3, 4],
  deadlines: [0.015, 0.3],
  seed: 15,
};

const GPUS: Plan = {
  about:
    "60 jobs of 64 to 512 images each, due in 20 to 400 ms, on a V100, two 1080ti and a Jetson TX2. Work: seconds on a V100. Weight: number of batches of 64.",
  reference: "V100 GPU (Batch Size 64)",
  devices: [
    "V100 GPU (Batch Size 64)",
    "1080ti GPU (Batch Size 64)",
    "1080ti GPU (Batch Size 64)",
    "Jetson TX2 GPU (Batch Size 16)",
  ],
  batch: {
    "V100 GPU (Batch Size 64)": 64,
    "1080ti GPU (Batch Size 64)": 64,
    "Jetson TX2 GPU (Batch Size 16)": 16,
  },
  tasks: 60,
  sizes: [1, 2, 4, 8],
  deadlines: [0.02, 0.4],
  seed: 64,
};

/**
 * A problem whose machines are devices: speed = time on the reference / own time, for the same
 * accuracy.
 */
function makeExample(plan: Plan, curves: Map<string, Point[]>): Example {
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

/** The files of this folder that this script writes: name -> text. */
export function makeFiles(csv: string, readme: string): Record<string, string> {
  const curves = readCurves(csv);
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
  return {
    "classification.json": `${JSON.stringify(makeExample(CLASSIFICATION, curves), null, 1)}\n`,
    "gpus.json": `${JSON.stringify(makeExample(GPUS, curves), null, 1)}\n`,
    "README.md": readme.replace(/<!-- fits -->[\s\S]*<!-- end of fits -->/, () => table),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const read = (name: string) => readFileSync(`examples/${name}`, "utf8");
  for (const [name, text] of Object.entries(makeFiles(read("data/ofa.csv"), read("README.md")))) {
    writeFileSync(`examples/${name}`, text);
  }
}
