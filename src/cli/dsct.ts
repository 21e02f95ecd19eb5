#!/usr/bin/env node
// The command line. Exit codes: 0 done, 1 the check failed, 2 bad input (one line on stderr,
// nothing on stdout), 130 or 143 a signal has stopped the search.

import { showText } from "../problem/messages.js";
import { complain, UsageError } from "./arguments.js";
import { runCheck } from "./check.js";
import { runGenerate } from "./generate.js";
import { HELP, version } from "./help.js";
import { runSolve } from "./solve.js";

async function main(args: string[]): Promise<number> {
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

// A reader that has seen enough, as `head`, is no error; any other failure to write is.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") complain(error.message);
  process.exit(error.code === "EPIPE" ? 0 : 2);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  complain((error as Error).message);
  process.exitCode = 2;
}
