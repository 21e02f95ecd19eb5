// Problems and schedules as JSON, in and out.

import { readFileSync } from "node:fs";
import { UsageError } from "./arguments.js";

/** path "-": stdin. */
export function readJson(path: string): unknown {
  const name = path === "-" ? "stdin" : path;
  const text = read(path, name);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${name} holds no JSON: ${(error as Error).message.replaceAll("\n", " ")}`,
    );
  }
}

function read(path: string, name: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`);
  }
}

export function toJson(data: unknown): string {
  return JSON.stringify(data, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
}
