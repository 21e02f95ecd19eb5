// The one table of the buffers that both cores have.

import { MOST_LEVELS, MOST_PROVEN, MOST_SEGMENTS } from "../../assembly/codes.js";

const tasks = (n: number) => n;
const machines = (_: number, m: number) => m;

/**
 * Every buffer of the workspace: the classes in assembly/ tell unit, range and writer of each. Its
 * place here is that in `buffer` of assembly/index.ts. A shared one is another name of memory that
 * is in the table already.
 */
export const BUFFERS = {
  speed: { type: Float64Array, length: machines },

  deadline: { type: Float64Array, length: tasks },
  theta: { type: Float64Array, length: tasks },
  maxWork: { type: Float64Array, length: tasks },
  weight: { type: Float64Array, length: tasks },
  base: { type: Float64Array, length: tasks },
  gain: { type: Float64Array, length: tasks },
  levels: { type: Float64Array, length: () => MOST_LEVELS },

  machine: { type: Int32Array, length: tasks },
  start: { type: Float64Array, length: tasks },
  end: { type: Float64Array, length: tasks },
  work: { type: Float64Array, length: tasks },
  accuracy: { type: Float64Array, length: tasks },
  price: { type: Float64Array, length: tasks },
  order: { type: Int32Array, length: tasks },

  edfTask: { type: Int32Array, length: tasks },
  edfDeadline: { type: Float64Array, length: tasks },
  edfLogSlope: { type: Float64Array, length: tasks },
  edfInvTheta: { type: Float64Array, length: tasks },
  edfCap: { type: Float64Array, length: tasks },
  edfRoom: { type: Float64Array, length: tasks },
  edfWork: { type: Float64Array, length: tasks },
  edfLogPrice: { type: Float64Array, length: tasks },

  chainTask: { type: Int32Array, length: tasks },
  chainDeadline: { type: Float64Array, length: tasks },
  chainLogSlope: { type: Float64Array, length: tasks },
  chainInvTheta: { type: Float64Array, length: tasks },
  chainCap: { type: Float64Array, length: tasks, shared: true },
  chainRoom: { type: Float64Array, length: tasks, shared: true },
  chainWork: { type: Float64Array, length: tasks },
  chainLogPrice: { type: Float64Array, length: tasks, shared: true },

  chainStart: { type: Int32Array, length: (_: number, m: number) => m + 1 },
  rank: { type: Int32Array, length: machines },
  pace: { type: Float64Array, length: machines },
  load: { type: Float64Array, length: (_: number, m: number) => 2 * m },
  loser: { type: Int32Array, length: (_: number, m: number) => 2 * m },

  index: { type: Int32Array, length: (n: number) => n + 2 },
  segmentFrom: { type: Int32Array, length: () => MOST_SEGMENTS },
  segmentTo: { type: Int32Array, length: () => MOST_SEGMENTS },
  segmentOrigin: { type: Float64Array, length: () => MOST_SEGMENTS },
  segmentLow: { type: Float64Array, length: () => MOST_SEGMENTS },
  segmentHigh: { type: Float64Array, length: () => MOST_SEGMENTS },
  segmentPrice: { type: Float64Array, length: () => MOST_SEGMENTS },
  segmentDepth: { type: Int32Array, length: () => MOST_SEGMENTS },

  splitSpeed: { type: Float64Array, length: (_: number, m: number) => m + 1 },
  splitLatest: { type: Float64Array, length: machines },
  splitBest: { type: Float64Array, length: (_: number, m: number) => m + 1 },
  splitSpent: { type: Float64Array, length: (_: number, m: number) => m + 1 },
  planBest: { type: Int32Array, length: tasks },
  planWorth: { type: Float64Array, length: machines },
  planStamp: { type: Float64Array, length: machines },
  planSpeed: { type: Float64Array, length: machines },
  planMember: { type: Int32Array, length: tasks },
  planMachine: { type: Int32Array, length: tasks },
  planValue: { type: Float64Array, length: tasks },
  planPeak: { type: Float64Array, length: tasks },
  planDelta: { type: Float64Array, length: tasks },
} as const;

export type BufferName = keyof typeof BUFFERS;
export type View = Float64Array | Int32Array;
export type ViewType = typeof Float64Array | typeof Int32Array;

/** A view on each buffer, at least as long as the problem; it ends with the next `reserve`. */
export type Buffers = {
  readonly [Name in BufferName]: InstanceType<(typeof BUFFERS)[Name]["type"]>;
};

/**
 * Bytes of a workspace for n tasks and m machines, at most: 64 a buffer are more than its header
 * and alignment, 20 bytes and up to 15 (test/memory.test.ts compares it with the core). Every
 * length is linear in both, so the table is summed once (measured: 1.5 us of a solve of 6 where it
 * was not).
 */
export function workspaceBytes(n: number, m: number): number {
  sums ??= [sum(0, 0), sum(1, 0), sum(0, 1)];
  const [none, oneTask, oneMachine] = sums;
  return none + (oneTask - none) * n + (oneMachine - none) * m;
}

/**
 * Bytes that "exact" takes beside it, at most: two lattices, lists, and 196 a machine with its set
 * of tasks.
 */
export function proofBytes(n: number, m: number): number {
  const cells = Math.min((Math.min(n, MOST_PROVEN) + 1) * (2 ** 14 + 1), 2 ** 21);
  return 16 * cells + 2 ** 23 + 200 * m;
}

let sums: [number, number, number] | undefined;

function sum(n: number, m: number): number {
  let bytes = 0;
  for (const buffer of Object.values(BUFFERS)) {
    if (!("shared" in buffer)) bytes += buffer.type.BYTES_PER_ELEMENT * buffer.length(n, m) + 64;
  }
  return bytes;
}
