// The problems of the bench: a cell is a size, and has a problem a seed.

import { generate } from "../../src/index.js";
import { asColumns, type Columns } from "../report.js";

export interface Cell {
  name: string;
  n: number;
  /** Whether the picture shows it. */
  drawn: boolean;
  problem: (seed: number) => Columns;
}

const EQUAL: [number, number] = [1, 1];
const SPREAD: [number, number] = [1, 4];

export const CELLS: readonly Cell[] = [
  random(50, 5, SPREAD, 0.5),
  random(50, 10, EQUAL, 0.5),
  random(50, 10, SPREAD, 0.5),
  random(200, 10, SPREAD, 0.5),
  random(1000, 20, SPREAD, 0.5),
  random(1000, 20, SPREAD, 1),
  // the start of "search" is the best known: nothing to draw
  { name: "30 x 21, one fast", n: 30, drawn: false, problem: oneFast },
];

/** The paper's random problems. */
function random(n: number, m: number, speeds: [number, number], rho: number): Cell {
  const equal = speeds === EQUAL ? " equal" : "";
  return {
    name: `${n.toLocaleString("en")} x ${m}${equal}${rho === 0.5 ? "" : `, rho ${rho}`}`,
    n,
    drawn: true,
    problem: (seed) => asColumns(generate({ tasks: n, machines: m, speeds, rho, seed })),
  };
}

/** A GPU beside twenty phones. */
const FAST = 19.5;
const SLOW = 0.0061;
const SLOW_MACHINES = 20;
/** maxWork * theta: full networks reach 0.993, so that deadlines leave "edf" half of them. */
const REACH = 5;
const RHO = 0.35;

/** Thetas and deadlines of `generate`, maxWork at 1 - exp(-REACH), and RHO of that. */
function oneFast(seed: number): Columns {
  const count = SLOW_MACHINES + 1;
  const { tasks } = generate({ tasks: 30, machines: count, rho: RHO, seed });
  const speeds = [FAST, ...new Array<number>(SLOW_MACHINES).fill(SLOW)];
  const total = speeds.reduce((sum, speed) => sum + speed, 0);
  const stretch = (REACH / (tasks[0].theta * tasks[0].maxWork)) * (count / total);
  return asColumns({
    machines: speeds.map((speed) => ({ speed })),
    tasks: tasks.map(({ deadline, theta }) => ({
      deadline: deadline * stretch,
      theta,
      maxWork: REACH / theta,
    })),
  });
}
