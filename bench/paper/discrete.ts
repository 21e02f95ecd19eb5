// The best that any schedule can reach whose tasks run at one of some accuracies or not at all:
// what the baselines "edf" (one level) and "levels" are measured against. A binary programme in
// HiGHS: a binary for every task, level and machine; the work of all tasks until a deadline fits.

import type { Machine, Task } from "../../src/index.js";
import { highs, type LinearProgramme, textOf } from "../linear.js";
import type { Rows } from "../report.js";

/** Relative gap at which HiGHS may end; its rows hold up to 1e-6. */
const GAP = 1e-7;

interface Choice {
  task: number;
  machine: number;
  work: number;
  accuracy: number;
}

export interface DiscreteOptimum {
  /** Sum of accuracies. */
  value: number;
  /** [n] -1 and 0 where a task does not run. */
  machine: number[];
  work: number[];
}

/** levels: accuracies, increasing; weights, bases and gains are taken to be the defaults. */
export function discreteOptimum(problem: Rows, levels: readonly number[]): DiscreteOptimum {
  const choices = choicesOf(problem, levels);
  const machine = problem.tasks.map(() => -1);
  const work = problem.tasks.map(() => 0);
  if (choices.length === 0) return { value: 0, machine, work }; // no deadline leaves time for any
  const model = highs.createModel({ format: "lp", data: textOf(programmeOf(problem, choices)) });
  model.options.set({ mip_rel_gap: GAP, mip_abs_gap: 0, output_flag: false });
  model.run();
  const { colValue } = model.getSolution();
  let value = 0;
  for (const [k, choice] of choices.entries()) {
    if ((colValue as Float64Array)[model.getColByName(`x${k}`)] < 0.5) continue;
    machine[choice.task] = choice.machine;
    work[choice.task] = choice.work;
    value += choice.accuracy;
  }
  return { value, machine, work };
}

/** What a task can do in time, if it runs alone. Of identical machines task j needs only j + 1. */
function choicesOf({ machines, tasks }: Rows, levels: readonly number[]): Choice[] {
  const identical = machines.every(({ speed }) => speed === machines[0].speed);
  return tasks.flatMap((task, j) =>
    machines
      .slice(0, identical ? j + 1 : machines.length)
      .flatMap(({ speed }, r) =>
        levels
          .map((accuracy) => ({ task: j, machine: r, work: workOf(task, accuracy), accuracy }))
          .filter(({ work }) => work <= speed * task.deadline),
      ),
  );
}

/** maxWork where rounding puts the highest level beyond it. */
const workOf = ({ theta, maxWork }: Task, accuracy: number) =>
  Math.min(-Math.log1p(-accuracy) / theta, maxWork);

function programmeOf({ machines, tasks }: Rows, choices: readonly Choice[]): LinearProgramme {
  const names = choices.map((_, k) => `x${k}`);
  const rows: LinearProgramme["rows"] = [];
  for (const j of tasks.keys()) {
    const terms = names.filter((_, k) => choices[k].task === j).map(one);
    if (terms.length > 0) rows.push({ terms, relation: "<=", constant: 1 });
  }
  for (const [r, machine] of machines.entries()) {
    rows.push(...roomsOf(machine, r, tasks, choices));
  }
  return {
    cost: new Map(choices.map(({ accuracy }, k) => [names[k], -accuracy])),
    rows,
    most: new Map(names.map((name) => [name, 1])),
    binary: names,
  };
}

const one = (name: string): [string, number] => [name, 1];

/** For every deadline: the share of the room until then that the tasks until then take. */
function roomsOf(
  { speed }: Machine,
  r: number,
  tasks: readonly Task[],
  choices: readonly Choice[],
) {
  const deadlines = [...new Set(tasks.map(({ deadline }) => deadline))].filter((d) => d > 0);
  return deadlines.flatMap((deadline): LinearProgramme["rows"] => {
    const terms = choices.flatMap(({ task, machine, work }, k): [string, number][] =>
      machine === r && tasks[task].deadline <= deadline
        ? [[`x${k}`, work / (speed * deadline)]]
        : [],
    );
    return terms.length > 0 ? [{ terms, relation: "<=", constant: 1 }] : [];
  });
}
