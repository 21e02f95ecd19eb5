// The rooms of assembly/ and src/: which files there are, and which may import which.

import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import * as codes from "../assembly/codes.js";
import { BUFFERS } from "../src/engine/buffers.js";
import { FIGURES } from "../src/engine/engine.js";
import { BOUNDS, METHODS, READINGS } from "../src/problem/words.js";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const withoutComments = (text: string) => text.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");

/** [room, its files], in the order in which they may import one another. "": the folder itself. */
type Rooms = [string, string[]][];

/**
 * The solver: a room is a part of the method, a file a step of it. A file sees the rooms before its
 * own, and the files before itself.
 */
const ASSEMBLY: Rooms = [
  ["", ["codes"]],
  ["numeric", ["bits", "lanes", "sum", "exp", "ln"]],
  ["problem", ["tasks", "curve", "scale", "order", "outcome"]],
  ["chain", ["elements", "measure", "segments", "scratch", "rounding", "settle", "nested", "pool"]],
  [
    "paper",
    ["machines", "ready", "relax", "round", "chains", "shift", "guarantee", "edf", "levels"],
  ],
  ["bound", ["splitting", "epochs", "polymatroid", "preemptive"]],
  [
    "search",
    ["plan", "refit", "earliest", "trial", "assignment", "estimate", "move", "swap", "search"],
  ],
  ["exact", ["proof", "lattice", "pricing", "ascent", "columns", "packing", "branch"]],
  ["", ["workspace", "solve", "index"]],
];

/** TypeScript around it. */
const SRC: Rooms = [
  [
    "types",
    ["problem", "generate", "options", "schedule", "certificate", "solver", "calls", "index"],
  ],
  [
    "problem",
    [
      "messages",
      "words",
      "kinds",
      "fields",
      "read-problem",
      "read-options",
      "validate-solver",
      "generate",
    ],
  ],
  ["engine", ["buffers", "engine", "module", "wasm", "javascript", "limits"]],
  ["schedule", ["capacity", "dual", "read", "certify", "decode", "svg"]],
  ["solver", ["one-shot", "reusable", "api"]],
  ["worker", ["signal", "stop", "solve-async"]],
  [
    "entry",
    ["dsct", "workerd", "edge-light", "reference", "worker", "worker-node", "worker-script"],
  ],
  ["", ["index"]],
  ["cli", ["help", "arguments", "json", "table", "solve", "check", "generate", "dsct"]],
];

/** All files in order, as `chain/nested`. */
const filesOf = (rooms: Rooms) =>
  rooms.flatMap(([room, names]) => names.map((name) => (room ? `${room}/${name}` : name)));

const found = (folder: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => name.slice(0, -3).replaceAll("\\", "/"));

/** What a file imports of the repository, from its root, without an ending. */
const imports = (path: string) =>
  [...read(path).matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"/gm)]
    .map(([, target]) => posix.join(posix.dirname(path), target.replace(/\.js$/, "")))
    .filter((target) => /^(assembly|src)\//.test(target) && !/\.wasm(\?\w+)?$/.test(target));

describe.each([
  ["assembly", ASSEMBLY, []],
  ["src", SRC, ["assembly/codes"]],
])("%s/", (folder, rooms, outside) => {
  const files = filesOf(rooms);

  it("has just the files of its rooms, at most 14 a room", () => {
    expect(found(`${folder}/`).sort()).toEqual([...files].sort());
    for (const [, names] of rooms) expect(names.length).toBeLessThanOrEqual(14);
  });

  it.each(files)("%s imports only files before it", (name) => {
    const before = files.slice(0, files.indexOf(name)).map((file) => `${folder}/${file}`);
    for (const target of imports(`${folder}/${name}.ts`)) {
      expect([...before, ...outside], `${name} imports ${target}`).toContain(target);
    }
  });

  it.each(files)("%s has at most 300 lines, and comments within 100 columns", (name) => {
    const lines = read(`${folder}/${name}.ts`).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(300);
    const comments = lines.filter(
      (line) => /^\s*(\/\/|\/?\*)/.test(line) && !/biome-ignore|@param/.test(line),
    );
    expect(comments.filter((line) => line.length > 100)).toEqual([]);
  });
});

describe("assembly/", () => {
  const files = filesOf(ASSEMBLY);

  it.each(files)("%s: nothing that differs between platforms, nothing from outside", (name) => {
    expect(withoutComments(read(`assembly/${name}.ts`))).not.toMatch(
      /\bMath\.|Mathf|\*\*|Date|performance|from "[^.]/,
    );
  });

  it.each(files)("%s allocates only where its buffers are made", (name) => {
    const text = withoutComments(read(`assembly/${name}.ts`))
      .replaceAll(/ {2}constructor[\s\S]*?\n {2}\}/g, "")
      .replaceAll(/^import [\s\S]*?;$/gm, "");
    if (name !== "workspace") expect(text).not.toMatch(/\bnew\b|=>/);
  });

  it("only the pipeline and the surface see the workspace", () => {
    for (const name of files) {
      if (imports(`assembly/${name}.ts`).includes("assembly/workspace"))
        expect(["solve", "index"]).toContain(name);
    }
  });

  it("a step says what it is in its first line", () => {
    for (const name of files) expect(read(`assembly/${name}.ts`), name).toMatch(/^\/\/ \w/);
  });

  it("index has every figure, and every buffer at its place in the table", () => {
    const text = read("assembly/index.ts");
    const functions = [...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
    expect(functions.sort()).toEqual([...FIGURES, "buffer", "setLevels"].sort());
    const cases = [...text.matchAll(/case (\d+):\s+return changetype<usize>\(ws\.([\w.]+)\);/g)];
    expect(cases.map(([, place]) => Number(place))).toEqual(Object.keys(BUFFERS).map((_, k) => k));
    expect(cases.map(([, , path]) => nameOf(path))).toEqual(Object.keys(BUFFERS));
  });
});

/** `chains.logPrice` -> `chainLogPrice`: how the table of buffers names a buffer of the workspace. */
function nameOf(path: string): string {
  const [name, ...groups] = path.split(".").reverse();
  const prefixes: Record<string, string> = {
    edf: "edf",
    chains: "chain",
    splitting: "split",
    segments: "segment",
    plan: "plan",
  };
  if (path === "levels.accuracy") return "levels";
  const prefix = prefixes[groups[0]] ?? "";
  return prefix ? prefix + name[0].toUpperCase() + name.slice(1) : name;
}

describe("src/", () => {
  it("certify, which judges, shares no code with the solver", () => {
    const reached = new Set(["src/schedule/certify"]);
    for (const path of reached) for (const target of imports(`${path}.ts`)) reached.add(target);
    expect(reached).toContain("src/schedule/dual");
    for (const path of reached) {
      expect(path).toMatch(/^src\/(types\/|problem\/|schedule\/(certify|capacity|dual|read)$)/);
    }
  });

  it("only the command line and the threads of Node use Node", () => {
    for (const name of filesOf(SRC)) {
      if (!name.startsWith("cli/") && name !== "entry/worker-node")
        expect(read(`src/${name}.ts`), name).not.toMatch(/from "node:|\bprocess\b|\brequire\(/);
    }
  });

  it("the words of options are in the order of their codes", () => {
    const { RELAX, APPROX, REFIT, SEARCH, EXACT, EDF, LEVELS } = codes;
    const methods = ["relax", "approx", "refit", "search", "exact", "edf", "levels"];
    const order = [RELAX, APPROX, REFIT, SEARCH, EXACT, EDF, LEVELS];
    expect(order.map((code) => METHODS[code])).toEqual(methods);
    const readings = [codes.HIGHEST_FIT, codes.UPGRADE].map((code) => READINGS[code]);
    expect(readings).toEqual(["highest-fit", "upgrade"]);
    const bounds = [codes.RELAX_BOUND, codes.PREEMPTIVE_BOUND].map((code) => BOUNDS[code]);
    expect(bounds).toEqual(["relax", "preemptive"]);
  });
});

it.each(["oracle", "baselines", "textbook"])(
  "%s, which judges, shares no code with the solver",
  (name) => {
    expect(imports(`test/helpers/${name}.ts`)).toEqual(["src/types/index"]);
  },
);
