import { describe, expect, it } from "vitest";
import { BY_BRANCH } from "../assembly/codes.js";
import type { Buffers } from "../src/engine/buffers.js";
import type { Figures } from "../src/engine/core.js";
import type { Engine } from "../src/engine/engine.js";
import { copyNumbers, decode, decodeSummary, FEW } from "../src/schedule/decode.js";
import { METHODS } from "./helpers/engines.js";

const FLOATS = ["start", "end", "work", "accuracy", "price"] as const;
const INTEGERS = ["machine", "order"] as const;
const COLUMNS = [...FLOATS, ...INTEGERS];
const NUMBERS = {
  value: 3,
  accuracySum: 8,
  bound: 3.25,
  provenBy: BY_BRANCH + 1,
  worstCaseGap: 0.5,
  visits: 11,
  valueFound: 12,
  effort: 13,
  tried: 14,
  applied: 15,
  nodes: 16,
};

/** An engine that says these figures, with no core. */
function engineOf(change: Partial<typeof NUMBERS> = {}): Engine {
  const entries = Object.entries({ ...NUMBERS, ...change });
  const figures = Object.fromEntries(entries.map(([name, value]) => [name, () => value]));
  return { name: "reference", figures: () => figures as Figures } as unknown as Engine;
}

/** Buffers with two entries more than n, each value another one. */
function buffersOf(n: number): Buffers {
  const column = (name: (typeof COLUMNS)[number]) => (_: number, j: number) =>
    COLUMNS.indexOf(name) * 1e6 + j + 1;
  const length = n + 2;
  return Object.fromEntries([
    ...FLOATS.map((name) => [name, new Float64Array(length).map((x, j) => column(name)(x, j) / 4)]),
    ...INTEGERS.map((name) => [name, new Int32Array(length).map(column(name))]),
  ]) as Buffers;
}

const summaryOf = (change: Partial<typeof NUMBERS>, gapTolerance = 0.25, n = 4) =>
  decodeSummary(engineOf(change), "exact", n, gapTolerance);

describe("decode", () => {
  const most = 2 ** 20 / 48; // tasks whose arrays share one block

  it.each([0, 1, 2, FEW - 1, FEW, FEW + 1, Math.floor(most), Math.ceil(most)])(
    "copies the columns of %d tasks, and what comes after them is not read",
    (n) => {
      const buffers = buffersOf(n);
      const schedule = decode(buffers, engineOf(), "refit", n, 0);
      for (const name of COLUMNS) {
        const column = schedule[name];
        expect(column.length, name).toBe(n);
        expect(column.constructor, name).toBe(buffers[name].constructor);
        const same = column.every((value, j) => value === buffers[name][j]);
        expect(same, name).toBe(true);
      }
      const before = Array.from(schedule.work);
      for (const name of COLUMNS) buffers[name].fill(0);
      expect(Array.from(schedule.work)).toEqual(before);
    },
  );

  it("few columns share one block of 48 bytes a task, many do not", () => {
    const blocks = (n: number) => {
      const schedule = decode(buffersOf(n), engineOf(), "refit", n, 0);
      return COLUMNS.map((name) => schedule[name].buffer);
    };
    for (const n of [1, 2, FEW, FEW + 1, 21_845]) {
      expect(new Set(blocks(n)).size).toBe(1);
      expect(blocks(n)[0].byteLength).toBe(48 * n);
    }
    expect(48 * 21_845).toBeLessThanOrEqual(2 ** 20);
    expect(new Set(blocks(21_846)).size).toBe(COLUMNS.length);
  });

  it("says what the summary says", () => {
    const { machine, start, end, work, accuracy, price, order, ...rest } = decode(
      buffersOf(4),
      engineOf(),
      "exact",
      4,
      0.25,
    );
    expect(rest).toEqual(summaryOf({}));
    expect([machine, start, end, work, accuracy, price, order].map((c) => c[0])).toEqual([
      5e6 + 1,
      0.25,
      250_000.25,
      500_000.25,
      750_000.25,
      1_000_000.25,
      6e6 + 1,
    ]);
  });
});

describe("decodeSummary", () => {
  it("of all figures", () => {
    expect(summaryOf({})).toEqual({
      status: "optimal",
      method: "exact",
      engine: "reference",
      value: 3,
      meanAccuracy: 2,
      bound: 3.25,
      gap: 0.25,
      provenBy: "prices",
      worstCaseGap: 0.5,
      stats: { visits: 11, steps: 13, tried: 14, applied: 15, nodes: 16 },
    });
  });

  it("optimal up to the gapTolerance, and with it", () => {
    expect(summaryOf({}, 0.5).status).toBe("optimal");
    expect(summaryOf({}, 0.2).status).toBe("feasible");
    expect(summaryOf({ bound: 3 }, 0).status).toBe("optimal");
  });

  it("of no task", () => {
    expect(summaryOf({ accuracySum: 0 }, 0, 0).meanAccuracy).toBe(0);
    expect(summaryOf({}, 0, 1).meanAccuracy).toBe(8);
  });

  it("who has proven the bound", () => {
    expect(summaryOf({ provenBy: BY_BRANCH }).provenBy).toBe("branch");
  });

  it("a worst-case gap of 0 is one, below it is none, and some methods have none", () => {
    expect(summaryOf({ worstCaseGap: 0 }).worstCaseGap).toBe(0);
    expect(summaryOf({ worstCaseGap: -1 }).worstCaseGap).toBe(null);
    const having = [...METHODS, "exact" as const].filter(
      (method) => decodeSummary(engineOf(), method, 4, 0).worstCaseGap !== null,
    );
    expect(having).toEqual(["approx", "refit", "search", "exact"]);
  });
});

describe("copyNumbers", () => {
  it.each([0, 1, FEW, FEW + 1])("of %i numbers changes no other place", (n) => {
    const from = Int32Array.from({ length: n + 4 }, (_, j) => j + 1);
    const to = new Int32Array(n + 4);
    expect(copyNumbers(from, 3, to, 2, n)).toBe(to);
    const copied = Array.from({ length: n }, (_, j) => j + 4);
    expect([...to]).toEqual([0, 0, ...copied, 0, 0]);
  });
});
