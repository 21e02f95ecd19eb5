// dsct generate: a random problem.

import { generate } from "../index.js";
import { showText } from "../problem/messages.js";
import { number, parse, required, UsageError } from "./arguments.js";

export function runGenerate(args: string[]): number {
  const { values } = parse({
    args,
    options: {
      tasks: { type: "string" },
      machines: { type: "string" },
      mu: { type: "string" },
      rho: { type: "string" },
      seed: { type: "string" },
      speeds: { type: "string" },
    },
  });
  const speeds = values.speeds?.split(":").map((text) => number("--speeds", text) as number);
  if (speeds && speeds.length !== 2)
    throw new UsageError(`--speeds is ${showText(values.speeds as string)}; expected MIN:MAX`);
  const problem = generate({
    tasks: required("--tasks", values.tasks),
    machines: required("--machines", values.machines),
    mu: number("--mu", values.mu),
    rho: number("--rho", values.rho),
    seed: number("--seed", values.seed),
    speeds: speeds as [number, number] | undefined,
  });
  process.stdout.write(`${JSON.stringify(problem)}\n`);
  return 0;
}
