// A field that is nearly one of those that may be left out, such as `wieght`: in silence it would
// count as its default. Other names are the caller's own affair: ids, for instance.

import { isObject } from "./kinds.js";
import { refuse, showText } from "./messages.js";

/** From so many letters on another letter in one place is an error of typing, not another word. */
const LONG = 6;

/**
 * Throws a RangeError for a name that is one error of typing, or another way of writing, away from
 * a field that is not there. Costs a look at the names; of rows, one is looked at.
 *
 * @param source a row, or columns
 * @param path where it is
 * @param fields all fields there may be
 */
export function checkSpelling(source: unknown, path: string, fields: ReadonlySet<string>): void {
  if (!isObject(source)) return;
  for (const name in source) {
    if (fields.has(name) || !Object.hasOwn(source, name)) continue;
    for (const field of fields) {
      if (!isNear(name, field) || source[field] !== undefined) continue;
      const value = source[name];
      if (value === undefined) continue;
      const expected = `${field}, or a name that is not so near to it`;
      refuse("MISSPELLED_FIELD", `${path}.${showText(name)}`, value, expected);
    }
  }
}

function isNear(name: string, field: string): boolean {
  const [one, two] = [plain(name), plain(field)];
  if (one === two) return true;
  if (one[0] !== two[0]) return false;
  const [short, long] = one.length < two.length ? [one, two] : [two, one];
  if (long.length > short.length + 1) return false;
  let k = 0;
  while (k < short.length && short[k] === long[k]) k++;
  if (long.length > short.length) return short.slice(k) === long.slice(k + 1);
  if (short.slice(k + 1) === long.slice(k + 1)) return long.length >= LONG;
  const isTurned = short[k] === long[k + 1] && short[k + 1] === long[k];
  return isTurned && short.slice(k + 2) === long.slice(k + 2);
}

/** Without capitals and what stands between words: `min_accuracy` is `minAccuracy`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}
