// What follows the links of the site finds those that lead nowhere, and only those.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { deadLinks } from "../scripts/links.js";

it("a link that leads nowhere is found, whatever it leads to", () => {
  const folder = mkdtempSync(join(tmpdir(), "dsct-links-"));
  const alive = [
    "#here",
    "sub/page.html",
    "sub/page.html#there",
    "picture.svg",
    "https://example.org/",
  ];
  const dead = ["#gone", "gone.html", "sub/page.html#gone", "sub", "notes.md", "http://", "../x"];
  const links = [...alive, ...dead].map((link) => `<a href="${link}">x</a>`).join("");
  const images = '<img src="picture.svg"><img src="gone.svg">';
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "index.html"), `<html><p id="here">${links}${images}</p></html>`);
  writeFileSync(join(folder, "sub/page.html"), '<html><p id="there"></p></html>');
  for (const file of ["picture.svg", "notes.md"]) writeFileSync(join(folder, file), "");
  const found = deadLinks(folder);
  expect(found.dead).toEqual([...dead, "gone.svg"].map((link) => `index.html: ${link}`));
  expect(found.pages).toBe(2);
  expect(found.links).toBe(alive.length + dead.length + 2);
});
