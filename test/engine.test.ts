// What an engine asks of its core and of the memory, in which order, and what it says where that
// fails. The cores here only write down what they are asked.

import { Buffer as NodeBytes } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { instantiate } from "../build/core.js";
import {
  BUFFERS,
  type BufferName,
  proofBytes,
  type View,
  workspaceBytes,
} from "../src/engine/buffers.js";
import { type Core, type Figures, isProvenByBranch } from "../src/engine/core.js";
import { decodeCore } from "../src/engine/core-text.js";
import { type Backend, createEngine } from "../src/engine/engine.js";
import { javascriptEngine } from "../src/engine/javascript.js";
import { checkedInstanceOf, compile, instanceOf } from "../src/engine/module.js";
import { type Control, QUANTUM } from "../src/engine/slices.js";
import { WASM_LIMITS, wasmEngine } from "../src/engine/wasm.js";
import type { BoundMethod, Method } from "../src/types/index.js";
import { slicesOf } from "./helpers/engines.js";

const NAMES = Object.keys(BUFFERS) as BufferName[];
const PAGE = 2 ** 16;
const METHODS: Method[] = ["relax", "approx", "refit", "search", "exact", "edf", "levels"];

/** An engine whose core and memory write down what they are asked; `change` breaks them. */
function spied(change: Partial<Backend> = {}, ofCore: Partial<Core> = {}) {
  const calls: unknown[][] = [];
  let done = 0;
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void calls.push([name, ...values]);
  const core = {
    create: note("create"),
    createProof: note("createProof"),
    buffer: (place: number) => place,
    setLevels: note("setLevels"),
    solve: note("solve"),
    resume: (...values: unknown[]) => {
      calls.push(["resume", ...values]);
      done = values[0] as number;
      return 0;
    },
    effort: () => done,
    finish: note("finish"),
    ...ofCore,
  } as unknown as Core;
  const viewed: unknown[][] = [];
  const engine = createEngine({
    name: "wasm",
    core: () => core,
    grow: note("grow"),
    view: (...values) => {
      viewed.push(values);
      return new Float64Array(0);
    },
    mostTasks: (m) => 1000 - m,
    limit: "in this test",
    ...change,
  });
  /** What was asked since the last look. */
  const look = () => calls.splice(0);
  return { engine, core, look, viewed };
}

/** What is thrown. */
function thrown(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not throw");
}

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
const fail = () => {
  throw new Error("broken");
};

// first, for the table is summed but once
describe("the table of buffers", () => {
  it("says what the core has, for every size", () => {
    const core = instantiate() as unknown as Core;
    for (const [n, m] of [
      [0, 1],
      [1, 1],
      [7, 3],
      [3, 50],
    ]) {
      core.create(n, m);
      const made = NAMES.map((_, place) => core.buffer(place) as View);
      let bytes = 0;
      for (const [k, name] of NAMES.entries()) {
        const { type, length } = BUFFERS[name];
        expect(made[k], name).toBeInstanceOf(type);
        expect(made[k].length, name).toBe(length(n, m));
        const isFirst = made.indexOf(made[k]) === k;
        expect("shared" in BUFFERS[name], name).toBe(!isFirst);
        if (isFirst) bytes += made[k].byteLength + 64;
      }
      expect(workspaceBytes(n, m)).toBe(bytes);
    }
  });

  it("a proof takes 11 MiB, up to 49 more by the tasks, and 328 bytes a machine", () => {
    const least = 2 ** 23 + 2 ** 21;
    expect(proofBytes(0, 0)).toBe(least + 3 * 2 ** 18);
    expect(proofBytes(3, 2)).toBe(least + 3 * 2 ** 20 + 3 * 1600 + 656);
    expect(proofBytes(30, 0)).toBe(least + 3 * 31 * 2 ** 18 + 30 * 1600);
    expect(proofBytes(1000, 1)).toBe(least + 3 * 2 ** 24 + 1600000 + 328);
    // of more than 1,024 tasks none is proven
    expect(proofBytes(1e6, 1)).toBe(proofBytes(1024, 1));
  });
});

describe("a run", () => {
  it("names method and bound by their codes; only search and exact go on", () => {
    const { engine, look } = spied();
    for (const [code, method] of METHODS.entries()) {
      for (const [k, bound] of (["relax", "preemptive"] as BoundMethod[]).entries()) {
        engine.run(3, 2, method, bound, { gapTolerance: 0.5, steps: 7 });
        const search = [["resume", 7, 0.5], ["finish"]];
        const isSearch = method === "search" || method === "exact";
        expect(look()).toEqual([["solve", 3, 2, code, k], ...(isSearch ? search : [])]);
      }
    }
  });

  it("without more words searches once, for nothing", () => {
    const { engine, look } = spied();
    engine.run(3, 2, "search", "relax");
    expect(look().slice(1)).toEqual([["resume", 0, 0], ["finish"]]);
  });

  const slices = (control: Partial<Control>, resume?: Core["resume"]) => {
    const { engine, look } = spied({}, resume && { resume });
    engine.run(1, 1, "search", "relax", { gapTolerance: 0, steps: 10, ...control });
    return look().flatMap(([name, upTo]) => (name === "resume" ? [upTo] : []));
  };

  it("goes on in slices up to its steps", () => {
    expect(slices({ next: slicesOf(4) })).toEqual([4, 8, 10]);
    expect(slices({ next: slicesOf(5) })).toEqual([5, 10]);
    expect(slices({ next: slicesOf(10) })).toEqual([10]);
    expect(slices({ next: slicesOf(11) })).toEqual([10]);
    expect(QUANTUM).toBe(2 ** 20);
    expect(slices({ steps: 2.5 * QUANTUM })).toEqual([QUANTUM, 2 * QUANTUM, 2.5 * QUANTUM]);
  });

  it("asks before every slice how far it goes, and not after the last", () => {
    const next = vi.fn(slicesOf(4));
    expect(slices({ next })).toEqual([4, 8, 10]);
    expect(next.mock.calls).toEqual([[0], [4], [8]]);
    expect(slices({ next: (done) => (done < 5 ? done + 4 : undefined) })).toEqual([4, 8]);
    expect(slices({ next: () => undefined })).toEqual([]);
  });

  it("ends where the core says so", () => {
    const upTo: number[] = [];
    for (const last of [true, 1]) {
      const next = vi.fn(() => upTo.length + 1);
      const resume = (steps: number) => (upTo.push(steps) % 2 === 0 ? last : 0);
      slices({ next }, resume);
      expect(next).toHaveBeenCalledTimes(2);
    }
    expect(upTo).toEqual([1, 2, 3, 4]);
  });

  it("atEnd is called between search and answer, and may forbid it", () => {
    const { engine, look } = spied();
    const control = { gapTolerance: 0, steps: 1 };
    engine.run(1, 1, "search", "relax", {
      ...control,
      atEnd: () => expect(look()).toHaveLength(2),
    });
    expect(look()).toEqual([["finish"]]);
    expect(() => engine.run(1, 1, "exact", "relax", { ...control, atEnd: fail })).toThrow("broken");
    expect(look().map(([name]) => name)).toEqual(["solve", "resume"]);
    engine.run(1, 1, "refit", "relax", { ...control, atEnd: fail });
  });

  it("levels are named by their code; figures and limits are those of the core", () => {
    const { engine, core, look } = spied();
    engine.setLevels(3, "highest-fit");
    engine.setLevels(2, "upgrade");
    expect(look()).toEqual([
      ["setLevels", 3, 0],
      ["setLevels", 2, 1],
    ]);
    expect(engine.figures()).toBe(core);
    expect([engine.name, engine.limit, engine.mostTasks(3)]).toEqual(["wasm", "in this test", 997]);
    const provenBy = (code: number) => isProvenByBranch({ provenBy: () => code } as Figures);
    expect([provenBy(0), provenBy(1)]).toEqual([false, true]);
  });
});

describe("use", () => {
  it("returns what the work does, and refuses work in its midst, saying who calls", () => {
    const { engine } = spied();
    expect(engine.use(() => 5)).toBe(5);
    const inner = () => engine.use(() => 1);
    const reads = "the problem's getters called the solver that is reading it";
    expect(thrown(() => engine.use(inner)).message).toBe(reads);
    const control = { gapTolerance: 0, steps: 2, next: () => inner() };
    const work = () => engine.run(1, 1, "search", "relax", control);
    expect(thrown(() => engine.use(work)).message).toBe(
      "onProgress called the solver that is calling it",
    );
    expect(engine.use(() => 6)).toBe(6);
  });

  it("a run of nobody's leaves it free", () => {
    const { engine } = spied();
    engine.run(1, 1, "refit", "relax");
    expect(engine.use(() => 7)).toBe(7);
  });
});

describe("room", () => {
  const sizes = (requests: [number, number][], mostTasks = (m: number) => 1000 - m) => {
    const { engine, look } = spied({ mostTasks });
    for (const [n, m] of requests) engine.reserve(n, m);
    return look().flatMap(([name, n, m]) => (name === "create" ? [[n, m]] : []));
  };

  it("is made where it is too small, half as much again", () => {
    expect(sizes([[0, 1]])).toEqual([[0, 1]]);
    expect(
      sizes([
        [10, 3],
        [10, 3],
        [9, 2],
        [0, 1],
      ]),
    ).toEqual([[10, 3]]);
    expect(
      sizes([
        [10, 3],
        [11, 3],
      ]),
    ).toEqual([
      [10, 3],
      [15, 3],
    ]);
    expect(
      sizes([
        [11, 3],
        [12, 1],
      ]),
    ).toEqual([
      [11, 3],
      [16, 3],
    ]);
    expect(
      sizes([
        [10, 3],
        [15, 1],
        [16, 4],
      ]),
    ).toEqual([
      [10, 3],
      [15, 3],
      [22, 4],
    ]);
    expect(
      sizes([
        [10, 3],
        [1, 4],
      ]),
    ).toEqual([
      [10, 3],
      [10, 4],
    ]);
    expect(
      sizes([
        [10, 5],
        [1, 6],
      ]),
    ).toEqual([
      [10, 5],
      [10, 7],
    ]);
    expect(
      sizes([
        [10, 5],
        [100, 50],
      ]),
    ).toEqual([
      [10, 5],
      [100, 50],
    ]);
  });

  it("of tasks stays where machines alone are too few, and the other way round", () => {
    const first: [number, number] = [10, 8];
    expect(sizes([first, [10, 9]])).toEqual([first, [10, 12]]);
    expect(sizes([first, [11, 8]])).toEqual([first, [15, 8]]);
  });

  it("is no more than what is asked where half as much again does not fit", () => {
    const most = (m: number) => 20 - m;
    expect(
      sizes(
        [
          [12, 1],
          [13, 2],
        ],
        most,
      ),
    ).toEqual([
      [12, 1],
      [18, 2],
    ]);
    expect(
      sizes(
        [
          [13, 1],
          [14, 2],
        ],
        most,
      ),
    ).toEqual([
      [13, 1],
      [14, 2],
    ]);
  });

  it("grows the memory, then makes the buffers, then looks at each in its place", () => {
    const { engine, look, viewed } = spied();
    const buffers = engine.reserve(7, 3);
    expect(look()).toEqual([
      ["grow", workspaceBytes(7, 3)],
      ["create", 7, 3],
    ]);
    const expected = NAMES.map((name, k) => [k, BUFFERS[name].type, BUFFERS[name].length(7, 3)]);
    expect(viewed).toEqual(expected);
    expect(Object.keys(buffers)).toEqual(NAMES);
    expect(engine.reserve(6, 3)).toBe(buffers);
    expect(engine.reserve(8, 3)).not.toBe(buffers);
  });

  it("that the memory has not is refused; what was there stays", () => {
    let fails = false;
    const { engine, look } = spied({ grow: () => fails && fail() });
    const before = engine.reserve(5, 1);
    fails = true;
    const error = thrown(() => engine.reserve(400, 1));
    expect(error).toBeInstanceOf(RangeError);
    const size = mebibytes(workspaceBytes(400, 1));
    expect(error.message).toBe(
      `tasks has 400 entries; expected less: ${size} of memory are not to be had`,
    );
    expect((error.cause as Error).message).toBe("broken");
    expect(engine.reserve(5, 1)).toBe(before);
    expect(look().map(([name]) => name)).toEqual(["create"]);
  });

  it("that the core could not make is made anew, at any size", () => {
    let fails = false;
    const created: number[][] = [];
    const create = (n: number, m: number) => {
      if (fails) fail();
      created.push([n, m]);
    };
    const { engine } = spied({}, { create });
    engine.reserve(5, 2);
    fails = true;
    expect(() => engine.reserve(6, 1)).toThrow("tasks has 7 entries; expected less: 1 MiB of");
    fails = false;
    engine.reserve(1, 1);
    expect(created).toEqual([
      [5, 2],
      [1, 1],
    ]);
  });

  it("where there is no core, it says so itself", () => {
    expect(thrown(() => spied({ core: fail }).engine.reserve(1, 1)).message).toBe("broken");
  });
});

describe("room for a proof", () => {
  it("is made once for each workspace, when it is asked for", () => {
    const { engine, look } = spied();
    engine.reserve(8, 3);
    look();
    const before = engine.reserve(8, 3, false);
    expect(look()).toEqual([]);
    const after = engine.reserve(5, 2, true);
    expect(look()).toEqual([["grow", workspaceBytes(8, 3) + proofBytes(8, 3)], ["createProof"]]);
    expect(after).not.toBe(before); // memory that grew has ended the views
    expect(engine.reserve(8, 3, true)).toBe(after);
    expect(look()).toEqual([]);
    engine.reserve(9, 3, true);
    expect(look().map(([name]) => name)).toEqual(["grow", "create", "grow", "createProof"]);
  });

  it("needs no growth where memory is not the engine's affair", () => {
    const { core, look } = spied();
    javascriptEngine(() => core).reserve(8, 3, true);
    expect(look().map(([name]) => name)).toEqual(["create", "createProof"]);
  });

  it("is not made for problems too large to be proven", () => {
    const asks = (n: number, m: number) => {
      const { engine, look } = spied({ mostTasks: () => 1e9 });
      engine.reserve(n, m, true);
      return look().some(([name]) => name === "createProof");
    };
    expect([asks(1024, 1), asks(1025, 1)]).toEqual([true, false]);
  });

  it("that is not to be had is refused, and asked for again", () => {
    let fails = true;
    const createProof = vi.fn(() => void (fails && fail()));
    const { engine } = spied({}, { createProof });
    const error = thrown(() => engine.reserve(8, 3, true));
    expect(error).toBeInstanceOf(RangeError);
    const size = mebibytes(proofBytes(8, 3));
    expect(error.message).toBe(
      `options.method is "exact"; expected less: ${size} of memory are not to be had`,
    );
    expect((error.cause as Error).message).toBe("broken");
    fails = false;
    engine.reserve(8, 3, true);
    engine.reserve(8, 3, true);
    expect(createProof).toHaveBeenCalledTimes(2);
  });
});

describe("the Wasm engine", () => {
  /** Exports of a core with so much memory, whose buffers are all at `address`. */
  function exports(bytes: number, address = 8) {
    const grown: number[] = [];
    const memory = {
      buffer: new ArrayBuffer(bytes),
      grow(pages: number) {
        grown.push(pages);
        memory.buffer = new ArrayBuffer(memory.buffer.byteLength + pages * PAGE);
      },
    };
    const instance = { memory, create() {}, createProof() {}, buffer: () => address };
    return { instance, memory, grown };
  }

  it("makes one instance, when it is needed", () => {
    const { instance } = exports(PAGE);
    const instantiateOne = vi.fn(() => instance);
    const engine = wasmEngine(instantiateOne);
    expect(instantiateOne).not.toHaveBeenCalled();
    engine.reserve(1, 1);
    engine.reserve(2, 2);
    expect(instantiateOne).toHaveBeenCalledTimes(1);
    expect([engine.name, engine.limit]).toEqual([
      "wasm",
      "which fill the 4 GiB of WebAssembly memory",
    ]);
  });

  it("grows the memory by the pages that are missing, one for the core among them", () => {
    const need = workspaceBytes(3000, 2) + PAGE;
    for (const [bytes, pages] of [
      [need, []],
      [need + 1, []],
      [need - 1, [1]],
      [need - PAGE, [1]],
      [need - PAGE - 1, [2]],
    ] as [number, number[]][]) {
      const { instance, grown } = exports(bytes);
      wasmEngine(() => instance).reserve(3000, 2);
      expect(grown).toEqual(pages);
    }
  });

  it("looks at the memory as it is, where the core says", () => {
    const { instance, memory } = exports(PAGE, 16);
    const { theta, order } = wasmEngine(() => instance).reserve(5, 2);
    expect([theta.buffer, order.buffer]).toEqual([memory.buffer, memory.buffer]);
    expect([theta.byteOffset, theta.length]).toEqual([16, 5]);
  });

  it("holds as many tasks as fill all pages but two", () => {
    const { mostTasks } = WASM_LIMITS;
    for (const m of [1, 12_345, 4e6]) {
      const most = mostTasks(m);
      expect(workspaceBytes(most, m)).toBeLessThanOrEqual(2 ** 32 - 2 * PAGE);
      expect(workspaceBytes(most + 1, m)).toBeGreaterThan(2 ** 32 - 2 * PAGE);
    }
    expect(mostTasks(2 ** 22)).toBeLessThan(0);
    expect(wasmEngine(fail).mostTasks(7)).toBe(mostTasks(7));
  });
});

describe("the JavaScript engine", () => {
  it("makes one core, when it is needed, and looks at its very buffers", () => {
    const newCore = vi.fn(() => instantiate());
    const engine = javascriptEngine(newCore);
    expect(newCore).not.toHaveBeenCalled();
    const { theta } = engine.reserve(3, 1);
    const core = newCore.mock.results[0].value as unknown as Core;
    expect(theta).toBe(core.buffer(NAMES.indexOf("theta")));
    engine.reserve(5, 2);
    expect(newCore).toHaveBeenCalledTimes(1);
    expect(javascriptEngine().reserve(2, 1).theta).toHaveLength(2);
  });

  it("holds what positions of 32 bits can count", () => {
    const { name, limit, mostTasks } = javascriptEngine(fail);
    expect([name, limit]).toEqual(["reference", "which is what positions of 32 bits can count"]);
    expect([mostTasks(1), mostTasks(2 ** 30 - 1)]).toEqual([2 ** 31 - 3, 2 ** 31 - 3]);
    expect(mostTasks(2 ** 30)).toBe(-1);
  });
});

describe("a module", () => {
  /** What exports nothing; and a global called createProof, and no more. */
  const EMPTY = "0061736d01000000";
  const NAMED = `${EMPTY}0606017f0041070b070f010b63726561746550726f6f660300`;
  const bytesOf = (hex: string) => new Uint8Array(NodeBytes.from(hex, "hex"));

  afterEach(() => {
    vi.unstubAllGlobals();
    Reflect.deleteProperty(Uint8Array, "fromBase64");
  });

  it("is compiled at once, and instantiated at every call", () => {
    const make = compile(() => bytesOf(NAMED));
    vi.stubGlobal("WebAssembly", { ...WebAssembly, Module: fail, Instance: WebAssembly.Instance });
    const [one, two] = [make(), make()] as { createProof: WebAssembly.Global }[];
    expect(one.createProof.value).toBe(7);
    expect(one.createProof).not.toBe(two.createProof);
  });

  it("that cannot be compiled says so at the first call, with the way out", () => {
    const make = compile(() => bytesOf("00"));
    const error = thrown(make);
    expect(error.message).toBe(
      "this runtime does not compile WebAssembly; import dsct/reference instead, " +
        "or pass createSolver an imported dsct/core.wasm",
    );
    expect(error.cause).toBeInstanceOf(WebAssembly.CompileError);
  });

  it("of a caller's must be the core", () => {
    const named = new WebAssembly.Module(bytesOf(NAMED));
    expect(Object.keys(checkedInstanceOf(named))).toEqual(["createProof"]);
    expect(Object.keys(instanceOf(named))).toEqual(["createProof"]);
    const other = NAMED.replace("0b63", "0b64"); // dreateProof
    for (const hex of [EMPTY, other]) {
      const error = thrown(() => checkedInstanceOf(new WebAssembly.Module(bytesOf(hex))));
      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toBe(
        "module is another WebAssembly.Module; expected that of dsct/core.wasm",
      );
    }
  });

  it("is read from its text by the engine, else by Node, else by a loop", () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, k) => (k * k) % 251);
    const text = deflateRawSync(bytes).toString("base64");
    const decoded = NodeBytes.from(text, "base64");
    expect(decodeCore(text)).toEqual(bytes);
    vi.stubGlobal("Buffer", undefined);
    for (let end = 0; end < 5; end++) {
      const short = deflateRawSync(bytes.subarray(0, end)).toString("base64"); // with = and without
      expect(decodeCore(short)).toEqual(bytes.subarray(0, end));
    }
    expect(decodeCore(text)).toEqual(bytes);
    const fromBase64 = vi.fn((given: string) => new Uint8Array(NodeBytes.from(given, "base64")));
    Object.assign(Uint8Array, { fromBase64 });
    expect(decodeCore(text)).toEqual(bytes);
    expect(fromBase64).toHaveBeenCalledWith(text);
    expect(fromBase64.mock.results[0].value).toEqual(new Uint8Array(decoded));
  });
});
