// Ctrl-C at the command line: a signal to a process whose search would take hours.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import { asTerminal, cli } from "./helpers/cli.js";
import { tableInstance } from "./helpers/table-instances.js";

const folder = mkdtempSync(join(tmpdir(), "dsct-interrupt-"));
const curves = generate({ tasks: 200, machines: 10, speeds: [1, 4], seed: 1 });
const tables = tableInstance({ data: "ofa", kind: "full", n: 40, m: 4, rho: 0.5, seed: 1 });
writeFileSync(join(folder, "curves.json"), JSON.stringify(curves));
writeFileSync(join(folder, "tables.json"), JSON.stringify(tables));

const LONG = ["--gap-tolerance", "0", "--steps", "1e15"];
/** What shows on a terminal that the search is under way. */
const UNDER_WAY = /value [\d.]+, bound [\d.]+/;

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Signals as soon as the pattern is on stderr. */
function interrupted(args: string[], signals: NodeJS.Signals[], when: RegExp) {
  const env = { ...process.env, ...asTerminal(["stderr"], 200), NO_COLOR: "1" };
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env });
  return new Promise<Ended>((resolve) => {
    let [stdout, stderr] = ["", ""];
    const send = () => {
      for (const signal of signals.splice(0)) child.kill(signal);
    };
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
      if (when.test(stderr)) send();
    });
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

describe("a signal", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s stops a proof with its best schedule, exit code %i", async (signal, code) => {
    const args = ["solve", "curves.json", "--method", "exact", "--json", "--svg", "out.svg"];
    const ended = await interrupted([...args, ...LONG], [signal], UNDER_WAY);
    expect([ended.code, ended.signal]).toEqual([code, null]);
    const note = "dsct: interrupted: the schedule of exact is the best so far\n";
    expect(ended.stderr.endsWith(`\r\u001b[K${note}`)).toBe(true);
    const schedule = JSON.parse(ended.stdout);
    expect(schedule).toMatchObject({ method: "exact", status: "feasible" });
    expect(certify(curves, schedule).violations).toEqual([]);
    expect(readFileSync(join(folder, "out.svg"), "utf8")).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
  });

  it("of a comparison leaves out what has not begun to search, and says so", async () => {
    const compare = ["--method", "exact", "--compare", "search,edf,exact,refit"];
    const ended = await interrupted(
      ["solve", "curves.json", ...compare, ...LONG],
      ["SIGINT"],
      UNDER_WAY,
    );
    expect(ended.code).toBe(130);
    const rows = ended.stdout.trim().split("\n").slice(-4);
    expect(rows.map((row) => row.trim().split(" ")[0])).toEqual([
      "method",
      "exact",
      "edf",
      "refit",
    ]);
    const [last, ...others] = ended.stderr.split("\n").slice(-4);
    expect([last.split("\u001b[K").at(-1), ...others]).toEqual([
      "dsct: interrupted: the schedule of exact is the best so far",
      "dsct: interrupted: there is no row of search",
      "dsct: interrupted: there is no row of exact",
      "",
    ]);
  });

  it("stops a search with tables, too, wherever it is", async () => {
    const args = ["solve", "tables.json", "--json", ...LONG];
    const ended = await interrupted(args, ["SIGINT"], UNDER_WAY);
    expect(ended).toMatchObject({ code: 130, signal: null });
    expect(ended.stderr).toMatch(/dsct: interrupted: the schedule of search is the best so far\n$/);
    const { valid, value } = certify(tables as never, JSON.parse(ended.stdout));
    expect(valid).toBe(true);
    expect(value).toBeGreaterThan(0);
  });
});

describe("a second signal", () => {
  it("ends the process at once", async () => {
    // its start takes half a minute, in which no search hears of the first
    const slow = generate({ tasks: 50_000, machines: 5000, speeds: [1, 4], seed: 1 });
    writeFileSync(join(folder, "slow.json"), JSON.stringify(slow));
    let hasSurvived = false;
    // a first one that comes while the problem is being read ends the process
    for (const delay of [1500, 5000, 15_000]) {
      const child = spawn(process.execPath, [cli, "solve", "slow.json"], { cwd: folder });
      const ended = once(child, "close");
      await sleep(delay);
      child.kill("SIGINT");
      await sleep(300);
      if (child.signalCode !== null) continue;
      hasSurvived = true;
      const begin = performance.now();
      child.kill("SIGINT");
      expect(await ended).toEqual([null, "SIGINT"]);
      expect(performance.now() - begin).toBeLessThan(2000);
      break;
    }
    expect(hasSurvived).toBe(true);
  });
});
