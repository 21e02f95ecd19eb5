// The upper bound that the prices of a schedule with tables prove, from its definition: any that do
// not rise do (weak duality). Part of `certify`; shares no code with the solver.

import type { TablesInput } from "../tables/read-tables.js";
import type { MachinePrices } from "../types/index.js";
import { sum } from "./dual.js";
import { mostWon, type TablePoints } from "./table-points.js";

/**
 * The sum of w_j base_j, of what each request can win beyond that at the prices of the time it
 * takes, and of what all time costs that has a price. A run pays the price of the second at which
 * it must have ended; earlier ones cost no less, for prices do not rise. O(options).
 */
export function pricesBound(
  input: TablesInput,
  points: TablePoints,
  prices: MachinePrices<Float64Array>,
): number {
  const { n, m } = input.sizes;
  const { weight, base, minAccuracy } = input;
  const won = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const task = { weight: weight[j], base: base[j], minAccuracy: minAccuracy[j] };
    for (let r = 0; r < m; r++) {
      const place = points.placeOf(j, r);
      if (!place) continue;
      won[j] = Math.max(won[j], mostWon(place, task, priceAt(prices, r, place.latest)));
    }
  }
  return sum(base, weight) + sum(won) + sum(costs(input, prices));
}

/** The price of machine r for a run that must have ended by then. */
function priceAt(
  { start, until, price }: MachinePrices<Float64Array>,
  r: number,
  latest: number,
): number {
  let low = start[r];
  let high = start[r + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (until[middle] < latest) low = middle + 1;
    else high = middle;
  }
  return low < start[r + 1] ? price[low] : 0;
}

/** What the time costs from each change of a price to the next. */
function costs(
  { readyAt }: TablesInput,
  { start, until, price }: MachinePrices<Float64Array>,
): Float64Array {
  const paid = new Float64Array(price.length);
  for (let r = 0; r < readyAt.length; r++) {
    for (let i = start[r]; i < start[r + 1]; i++) {
      paid[i] = price[i] * (until[i] - (i > start[r] ? until[i - 1] : readyAt[r]));
    }
  }
  return paid;
}
