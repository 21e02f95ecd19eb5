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
  const isBound = schedule.method === "relax";
  if (values.json) {
    process.stdout.write(`${JSON.stringify(certificate)}\n`);
  } else {
    const { value, bound, gap, violations, supported } = certificate;
    const kind = isBound ? "no schedule: a bound, which holds" : "valid";
    const verdict = certificate.valid ? kind : violations.map(printable).join("\n");
    const proof = supported
      ? ""
      : "supported: no, the schedule claims less than this bound, which its prices prove\n";
    process.stdout.write(`${verdict}\nvalue ${value}, bound ${bound}, gap ${gap}\n${proof}`);
  }
  return certificate.valid && !isBound ? 0 : 1;
}
