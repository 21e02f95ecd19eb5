// Builds the site of the reference, the guides and the playground (scripts/playground.js builds it
// before) into docs/site/, and follows every link of it.
// A warning or a dead link ends it with an error. node scripts/docs.js

import { cpSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  JSX,
  KindRouter,
  ReflectionKind,
} from "typedoc";
import { deadLinks } from "./links.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** [what it is imported as, its file, what it is for] */
const MODULES = [
  ["dsct", "src/index.ts", "Schedules one batch of requests; synchronous, on WebAssembly."],
  [
    "dsct/reference",
    "src/entry/reference.ts",
    "The same functions in JavaScript alone, with the same answers to the bit, for runtimes that " +
      "forbid WebAssembly. `certify`, `svg`, `generate`, `fitCurve` and `REASONS` are those of " +
      "`dsct`.",
  ],
  [
    "dsct/worker",
    "src/entry/worker.ts",
    "Solves in a worker, so that a page or an event loop goes on meanwhile.",
  ],
  [
    "dsct/online",
    "src/entry/online.ts",
    "Requests that arrive over time: what a free machine runs next, and at which size. The types " +
      "are under `dsct`, in the section “Requests over time”.",
  ],
];

/** The pages in the order in which they are listed, under the heading of their group. */
const GROUPS = {
  Guides: [
    "docs/guide.md",
    "docs/vocabulary.md",
    "docs/measurements.md",
    "docs/online.md",
    "docs/curves.md",
    "docs/runtimes.md",
    "docs/scale.md",
    "docs/errors.md",
    "docs/cli.md",
  ],
  Examples: [
    "playground/README.md",
    "examples/README.md",
    "examples/dispatcher/README.md",
    "examples/cluster/README.md",
    "examples/worker/README.md",
    "examples/browser/README.md",
    "examples/data/README.md",
    "bench/online/data/README.md",
  ],
  "How it works, how good": [
    "docs/methods.md",
    "docs/quality.md",
    "docs/performance.md",
    "docs/paper.md",
  ],
  Project: ["CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "docs/mutation.md"],
};
const PAGES = Object.values(GROUPS).flat();
/** Of pages whose first heading is that of a part. */
const TITLES = {
  "examples/data/README.md": "Data: measured networks",
  "bench/online/data/README.md": "Data: arrivals of requests",
};

/** The heading under which a module lists the types of each file of src/types/. */
const CATEGORIES = {
  calls: "Types of functions",
  certificate: "Certificates",
  dispatcher: "Requests over time",
  fit: "Generated and fitted curves",
  errors: "Errors",
  generate: "Generated and fitted curves",
  online: "Requests over time",
  options: "Options",
  pool: "Workers",
  problem: "Problems with curves",
  schedule: "Schedules",
  solver: "A reusable solver",
  tables: "Problems with tables",
};

const textOf = (text) => [{ kind: "text", text }];

const missing = readdirSync("docs")
  .map((name) => `docs/${name}`)
  .filter((path) => path.endsWith(".md") && !PAGES.includes(path));
if (missing.length > 0) throw new Error(`scripts/docs.js has no group for ${missing}`);

const app = await Application.bootstrap({
  options: "scripts/typedoc.json",
  entryPoints: MODULES.map(([, file]) => file),
  projectDocuments: PAGES,
});

/** A page has the address of its file: `documents/guide.html`, `documents/examples-data.html`. */
const files = new Map();
class Router extends KindRouter {
  getIdealBaseName(reflection) {
    const file = files.get(reflection);
    return file ? `documents/${file}` : super.getIdealBaseName(reflection);
  }
}
app.renderer.defineRouter("files", Router);
app.options.setValue("router", "files");

/** It is called as its first heading says. */
app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => {
  const path = PAGES[page.project.documents.length - 1];
  const file = path.replace(/^docs\/|(\/README)?\.md$/g, "");
  files.set(page, file.replaceAll("/", "-").toLowerCase());
  page.name = TITLES[path] ?? readFileSync(path, "utf8").match(/^# (.*)$/m)[1];
  const [group] = Object.entries(GROUPS).find(([, paths]) => paths.includes(path));
  page.frontmatter.category = group;
});

app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
  if (!reflection.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias])) return;
  const [declaration] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
  const isSchedule = /^Tables(Schedule|Summary)|^Reason$|^MachinePrices$/.test(reflection.name);
  const file = basename(declaration.getSourceFile().fileName, ".ts");
  const category = CATEGORIES[isSchedule ? "schedule" : file];
  reflection.comment?.blockTags.push(new CommentTag("@category", textOf(category)));
});

app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const [k, module] of project.children.entries()) {
    const [name, , text] = MODULES[k];
    module.name = name;
    module.comment = new Comment(textOf(text), [new CommentTag("@category", textOf("Reference"))]);
  }
  // fields that are there so that a problem does not mix both kinds, and types that every entry
  // repeats
  for (const reflection of Object.values(project.reflections)) {
    const isNever =
      /^(never|undefined)$/.test(String(reflection.type)) && reflection.flags.isOptional;
    const target = reflection.isReference() ? reflection.tryGetTargetReflection() : undefined;
    const isType = target?.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]);
    if (isNever || isType) project.removeReflection(reflection);
  }
});

app.renderer.hooks.on("navigation.begin", ({ relativeURL }) => {
  const href = relativeURL("playground/index.html");
  return JSX.createElement("p", null, JSX.createElement("a", { href }, "Open the playground"));
});

const project = await app.convert();
if (project) {
  app.validate(project);
  // a constant and its call say the same first sentence, for editors
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Function))
    if (reflection.signatures[0].comment) delete reflection.comment;
  await app.generateOutputs(project);
  cpSync("build/playground", "docs/site/playground", { recursive: true });
}
const wrong = app.logger.errorCount + app.logger.warningCount;
if (!project || wrong > 0) throw new Error(`typedoc found ${wrong} mistakes`);

const { dead, pages, links } = deadLinks("docs/site");
for (const link of dead) console.error(link);
if (dead.length > 0) throw new Error(`${dead.length} links lead nowhere`);
console.log(`docs/site/index.html: ${pages} pages, ${links} links, none of them dead`);
