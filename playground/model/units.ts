// How numbers are shown and read: times in milliseconds, everything else as it is.

/** Milliseconds of seconds, as text without the noise of the product: 0.035 -> "35". */
export function toMs(seconds: number): string {
  return String(Number((seconds * 1000).toPrecision(15)));
}

/** Seconds of milliseconds: "35" -> 0.035, the double that a reader of 0.035 gets. */
export function fromMs(text: string): number {
  return Number(/e/i.test(text) ? Number(text) / 1000 : `${text.trim()}e-3`);
}

/** For people: `digits` after the point, with a true minus, and none for what rounds to zero. */
export function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A difference: with its sign. */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Milliseconds for people: three significant digits, or all before the point. */
export function ms(seconds: number): string {
  if (!Number.isFinite(seconds)) return "never";
  const value = Number((seconds * 1000).toPrecision(12)); // without the noise of sums
  const size = Math.abs(value);
  return `${fixed(value, size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2)} ms`;
}

/** The least of 1, 2 and 5 times the powers of ten that is not less than a value > 0. */
export function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((k) => k * power).find((nice) => nice >= value) as number;
}
