// The segments of a machine that `nested` has yet to solve, last in, first out. O(1).

import { MOST_SEGMENTS } from "../codes";

/**
 * Each is a run of elements, with a bracket of log-prices measured from an origin. The smaller half
 * of a split is solved first, so at most log2(n) wait; 2^32 tasks do not fit in memory.
 */
export class Segments {
  from: StaticArray<i32>; // [32] its first element
  to: StaticArray<i32>; // [32] one past its last
  origin: StaticArray<f64>; // [32] log-price that the next three are measured from
  low: StaticArray<f64>; // [32] less than its prices
  high: StaticArray<f64>; // [32] more than its prices
  price: StaticArray<f64>; // [32] the next one to try
  depth: StaticArray<i32>; // [32] passes over it so far
  top: i32 = 0; // how many wait

  constructor() {
    this.from = new StaticArray<i32>(MOST_SEGMENTS);
    this.to = new StaticArray<i32>(MOST_SEGMENTS);
    this.origin = new StaticArray<f64>(MOST_SEGMENTS);
    this.low = new StaticArray<f64>(MOST_SEGMENTS);
    this.high = new StaticArray<f64>(MOST_SEGMENTS);
    this.price = new StaticArray<f64>(MOST_SEGMENTS);
    this.depth = new StaticArray<i32>(MOST_SEGMENTS);
  }
}
