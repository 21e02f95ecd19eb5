// The one instance of every buffer, (re)allocated in `create`, nowhere else.

import { Splitting } from "./bound/splitting";
import { Elements } from "./chain/elements";
import { Scratch } from "./chain/scratch";
import { Proof } from "./exact/proof";
import { Measured } from "./measured";
import { Levels } from "./paper/levels";
import { Machines } from "./paper/machines";
import { Clock } from "./paper/ready";
import { Sorting } from "./problem/order";
import { Extremes } from "./problem/scale";
import { Answer, Tasks } from "./problem/tasks";
import { Plan } from "./search/plan";

export let speed = new StaticArray<f64>(0); // [m] work/s, > 0; written by the caller
export let tasks = new Tasks(0);
export let machines = new Machines(0);
export let clock = new Clock(speed, machines);
export let extremes = new Extremes();
export let answer = new Answer(0);
export let edf = new Elements(0); // all tasks in deadline order
export let chains = new Elements(0); // machine after machine
export let scratch = new Scratch(0);
export let sorting = new Sorting(scratch.index, chains.deadline, chains.task);
export let splitting = new Splitting(0, edf, chains, answer, scratch);
export let plan = new Plan(0, 0, edf, chains, scratch);
export let levels = new Levels(tasks, chains, answer, scratch);
export let proof = new Proof(0, 0, machines.rank);
export let measured = new Measured(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

/**
 * Allocates every buffer for n tasks and m machines in place of what was there; all earlier
 * contents are lost, and memory that grows detaches every view on it. Traps when the memory cannot
 * grow so far.
 */
export function create(n: i32, m: i32): void {
  // @ts-expect-error the stub runtime has it, its typings do not
  heap.reset();
  speed = new StaticArray<f64>(m);
  tasks = new Tasks(n);
  extremes = new Extremes();
  answer = new Answer(n);
  edf = new Elements(n);
  chains = new Elements(0);
  shareChains(n);
  machines = new Machines(m);
  clock = new Clock(speed, machines);
  scratch = new Scratch(n);
  sorting = new Sorting(scratch.index, chains.deadline, chains.task);
  splitting = new Splitting(m, edf, chains, answer, scratch);
  plan = new Plan(n, m, edf, chains, scratch);
  sharePlan();
  levels = new Levels(tasks, chains, answer, scratch);
  proof = new Proof(0, 0, machines.rank);
  measured = new Measured(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/** The same for a problem of measured tables: one of curves has no room then. */
export function createTables(
  n: i32,
  m: i32,
  types: i32,
  models: i32,
  tables: i32,
  points: i32,
  pairs: i32,
  options: i32,
  steps: i32,
  latencies: i32,
): void {
  create(0, 1);
  measured = new Measured(n, m, types, models, tables, points, pairs, options, steps, latencies);
}

/**
 * Allocates what "exact" proves with, some 60 MiB at most, once after `create`: contents stay,
 * memory that grows detaches every view on it.
 */
export function createProof(): void {
  const n = tasks.deadline.length;
  if (proof.at.length <= 1 && n > 0) proof = new Proof(n, speed.length, machines.rank);
}

/**
 * The chains of the machines: what they cannot share with buffers whose contents are used up by
 * then, or not there yet, is new. It keeps the workspace below 300 bytes a task.
 */
function shareChains(n: i32): void {
  chains.task = new StaticArray<i32>(n);
  chains.deadline = new StaticArray<f64>(n);
  chains.logSlope = new StaticArray<f64>(n);
  chains.invTheta = new StaticArray<f64>(n);
  chains.cap = answer.accuracy; // written anew by outcome, after the machines are solved
  chains.room = edf.room; // the relaxation's has been paid for by prices
  chains.work = new StaticArray<f64>(n);
  chains.logPrice = edf.logPrice; // likewise
}

/**
 * Of the plan of `search` what lives in memory whose contents are used up by then. The chain that
 * is tried, the one that is solved and the screens of a pair take turns within a step, and none of
 * them outlasts it: they share memory, also with columns of the answer.
 */
function sharePlan(): void {
  plan.chainStart = machines.chainStart;
  plan.logPrice = edf.work; // the relaxation's works are assigned
  plan.there = chains.work;
  plan.entered = chains.task;
  const blocks = plan.blocks;
  blocks.task = chains.task;
  blocks.logSlope = chains.logSlope;
  blocks.invTheta = chains.invTheta;
  blocks.cap = chains.cap;
  blocks.room = chains.room;
  blocks.value = chains.work;
  blocks.peak = chains.logPrice;
  blocks.from = scratch.index;
  blocks.price = chains.deadline;
  blocks.slope = answer.start; // written anew by shift
  blocks.worth = answer.end; // likewise
}
