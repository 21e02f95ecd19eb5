// In a page it starts itself as a worker; there it answers.

import { all } from "./all.js";

if (typeof document === "undefined") {
  all().then(postMessage);
} else {
  const worker = new Worker("/web-worker.js", { type: "module" });
  worker.onmessage = ({ data }) => (globalThis.rows = data);
}
