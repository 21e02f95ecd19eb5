// What a job holds: problems, or the settings of `generate` and seeds; and the options of `solve`.
// Whoever reaches Redis may have written it, so workers believe none of it.

import { generate, solve } from "dsct";

/** Of a job. */
export const MOST_PROBLEMS = 10_000;
/** Tasks and machines that a job generates: a few bytes of settings could fill the memory. */
const MOST_GENERATED = 1_000_000;
const EMPTY = { machines: [{ speed: 1 }], tasks: [] };

/** Throws unless it is a job; its problems, each made when it is asked for. */
export function problemsOf(data) {
  const kind = isObject(data) && "generate" in data ? ["generate", "seeds"] : ["problems"];
  checkFields("job", data, [...kind, "options"]);
  checkOptions(data.options);
  return kind[0] === "generate" ? generated(data.generate, data.seeds) : listed(data.problems);
}

/** As `solve` checks them; a pool has options beside these, which are not for payloads. */
export function checkOptions(options) {
  expect(isObject(options), "options", options, "an object");
  solve(EMPTY, options);
}

function listed(problems) {
  expect(Array.isArray(problems), "problems", problems, "an array");
  checkCount("problems", problems.length, MOST_PROBLEMS);
  return { count: problems.length, at: (k) => problems[k] };
}

/** One problem a seed, from the first to the last. */
function generated(settings, seeds) {
  checkFields("generate", settings, ["tasks", "machines", "mu", "rho", "speeds"]);
  const arePair = Array.isArray(seeds) && seeds.length === 2 && seeds.every(Number.isSafeInteger);
  expect(arePair, "seeds", seeds, "two integers, the first and the last");
  const count = seeds[1] - seeds[0] + 1;
  checkCount("seeds", count, MOST_PROBLEMS);
  const rows = count * (Number(settings.tasks) + Number(settings.machines));
  if (rows > MOST_GENERATED) checkCount("seeds x (tasks + machines)", rows, MOST_GENERATED);
  const at = (k) => generate({ ...settings, seed: seeds[0] + k });
  at(0); // throws for wrong settings
  return { count, at };
}

function checkFields(name, value, fields) {
  expect(isObject(value), name, value, `an object with ${fields.join(", ")}`);
  const unknown = Object.keys(value).find((field) => !fields.includes(field));
  if (unknown === undefined) return;
  throw new RangeError(`${name} has ${show(unknown)}; expected no field but ${fields.join(", ")}`);
}

function checkCount(name, count, most) {
  if (count >= 1 && count <= most) return;
  throw new RangeError(`${name} has ${count} entries; expected 1 to ${most}`);
}

function expect(holds, name, value, expected) {
  if (!holds) throw new TypeError(`${name} is ${show(value)}; expected ${expected}`);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** No more of it than a line holds. */
function show(value) {
  if (isObject(value)) return "an object";
  if (Array.isArray(value)) return "an array";
  return JSON.stringify(typeof value === "string" ? value.slice(0, 100) : value) ?? "missing";
}
