// Sets of tasks that one machine could run, the columns, and every buffer for putting them
// together. Items are tasks, or their positions; a class is some machines that are alike.

import { MOST_COLUMNS, MOST_PACKED } from "../codes";

export class Sets {
  multiplier: StaticArray<f64>; // [items] shared; value that leaving it out loses
  earned: StaticArray<f64>; // [classes] shared; value that one of its machines earns at most
  count: StaticArray<i32>; // [classes] shared; its machines
  left: StaticArray<i32>; // [classes] those without a column
  choice: StaticArray<i32>; // [machines] columns of the best schedule, -1 ends them
  loss: StaticArray<f64>; // [columns] value
  kind: StaticArray<i32>; // [columns] class
  bits: StaticArray<i32>; // [columns * words] the set of items
  list: StaticArray<i32>; // columns that go with what is chosen, depth after depth
  seen: StaticArray<i32>; // [items] how many of them have the item
  branch: StaticArray<i32>; // [items + machines + 2] by depth: the item decided
  chosen: StaticArray<i32>; // [items + machines + 2] the column that has it, -1: none
  cursor: StaticArray<i32>; // [items + machines + 2] the next one in the list
  listStart: StaticArray<i32>; // [items + machines + 2] the list of this depth
  listEnd: StaticArray<i32>; // [items + machines + 2]
  lost: StaticArray<f64>; // [items + machines + 2] loss of what is chosen above
  covered: StaticArray<i32>; // [(items + machines + 2) * words] the items decided above
  items: i32 = 0; // number of them
  classes: i32 = 0;
  words: i32 = 0; // words of 32 bits that a set takes
  columns: i32 = 0; // sets found
  isOverfull: bool = false; // there were more
  packDepth: i32 = 0; // of the packing
  leastLoss: f64 = 0; // of the schedules put together, at first the budget
  nodes: f64 = 0; // decisions so far
  effort: f64 = 0; // work so far

  /** Room for so many items and machines; multiplier, earned, count: those of the caller. */
  constructor(
    items: i32,
    machines: i32,
    multiplier: StaticArray<f64>,
    earned: StaticArray<f64>,
    count: StaticArray<i32>,
  ) {
    const words = (items + 31) >> 5;
    const depths = items > 0 ? items + machines + 2 : 0;
    const columns = items > 0 ? MOST_COLUMNS : 0;
    this.multiplier = multiplier;
    this.earned = earned;
    this.count = count;
    this.left = new StaticArray<i32>(machines);
    this.choice = new StaticArray<i32>(machines);
    this.loss = new StaticArray<f64>(columns);
    this.kind = new StaticArray<i32>(columns);
    this.bits = new StaticArray<i32>(columns * words);
    this.list = new StaticArray<i32>(items > 0 ? MOST_PACKED : 0);
    this.seen = new StaticArray<i32>(items);
    this.branch = new StaticArray<i32>(depths);
    this.chosen = new StaticArray<i32>(depths);
    this.cursor = new StaticArray<i32>(depths);
    this.listStart = new StaticArray<i32>(depths);
    this.listEnd = new StaticArray<i32>(depths);
    this.lost = new StaticArray<f64>(depths);
    this.covered = new StaticArray<i32>(depths * words);
  }
}

/** No column is kept yet. */
export function clearSets(s: Sets): void {
  s.columns = 0;
  s.isOverfull = false;
}

/** Whether a column has the item. */
export function has(s: Sets, column: i32, i: i32): bool {
  return ((s.bits[column * s.words + (i >> 5)] >>> (i & 31)) & 1) === 1;
}
