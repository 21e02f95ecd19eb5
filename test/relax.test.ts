// The steps of the relaxation alone, by their definitions: sums as if exact, prices and works in
// the caller's units, and what tasks could win at their prices by other works.

import { describe, expect, it } from "vitest";
import { Elements } from "../assembly/chain/elements.ts?js";
import { Scratch } from "../assembly/chain/scratch.ts?js";
import * as relaxation from "../assembly/paper/relax.ts?js";
import { Answer, Tasks } from "../assembly/problem/tasks.ts?js";
import { randomFrom } from "../src/problem/generate.js";

const HUGE = 2 ** 53; // and 1 more rounds to itself

describe("relax", () => {
  it("one machine of that speed does the works, at one price where nothing but the last deadline is tight", () => {
    const e = new Elements(3);
    for (const [i, deadline] of [1, 2, 4].entries()) {
      e.deadline[i] = deadline;
      e.logSlope[i] = 1 + i;
      e.invTheta[i] = 1;
      e.cap[i] = 100;
    }
    const visits: number = relaxation.relax(e, new Scratch(3), 3, 2, 3);
    expect(visits).toBeGreaterThanOrEqual(3);
    expect(Array.from(e.room)).toEqual([1.5, 1.5, 3]);
    expect(Array.from(e.work)).toEqual([1, 2, 3]);
    expect(Array.from(e.logPrice)).toEqual([0, 0, 0]);
  });

  it.each([[[HUGE, 1, 1]], [[1, HUGE, 1]], [[1, 1, HUGE]]])(
    "the speed of %j is the exact sum",
    (speeds) => {
      expect(relaxation.totalSpeed(Float64Array.of(...speeds, 7), 3)).toBe(HUGE + 2);
      expect(relaxation.totalSpeed(Float64Array.of(...speeds), 0)).toBe(0);
    },
  );
});

/** Elements in the order 2, 0, 1 of the caller, with these rooms, works and log-prices. */
function priced(room: number[], work: number[], logPrice: number[]) {
  const e = new Elements(3);
  e.task.set([2, 0, 1]);
  e.room.set(room);
  e.work.set(work);
  e.logPrice.set(logPrice);
  const price = new Float64Array(3);
  const pay = (workUnit: number, valueUnit: number): number =>
    relaxation.prices(e, price, workUnit, valueUnit, 3);
  return { e, price, pay };
}

describe("prices", () => {
  it("are in the caller's units and order, and pay for the room that is left", () => {
    const { price, pay } = priced([5, 6, 7], [4, 8, 4], [Math.log(6), Math.log(3), Math.log(3)]);
    // 6, 3 and 3, times 10 / 4, for 1, -2 and 3 times 4
    expect(pay(4, 10)).toBeCloseTo(15 * 4 + 7.5 * 4, 12);
    expect(price[2]).toBeCloseTo(15, 12);
    expect(price[0]).toBeCloseTo(7.5, 12);
    expect(price[1]).toBe(price[0]);
  });

  it.each([
    [[HUGE, 1, 1], [0, 0, HUGE], 2],
    [[1, HUGE, 0], [0, 0, HUGE], 1],
    [[HUGE, 1, 0], [0, 0, HUGE], 1],
  ])("rooms %j less works %j are summed as if exactly", (room, work, left) => {
    const { pay } = priced(room, work, [0, 0, 0]);
    expect(pay(1, 1)).toBe(left);
  });

  it("of nothing scarce are 0, and pay nothing for a room without end", () => {
    const { price, pay } = priced([2, 3, Infinity], [1, 3, 1], [0, -Infinity, -Infinity]);
    expect(pay(1, 1)).toBe(1);
    expect(Array.from(price)).toEqual([0, 0, 1]);
  });

  it("works are in the caller's units and order, too", () => {
    const { e } = priced([0, 0, 0], [1, 2, 3], [0, 0, 0]);
    const work = new Float64Array(3);
    relaxation.fractionalWork(e, work, 0.5, 3);
    expect(Array.from(work)).toEqual([1, 1.5, 0.5]);
  });
});

interface Curve {
  deadline: number;
  theta: number;
  maxWork: number;
  weight: number;
  base: number;
  gain: number;
}

const accuracyOf = ({ theta, base, gain }: Curve, work: number) =>
  base - gain * Math.expm1(-theta * work);

/** What `surplus` says where curves have these works and prices, on machines of this total speed. */
function surplusOf(curves: Curve[], work: number[], price: number[], speed: number): number {
  const n = curves.length;
  const [tasks, answer] = [new Tasks(n), new Answer(n)];
  for (const [j, curve] of curves.entries()) {
    for (const [name, value] of Object.entries(curve)) tasks[name as keyof Curve][j] = value;
    answer.work[j] = work[j];
    answer.price[j] = price[j];
    answer.accuracy[j] = accuracyOf(curve, work[j]);
  }
  return relaxation.surplus(tasks, tasks.deadline, answer, speed, n);
}

function curveFrom(random: () => number): Curve {
  return {
    deadline: 0.2 + random(),
    theta: 0.5 + 2 * random(),
    maxWork: 0.2 + 2 * random(),
    weight: 0.5 + random(),
    base: random() - 0.5,
    gain: 0.5 + random(),
  };
}

describe("surplus", () => {
  /** The most that a task can win at a price, and the work for it: its slope falls. */
  function best(curve: Curve, price: number, speed: number) {
    const most = Math.min(curve.maxWork, speed * curve.deadline);
    let [low, high] = [0, most];
    for (let k = 0; k < 100; k++) {
      const f = (low + high) / 2;
      const { weight, gain, theta } = curve;
      if (weight * gain * theta * Math.exp(-theta * f) > price) low = f;
      else high = f;
    }
    return low > most / 2 ? high : low; // an end where it is one
  }

  it("is what the tasks would win by the best works", () => {
    const random = randomFrom(5);
    const ends = { none: 0, most: 0 };
    for (let round = 0; round < 300; round++) {
      const curves = [curveFrom(random), curveFrom(random)];
      const price = curves.map(() => [0, random(), 3 * random(), 20][Math.floor(4 * random())]);
      const speed = 0.5 + 2 * random();
      const limits = curves.map((c) => Math.min(c.maxWork, speed * c.deadline));
      const work = limits.map((limit) => limit * [0, 1, random()][Math.floor(3 * random())]);
      const won = curves.map((curve, j) => {
        const f = best(curve, price[j], speed);
        if (f === 0) ends.none++;
        if (f === limits[j]) ends.most++;
        const value = (w: number) => curve.weight * accuracyOf(curve, w) - price[j] * w;
        return value(f) - value(work[j]);
      });
      expect(surplusOf(curves, work, price, speed)).toBeCloseTo(won[0] + won[1], 12);
    }
    expect(ends.none).toBeGreaterThan(50);
    expect(ends.most).toBeGreaterThan(50);
  });

  it("is nothing at the best works", () => {
    const random = randomFrom(6);
    for (let round = 0; round < 300; round++) {
      const curve = curveFrom(random);
      const price = [0, random(), 20][round % 3];
      expect(surplusOf([curve], [best(curve, price, 9)], [price], 9)).toBe(0);
    }
  });
});
