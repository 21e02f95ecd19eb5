// The same problems in every runtime, and a hash of every bit of their schedules. Nothing here
// differs between platforms: sums, products and quotients alone.

/** What is asked of every problem. */
const OPTIONS = [
  ...["relax", "approx", "refit", "search"].flatMap((method) => [
    { method, boundMethod: "relax", limits: { steps: 30_000 } },
    { method, boundMethod: "preemptive", limits: { steps: 30_000 } },
  ]),
  { method: "exact", limits: { steps: 400_000 } },
  { method: "edf" },
  { method: "levels" },
  { method: "levels", reading: "upgrade", levels: [0.2, 0.4, 0.6, 0.8] },
];

/** Pseudo-random numbers in (0, 1), the same everywhere. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function problem(seed, n, m) {
  const next = numbers(seed);
  const machines = Array.from({ length: m }, () => ({ speed: 1 + 3 * next() }));
  const tasks = Array.from({ length: n }, () => {
    const task = { deadline: 2 * next(), theta: 1 + 9 * next(), maxWork: 0.1 + next() };
    return seed % 2 === 0 ? task : { ...task, weight: 1 + next(), gain: 0.5 + next() };
  });
  return { machines, tasks };
}

/** On one machine and on several, with weights and without. */
export const PROBLEMS = [
  problem(1, 12, 1),
  problem(2, 25, 3),
  problem(3, 40, 5),
  problem(4, 7, 2),
  { machines: [{ speed: 1 }], tasks: [] },
];

const SCALARS = ["value", "meanAccuracy", "bound", "gap", "worstCaseGap"];
const ARRAYS = ["machine", "start", "end", "work", "accuracy", "price", "order"];

/** FNV-1a over bytes, twice with different beginnings: 64 bits. */
function hasher() {
  let [low, high] = [0x811c9dc5, 0x050c5d1f];
  return {
    add(view) {
      for (const byte of new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) {
        low = Math.imul(low ^ byte, 0x01000193);
        high = Math.imul(high ^ byte, 0x01000193) ^ (low >>> 15);
      }
    },
    text: () => [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join(""),
  };
}

/** The hash of what `solve`, or `solveAsync`, answers to every problem under every option. */
export async function probe(solve) {
  const hash = hasher();
  for (const problem of PROBLEMS) {
    for (const options of OPTIONS) {
      const schedule = await solve(problem, options);
      hash.add(Float64Array.from(SCALARS, (name) => schedule[name] ?? -1));
      hash.add(Float64Array.from(Object.values(schedule.stats)));
      for (const name of ARRAYS) hash.add(schedule[name]);
    }
  }
  return hash.text();
}

/** A `solve` through the columns of a solver. */
export function bySolver(solver) {
  return ({ machines, tasks }, options) => {
    solver.reserve({ tasks: tasks.length, machines: machines.length });
    solver.input.speed.set(machines.map(({ speed }) => speed));
    for (const name of ["deadline", "theta", "maxWork", "weight", "gain"]) {
      solver.input[name].set(tasks.map((task) => task[name] ?? 1));
    }
    const summary = solver.run(tasks.length, machines.length, options);
    const read = (name) => [name, solver.output[name].slice(0, tasks.length)];
    return { ...summary, ...Object.fromEntries(ARRAYS.map(read)) };
  };
}

/** What `solve` says where it cannot. */
export function complaint(solve) {
  try {
    solve(PROBLEMS[0]);
    return "nothing";
  } catch ({ message }) {
    return message;
  }
}

/**
 * How many requests a dispatcher of `dsct/online` completes; throws where it decides otherwise after
 * a snapshot.
 */
export function dispatched(createDispatcher) {
  const machines = [
    { id: "a", speed: 1 },
    { id: "b", speed: 2 },
  ];
  const serve = (between) => {
    let dispatcher = createDispatcher({ machines });
    const works = [];
    const busy = { a: 0, b: 0 };
    for (let k = 0; k < 300; k++) {
      const now = k / 64;
      const task = { theta: 8 + (k % 5), maxWork: 0.25, weight: 1 + (k % 2) };
      dispatcher.submit({ id: k, deadline: now + ((k * 7) % 16) / 32, ...task }, now);
      for (const { id } of machines) {
        if (busy[id] > now) continue;
        if (busy[id] > 0) dispatcher.complete(id, now);
        const run = dispatcher.next(id, now);
        busy[id] = run ? now + run.duration : 0;
        works.push(run ? run.work : -1);
      }
      dispatcher = between(dispatcher);
    }
    return { works: works.join(), completed: dispatcher.metrics().completed };
  };
  const usual = serve((dispatcher) => dispatcher);
  const again = serve((dispatcher) =>
    createDispatcher.restore(JSON.parse(JSON.stringify(dispatcher.snapshot()))),
  );
  if (again.works !== usual.works) throw new Error("a snapshot has changed decisions");
  if (usual.completed < 50) throw new Error(`${usual.completed} completed; expected more`);
  return `${usual.completed} completed`;
}
