// The layout of the two trees and of src/ and what imports what, and that the trees mirror each
// other.

import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import * as engine from "../src/engine/engine.js";
import {
  ACCURACY_SUM,
  BOUND,
  BUFFERS,
  GUARANTEE,
  LEVEL_COUNT,
  READING,
  VALUE,
  VISITS,
} from "../src/engine/engine.js";
import { BOUNDS, METHODS, READINGS } from "../src/problem/words.js";
import * as constants from "../src/reference/constants.js";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const files = (folder: string) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => name.slice(0, -3))
    .sort();

/** The steps in the order in which they may import one another: a file only sees files above it. */
const STEPS = [
  "constants",
  "buffers",
  "proof",
  "workspace",
  "math",
  "curve",
  "scale",
  "order",
  "elements",
  "measure",
  "settle",
  "nested",
  "relax",
  "polymatroid",
  "bound",
  "round",
  "shift",
  "refit",
  "outcome",
  "earliest",
  "pool",
  "trial",
  "plan",
  "estimate",
  "move",
  "swap",
  "search",
  "lattice",
  "pricing",
  "ascent",
  "columns",
  "packing",
  "branch",
  "edf",
  "levels",
  "solve",
  "index",
];

/**
 * The rooms of src/ and the files of each, in the order in which they may import one another: a
 * file sees the rooms before its own, and the files before itself. "": src/ itself.
 */
const ROOMS: Record<string, string[]> = {
  types: ["problem", "generate", "options", "schedule", "certificate", "solver", "calls", "index"],
  problem: [
    "messages",
    "words",
    "kinds",
    "fields",
    "validate-problem",
    "validate-options",
    "validate-solver",
    "encode",
    "generate",
  ],
  engine: ["engine", "module", "wasm", "javascript", "limits"],
  schedule: ["dual", "read", "certify", "decode", "svg"],
  solver: ["one-shot", "reusable", "api"],
  worker: ["solve-async"],
  entry: ["dsct", "workerd", "edge-light", "reference", "worker", "worker-node", "worker-script"],
  "": ["index"],
  cli: ["help", "arguments", "json", "table", "solve", "check", "generate", "dsct"],
};
/** Every file of src/ in that order. */
const FILES = Object.entries(ROOMS).flatMap(([room, names]) =>
  names.map((name) => (room ? `${room}/${name}` : name)),
);

const imports = (text: string) =>
  [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"/gm)].map(([, path]) =>
    path.replace(/\.js$/, ""),
  );

/** Exported functions as `name(parameters): result`, types in the words of TypeScript. */
function signatures(text: string): string[] {
  return [...text.matchAll(/^export function (\w+)\(([^)]*)\): ([^{]+) \{/gm)]
    .map(([, name, parameters, result]) => `${name}(${parameters}): ${result}`)
    .filter((signature) => !signature.includes("v128")) // two-lane forms exist in AssemblyScript alone
    .map((signature) =>
      signature
        .replaceAll("StaticArray<f64>", "Float64Array")
        .replaceAll("StaticArray<i32>", "Int32Array")
        .replaceAll(/\b(f64|i32)\b/g, "number")
        .replaceAll("bool", "boolean")
        .replaceAll("booleanean", "boolean")
        .replaceAll(/,?\s+/g, " ")
        .replaceAll(/\( | \)/g, (edge) => edge.trim()),
    );
}

describe("the two trees", () => {
  it("have the same files", () => {
    expect(files("assembly/")).toEqual([...STEPS].sort());
    expect(files("src/reference/")).toEqual([...STEPS].sort());
  });

  it.each(STEPS.filter((step) => step !== "index"))(
    "%s has the same signatures in both",
    (step) => {
      const assembly = signatures(read(`assembly/${step}.ts`));
      expect(signatures(read(`src/reference/${step}.ts`))).toEqual(assembly);
      if (!["constants", "buffers", "proof"].includes(step))
        expect(assembly.length).toBeGreaterThan(0);
    },
  );

  it("have the same constants and the same buffers", () => {
    const constants = (text: string) =>
      [...text.matchAll(/^export const (\w+)(?:: \w+)? = ([^;]+);/gm)].map(([, name, value]) => [
        name,
        value.replaceAll(".0", ""),
      ]);
    expect(constants(read("src/reference/constants.ts"))).toEqual(
      constants(read("assembly/constants.ts")),
    );
    const fields = (text: string) =>
      [
        ...text.matchAll(
          /^ {2}(\w+): (?:StaticArray<f64>|Float64Array|StaticArray<i32>|Int32Array); \/\/ \[/gm,
        ),
      ].map(([, name]) => name);
    for (const file of ["buffers.ts", "proof.ts"]) {
      const expected = fields(read(`assembly/${file}`));
      expect(fields(read(`src/reference/${file}`))).toEqual(expected);
      expect(expected.length).toBeGreaterThan(20);
    }
  });

  it.each(["assembly/", "src/reference/"])("%s: a file imports only files above it", (tree) => {
    for (const step of STEPS) {
      const above = STEPS.slice(0, STEPS.indexOf(step));
      for (const path of imports(read(`${tree}${step}.ts`))) {
        expect(above, `${tree}${step} imports ${path}`).toContain(path.replace("./", ""));
        if (path === "./workspace") expect(["solve", "index"]).toContain(step);
      }
    }
  });

  it.each(["assembly/", "src/reference/"])(
    "%s: nothing that differs between platforms, nothing from outside",
    (tree) => {
      for (const step of STEPS) {
        const text = read(`${tree}${step}.ts`).replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
        expect(text, step).not.toMatch(
          /Math\.(?!min|max|abs|sqrt|trunc|floor|ceil)\w+|Mathf|\*\*|Date|performance|from "[^.]/,
        );
        if (!["buffers", "proof", "workspace", "math"].includes(step))
          expect(text, step).not.toMatch(/\bnew\b|=>/);
      }
    },
  );

  it("index exports create, solve and every buffer of the table", () => {
    for (const tree of ["assembly/", "src/reference/"]) {
      const names = [...read(`${tree}index.ts`).matchAll(/^export function (\w+)/gm)].map(
        ([, name]) => name,
      );
      expect(names.sort()).toEqual(Object.keys(BUFFERS).sort());
    }
  });
});

/** What a file of src/ imports of src/, as it is named in FILES. */
const importsWithin = (name: string) =>
  imports(read(`src/${name}.ts`))
    .map((path) => posix.join("src", posix.dirname(name), path))
    .filter((path) => path.startsWith("src/") && !/\.wasm(\?\w+)?$/.test(path))
    .map((path) => path.slice("src/".length));

describe("src/", () => {
  it("has just the files of the rooms", () => {
    const found = readdirSync(new URL("src/", root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "reference")
      .flatMap(({ name }) => files(`src/${name}/`).map((file) => `${name}/${file}`));
    expect([...found, ...files("src/")].sort()).toEqual([...FILES].sort());
  });

  it.each(FILES)("%s imports only files before it", (name) => {
    const before = FILES.slice(0, FILES.indexOf(name));
    for (const path of importsWithin(name)) {
      expect(before, `${name} imports ${path}`).toContain(path);
    }
  });

  it("certify, which judges, shares no code with the solver", () => {
    const reached = new Set(["schedule/certify"]);
    for (const name of reached) for (const path of importsWithin(name)) reached.add(path);
    expect(reached).toContain("schedule/dual");
    for (const name of reached) {
      expect(name).toMatch(/^(types\/|problem\/|schedule\/(certify|dual|read)$)/);
    }
  });

  it("only the command line and the threads of Node use Node", () => {
    for (const name of FILES) {
      if (!name.startsWith("cli/") && name !== "entry/worker-node")
        expect(read(`src/${name}.ts`), name).not.toMatch(/from "node:|\bprocess\b|\brequire\(/);
    }
  });

  it.each(["oracle", "baselines"])("%s, which judges, shares no code with the solver", (name) => {
    expect(imports(read(`test/helpers/${name}.ts`))).toEqual(["../../src/types/index"]);
  });
});

describe("the size of things", () => {
  const paths = [
    ...STEPS.flatMap((step) => [`assembly/${step}.ts`, `src/reference/${step}.ts`]),
    ...FILES.map((name) => `src/${name}.ts`),
  ];

  it.each(paths)("%s is no longer than it may be, and comments are within 100 columns", (path) => {
    const lines = read(path).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(/^src\/(?!reference)/.test(path) ? 300 : 350);
    const comments = lines.filter(
      (line) => /^\s*(\/\/|\/?\*)/.test(line) && !/biome-ignore|@param/.test(line),
    );
    expect(comments.filter((line) => line.length > 100)).toEqual([]);
  });
});

describe("the words and slots of src/", () => {
  it("has the codes, slots and lengths of the core", () => {
    const { RELAX, APPROX, REFIT, SEARCH, EXACT, EDF, LEVELS } = constants;
    const codes = [RELAX, APPROX, REFIT, SEARCH, EXACT, EDF, LEVELS];
    const methods = ["relax", "approx", "refit", "search", "exact", "edf", "levels"];
    expect(codes.map((code) => METHODS[code])).toEqual(methods);
    const readings = [constants.HIGHEST_FIT, constants.UPGRADE];
    expect(readings.map((code) => READINGS[code])).toEqual(["highest-fit", "upgrade"]);
    const bounds = [constants.RELAX_BOUND, constants.PREEMPTIVE_BOUND];
    expect(bounds.map((code) => BOUNDS[code])).toEqual(["relax", "preemptive"]);
    expect([LEVEL_COUNT, READING]).toEqual([constants.LEVEL_COUNT, constants.READING]);
    expect([engine.PROVES, engine.PROVEN_LOWER, engine.NODES, engine.MOST_PROVEN]).toEqual([
      constants.PROVES,
      constants.PROVEN_LOWER,
      constants.NODES,
      constants.MOST_PROVEN,
    ]);
    expect([VALUE, BOUND, ACCURACY_SUM, GUARANTEE, VISITS]).toEqual([
      constants.VALUE,
      constants.BOUND,
      constants.ACCURACY_SUM,
      constants.GUARANTEE,
      constants.VISITS,
    ]);
    expect(constants.LEVEL_COUNT).toBe(constants.MOST_LEVELS);
    expect(BUFFERS.levels.length()).toBe(constants.LEVELS_LENGTH);
    expect(BUFFERS.summary.length()).toBe(constants.SUMMARY_LENGTH);
    expect(BUFFERS.extremes.length()).toBe(constants.EXTREMES_LENGTH);
    expect(BUFFERS.tally.length()).toBe(constants.TALLY_LENGTH);
    expect(BUFFERS.stack.length()).toBe(constants.STACK_LENGTH);
  });
});
