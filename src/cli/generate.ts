// dsct generate: a random problem.

import { type Command, Option } from "commander";
import { showText } from "../problem/messages.js";
import { inOptions } from "./input/problem.js";
import { number, numberOption } from "./options.js";
import { asUsers } from "./terminal/errors.js";
import { endProgress, showProgress } from "./terminal/progress.js";
import { UsageError } from "./terminal/usage.js";

interface Values {
  tasks: number;
  machines: number;
  mu?: number;
  rho?: number;
  seed?: number;
  speeds?: [number, number];
}

const HELP = `
theta is uniform in [1, mu], maxWork where the accuracy is 0.82, deadlines are
uniform up to rho * sum of maxWork / total speed. The same options give the same
problem.

Examples:
  dsct generate --tasks 100 --machines 5 > problem.json
  dsct generate --tasks 20 --machines 3 --rho 0.3 --seed 7 --speeds 1:4 |
    dsct solve`;

export function addGenerate(program: Command): void {
  const group = "Options:";
  const command = program
    .command("generate")
    .summary("print a random problem")
    .description("Prints a random problem with curves as JSON, as those of the paper.");
  const options = [
    numberOption("tasks", "count", "up to 4,000,000, needed", group),
    numberOption("machines", "count", "up to 4,000,000, needed", group),
    numberOption("mu", "number", "largest theta, at least 1 (default: 10)", group),
    numberOption("rho", "number", "how late deadlines are, at least 0 (default: 0.5)", group),
    numberOption("seed", "integer", "of the random numbers (default: 1)", group),
    new Option("--speeds <min:max>", "speeds of machines, uniform (default: 1:1)").argParser(range),
  ];
  for (const option of options) command.addOption(option);
  command.addHelpText("after", HELP).action(async (values: Values) => {
    // not left to commander, which would ask for it even where it is mistyped
    for (const name of ["tasks", "machines"] as const)
      if (values[name] === undefined)
        throw new UsageError(`--${name} is missing; expected a number`);
    const { generate } = await import("../index.js");
    showProgress("generating");
    try {
      const text = `${JSON.stringify(generate(values))}\n`;
      endProgress();
      process.stdout.write(text);
    } catch (error) {
      throw asUsers(error, inOptions);
    }
  });
}

function range(text: string): number[] {
  const ends = text.split(":").map((end) => number("--speeds", end));
  if (ends.length !== 2) throw new UsageError(`--speeds is ${showText(text)}; expected MIN:MAX`);
  return ends;
}
