// Beside <script src=".../iife.js">, which leaves the global `dsct`.

import { probe } from "./probe.js";

probe(globalThis.dsct.solve).then((hash) => (globalThis.rows = [["dist/iife.js", "hash", hash]]));
