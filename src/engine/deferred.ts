// The core of the reference engine behind a function. In the entries that are built scripts/lazy.js
// puts the whole of it inside, so that importing them makes none of it.

import * as core from "../reference/index.js";

export const referenceCore = (): typeof core => core;
