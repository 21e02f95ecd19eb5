import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { generate } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dsct-cli-"));

function run(
  args: string[],
  input = "",
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    input,
    encoding: "utf8",
    cwd: folder,
  });
  return { status, stdout, stderr };
}

const problem = generate({ tasks: 6, machines: 2, seed: 3 });
const text = JSON.stringify(problem);
writeFileSync(join(folder, "problem.json"), text);

describe("dsct", () => {
  it("--help and --version", () => {
    expect(run(["--help"])).toMatchObject({ status: 0, stderr: "" });
    expect(run(["--help"]).stdout).toMatch(/^dsct \d+\.\d+\.\d+: .*\n\nUsage\n/);
    expect(run(["--version"]).stdout).toBe(`${manifest.version}\n`);
  });

  it("solve prints a table, from a file and from stdin", () => {
    const { status, stdout, stderr } = run(["solve", "problem.json"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^machine {2}task/);
    expect(stdout.trim().split("\n")).toHaveLength(1 + 6 + 1 + 2);
    expect(stdout).toMatch(
      /optimal \(search, wasm\): mean accuracy 0\.\d{6}\nvalue .*guarantee of Theorem 1/,
    );
    for (const limit of [
      ["--work", "5000"],
      ["--time", "1"],
    ]) {
      expect(run(["solve", "--bound", "relax", ...limit], text).stdout).toContain(
        "feasible (search, wasm)",
      );
    }
    expect(run(["solve", "--work=-1"], text).stderr).toBe(
      "dsct: options.limits.work is -1; expected a number >= 0\n",
    );
    for (const baseline of [
      ["edf"],
      ["levels"],
      ["levels", "--levels", "0.3,0.6", "--reading", "upgrade"],
    ]) {
      expect(run(["solve", "--method", ...baseline], text).stdout).toMatch(
        new RegExp(`feasible \\(${baseline[0]}, wasm\\).*\\nvalue ((?!guarantee).)*\\n$`),
      );
    }
    const leveled = run(["solve", "--method", "levels", "--levels", "0.3", "--json"], text).stdout;
    const accuracies = new Set(JSON.parse(leveled).accuracy.map((a: number) => a.toFixed(12)));
    expect([...accuracies].sort()).toEqual(["0.000000000000", "0.300000000000"]);
    expect(run(["solve"], text).stdout).toBe(stdout);
    expect(run(["solve", "-"], text).stdout).toBe(stdout);
  });

  it("solve --method exact shows on stderr where it stands", () => {
    const { status, stdout, stderr } = run(["solve", "problem.json", "--method", "exact"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\noptimal \(exact, wasm\).*\n/);
    expect(stderr).toMatch(/^(value [\d.]+, bound [\d.]+, gap [\d.e-]+, nodes \d+\n)+$/);
  });

  it("solve --json, check and --svg", () => {
    const solved = run([
      "solve",
      "problem.json",
      "--json",
      "--method",
      "approx",
      "--bound",
      "preemptive",
      "--svg",
      "out.svg",
    ]);
    expect(solved.status).toBe(0);
    const schedule = JSON.parse(solved.stdout);
    expect(schedule).toMatchObject({ method: "approx", engine: "wasm" });
    const { violations, bound } = certify(problem, schedule);
    expect(violations).toEqual([]);
    expect(bound).toBeCloseTo(schedule.bound, 12); // the preemptive one
    expect(readFileSync(join(folder, "out.svg"), "utf8")).toMatch(/^<svg /);

    expect(run(["check", "problem.json", "-"], solved.stdout)).toMatchObject({
      status: 0,
      stderr: "",
    });
    expect(run(["check", "problem.json", "-"], solved.stdout).stdout).toMatch(
      /^valid\nvalue .*, bound .*, gap .*\n$/,
    );
    const wrong = JSON.stringify({ ...schedule, value: 99 });
    const checked = run(["check", "problem.json", "-"], wrong);
    expect(checked).toMatchObject({ status: 1, stderr: "" });
    expect(checked.stdout).toMatch(/^value is 99; expected /);
    const json = run(["check", "problem.json", "-", "--json"], wrong);
    expect([json.status, JSON.parse(json.stdout).valid]).toEqual([1, false]);
  });

  it("generate prints the problem that `generate` draws, and solve takes it", () => {
    const args = [
      "generate",
      "--tasks",
      "7",
      "--machines",
      "2",
      "--mu",
      "4",
      "--rho",
      "0.3",
      "--seed",
      "5",
      "--speeds",
      "1:3",
    ];
    const { status, stdout } = run(args);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(
      generate({ tasks: 7, machines: 2, mu: 4, rho: 0.3, seed: 5, speeds: [1, 3] }),
    );
    expect(run(["solve"], stdout).status).toBe(0);
  });

  it("a closed pipe is no error, a directory is", () => {
    const generate = `"${process.execPath}" "${cli}" generate --tasks 20000 --machines 2`;
    const script = `${generate} | head -c 10; echo " \${PIPESTATUS[0]}"`;
    const piped = spawnSync("bash", ["-c", script], { encoding: "utf8" });
    expect([piped.stdout, piped.stderr]).toEqual(['{"machines 0\n', ""]);
    expect(run(["solve", "."]).stderr).toMatch(/^dsct: \. cannot be read: EISDIR/);
    expect(run(["solve", "--help"])).toMatchObject({ status: 0, stderr: "" });
  });

  it("deadline 1e999 is no deadline", () => {
    const free = '{"machines":[{"speed":1}],"tasks":[{"deadline":1e999,"theta":1,"maxWork":2}]}';
    expect(JSON.parse(run(["solve", "--json"], free).stdout).work).toEqual([2]);
  });

  it.each([
    [[], "", "dsct: the command is missing; expected solve, check or generate (see dsct --help)"],
    [
      ["sove"],
      "",
      "dsct: the command is sove; expected solve, check or generate (see dsct --help)",
    ],
    [["solve", "a", "b"], "", "dsct: solve got 2 files; expected one, or stdin"],
    [
      ["solve", "missing.json"],
      "",
      "dsct: missing.json cannot be read: ENOENT: no such file or directory",
    ],
    [
      ["solve"],
      "{",
      "dsct: stdin holds no JSON: Expected property name or '}' in JSON at position 1",
    ],
    [
      ["solve"],
      "[]",
      "dsct: machines is undefined; expected an array of machines or an object of columns",
    ],
    [
      ["solve"],
      text.replace(/"theta":/, '"theta":-'),
      /^dsct: tasks\[0\]\.theta is -[\d.]+; expected a number > 0$/,
    ],
    [
      ["solve", "--method", "best"],
      text,
      'dsct: options.method is "best"; expected "relax", "approx", "refit", "search", "exact", "edf" or "levels"',
    ],
    [
      ["solve", "--bound", "best"],
      text,
      'dsct: options.bound is "best"; expected "relax" or "preemptive"',
    ],
    [
      ["solve", "--method", "levels", "--levels", "0.3,0.2"],
      text,
      "dsct: options.levels[1] is 0.2; expected a number > options.levels[0], 0.3",
    ],
    [["solve", "--levels", "0.3,"], text, "dsct: --levels is ; expected a number"],
    [
      ["solve", "--reading", "best"],
      text,
      'dsct: options.reading is "best"; expected "highest-fit" or "upgrade"',
    ],
    [["solve", "--tolerance", "much"], text, "dsct: --tolerance is much; expected a number"],
    [["solve", "--fast"], text, /^dsct: Unknown option '--fast'/],
    [["check", "problem.json"], "", "dsct: check got 1 files; expected a problem and a schedule"],
    [["check", "problem.json", "-"], "nonsense", /^dsct: stdin holds no JSON: /],
    [["generate", "--tasks", "5"], "", "dsct: --machines is missing; expected a number"],
    [
      ["generate", "--tasks", "5", "--machines", "0"],
      "",
      "dsct: machines is 0; expected an integer >= 1",
    ],
    [["generate", "--tasks", "x", "--machines", "2"], "", "dsct: --tasks is x; expected a number"],
    [
      ["generate", "--tasks", "5", "--machines", "2", "--speeds", "3"],
      "",
      "dsct: --speeds is 3; expected MIN:MAX",
    ],
  ] as [string[], string, string | RegExp][])(
    "bad input %j: exit code 2, one line on stderr, nothing on stdout",
    (args, input, message) => {
      const { status, stdout, stderr } = run(args, input);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
      if (typeof message === "string") expect(stderr.startsWith(message)).toBe(true);
      else expect(stderr.trimEnd()).toMatch(message);
    },
  );
});
