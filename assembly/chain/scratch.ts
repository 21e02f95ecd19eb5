// What the one-machine algorithm leaves lying about.

import { Tally } from "./measure";
import { Segments } from "./segments";

export class Scratch {
  // [n + 2] ends of blocks; before and after that order's buckets, and where formChains puts a task
  index: StaticArray<i32>;
  segments: Segments; // those that wait
  tally: Tally; // sums of the last pass
  isUneven: bool = false; // whether tasks differ so much that rounding matters; written by solve

  constructor(n: i32) {
    this.index = new StaticArray<i32>(n + 2);
    this.segments = new Segments();
    this.tally = new Tally();
  }
}
