// dsct check: whether a schedule is what it claims to be.

import { certify, type ScheduleLike } from "../index.js";
import { printable } from "../problem/messages.js";
import { parse, UsageError } from "./arguments.js";
import { readProblem } from "./csv.js";
import { readJson } from "./json.js";

export function runCheck(args: string[]): number {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: { csv: { type: "string", multiple: true }, json: { type: "boolean" } },
  });
  if (positionals.length !== 2)
    throw new UsageError(
      `check got ${positionals.length} files; expected a problem and a schedule`,
    );
  const problem = readProblem(positionals[0], values.csv);
  const schedule = readJson(positionals[1]) as ScheduleLike;
  const certificate = certify(problem, schedule);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(certificate)}\n`);
  } else {
    const { value, bound, gap, violations } = certificate;
    const isBound = problem.models !== undefined && schedule.method === "relax";
    const kind = isBound ? "valid: a bound, and no schedule" : "valid";
    const verdict = certificate.valid ? kind : violations.map(printable).join("\n");
    process.stdout.write(`${verdict}\nvalue ${value}, bound ${bound}, gap ${gap}\n`);
  }
  return certificate.valid ? 0 : 1;
}
