// What the command line does on a terminal alone, its exit codes, and what it leaves of files.

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { asTerminal, cli, commandLine } from "./helpers/cli.js";

const { folder, run } = commandLine("terminal");
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const ESCAPE = "\u001b";
const NONE = { NO_COLOR: "", FORCE_COLOR: "", TERM: "xterm" };

const MODELS = {
  "a family of networks": {
    "phone of the year 2019": {
      time: [1, 2],
      accuracy: [0.5, 0.6],
      names: ["small and quick", "large and accurate"],
    },
  },
};
const row = { model: "a family of networks", deadline: 9 };
write(
  "problem.json",
  JSON.stringify({
    models: MODELS,
    machines: [{ type: "phone of the year 2019", readyAt: 0.5 }],
    tasks: [row, { ...row, id: "the request of somebody" }, { ...row, deadline: -1 }],
  }),
);
write("curves.json", JSON.stringify(generate({ tasks: 200, machines: 10, speeds: [1, 4] })));

describe("colours", () => {
  const solved = (env: Record<string, string>) =>
    run(["solve", "problem.json"], "", { ...NONE, ...env }).stdout.includes(ESCAPE);

  it.each([
    ["a file", {}, false],
    ["a terminal", asTerminal(["stdout"]), true],
    ["a terminal with NO_COLOR", { ...asTerminal(["stdout"]), NO_COLOR: "1" }, false],
    ["a terminal with FORCE_COLOR=0", { ...asTerminal(["stdout"]), FORCE_COLOR: "0" }, false],
    ["a dumb terminal", { ...asTerminal(["stdout"]), TERM: "dumb" }, false],
    ["a file with FORCE_COLOR", { FORCE_COLOR: "1" }, true],
    ["a file with both", { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ] as [string, Record<string, string>, boolean][])("%s", (_, env, hasColors) => {
    expect(solved(env)).toBe(hasColors);
  });

  it("say what is good and what is not, in help and errors, too", () => {
    const env = { ...NONE, FORCE_COLOR: "1" };
    const schedule = run(["solve", "problem.json", "--json"], "", env).stdout;
    expect(schedule).not.toContain(ESCAPE); // for programs
    expect(run(["solve", "problem.json"], "", env).stdout).toContain(`\n${ESCAPE}[32moptimal`);
    expect(run(["check", "problem.json", "-"], schedule, env).stdout).toMatch(/^.\[32mvalid/);
    const wrong = JSON.stringify({ ...JSON.parse(schedule), value: 9 });
    expect(run(["check", "problem.json", "-"], wrong, env).stdout).toMatch(/^.\[31mstdin: value/);
    expect(run(["--help"], "", env).stdout).toContain(`${ESCAPE}[1mUsage:`);
    expect(run(["sovle"], "", env).stderr).toMatch(/^.\[31mdsct:.\[39m unknown command/);
  });
});

describe("the width", () => {
  const lines = (columns: number, ...args: string[]) => {
    const env = { ...NONE, ...asTerminal(["stdout"], columns), NO_COLOR: "1" };
    const { status, stdout } = run(["solve", "problem.json", ...args], "", env);
    expect(status).toBe(0);
    return stdout.slice(0, stdout.indexOf("\n\n")).split("\n");
  };

  it.each([150, 120, 80, 40])(
    "of a terminal of %i columns holds every line of a table",
    (columns) => {
      const table = lines(columns);
      expect(table).toHaveLength(1 + 4);
      for (const line of table) expect(line.length, line).toBeLessThanOrEqual(columns);
    },
  );

  it("cuts names first, then leaves out columns and says which", () => {
    expect(lines(150)[0]).toContain(" type ");
    expect(lines(150).join()).toContain("\u2026");
    expect(lines(80)[0]).not.toContain(" type ");
    const env = { ...NONE, ...asTerminal(["stdout"], 80) };
    expect(run(["solve", "problem.json"], "", env).stdout).toMatch(
      /no room for type, [a-z, ]+: --csv-out has all columns/,
    );
  });

  it("of a file does not matter", () => {
    const { stdout } = run(["solve", "problem.json"]);
    expect(stdout).not.toMatch(/\u2026|no room/);
    expect(stdout).toContain("the request of somebody");
  });
});

describe("progress", () => {
  const long = ["--gap-tolerance", "0", "--time", "2500"];
  const onTerminal = (args: string[], input = "") =>
    run(args, input, { ...NONE, ...asTerminal(["stderr"], 60), NO_COLOR: "1" });

  it.each(["exact", "search"])("of %s is one line that is taken away at the end", (method) => {
    const { status, stdout, stderr } = onTerminal([
      "solve",
      "curves.json",
      "--method",
      method,
      ...long,
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^machine/);
    const shown = stderr.split("\r").slice(1);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.at(-1)).toBe(`${ESCAPE}[K`);
    expect(stderr).not.toContain("\n");
    for (const text of shown.slice(0, -1)) {
      expect(text).toMatch(new RegExp(`^[1-9]\\d* s: ${method}`));
      expect(text.length - `${ESCAPE}[K`.length).toBeLessThan(60);
    }
    expect(stderr).toContain("value ");
  });

  it("is none in a file, and none of what takes less than a second", () => {
    const args = ["solve", "curves.json", "--method", "exact", ...long];
    expect(run(args)).toMatchObject({ status: 0, stderr: "" });
    expect(onTerminal(["solve", "problem.json"]).stderr).toBe("");
  });

  it("there is even where this thread does nothing else meanwhile", () => {
    const busy = `const parse = JSON.parse; JSON.parse = (text) => {
      const begin = performance.now();
      while (performance.now() - begin < 2500);
      return parse(text);
    };process.stderr.isTTY = true;`;
    const url = `data:text/javascript,${encodeURIComponent(busy)}`;
    const { status, stderr } = run(["solve", "problem.json"], "", {
      NODE_OPTIONS: `--import=${url}`,
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^\r1 s: reading problem\.json.*\r.\[K$/s);
  });
});

describe("--svg", () => {
  const broken = JSON.stringify({ machines: [], tasks: [] });

  it("that cannot be written is an error before anything is read", () => {
    for (const path of ["none/out.svg", "."]) {
      const { status, stdout, stderr } = run(["solve", "none.json", "--svg", path]);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^dsct: \S+ cannot be written: E\w+/);
    }
    if (process.getuid?.() === 0) return; // who may write everything
    mkdirSync(join(folder, "locked"));
    chmodSync(join(folder, "locked"), 0o500);
    expect(run(["solve", "none.json", "--svg", "locked/out.svg"]).stderr).toContain("EACCES");
  });

  it("leaves what is there where solving fails, and nothing where nothing was", () => {
    write("old.svg", "<old/>");
    expect(run(["solve", "--svg", "old.svg"], broken).status).toBe(2);
    expect(readFileSync(join(folder, "old.svg"), "utf8")).toBe("<old/>");
    expect(run(["solve", "--svg", "new.svg"], broken).status).toBe(2);
    expect(existsSync(join(folder, "new.svg"))).toBe(false);
    expect(run(["solve", "problem.json", "--svg", "old.svg"]).status).toBe(0);
    expect(readFileSync(join(folder, "old.svg"), "utf8")).toMatch(/^<svg /);
  });
});

describe("an internal error", () => {
  it("ends with 70 and its stack, with nothing of it obeyed by a terminal", () => {
    const text = `const { stringify } = JSON;
      JSON.stringify = (value) => {
        if (value?.status) throw new TypeError("lost \\u001b[31m");
        return stringify(value);
      };`;
    const url = `data:text/javascript,${encodeURIComponent(text)}`;
    const { status, stdout, stderr } = run(["solve", "problem.json", "--json"], "", {
      NODE_OPTIONS: `--import=${url}`,
    });
    expect([status, stdout]).toEqual([70, ""]);
    const lines = stderr.trimEnd().split("\n");
    expect(lines[0]).toBe("dsct: internal error: this is a mistake of dsct, not of its input");
    expect(lines[1]).toBe("TypeError: lost \\u001b[31m");
    expect(lines.slice(2).some((line) => /^ +at runSolve /.test(line))).toBe(true);
  });
});

it("says that it waits for a problem where stdin is a terminal", () => {
  const command = `${process.execPath} ${cli} solve`;
  // script gives it a terminal, and ends its input at once
  const args = ["-qec", command, "/dev/null"];
  const { stdout, error } = spawnSync("script", args, { input: "\u0004", encoding: "utf8" });
  if (!error) expect(stdout).toContain("dsct: reads from the terminal, up to Ctrl-D");
});
