// The playground in Chromium. As part of test:runtimes, or alone, all of it or some:
//
//     npm run test:playground
//     npm run test:playground -- drag link

import { pathToFileURL } from "node:url";
import { dragging } from "./playground/drag.js";
import { files } from "./playground/files.js";
import { keyboard } from "./playground/keyboard.js";
import { links } from "./playground/links.js";
import { looks } from "./playground/looks.js";
import { online } from "./playground/online.js";
import { close, version } from "./playground/site.js";
import { solving } from "./playground/solving.js";

export { close };

const checks = [...keyboard, ...dragging, ...links, ...files, ...solving, ...online, ...looks];

export const playground = checks.map(([what, run]) => ({
  ...{ name: "Chromium, playground", version },
  run: async () => [[what, "ok", await run()]],
}));

async function alone(words) {
  for (const [what, run] of checks) {
    if (words.length > 0 && !words.some((word) => what.includes(word))) continue;
    const begin = performance.now();
    const answer = await run().catch((error) => {
      process.exitCode = 1;
      return `FAILED: ${error.stack}`;
    });
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(`${what} | ${answer} | ${seconds} s`);
  }
  await close();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await alone(process.argv.slice(2));
