// What the sources say of the public functions is true and complete: every one has an example that
// runs and prints what it says, and the editor shows it where the function is called.

import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as online from "../src/entry/online.js";
import * as reference from "../src/entry/reference.js";
import * as worker from "../src/entry/worker-node.js";
import * as dsct from "../src/index.js";
import { runs } from "./helpers/code.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const ENTRIES = [
  ["dsct", "src/index.ts", dsct],
  ["dsct/reference", "src/entry/reference.ts", reference],
  ["dsct/worker", "src/entry/worker.ts", worker],
  ["dsct/online", "src/entry/online.ts", online],
] as const;
/** Of `src/types/`: objects that public functions return. */
const METHODS = {
  Solver: ["reserve", "run"],
  Dispatcher: [] as string[],
  Pool: ["solve", "solveMany", "stream", "close", "terminate"],
};

const tables = {
  models: { net: { gpu: { time: [0.01, 0.03], accuracy: [0.7, 0.8] } } },
  machines: [{ type: "gpu" }],
  tasks: [{ model: "net", deadline: 1 }],
};
const negative = { ...tables, tasks: [{ model: "net", deadline: 1, weight: -2 }] };
const none = { machines: [], tasks: [] };
const gpu = { id: "gpu", speed: 1 };
const request = { id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 };
const dispatcherWith = (...machines: (typeof gpu)[]) => online.createDispatcher({ machines });

/** What a call of a pool rejects with. */
async function pooled(call: (pool: dsct.Pool) => unknown): Promise<unknown> {
  await using pool = worker.createPool({ threads: 1 });
  return await call(pool);
}

/** The mistake whose words the sources show. */
const MISTAKES: Record<string, () => unknown> = {
  solve: () => dsct.solve(negative),
  solveMany: () => dsct.solveMany([tables, none]),
  solveAsync: () => worker.solveAsync(negative),
  createPool: () => worker.createPool({ threads: 0 }),
  "Pool.solve": () => pooled((pool) => pool.solve(negative)),
  "Pool.solveMany": () => pooled((pool) => pool.solveMany([tables, none])),
  "Pool.stream": () => pooled((pool) => pool.stream(5 as never)),
  createSolver: () => dsct.createSolver({ tasks: -1, machines: 1 }),
  "Solver.run": () => dsct.createSolver({ tasks: 2, machines: 1 }).run(3, 1),
  "Solver.reserve": () => dsct.createSolver({ tasks: 2, machines: 1 }).reserve({ tasks: -1 }),
  certify: () => dsct.certify(none, dsct.solve(tables)),
  svg() {
    const tasks = [...tables.tasks, ...tables.tasks, ...tables.tasks];
    const problem = { ...tables, tasks };
    dsct.svg(problem, { ...dsct.solve(problem).toJSON(), end: [1] });
  },
  generate: () => dsct.generate({ tasks: 1, machines: 0 }),
  fitCurve: () => dsct.fitCurve({ time: [1, 1], accuracy: [0.5, 0.6] }),
  createDispatcher: () => dispatcherWith({ ...gpu, speed: 0 }),
  "createDispatcher.restore": () => online.createDispatcher.restore({} as never),
  "Dispatcher.submit"() {
    const dispatcher = dispatcherWith(gpu);
    for (let k = 0; k < 2; k++) dispatcher.submit(request, 10);
  },
  "Dispatcher.next"() {
    const dispatcher = dispatcherWith(gpu);
    dispatcher.submit(request, 10);
    for (let k = 0; k < 2; k++) dispatcher.next("gpu", 10);
  },
  "Dispatcher.complete": () => dispatcherWith(gpu).complete("gpu", 10),
  "Dispatcher.cancel": () => dispatcherWith(gpu).cancel({} as never, 10),
  "Dispatcher.addMachine": () => dispatcherWith(gpu).addMachine(gpu, 10),
  "Dispatcher.removeMachine": () => dispatcherWith().removeMachine("gpu", 10),
};

async function thrownBy(mistake: () => unknown): Promise<string> {
  try {
    await mistake();
  } catch (error) {
    return String(error);
  }
  return "nothing";
}

const program = ts.createProgram(
  ENTRIES.map(([, file]) => root + file),
  ts.parseJsonConfigFileContent(
    ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile).config,
    ts.sys,
    root,
  ).options,
);
const checker = program.getTypeChecker();

/** A function as others call it: what its first signature says, or it itself. */
interface Documented {
  name: string;
  text: string;
  tags: Map<string, string[]>;
  parameters: string[];
  isFunction: boolean;
}

/** As the editor does: of overloads the first one speaks for all. */
function read(name: string, symbol: ts.Symbol): Documented {
  const type = checker.getTypeOfSymbol(symbol);
  const [signature] = type.getCallSignatures();
  const own = signature?.getDocumentationComment(checker) ?? [];
  const from = own.length > 0 ? signature : symbol;
  const tags = new Map<string, string[]>();
  for (const tag of from.getJsDocTags(checker as never)) {
    const text = ts.displayPartsToString(tag.text);
    tags.set(tag.name, [...(tags.get(tag.name) ?? []), text]);
  }
  return {
    name,
    text: ts.displayPartsToString(from.getDocumentationComment(checker)),
    tags,
    parameters: signature?.parameters.map((parameter) => parameter.name) ?? [],
    isFunction: signature !== undefined,
  };
}

/** What an entry exports that is there when it runs, and the methods of what that returns. */
function publicOf(entry: string, file: string): Documented[] {
  const source = program.getSourceFile(root + file) as ts.SourceFile;
  const module = checker.getSymbolAtLocation(source) as ts.Symbol;
  const all = checker.getExportsOfModule(module).flatMap((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (target.flags & ts.SymbolFlags.Value) {
      const name = `${symbol.name} of ${entry}`;
      const rest = checker.getTypeOfSymbol(target).getProperties();
      const beside = symbol.name === "createDispatcher" ? rest : [];
      return [
        read(name, target),
        ...beside.map((member) => read(`${symbol.name}.${member.name}`, member)),
      ];
    }
    if (entry !== "dsct" || !(symbol.name in METHODS)) return [];
    const members = checker.getDeclaredTypeOfSymbol(target).getProperties();
    const methods = members
      .filter(({ flags }) => flags & ts.SymbolFlags.Method)
      .filter(({ name }) => !name.startsWith("__@"));
    return methods.map((member) => read(`${symbol.name}.${member.name}`, member));
  });
  return all;
}

const documented = ENTRIES.flatMap(([entry, file]) => publicOf(entry, file));

describe("what the sources say of public functions", () => {
  it("is asked of all of them", () => {
    const names = documented.map(({ name }) => name);
    for (const [entry, , exported] of ENTRIES) {
      for (const name of Object.keys(exported)) expect(names).toContain(`${name} of ${entry}`);
    }
    const dispatcher = online.createDispatcher({ machines: [] });
    const calls = Object.getOwnPropertyNames(Object.getPrototypeOf(dispatcher));
    for (const call of calls.filter((call) => call !== "constructor"))
      expect(names).toContain(`Dispatcher.${call}`);
    for (const object of ["Solver", "Pool"] as const)
      for (const call of METHODS[object]) expect(names).toContain(`${object}.${call}`);
    expect(names).toContain("createDispatcher.restore");
  });

  it.each(documented)("$name: an example that runs, and prints what it says", async (one) => {
    const examples = one.tags.get("example") ?? [];
    expect(examples.length, `${one.name} has no @example`).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example).toMatch(/^import \{/);
      expect(await runs(example, one.name), "values that are compared").toBeGreaterThan(0);
    }
  });

  it.each(documented.filter(({ isFunction }) => isFunction))(
    "$name: in full, with the words of an error",
    async (one) => {
      const [first] = one.text.split(/(?<=[.:])\s/);
      expect(first.length, first).toBeLessThan(200);
      expect(one.text).toContain("**Cost.**");
      const params = one.tags.get("param") ?? [];
      expect(params.map((text) => text.match(/^\w+/)?.[0])).toEqual(one.parameters);
      const mistake = MISTAKES[one.name.replace(/ of .*/, "")];
      const said = (one.tags.get("throws") ?? []).join().replaceAll(/\s+/g, " ");
      expect(said === "", "what it throws").toBe(mistake === undefined);
      if (mistake) expect(said).toContain(`\`${await thrownBy(mistake)}\``);
    },
  );

  it("a wrong value and a missing one are found", async () => {
    const example = 'import { REASONS } from "dsct";\n\nREASONS.length; // 7\n';
    await expect(runs(example, "here")).rejects.toThrow("REASONS.length is 6; here says 7");
    await expect(runs("nothing.there; // 1\n", "here")).rejects.toThrow(ReferenceError);
  });
});
