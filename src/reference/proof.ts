// Every flat buffer of "exact", as `buffers` has those of the other methods. n = tasks, m =
// machines.

import {
  LIST_LENGTH,
  MOST_CELLS,
  MOST_COLUMNS,
  MOST_NODES,
  MOST_PRICES,
  MOST_PROVEN,
  PROOF_LENGTH,
} from "./constants.js";

/**
 * What "exact" proves with. Classes are machines of one speed, the fastest first; positions are in
 * deadline order. Allocated at its first use; only `state` is always there.
 */
export class Proof {
  rank: Int32Array; // [m] machines, the fastest first; that of the assignment
  state: Float64Array; // [24] slots in constants
  rate: Float64Array; // [m] scaled work a second of the class
  cell: Float64Array; // [m] scaled work of a cell of its lattice
  earned: Float64Array; // [m] scaled value that one of its machines earns at most
  count: Int32Array; // [m] its machines
  first: Int32Array; // [m] the rank of the first of them
  left: Int32Array; // [m] those without a column; by packing
  choice: Int32Array; // [m] columns of the best schedule, -1 ends them; by packing
  multiplier: Float64Array; // [n] scaled value, >= 0; by ascent, as the next three
  bestMultiplier: Float64Array; // [n] those of the least bound
  direction: Float64Array; // [n] of the next step; at first the log-prices of the bound
  spare: Float64Array; // [n] 1 less the machines that want the task
  price: Float64Array; // [classes * n] scaled value per work, of capacity at this deadline
  curve: Float64Array; // [cells + 2] scaled value by cells of work; by lattice
  ends: Float64Array; // [cells + 1] what a task can leave to those after it; by columns
  rows: Float64Array; // [(n + 1) (cells + 1)] most earned by capacity used; by pricing
  top: Int32Array; // [n + 1] last node of the row; by pricing
  segment: Float64Array; // [(n + 1) (cells + 1)] what is decided earns; by columns
  phase: Int32Array; // [n + 1] what to try next; by columns, as the next four
  base: Int32Array; // [n + 1] earned after capacity y: segment[base + y]
  free: Int32Array; // [n + 1] where the segment is free
  low: Int32Array; // [n + 1] the nodes that can still earn enough
  high: Int32Array; // [n + 1]
  loss: Float64Array; // [columns] scaled value, by columns, as the next two
  kind: Int32Array; // [columns] class
  bits: Int32Array; // [columns * words] the set of tasks
  list: Int32Array; // columns that go with what is chosen, depth after depth; by packing
  seen: Int32Array; // [n] how many of them have the task
  branch: Int32Array; // [n + m + 2] by depth: the task decided; by packing, as the next ones
  chosen: Int32Array; // [n + m + 2] the column that has it, -1: none
  cursor: Int32Array; // [n + m + 2] the next one in the list
  listStart: Int32Array; // [n + m + 2] the list of this depth
  listEnd: Int32Array; // [n + m + 2]
  lost: Float64Array; // [n + m + 2] loss of what is chosen above
  covered: Int32Array; // [(n + m + 2) * words] the tasks decided above

  constructor(n: number, m: number, rank: Int32Array) {
    const tasks = Math.min(n, MOST_PROVEN);
    const machines = tasks > 0 ? m : 0;
    const words = (tasks + 31) >> 5;
    const depths = tasks > 0 ? tasks + machines + 2 : 0;
    const nodes = Math.min((tasks + 1) * (MOST_CELLS + 1), MOST_NODES);
    const cells = tasks > 0 ? nodes : 0;
    const columns = tasks > 0 ? MOST_COLUMNS : 0;
    this.rank = rank;
    this.state = new Float64Array(PROOF_LENGTH);
    this.rate = new Float64Array(machines);
    this.cell = new Float64Array(machines);
    this.earned = new Float64Array(machines);
    this.count = new Int32Array(machines);
    this.first = new Int32Array(machines);
    this.left = new Int32Array(machines);
    this.choice = new Int32Array(machines);
    this.multiplier = new Float64Array(tasks);
    this.bestMultiplier = new Float64Array(tasks);
    this.direction = new Float64Array(tasks);
    this.spare = new Float64Array(tasks);
    this.price = new Float64Array(Math.min(tasks * machines, MOST_PRICES));
    this.curve = new Float64Array(tasks > 0 ? MOST_CELLS + 2 : 0);
    this.ends = new Float64Array(tasks > 0 ? MOST_CELLS + 1 : 0);
    this.rows = new Float64Array(cells);
    this.segment = new Float64Array(cells);
    this.top = new Int32Array(tasks + 1);
    this.phase = new Int32Array(tasks + 1);
    this.base = new Int32Array(tasks + 1);
    this.free = new Int32Array(tasks + 1);
    this.low = new Int32Array(tasks + 1);
    this.high = new Int32Array(tasks + 1);
    this.loss = new Float64Array(columns);
    this.kind = new Int32Array(columns);
    this.bits = new Int32Array(columns * words);
    this.list = new Int32Array(tasks > 0 ? LIST_LENGTH : 0);
    this.seen = new Int32Array(tasks);
    this.branch = new Int32Array(depths);
    this.chosen = new Int32Array(depths);
    this.cursor = new Int32Array(depths);
    this.listStart = new Int32Array(depths);
    this.listEnd = new Int32Array(depths);
    this.lost = new Float64Array(depths);
    this.covered = new Int32Array(depths * words);
  }
}
