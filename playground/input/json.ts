// Rows as JSON that reads back the same to the bit: JSON.stringify makes 0 of -0.

type Value = object | number | string | null;

/** In one line without spaces. */
export function compactJson(value: Value): string {
  if (!isNested(value)) return scalar(value);
  if (Array.isArray(value)) return `[${value.map(compactJson).join()}]`;
  const entries = Object.entries(value);
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${compactJson(one)}`).join()}}`;
}

/** With a line for each row and each table. */
export function prettyJson(value: Value, indent = ""): string {
  if (!isNested(value)) return scalar(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? "[]" : "{}";
  const inner = Object.values(value).every(isFlat) ? "" : `${indent}  `;
  const texts = Object.entries(value).map(([name, one]) => {
    return `${isList ? "" : `${JSON.stringify(name)}: `}${prettyJson(one, inner)}`;
  });
  if (inner === "") return `${open}${texts.join(", ")}${close}`;
  return `${open}\n${texts.map((text) => `${inner}${text}`).join(",\n")}\n${indent}${close}`;
}

function isNested(value: Value): value is object {
  return typeof value === "object" && value !== null;
}

/** Neither an object nor a list of them. */
function isFlat(value: Value): boolean {
  return !isNested(value) || (Array.isArray(value) && !value.some(isNested));
}

function scalar(value: number | string | null): string {
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}
