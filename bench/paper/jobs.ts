// What is to be run: a list of jobs, each with all that its result depends on.

import {
  DEADLINES,
  type Deadlines,
  METHOD_NAMES,
  type MethodName,
  type Setting,
  SPEEDS,
  type Speeds,
  settingsOf,
} from "./settings.js";

export type Job =
  /** Fig. 2: the guarantee and the gap of seeds from 1 on; "search" on the first few. */
  | { kind: "guarantee"; setting: Setting; seeds: number; searches: number }
  /** Fig. 4: accuracy and fairness of every method. */
  | { kind: "tolerance"; setting: Setting; seeds: number }
  /** The baselines against the best schedules of their kind. */
  | { kind: "discrete"; setting: Setting; seeds: number }
  /** The time of one call. */
  | { kind: "time"; setting: Setting; method: MethodName; seeds: number }
  /** Fig. 3: how long a proof takes. */
  | { kind: "proof"; setting: Setting; solver: Solver; axis: Axis; seed: number; seconds: number };

/** HiGHS stands in for MOSEK. */
export type Solver = "exact" | "HiGHS";
/** Which size grows. */
export type Axis = "n" | "m";

/** Jobs that measure time run one at a time; the others share the cores. */
export const isTimed = ({ kind }: Job) => kind === "time" || kind === "proof";

const ALL_DEADLINES = Object.keys(DEADLINES) as Deadlines[];
const ALL_SPEEDS = Object.keys(SPEEDS) as Speeds[];

/** In steps of 0.1. */
export const TOLERANCES = Array.from({ length: 16 }, (_, k) => k / 10);

/** Fig. 3's axes: n grows with m = 5, m with n = 50. */
export const FIGURE_3 = { m: 5, n: 50 };

interface Sizes {
  guarantee: {
    n: number[];
    m: number[];
    mu: number[];
    rho: number[];
    seeds: number;
    searches: number;
  };
  tolerance: { n: number[]; mu: number[]; seeds: number };
  discrete: { n: number; m: number; rho: number[]; seeds: number };
  time: { n: number[]; seeds: number };
  proof: { n: number[]; m: number[]; seeds: number; seconds: number };
}

const FULL: Sizes = {
  guarantee: {
    n: [50, 100],
    m: [5, 10],
    mu: [1, 2, 3, 5, 7, 10, 15, 20],
    rho: [0.2, 0.5, 1],
    seeds: 1000,
    searches: 20,
  },
  tolerance: { n: [50, 100], mu: [1, 5, 20], seeds: 30 },
  discrete: { n: 10, m: 3, rho: [0.2, 0.4, 0.6, 0.8, 1], seeds: 10 },
  time: { n: [10, 100, 1000, 10_000, 100_000, 1_000_000], seeds: 8 },
  proof: {
    n: [5, 10, 15, 20, 30, 50, 100, 200, 500],
    m: [1, 2, 3, 5, 8, 10, 20],
    seeds: 3,
    seconds: 60,
  },
};

const QUICK: Sizes = {
  guarantee: { n: [50], m: [10], mu: [1, 5, 20], rho: [0.5], seeds: 50, searches: 2 },
  tolerance: { n: [50], mu: [5], seeds: 4 },
  discrete: { n: 6, m: 2, rho: [0.4, 0.8], seeds: 3 },
  time: { n: [10, 100], seeds: 2 },
  proof: { n: [5, 10], m: [1, 5], seeds: 1, seconds: 2 },
};

/** Heterogeneity of everything but Figs. 2 and 4. */
const MU = 10;

export function jobsOf(quick: boolean): Job[] {
  const sizes = quick ? QUICK : FULL;
  return [
    ...guaranteeJobs(sizes.guarantee),
    ...toleranceJobs(sizes.tolerance),
    ...discreteJobs(sizes.discrete),
    ...timeJobs(sizes),
    ...proofJobs(sizes.proof),
  ];
}

function guaranteeJobs({ n, m, mu, rho, seeds, searches }: Sizes["guarantee"]): Job[] {
  return settingsOf({ n, m, mu, deadlines: ALL_DEADLINES, speeds: ALL_SPEEDS, rho }).map(
    (setting) => ({ kind: "guarantee", setting, seeds, searches }),
  );
}

function toleranceJobs({ n, mu, seeds }: Sizes["tolerance"]): Job[] {
  return settingsOf({
    n,
    m: [10],
    mu,
    deadlines: ALL_DEADLINES,
    speeds: ALL_SPEEDS,
    rho: TOLERANCES,
  }).map((setting) => ({ kind: "tolerance", setting, seeds }));
}

function discreteJobs({ n, m, rho, seeds }: Sizes["discrete"]): Job[] {
  return settingsOf({
    n: [n],
    m: [m],
    mu: [MU],
    deadlines: ALL_DEADLINES,
    speeds: ALL_SPEEDS,
    rho,
  }).map((setting) => ({ kind: "discrete", setting, seeds }));
}

const plain = (n: number, m: number): Setting => ({
  n,
  m,
  mu: MU,
  deadlines: "0 to 1",
  speeds: "equal",
  rho: 0.5,
});

/** The sizes of Fig. 3 and, with ten machines, of up to a million tasks, each once. */
function timeJobs({ time, proof }: Sizes): Job[] {
  const settings = [
    ...proof.n.map((n) => plain(n, FIGURE_3.m)),
    ...proof.m.filter((m) => m !== FIGURE_3.m).map((m) => plain(FIGURE_3.n, m)),
    ...time.n.map((n) => plain(n, 10)),
  ];
  return unique(settings).flatMap((setting) =>
    METHOD_NAMES.map((method): Job => ({ kind: "time", setting, method, seeds: time.seeds })),
  );
}

function unique(settings: Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [JSON.stringify(setting), setting])).values()];
}

/** Sizes in growing order, for a solver that fails gets nothing larger. */
function proofJobs({ n, m, seeds, seconds }: Sizes["proof"]): Job[] {
  const series: [Axis, Setting[]][] = [
    ["n", n.map((size) => plain(size, FIGURE_3.m))],
    ["m", m.map((size) => plain(FIGURE_3.n, size))],
  ];
  return series.flatMap(([axis, settings]) =>
    (["exact", "HiGHS"] as const).flatMap((solver) =>
      settings.flatMap((setting) =>
        Array.from(
          { length: seeds },
          (_, k): Job => ({ kind: "proof", setting, solver, axis, seed: k + 1, seconds }),
        ),
      ),
    ),
  );
}
