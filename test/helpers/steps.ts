// The JavaScript engine module by module, for tests of a step: what they import of assembly/ with the
// ending `?js` is what this engine runs, and what it leaves in the workspace is seen there.

import * as modules from "../../assembly/index.ts?js";
import { javascriptEngine } from "../../src/engine/javascript.js";

export const steps = javascriptEngine(() => modules);
