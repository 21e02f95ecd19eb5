// What time is worth, from the certificate of a schedule.

import type { MachinePrices } from "../../src/types/index.js";

/** The steps of a machine: value per second until a moment; 0 after the last one. */
export interface Step {
  until: number;
  price: number;
}

export function stepsOf({ start, until, price }: MachinePrices, machine: number): Step[] {
  const steps: Step[] = [];
  for (let k = start[machine]; k < start[machine + 1]; k++)
    steps.push({ until: until[k], price: price[k] });
  return steps;
}

export function priceAt(steps: readonly Step[], time: number): number {
  return steps.find(({ until }) => time < until)?.price ?? 0;
}

/** Value of the time between two moments at these prices. */
export function costOf(steps: readonly Step[], from: number, to: number): number {
  let [sum, begin] = [0, from];
  for (const { until, price } of steps) {
    const end = Math.min(until, to);
    if (end > begin) {
      sum += (end - begin) * price;
      begin = end;
    }
  }
  return sum;
}
