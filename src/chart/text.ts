// Text in a chart: what comes from outside is escaped, numbers have three digits.

import { show, showText } from "../problem/messages.js";

/** Pixels that a letter of a bar's label takes at most, and one of a script with wide ones. */
const LETTER = 6;
const WIDE_LETTER = 11;
/** Where scripts with wide letters begin, and emoji behind them. */
const FIRST_WIDE = 0x2e80;

/** Characters that XML does not allow, in no form, although a string may have them. */
const NOT_IN_XML = /[\ufffe\uffff]/g;

/** A caller's value as text: cut, and without what a reader does not see. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? showText(value) : show(value);
}

/** A text as XML. ">", too, for "]]>" is an error there. */
export function escapeText(text: string): string {
  return text
    .replace(NOT_IN_XML, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Pixels that a label needs; a guess, for no runtime without a page measures text. */
export function widthOf(label: string): number {
  let width = 0;
  for (const letter of label) {
    width += (letter.codePointAt(0) as number) < FIRST_WIDE ? LETTER : WIDE_LETTER;
  }
  return width;
}

/** Pixels with two decimals. */
export function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

/** Three significant digits, without trailing zeros. */
export function figures(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A short name of a text: FNV-1a, in letters and digits. */
export function hash(text: string): string {
  let code = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) code = Math.imul(code ^ text.charCodeAt(i), 0x01000193);
  return (code >>> 0).toString(36);
}

/** "1 task", "2 tasks". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
