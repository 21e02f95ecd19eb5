// What the command line says of itself: help, versions, suggestions, completion.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { METHODS } from "../src/problem/words.js";
import { commandLine } from "./helpers/cli.js";

const { folder, run } = commandLine("help");
const COMMANDS = ["solve", "check", "generate", "completion", "help"];
const wrong = (...args: string[]) => {
  const { status, stdout, stderr } = run(args);
  expect([status, stdout]).toEqual([2, ""]);
  return stderr;
};

describe("help", () => {
  it("is that of all commands, or of one, whichever way it is asked for", () => {
    const { status, stdout, stderr } = run(["--help"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: dsct \[options\] \[command\]\n/);
    expect(stdout).toContain("\nExit codes: 0 done, 1 the check failed, 2 bad input, 70 internal");
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
    for (const args of [["-h"], ["help"]]) expect(run(args).stdout).toBe(stdout);
    for (const command of COMMANDS.slice(0, 4)) {
      const own = run([command, "--help"]);
      expect(own).toMatchObject({ status: 0, stderr: "" });
      expect(own.stdout).toMatch(new RegExp(`^Usage: dsct ${command} `));
      expect(own.stdout).toContain("\nExamples:\n  ");
      expect(run([command, "-h"]).stdout).toBe(own.stdout);
      expect(run(["help", command]).stdout).toBe(own.stdout);
    }
  });

  it("of solve says units and defaults", () => {
    const help = run(["solve", "--help"]).stdout.replaceAll(/\s+/g, " ");
    expect(help).toContain("--time <ms> solve within so many milliseconds");
    expect(help).toContain("deadline (seconds from now; empty: none)");
    expect(help).toContain("time (seconds)");
    expect(help).toContain("--steps <count> search for so many steps");
    expect(help).toContain("(default: search)");
  });

  it("is no wider than a terminal of 80 columns", () => {
    const env = { NODE_OPTIONS: "--import=data:text/javascript,process.stdout.isTTY=true" };
    for (const command of [[], ...COMMANDS.slice(0, 4).map((name) => [name])]) {
      const { stdout } = run([...command, "--help"], "", { ...env, NO_COLOR: "1" });
      for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    }
  });

  it("-v and --version print the version", () => {
    for (const flag of ["-v", "--version"])
      expect(run([flag])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });
});

describe("a mistyped word", () => {
  it.each([
    [["sovle"], "unknown command 'sovle'; did you mean solve? (see dsct --help)"],
    [["sovle", "--help"], "unknown command 'sovle'; did you mean solve? (see dsct --help)"],
    [["help", "sovle"], "unknown command 'sovle'; did you mean solve? (see dsct help --help)"],
    [
      ["solve", "--metod", "edf"],
      "unknown option '--metod'; did you mean --method? (see dsct solve --help)",
    ],
    [
      ["generate", "--task=3"],
      "unknown option '--task=3'; did you mean --tasks? (see dsct generate --help)",
    ],
    [["elephant"], "unknown command 'elephant' (see dsct --help)"],
    [["--versoin"], "unknown option '--versoin'; did you mean --version? (see dsct --help)"],
    [["completion", "tcsh"], "the shell is tcsh; expected bash, zsh or fish"],
    [["solve", "--compare", "edf,best"], /^dsct: --compare is best; expected relax, approx, /],
  ] as [string[], string | RegExp][])("%j is met with what was meant", (args, message) => {
    if (typeof message === "string") expect(wrong(...args)).toBe(`dsct: ${message}\n`);
    else expect(wrong(...args)).toMatch(message);
  });
});

describe("an option that has no effect is an error", () => {
  const ALL = "approx, refit, search, exact, edf or levels";
  it.each([
    ["--levels 0.3", "--levels has no effect with the method search; expected --method levels"],
    [
      "--reading upgrade --method exact",
      "--reading has no effect with the method exact; expected --method levels",
    ],
    [
      "--steps 9 --method edf",
      "--steps has no effect with the method edf; expected --method search or exact",
    ],
    [
      "--time 9 --method refit --compare approx,edf",
      "--time has no effect with the methods refit, approx, edf; expected --method search or exact",
    ],
    [
      "--gap-tolerance 1 --method relax",
      `--gap-tolerance has no effect with the method relax; expected --method ${ALL}`,
    ],
    [
      "--bound-method relax --method relax",
      `--bound-method has no effect with the method relax; expected --method ${ALL}`,
    ],
    ["--ndjson --svg a.svg", "option '--ndjson' cannot be used with option '--svg <file>' (see"],
    [
      "--ndjson --compare edf",
      "option '--ndjson' cannot be used with option '--compare <methods>'",
    ],
    [
      "--ndjson --tasks t.csv",
      "option '--ndjson' cannot be used with option '--tasks <file>' (see",
    ],
    ["--json --csv-out", "option '--csv-out' cannot be used with option '--json' (see"],
  ])("%s", (args, message) => {
    // before anything is read: there is no such file
    expect(wrong("solve", "none.json", ...args.split(" "))).toContain(`dsct: ${message}`);
  });

  it("unless one of the methods uses it", () => {
    const { stdout } = run(["generate", "--tasks", "3", "--machines", "1"]);
    for (const args of [
      ["--levels", "0.3", "--compare", "levels"],
      ["--steps", "100", "--method", "edf", "--compare", "search"],
      ["--gap-tolerance", "1", "--method", "edf"],
      ["--bound-method", "preemptive", "--method", "relax", "--compare", "refit"],
    ])
      expect(run(["solve", ...args], stdout)).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("completion", () => {
  const script = (shell: string) => {
    const { status, stdout, stderr } = run(["completion", shell]);
    expect([status, stderr]).toEqual([0, ""]);
    return stdout;
  };
  const has = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

  it.each([
    ["dsct so", "solve"],
    ["dsct --v", "--version"],
    ["dsct solve --meth", "--method"],
    ["dsct solve --method ", METHODS.join(" ")],
    ["dsct solve problem.json --bound-method p", "preemptive"],
    ["dsct completion ", "bash zsh fish"],
    ["dsct help g", "generate"],
    ["dsct check --c", "--csv"],
    ["dsct solve --csv ", ""], // files, which bash completes by itself
    ["dsct solve probl", ""],
  ])("of bash: %j becomes %j", (line, words) => {
    writeFileSync(join(folder, "dsct.bash"), script("bash"));
    const typed = line.split(" ").map((word) => `'${word}'`);
    const ask = `. ./dsct.bash; COMP_WORDS=(${typed.join(" ")}); COMP_CWORD=${typed.length - 1}
      _dsct; echo "\${COMPREPLY[*]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", ask], { cwd: folder, encoding: "utf8" });
    expect([stdout, stderr]).toEqual([`${words}\n`, ""]);
  });

  it("of zsh and fish has every command, option and word", () => {
    const [zsh, fish] = [script("zsh"), script("fish")];
    expect(zsh).toMatch(/^#compdef dsct\n/);
    for (const command of COMMANDS) {
      expect(zsh).toContain(`'${command}:`);
      expect(fish).toContain(`-n __fish_use_subcommand -f -a ${command} -d `);
    }
    expect(zsh).toContain(`'--method[how to solve]:method:(${METHODS.join(" ")})'`);
    expect(zsh).toContain("'--version:print the version'");
    expect(fish).toContain("-n __fish_use_subcommand -l version -d 'print the version'");
    expect(zsh).toMatch(/'\*--csv\[measured tables\]:csv:_files'/);
    expect(zsh).toMatch(/'--svg\[[^\]]*\]:svg:_files'/);
    const solve = "complete -c dsct -n '__fish_seen_subcommand_from solve'";
    expect(fish).toContain(`${solve} -l method -x -a '${METHODS.join(" ")}' -d 'how to solve'\n`);
    expect(fish).toContain(`${solve} -l csv -r -F -d 'measured tables'\n`);
    expect(fish).toContain(`${solve} -l ndjson -d `);
  });

  it.each(["zsh", "fish"])("of %s is a script that it takes", (shell) => {
    writeFileSync(join(folder, `dsct.${shell}`), script(shell));
    if (!has(shell)) return;
    const { status, stderr } = spawnSync(shell, ["-n", `dsct.${shell}`], {
      cwd: folder,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  });
});
