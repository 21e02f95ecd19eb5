// Problems with tables as linear programmes for HiGHS (in WebAssembly): the bound that prices can
// prove at best, and the optimum.

import highsLoader from "highs";
import { type Place, placeOf, type TableRows } from "./table-instances.js";
import { offers, type Segment } from "./table-oracle.js";

// its types are those of the CommonJS build, where the loader is a property
const highs = await (highsLoader as unknown as typeof highsLoader.default)();
type Highs = typeof highs;
type ModelData = Parameters<Highs["createModel"]>[0] & { numCols: number };

/** One task at one size, or anywhere on a segment, on one machine. */
interface Option extends Segment {
  j: number;
  r: number;
}

/** A matrix of columns, and rows with an upper limit (equality where both are 0). */
class Programme {
  cost: number[] = [];
  integer: number[] = [];
  starts = [0];
  indices: number[] = [];
  values: number[] = [];
  lower: number[] = [];
  upper: number[] = [];
  most: number[] = [];

  row(lower: number, upper: number): number {
    this.lower.push(lower);
    return this.upper.push(upper) - 1;
  }

  column(cost: number, entries: [number, number][], integer = 0, most = 1): number {
    for (const [row, value] of entries) {
      this.indices.push(row);
      this.values.push(value);
    }
    this.starts.push(this.indices.length);
    this.integer.push(integer);
    this.most.push(most);
    return this.cost.push(cost) - 1;
  }

  data(offset: number, isInteger: boolean): ModelData {
    const [numCols, numRows] = [this.cost.length, this.lower.length];
    return {
      numCols,
      numRows,
      sense: highs.constants.objectiveSense.maximize,
      offset,
      colCost: this.cost,
      colLower: new Float64Array(numCols),
      colUpper: this.most,
      rowLower: this.lower,
      rowUpper: this.upper,
      matrix: {
        format: "csc",
        numRows,
        numCols,
        starts: this.starts,
        indices: this.indices,
        values: this.values,
      },
      ...(isInteger && { integrality: Int32Array.from(this.integer) }),
    } as ModelData;
  }
}

/** What every task may do on every machine if it is alone there; only sizes that gain. */
function optionsOf(problem: TableRows): Option[] {
  const { machines, tasks } = problem;
  return tasks.flatMap(({ weight = 1, base = 0, minAccuracy = Number.NEGATIVE_INFINITY }, j) =>
    [...machines.keys()].flatMap((r) => {
      const place = placeOf(problem, j, r);
      if (!place) return [];
      const segments = offers(place, minAccuracy, place.latest - place.readyAt);
      const gaining = segments.filter(({ high }) => high > base);
      return undominated(gaining).map(({ from, to, low, high }) => {
        return { j, r, from, to, low: weight * (low - base), high: weight * (high - base) };
      });
    }),
  );
}

/** Without points that a shorter or equal time beats, or that a segment begins or ends with. */
function undominated(segments: Segment[]): Segment[] {
  let best = Number.NEGATIVE_INFINITY;
  return segments.filter((segment, k) => {
    const isCovered = [segments[k - 1], segments[k + 1]].some(
      (other) => other && other.to > other.from && covers(other, segment),
    );
    const isWorth = segment.high > best && !(segment.from === segment.to && isCovered);
    best = Math.max(best, segment.high);
    return isWorth;
  });
}

const covers = ({ from, to }: Segment, point: Segment) => point.from === from || point.to === to;

/**
 * The load of every machine until each due time, as a row each: the load until the one before, less
 * what is due in between, is none more. Returns [machine][rank of task] row.
 */
function loads(problem: TableRows, programme: Programme): Map<string, number> {
  const rows = new Map<string, number>();
  for (const [r, { readyAt = 0 }] of problem.machines.entries()) {
    const places = problem.tasks.map((_, j) => placeOf(problem, j, r));
    const usable = [...places.keys()].filter((j) => places[j] && places[j].latest < Infinity);
    const dues = [...new Set(usable.map((j) => (places[j] as Place).latest))]
      .filter((due) => due >= readyAt)
      .sort((a, b) => a - b);
    const at = new Map(dues.map((due) => [due, programme.row(0, 0)]));
    for (const [k, due] of dues.entries()) {
      const entries: [number, number][] = [[at.get(due) as number, -1]];
      if (k + 1 < dues.length) entries.push([at.get(dues[k + 1]) as number, 1]);
      programme.column(0, entries, 0, due - readyAt);
    }
    for (const j of usable) {
      const row = at.get((places[j] as Place).latest);
      if (row !== undefined) rows.set(`${j} ${r}`, row);
    }
  }
  return rows;
}

export function programmeOf(problem: TableRows, isInteger: boolean): ModelData {
  const programme = new Programme();
  const once = problem.tasks.map(() => programme.row(Number.NEGATIVE_INFINITY, 1));
  const load = loads(problem, programme);
  for (const { j, r, from, to, low, high } of optionsOf(problem)) {
    const row = load.get(`${j} ${r}`);
    const entries = (time: number): [number, number][] => [
      ...(isInteger && to > from ? [] : [[once[j], 1] as [number, number]]),
      ...(row === undefined ? [] : [[row, time] as [number, number]]),
    ];
    if (from === to) programme.column(low, entries(from), 1);
    else if (isInteger) {
      const whole = programme.row(0, 0); // both ends' shares are 1 in all, or 0
      programme.column(
        0,
        [
          [once[j], 1],
          [whole, -1],
        ],
        1,
      );
      programme.column(low, [...entries(from), [whole, 1]]);
      programme.column(high, [...entries(to), [whole, 1]]);
    } else {
      programme.column(low, entries(from));
      programme.column(high, entries(to));
    }
  }
  const offset = problem.tasks.reduce((sum, { weight = 1, base = 0 }) => sum + weight * base, 0);
  return programme.data(offset, isInteger);
}

/** Where nobody can be served there is no column, and nothing to solve. */
function ended(status: number): boolean {
  const { optimal, empty } = highs.constants.modelStatus;
  return status === optimal || status === empty;
}

/** The bound of the linear programme; NaN where HiGHS does not end in time. */
export function linearBound(problem: TableRows, seconds = 3600): number {
  const model = highs.createModel(programmeOf(problem, false));
  model.options.set({ output_flag: false, time_limit: seconds });
  model.run();
  const bound = Number(model.info.get("objective_function_value"));
  const isOptimal = ended(model.getModelStatus());
  model.dispose();
  return isOptimal ? bound : Number.NaN;
}

/** What is known of the optimum after so many seconds: up to a relative gap where it ends before. */
export function milp(problem: TableRows, seconds = 3600, gap = 1e-9) {
  const model = highs.createModel(programmeOf(problem, true));
  model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: gap, mip_abs_gap: 0 });
  model.run();
  const value = Number(model.info.get("objective_function_value"));
  const bound = Number(model.info.get("mip_dual_bound"));
  const isOptimal = ended(model.getModelStatus());
  model.dispose();
  return { value, bound, isOptimal };
}
