// Flat output buffers -> schedule of a problem with tables.

import type { Engine } from "../engine/engine.js";
import type { TableBuffers } from "../engine/tables-buffers.js";
import type { TablesSizes } from "../tables/size.js";
import type { Method, TablesSchedule, TablesSummary } from "../types/index.js";
import { statsOf, statusOf } from "./decode.js";
import { withJson } from "./to-json.js";

/** What proves a bound, in the order of the codes. */
const PROOFS: readonly TablesSummary["provenBy"][] = ["prices", "branch", "multipliers"];

/**
 * Copies the answer out of the buffers. gapTolerance: the gap up to which it is called optimal.
 */
export function decodeTables(
  buffers: TableBuffers,
  engine: Engine,
  method: Method,
  { n, m }: TablesSizes,
  gapTolerance: number,
): TablesSchedule {
  const integers = (from: Int32Array, length = n) => new Int32Array(from.subarray(0, length));
  const doubles = (from: Float64Array, length = n) => new Float64Array(from.subarray(0, length));
  const count = buffers.priceStart[m];
  const { status, value, meanAccuracy, bound, gap, ...summary } = summaryOf(
    engine,
    method,
    n,
    gapTolerance,
  );
  return withJson({
    status,
    method,
    engine: engine.name,
    machine: integers(buffers.machine),
    variant: integers(buffers.variant),
    start: doubles(buffers.start),
    end: doubles(buffers.end),
    accuracy: doubles(buffers.accuracy),
    reason: new Uint8Array(buffers.reason.subarray(0, n)),
    value,
    meanAccuracy,
    bound,
    gap,
    provenBy: summary.provenBy,
    worstCaseGap: null,
    prices: {
      start: integers(buffers.priceStart, m + 1),
      until: doubles(buffers.priceUntil, count),
      price: doubles(buffers.price, count),
    },
    order: integers(buffers.order),
    stats: summary.stats,
  });
}

function summaryOf(engine: Engine, method: Method, n: number, gapTolerance: number): TablesSummary {
  const figures = engine.tables.figures();
  const value = figures.value();
  const bound = figures.bound();
  return {
    status: statusOf(method, bound - value, gapTolerance),
    method,
    engine: engine.name,
    value,
    meanAccuracy: n > 0 ? figures.accuracySum() / n : 0,
    bound,
    gap: bound - value,
    provenBy: PROOFS[figures.provenBy()],
    worstCaseGap: null,
    stats: statsOf(figures),
  };
}
