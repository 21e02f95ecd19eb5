// Many problems on one thread and on a pool's, in turn, and how much longer one call takes in a
// worker than here. Medians of whole calls, rows in; every schedule is that of `solve` to the bit.
//
//     npm run bench:pool             10,000 problems of 50 tasks on 5 machines
//     npm run bench:pool -- --quick  500

import { availableParallelism } from "node:os";
import { createPool, solveAsync } from "../src/entry/worker-node.js";
import { generate, type Options, type Schedule, solve, solveMany } from "../src/index.js";
import { heading, print } from "./report.js";

const COUNT = process.argv.includes("--quick") ? 500 : 10_000;
const ROUNDS = 5;
/** Of single calls. */
const CALLS = 200;
/** Searches take a hundred times as long, so a tenth of the problems will do. */
const MANY: [string, Options, number][] = [
  ["approx", { method: "approx" }, COUNT],
  ["refit", { method: "refit" }, COUNT],
  ["search", { method: "search" }, COUNT / 10],
];
const SINGLE: [string, Options][] = [
  ["refit", { method: "refit" }],
  ["search", { method: "search" }],
  ["search, timeMs 2", { method: "search", gapTolerance: 0, limits: { timeMs: 2 } }],
];

const problems = Array.from({ length: COUNT }, (_, k) =>
  generate({ tasks: 50, machines: 5, speeds: [1, 4], seed: k + 1 }),
);

async function timed<Answer>(call: () => Answer): Promise<[number, Awaited<Answer>]> {
  const begin = performance.now();
  const answer = await call();
  return [performance.now() - begin, answer];
}

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1];

/** Milliseconds of each of the functions, called in turn. */
async function inTurn(
  rounds: number,
  functions: ((k: number) => unknown)[],
): Promise<{ times: number[]; answers: unknown[] }> {
  const times: number[][] = functions.map(() => []);
  let answers: unknown[] = [];
  for (let k = 0; k < rounds; k++) {
    answers = [];
    for (const [place, call] of functions.entries()) {
      const [milliseconds, answer] = await timed(() => call(k));
      times[place].push(milliseconds);
      answers.push(answer);
    }
  }
  return { times: times.map(median), answers };
}

/** Throws unless these are the same schedules, to the bit. */
function mustAgree(one: unknown, other: unknown): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error("a schedule is another one");
}

console.log(`${heading()}\n`);
const threads = availableParallelism();
const pool = createPool({ threads });
await pool.solve(problems[0]);

print(
  ["method", "problems", "one thread", `${threads} threads`, "times as fast"],
  ["---", "--:", "--:", "--:", "--:"],
);
for (const [name, options, count] of MANY) {
  const list = problems.slice(0, count);
  const calls = [() => solveMany(list, options), () => pool.solveMany(list, options)];
  const { times, answers } = await inTurn(ROUNDS, calls);
  mustAgree(answers[0], answers[1]);
  const shown = times.map((time) => `${time.toFixed(0)} ms`);
  print([name, `${count}`, ...shown, (times[0] / times[1]).toFixed(2)]);
}

console.log();
print(
  ["one problem", "solve", "solveAsync", "pool.solve", "solveAsync, longer by"],
  ["---", "--:", "--:", "--:", "--:"],
);
for (const [name, options] of SINGLE) {
  const calls = [
    (k: number): Schedule => solve(problems[k], options),
    (k: number) => solveAsync(problems[k], options),
    (k: number) => pool.solve(problems[k], options),
  ];
  const { times } = await inTurn(CALLS, calls);
  const shown = [...times, times[1] - times[0]].map((time) => `${time.toFixed(3)} ms`);
  print([name, ...shown]);
}
await pool.close();
