// What code says of its values, `expression; // value`, and whether it is so.

/** Code as one imports it, with the values that its lines show in place of checks. */
export interface Checked {
  /** `check(k, expression);` where the code has `expression; // value` of the kth check. */
  program: string;
  checks: { expression: string; shown: string }[];
}

/** Finds the lines that show a value. */
export function checked(code: string): Checked {
  const checks: Checked["checks"] = [];
  const program = code.replace(
    /^([\w.]+(?:(?:\(.*\)|\[.*\])[\w.]*)*); \/\/ (\[.*?\]|"[^"]*"|[\w.-]+).*$/gm,
    (_, expression, shown) => `check(${checks.push({ expression, shown }) - 1}, ${expression});`,
  );
  return { program, checks };
}

/** Whether a value is written so: arrays plain, numbers with the digits that are shown. */
export function isShown(value: unknown, shown: string): boolean {
  return matches(value, JSON.parse(shown), shown);
}

function matches(value: unknown, shown: unknown, text: string): boolean {
  if (ArrayBuffer.isView(value)) return matches(Array.from(value as Float64Array), shown, text);
  if (Array.isArray(shown)) {
    const list = value as unknown[];
    return (
      list.length === shown.length &&
      shown.every((entry, k) => matches(list[k], entry, String(entry)))
    );
  }
  if (typeof shown !== "number") return value === shown;
  const digits = (text.match(/\.(\d+)/)?.[1] ?? "").length;
  return Number((value as number).toFixed(digits)) === shown;
}
