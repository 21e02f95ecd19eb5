// The one instance of every buffer, (re)allocated in `create`, nowhere else.

import { Answer, Assignment, Elements, Scratch, Tasks } from "./buffers.js";

export let speed = new Float64Array(0); // [m] work/s, > 0; written by the caller
export let tasks = new Tasks(0);
export let answer = new Answer(0);
export let edf = new Elements(0); // all tasks in deadline order
export let chains = new Elements(0); // machine after machine, each in deadline order; before that, scratch of order
export let assignment = new Assignment(0, 0);
export let scratch = new Scratch(0);

/**
 * Allocates every buffer for n tasks and m machines in place of what was there; all earlier contents are lost, and
 * memory that grows detaches every view on it. Traps when the memory cannot grow so far.
 */
export function create(n: number, m: number): void {
  speed = new Float64Array(m);
  tasks = new Tasks(n);
  answer = new Answer(n);
  edf = new Elements(n);
  chains = new Elements(n);
  assignment = new Assignment(n, m);
  scratch = new Scratch(n);
}
