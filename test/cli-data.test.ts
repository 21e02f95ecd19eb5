// CSV and NDJSON at the command line, and which file a complaint names.

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { solve } from "../src/index.js";
import { generate } from "../src/problem/generate.js";
import { asTerminal, cli, commandLine } from "./helpers/cli.js";

const { folder, run } = commandLine("data");
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const MODELS = {
  net: { phone: { time: [1, 2, 4], accuracy: [0.5, 0.6, 0.9], names: ["s", "m, old", 'l "xl"'] } },
};
const MACHINES = [{ type: "phone", readyAt: 1 }];
write("machines.json", JSON.stringify({ models: MODELS, machines: MACHINES }));
const TASKS = `note,id,deadline,model,weight,minAccuracy
,first,3,net,,
x,"second, ""2""",9,net,2,0.6
,,,net,0.5,
,4,1.5,net,,
`;
write("tasks.csv", TASKS);
const ROWS = [
  { id: "first", deadline: 3, model: "net" },
  { id: 'second, "2"', deadline: 9, model: "net", weight: 2, minAccuracy: 0.6 },
  { deadline: null, model: "net", weight: 0.5 },
  { id: "4", deadline: 1.5, model: "net" },
];
const PROBLEM = { models: MODELS, machines: MACHINES, tasks: ROWS };
write("problem.json", JSON.stringify(PROBLEM));
const curves = generate({ tasks: 4, machines: 2, seed: 3 });
write("curves.json", JSON.stringify(curves));

describe("tasks as CSV", () => {
  it("are those of the problem as JSON", () => {
    for (const format of ["--json", "--csv-out"]) {
      const fromCsv = run(["solve", "machines.json", "--tasks", "tasks.csv", format]);
      expect(fromCsv).toMatchObject({ status: 0, stderr: "" });
      expect(fromCsv.stdout).toBe(run(["solve", "problem.json", format]).stdout);
    }
    const stdin = run(["solve", "machines.json", "--tasks", "-", "--json"], TASKS);
    expect(stdin.stdout).toBe(run(["solve", "problem.json", "--json"]).stdout);
  });

  it("are those of curves, too, and check takes them", () => {
    const { machines, tasks } = curves;
    write("speeds.json", JSON.stringify({ machines }));
    const rows = tasks.map(({ deadline, theta, maxWork }) => [maxWork, theta, deadline].join());
    write("curves.csv", `maxWork,theta,deadline\n${rows.join("\n")}\n`);
    const args = ["speeds.json", "--tasks", "curves.csv"];
    const { stdout } = run(["solve", ...args, "--json"]);
    expect(stdout).toBe(run(["solve", "curves.json", "--json"]).stdout);
    const checked = run(["check", args[0], "-", ...args.slice(1)], stdout);
    expect([checked.status, checked.stdout.split("\n")[0]]).toEqual([0, "valid"]);
  });

  it.each([
    ["id,model\n1,net\n", "t.csv has the columns id,model; expected deadline"],
    ["deadline,model,deadline\n", "t.csv has 2 columns deadline; expected one"],
    ["deadline,model\nsoon,net\n", 't.csv, line 2: deadline is "soon"; expected a number'],
    ["deadline,model,weight\n1,net,\n\n1,net,-2\n", "t.csv, line 4: weight is -2; expected a "],
    ["deadline,model\n1,nte\n", 't.csv, line 2: model is "nte"; expected '],
    ["deadline,model\n1\n", "t.csv, line 2 has 1 fields; expected 2, as in the header"],
    ["deadline,model,wieght\n1,net,\n", 't.csv, line 2: wieght is ""; expected weight, or a name'],
  ])("%j: the complaint names file and line", (text, message) => {
    write("t.csv", text);
    const { status, stdout, stderr } = run(["solve", "machines.json", "--tasks", "t.csv"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.slice(0, 6 + message.length)).toBe(`dsct: ${message}`);
  });

  it("are in one file only", () => {
    expect(run(["solve", "problem.json", "--tasks", "tasks.csv"]).stderr).toBe(
      "dsct: problem.json has tasks, as has tasks.csv; expected them in one file\n",
    );
    expect(run(["solve", "-", "--tasks", "-"]).stderr).toMatch(/^dsct: - is there more than once/);
    expect(run(["check", "-", "-"]).stderr).toMatch(/^dsct: - is there more than once/);
  });
});

describe("a schedule as CSV", () => {
  it("has a row per task in the order of the problem, with all digits", () => {
    const { status, stdout, stderr } = run(["solve", "problem.json", "--csv-out"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`\
task,id,machine,type,model,variant,name,start,end,deadline,accuracy,reason
0,first,0,phone,net,1,"m, old",1,3,3,0.6,served
1,"second, ""2""",0,phone,net,2,"l ""xl""",3,7,9,0.9,served
2,,0,phone,net,2,"l ""xl""",7,11,,0.9,served
3,4,,,net,,,,,1.5,0,too-late
`);
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ id }) => id)).toEqual(["first", 'second, "2"', "", "4"]);
  });

  it("of curves says the work", () => {
    const { stdout } = run(["solve", "curves.json", "--csv-out"]);
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    const { machine, start, work } = solve(curves);
    expect(Object.keys(rows[0]).join()).toBe("task,id,machine,start,end,deadline,work,accuracy");
    expect(rows.map((row) => Number(row.machine))).toEqual([...machine]);
    expect(rows.map((row) => Number(row.start))).toEqual([...start]);
    expect(rows.map((row) => Number(row.work))).toEqual([...work]);
  });

  it("keeps names as they are in a file, and escapes them on a terminal", () => {
    const evil = "\u009b31m\u202e";
    const problem = JSON.stringify({ ...PROBLEM, tasks: [{ ...ROWS[0], id: evil }] });
    expect(run(["solve", "--csv-out"], problem).stdout).toContain(`\n0,${evil},0,`);
    const shown = run(["solve", "--csv-out"], problem, asTerminal(["stdout"])).stdout;
    expect(shown).toContain("\n0,\\u009b31m\\u202e,0,");
    expect(run(["solve"], problem).stdout).toContain(" \\u009b31m\\u202e ");
  });

  it("names tasks by their id in the table, too, where they have one", () => {
    expect(run(["solve", "problem.json"]).stdout).toMatch(/^machine +type +task +id +model/);
    expect(run(["solve", "curves.json"]).stdout).toMatch(/^machine +task +start/);
    const columns = { deadline: [1, 2], theta: [1, 1], maxWork: [1, 1], id: ["a", "b"] };
    const text = JSON.stringify({ machines: [{ speed: 1 }], tasks: columns });
    expect(run(["solve"], text).stdout).toMatch(/\n +0 +1 +b +/);
  });
});

describe("NDJSON", () => {
  const problems = [1, 2, 3].map((seed) => generate({ tasks: 5, machines: 2, seed }));
  const lines = problems.map((problem) => JSON.stringify(problem));

  it("in is NDJSON out: a schedule for each problem, from a file and from stdin", () => {
    const text = `\ufeff${lines.join("\r\n\n")}`; // the last one without its end
    const { status, stdout, stderr } = run(["solve", "--ndjson", "--method", "refit"], text);
    expect([status, stderr]).toEqual([0, ""]);
    const answers = stdout.trimEnd().split("\n");
    expect(answers).toHaveLength(3);
    for (const [k, answer] of answers.entries())
      expect(answer).toBe(JSON.stringify(solve(problems[k], { method: "refit" })));
    write("lines.ndjson", text);
    expect(run(["solve", "lines.ndjson", "--ndjson", "--method", "refit"]).stdout).toBe(stdout);
  });

  it("a bad line is named on stderr and in its place, and the others are solved", () => {
    const bad = lines[1].replace(/"theta":/, '"theta":-');
    const text = [lines[0], bad, "{", lines[2]].join("\n");
    const { status, stdout, stderr } = run(["solve", "--ndjson"], text);
    expect(status).toBe(2);
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers.map(({ line, method }) => line ?? method)).toEqual(["search", 2, 3, "search"]);
    expect(answers[1].error).toMatch(
      /^stdin, line 2: tasks\[0\]\.theta is -[\d.]+; expected a num/,
    );
    expect(stderr.trimEnd().split("\n")).toEqual([
      `dsct: ${answers[1].error}`,
      expect.stringMatching(/^dsct: stdin, line 3 holds no JSON: /),
    ]);
  });

  it("takes measured tables for all problems", () => {
    write("log.csv", "model,type,time,accuracy\nnet,phone,1,0.5\n");
    const problem = { machines: MACHINES, tasks: ROWS };
    const text = `${JSON.stringify(problem)}\n${JSON.stringify({ ...problem, tasks: [] })}\n`;
    const { status, stdout } = run(["solve", "--ndjson", "--csv", "log.csv"], text);
    expect(status).toBe(0);
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers.map(({ machine }) => machine.length)).toEqual([4, 0]);
    expect(run(["solve", "none.ndjson", "--ndjson"]).stderr).toMatch(
      /^dsct: none\.ndjson cannot be read: ENOENT/,
    );
  });

  it("answers a line before the next one is there", async () => {
    const child = spawn(process.execPath, [cli, "solve", "--ndjson"], { cwd: folder });
    const answers: string[] = [];
    for (const line of lines) {
      const answer = new Promise<string>((resolve) => {
        let text = "";
        const collect = (data: Buffer) => {
          text += data;
          if (!text.endsWith("\n")) return;
          child.stdout.removeListener("data", collect);
          resolve(text);
        };
        child.stdout.on("data", collect);
      });
      child.stdin.write(`${line}\n`);
      answers.push(JSON.parse(await answer).method);
    }
    child.stdin.end();
    expect(answers).toEqual(["search", "search", "search"]);
  });

  it("takes no more memory for many lines than for a few", () => {
    const line = `${JSON.stringify(generate({ tasks: 1000, machines: 2, seed: 1 }))}\n`;
    const script = 'process.on("exit", () => console.error(process.resourceUsage().maxRSS))';
    const env = {
      NODE_OPTIONS: `--max-old-space-size=48 --import=data:text/javascript,${encodeURIComponent(script)}`,
    };
    const megabytes = (count: number) => {
      const args = ["solve", "--ndjson", "--method", "edf"];
      const { status, stdout, stderr } = run(args, line.repeat(count), env);
      expect([status, stdout.trimEnd().split("\n").length]).toEqual([0, count]);
      return Number(stderr) / 1000;
    };
    const few = megabytes(50);
    // 1000 lines are some 80 MB in and as much out
    expect(megabytes(1000) - few).toBeLessThan(60);
  });
});

describe("a complaint about a field names its file", () => {
  it.each([
    [["solve", "bad.json"], "bad.json: tasks[1].weight is -2; expected a number > 0"],
    [["check", "bad.json", "schedule.json"], "bad.json: tasks[1].weight is -2; expected a number"],
    [["check", "problem.json", "none.json"], "none.json cannot be read: ENOENT"],
    [["solve", "bad.json", "--time=-1"], "--time is -1; expected a number >= 0"],
    [["generate", "--tasks", "2", "--machines", "1", "--rho=-1"], "--rho is -1; expected a finite"],
  ])("%j", (args, message) => {
    const tasks = ROWS.map((row, j) => (j === 1 ? { ...row, weight: -2 } : row));
    write("bad.json", JSON.stringify({ ...PROBLEM, tasks }));
    write("schedule.json", run(["solve", "problem.json", "--json"]).stdout);
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.slice(0, 6 + message.length)).toBe(`dsct: ${message}`);
  });

  it("check says so of the schedule", () => {
    const schedule = JSON.parse(run(["solve", "problem.json", "--json"]).stdout);
    schedule.start[1] = -1;
    write("schedule.json", JSON.stringify(schedule));
    const { status, stdout, stderr } = run(["check", "problem.json", "schedule.json"]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/^schedule\.json: start\[1\] is -1; expected /);
    for (const odd of ["null", "3", "[]"]) {
      const { status, stderr } = run(["check", "problem.json", "-"], odd);
      expect([status, stderr]).toEqual([1, ""]);
    }
  });
});
