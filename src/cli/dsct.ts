#!/usr/bin/env node
// The command line. Exit codes: 0 done, 1 the check failed, 2 bad input (one line on stderr,
// nothing on stdout).

import { printable, showText } from "../problem/messages.js";
import { UsageError } from "./arguments.js";
import { runCheck } from "./check.js";
import { runGenerate } from "./generate.js";
import { HELP, version } from "./help.js";
import { runSolve } from "./solve.js";

function main(args: string[]): number {
  const [command, ...rest] = args;
  if (rest.includes("--help")) return main(["--help"]);
  switch (command) {
    case "solve":
      return runSolve(rest);
    case "check":
      return runCheck(rest);
    case "generate":
      return runGenerate(rest);
    case "--help":
    case "-h":
      process.stdout.write(HELP);
      return 0;
    case "--version":
      process.stdout.write(`${version}\n`);
      return 0;
    default:
      throw new UsageError(
        `the command is ${showText(command ?? "missing")}; expected solve, check or generate (see dsct --help)`,
      );
  }
}

/** In one line, in which nothing from outside is obeyed by a terminal. */
function complain(error: unknown): void {
  process.stderr.write(`dsct: ${printable((error as Error).message.split("\n")[0])}\n`);
}

// A reader that has seen enough, as `head`, is no error; any other failure to write is.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") complain(error);
  process.exit(error.code === "EPIPE" ? 0 : 2);
});

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  complain(error);
  process.exitCode = 2;
}
