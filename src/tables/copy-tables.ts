// A problem with tables that has been read, as plain data that a worker can be sent.

import type { Latency, Table, TablesProblem, TableTask } from "../types/index.js";
import { MODES } from "./read-models.js";
import type { TablesInput } from "./read-tables.js";

/** The same problem, but for tables of types that no machine has. */
export function plainTables(input: TablesInput): TablesProblem {
  const { machineType, readyAt, taskModel, deadline, weight, base, minAccuracy } = input;
  return {
    models: modelsOf(input),
    machines: { type: Array.from(machineType, (t) => input.typeNames[t]), readyAt },
    tasks: Array.from(taskModel, (k, j): TableTask => {
      const task = {
        ...{ model: input.modelNames[k], deadline: deadline[j] },
        ...{ weight: weight[j], base: base[j], latency: latencyOf(input, j) },
      };
      return minAccuracy[j] === -Infinity ? task : { ...task, minAccuracy: minAccuracy[j] };
    }),
  };
}

function modelsOf({ modelNames, typeNames, tableOf, ...input }: TablesInput) {
  const { tableStart, tableMode, pointTime, pointAccuracy } = input;
  const tables = Array.from(tableMode, (mode, i): Table => {
    const points = [tableStart[i], tableStart[i + 1]] as const;
    const [time, accuracy] = [pointTime.slice(...points), pointAccuracy.slice(...points)];
    return { time, accuracy, mode: MODES[mode] };
  });
  const models = modelNames.map((model, k) => {
    const entries = typeNames.map((type, t) => [type, tables[tableOf[k * typeNames.length + t]]]);
    return [model, Object.fromEntries(entries.filter(([, table]) => table))];
  });
  return Object.fromEntries(models);
}

/** Infinity is null in a list. */
function latencyOf({ latency, perTask }: TablesInput, j: number): Latency {
  const own = latency.subarray(j * perTask, (j + 1) * perTask);
  if (perTask === 1 && own[0] < Infinity) return own[0];
  return Array.from(own, (seconds) => (seconds < Infinity ? seconds : null));
}
