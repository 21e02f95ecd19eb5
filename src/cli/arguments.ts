// Numbers among the arguments, and what is wrong with them.

/** What the user got wrong. */
export class UsageError extends Error {}

export function required(name: string, text: string | undefined): number {
  if (text === undefined) throw new UsageError(`${name} is missing; expected a number`);
  return number(name, text) as number;
}

export function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw new UsageError(`${name} is ${text}; expected a number`);
  return value;
}
