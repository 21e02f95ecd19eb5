import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readInput } from "../src/cli/input/problem.js";

const folder = mkdtempSync(join(tmpdir(), "dsct-csv-"));
process.chdir(folder);

function write(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const BARE = { machines: [{ type: "cpu" }], tasks: [{ model: "net", deadline: 1 }] };
const bare = write("bare.json", JSON.stringify(BARE));

const HEADER = "model,type,time,accuracy\n";
const SMALL = `${HEADER}net,cpu,0.01,0.7\nnet,cpu,0.02,0.8\n`;
const TABLE = { time: [0.01, 0.02], accuracy: [0.7, 0.8], mode: "discrete" };

const readProblem = (path: string, csv?: string[]) => readInput(path, { csv }).problem;

/** The models that a text becomes. */
const modelsOf = (text: string | Uint8Array, problem = bare) =>
  (readProblem(problem, [write("tables.csv", text)]) as unknown as { models: unknown }).models;

describe("measurements as CSV", () => {
  it("become models, and leave the rest of the problem alone", () => {
    expect(readProblem(bare, [write("tables.csv", SMALL)])).toEqual({
      ...BARE,
      models: { net: { cpu: TABLE } },
    });
    expect(readProblem(bare)).toEqual(BARE);
  });

  it.each([
    [
      "columns in another order, others between",
      "date,accuracy,time,type,model\n1,0.7,0.01,cpu,net\n2,0.8,0.02,cpu,net\n",
    ],
    ["Windows' line ends, no end of the last", SMALL.replaceAll("\n", "\r\n").trimEnd()],
    ["a mark of UTF-8, blank lines and spaces", `\ufeff${SMALL.replaceAll(",", " , ")}\n\n`],
    ["quotes", SMALL.replaceAll(/[^,\n]+/g, '"$&"')],
    ["other ways to write numbers", SMALL.replace("0.01", "1e-2").replace("0.8", ".80")],
    ["a mode", SMALL.replaceAll("\n", ",discrete\n").replace("accuracy,discrete", "accuracy,mode")],
    ["no mode in its column", SMALL.replaceAll("\n", ",\n").replace("accuracy,", "accuracy,mode")],
  ])("are read with %s", (_, text) => {
    expect(modelsOf(text)).toEqual({ net: { cpu: TABLE } });
  });

  it("keep names as they are: commas, quotes, line ends, what objects have anyway", () => {
    const text = `${HEADER}"a, ""b""\nc",__proto__,1,0.5\n__proto__,toString,2,0.6\n`;
    const models = modelsOf(text) as Record<string, unknown>;
    expect(Object.keys(models)).toEqual(['a, "b"\nc', "__proto__"]);
    expect(Object.values(models)).toEqual([
      JSON.parse('{"__proto__": {"time": [1], "accuracy": [0.5], "mode": "discrete"}}'),
      { toString: { time: [2], accuracy: [0.6], mode: "discrete" } },
    ]);
  });

  it("are the median of what was measured of one accuracy, or of one variant", () => {
    const rows = "net,cpu,3,0.7\nnet,cpu,1,0.7\nnet,cpu,9,0.8\nnet,cpu,2,0.7\nnet,cpu,10,0.80\n";
    const table = { time: [2, 9.5], accuracy: [0.7, 0.8], mode: "discrete" };
    expect(modelsOf(HEADER + rows)).toEqual({ net: { cpu: table } });
    const named =
      "model,type,variant,time,accuracy\nnet,cpu,a,1,0.7\nnet,cpu,b,5,0.7\nnet,cpu,a,3,0.7\n";
    const both = { time: [2, 5], accuracy: [0.7, 0.7], mode: "discrete", names: ["a", "b"] };
    expect(modelsOf(named)).toEqual({ net: { cpu: both } });
  });

  it("of several files are one log", () => {
    const one = write("one.csv", `${HEADER}net,cpu,1,0.7\nnet,gpu,1,0.7\n`);
    const two = write("two.csv", "type,model,accuracy,time\ncpu,net,0.7,3\ncpu,net,0.9,4\n");
    expect(readProblem(bare, [one, two])).toMatchObject({
      models: {
        net: {
          cpu: { time: [2, 4], accuracy: [0.7, 0.9] },
          gpu: { time: [1], accuracy: [0.7] },
        },
      },
    });
  });

  it("join the models of the problem, unless a table is there twice", () => {
    const table = { time: [1], accuracy: [0.5] };
    const models = { net: { gpu: table }, other: { cpu: table } };
    const full = write("full.json", JSON.stringify({ ...BARE, models }));
    expect(modelsOf(SMALL, full)).toEqual({
      net: { gpu: table, cpu: TABLE },
      other: { cpu: table },
    });
    const clash = () => modelsOf(`${SMALL}other,cpu,1,0.5\n`, full);
    expect(clash).toThrow(
      "tables.csv, line 4: other on cpu has a table in full.json; expected one",
    );
    // what is no object is for `solve` to judge
    const odd = write("odd.json", JSON.stringify({ models: 3 }));
    expect(readProblem(odd, [write("tables.csv", SMALL)])).toEqual({ models: 3 });
    expect(readProblem(write("list.json", "3"), ["tables.csv"])).toBe(3);
  });

  it.each([
    ["", "tables.csv is empty; expected a header model,type,time,accuracy"],
    [
      "model,type,time\nnet,cpu,1\n",
      "tables.csv has the columns model,type,time; expected model, type, time and accuracy",
    ],
    [
      "model;type;time;accuracy\n",
      "tables.csv has the columns model;type;time;accuracy; expected model, type, time and accuracy",
    ],
    ["model,type,time,accuracy,time\n", "tables.csv has 2 columns time; expected one"],
    [`${SMALL}net,cpu,1\n`, "tables.csv, line 4 has 3 fields; expected 4, as in the header"],
    [`${SMALL}net,cpu,fast,0.9\n`, 'tables.csv, line 4: time is "fast"; expected a number >= 0'],
    [`${SMALL}net,cpu,-1,0.9\n`, "tables.csv, line 4: time is -1; expected a number >= 0"],
    [`${SMALL}net,cpu,,0.9\n`, 'tables.csv, line 4: time is ""; expected a number >= 0'],
    [
      `${SMALL}\nnet,cpu,1,"0,9"\n`,
      'tables.csv, line 5: accuracy is "0,9"; expected a finite number',
    ],
    [
      `${SMALL}net,cpu,1,Infinity\n`,
      'tables.csv, line 4: accuracy is "Infinity"; expected a finite number',
    ],
    [`${SMALL},cpu,1,0.9\n`, "tables.csv, line 4: model is empty; expected a name"],
    [`${SMALL}net,,1,0.9\n`, "tables.csv, line 4: type is empty; expected a name"],
    [
      "model,type,time,accuracy,mode\nnet,cpu,1,0.9,some\n",
      'tables.csv, line 2: mode is "some"; expected discrete or continuous',
    ],
    [
      "model,type,time,accuracy,mode\nnet,cpu,1,0.8,continuous\nnet,cpu,2,0.9,\n",
      "tables.csv, line 3: mode is discrete; expected continuous, as in tables.csv, line 2",
    ],
    [
      "variant,model,type,time,accuracy\na,net,cpu,1,0.8\na,net,cpu,2,0.9\n",
      "tables.csv, line 3: accuracy is 0.9; expected 0.8, as in tables.csv, line 2",
    ],
    [`${SMALL}net,"cpu,1,0.9\n`, "tables.csv is no CSV: "],
    [Uint8Array.of(0xff, 0xfe, 65, 0), "tables.csv is UTF-16; expected UTF-8"],
    [Uint8Array.of(65, 0xff), "tables.csv is not valid UTF-8; expected UTF-8"],
  ])("%j: says what is wrong", (text, message) => {
    expect(() => modelsOf(text)).toThrow(message);
  });

  it("stdin is one file", () => {
    expect(() => readProblem("-", ["-"])).toThrow("- is there more than once");
    expect(() => readProblem(bare, ["none.csv"])).toThrow("none.csv cannot be read: ");
  });
});

describe("dsct solve --csv", () => {
  const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], { encoding: "utf8", cwd: folder, input: SMALL });
  const LOG = `model,type,variant,time,accuracy
net,cpu,large,3,0.9
net,cpu,small,1,0.7
net,cpu,large,5,0.9
net,cpu,large,4,0.9
`;
  const WAITING = {
    machines: [{ type: "cpu" }, { type: "cpu", readyAt: 2 }],
    tasks: [
      { model: "net", deadline: 4, weight: 3 },
      { model: "net", deadline: 4, latency: 1 },
      { model: "net", deadline: 1, weight: 0.5 },
      { model: "net", deadline: 0.5 },
    ],
  };

  it("solves what a log and a list of requests say, and names the variants", () => {
    const [problem, log] = [write("waiting.json", JSON.stringify(WAITING)), write("log.csv", LOG)];
    const { status, stdout, stderr } = run("solve", problem, "--csv", log, "--compare", "edf");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.replace(/at most \S+ below/, "at most this below")).toBe(`\
machine  type  task  model  variant   name  start  end  deadline  accuracy  not served
      -           2    net        -             -    -         1         0      outbid
      -           3    net        -             -    -       0.5         0    too-late
      0   cpu     0    net        0  large      0    4         4       0.9            
      1   cpu  busy                             0    2                                
      1   cpu     1    net        1  small      2    3         4       0.7            

optimal (search, wasm): mean accuracy 0.400000
value 3.400000000, at most this below the optimum (bound 3.400000000, proven by multipliers)

method  value  mean accuracy  served
search    3.4         0.4000  2 of 4
   edf   3.15         0.5250  3 of 4
`);
  });

  it("writes a schedule that dsct check takes, with the tables from stdin, too", () => {
    write("waiting.json", JSON.stringify(WAITING));
    const { stdout } = run("solve", "waiting.json", "--csv", write("log.csv", LOG), "--json");
    const schedule = write("schedule.json", stdout);
    expect(JSON.parse(stdout).reason).toHaveLength(4);
    const checked = run("check", "waiting.json", schedule, "--csv", "log.csv");
    expect([checked.status, checked.stdout.split("\n")[0]]).toEqual([0, "valid"]);
    const fromStdin = run("solve", bare, "--csv", "-");
    expect(fromStdin.stdout).toMatch(/^ +0 +cpu +0 +net +1 +0 +0\.02 +1 +0\.8$/m);
  });

  it("complains in one line, and ends with 2", () => {
    write("bad.csv", "model,type\n");
    const { status, stdout, stderr } = run("solve", bare, "--csv", "bad.csv");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^dsct: bad\.csv has the columns model,type; expected .*\n$/);
  });
});
