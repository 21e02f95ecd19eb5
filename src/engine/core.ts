// What the solver offers: its functions for curves, those for tables, and the numbers of an answer.

import { BY_BRANCH } from "../../assembly/codes.js";
import type { View, ViewType } from "./buffers.js";

/** The numbers of the last answer, and of a search under way; assembly/index.ts explains each. */
export const FIGURES = [
  "value",
  "accuracySum",
  "bound",
  "provenBy",
  "worstCaseGap",
  "visits",
  "valueFound",
  "effort",
  "tried",
  "applied",
  "nodes",
] as const;

/** A function for each of them. */
export type Figures = { readonly [Name in (typeof FIGURES)[number]]: () => number };

/** Whether more than prices prove the bound. */
export const isProvenByBranch = (figures: Figures) => figures.provenBy() === BY_BRANCH;

/** The core's own functions, the same on every platform. */
export interface Functions {
  /** e^x. */
  exp(x: number): number;
  /** e^x - 1 for x <= 0. */
  expm1(x: number): number;
  /** Natural logarithm of x > 0. */
  ln(x: number): number;
}

/** What both cores offer for curves, besides their buffers. */
export interface Core extends Figures, Functions {
  create(n: number, m: number): void;
  /** Makes room for "exact" once after `create`; buffers keep what they hold, but may move. */
  createProof(): void;
  /** The buffer at a place of BUFFERS, or its address in the core's memory. */
  buffer(place: number): View | number;
  /** "levels" chooses among the first `count` of its accuracies by this reading. */
  setLevels(count: number, reading: number): void;
  solve(n: number, m: number, method: number, bound: number): void;
  /** Searches up to so many steps; whether that is all it can do, 1 or 0 from Wasm. */
  resume(steps: number, gapTolerance: number): boolean | number;
  finish(): void;
}

/** What they offer for tables. A core has one workspace at a time, for curves or for tables. */
export interface TablesCore extends Figures {
  createTables(
    n: number,
    m: number,
    types: number,
    models: number,
    tables: number,
    points: number,
    pairs: number,
    options: number,
    steps: number,
    latencies: number,
  ): void;
  /** The buffer at a place of TABLE_BUFFERS, or its address in the core's memory. */
  tablesBuffer(place: number): View | number;
  /**
   * How many types and tables there are, and latencies of each task: 1, or one for each machine.
   */
  setTables(types: number, tables: number, perTask: number): void;
  solveTables(n: number, m: number, method: number): void;
  /** As `resume`, for every method. */
  resumeTables(steps: number, gapTolerance: number): boolean | number;
  /** isStopped: the caller has stopped it, and wants what is there. */
  finishTables(isStopped: boolean): void;
}

/** A core, and how its memory is reached. */
export interface Memory<AnyCore> {
  /** The one core, made at the first call. */
  core(): AnyCore;
  /**
   * Makes the memory large enough for so many bytes of buffers, or throws and changes nothing;
   * where that is not its own affair.
   */
  grow?(bytes: number): void;
  /** A view on a buffer of the core; asked for after each time they are made, which may move it. */
  view(buffer: View | number, type: ViewType, length: number): View;
}
