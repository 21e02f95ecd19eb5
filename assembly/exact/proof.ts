// Every buffer of "exact", and where it stands. n = tasks, m = machines.

import { MOST_PROVEN } from "../codes";
import { Sets } from "./sets";

/** More tasks times machines are searched but not proven: the ascent would take hours. */
const MOST_PRICES: i32 = 262144;
/** Cells of the finest lattice. */
export const MOST_CELLS: i32 = 16384;
/** Numbers in the rows of all lattices, 16 MiB; many tasks have a coarser last one. */
const MOST_NODES: i32 = 2097152;

/**
 * What "exact" proves with. Classes are machines of one speed and one ready time, the fastest
 * first; positions are in deadline order. Allocated at its first use.
 */
export class Proof {
  rank: StaticArray<i32>; // [m] machines, the fastest first; those of the machines
  rate: StaticArray<f64>; // [m] scaled work a second of the class
  ready: StaticArray<f64>; // [m] s, when the machines of the class are ready
  cell: StaticArray<f64>; // [m] scaled work of a cell of its lattice
  earned: StaticArray<f64>; // [m] scaled value that one of its machines earns at most
  count: StaticArray<i32>; // [m] its machines
  first: StaticArray<i32>; // [m] the rank of the first of them
  multiplier: StaticArray<f64>; // [n] scaled value, >= 0; by ascent, as the next three
  bestMultiplier: StaticArray<f64>; // [n] those of the least bound
  direction: StaticArray<f64>; // [n] of the next step; at first the log-prices of the bound
  spare: StaticArray<f64>; // [n] 1 less the machines that want the task
  price: StaticArray<f64>; // [classes * n] scaled value per work, of capacity at this deadline
  curve: StaticArray<f64>; // [cells + 2] scaled value by cells of work; by lattice
  ends: StaticArray<f64>; // [cells + 1] what a task can leave to those after it; by columns
  rows: StaticArray<f64>; // [(n + 1) (cells + 1)] most earned by capacity used; by pricing
  top: StaticArray<i32>; // [n + 1] last node of the row; by pricing
  segment: StaticArray<f64>; // [(n + 1) (cells + 1)] what is decided earns; by columns
  phase: StaticArray<i32>; // [n + 1] what to try next; by columns, as the next four
  base: StaticArray<i32>; // [n + 1] earned after capacity y: segment[base + y]
  free: StaticArray<i32>; // [n + 1] where the segment is free
  low: StaticArray<i32>; // [n + 1] the nodes that can still earn enough
  high: StaticArray<i32>; // [n + 1]
  sets: Sets; // those found by columns, for the packing
  mode: i32 = 0; // whether it searches or proves, codes in solve
  proven: f64 = 0; // scaled upper bound on any schedule, without bases
  stage: i32 = 0; // what is being done, codes in branch
  cells: i32 = 0; // of the present lattice
  classes: i32 = 0; // number of different speeds and ready times
  kindNow: i32 = 0; // the class at work
  roundingSum: f64 = 0; // what sums may be off by, scaled value
  ascentSum: f64 = 0; // the bound at the present multipliers, as far as computed
  ascentBest: f64 = 0; // the least at this level
  ascentStep: f64 = 0; // step as a share of Polyak's
  round: i32 = 0; // bounds computed at this level
  stalled: i32 = 0; // how many of them, lately, without progress
  budget: f64 = 0; // scaled value that a schedule may be below the bound
  levelBegan: f64 = 0; // work when the level began
  allowance: f64 = 0; // work at which it ends, if a finer one fits
  depth: i32 = 0; // tasks that are open in the enumeration

  constructor(n: i32, m: i32, rank: StaticArray<i32>) {
    const tasks = min(n, MOST_PROVEN);
    const machines = tasks > 0 ? m : 0;
    const nodes = min((tasks + 1) * (MOST_CELLS + 1), MOST_NODES);
    const cells = tasks > 0 ? nodes : 0;
    this.rank = rank;
    this.rate = new StaticArray<f64>(machines);
    this.ready = new StaticArray<f64>(machines);
    this.cell = new StaticArray<f64>(machines);
    const earned = new StaticArray<f64>(machines);
    const count = new StaticArray<i32>(machines);
    const multiplier = new StaticArray<f64>(tasks);
    this.earned = earned;
    this.count = count;
    this.first = new StaticArray<i32>(machines);
    this.multiplier = multiplier;
    this.bestMultiplier = new StaticArray<f64>(tasks);
    this.direction = new StaticArray<f64>(tasks);
    this.spare = new StaticArray<f64>(tasks);
    this.price = new StaticArray<f64>(<i32>min(<f64>tasks * <f64>machines, <f64>MOST_PRICES));
    this.curve = new StaticArray<f64>(tasks > 0 ? MOST_CELLS + 2 : 0);
    this.ends = new StaticArray<f64>(tasks > 0 ? MOST_CELLS + 1 : 0);
    this.rows = new StaticArray<f64>(cells);
    this.segment = new StaticArray<f64>(cells);
    this.top = new StaticArray<i32>(tasks + 1);
    this.phase = new StaticArray<i32>(tasks + 1);
    this.base = new StaticArray<i32>(tasks + 1);
    this.free = new StaticArray<i32>(tasks + 1);
    this.low = new StaticArray<i32>(tasks + 1);
    this.high = new StaticArray<i32>(tasks + 1);
    this.sets = new Sets(tasks, machines, multiplier, earned, count);
  }
}
