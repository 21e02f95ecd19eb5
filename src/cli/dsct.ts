#!/usr/bin/env node
// The command line. Exit codes: 0 done, 1 the check failed, 2 bad input (one line on stderr,
// nothing on stdout), 70 an internal error, 130 or 143 a signal has stopped the search.

import { Argument, Command, CommanderError } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { list, showText } from "../problem/messages.js";
import { addCheck } from "./check.js";
import { addCompletion } from "./completion.js";
import { addGenerate } from "./generate.js";
import { addSolve } from "./solve.js";
import { BAD_INPUT, complain, report } from "./terminal/errors.js";
import { endProgress } from "./terminal/progress.js";
import { hasColors, paint, widthOf } from "./terminal/style.js";
import { UsageError } from "./terminal/usage.js";

/** Characters of a line of the help: of a terminal's no more than are easily read. */
const MOST_OF_LINE = 100;

const ABOUT = "Schedules compressible inference requests before their deadlines.";
const HELP = `
Examples:
  dsct solve problem.json --csv tables.csv
  dsct check problem.json schedule.json
  dsct help solve

Exit codes: 0 done, 1 the check failed, 2 bad input, 70 internal error,
130 stopped by Ctrl-C (143: by SIGTERM).`;

function makeProgram(): Command {
  const program = new Command("dsct")
    .description(ABOUT)
    .version(manifest.version, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", HELP)
    .exitOverride()
    .configureOutput({
      writeErr: () => {}, // what is wrong is said in one line, by report
      getOutHelpWidth: () => Math.min(MOST_OF_LINE, widthOf(process.stdout)),
      getOutHasColors: () => hasColors(process.stdout),
    })
    .configureHelp({ styleTitle: (title) => paint(title, "bold", process.stdout) });
  addSolve(program);
  addCheck(program);
  addGenerate(program);
  addCompletion(program);
  addHelp(program);
  return program;
}

/** Commander's own would answer an unknown command with the help of all. */
function addHelp(program: Command): void {
  const names = [...program.commands.map((command) => command.name()), "help"];
  program
    .command("help")
    .summary("print the help of a command")
    .description("Prints the help of a command, or of all.")
    .addArgument(new Argument("[command]", "one of them").choices(names).argParser((name) => name))
    .action(async (name?: string) => {
      await program.parseAsync(name === undefined ? ["--help"] : [name, "--help"], {
        from: "user",
      });
    });
}

async function main(args: string[]): Promise<void> {
  const program = makeProgram();
  const names = program.commands.map((command) => command.name());
  if (args.length === 0)
    throw new UsageError(`the command is missing; expected ${list(names)} (see dsct --help)`);
  const asked = args[0] === "help" ? args[1] : args[0];
  // without its options: --help would be that of all commands
  const isWrong = asked !== undefined && !asked.startsWith("-") && !names.includes(asked);
  try {
    await program.parseAsync(isWrong ? [asked] : args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0)
      throw new UsageError(inOneLine(error, names.includes(args[0]) ? `${args[0]} ` : ""));
  }
}

/** What commander says in two lines, of which the second one has a suggestion. */
function inOneLine({ message }: CommanderError, command: string): string {
  const [, text, near] = /^(?:error: )?(.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? [];
  const suggestion = near === undefined ? "" : `; did you mean ${near}?`;
  return `${showText(text.replace(/\.$/, ""), 200)}${suggestion} (see dsct ${command}--help)`;
}

// A reader that has seen enough, as `head`, is no error; any other failure to write is.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") complain(error.message);
  process.exit(error.code === "EPIPE" ? 0 : BAD_INPUT);
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
} finally {
  endProgress();
}
