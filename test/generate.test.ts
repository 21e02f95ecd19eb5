import { describe, expect, it } from "vitest";
import { generate, randomFrom } from "../src/problem/generate.js";

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
    const call = () => generate(options as unknown as Parameters<typeof generate>[0]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`options is ${options}; expected an object with tasks and machines`);
  });
});

describe("generate, to the bit", () => {
  it("with every option", () => {
    const options = { tasks: 2, machines: 2, mu: 4, rho: 0.25, speeds: [1, 3] as const };
    expect(generate({ ...options, seed: 2 ** 40 + 3 })).toEqual({
      machines: [{ speed: 1.5423961272463202 }, { speed: 2.934856798965484 }],
      tasks: [
        { deadline: 0.021380723182819136, theta: 3.927906518103555, maxWork: 0.43656803444493736 },
        { deadline: 0.03513855250751831, theta: 2.605492627248168, maxWork: 0.6581474881788624 },
      ],
    });
    expect(generate({ ...options, seed: -7 })).toEqual({
      machines: [{ speed: 1.6889673564583063 }, { speed: 2.2748522041365504 }],
      tasks: [
        { deadline: 0.07109381898472132, theta: 3.8250456736423075, maxWork: 0.4483079613684851 },
        { deadline: 0.050915853566602526, theta: 1.4651396670378745, maxWork: 1.1703992913923327 },
      ],
    });
  });

  it("with the defaults mu 10, rho 0.5, seed 1 and speeds [1, 1]", () => {
    const problem = generate({ tasks: 2, machines: 1 });
    expect(problem).toEqual({
      machines: [{ speed: 1 }],
      tasks: [
        { deadline: 0.12933485797066177, theta: 5.24630744708702, maxWork: 0.32685816555491004 },
        { deadline: 0.011452340905436509, theta: 4.481716295704246, maxWork: 0.3826209235367201 },
      ],
    });
    const defaults = { mu: 10, rho: 0.5, seed: 1, speeds: [1, 1] as const };
    expect(generate({ tasks: 2, machines: 1, ...defaults })).toEqual(problem);
    const absent = { mu: undefined, rho: undefined, seed: undefined, speeds: undefined };
    expect(generate({ tasks: 2, machines: 1, ...absent })).toEqual(problem);
  });

  it("the ends of every range are in it", () => {
    expect(generate({ tasks: 0, machines: 1 })).toEqual({ machines: [{ speed: 1 }], tasks: [] });
    const narrow = generate({ tasks: 2, machines: 2, mu: 1, rho: 0, speeds: [3, 3] });
    expect(narrow.machines).toEqual([{ speed: 3 }, { speed: 3 }]);
    const same = { deadline: 0, theta: 1, maxWork: 1.7147984280919266 };
    expect(narrow.tasks).toEqual([same, same]);
    const wide = generate({ tasks: 1, machines: 1, seed: 0, speeds: [1e-300, Number.MAX_VALUE] });
    expect(wide.machines[0].speed).toBeGreaterThan(0);
  });

  it("reads the options once, before it draws", () => {
    let reads = 0;
    const options = { tasks: 3, machines: 1 };
    const counting = Object.defineProperty(options, "tasks", {
      get: () => (reads++ > 0 ? 1e9 : 3),
    });
    expect(generate(counting).tasks).toHaveLength(3);
    expect(reads).toBe(1);
  });

  it("randomFrom: sfc32 of both halves of the seed, after 15 steps", () => {
    for (const seed of [
      0,
      1,
      -1,
      2 ** 31,
      2 ** 32 + 5,
      -(2 ** 35) - 9,
      2 ** 53 - 1,
      -(2 ** 53) + 1,
    ]) {
      const random = randomFrom(seed);
      const draws = Array.from({ length: 40 }, () => random() * 2 ** 32);
      expect(draws).toEqual(sfc32(seed).slice(15));
    }
  });
});

/** 55 draws, in integers without end that are cut to 32 bits. */
function sfc32(seed: number): number[] {
  const cut = (value: bigint) => BigInt.asUintN(32, value);
  let [a, b, c, counter] = [0n, cut(BigInt(seed)), cut(BigInt(seed) >> 32n), 1n];
  return Array.from({ length: 55 }, () => {
    const sum = cut(a + b + counter);
    counter = cut(counter + 1n);
    a = b ^ (b >> 9n);
    b = cut(c * 9n);
    c = cut((c << 21n) + (c >> 11n) + sum);
    return Number(sum);
  });
}
