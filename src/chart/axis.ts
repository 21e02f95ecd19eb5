// Where seconds are, and the axis that says so.

import { figures, round } from "./text.js";
import { WIDTH } from "./theme.js";

export const LEFT = 146;
export const RIGHT = 24;
/** Pixels of the time axis. */
export const SPAN = WIDTH - LEFT - RIGHT;

/** Where a second is; what is before now or beyond the axis is at its end. */
export type Scale = (seconds: number) => number;

export function scaleTo(horizon: number): Scale {
  return (seconds) => LEFT + (seconds > 0 ? (Math.min(seconds, horizon) / horizon) * SPAN : 0);
}

/** Grid, ticks and title. */
export function axis(horizon: number, x: Scale, top: number, bottom: number): string {
  const parts = [
    `<path class="dsct-axis" d="M${LEFT} ${bottom}H${WIDTH - RIGHT}"/>`,
    `<text class="dsct-dim" x="${LEFT + SPAN / 2}" y="${bottom + 35}" text-anchor="middle">time from now (s)</text>`,
  ];
  const step = niceStep(horizon / 8);
  const last = Math.min(horizon * (1 + 1e-9), Number.MAX_VALUE);
  for (let k = 0; k * step <= last; k++) {
    const at = round(x(k * step));
    parts.push(
      `<path class="dsct-grid" d="M${at} ${top}V${bottom + 5}"/>`,
      `<text class="dsct-dim dsct-tick" x="${at}" y="${bottom + 19}" text-anchor="middle">${figures(k * step)}</text>`,
    );
  }
  return parts.join("");
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  if (!(least > 1e-300)) return 1; // the axis of a horizon that is next to nothing has one tick
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}
