// The dispatcher under random calls: every request has one outcome, nothing is planned past its
// deadline, and the same calls give the same decisions, whatever happens in between.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeCreateDispatcher } from "../src/online/dispatcher.js";
import type { CurveRequest, DispatchEvent, Id } from "../src/types/index.js";
import { engines, reference, release } from "./helpers/engines.js";
import { drive, KINDS, type Log, type Step, WORLDS, type World } from "./helpers/online.js";

const RUNS = Math.ceil(Number(process.env.DSCT_RUNS ?? 1000) / 10);

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    pick: fc.nat(1000),
    size: fc.nat(1000).map((k) => k / 1000),
  }),
  { minLength: 20, maxLength: 200, size: "max" },
);
const settings = fc.record({
  neverDrop: fc.boolean(),
  maxQueue: fc.constantFrom(3, Number.POSITIVE_INFINITY),
  overhead: fc.constantFrom(0, 0.002),
  horizon: fc.constantFrom(0.85, Number.POSITIVE_INFINITY),
});

const worlds = Object.entries(WORLDS);
const create = makeCreateDispatcher(release);

/** Checks a property on many lists of steps, and that runs came about. */
function holds(property: (list: Step[], options: object) => Log): void {
  let [runs, dropped] = [0, 0];
  fc.assert(
    fc.property(steps, settings, (list, options) => {
      const log = property(list, options);
      runs += log.runs.length;
      dropped += log.events.filter(({ type }) => type === "dropped").length;
    }),
    { numRuns: RUNS, seed: 20240501 },
  );
  expect(runs).toBeGreaterThan(10 * RUNS);
  expect(dropped).toBeGreaterThan(RUNS);
}

/** What became of each, in the order in which it was told. */
function storiesOf(events: readonly DispatchEvent[]): Map<Id, string[]> {
  const stories = new Map<Id, string[]>();
  for (const event of events) {
    const text = event.type === "dropped" ? event.reason : event.type;
    stories.set(event.id, [...(stories.get(event.id) ?? []), text]);
  }
  return stories;
}

const BEFORE = ["expired", "infeasible", "outbid", "queue-full", "cancelled", "no-machine"];
const AFTER = ["completed", "late", "machine-lost"];

describe.each(worlds)("a dispatcher of %s", (_, world) => {
  it("gives every request one outcome, and counts it", () => {
    holds((list, options) => {
      const log = drive(create, world, list, { options });
      const stories = storiesOf(log.events);
      const metrics = JSON.parse(log.lines.at(-1) as string);
      const counts = { waiting: 0, running: 0 };
      for (const id of log.submitted) {
        const [first, second, ...more] = stories.get(id) ?? [];
        expect(more).toEqual([]);
        if (first === undefined) counts.waiting++;
        else if (first === "dispatched" && second === undefined) counts.running++;
        else if (first === "dispatched") expect(AFTER).toContain(second);
        else expect([BEFORE.includes(first), second]).toEqual([true, undefined]);
      }
      expect(metrics).toMatchObject({ ...counts, submitted: log.submitted.length });
      const told = log.events.filter(({ type }) => type === "dropped") as { reason: string }[];
      for (const [reason, count] of Object.entries(metrics.dropped)) {
        expect(told.filter((event) => event.reason === reason).length).toBe(count);
      }
      expect(stories.size + counts.waiting).toBe(log.submitted.length);
      return log;
    });
  });

  it("plans nothing past its deadline, margin and overhead included", () => {
    holds((list, options) => {
      const { overhead } = options as { overhead: number };
      const log = drive(create, world, list, { options });
      for (const { run, now, margin } of log.runs) {
        expect(now + overhead + run.duration * margin).toBeLessThanOrEqual(run.latestEnd);
        expect(run.duration).toBeGreaterThan(0);
      }
      return log;
    });
  });

  it("replays to the bit, also with a snapshot through JSON after every step", () => {
    holds((list, options) => {
      const log = drive(create, world, list, { options });
      const again = drive(create, world, list, {
        options,
        between: (dispatcher, onEvent) => {
          const text = JSON.stringify(dispatcher.snapshot());
          const restored = create.restore(JSON.parse(text), { onEvent });
          expect(JSON.stringify(restored.snapshot())).toBe(text);
          return restored;
        },
      });
      expect(again).toEqual(log);
      return log;
    });
  });

  it("decides the same on every engine, to the bit", () => {
    const others = engines.map(([, engine]) => makeCreateDispatcher(engine));
    holds((list, options) => {
      const log = drive(makeCreateDispatcher(reference), world, list, { options });
      for (const other of others) expect(drive(other, world, list, { options })).toEqual(log);
      return log;
    });
  });

  it("does not look at names", () => {
    holds((list, options) => {
      const log = drive(create, world, list, { options });
      const named = drive(create, world, list, { options, nameOf: (k) => `x${(k * 7919) % 1009}` });
      const masked = ({ lines }: Log) => lines.map((line) => line.replaceAll(/"id":[^,}]+/g, ""));
      expect(masked(named)).toEqual(masked(log));
      return log;
    });
  });
});

describe("units", () => {
  /** A unit of time and one of work, in those of the usual world. */
  const scaled = (time: number, work: number): World => ({
    ...WORLDS.curves,
    machine: (id, pick) => ({ id, speed: ((1 + (pick % 3) / 2) * work) / time }),
    request: (id, pick, size, now) => {
      const request = WORLDS.curves.request(id, pick, size, 0) as CurveRequest;
      const { deadline, theta, maxWork } = request;
      return {
        ...request,
        deadline: deadline === null ? null : now + deadline * time,
        theta: theta / work,
        maxWork: maxWork * work,
      };
    },
  });

  /** Powers of two change no digit. */
  it.each([
    [2 ** -10, 1],
    [1, 2 ** 7],
    [2 ** 5, 2 ** -9],
  ])("of time, %f, and of work, %f, do not matter", (time, work) => {
    holds((list, options) => {
      const still = { ...options, overhead: 0 };
      const usual = drive(create, scaled(1, 1), list, { options: still });
      const log = drive(create, scaled(time, work), list, { options: still, unit: time });
      expect(
        log.runs.map(({ run }) => [run.id, run.work / work, run.duration / time, run.limitedBy]),
      ).toEqual(usual.runs.map(({ run }) => [run.id, run.work, run.duration, run.limitedBy]));
      return log;
    });
  });
});

it("one run that is held up does not make all others infeasible for good", () => {
  const models = { m: { t: { time: [0.001], accuracy: [0.9] } } };
  const dispatcher = create({ machines: [{ id: 0, type: "t" }], models });
  const count = 2000;
  for (let id = 0; id < count; id++) {
    const now = 0.2 * id;
    dispatcher.submit({ id, model: "m", deadline: now + 0.1 }, now);
    // of the first 32 runs, after which the margin is learned, one takes 150 times as long
    if (dispatcher.next(0, now)) dispatcher.complete(0, now + (id === 7 ? 0.15 : 0.001));
  }
  const { completed, late, dropped } = dispatcher.metrics();
  expect(late).toBe(1);
  expect(dropped.infeasible).toBeGreaterThan(10); // the margin is kept for a while
  expect(dropped.infeasible).toBeLessThan(0.1 * count);
  expect(completed).toBe(count - late - dropped.infeasible);
});
