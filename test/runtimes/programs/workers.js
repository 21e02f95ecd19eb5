// Workers alone, in pages that are not as others.

import { inWorkers } from "./all.js";

inWorkers().then(
  (rows) => (globalThis.rows = rows),
  (error) => (globalThis.rows = [["page", "says", String(error)]]),
);
