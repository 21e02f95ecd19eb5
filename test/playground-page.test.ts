// The page of the playground as it is built: its size, its policy, and nothing that makes markup or
// programs of text.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";

const FOLDER = "build/playground";
const read = (path: string) => readFileSync(path, "utf8");

const sources = readdirSync("playground", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(tsx?|css|html)$/.test(name))
  .map((name) => `playground/${name}`);

it.each(sources)("%s makes no markup, style or program of text", (path) => {
  expect(read(path)).not.toMatch(
    /dangerouslySetInnerHTML|(inner|outer)HTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|createContextualFragment|srcdoc|setAttribute\("style|style="|\bon\w+="/,
  );
});

describe("the built page", () => {
  beforeAll(() => {
    execFileSync(process.execPath, ["scripts/playground.js"], { stdio: "pipe" });
  });

  it("has less than 400 kB gzipped in four files", () => {
    const files = readdirSync(FOLDER);
    expect(files.sort()).toEqual(["index.html", "licenses.txt", "playground.js", "style.css"]);
    const sizes = files.map((name) => gzipSync(readFileSync(`${FOLDER}/${name}`)).length);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(400_000);
  });

  it("has a policy that allows nothing inline, nothing from elsewhere, no markup of text", () => {
    const { document } = parseHTML(read(`${FOLDER}/index.html`));
    const policy = document
      .querySelector('meta[http-equiv="Content-Security-Policy"]')
      ?.getAttribute("content");
    const rules = new Map((policy ?? "").split("; ").map((rule) => [rule.split(" ")[0], rule]));
    expect(rules.get("default-src")).toBe("default-src 'none'");
    expect(rules.get("script-src")).toBe("script-src 'self' 'wasm-unsafe-eval'");
    expect(rules.get("style-src")).toBe("style-src 'self'");
    expect(rules.get("require-trusted-types-for")).toBe("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    expect(document.querySelectorAll("script:not([src]), style, [style]")).toHaveLength(0);
    for (const node of document.querySelectorAll("[src], [href]"))
      expect(node.getAttribute("src") ?? node.getAttribute("href")).toMatch(
        /^(\w+\.(js|css)|data:,)$/,
      );
  });

  it("the policy stands before whatever it governs", () => {
    const html = read(`${FOLDER}/index.html`);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.search(/<(link|script)/));
  });

  it("names the licence of every package in it", () => {
    const text = read(`${FOLDER}/licenses.txt`);
    for (const name of ["@observablehq/plot", "preact", "csv-parse", "d3-scale", "d3-array"])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, (MIT|ISC|BSD)`, "m"));
  });
});
