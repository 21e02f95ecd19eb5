// The race of the playground: the simulation step by step, the requests, the counts, the memory.

import { describe, expect, it } from "vitest";
import { simulate } from "../bench/online/batch.js";
import { normal } from "../bench/online/simulation/arrivals.js";
import { ours } from "../bench/online/simulation/ours.js";
import { edfLargest } from "../bench/online/simulation/rules.js";
import { type Running, Simulation } from "../bench/online/simulation/simulate.js";
import { makeWorkload } from "../bench/online/workload.js";
import { LENGTH, recentAccuracy, SPANS, scaleOf } from "../playground/online/history.js";
import { Pace } from "../playground/online/pace.js";
import { PLACES } from "../playground/online/places.js";
import { Race } from "../playground/online/race.js";
import type { Side } from "../playground/online/side.js";
import { type Demand, Source, streamOf } from "../playground/online/source.js";
import { randomFrom } from "../src/problem/generate.js";

const DEMAND: Demand = { load: 2, burstiness: 3, jitter: 0.1, longest: 0.3 };
const PLACE_IDS = Object.keys(PLACES) as (keyof typeof PLACES)[];

const sourceOf = (change: Partial<Demand> = {}, seed = 5) =>
  new Source(PLACES.phones.makePark(streamOf(seed, 0)), { ...DEMAND, ...change }, seed);

const gapsOf = (source: Source, count: number) => {
  let last = source.next;
  source.take();
  return Array.from({ length: count }, () => {
    const { arrival } = source.take();
    const gap = arrival - last;
    last = arrival;
    return gap;
  });
};
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const cvOf = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / middle;
};

describe("the simulation", () => {
  const setting = { networks: "ofa phones", arrivals: "bursty", load: 2, m: 6 } as const;
  const workload = makeWorkload({ ...setting, speeds: "equal", seed: 3, count: 600 });

  it.each([
    ["ours", ours],
    ["EDF", edfLargest],
  ])("gives the same step by step, at any times, as at once: %s", (_, make) => {
    const whole = simulate(workload, make, { jitter: 0.1, seed: 8 });
    const policy = make(workload);
    const random = randomFrom(8);
    const accuracy = workload.jobs.map(() => 0);
    let late = 0;
    const simulation = new Simulation(workload, policy, {
      factorOf: () => Math.exp(0.1 * normal(random)),
      onEnd(run: Running, isLate) {
        if (isLate) late++;
        else accuracy[run.job.id] = run.accuracy;
      },
    });
    let arrived = 0;
    for (let now = 0; arrived < 600 || simulation.nextEnd < Infinity; now += 0.0031) {
      for (; workload.jobs[arrived]?.arrival <= now; arrived++) {
        simulation.arrive(workload.jobs[arrived]);
      }
      simulation.advance(now);
    }
    expect(accuracy).toEqual([...whole.accuracy]);
    expect(late).toBe(whole.late);
    expect(policy.drops()).toEqual(whole.drops);
    expect(late).toBeGreaterThan(0);
    expect(whole.unserved).toBeGreaterThan(0);
  });

  it("steps over all events in the order of time", () => {
    const simulation = new Simulation(workload, ours(workload), {
      factorOf: () => 1,
      onEnd: ({ begin, end }) => void ends.push([begin, end]),
    });
    const ends: number[][] = [];
    for (const job of workload.jobs) simulation.arrive(job);
    simulation.advance(Infinity);
    expect(ends.length).toBeGreaterThan(100);
    for (const [k, [begin, end]] of ends.entries()) {
      expect(end).toBeGreaterThan(begin);
      if (k > 0) expect(end).toBeGreaterThanOrEqual(ends[k - 1][1]);
    }
  });
});

describe("requests without an end", () => {
  it.each([0.25, 1, 2, 4])("have gaps of the coefficient of variation %d", (burstiness) => {
    const gaps = gapsOf(sourceOf({ burstiness }), 100_000);
    expect(cvOf(gaps) / burstiness).toBeCloseTo(1, 1);
    expect(Math.abs(cvOf(gaps) / burstiness - 1)).toBeLessThan(0.04);
  });

  it.each(PLACE_IDS)("need the load at their largest size: %s", (id) => {
    const park = PLACES[id].makePark(streamOf(2, 0));
    const source = new Source(park, { ...DEMAND, load: 1.5, burstiness: 1 }, 2);
    let work = 0;
    let last = 0;
    for (let k = 0; k < 50_000; k++) {
      const { arrival, network } = source.take();
      work += network.full;
      last = arrival;
    }
    const total = park.speeds.reduce((sum, speed) => sum + speed, 0);
    expect(Math.abs(work / (last * total) / 1.5 - 1)).toBeLessThan(0.02);
  });

  it("have the jitter and the deadlines asked for", () => {
    const source = sourceOf({ jitter: 0.3, longest: 0.1 });
    const all = Array.from({ length: 20_000 }, () => source.take());
    const logs = all.map(({ factor }) => Math.log(factor));
    expect(Math.abs(mean(logs))).toBeLessThan(0.01);
    expect(Math.sqrt(mean(logs.map((log) => log ** 2)))).toBeCloseTo(0.3, 2);
    const relative = all.map(({ arrival, deadline }) => deadline - arrival);
    expect(Math.min(...relative)).toBeGreaterThan(0.015 - 1e-9);
    expect(Math.max(...relative)).toBeLessThan(0.1 + 1e-9);
    expect(Math.max(...relative)).toBeGreaterThan(0.0995);
  });

  it("come at another rate as soon as the load changes, the next one too", () => {
    const source = sourceOf({ load: 0.5, burstiness: 1 });
    const before = mean(gapsOf(source, 20_000));
    const [next, now] = [source.next, source.next - 0.004];
    source.change({ ...DEMAND, load: 2, burstiness: 1 }, now);
    expect(source.next - now).toBeCloseTo((next - now) / 4, 9);
    expect(mean(gapsOf(source, 20_000)) / before).toBeGreaterThan(0.24);
    expect(mean(gapsOf(source, 20_000)) / before).toBeLessThan(0.26);
  });

  it("are the same from the same seed, and others from another", () => {
    const take = (seed: number, change = {}) => {
      const source = sourceOf(change, seed);
      return Array.from({ length: 50 }, () => {
        const { arrival, deadline, factor } = source.take();
        return { arrival, relative: deadline - arrival, factor };
      });
    };
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
    // another burstiness changes only when they come
    expect(take(7, { burstiness: 1 }).map(({ factor }) => factor)).toEqual(
      take(7).map(({ factor }) => factor),
    );
  });
});

/** What is known of one side by its books, against the dispatcher's where it has some. */
function expectBooks(race: Race, side: Side): void {
  const { waiting, running, completed, late, dropped } = side.counts();
  expect(waiting + running + completed + late + dropped).toBe(race.arrived);
}

describe("the race", () => {
  it.each(PLACE_IDS)("loses no request, at any time: %s", (id) => {
    const race = new Race(PLACES[id], DEMAND, 4);
    for (let now = 0; now < 8; now += 0.0137) {
      race.advance(now);
      expect(race.now).toBe(now);
      expectBooks(race, race.ours);
      expectBooks(race, race.simple);
    }
    const counts = race.ours.counts();
    const metrics = race.ours.policy.dispatcher.metrics();
    expect(metrics).toMatchObject({
      ...{ submitted: race.arrived, waiting: counts.waiting, running: counts.running },
      ...{ completed: counts.completed, late: counts.late },
    });
    expect(race.ours.accuracySum).toBeCloseTo(metrics.accuracySum, 6);
    expect(Math.min(counts.completed, counts.dropped, counts.late)).toBeGreaterThan(0);
    expect(race.simple.counts().dropped).toBeGreaterThan(0);
  });

  it("gives both the same requests, disturbed in the same way", () => {
    const race = new Race(PLACES.phones, DEMAND, 4);
    const seen = { ours: new Map<number, object>(), simple: new Map<number, object>() };
    for (let now = 0; now < 5; now += 0.004) {
      race.advance(now);
      for (const side of ["ours", "simple"] as const) {
        for (const run of race[side].simulation.running) {
          if (!run) continue;
          const { id, arrival, deadline } = run.job;
          const factor = (run.end - run.begin) / run.duration;
          seen[side].set(id, { arrival, deadline, factor: factor.toFixed(6) });
        }
      }
    }
    const both = [...seen.ours.keys()].filter((id) => seen.simple.has(id));
    expect(both.length).toBeGreaterThan(300);
    for (const id of both) expect(seen.ours.get(id)).toEqual(seen.simple.get(id));
    expect(new Set(both.map((id) => JSON.stringify(seen.ours.get(id)))).size).toBe(both.length);
  });

  it("does not depend on how time is cut", () => {
    const [once, often] = [1, 2].map(() => new Race(PLACES.phones, DEMAND, 9));
    once.advance(6);
    for (let k = 1; k <= 600; k++) often.advance(k / 100);
    expect(often.ours.counts()).toEqual(once.ours.counts());
    expect(often.simple.accuracySum).toBe(once.simple.accuracySum);
    expect(often.history.scales).toEqual(once.history.scales);
  });

  it("takes a new load at once", () => {
    const race = new Race(PLACES.phones, { ...DEMAND, load: 0.5, burstiness: 1 }, 4);
    race.advance(40);
    const before = race.arrived;
    race.change({ ...DEMAND, load: 3, burstiness: 1 });
    race.advance(80);
    expect((race.arrived - before) / before).toBeGreaterThan(5.5);
    expect((race.arrived - before) / before).toBeLessThan(6.5);
  });

  it("steps to the next decision", () => {
    const race = new Race(PLACES.phones, DEMAND, 4);
    for (let k = 0; k < 50; k++) {
      const before = race.decisions[race.decisions.length - 1];
      race.advanceToDecision();
      const newest = race.decisions[race.decisions.length - 1];
      expect(newest).not.toBe(before);
      expect(newest.now).toBe(race.now);
    }
  });

  it("keeps a bounded past, and nothing of the 100,000 requests before", () => {
    const race = new Race(PLACES["phones-2"], { ...DEMAND, load: 4 }, 4);
    while (race.arrived < 100_000) race.advance(race.now + 1);
    for (const [k, samples] of race.history.scales.entries()) {
      expect(samples.length).toBeLessThanOrEqual(LENGTH);
      const [first, last] = [samples[0], samples[samples.length - 1]];
      expect(last.time - first.time).toBeLessThan(SPANS[k]);
    }
    expect(race.history.scales[0].length).toBe(LENGTH);
    expect(race.decisions.length).toBeLessThanOrEqual(5);
    // a request waits no longer than until its deadline and the next look at the queue
    expect(race.ours.counts().waiting + race.simple.counts().waiting).toBeLessThan(1000);
    // all of the state, with the books of the dispatcher
    expect(JSON.stringify(race.ours.policy.dispatcher.snapshot()).length).toBeLessThan(500_000);
  });
});

describe("the past", () => {
  it("is coarser at longer scales: means of the queue, and the last counts", () => {
    const race = new Race(PLACES.phones, DEMAND, 4);
    race.advance(30);
    const [fine, coarse, coarsest] = race.history.scales;
    expect([fine.length, coarse.length, coarsest.length]).toEqual([300, 30, 3]);
    const ten = fine.slice(20, 30);
    expect(coarse[2].ours.queue).toBeCloseTo(mean(ten.map(({ ours }) => ours.queue)), 9);
    expect(coarse[2].simple.decided).toBe(ten[9].simple.decided);
    expect(coarse[2].time).toBe(ten[9].time);
    const { accuracySum, decided } = coarsest[2].ours;
    const first = coarsest[0].ours;
    const expected = (accuracySum - first.accuracySum) / (decided - first.decided);
    expect(recentAccuracy(coarsest, "ours")).toBe(expected);
    expect(recentAccuracy([], "ours")).toBeNaN();
  });

  it("moves at a pace to look at", () => {
    const late = [1, 10, 11, 100, 101, 1000].map((speed) => scaleOf(speed, 1e6));
    expect(late).toEqual([0, 0, 1, 1, 2, 2]);
    expect([0, 60, 61, 600, 601].map((now) => scaleOf(1000, now))).toEqual([0, 0, 1, 1, 2]);
    expect(scaleOf(10, 601)).toBe(0);
  });
});

describe("the pace", () => {
  it("is the speed asked for where there is time", () => {
    const [race, pace] = [new Race(PLACES.phones, DEMAND, 4), new Pace()];
    for (let k = 0; k < 50; k++) pace.run(race, 20, 5, () => 0);
    expect(race.now).toBeCloseTo(5, 9);
    expect(pace.reached).toBeCloseTo(5, 9);
  });

  it("stops after its part of a frame, and says how fast it was", () => {
    const [race, pace] = [new Race(PLACES.phones, DEMAND, 4), new Pace()];
    let time = 0;
    // a millisecond a look
    for (let k = 0; k < 50; k++) pace.run(race, 20, 1000, () => time++);
    expect(race.now).toBeLessThan(50);
    expect(race.now).toBeGreaterThan(1);
    expect(pace.reached).toBeGreaterThan(1);
    expect(pace.reached).toBeLessThan(100);
  });

  it("does not make up for a page that slept", () => {
    const race = new Race(PLACES.phones, DEMAND, 4);
    new Pace().run(race, 60_000, 10, () => 0);
    expect(race.now).toBeCloseTo(1, 9);
  });
});
