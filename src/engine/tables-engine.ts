// An engine for problems with tables: a core, and a workspace that grows with the problems.

import { METHODS } from "../problem/words.js";
import type { TablesInput } from "../tables/read-tables.js";
import type { TablesLimits, TablesSizes } from "../tables/size.js";
import type { Method } from "../types/index.js";
import type { Figures, Memory, TablesCore } from "./core.js";
import { type Control, searchInSlices } from "./slices.js";
import { TABLE_BUFFERS, type TableBuffers, tablesBytes } from "./tables-buffers.js";
import { Workspace } from "./workspace.js";

/** A solver of problems with tables, with a workspace of its own. */
export interface TablesEngine {
  /** How much it can hold. */
  readonly limits: TablesLimits;
  /**
   * Makes room for a problem, and writes it into the buffers.
   *
   * @throws RangeError where there is no memory; see `Engine.reserve`
   */
  load(input: TablesInput): TableBuffers;
  /** The numbers of the last answer, and of a search under way. */
  figures(): Figures;
  /**
   * Solves what is in the buffers, the problem that was loaded last. `control` is for "search" and
   * "exact".
   */
  run(input: TablesInput, method: Method, control: Control): void;
}

/** What sets one apart. */
export interface TablesBackend extends Memory<TablesCore> {
  limits: TablesLimits;
}

const COLUMNS = [
  "readyAt",
  "machineType",
  "taskModel",
  "deadline",
  "weight",
  "base",
  "minAccuracy",
  "latency",
  "tableOf",
  "tableStart",
  "tableMode",
  "pointTime",
  "pointAccuracy",
] as const;
const NOTHING: TablesSizes = {
  n: -1,
  m: -1,
  types: -1,
  models: -1,
  tables: -1,
  points: -1,
  pairs: -1,
  options: -1,
  steps: -1,
  latencies: -1,
};

/** onRun: called before the core is. */
export function createTablesEngine(
  { core, grow, view, limits }: TablesBackend,
  onRun: () => void,
): TablesEngine {
  const workspace = new Workspace<TablesSizes, TableBuffers>(
    {
      bytes: tablesBytes,
      fits: (sizes) => sizes.options <= limits.mostOptions(sizes),
      core,
      grow,
      create(sizes) {
        const { n, m, types, models, tables, points, pairs, options, steps, latencies } = sizes;
        core().createTables(n, m, types, models, tables, points, pairs, options, steps, latencies);
      },
      look(sizes) {
        const views = Object.entries(TABLE_BUFFERS).map(([name, { type, length }], place) => {
          return [name, view(core().tablesBuffer(place), type, length(sizes))];
        });
        return Object.fromEntries(views);
      },
      culprit: ({ options }) => ["", `has ${options} options`],
    },
    NOTHING,
  );
  return {
    limits,
    load(input) {
      if (workspace.isTooSmall(input.sizes)) workspace.makeRoom(input.sizes);
      write(input, workspace.views);
      return workspace.views;
    },
    figures: core,
    run({ sizes: { n, m, types, tables }, perTask }, method, control) {
      onRun();
      const { setTables, solveTables, resumeTables, effort, finishTables } = core();
      setTables(types, tables, perTask);
      solveTables(n, m, METHODS.indexOf(method));
      let isStopped = false;
      if (method === "search" || method === "exact") {
        isStopped = searchInSlices(resumeTables, effort, control);
      } else {
        resumeTables(Infinity, control.gapTolerance);
      }
      finishTables(isStopped);
    },
  };
}

function write(input: TablesInput, to: TableBuffers): void {
  for (const name of COLUMNS) to[name].set(input[name]);
}
