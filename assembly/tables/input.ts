// The flat problem of measured tables and its flat answer. n = tasks, m = machines.

/** The problem; written by the caller before `solveTables`. Times are seconds from now. */
export class Input {
  readyAt: StaticArray<f64>; // [m] s, >= 0: busy until then
  machineType: StaticArray<i32>; // [m] its type, 0 to types - 1
  taskModel: StaticArray<i32>; // [n] its model, 0 to models - 1
  deadline: StaticArray<f64>; // [n] s; negative: it has passed; Infinity allowed
  weight: StaticArray<f64>; // [n] > 0
  base: StaticArray<f64>; // [n] accuracy of a task that is not served
  minAccuracy: StaticArray<f64>; // [n] -Infinity: any
  latency: StaticArray<f64>; // [n or n m] s, >= 0; Infinity: not available there
  tableOf: StaticArray<i32>; // [models * types] table of a model on a type; -1: none
  tableStart: StaticArray<i32>; // [tables + 1] the points of a table
  tableMode: StaticArray<i32>; // [tables] DISCRETE or CONTINUOUS
  time: StaticArray<f64>; // [points] s, >= 0, in the caller's order
  accuracy: StaticArray<f64>; // [points]
  types: i32 = 0; // number of types of machines
  tables: i32 = 0; // number of tables
  latencies: i32 = 1; // of each task: 1, or m

  constructor(n: i32, m: i32, types: i32, models: i32, tables: i32, points: i32, latencies: i32) {
    this.readyAt = new StaticArray<f64>(m);
    this.machineType = new StaticArray<i32>(m);
    this.taskModel = new StaticArray<i32>(n);
    this.deadline = new StaticArray<f64>(n);
    this.weight = new StaticArray<f64>(n);
    this.base = new StaticArray<f64>(n);
    this.minAccuracy = new StaticArray<f64>(n);
    this.latency = new StaticArray<f64>(latencies);
    this.tableOf = new StaticArray<i32>(models * types);
    this.tableStart = new StaticArray<i32>(tables + 1);
    this.tableMode = new StaticArray<i32>(tables);
    this.time = new StaticArray<f64>(points);
    this.accuracy = new StaticArray<f64>(points);
  }
}

/** The latest end of task j on machine r, s from now; -Infinity: it is not available there. */
export function latestEnd(input: Input, j: i32, r: i32): f64 {
  const k = input.latencies;
  const latency = input.latency[k > 1 ? j * k + r : j];
  return latency < Infinity ? input.deadline[j] - latency : -Infinity;
}

/** The table of task j on machine r, -1: none. */
export function tableAt(input: Input, j: i32, r: i32): i32 {
  return input.tableOf[input.taskModel[j] * input.types + input.machineType[r]];
}

/** The answer. */
export class Outcome {
  machine: StaticArray<i32>; // [n] 0..m-1, or -1: not served; written by layout, as all of it
  variant: StaticArray<i32>; // [n] point of the caller's table, or -1; continuous: at or below
  reason: StaticArray<i32>; // [n] why it is not served, a code; before layout: SERVED if it can be
  start: StaticArray<f64>; // [n] s
  end: StaticArray<f64>; // [n] s, at most its latest end
  accuracy: StaticArray<f64>; // [n]
  order: StaticArray<i32>; // [n] tasks by machine, then by start
  priceStart: StaticArray<i32>; // [m + 1] steps of the price of machine r; by certificate
  priceUntil: StaticArray<f64>; // [pairs] s, where a step ends
  price: StaticArray<f64>; // [pairs] value/s, falling

  constructor(n: i32, m: i32, pairs: i32) {
    this.machine = new StaticArray<i32>(n);
    this.variant = new StaticArray<i32>(n);
    this.reason = new StaticArray<i32>(n);
    this.start = new StaticArray<f64>(n);
    this.end = new StaticArray<f64>(n);
    this.accuracy = new StaticArray<f64>(n);
    this.order = new StaticArray<i32>(n);
    this.priceStart = new StaticArray<i32>(m + 1);
    this.priceUntil = new StaticArray<f64>(pairs);
    this.price = new StaticArray<f64>(pairs);
  }
}
