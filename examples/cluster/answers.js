// The answers to a batch, none of them taken on trust.

import { certify } from "dsct";
import { problemsOf } from "./payload.js";

/** For each line of a batch, whose job has this outcome: its number, its schedule or an error. */
export function* answersOf({ lines, data, outcome }) {
  const problems = data && problemsOf(data);
  let k = 0;
  for (const { number, error } of lines) {
    yield { number, ...(error ? { error } : certified(problems.at(k), outcome, k++)) };
  }
}

/** The k-th schedule, if it is one of the problem: whoever reaches Redis may have written it. */
function certified(problem, { answer, reason }, k) {
  if (reason !== undefined) return { error: reason };
  const schedule = answer?.[k];
  if (typeof schedule?.error === "string") return { error: schedule.error };
  try {
    const { valid, violations } = certify(problem, schedule);
    return valid ? { schedule } : { error: `the schedule is wrong: ${violations[0]}` };
  } catch (error) {
    return { error: `the schedule cannot be certified: ${error.message}` };
  }
}
