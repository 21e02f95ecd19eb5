// The flat problem and the flat answer, in the caller's order. n = tasks, m = machines.

/** The problem; written by the caller before `solve`. */
export class Tasks {
  deadline: StaticArray<f64>; // [n] s from now, Infinity: none; < 0: past, which counts as 0
  theta: StaticArray<f64>; // [n] 1/work, > 0
  maxWork: StaticArray<f64>; // [n] work, >= 0
  weight: StaticArray<f64>; // [n] > 0
  base: StaticArray<f64>; // [n] accuracy of zero work
  gain: StaticArray<f64>; // [n] accuracy, > 0

  constructor(n: i32) {
    this.deadline = new StaticArray<f64>(n);
    this.theta = new StaticArray<f64>(n);
    this.maxWork = new StaticArray<f64>(n);
    this.weight = new StaticArray<f64>(n);
    this.base = new StaticArray<f64>(n);
    this.gain = new StaticArray<f64>(n);
  }
}

/** The answer. */
export class Answer {
  machine: StaticArray<i32>; // [n] 0..m-1, or -1: no work; written by shift
  start: StaticArray<f64>; // [n] s; written by shift
  end: StaticArray<f64>; // [n] s, end <= deadline; written by shift
  work: StaticArray<f64>; // [n] 0 <= work <= maxWork; written by shift, and by relax on the way
  accuracy: StaticArray<f64>; // [n] base <= accuracy <= base + gain; written by outcome
  price: StaticArray<f64>; // [n] value/work, >= 0, of the certificate; by relax, preemptive
  order: StaticArray<i32>; // [n] tasks by machine, then by start; written by outcome
  value: f64 = 0; // sum of weight * accuracy; written by outcome
  accuracySum: f64 = 0; // sum of accuracy; likewise
  bound: f64 = 0; // upper bound on the value of any schedule; written by solve
  guarantee: f64 = 0; // Theorem 1's G, NaN where the theorem does not speak; written by solve
  visits: f64 = 0; // elements seen by all passes of `nested` together; written by solve

  constructor(n: i32) {
    this.machine = new StaticArray<i32>(n);
    this.start = new StaticArray<f64>(n);
    this.end = new StaticArray<f64>(n);
    this.work = new StaticArray<f64>(n);
    this.accuracy = new StaticArray<f64>(n);
    this.price = new StaticArray<f64>(n);
    this.order = new StaticArray<i32>(n);
  }
}
