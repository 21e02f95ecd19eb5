// What the chart of a schedule with tables shows: types of machines, models and variants by name.

import type { Content } from "../chart/content.js";
import { counted, figures, textOf } from "../chart/text.js";
import { REASONS } from "../problem/words.js";
import { readTables, type TablesInput } from "../tables/read-tables.js";
import { COUNTABLE } from "../tables/size.js";
import type { Models, TablesProblem, TablesScheduleLike } from "../types/index.js";
import { readTablesSchedule, refuseSchedule, type TablesNumbers } from "./read.js";

/** models: what the problem has there. */
export function contentOfTables(
  problem: TablesProblem,
  models: unknown,
  schedule: TablesScheduleLike,
): Content {
  const input = readTables(problem, models, COUNTABLE);
  const { n, m } = input.sizes;
  const numbers = readTablesSchedule(schedule, n, m, refuseSchedule) as TablesNumbers;
  const { machine, start, end, accuracy, variant } = numbers;
  const due = latestEnds(input, machine);
  const { machineType, typeNames, readyAt } = input;
  const nameOf = (j: number) => variantName(models as Models, input, numbers, j);
  return {
    ...lines(numbers, n),
    ...{ machine, start, end, accuracy, due },
    dueName: "latest end",
    without: "not served",
    machines: Array.from(machineType, (t, r) => {
      const name = textOf(typeNames[t]);
      return { name, detail: `${r}`, about: `machine ${r}: ${name}`, readyAt: readyAt[r] };
    }),
    describe: (j) => description(input, numbers, due[j], nameOf(j), j),
    labels: (j) => {
      const name = nameOf(j);
      return [...(name ? [`${j} · ${name}`] : []), `${j} · v${variant[j]}`, `${j}`];
    },
  };
}

/** When each task must have ended where it runs; the deadline where it does not. */
function latestEnds({ sizes, deadline, latency, perTask }: TablesInput, machine: Float64Array) {
  return Float64Array.from(deadline, (seconds, j) => {
    const r = machine[j];
    if (!(r >= 0 && r < sizes.m)) return seconds;
    return seconds - latency[perTask > 1 ? j * perTask + r : j];
  });
}

/** What the caller's table calls the variant; nothing where it does not. */
function variantName(
  models: Models,
  { taskModel, modelNames, machineType, typeNames }: TablesInput,
  { machine, variant }: TablesNumbers,
  j: number,
): string {
  const type = typeNames[machineType[machine[j]]];
  const names: unknown = models[modelNames[taskModel[j]]][type]?.names;
  const name: unknown = Array.isArray(names) ? names[variant[j]] : undefined;
  return typeof name === "string" ? textOf(name) : "";
}

function description(
  { taskModel, modelNames }: TablesInput,
  { start, end, accuracy, variant, machine, reason }: TablesNumbers,
  due: number,
  name: string,
  j: number,
): string {
  if (!(machine[j] >= 0)) return `task ${j}: ${REASONS[reason[j]] ?? "not served"}`;
  const called = name && ` (${name})`;
  return [
    `task ${j}: ${textOf(modelNames[taskModel[j]])}`,
    `variant ${variant[j]}${called}`,
    `${figures(start[j])} to ${figures(end[j])} s`,
    due < Infinity ? `latest end ${figures(due)} s` : "no deadline",
    `accuracy ${figures(accuracy[j])}`,
  ].join(", ");
}

/** The two lines at the top. */
function lines({ method, machine, meanAccuracy, value, gap, bound }: TablesNumbers, n: number) {
  const name = textOf(method);
  if (method === "relax") {
    return {
      heading: `${name}: ${counted(n, "task")}, a bound and no schedule`,
      figure: `no schedule has a value above ${figures(bound)}`,
    };
  }
  const idle = machine.filter((r) => !(r >= 0)).length;
  return {
    heading: `${name}: ${counted(n, "task")}${idle > 0 ? `, ${idle} not served` : ""}`,
    figure: `mean accuracy ${figures(meanAccuracy)}, value ${figures(value)}, at most ${figures(gap)} below the optimum`,
  };
}
