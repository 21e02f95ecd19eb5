// What the terminal can show: colours and width.

import type { WriteStream } from "node:tty";

/** How to begin and to end a style. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
} as const;

export type Style = keyof typeof STYLES;

/** A stream that may be a terminal. */
export type Output = Partial<Pick<WriteStream, "isTTY" | "columns">>;

/** By the variables that other programs listen to as well, else on a terminal. */
export function hasColors(stream: Output): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR || FORCE_COLOR === "0" || FORCE_COLOR === "false") return false;
  return Boolean(FORCE_COLOR) || (stream.isTTY === true && TERM !== "dumb");
}

export function paint(text: string, style: Style, stream: Output): string {
  if (!hasColors(stream)) return text;
  const [begin, end] = STYLES[style];
  return `\u001b[${begin}m${text}\u001b[${end}m`;
}

/** Characters a line; Infinity where no terminal is, for a file has room. */
export function widthOf(stream: Output): number {
  return stream.isTTY ? stream.columns || 80 : Infinity;
}

/** At most so many characters, the last one an ellipsis where some are cut off. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  // by characters, of which some have two units
  return `${[...text].slice(0, Math.max(0, width - 1)).join("")}\u2026`;
}
