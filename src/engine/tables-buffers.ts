// The one table of the buffers that both cores have for problems with tables.

import type { TablesSizes } from "../tables/size.js";

const doubles = (length: (sizes: TablesSizes) => number) => ({ type: Float64Array, length });
const integers = (length: (sizes: TablesSizes) => number) => ({ type: Int32Array, length });
const tasks = ({ n }: TablesSizes) => n;
const machines = ({ m }: TablesSizes) => m;
const pairs = (sizes: TablesSizes) => sizes.pairs;
const points = (sizes: TablesSizes) => sizes.points;

/**
 * Every buffer that is written or read from outside. Its place here is that in `tablesBuffer` of
 * assembly/index.ts.
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
export const OPTION_BYTES = 64;

/** Bytes of the buffers of the solver's own, at most. */
function tablesScratchBytes({ n, m, pairs, options }: TablesSizes): number {
  return OPTION_BYTES * options + 200 * pairs + 400 * n + 400 * m + 2 ** 20;
}

/** Bytes of the longest one that is written or read from outside. */
export function longestBuffer(sizes: TablesSizes): number {
  const bytes = Object.values(TABLE_BUFFERS).map(({ type, length }) => {
    return type.BYTES_PER_ELEMENT * length(sizes);
  });
  return Math.max(...bytes);
}
