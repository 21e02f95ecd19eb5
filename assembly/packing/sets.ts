// Sets of tasks that one machine could run, the columns, and every buffer for putting them
// together. Items are tasks, or their positions; a class is some machines that are alike.

import { MOST_COLUMNS, MOST_PACKED } from "../codes";

/** Pairs that are decided one below the other, at most; below that all is tried. */
export const MOST_PAIRS: i32 = 64;
/** Steps of an ascent whose columns are remembered. */
export const MOST_RECENT: i32 = 24;

/** Prices of items, and how far they have risen; by ascent. The loss of a column falls by them. */
export class Ascent {
  price: StaticArray<f64>; // [items] value, at most the multiplier
  kept: StaticArray<f64>; // [nodes * items] the best ones, by depth
  direction: StaticArray<f64>; // [items] where they go
  least: StaticArray<f64>; // [classes] value that one of its machines loses at least at them
  first: StaticArray<i32>; // [classes] the column with which, -1: none
  recent: StaticArray<i32>; // [MOST_RECENT * classes] those of the last steps
  steps: i32 = 0; // done
  failed: i32 = 0; // of them without a rise in a row
  stride: f64 = 1; // share of the step to the target that is taken
  bound: f64 = 0; // value that is lost at least, by the best prices

  constructor(items: i32, machines: i32) {
    this.price = new StaticArray<f64>(items);
    this.kept = new StaticArray<f64>(items > 0 ? (MOST_PAIRS + 1) * items : 0);
    this.direction = new StaticArray<f64>(items);
    this.least = new StaticArray<f64>(machines);
    this.first = new StaticArray<i32>(machines);
    this.recent = new StaticArray<i32>(items > 0 ? MOST_RECENT * machines : 0);
  }
}

export class Sets {
  multiplier: StaticArray<f64>; // [items] shared; value that leaving it out loses
  earned: StaticArray<f64>; // [classes] shared; value that one of its machines earns at most
  count: StaticArray<i32>; // [classes] shared; its machines
  left: StaticArray<i32>; // [classes] those without a column
  choice: StaticArray<i32>; // [machines] columns of the best schedule, -1 ends them
  loss: StaticArray<f64>; // [columns] value
  kind: StaticArray<i32>; // [columns] class
  bits: StaticArray<i32>; // [columns * words] the set of items
  ascent: Ascent;
  over: StaticArray<f64>; // [columns] value lost on top of the bound by the prices
  idle: StaticArray<f64>; // [classes] the same of a machine without a column
  spare: StaticArray<f64>; // [items] the same of an item left out
  pairOne: StaticArray<i32>; // [nodes] by depth of the tree: the pair that is decided
  pairTwo: StaticArray<i32>; // [nodes]
  phase: StaticArray<i32>; // [nodes] what is done there, codes in packing
  nodeStart: StaticArray<i32>; // [nodes] its columns in the list
  nodeEnd: StaticArray<i32>; // [nodes]
  nodeBound: StaticArray<f64>; // [nodes] value that is lost there at least
  list: StaticArray<i32>; // columns that go with what is decided, depth after depth
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
  nodeDepth: i32 = 0; // of the tree, -1: all is tried
  coverDepth: i32 = 0; // of the cover, likewise
  leastLoss: f64 = 0; // of the schedules put together, at first the budget
  nodeBegan: f64 = 0; // work when the node was opened
  coverEnd: f64 = 0; // work at which the cover is given up
  rest: f64 = 0; // loss on top of the bound, where a cover is sought
  rounding: f64 = 0; // what sums of losses may be off by
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
    const nodes = items > 0 ? MOST_PAIRS + 1 : 0;
    this.ascent = new Ascent(items, machines);
    this.over = new StaticArray<f64>(columns);
    this.idle = new StaticArray<f64>(machines);
    this.spare = new StaticArray<f64>(items);
    this.pairOne = new StaticArray<i32>(nodes);
    this.pairTwo = new StaticArray<i32>(nodes);
    this.phase = new StaticArray<i32>(nodes);
    this.nodeStart = new StaticArray<i32>(nodes);
    this.nodeEnd = new StaticArray<i32>(nodes);
    this.nodeBound = new StaticArray<f64>(nodes);
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
