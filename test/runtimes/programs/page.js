import { all } from "./all.js";

all().then(
  (rows) => (globalThis.rows = rows),
  (error) => (globalThis.rows = [["page", "says", String(error)]]),
);
