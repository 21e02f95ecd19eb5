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
    [{ tasks: -1, machines: 1 }, "tasks is -1; expected an integer >= 0"],
    [{ tasks: 1.5, machines: 1 }, "tasks is 1.5; expected an integer >= 0"],
    [{ tasks: 1, machines: 0 }, "machines is 0; expected an integer >= 1"],
    [{ tasks: 1, machines: 1, mu: 0.5 }, "mu is 0.5; expected a number >= 1"],
    [{ tasks: 1, machines: 1, rho: -1 }, "rho is -1; expected a number >= 0"],
    [{ tasks: 1, machines: 1, seed: 0.5 }, "seed is 0.5; expected an integer"],
    [
      { tasks: 1, machines: 1, speeds: [2, 1] as [number, number] },
      "speeds is 2,1; expected [min, max] with 0 < min <= max",
    ],
  ])("refuses %o", (options, message) => {
    expect(() => generate(options)).toThrow(new RangeError(message));
  });
});
