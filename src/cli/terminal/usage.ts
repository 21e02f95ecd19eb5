// What the user got wrong, in one line that a terminal may be shown. Needs neither a terminal nor
// Node.

import { showText } from "../../problem/messages.js";

/** Characters of a message of others that are shown: it may repeat an argument or a path. */
const MOST_OF_OTHERS = 200;

/** What the user got wrong. */
export class UsageError extends Error {}

/** What an error of Node or of the engine says, in one line that a terminal may be shown. */
export function reason(error: unknown): string {
  return showText((error as Error).message.split("\n")[0], MOST_OF_OTHERS);
}
