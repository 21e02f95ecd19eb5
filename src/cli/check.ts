// dsct check: whether a schedule is what it claims to be.

import { type Command, Option } from "commander";
import type { Certificate, ScheduleLike } from "../index.js";
import { printable } from "../problem/messages.js";
import { nameOf, readJson } from "./input/files.js";
import { type Beside, checkStdin, filesOf, readInput } from "./input/problem.js";
import { inputOptions } from "./options.js";
import { asUsers, CHECK_FAILED, DONE } from "./terminal/errors.js";
import { endProgress, showProgress } from "./terminal/progress.js";
import { paint } from "./terminal/style.js";

interface Values extends Beside {
  json?: true;
}

const HELP = `
The bound of the method relax is no schedule, and fails. "supported: no": the
schedule claims less than its prices prove. One of the files may be -: stdin.

Examples:
  dsct check problem.json schedule.json
  dsct check problem.json schedule.json --csv tables.csv --tasks tasks.csv
  dsct solve problem.json --json | dsct check problem.json -`;

export function addCheck(program: Command): void {
  const command = program
    .command("check")
    .summary("check a schedule without the solver's code")
    .description(
      "Recomputes feasibility, value and bound of a schedule without the solver's code. Exit code 1: something is wrong with it.",
    )
    .argument("<problem>", "problem as JSON")
    .argument("<schedule>", "schedule, as solve --json prints it");
  for (const option of inputOptions()) command.addOption(option);
  command
    .addOption(new Option("--json", "the certificate as JSON").helpGroup("Output:"))
    .addHelpText("after", HELP)
    .action(async (problem: string, schedule: string, values: Values) => {
      process.exitCode = await runCheck(problem, schedule, values);
    });
}

async function runCheck(path: string, schedulePath: string, values: Values): Promise<number> {
  const { certify } = await import("../index.js");
  checkStdin([...filesOf(path, values), schedulePath]);
  const { problem, rename } = readInput(path, values);
  const schedule = readJson(schedulePath) as ScheduleLike;
  showProgress("checking");
  const certificate = certified(() => certify(problem, schedule), rename);
  const isBound = Object(schedule).method === "relax";
  const text = values.json
    ? `${JSON.stringify(certificate)}\n`
    : textOf(certificate, isBound, nameOf(schedulePath));
  endProgress();
  process.stdout.write(text);
  return certificate.valid && !isBound ? DONE : CHECK_FAILED;
}

function certified(certify: () => Certificate, rename: (message: string) => string): Certificate {
  try {
    return certify();
  } catch (error) {
    throw asUsers(error, rename);
  }
}

function textOf(certificate: Certificate, isBound: boolean, name: string): string {
  const { value, bound, gap, violations, supported } = certificate;
  const kind = isBound ? "no schedule: a bound, which holds" : "valid";
  const verdict = certificate.valid
    ? [paint(kind, isBound ? "yellow" : "green", process.stdout)]
    : violations.map((text) => paint(`${name}: ${printable(text)}`, "red", process.stdout));
  const proof = supported
    ? ""
    : "supported: no, the schedule claims less than this bound, which its prices prove\n";
  return `${verdict.join("\n")}\nvalue ${value}, bound ${bound}, gap ${gap}\n${proof}`;
}
