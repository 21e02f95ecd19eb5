import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";

describe("generate", () => {
  it("draws the paper's problems", () => {
    const { machines, tasks } = generate({
      tasks: 4000,
      machines: 20,
      mu: 5,
      rho: 0.3,
      seed: 9,
      speeds: [1, 4],
    });
    const speed = machines.reduce((sum, machine) => sum + machine.speed, 0);
    const dMax = (0.3 * tasks.reduce((sum, task) => sum + task.maxWork, 0)) / speed;
    const thetas = tasks.map(({ theta }) => theta).sort((a, b) => a - b);
    expect(thetas[0]).toBeGreaterThanOrEqual(1);
    expect(thetas[0]).toBeLessThan(1.02);
    expect(thetas[2000]).toBeCloseTo(3, 0);
    expect(thetas[3999]).toBeGreaterThan(4.98);
    for (const { theta, maxWork, deadline } of tasks) {
      expect(1 - Math.exp(-theta * maxWork)).toBeCloseTo(0.82, 12);
      expect(deadline).toBeGreaterThan(0);
      expect(deadline).toBeLessThanOrEqual(dMax);
    }
    expect(Math.max(...tasks.map(({ deadline }) => deadline))).toBeGreaterThan(0.99 * dMax);
    for (const machine of machines) expect(machine.speed >= 1 && machine.speed < 4).toBe(true);
  });

  it("is the same for the same seed, on every platform, and another for another", () => {
    const draw = (seed: number) => generate({ tasks: 3, machines: 1, seed });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(2 ** 40)).not.toEqual(draw(0));
    expect(draw(1).tasks[0].theta).toBe(5.24630744708702);
  });

  it.each([
    ...[-1, 1.5, 4_000_001, 1e9, 2 ** 32, 1e300, Infinity, Number.NaN].map((tasks) => [
      { tasks, machines: 1 },
      `options.tasks is ${tasks}; expected an integer from 0 to 4000000`,
    ]),
    ...[-1, 0, 0.5, 4_000_001, 1e9, Infinity, Number.NaN].map((machines) => [
      { tasks: 1, machines },
      `options.machines is ${machines}; expected an integer from 1 to 4000000`,
    ]),
    [{ machines: 1 }, "options.tasks is undefined; expected an integer from 0 to 4000000"],
    [{ tasks: 1 }, "options.machines is undefined; expected an integer from 1 to 4000000"],
    [
      { tasks: "\u001b", machines: 1 },
      'options.tasks is "\\u001b"; expected an integer from 0 to ',
    ],
    [{ tasks: [5], machines: 1 }, "options.tasks is an array; expected an "],
    ...[0.999, -Infinity, Infinity, Number.NaN, null].map((mu) => [
      { tasks: 1, machines: 1, mu },
      `options.mu is ${mu}; expected a finite number >= 1`,
    ]),
    [{ tasks: 1, machines: 1, mu: "2" }, 'options.mu is "2"; expected a finite number >= 1'],
    ...[-1e-300, Infinity, Number.NaN].map((rho) => [
      { tasks: 1, machines: 1, rho },
      `options.rho is ${rho}; expected a finite number >= 0`,
    ]),
    [{ tasks: 1, machines: 1, rho: true }, "options.rho is true; expected a finite number >= 0"],
    ...[0.5, Infinity, Number.NaN].map((seed) => [
      { tasks: 1, machines: 1, seed },
      `options.seed is ${seed}; expected an integer`,
    ]),
    ...[
      [2, 1],
      [0, 1],
      [-1, 1],
      [1, Infinity],
      [Infinity, Infinity],
      [Number.NaN, 1],
      [1, Number.NaN],
    ].map((speeds) => [
      { tasks: 1, machines: 1, speeds },
      `options.speeds is [${speeds[0]}, ${speeds[1]}]; expected [min, max] with 0 < min <= max, both finite`,
    ]),
    [{ tasks: 1, machines: 1, speeds: ["1", 2] }, 'options.speeds is ["1", 2]; expected [min'],
    [{ tasks: 1, machines: 1, speeds: [1] }, "options.speeds is an array; expected [min, max]"],
    [{ tasks: 1, machines: 1, speeds: [1, 2, 3] }, "options.speeds is an array; expected [min"],
    [{ tasks: 1, machines: 1, speeds: 2 }, "options.speeds is 2; expected [min, max] with 0 "],
    [{ tasks: 1, machines: 1, speeds: "12" }, 'options.speeds is "12"; expected [min, max]'],
  ] as [object, string][])("refuses %o", (options, message) => {
    const call = () => generate(options as Parameters<typeof generate>[0]);
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  it.each([undefined, null, 5])("refuses %o for its options", (options) => {
    expect(() => generate(options as unknown as Parameters<typeof generate>[0])).toThrow(
      new TypeError(`options is ${options}; expected an object with tasks and machines`),
    );
  });
});
