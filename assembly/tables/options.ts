// What every task can be given on every machine: of its table the points that end in time, are
// accurate enough and are not dominated (as accurate and no slower). A pair is a task and a machine
// that has any. A continuous table also offers the ends of what is cut of its pieces, and points
// within them.

/**
 * Pairs machine after machine, in order of due time: the seconds from when the machine is ready to
 * the latest end. Times and values are scaled by powers of two.
 */
export class Options {
  pairStart: StaticArray<i32>; // [m + 1] pairs of a machine
  ready: StaticArray<f64>; // [m] scaled s from now
  task: StaticArray<i32>; // [pairs]
  due: StaticArray<f64>; // [pairs] scaled s, >= 0, rounding included; not falling on a machine
  room: StaticArray<f64>; // [pairs] the same without rounding, which nothing is stretched into
  reach: StaticArray<f64>; // [pairs] the same, but never more than all pairs before can take
  first: StaticArray<i32>; // [pairs] its options: [first, end), times and values rising
  end: StaticArray<i32>; // [pairs]
  fineFirst: StaticArray<i32>; // [pairs] the same of a finer cut of pieces
  fineEnd: StaticArray<i32>; // [pairs]
  time: StaticArray<f64>; // [options] scaled s, >= 0
  value: StaticArray<f64>; // [options] scaled weight * (accuracy - base), > 0
  variant: StaticArray<i32>; // [options] point of the table, at or below
  hullFirst: StaticArray<i32>; // [pairs + 1] the concave hull of the options and of nothing
  hullTime: StaticArray<f64>; // [options]
  hullValue: StaticArray<f64>; // [options]
  taskStart: StaticArray<i32>; // [n + 1] pairs of a task, by machine
  pairOf: StaticArray<i32>; // [pairs]
  machine: StaticArray<i32>; // [pairs]
  sorted: StaticArray<i32>; // [points] those of every table by time; of equal times the best
  lineEnd: StaticArray<i32>; // [tables] where those of a table end
  rank: StaticArray<i32>; // [points] where a point is in sorted
  sortedTime: StaticArray<f64>; // [points]
  greatest: StaticArray<f64>; // [tables] greatest accuracy
  key: StaticArray<f64>; // [n] due times of the machine at work
  candidate: StaticArray<i32>; // [n] its tasks
  mergeKey: StaticArray<f64>; // [max(n, points)] scratch of sorting
  mergeIndex: StaticArray<i32>; // [max(n, points)]
  machines: i32 = 0; // m
  pairs: i32 = 0; // number of them
  count: i32 = 0; // number of options
  hullCount: i32 = 0; // number of points of hulls
  timeUnit: f64 = 1; // s that count as 1
  valueUnit: f64 = 1; // value that counts as 1
  isContinuous: bool = false; // some pair is

  constructor(n: i32, m: i32, tables: i32, points: i32, pairs: i32, options: i32) {
    this.pairStart = new StaticArray<i32>(m + 1);
    this.ready = new StaticArray<f64>(m);
    this.task = new StaticArray<i32>(pairs);
    this.due = new StaticArray<f64>(pairs);
    this.room = new StaticArray<f64>(pairs);
    this.reach = new StaticArray<f64>(pairs);
    this.first = new StaticArray<i32>(pairs);
    this.end = new StaticArray<i32>(pairs);
    this.fineFirst = new StaticArray<i32>(pairs);
    this.fineEnd = new StaticArray<i32>(pairs);
    this.time = new StaticArray<f64>(options);
    this.value = new StaticArray<f64>(options);
    this.variant = new StaticArray<i32>(options);
    this.hullFirst = new StaticArray<i32>(pairs + 1);
    this.hullTime = new StaticArray<f64>(options);
    this.hullValue = new StaticArray<f64>(options);
    this.taskStart = new StaticArray<i32>(n + 1);
    this.pairOf = new StaticArray<i32>(pairs);
    this.machine = new StaticArray<i32>(pairs);
    this.lineEnd = new StaticArray<i32>(tables);
    this.sorted = new StaticArray<i32>(points);
    this.rank = new StaticArray<i32>(points);
    this.sortedTime = new StaticArray<f64>(points);
    this.greatest = new StaticArray<f64>(tables);
    this.key = new StaticArray<f64>(n);
    this.candidate = new StaticArray<i32>(n);
    this.mergeKey = new StaticArray<f64>(max(n, points));
    this.mergeIndex = new StaticArray<i32>(max(n, points));
  }
}
