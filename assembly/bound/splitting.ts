// The buffers of the preemptive bound.

import { Elements } from "../chain/elements";
import { Scratch } from "../chain/scratch";
import { MOST_EPOCHS } from "../codes";
import { Answer } from "../problem/tasks";

/**
 * What `preemptive` splits by price. It runs between the relaxation and the chains: what has one
 * entry per task is memory that lies idle then. A set is a run of places, in deadline order.
 */
export class Splitting {
  place: StaticArray<i32>; // [n] position in edf, the dearest set first; written by polymatroid
  until: StaticArray<i32>; // [n] where the set that starts here ends; written by preemptive
  threshold: StaticArray<i32>; // [n] chosen after so many later ones; written by polymatroid
  deadline: StaticArray<f64>; // [n] by position: speed * deadline is scaled work; by polymatroid
  demand: StaticArray<f64>; // [n] by place: scaled work; written by preemptive
  lo: StaticArray<f64>; // [n] least log-price of the set that starts here; written by preemptive
  hi: StaticArray<f64>; // [n] greatest log-price of the set that starts here; written by preemptive
  depth: StaticArray<f64>; // [n] splits before the set that starts here; written by preemptive
  price: StaticArray<f64>; // [n] by place: log-price, at last value/work, falling; written by preemptive
  speed: StaticArray<f64>; // [m + 1] the fastest first, in [1, 2), at last 0; by polymatroid, epochs
  latest: StaticArray<f64>; // [m] latest deadlines of the settled tasks, falling; by polymatroid
  best: StaticArray<f64>; // [m + 1] greatest excess by number of later ones chosen; by polymatroid
  spent: StaticArray<f64>; // [m + 1] what settled tasks release, by that number; by polymatroid
  begin: StaticArray<f64>; // [32] scaled s: an epoch begins; written by polymatroid, as the next two
  rate: StaticArray<f64>; // [32 m] scaled speeds of the machines ready in an epoch, falling
  done: StaticArray<f64>; // [32 m] scaled work of who was first, second, ... until it begins
  epochs: i32 = 0; // how many there are, 0: all machines are ready now; likewise
  demandSum: f64 = 0; // scaled work that a set wants at a price; written by preemptive
  slopeSum: f64 = 0; // by how much less a unit of log-price more; likewise

  constructor(m: i32, edf: Elements, chains: Elements, answer: Answer, scratch: Scratch) {
    this.place = chains.task;
    this.until = answer.order;
    this.threshold = scratch.index;
    this.deadline = chains.deadline;
    this.demand = chains.work;
    this.lo = chains.logSlope;
    this.hi = chains.invTheta;
    this.depth = answer.start;
    this.price = edf.room; // the relaxation's has been paid for by prices
    this.speed = new StaticArray<f64>(m + 1);
    this.latest = new StaticArray<f64>(m);
    this.best = new StaticArray<f64>(m + 1);
    this.spent = new StaticArray<f64>(m + 1);
    this.begin = new StaticArray<f64>(MOST_EPOCHS);
    this.rate = new StaticArray<f64>(MOST_EPOCHS * m);
    this.done = new StaticArray<f64>(MOST_EPOCHS * m);
  }
}
