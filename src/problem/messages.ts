// The words of errors: the path, the value and what was expected.

/** Throws for a number out of range, or no number at all. */
export function wrong(path: string, value: unknown, expected: string): never {
  if (typeof value !== "number") wrongType(path, value, `a ${expected}`);
  const infinite = Math.abs(value) === Infinity && !expected.startsWith("finite");
  throw new RangeError(`${path} is ${value}; expected a ${infinite ? "finite " : ""}${expected}`);
}

export function wrongType(path: string, value: unknown, expected: string): never {
  throw new TypeError(`${path} is ${show(value)}; expected ${expected}`);
}

/** A value in a message. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

/** "a, b or c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
