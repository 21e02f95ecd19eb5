// What kind of value a caller's value is.

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Machines or tasks as rows; else they are columns. */
export function isRows<Row>(source: readonly Row[] | object): source is readonly Row[] {
  return Array.isArray(source);
}

/** An array or typed array of numbers (BigInt arrays are none). */
export function isColumn(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value) || value instanceof Float64Array) return true;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array);
}

export function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}
