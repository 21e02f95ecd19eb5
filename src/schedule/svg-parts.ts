// What charts of every kind are drawn with: the frame, its time axis, the scale of shades.

import { show, showText } from "../problem/messages.js";

export const WIDTH = 960;
export const ROW = 30;
export const BAR = 20;
export const LEFT = 146;
export const RIGHT = 24;
export const TOP = 52;
export const BOTTOM = 44;
/** Pixels a task number needs inside its bar. */
export const LABEL = 18;
/** Shades of the least and the greatest accuracy: light and dark blue. */
const LIGHT = [219, 231, 245] as const;
const DARK = [13, 59, 122] as const;

/** The outermost element and a white ground, whatever the page's is. */
export function frame(height: number): string[] {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
  ];
}

/** The two lines at the top. */
export function heading(title: string, figure: string): string {
  return `<text x="12" y="22" font-size="14" font-weight="600" fill="#111827">${title}</text><text x="12" y="40" fill="#4b5563">${figure}</text>`;
}

/** Where a second is, up to the one at which the time axis ends. */
export function scaleTo(horizon: number): (seconds: number) => number {
  return (seconds) => LEFT + (Math.min(seconds, horizon) / horizon) * (WIDTH - LEFT - RIGHT);
}

export function deadlineTick(x: number, top: number, bottom: number): string {
  return `<line x1="${round(x)}" x2="${round(x)}" y1="${top}" y2="${bottom}" stroke="#c2410c" stroke-width="1.2"/>`;
}

/** A scale of shades with its ends, and what a tick means. */
export function legend(least: number, greatest: number, tick = "deadline"): string {
  const left = WIDTH - RIGHT - 120;
  const stops = `<stop offset="0" stop-color="${colour(0)}"/><stop offset="1" stop-color="${colour(1)}"/>`;
  return [
    `<defs><linearGradient id="dsct-shade">${stops}</linearGradient></defs>`,
    `<text x="${left - 8}" y="20" text-anchor="end" fill="#4b5563">accuracy ${figures(least)}</text>`,
    `<rect x="${left}" y="11" width="72" height="11" fill="url(#dsct-shade)"/>`,
    `<text x="${left + 80}" y="20" fill="#4b5563">${figures(greatest)}</text>`,
    `<line x1="${left}" x2="${left}" y1="30" y2="40" stroke="#c2410c" stroke-width="1.2"/>`,
    `<text x="${left + 8}" y="40" fill="#4b5563">${tick}</text>`,
  ].join("");
}

export function axis(
  horizon: number,
  x: (seconds: number) => number,
  top: number,
  bottom: number,
): string {
  const parts = [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}" stroke="#6b7280"/>`,
  ];
  const step = niceStep(horizon / 8);
  const last = Math.min(horizon * (1 + 1e-9), Number.MAX_VALUE);
  for (let k = 0; k * step <= last; k++) {
    const at = round(x(k * step));
    parts.push(
      `<line x1="${at}" x2="${at}" y1="${top}" y2="${bottom + 5}" stroke="#e5e7eb"/>`,
      `<text x="${at}" y="${bottom + 19}" text-anchor="middle" fill="#4b5563">${figures(k * step)}</text>`,
    );
  }
  parts.push(
    `<text x="${WIDTH - RIGHT}" y="${bottom + 36}" text-anchor="end" fill="#4b5563">seconds from now</text>`,
  );
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

export function colour(shade: number): string {
  return `rgb(${LIGHT.map((light, k) => Math.round(light + shade * (DARK[k] - light))).join(",")})`;
}

export function escapeText(text: unknown): string {
  return (typeof text === "string" ? showText(text) : show(text))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}

export function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

/** Three significant digits, without trailing zeros. */
export function figures(value: number): string {
  return String(Number(value.toPrecision(3)));
}
