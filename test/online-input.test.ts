// What a dispatcher is given that it cannot take: each mistake in the exact words, and nothing has
// changed afterwards.

import { describe, expect, it } from "vitest";
import { createDispatcher } from "../src/entry/online.js";

// biome-ignore lint/suspicious/noExplicitAny: most cases here break the types
type Anything = any;

const curve = { id: "r", deadline: 10.1, theta: 20, maxWork: 0.05 };
const table = { time: [0.01, 0.03], accuracy: [0.5, 0.7] };
const models = { net: { gpu: table, cpu: { time: [0.2], accuracy: [0.7] } } };
const machines = [{ id: 0, speed: 1 }];
const typed = [{ id: 0, type: "gpu" }];
const tabled = { id: "r", deadline: 10.1, model: "net" };

function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${error}`;
  }
  return "";
}

const create = createDispatcher as Anything;

describe("options", () => {
  it.each<[object | number, string]>([
    [
      5,
      "TypeError: options is 5; expected an object with machines, models, horizon, quantile, overhead, maxQueue, neverDrop or onEvent",
    ],
    [{ machines: 3 }, "TypeError: options.machines is 3; expected an array of machines"],
    [
      { machines, horizn: 1 },
      "RangeError: options.horizn is 1; expected no option but machines, models, horizon, quantile, overhead, maxQueue, neverDrop or onEvent",
    ],
    [{ machines, horizon: 0 }, "RangeError: options.horizon is 0; expected a number > 0"],
    [{ machines, horizon: "1" }, 'TypeError: options.horizon is "1"; expected a number > 0'],
    [
      { machines, quantile: 1.5 },
      "RangeError: options.quantile is 1.5; expected a number > 0 and <= 1",
    ],
    [{ machines, overhead: -1 }, "RangeError: options.overhead is -1; expected a number >= 0"],
    [
      { machines, overhead: Infinity },
      "RangeError: options.overhead is Infinity; expected a finite number >= 0",
    ],
    [
      { machines, maxQueue: 1.5 },
      "RangeError: options.maxQueue is 1.5; expected a whole number >= 0, or Infinity",
    ],
    [
      { machines, maxQueue: -1 },
      "RangeError: options.maxQueue is -1; expected a whole number >= 0, or Infinity",
    ],
    [{ machines, neverDrop: 1 }, "TypeError: options.neverDrop is 1; expected true or false"],
    [{ machines, onEvent: {} }, "TypeError: options.onEvent is an object; expected a function"],
    [{ machines: [7] }, "TypeError: options.machines[0] is 7; expected an object"],
    [
      { machines: [{ speed: 1 }] },
      "TypeError: options.machines[0].id is undefined; expected a string or a safe integer",
    ],
    [
      { machines: [{ id: 0.5, speed: 1 }] },
      "RangeError: options.machines[0].id is 0.5; expected a string or a safe integer",
    ],
    [
      { machines: [{ id: 0, speed: 0 }] },
      "RangeError: options.machines[0].speed is 0; expected a number > 0",
    ],
    [
      {
        machines: [
          { id: 0, speed: 1 },
          { id: 0, speed: 1 },
        ],
      },
      "RangeError: options.machines[1].id is 0, which is there; expected another one",
    ],
    [
      { machines: typed },
      'TypeError: options.machines[0].type is "gpu"; expected none without models: one problem does not mix curves and tables',
    ],
    [
      { machines, models },
      "TypeError: options.machines[0].speed is 1; expected none beside models: one problem does not mix curves and tables",
    ],
    [
      { machines: [{ id: 0, type: "tpu" }], models },
      'RangeError: options.machines[0].type is "tpu"; expected one that has a table: "gpu" or "cpu"',
    ],
    [
      { machines: typed, models: 3 },
      "TypeError: options.models is 3; expected an object of models by name",
    ],
    [
      { machines: typed, models: { net: { gpu: { time: [1], accuracy: [] } } } },
      "RangeError: options.models.net.gpu.accuracy has 0 entries; expected 1, as in options.models.net.gpu.time",
    ],
  ])("%j", (options, message) => {
    expect(thrown(() => create(options))).toBe(message);
  });
});

describe("requests", () => {
  it.each<[object | null, string]>([
    [null, "TypeError: request is null; expected an object"],
    [
      { ...curve, id: undefined },
      "TypeError: request.id is undefined; expected a string or a safe integer",
    ],
    [
      { ...curve, deadline: Number.NaN },
      "RangeError: request.deadline is NaN; expected a number, or null for none",
    ],
    [
      { ...curve, deadline: "soon" },
      'TypeError: request.deadline is "soon"; expected a number, or null for none',
    ],
    [{ ...curve, theta: 0 }, "RangeError: request.theta is 0; expected a number > 0"],
    [{ ...curve, maxWork: -1 }, "RangeError: request.maxWork is -1; expected a number >= 0"],
    [{ ...curve, weight: 0 }, "RangeError: request.weight is 0; expected a number > 0"],
    [{ ...curve, base: Number.NaN }, "RangeError: request.base is NaN; expected a finite number"],
    [
      { ...curve, gain: Infinity },
      "RangeError: request.gain is Infinity; expected a finite number > 0",
    ],
    [
      { ...curve, theta: 1e300, weight: 1e300 },
      "RangeError: weight * gain * theta of request is Infinity; expected a finite number > 0",
    ],
    [
      { ...curve, model: "net" },
      'TypeError: request.model is "net"; expected none without models: one problem does not mix curves and tables',
    ],
  ])("%j", (request, message) => {
    const dispatcher = create({ machines });
    const before = dispatcher.snapshot();
    expect(thrown(() => dispatcher.submit(request, 10))).toBe(message);
    expect(dispatcher.snapshot()).toEqual(before);
  });

  it.each<[object, string]>([
    [
      { ...tabled, model: "nat" },
      'RangeError: request.model is "nat"; expected a name in options.models: "net"',
    ],
    [
      { ...tabled, model: 3 },
      'TypeError: request.model is 3; expected a name in options.models: "net"',
    ],
    [{ ...tabled, latency: -1 }, "RangeError: request.latency is -1; expected a number >= 0"],
    [
      { ...tabled, minAccuracy: -Infinity },
      "RangeError: request.minAccuracy is -Infinity; expected a finite number",
    ],
    [
      { ...tabled, theta: 1 },
      "TypeError: request.theta is 1; expected none beside models: one problem does not mix curves and tables",
    ],
  ])("%j", (request, message) => {
    const dispatcher = create({ machines: typed, models });
    expect(thrown(() => dispatcher.submit(request, 10))).toBe(message);
    expect(dispatcher.metrics().submitted).toBe(0);
  });
});

describe("calls", () => {
  const busy = () => {
    const dispatcher = create({ machines });
    dispatcher.submit(curve, 10);
    dispatcher.next(0, 10);
    return dispatcher;
  };

  it.each<[string, (dispatcher: Anything) => unknown, string]>([
    [
      "a time that is none",
      (d) => d.next(0, Number.NaN),
      "RangeError: now is NaN; expected a finite number",
    ],
    [
      "a time as text",
      (d) => d.submit(curve, "now"),
      'TypeError: now is "now"; expected a finite number',
    ],
    [
      "an unknown machine",
      (d) => d.next(1, 10),
      "RangeError: machine is 1; expected the id of one that is there",
    ],
    [
      "a machine as text",
      (d) => d.complete("0", 10),
      'RangeError: machine is "0"; expected the id of one that is there',
    ],
    [
      "no machine",
      (d) => d.removeMachine(undefined, 10),
      "TypeError: machine is undefined; expected the id of a machine",
    ],
    [
      "a busy machine",
      (d) => d.next(0, 10),
      "RangeError: machine 0 is busy; expected a call of complete before",
    ],
    [
      "a request twice",
      (d) => d.submit(curve, 10),
      'RangeError: request.id is "r", which waits or runs; expected one that does not',
    ],
    [
      "a machine twice",
      (d) => d.addMachine(machines[0], 10),
      "RangeError: machine.id is 0, which is there; expected another one",
    ],
    [
      "a wrong readyAt",
      (d) => d.addMachine({ id: 1, speed: 1 }, 10, Infinity),
      "RangeError: readyAt is Infinity; expected a finite number",
    ],
    [
      "a name that is none",
      (d) => d.cancel({}, 10),
      "TypeError: id is an object; expected a string or a safe integer",
    ],
  ])("%s", (_, call, message) => {
    const dispatcher = busy();
    const before = dispatcher.snapshot();
    expect(thrown(() => call(dispatcher))).toBe(message);
    expect(dispatcher.snapshot()).toEqual(before);
  });

  it("completes once", () => {
    const dispatcher = busy();
    expect(dispatcher.complete(0, 10.05)).toMatchObject({ id: "r", outcome: "completed" });
    expect(thrown(() => dispatcher.complete(0, 10.05))).toBe(
      "RangeError: machine 0 runs nothing; expected one that does",
    );
  });

  it("counts a deadline that has passed as an outcome", () => {
    const dispatcher = create({ machines });
    expect(dispatcher.submit({ ...curve, deadline: 10 }, 10)).toBe("expired");
    expect(dispatcher.submit({ ...curve, deadline: -1e300 }, 10)).toBe("expired");
    expect(dispatcher.metrics().dropped.expired).toBe(2);
  });

  it("takes a time before an earlier one as that one", () => {
    const dispatcher = busy();
    expect(dispatcher.complete(0, 3)).toMatchObject({ outcome: "completed", seconds: 0 });
    expect(dispatcher.snapshot().now).toBe(10);
  });

  it("tells all events before what onEvent throws comes out", () => {
    const told: string[] = [];
    const dispatcher = create({
      machines,
      onEvent: ({ type }: { type: string }) => {
        told.push(type);
        throw new Error("mine");
      },
    });
    dispatcher.submit({ ...curve, id: 1, deadline: 10.01 }, 10);
    dispatcher.submit({ ...curve, id: 2 }, 10);
    expect(thrown(() => dispatcher.next(0, 10.05))).toBe("Error: mine");
    expect(told).toEqual(["dropped", "dispatched"]);
    expect(dispatcher.complete).toBeTypeOf("function");
    expect(dispatcher.metrics()).toMatchObject({ running: 1, dropped: { expired: 1 } });
  });

  it("lets onEvent call it", () => {
    const left = [3, 4, 5];
    const dispatcher = create({
      machines,
      onEvent: ({ type }: { type: string }) => {
        const id = type === "completed" ? left.pop() : undefined;
        if (id === undefined) return;
        dispatcher.submit({ ...curve, id, deadline: 11 }, 10);
        dispatcher.next(0, 10);
      },
    });
    dispatcher.submit(curve, 10);
    for (dispatcher.next(0, 10); dispatcher.metrics().running > 0; ) dispatcher.complete(0, 10.01);
    expect(dispatcher.metrics()).toMatchObject({ completed: 4, waiting: 0 });
  });
});

describe("snapshots", () => {
  const taken = () => {
    const dispatcher = create({ machines });
    dispatcher.submit(curve, 10);
    dispatcher.submit({ ...curve, id: 2 }, 10);
    dispatcher.next(0, 10);
    return JSON.parse(JSON.stringify(dispatcher.snapshot()));
  };
  it.each<[string, (snapshot: Anything) => unknown, string]>([
    ["none", () => 3, "TypeError: snapshot is 3; expected an object"],
    [
      "another version",
      (s) => ({ ...s, version: 2 }),
      "RangeError: snapshot.version is 2; expected 1",
    ],
    [
      "no machines",
      (s) => ({ ...s, machines: {} }),
      "TypeError: snapshot.machines is an object; expected an array",
    ],
    [
      "a request of another kind",
      (s) => ({ ...s, waiting: [tabled] }),
      'TypeError: snapshot.waiting[0].model is "net"; expected none without models: one problem does not mix curves and tables',
    ],
    [
      "a request twice",
      (s) => ({ ...s, waiting: [...s.waiting, ...s.waiting] }),
      "RangeError: snapshot.waiting[1].id is 2, which waits or runs; expected one that does not",
    ],
    [
      "a margin that is none",
      (s) => ({ ...s, margin: { ...s.margin, factor: null } }),
      "TypeError: snapshot.margin.factor is null; expected a number >= 0",
    ],
    [
      "prices that are none",
      (s) => ({ ...s, release: { ...s.release, idle: { price: [1], count: ["1"] } } }),
      'TypeError: snapshot.release.idle[0] is "1"; expected a number >= 0',
    ],
    [
      "counts that are none",
      (s) => ({ ...s, counts: { ...s.counts, dropped: {} } }),
      "TypeError: snapshot.counts.dropped.expired is undefined; expected a finite number",
    ],
    [
      "a limit that is none",
      (s) => ({
        ...s,
        machines: [{ ...s.machines[0], run: { ...s.machines[0].run, limitedBy: "x" } }],
      }),
      'TypeError: snapshot.machines[0].run.limitedBy is "x"; expected what limits a run',
    ],
  ])("%s", (_, change, message) => {
    expect(thrown(() => create.restore(change(taken())))).toBe(message);
  });

  it("goes on telling events", () => {
    const told: string[] = [];
    const onEvent = ({ type }: { type: string }) => void told.push(type);
    const restored = create.restore(taken(), { onEvent });
    restored.complete(0, 10.2);
    expect(told).toEqual(["late"]);
  });
});
