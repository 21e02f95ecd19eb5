// The one table of the buffers that both cores have.

import {
  MOST_CANDIDATES,
  MOST_EPOCHS,
  MOST_LEVELS,
  MOST_MATCHED,
  MOST_PROVEN,
  MOST_SEGMENTS,
} from "../../assembly/codes.js";

const doubles = { type: Float64Array, length: (n: number) => n } as const;
const integers = { type: Int32Array, length: (n: number) => n } as const;
const perMachine = { type: Float64Array, length: (_: number, m: number) => m } as const;
const pastMachines = { type: Float64Array, length: (_: number, m: number) => m + 1 } as const;
const perEpoch = { type: Float64Array, length: (_: number, m: number) => MOST_EPOCHS * m } as const;
const perSegment = { type: Float64Array, length: () => MOST_SEGMENTS } as const;

/**
 * Every buffer of the workspace: the classes in assembly/ tell unit, range and writer of each. Its
 * place here is that in assembly/buffers.ts. A shared one is another name of memory that
 * is in the table already.
 */
export const BUFFERS = {
  speed: perMachine,

  deadline: doubles,
  theta: doubles,
  maxWork: doubles,
  weight: doubles,
  base: doubles,
  gain: doubles,
  levels: { type: Float64Array, length: () => MOST_LEVELS },

  machine: integers,
  start: doubles,
  end: doubles,
  work: doubles,
  accuracy: doubles,
  price: doubles,
  order: integers,

  edfTask: integers,
  edfDeadline: doubles,
  edfLogSlope: doubles,
  edfInvTheta: doubles,
  edfCap: doubles,
  edfRoom: doubles,
  edfWork: doubles,
  edfLogPrice: doubles,

  chainTask: integers,
  chainDeadline: doubles,
  chainLogSlope: doubles,
  chainInvTheta: doubles,
  chainCap: { ...doubles, shared: true },
  chainRoom: { ...doubles, shared: true },
  chainWork: doubles,
  chainLogPrice: { ...doubles, shared: true },

  chainStart: { type: Int32Array, length: (_: number, m: number) => m + 1 },
  rank: { type: Int32Array, length: (_: number, m: number) => m },
  pace: perMachine,
  load: { type: Float64Array, length: (_: number, m: number) => 2 * m },
  loser: { type: Int32Array, length: (_: number, m: number) => 2 * m },

  index: { type: Int32Array, length: (n: number) => n + 2 },
  segmentFrom: { type: Int32Array, length: () => MOST_SEGMENTS },
  segmentTo: { type: Int32Array, length: () => MOST_SEGMENTS },
  segmentOrigin: perSegment,
  segmentLow: perSegment,
  segmentHigh: perSegment,
  segmentPrice: perSegment,
  segmentDepth: { type: Int32Array, length: () => MOST_SEGMENTS },

  splitSpeed: pastMachines,
  splitLatest: perMachine,
  splitBest: pastMachines,
  splitSpent: pastMachines,
  planBest: integers,
  planWorth: perMachine,
  planStamp: perMachine,
  planSpeed: perMachine,
  planMember: integers,
  planMachine: integers,
  planValue: doubles,
  planPeak: doubles,
  planDelta: doubles,

  readyAt: perMachine,
  queue: { type: Int32Array, length: (_: number, m: number) => m },
  planReadyAt: perMachine,
  splitBegin: { type: Float64Array, length: () => MOST_EPOCHS },
  splitRate: perEpoch,
  splitDone: perEpoch,

  planRate: perMachine,
  planLead: integers,
  planHead: integers,
  planLength: integers,
  planRoom: doubles,
  planSlope: doubles,
  planDual: doubles,
  planCost: doubles,
  planHere: doubles,
  planEarned: doubles,
  planOfferer: { type: Int32Array, length: () => MOST_MATCHED },
  planOffer: { type: Int32Array, length: () => MOST_MATCHED },
  planBefore: { type: Float64Array, length: () => MOST_MATCHED },
  planAfter: { type: Float64Array, length: () => MOST_MATCHED },
  planPromise: { type: Float64Array, length: () => MOST_CANDIDATES },
  planLeaver: { type: Int32Array, length: () => MOST_CANDIDATES },
  planPartner: { type: Int32Array, length: () => MOST_CANDIDATES },
  matchGain: { type: Float64Array, length: () => MOST_MATCHED ** 2 },
  matchRow: { type: Int32Array, length: () => MOST_MATCHED + 1 },
  matchRowPrice: { type: Float64Array, length: () => MOST_MATCHED + 1 },
  matchColumnPrice: { type: Float64Array, length: () => MOST_MATCHED + 1 },
  matchLeast: { type: Float64Array, length: () => MOST_MATCHED + 1 },
  matchBefore: { type: Int32Array, length: () => MOST_MATCHED + 1 },
  matchIsDone: { type: Int32Array, length: () => MOST_MATCHED + 1 },
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
 * Bytes that "exact" takes beside it, at most: the rows of three lattices and lists; for each task
 * its rows of the quadratic programme and its prices by depth of the packing; for each machine its
 * set of tasks and the sets of the last steps.
 */
export function proofBytes(n: number, m: number): number {
  const tasks = Math.min(n, MOST_PROVEN);
  const lattices = Math.min(3 * 2 ** 18 * (tasks + 1), 3 * 2 ** 24);
  return lattices + 2 ** 23 + 2 ** 21 + 1600 * tasks + 328 * m;
}

let sums: [number, number, number] | undefined;

function sum(n: number, m: number): number {
  let bytes = 0;
  for (const buffer of Object.values(BUFFERS)) {
    if (!("shared" in buffer)) bytes += buffer.type.BYTES_PER_ELEMENT * buffer.length(n, m) + 64;
  }
  return bytes;
}
