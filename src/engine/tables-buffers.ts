// The one table of the buffers that both cores have for problems with tables.

import {
  LIST_STATES,
  MOST_BRANCHED,
  MOST_COLUMNS,
  MOST_EXCHANGED,
  MOST_LISTED,
  MOST_PACKED,
  MOST_SEARCHED,
  MOST_STATES,
} from "../../assembly/codes.js";
import type { TablesSizes } from "../tables/size.js";

const doubles = (length: (sizes: TablesSizes) => number) => ({ type: Float64Array, length });
const integers = (length: (sizes: TablesSizes) => number) => ({ type: Int32Array, length });
const tasks = ({ n }: TablesSizes) => n;
const machines = ({ m }: TablesSizes) => m;
const pairs = (sizes: TablesSizes) => sizes.pairs;
const points = (sizes: TablesSizes) => sizes.points;

/**
 * Every buffer that is written or read from outside. Its place here is that in `tablesBuffer` of
 * assembly/buffers.ts.
 */
export const TABLE_BUFFERS = {
  readyAt: doubles(machines),
  machineType: integers(machines),
  taskModel: integers(tasks),
  deadline: doubles(tasks),
  weight: doubles(tasks),
  base: doubles(tasks),
  minAccuracy: doubles(tasks),
  latency: doubles(({ latencies }) => latencies),
  tableOf: integers(({ models, types }) => models * types),
  tableStart: integers(({ tables }) => tables + 1),
  tableMode: integers((sizes) => sizes.tables),
  pointTime: doubles(points),
  pointAccuracy: doubles(points),

  machine: integers(tasks),
  variant: integers(tasks),
  reason: integers(tasks),
  start: doubles(tasks),
  end: doubles(tasks),
  accuracy: doubles(tasks),
  order: integers(tasks),
  priceStart: integers(({ m }) => m + 1),
  priceUntil: doubles(pairs),
  price: doubles(pairs),
} as const;

export type TableBufferName = keyof typeof TABLE_BUFFERS;

/** A view on each buffer, at least as long as the problem; it ends with the next `reserve`. */
export type TableBuffers = {
  readonly [Name in TableBufferName]: InstanceType<(typeof TABLE_BUFFERS)[Name]["type"]>;
};

/** Bytes of all buffers, at most: 64 are more than a header and alignment. */
export function tablesBytes(sizes: TablesSizes): number {
  let bytes = tablesScratchBytes(sizes);
  for (const { type, length } of Object.values(TABLE_BUFFERS)) {
    bytes += type.BYTES_PER_ELEMENT * length(sizes) + 64;
  }
  return bytes;
}

/** Bytes that an option takes; the rest is what `tablesBytes` says for none. */
export const OPTION_BYTES = 36;
/** Bytes of the two ends of a list and its states, and of the lists of a task or a machine. */
const LIST_BYTES = 4 + 16 * LIST_STATES;
/** Buffers of the solver's own, each with a header. */
const MOST_BUFFERS = 160;

/** Bytes of the buffers of the solver's own, at most; see the classes of assembly/tables/. */
function tablesScratchBytes(sizes: TablesSizes): number {
  const { n, m, tables, points, pairs, options, steps } = sizes;
  if (n === 0) return 64 * MOST_BUFFERS + 136 * m + 200;
  const lists = 4 * LIST_BYTES * (Math.min(n, MOST_SEARCHED) + m + 2);
  const exchanges = 8 * Math.min(n, MOST_EXCHANGED) ** 2;
  return (
    OPTION_BYTES * options +
    48 * (steps + 2) +
    136 * pairs +
    300 * n +
    100 * m +
    12 * tables +
    28 * points +
    lists +
    exchanges +
    24 * MOST_STATES +
    2 ** 15 + // a list in the making
    proofBytes(Math.min(n, MOST_BRANCHED), m) +
    64 * MOST_BUFFERS
  );
}

/** Bytes of the lists, columns and depths of the proof of so many tasks. */
function proofBytes(n: number, m: number): number {
  const setBytes = 4 * Math.ceil(n / 32);
  const lists = (LIST_BYTES * MOST_LISTED) / LIST_STATES + 16 * MOST_LISTED;
  const columns = (20 + setBytes) * MOST_COLUMNS + 4 * MOST_PACKED;
  const ascents = 576 * n + 120 * m + 2 ** 12;
  return lists + columns + ascents + (32 + setBytes) * (n + m + 2);
}

/** Bytes of the longest one that is written or read from outside. */
export function longestBuffer(sizes: TablesSizes): number {
  const bytes = Object.values(TABLE_BUFFERS).map(({ type, length }) => {
    return type.BYTES_PER_ELEMENT * length(sizes);
  });
  return Math.max(...bytes);
}
