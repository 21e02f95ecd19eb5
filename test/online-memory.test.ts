// A dispatcher that has seen many requests holds what waits and runs, and nothing of the others.

import { describe, expect, it } from "vitest";
import { createDispatcher } from "../src/entry/online.js";
import { randomFrom } from "../src/problem/generate.js";
import type { CreateDispatcher } from "../src/types/index.js";

/** DSCT_HEAVY: a million requests, some minutes. */
const COUNT = process.env.DSCT_HEAVY ? 1_000_000 : 60_000;
const PATIENCE = 1_200_000;
/** What a collection leaves to chance; with tables also 1,024 offers, which are kept until there
 * are more: 1.3 kB each. */
const SLACK = 2 ** 20;
const SLACK_OF_TABLES = 2.5 * 2 ** 20;

const collect = () => {
  for (let k = 0; k < 3; k++) (globalThis as { gc?: () => void }).gc?.();
};
const bytes = () => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

function serve(dispatcher: ReturnType<CreateDispatcher>, isTabled: boolean) {
  const random = randomFrom(3);
  const ends = [0, 0, 0, 0];
  let now = 0;
  return (count: number, from: number) => {
    for (let id = from; id < from + count; id++) {
      now += 0.01 * random();
      const base = { id, deadline: now + 0.3 * random() };
      // every request with a least accuracy of its own
      const own = { model: "net", minAccuracy: 0.5 * random(), base: -random() };
      dispatcher.submit(
        isTabled ? { ...base, ...own } : { ...base, theta: 30, maxWork: 0.06 },
        now,
      );
      for (const [machine, end] of ends.entries()) {
        if (end > now) continue;
        if (end > 0) dispatcher.complete(machine, now);
        ends[machine] = now + (dispatcher.next(machine, now)?.duration ?? Number.NaN);
        if (Number.isNaN(ends[machine])) ends[machine] = 0;
      }
      if (id % 1000 === 0) dispatcher.cancel(id, now);
    }
  };
}

describe("memory of a dispatcher", () => {
  const models = { net: { gpu: { time: [0.01, 0.03, 0.06], accuracy: [0.5, 0.7, 0.8] } } };

  it.each([false, true])(
    "is flat; with tables: %s",
    (isTabled) => {
      const machines = [0, 1, 2, 3].map((id) => ({
        id,
        ...(isTabled ? { type: "gpu" } : { speed: 1 }),
      }));
      const dispatcher = createDispatcher({ machines, ...(isTabled && { models }) } as never);
      const run = serve(dispatcher, isTabled);
      run(COUNT / 4, 0);
      const before = bytes();
      run(COUNT, COUNT / 4);
      expect(bytes() - before).toBeLessThan(isTabled ? SLACK_OF_TABLES : SLACK);
      expect(dispatcher.metrics().submitted).toBe(1.25 * COUNT);
      expect(dispatcher.metrics().completed).toBeGreaterThan(COUNT / 2);
    },
    PATIENCE,
  );

  it("takes 100,000 requests at once, and drops what it cannot serve", () => {
    const dispatcher = createDispatcher({ machines: [{ id: 0, speed: 1 }] });
    const random = randomFrom(5);
    for (let id = 0; id < 100_000; id++) {
      dispatcher.submit({ id, deadline: 1 + random(), theta: 20, maxWork: 0.1 }, 1);
    }
    expect(dispatcher.metrics().waiting).toBe(100_000);
    expect(dispatcher.next(0, 1)).not.toBeNull();
    dispatcher.complete(0, 1.9);
    expect(dispatcher.next(0, 1.9)).not.toBeNull();
    const { dropped, waiting } = dispatcher.metrics();
    expect(dropped.expired).toBeGreaterThan(80_000);
    expect(waiting + dropped.expired + dropped.outbid).toBe(99_998);
  });
});
