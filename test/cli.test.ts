import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import { cli, commandLine } from "./helpers/cli.js";

const { folder, run } = commandLine("cli");

const problem = generate({ tasks: 6, machines: 2, seed: 3 });
const text = JSON.stringify(problem);
writeFileSync(join(folder, "problem.json"), text);

describe("dsct", () => {
  it("solve --compare adds a row a method, of curves, too", () => {
    const { status, stdout, stderr } = run(["solve", "--compare", "edf,approx", "problem.json"]);
    expect([status, stderr]).toEqual([0, ""]);
    const rows = stdout.trim().split("\n").slice(-4);
    expect(rows[0]).toMatch(/^method +value +mean accuracy +served$/);
    expect(rows.slice(1).map((row) => row.trim().split(/ {2,}/)[0])).toEqual([
      "search",
      "edf",
      "approx",
    ]);
    for (const row of rows.slice(1)) expect(row).toMatch(/ \d\.\d+ +0\.\d{4} +\d of 6$/);
    expect(run(["solve", "--compare", "best", "problem.json"])).toMatchObject({
      status: 2,
      stdout: "",
    });
    expect(run(["solve", "--compare", "edf", "--json", "problem.json"]).stderr).toBe(
      "dsct: option '--compare <methods>' cannot be used with option '--json' (see dsct solve --help)\n",
    );
  });

  it("solve prints a table, from a file and from stdin", () => {
    const { status, stdout, stderr } = run(["solve", "problem.json"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^machine {2}task/);
    expect(stdout.trim().split("\n")).toHaveLength(1 + 6 + 1 + 2);
    expect(stdout).toMatch(
      /optimal \(search, wasm\): mean accuracy 0\.\d{6}\nvalue .*worstCaseGap of Theorem 1/,
    );
    for (const limit of [
      ["--steps", "5000"],
      ["--time", "1"],
    ]) {
      expect(run(["solve", "--bound-method", "relax", ...limit], text).stdout).toContain(
        "feasible (search, wasm)",
      );
    }
    expect(run(["solve", "--steps=-1"], text).stderr).toBe(
      "dsct: --steps is -1; expected a number >= 0\n",
    );
    for (const baseline of [
      ["edf"],
      ["levels"],
      ["levels", "--levels", "0.3,0.6", "--reading", "upgrade"],
    ]) {
      expect(run(["solve", "--method", ...baseline], text).stdout).toMatch(
        new RegExp(`feasible \\(${baseline[0]}, wasm\\).*\\nvalue ((?!worstCaseGap).)*\\n$`),
      );
    }
    const leveled = run(["solve", "--method", "levels", "--levels", "0.3", "--json"], text).stdout;
    const accuracies = new Set(JSON.parse(leveled).accuracy.map((a: number) => a.toFixed(12)));
    expect([...accuracies].sort()).toEqual(["0.000000000000", "0.300000000000"]);
    expect(run(["solve"], text).stdout).toBe(stdout);
    expect(run(["solve", "-"], text).stdout).toBe(stdout);
  });

  it("solve --json, check and --svg", () => {
    const solved = run([
      "solve",
      "problem.json",
      "--json",
      "--method",
      "approx",
      "--bound-method",
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
    expect(checked.stdout).toMatch(/^stdin: value is 99; expected /);
    const json = run(["check", "problem.json", "-", "--json"], wrong);
    expect([json.status, JSON.parse(json.stdout).valid]).toEqual([1, false]);
  });

  it("check says where prices do not prove a bound, and that a relaxation is no schedule", () => {
    const drawn = generate({ tasks: 12, machines: 3, speeds: [1, 4], seed: 3 });
    writeFileSync(join(folder, "drawn.json"), JSON.stringify(drawn));
    const solved = (method: string) => run(["solve", "drawn.json", "--json", "--method", method]);
    const proven = solved("exact").stdout;
    expect(JSON.parse(proven).provenBy).toBe("branch");
    expect(run(["check", "drawn.json", "-"], proven)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^valid\nvalue .*\nsupported: no, the schedule claims less /),
    });
    const relaxed = solved("relax").stdout;
    expect(JSON.parse(relaxed).status).toBe("bound");
    expect(run(["check", "drawn.json", "-"], relaxed)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^no schedule: a bound, which holds\nvalue .*, gap .*\n$/),
    });
    const table = run(["solve", "drawn.json", "--method", "relax"]).stdout;
    expect(table).toMatch(/\nbound \(relax, wasm\): no schedule has a value above \d/);
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

  it("shows when machines are busy; deadline null is no deadline, and one that is past no mistake", () => {
    const [now, busy] = [{ speed: 1 }, { speed: 1, readyAt: 0.5 }];
    const tasks = [1, null, -1].map((deadline) => ({ deadline, theta: 2, maxWork: 1 }));
    for (const machines of [[now, busy], { speed: [1, 1], readyAt: [0, 0.5] }]) {
      const { status, stdout } = run(["solve"], JSON.stringify({ machines, tasks }));
      const cells = stdout.split("\n").map((line) => line.trim().split(/ +/));
      expect([status, cells.length]).toEqual([0, 1 + 4 + 1 + 2 + 1]);
      expect(cells[1].slice(0, 4)).toEqual(["-", "2", "0", "0"]);
      expect(cells.slice(2, 5).map((row) => row.slice(0, 2))).toContainEqual(["1", "busy"]);
      expect(stdout).toContain("Infinity");
    }
  });

  it("deadline 1e999 is no deadline", () => {
    const free = '{"machines":[{"speed":1}],"tasks":[{"deadline":1e999,"theta":1,"maxWork":2}]}';
    expect(JSON.parse(run(["solve", "--json"], free).stdout).work).toEqual([2]);
  });

  it("takes UTF-8 with a byte-order mark, from a file and from stdin", () => {
    const marked = `\ufeff${text}`;
    writeFileSync(join(folder, "marked.json"), marked);
    const plain = run(["solve"], text).stdout;
    expect(run(["solve"], marked)).toEqual({ status: 0, stdout: plain, stderr: "" });
    expect(run(["solve", "marked.json"])).toEqual({ status: 0, stdout: plain, stderr: "" });
    const twice = run(["solve"], `\ufeff${marked}`);
    expect([twice.status, twice.stderr]).toEqual([
      2,
      expect.stringContaining("stdin holds no JSON: Unexpected token '\\ufeff'"),
    ]);
  });

  it.each([
    ["UTF-16 with a mark", Buffer.from(`\ufeff${text}`, "utf16le"), "is UTF-16"],
    ["UTF-16 without one", Buffer.from(text, "utf16le"), "is UTF-16"],
    ["UTF-16, the great byte first", Buffer.from(`\ufeff${text}`, "utf16le").swap16(), "is UTF-16"],
    ["that without a mark", Buffer.from(text, "utf16le").swap16(), "is UTF-16"],
    ["one character of UTF-16", Buffer.from("7", "utf16le"), "is UTF-16"],
    ["UTF-32 with a mark", Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), "is UTF-32"],
    ["UTF-32 without one", Buffer.from([0, 0, 0, 0x7b, 0, 0, 0, 0x7d]), "is UTF-32"],
    ["half a character", Buffer.from([0x22, 0xc3, 0x22]), "is not valid UTF-8"],
    ["Latin-1", Buffer.from('{"é": 1}', "latin1"), "is not valid UTF-8"],
  ])("names %s and expects UTF-8", (_, bytes, named) => {
    writeFileSync(join(folder, "encoded.json"), bytes);
    for (const args of [["encoded.json"], ["-"]]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "solve", ...args], {
        input: bytes,
        encoding: "utf8",
        cwd: folder,
      });
      const name = args[0] === "-" ? "stdin" : args[0];
      expect([status, stdout, stderr]).toEqual([2, "", `dsct: ${name} ${named}; expected UTF-8\n`]);
    }
  });

  const evil = "\u001b[31m\u009b\u202e\u2028\u007f";
  const shown = "\\u001b[31m\\u009b\\u202e\\u2028\\u007f";
  const speed = (value: unknown) => JSON.stringify({ machines: [{ speed: value }], tasks: [] });
  it.each([
    [["solve"], evil, `stdin holds no JSON: Unexpected token '\\u001b', "${shown}" is`],
    [["solve"], speed(evil), `stdin: machines[0].speed is "${shown}"; expected a number > 0`],
    [
      ["solve", evil],
      "",
      `${shown} cannot be read: ENOENT: no such file or directory, open '${shown}'`,
    ],
    [["check", "problem.json", `a\n${evil}`], "", `a\\u000a${shown} cannot be read`],
    [["solve", "--svg", `no/${evil}`], text, `no/${shown} cannot be written: ENOENT`],
    [["solve", "--method", evil], text, `--method is ${shown}; expected relax`],
    [["solve", "--gap-tolerance", evil], text, `--gap-tolerance is ${shown}; expected a number`],
    [["solve", `--${evil}`], text, `unknown option '--${shown}'`],
    [["generate", "--speeds", evil], "", `--speeds is ${shown}; expected `],
    [[evil], "", `unknown command '${shown}'`],
  ])("%j: nothing from outside reaches the terminal but escaped", (args, input, message) => {
    const { status, stdout, stderr } = run(args, input);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.slice(0, 6 + message.length)).toBe(`dsct: ${message}`);
    expect(stderr.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
  });

  it("the name of a chart and violations are escaped, too", () => {
    const solved = run(["solve", "problem.json", "--svg", `${evil}.svg`]);
    expect([solved.status, solved.stdout.split("\n").at(-2)]).toEqual([
      0,
      `Gantt chart: ${shown}.svg`,
    ]);
    const schedule = JSON.stringify({ machine: { length: evil }, start: evil });
    const checked = run(["check", "problem.json", "-"], schedule);
    expect(checked.status).toBe(1);
    expect(checked.stdout.split("\n").slice(0, 2)).toEqual([
      `stdin: machine.length is "${shown}"; expected 6, the number of tasks`,
      `stdin: start is "${shown}"; expected an array of 6 numbers`,
    ]);
  });

  it.each([
    [["solve", "--gap-tolerance", "x".repeat(5000)], text],
    [["solve", "--method", "x".repeat(5000)], text],
    [["solve", `--${"x".repeat(5000)}`], text],
    [["solve", "x".repeat(5000)], ""],
    [["solve"], speed("x".repeat(5000))],
    [["generate", "--speeds", "x".repeat(5000)], ""],
    [["x".repeat(5000)], ""],
  ])("a long value is cut in a message", (args, input) => {
    const { status, stderr } = run(args, input);
    expect(status).toBe(2);
    expect(stderr).toMatch(/x{40}"?\.\.\. \(\d+ characters\)/);
    expect(stderr.length).toBeLessThan(450);
  });

  it("check of a length that is absurd says so at once", () => {
    const absurd = JSON.stringify({ machine: { length: 4294967295 } });
    const { status, stdout } = run(["check", "problem.json", "-"], absurd);
    expect([status, stdout.split("\n")[0]]).toEqual([
      1,
      "stdin: machine.length is 4294967295; expected 6, the number of tasks",
    ]);
  });

  it.each([
    [
      [],
      "",
      "dsct: the command is missing; expected solve, check, generate, completion or help (see dsct --help)",
    ],
    [
      ["solve", "a", "b"],
      "",
      "dsct: too many arguments for 'solve'. Expected 1 argument but got 2 (see dsct solve --help)",
    ],
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
      "dsct: stdin: machines is undefined; expected an array of machines or an object of columns",
    ],
    [
      ["solve"],
      text.replace(/"theta":/, '"theta":-'),
      /^dsct: stdin: tasks\[0\]\.theta is -[\d.]+; expected a number > 0$/,
    ],
    [
      ["solve", "--method", "best"],
      text,
      "dsct: --method is best; expected relax, approx, refit, search, exact, edf or levels",
    ],
    [
      ["solve", "--bound-method", "best"],
      text,
      "dsct: --bound-method is best; expected relax or preemptive",
    ],
    [
      ["solve", "--method", "levels", "--levels", "0.3,0.2"],
      text,
      "dsct: --levels[1] is 0.2; expected a number > --levels[0], 0.3",
    ],
    [["solve", "--levels", "0.3,"], text, "dsct: --levels is ; expected a number"],
    [
      ["solve", "--reading", "best"],
      text,
      "dsct: --reading is best; expected highest-fit or upgrade",
    ],
    [
      ["solve", "--gap-tolerance", "much"],
      text,
      "dsct: --gap-tolerance is much; expected a number",
    ],
    [["solve", "--fast"], text, /^dsct: unknown option '--fast' \(see dsct solve --help\)$/],
    [
      ["check", "problem.json"],
      "",
      "dsct: missing required argument 'schedule' (see dsct check --help)",
    ],
    [["check", "problem.json", "-"], "nonsense", /^dsct: stdin holds no JSON: /],
    [["generate", "--tasks", "5"], "", "dsct: --machines is missing; expected a number"],
    [
      ["generate", "--tasks", "5", "--machines", "0"],
      "",
      "dsct: --machines is 0; expected an integer from 1 to 4000000",
    ],
    [
      ["generate", "--tasks", "1e9", "--machines", "2"],
      "",
      "dsct: --tasks is 1000000000; expected an integer from 0 to 4000000",
    ],
    [
      ["generate", "--tasks", "5", "--machines", "1e300"],
      "",
      "dsct: --machines is 1e+300; expected an integer from 1 to 4000000",
    ],
    [
      ["generate", "--tasks", "Infinity", "--machines", "2"],
      "",
      "dsct: --tasks is Infinity; expected an integer from 0 to 4000000",
    ],
    [
      ["generate", "--tasks", "1.5", "--machines", "2"],
      "",
      "dsct: --tasks is 1.5; expected an integer from 0 to 4000000",
    ],
    [
      ["generate", "--tasks=-1", "--machines", "2"],
      "",
      "dsct: --tasks is -1; expected an integer from 0 to 4000000",
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

describe("dsct with tables", () => {
  const tables = {
    models: { net: { phone: { time: [1, 2, 4], accuracy: [0.5, 0.6, 0.9] } } },
    machines: [{ type: "phone", readyAt: 1 }, { type: "idle" }],
    tasks: [
      { model: "net", deadline: null },
      { model: "net", deadline: 3 },
      { model: "net", deadline: -1 },
      { model: "net", deadline: 1.5 },
      { model: "net", deadline: 9, minAccuracy: 0.95 },
      { model: "net", deadline: 2.5, weight: 0.1 },
    ],
  };
  writeFileSync(join(folder, "tables.json"), JSON.stringify(tables));

  it("solve prints machine and type, variant, and why a request is not served", () => {
    const { status, stdout, stderr } = run(["solve", "tables.json", "--svg", "tables.svg"]);
    expect([status, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(lines[0]).toEqual([
      ...["machine", "type", "task", "model", "variant", "start", "end", "deadline", "accuracy"],
      "not served",
    ]);
    expect(lines.slice(1, 8).map((line) => line.join(" "))).toEqual([
      "- 2 net - - - -1 0 expired",
      "- 3 net - - - 1.5 0 too-late",
      "- 4 net - - - 9 0 ineligible",
      "- 5 net - - - 2.5 0 outbid",
      "0 phone busy 0 1",
      "0 phone 1 net 1 1 3 3 0.6",
      "0 phone 0 net 2 3 7 Infinity 0.9",
    ]);
    expect(stdout).toMatch(
      /\n(optimal|feasible) \(search, wasm\): mean accuracy 0\.250000\nvalue 1\.5\d*, at most .* below the optimum \(bound .*, proven by \w+\)\nGantt chart: tables\.svg\n$/,
    );
    expect(readFileSync(join(folder, "tables.svg"), "utf8")).toContain("machine 0: phone");
  });

  it("check takes what solve --json prints, and says of a relaxation what it is", () => {
    const check = (method: string) => {
      const { stdout } = run(["solve", "tables.json", "--json", "--method", method]);
      expect(JSON.parse(stdout).reason[2]).toBe("expired");
      return run(["check", "tables.json", "-"], stdout);
    };
    expect(check("search")).toMatchObject({ status: 0, stderr: "" });
    expect(check("search").stdout).toMatch(/^valid\nvalue 1\.5/);
    expect(check("relax")).toMatchObject({ status: 1, stderr: "" });
    expect(check("relax").stdout).toMatch(/^no schedule: a bound, which holds\nvalue 0, bound /);
    const table = run(["solve", "tables.json", "--method", "relax"]).stdout;
    expect(table).toMatch(/\nbound \(relax, wasm\): no schedule has a value above \d/);
    expect(table).toContain("undecided");
  });

  it("names what is for curves alone", () => {
    expect(run(["solve", "tables.json", "--bound-method", "relax"])).toEqual({
      status: 2,
      stdout: "",
      stderr: 'dsct: --bound-method is "relax"; expected none for a problem with models\n',
    });
  });
});
