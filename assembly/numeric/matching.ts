// Who takes what, so that the gains add up to the most: the assignment problem, by shortest
// augmenting paths (Kuhn 1955; Jonker, Volgenant 1987). Rows and columns in their order, the first
// of equals wins. O(size^3).

import { MOST_MATCHED } from "../codes";

/** What a gain that is no finite number counts as. */
const NO_GAIN: f64 = -1e300;

export class Matching {
  gain: StaticArray<f64>; // [size * size] of row i in column q: gain[i * size + q]
  row: StaticArray<i32>; // [size + 1] of column q, from 1 on: its row, from 1 on
  rowPrice: StaticArray<f64>; // [size + 1]
  columnPrice: StaticArray<f64>; // [size + 1]
  least: StaticArray<f64>; // [size + 1] of column q: the shortest way to it
  before: StaticArray<i32>; // [size + 1] the column before it on that way
  isDone: StaticArray<i32>; // [size + 1] whether that is known

  constructor() {
    const size = MOST_MATCHED;
    this.gain = new StaticArray<f64>(size * size);
    this.row = new StaticArray<i32>(size + 1);
    this.rowPrice = new StaticArray<f64>(size + 1);
    this.columnPrice = new StaticArray<f64>(size + 1);
    this.least = new StaticArray<f64>(size + 1);
    this.before = new StaticArray<i32>(size + 1);
    this.isDone = new StaticArray<i32>(size + 1);
  }
}

/** Matches rows and columns [0, size): writes `row`. Returns the sum of their gains. */
export function match(a: Matching, size: i32): f64 {
  for (let k = 0; k <= size; k++) {
    a.row[k] = 0;
    a.rowPrice[k] = 0;
    a.columnPrice[k] = 0;
  }
  for (let i = 1; i <= size; i++) augment(a, i, size);
  let sum: f64 = 0;
  for (let q = 1; q <= size; q++) sum += a.gain[(a.row[q] - 1) * size + q - 1];
  return sum;
}

/** Row i gets a column, and rows before it others where that is better. */
function augment(a: Matching, i: i32, size: i32): void {
  const row = a.row;
  const rowPrice = a.rowPrice;
  const columnPrice = a.columnPrice;
  const least = a.least;
  const before = a.before;
  const isDone = a.isDone;
  const gain = a.gain;
  for (let q = 0; q <= size; q++) {
    least[q] = Infinity;
    isDone[q] = 0;
  }
  row[0] = i;
  let at = 0;
  while (row[at] !== 0) {
    isDone[at] = 1;
    const k = row[at];
    let shortest: f64 = Infinity;
    let next = 0;
    for (let q = 1; q <= size; q++) {
      if (isDone[q] === 1) continue;
      const won = gain[(k - 1) * size + q - 1];
      const cost = abs(won) <= -NO_GAIN ? -won : -NO_GAIN;
      const way = cost - rowPrice[k] - columnPrice[q];
      if (way < least[q]) {
        least[q] = way;
        before[q] = at;
      }
      if (least[q] < shortest) {
        shortest = least[q];
        next = q;
      }
    }
    for (let q = 0; q <= size; q++) {
      if (isDone[q] === 1) {
        rowPrice[row[q]] += shortest;
        columnPrice[q] -= shortest;
      } else least[q] -= shortest;
    }
    at = next;
  }
  while (at !== 0) {
    row[at] = row[before[at]];
    at = before[at];
  }
}
