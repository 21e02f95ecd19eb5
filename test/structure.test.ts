// The rooms of assembly/ and src/: which files there are, and which may import which.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import * as codes from "../assembly/codes.js";
import { BUFFERS } from "../src/engine/buffers.js";
import { FIGURES } from "../src/engine/core.js";
import { TABLE_BUFFERS } from "../src/engine/tables-buffers.js";
import { BOUND_METHODS, METHODS, READINGS } from "../src/problem/words.js";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
/** Of a path without an ending; what holds elements is .tsx. */
const readSource = (path: string) => {
  const isPlain = existsSync(new URL(`${path}.ts`, root));
  return read(isPlain ? `${path}.ts` : `${path}.tsx`);
};
const withoutComments = (text: string) => text.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");

/** [room, its files], in the order in which they may import one another. "": the folder itself. */
type Rooms = [string, string[]][];

/**
 * The solver: a room is a part of the method, a file a step of it. A file sees the rooms before its
 * own, and the files before itself.
 */
const ASSEMBLY: Rooms = [
  ["inflate", ["inflate"]], // a module of its own
  ["", ["codes"]],
  ["numeric", ["bits", "lanes", "sum", "exp", "ln", "random", "matching"]],
  ["problem", ["tasks", "curve", "scale", "order", "outcome"]],
  ["chain", ["elements", "measure", "segments", "scratch", "rounding", "settle", "nested", "pool"]],
  [
    "paper",
    [
      "machines",
      "ready",
      "relax",
      "round",
      "earliest",
      "chains",
      "shift",
      "guarantee",
      "edf",
      "levels",
    ],
  ],
  ["bound", ["splitting", "epochs", "polymatroid", "preemptive"]],
  [
    "search",
    [
      "blocks",
      "plan",
      "refit",
      "worth",
      "assignment",
      "trial",
      "loss",
      "move",
      "swap",
      "pairs",
      "window",
      "tail",
      "kick",
      "search",
    ],
  ],
  ["packing", ["sets", "ascent", "cover", "packing"]],
  [
    "exact",
    [
      "cuts",
      "proof",
      "lattice",
      "rows",
      "focus",
      "walk",
      "polish",
      "quadratic",
      "bundle",
      "pricing",
      "columns",
      "branch",
    ],
  ],
  [
    "tables",
    [
      "input",
      "options",
      "offers",
      "gather",
      "worth",
      "prices",
      "certificate",
      "chains",
      "single",
      "linear",
      "states",
      "starts",
      "stretch",
      "layout",
    ],
  ],
  ["tables/search", ["lists", "weigh", "exchange", "standing", "polish", "improve"]],
  ["tables/exact", ["multipliers", "columns", "prove"]],
  ["", ["measured", "workspace", "layout", "solve", "solve-tables", "buffers", "index"]],
];

/** TypeScript around it. */
const SRC: Rooms = [
  [
    "types",
    [
      "problem",
      "generate",
      "errors",
      "fit",
      "options",
      "schedule",
      "tables",
      "certificate",
      "solver",
      "calls",
      "pool",
      "online",
      "dispatcher",
      "index",
    ],
  ],
  [
    "problem",
    [
      "errors",
      "messages",
      "words",
      "kinds",
      "fields",
      "near-miss",
      "read-problem",
      "read-options",
      "validate-solver",
      "generate",
      "fit",
    ],
  ],
  ["tables", ["size", "read-models", "latencies", "rows", "read-tables"]],
  [
    "engine",
    [
      "buffers",
      "core",
      "slices",
      "pace",
      "workspace",
      "tables-buffers",
      "tables-engine",
      "engine",
      "module",
      "core-text",
      "wasm",
      "javascript",
      "limits",
    ],
  ],
  ["chart", ["text", "theme", "axis", "content", "bars", "chart"]],
  [
    "schedule",
    [
      "checks",
      "capacity",
      "dual",
      "read",
      "table-points",
      "dual-tables",
      "certify-tables",
      "certify",
      "to-json",
      "decode",
      "decode-tables",
      "svg-tables",
      "svg",
    ],
  ],
  ["solver", ["packed", "one-shot", "reusable", "api"]],
  ["online/learned", ["margin", "release"]],
  ["online/held", ["queue", "entries", "machines", "counts"]],
  ["online/sizes", ["sizing", "curves", "ladders", "tables"]],
  ["online", ["settings", "floor", "relaxation", "decide", "snapshot", "dispatcher"]],
  [
    "worker",
    [
      "protocol",
      "errors",
      "signal",
      "stop",
      "reading",
      "job",
      "thread",
      "workers",
      "pace",
      "flow",
      "solve-async",
      "pool",
    ],
  ],
  [
    "entry",
    [
      "dsct",
      "workerd",
      "edge-light",
      "reference",
      "worker",
      "worker-node",
      "worker-script",
      "online",
      "online-workerd",
      "online-edge-light",
    ],
  ],
  ["", ["index"]],
  ["cli/terminal", ["usage", "style", "progress", "errors"]],
  ["cli/input", ["json", "records", "measurements", "tasks", "files", "problem", "lines"]],
  ["cli/output", ["rows", "table", "csv"]],
  ["cli", ["options", "interrupt", "many", "solve", "check", "generate", "completion", "dsct"]],
];

/** The page that shows it; it may use src/, and what benches and examples are made of. */
const PLAYGROUND: Rooms = [
  ["model", ["problem", "schedule", "units", "prices", "explain", "edits", "history"]],
  ["input", ["check", "json", "presets", "read", "pack", "link", "export"]],
  ["solving", ["pool", "runs", "use-solving"]],
  ["parts", ["tabs", "slider", "chart", "end-labels"]],
  ["gantt", ["layout", "paint", "key-handle", "gantt"]],
  ["methods", ["anytime", "histogram", "methods"]],
  [
    "snapshot",
    [
      "columns",
      "cell",
      "row",
      "machines",
      "requests",
      "sizes-plot",
      "task",
      "source",
      "share",
      "snapshot",
    ],
  ],
  [
    "online",
    [
      "names",
      "places",
      "source",
      "history",
      "side",
      "race",
      "pace",
      "loop",
      "charts",
      "controls",
      "figures",
      "machines",
      "notes",
      "online",
    ],
  ],
  ["", ["app", "main"]],
];

/** All files in order, as `chain/nested`. */
const filesOf = (rooms: Rooms) =>
  rooms.flatMap(([room, names]) => names.map((name) => (room ? `${room}/${name}` : name)));

const found = (folder: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => name.replace(/\.tsx?$/, "").replaceAll("\\", "/"));

/** What a file imports of the repository, from its root, without an ending. */
const imports = (path: string) =>
  [...readSource(path).matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"/gm)]
    .map(([, target]) => posix.join(posix.dirname(path), target.replace(/\.js$/, "")))
    .filter(
      (target) => /^(assembly|src|playground)\//.test(target) && !/\.wasm(\?\w+)?$/.test(target),
    );

describe.each([
  ["assembly", ASSEMBLY, []],
  ["src", SRC, ["assembly/codes"]],
  ["playground", PLAYGROUND, filesOf(SRC).map((file) => `src/${file}`)],
])("%s/", (folder, rooms, outside) => {
  const files = filesOf(rooms);

  it("has just the files of its rooms, at most 14 a room", () => {
    expect(found(`${folder}/`).sort()).toEqual([...files].sort());
    for (const [, names] of rooms) expect(names.length).toBeLessThanOrEqual(14);
  });

  it.each(files)("%s imports only files before it", (name) => {
    const before = files.slice(0, files.indexOf(name)).map((file) => `${folder}/${file}`);
    for (const target of imports(`${folder}/${name}`)) {
      expect([...before, ...outside], `${name} imports ${target}`).toContain(target);
    }
  });

  it.each(files)("%s has at most 300 lines, and comments within 100 columns", (name) => {
    const lines = readSource(`${folder}/${name}`).trimEnd().split("\n");
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
      if (imports(`assembly/${name}`).includes("assembly/workspace"))
        expect(["layout", "solve", "solve-tables", "buffers", "index"]).toContain(name);
    }
  });

  it("a step says what it is in its first line", () => {
    for (const name of files) expect(read(`assembly/${name}.ts`), name).toMatch(/^\/\/ \w/);
  });

  it("index has every figure, and buffers each one at its place in the table", () => {
    const functions = [...read("assembly/index.ts").matchAll(/^export function (\w+)/gm)];
    const others = ["setLevels", "setTables"];
    expect(functions.map(([, name]) => name).sort()).toEqual([...FIGURES, ...others].sort());
    const text = read("assembly/buffers.ts");
    const all = text.matchAll(/case (\d+):\s+return changetype<usize>\(ws\.([\w.]+)\);/g);
    const [cases, ofTables] = [[], []] as RegExpMatchArray[][];
    for (const match of all) (match[2].startsWith("measured.") ? ofTables : cases).push(match);
    expect(ofTables.map(([, place]) => Number(place))).toEqual(ofTables.map((_, k) => k));
    const names = ofTables.map(([, , path]) => path.split(".").at(-1));
    const points = { time: "pointTime", accuracy: "pointAccuracy" } as Record<string, string>;
    const input = names.slice(0, 13).map((name) => points[name as string] ?? name);
    expect([...input, ...names.slice(13)]).toEqual(Object.keys(TABLE_BUFFERS));
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
    matching: "match",
  };
  if (path === "levels.accuracy") return "levels";
  const prefix = prefixes[groups[0]] ?? "";
  return prefix ? prefix + name[0].toUpperCase() + name.slice(1) : name;
}

describe("src/", () => {
  it("certify, which judges, shares no code with the solver", () => {
    const reached = new Set(["src/schedule/certify"]);
    for (const path of reached) for (const target of imports(path)) reached.add(target);
    expect(reached).toContain("src/schedule/dual");
    for (const path of reached) {
      expect(path).toMatch(
        /^src\/(types\/|problem\/|tables\/|schedule\/(certify|capacity|dual|read|checks|table-points|dual-tables|certify-tables)$)/,
      );
    }
  });

  it("every entry has the same names", () => {
    const entries = ["index", "entry/reference", "entry/workerd", "entry/edge-light"];
    const names = entries.map((entry) => {
      const text = withoutComments(read(`src/${entry}.ts`));
      const lists = [...text.matchAll(/^export (?:const )?\{([^}]*)\}/gm)].map(([, list]) => list);
      const single = [...text.matchAll(/^export const (\w+):/gm)].map(([, name]) => name);
      return [...lists.flatMap((list) => list.split(",").map((name) => name.trim())), ...single];
    });
    for (const own of names) expect(own.sort()).toEqual(names[0].sort());
    expect(names[0]).toContain("REASONS");
  });

  it("only the command line and the threads of Node use Node", () => {
    // what the playground shares with the command line
    const shared =
      /^cli\/(terminal\/usage|input\/(json|records|measurements|tasks)|output\/(rows|csv))$/;
    for (const name of filesOf(SRC)) {
      if (shared.test(name) || (!name.startsWith("cli/") && name !== "entry/worker-node"))
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
    const bounds = [codes.RELAX_BOUND, codes.PREEMPTIVE_BOUND].map((code) => BOUND_METHODS[code]);
    expect(bounds).toEqual(["relax", "preemptive"]);
  });
});

it.each(["oracle", "baselines", "textbook"])(
  "%s, which judges, shares no code with the solver",
  (name) => {
    expect(imports(`test/helpers/${name}`)).toEqual(["src/types/index"]);
  },
);

it.each([
  "table-instances",
  "table-oracle",
  "table-checker",
  "table-rules",
  "table-programmes",
  "table-fuzz",
])("%s, which judges tables, imports nothing of the package", (name) => {
  expect(imports(`test/helpers/${name}`)).toEqual([]);
});
