// Where nothing is to come, and nothing has been learned, a decision is that of `solve`.

import { describe, expect, it } from "vitest";
import { createDispatcher } from "../src/entry/online.js";
import { randomFrom } from "../src/problem/generate.js";
import type { CurveRequest, Models } from "../src/types/index.js";
import { release, solveOn } from "./helpers/engines.js";

/** The margin of a dispatcher that has seen no run: what its deadline leaves is divided by it. */
const MARGIN = 1.1;
/** Of works that are the same but for the rounding of times on a clock that shows 50 s. */
const ROUNDING = 1e-10;

const NOW = 50;

function requests(count: number, seed: number): (CurveRequest & { deadline: number })[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, id) => ({
    id,
    deadline: NOW + 0.02 + 0.3 * random(),
    theta: 10 + 50 * random(),
    maxWork: 0.01 + 0.1 * random(),
    weight: 1 + random(),
  }));
}

/** What `solve` gives, with deadlines from now. */
function worksOf(list: readonly CurveRequest[], speed: number, margin: number) {
  const tasks = list.map(({ id: _, deadline, ...task }) => ({
    ...task,
    deadline: (Number(deadline) - NOW) / margin,
  }));
  return solveOn(release, { machines: [{ speed }], tasks }, { method: "refit" }).work;
}

describe("a decision", () => {
  it("for one request on one machine is that of solve, less the margin", () => {
    let cut = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const [request] = requests(1, seed);
      const dispatcher = createDispatcher({
        machines: [{ id: "m", speed: 0.5 }],
        horizon: Number.POSITIVE_INFINITY,
      });
      expect(dispatcher.submit(request, NOW)).toBeNull();
      const run = dispatcher.next("m", NOW);
      const [work] = worksOf([request], 0.5, MARGIN);
      expect(Math.abs((run?.work as number) / work - 1)).toBeLessThan(ROUNDING);
      expect(run?.limitedBy).toBe(work < request.maxWork ? "deadline" : "full");
      if (work < request.maxWork) cut++;
    }
    expect(cut).toBeGreaterThan(20);
  });

  it("with no horizon and no release price is the snapshot's first run", () => {
    let shared = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const list = requests(8, seed);
      const dispatcher = createDispatcher({
        machines: [{ id: "m", speed: 1 }],
        horizon: Number.POSITIVE_INFINITY,
      });
      for (const request of list) dispatcher.submit(request, NOW);
      const run = dispatcher.next("m", NOW);
      const order = [...list].sort((a, b) => a.deadline - b.deadline);
      const works = worksOf(order, 1, 1);
      const first = works.findIndex((work) => work > 0);
      expect(run?.id).toBe(order[first].id);
      const most = (order[first].deadline - NOW) / MARGIN;
      expect(Math.abs((run?.work as number) / Math.min(works[first], most) - 1)).toBeLessThan(
        ROUNDING,
      );
      if (run?.limitedBy === "horizon") shared++;
      expect(dispatcher.metrics().dropped.outbid).toBe(first);
    }
    expect(shared).toBeGreaterThan(50);
  });

  it("with a horizon leaves what lies behind it to those who come", () => {
    const [request] = requests(1, 3);
    const long = { ...request, maxWork: 9 };
    const runs = [0.5, Number.POSITIVE_INFINITY].map((horizon) => {
      const dispatcher = createDispatcher({ machines: [{ id: "m", speed: 1 }], horizon });
      dispatcher.submit(long, NOW);
      return dispatcher.next("m", NOW);
    });
    expect(runs.map((run) => run?.limitedBy)).toEqual(["horizon", "deadline"]);
    expect(runs[0]?.duration).toBeCloseTo(0.5 * (long.deadline - NOW), 9);
    expect(runs[1]?.duration).toBeCloseTo((long.deadline - NOW) / MARGIN, 9);
  });
});

describe("neverDrop", () => {
  const crowd = (neverDrop: boolean) => {
    const dispatcher = createDispatcher({ machines: [{ id: "m", speed: 1 }], neverDrop });
    for (let id = 0; id < 40; id++) {
      const theta = id % 2 ? 200 : 2; // steep ones outbid flat ones
      dispatcher.submit({ id, deadline: NOW + 0.2, theta, maxWork: 0.05 }, NOW);
    }
    const works: number[] = [];
    for (let now = NOW; ; ) {
      const run = dispatcher.next("m", now);
      if (!run) return { works, metrics: dispatcher.metrics() };
      works.push(run.work);
      now += run.duration;
      dispatcher.complete("m", now);
    }
  };

  it("gives everyone a least size where some would be outbid", () => {
    const [usual, kind] = [crowd(false), crowd(true)];
    expect(usual.metrics.dropped.outbid).toBeGreaterThan(10);
    expect(kind.metrics.dropped.outbid).toBe(0);
    expect(kind.works.length).toBeGreaterThan(usual.works.length);
    expect(Math.min(...kind.works)).toBeGreaterThanOrEqual(0.05 / 16);
    expect(usual.metrics.accuracySum).toBeGreaterThan(kind.metrics.accuracySum);
  });
});

describe("variants", () => {
  const models: Models = {
    net: {
      gpu: { time: [0.03, 0.01, 0.02, 0.02], accuracy: [0.8, 0.5, 0.45, 0.7] },
      cpu: { time: [0.09, 0.03, 0.06, 0.06], accuracy: [0.8, 0.5, 0.45, 0.7] },
    },
    line: { gpu: { time: [0.01, 0.03], accuracy: [0.4, 0.8], mode: "continuous" } },
  };
  const horizon = Number.POSITIVE_INFINITY;
  const first = (type: string, request: object, overhead = 0) => {
    const machines = [
      { id: 0, type },
      { id: 1, type: "gpu" },
    ];
    const dispatcher = createDispatcher({ machines, models, horizon, overhead });
    const reason = dispatcher.submit({ id: "r", deadline: NOW, ...request } as never, NOW - 0.1);
    return { reason, run: dispatcher.next(0, NOW - 0.1), metrics: dispatcher.metrics() };
  };

  it("are indices of the caller's table, the best that fits", () => {
    expect(first("gpu", { model: "net" }).run).toMatchObject({
      ...{ variant: 0, duration: 0.03, accuracy: 0.8, limitedBy: "full", latestEnd: NOW },
    });
    const later = { model: "net", deadline: NOW - 0.077 }; // 0.023 s, 0.0209 with the margin
    expect(first("gpu", later).run).toMatchObject({ variant: 3, limitedBy: "deadline" });
    expect(first("gpu", { model: "net", latency: 0.077 }).run).toMatchObject({ variant: 3 });
    expect(first("gpu", { model: "net" }, 0.077).run).toMatchObject({ variant: 3 });
  });

  it("between two points of a continuous table are cut at the deadline", () => {
    const { run } = first("gpu", { model: "line", deadline: NOW - 0.078 });
    expect(run).toMatchObject({ variant: 0, limitedBy: "deadline" });
    expect(run?.duration).toBeCloseTo(0.022 / MARGIN, 9);
    expect(run?.accuracy).toBeCloseTo(0.4 + (0.4 * (0.022 / MARGIN - 0.01)) / 0.02, 9);
  });

  it("reach the least accuracy, or are infeasible", () => {
    const tight = { model: "net", minAccuracy: 0.75, deadline: NOW - 0.077 };
    const { run, metrics } = first("gpu", tight);
    expect([run, metrics.dropped.infeasible]).toEqual([null, 1]);
    expect(first("gpu", { ...tight, deadline: NOW }).run).toMatchObject({ variant: 0 });
    expect(first("gpu", { model: "net", minAccuracy: 0.9 }).metrics.dropped.infeasible).toBe(1);
  });

  it("that fit a faster machine alone are left to it", () => {
    const tight = { model: "net", deadline: NOW - 0.08 };
    const { run, metrics } = first("cpu", tight);
    expect([run, metrics.waiting]).toEqual([null, 1]);
  });

  it("of a model without a table for the machine are left to another, or have none", () => {
    expect(first("cpu", { model: "line" }).metrics.waiting).toBe(1);
    const alone = createDispatcher({ machines: [{ id: 0, type: "cpu" }], models });
    const request = { id: 1, deadline: NOW, model: "line" };
    expect(alone.submit(request, NOW - 0.1)).toBe("no-machine");
    alone.addMachine({ id: 1, type: "gpu" }, NOW - 0.1);
    expect(alone.submit(request, NOW - 0.1)).toBeNull();
    alone.removeMachine(1, NOW - 0.1);
    expect(alone.metrics()).toMatchObject({ waiting: 0, dropped: { "no-machine": 2 } });
  });
});
