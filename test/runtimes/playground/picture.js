// The pictures of the README, light and dark, from the page itself: npm run playground:picture

import { writeFileSync } from "node:fs";
import sharp from "sharp";
import { settle } from "./page.js";
import { close, root, withPage } from "./site.js";

/** Pixels of the page. */
const WIDTH = 1200;
const MARGIN = 12;
/** The request that is explained: larger would be too late, and no other place is better. */
const CHOSEN = 6;

/** The chart, the chosen request, and of the methods all down to the curve over time. */
async function clipOf(page) {
  const bottomOf = async (locator) => {
    const { y, height } = await locator.boundingBox();
    return y + height;
  };
  const { y } = await page.getByRole("region", { name: "Schedule" }).boundingBox();
  const curve = page.getByRole("img", { name: /^Best value and bound/ });
  const bottom = await bottomOf(curve);
  return { x: 0, y: y - MARGIN, width: WIDTH, height: bottom - y + 2 * MARGIN };
}

/** The times shown are those of compiled code: all methods run some times before. */
async function warm(page) {
  await settle(page);
  for (let k = 0; k < 8; k++) {
    for (const name of ["Add a request", "Undo"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await settle(page);
    }
  }
}

async function picture(colorScheme) {
  const options = { viewport: { width: WIDTH, height: 3000 }, deviceScaleFactor: 2, colorScheme };
  const bytes = await withPage(options, async (page) => {
    await warm(page);
    await page.getByRole("button", { name: "Run exact" }).click();
    await page.getByRole("row", { name: /^exact .* (feasible|optimal)$/ }).waitFor();
    await page.getByRole("button", { name: `Choose request ${CHOSEN}` }).click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement.blur());
    return page.screenshot({ clip: await clipOf(page) });
  });
  const path = `docs/playground-${colorScheme}.png`;
  const small = await sharp(bytes)
    .png({ palette: true, quality: 85, dither: 0, effort: 10 })
    .toBuffer();
  writeFileSync(root + path, small);
  console.log(`${path}: ${(small.length / 1000).toFixed(1)} kB`);
}

for (const colorScheme of ["light", "dark"]) await picture(colorScheme);
await close();
