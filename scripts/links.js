// The links of a folder of HTML: pages, anchors, pictures, scripts. What is outside is not asked
// for; its address must be one.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { parseHTML } from "linkedom";

/** Where a page leads to, and nothing is: "page: link", each with the numbers of what was read. */
export function deadLinks(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".html"));
  const anchors = new Map();
  const links = [];
  for (const page of paths) {
    const { document } = parseHTML(readFileSync(join(folder, page), "utf8"));
    const marked = [...document.querySelectorAll("[id], a[name]")];
    anchors.set(page, new Set(marked.map((node) => node.id || node.getAttribute("name"))));
    for (const node of document.querySelectorAll("[href], [src]")) {
      links.push([page, node.getAttribute("href") ?? node.getAttribute("src")]);
    }
  }
  const leads = ([page, link]) => {
    if (/^[a-z]+:/i.test(link)) return URL.canParse(link) && !/^(http|file|javascript):/.test(link);
    const [path, anchor] = link.split("#").map(decodeURIComponent);
    const target = path === "" ? page : posix.join(dirname(page), path);
    if (target.startsWith("..") || !existsSync(join(folder, target))) return false;
    if (!statSync(join(folder, target)).isFile()) return false;
    if (target.endsWith(".md")) return false; // a page that the site has not
    return !anchor || !anchors.has(target) || anchors.get(target).has(anchor);
  };
  const dead = links.filter((link) => !leads(link)).map(([page, link]) => `${page}: ${link}`);
  return { dead: [...new Set(dead)], pages: paths.length, links: links.length };
}
