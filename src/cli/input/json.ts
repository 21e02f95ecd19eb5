// JSON: text to what it says.

import { reason, UsageError } from "../terminal/usage.js";

/** name: what a message calls the text. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} holds no JSON: ${reason(error)}`);
  }
}
