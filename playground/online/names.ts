// Words and numbers of the view, as they are shown.

import type { DropReason, LimitedBy } from "../../src/types/index.js";
import { signed } from "../model/units.js";

/** The two policies, as they are told apart: by name, by colour, and by dash or hatching. */
export const SIDES = [
  { side: "ours", name: "Dispatcher", colour: "var(--blue)" },
  { side: "simple", name: "EDF largest that fits", colour: "var(--vermillion)" },
] as const;

/** In percent, without the sign. */
export const inPercent = (share: number) =>
  Number.isFinite(share) ? (100 * share).toFixed(1) : "–";

export const percent = (share: number) => (Number.isFinite(share) ? `${inPercent(share)} %` : "–");

/** A difference of shares, in points. */
export const points = (difference: number) =>
  Number.isFinite(difference) ? signed(100 * difference, 2) : "–";

export const count = (value: number) => value.toLocaleString("en");

/** 0:00 to 99:59:59. */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const pad = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ""}${pad(minutes)}:${pad(whole % 60)}`;
}

/** What can happen here: the queue has no limit, nobody cancels, no machine is lost. */
export const REASONS: { reason: DropReason; meaning: string }[] = [
  { reason: "outbid", meaning: "it would fit, but others are worth more" },
  { reason: "infeasible", meaning: "too little time for the smallest size" },
  { reason: "expired", meaning: "its deadline passed in the queue" },
];

export const LIMITS: Record<LimitedBy, string> = {
  full: "the largest size",
  deadline: "no larger one fits its deadline",
  horizon: "others wait for their share",
  release: "the machine is worth more afterwards",
};
