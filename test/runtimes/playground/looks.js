// Narrow and wide, light and dark: nothing is cut off, and axe finds nothing to complain of.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { settle } from "./page.js";
import { root, withPage } from "./site.js";

const PICTURES = `${root}build/playground-screenshots/`;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What stands out to the right, of the page or of its card. */
function overflow() {
  const { scrollWidth } = document.documentElement;
  const isOut = (element) => {
    if (element.closest(".scroll") || !element.checkVisibility()) return false;
    const edge = element.closest(".card").getBoundingClientRect().right;
    return element.getBoundingClientRect().right > edge;
  };
  const out = [...document.querySelectorAll(".card *")].filter(isOut);
  return [
    ...(scrollWidth > innerWidth ? [`${scrollWidth} pixels in a window of ${innerWidth}`] : []),
    ...out.map(({ outerHTML }) => outerHTML.slice(0, 120)),
  ];
}

async function complaints(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run();
    return violations.map(({ id, impact, nodes: [{ target, failureSummary }, ...others] }) => {
      return `${impact} ${id}: ${target} and ${others.length} others: ${failureSummary}`;
    });
  });
}

async function look(page, name) {
  assert.deepEqual(await page.evaluate(overflow), []);
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
  assert.deepEqual(await complaints(page), []);
}

async function looksWell(width, colorScheme) {
  mkdirSync(PICTURES, { recursive: true });
  const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
  return withPage(options, async (page) => {
    await settle(page);
    await page.getByRole("button", { name: "Choose request 6" }).click();
    await look(page, `moment-${width}-${colorScheme}`);
    await page.getByRole("tab", { name: "Over time" }).click();
    await page.waitForTimeout(1000);
    await page.getByRole("button", { name: "Pause" }).click();
    await look(page, `time-${width}-${colorScheme}`);
    return "both views: nothing beyond the edge, no complaint of axe";
  });
}

export const looks = [380, 1600].flatMap((width) =>
  ["light", "dark"].map((scheme) => [`${width} px, ${scheme}`, () => looksWell(width, scheme)]),
);
