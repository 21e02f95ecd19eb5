// For Stryker: what of assembly/ never runs in the JavaScript engine, so that no test of it can fail.
// That is what stands behind `if (ASC_FEATURE_SIMD)`, what follows `if (ASC_TARGET === 0) return`,
// and the functions and constants that esbuild leaves out of the engine with them.

import { javaScriptEngine } from "./javascript.js";

/** esbuild keeps a constant that is a sum, used or not. */
function withoutUnused(text) {
  const rest = text.replaceAll(/^ *var (\w+) = .*;\n/gm, (line, name) => {
    return text.split(new RegExp(`\\b${name}\\b`)).length > 2 ? line : "";
  });
  return rest === text ? text : withoutUnused(rest);
}

// esbuild adds a digit to a name that two files have
const DECLARATION = /^ {2}(?:function|var|let|const) (\w+?)\d?\b/gm;
const text = withoutUnused(await javaScriptEngine({ minifySyntax: false }));
const names = new Set([...text.matchAll(DECLARATION)].map(([, name]) => name));
const isInEngine = (name) => names.has(name.replace(/\d$/, ""));

const isIf = ({ type, test }, name) =>
  type === "IfStatement" && [test.name, test.left?.name].includes(name);

const isForLanes = ({ parent, key }) => isIf(parent, "ASC_FEATURE_SIMD") && key !== "alternate";

function isForWebAssembly({ parent, key, container }) {
  if (isIf(parent, "ASC_TARGET")) return key === "test";
  const before = Array.isArray(container) ? container.slice(0, key) : [];
  return before.some((node) => isIf(node, "ASC_TARGET"));
}

function isLeftOut({ node, parentPath }) {
  const declares = node.type === "FunctionDeclaration" || node.type === "VariableDeclarator";
  const isTop = declares && parentPath.scope.path.isProgram();
  return isTop && !isInEngine(node.id.name);
}

function shouldIgnore(path) {
  if (!path.parent) return undefined;
  if (isForLanes(path)) return "for lanes alone";
  if (isForWebAssembly(path)) return "for WebAssembly alone";
  return isLeftOut(path) ? "not in the JavaScript engine" : undefined;
}

export const strykerPlugins = [{ kind: "Ignore", name: "lanes", value: { shouldIgnore } }];
