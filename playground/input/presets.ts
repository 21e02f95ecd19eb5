// Problems to start from.

import curves from "../../examples/curves.json" with { type: "json" };
import phones from "../../examples/phones.json" with { type: "json" };
import servers from "../../examples/servers.json" with { type: "json" };
import { generate } from "../../src/problem/generate.js";
import type { GenerateOptions, Problem } from "../../src/types/index.js";
import { type RowCurves, type RowProblem, toRows } from "../model/problem.js";
import { checkEntries, checkProblem } from "./check.js";

export interface Preset {
  id: string;
  name: string;
  /** What it is, in one line. */
  about: string;
  problem: RowProblem;
}

export const PRESETS: readonly Preset[] = [
  {
    id: "phones",
    name: "Phones",
    about: "40 requests for images on five phones, of which two are still busy; measured tables",
    problem: toRows(phones as Problem),
  },
  {
    id: "servers",
    name: "Servers",
    about: "100 jobs of 1,024 images on two CPUs and three GPUs; measured tables of nine models",
    problem: toRows(servers as Problem),
  },
  {
    id: "curves",
    name: "Curves",
    about: "The paper's problem: 40 requests with smooth accuracy curves on five devices",
    problem: toRows(curves as Problem),
  },
];

/** A random problem; throws what `generate` and `solve` throw, and for more than the page shows. */
export function generated(options: GenerateOptions): RowCurves {
  for (const part of ["tasks", "machines"] as const) checkEntries(part, options[part]);
  const problem = generate(options);
  checkProblem(problem);
  return toRows(problem) as RowCurves;
}
