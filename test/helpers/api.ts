// The public API as one text: what every entry exports and every type that it names, from the
// declarations in dist/, without comments.

import { fileURLToPath } from "node:url";
import ts from "typescript";
import manifest from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
const printer = ts.createPrinter({ removeComments: true });

/** [what is imported, its declarations], of `exports` in package.json; none for what has no types. */
const ENTRIES = Object.entries(manifest.exports).map(
  ([path, target]): [string, string | undefined] => [
    path.replace(/^\./, manifest.name),
    JSON.stringify(target)
      .match(/[^"]+\.d\.ts/)?.[0]
      .replace("./", root),
  ],
);

/** A declaration as it is written; of a constant the whole line. */
function print(declaration: ts.Declaration): string {
  const isVariable = ts.isVariableDeclaration(declaration);
  const node = isVariable ? declaration.parent.parent : declaration;
  const text = printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile());
  return text.replace(/^export /, "").replace(/^declare /, "");
}

/** What a symbol stands for: that of the file where it is declared. */
function targetOf(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Everything of the package that a declaration names. */
function namedBy(declaration: ts.Declaration, checker: ts.TypeChecker): ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node) => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const target = symbol && targetOf(symbol, checker);
    const isTop = target?.declarations?.some(({ parent }) => ts.isSourceFile(parent));
    if (target && isTop && isOwn(target)) found.push(target);
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

const isOwn = ({ declarations = [] }: ts.Symbol) =>
  declarations.some((one) => one.getSourceFile().fileName.startsWith(`${root}dist/`));

const isValue = ({ flags }: ts.Symbol) => (flags & ts.SymbolFlags.Value) !== 0;

const textOf = ({ declarations = [] }: ts.Symbol) => declarations.map(print).join("\n");

/** Types by name, with those that they name, whether they are exported or not. */
function collect(symbol: ts.Symbol, types: Map<string, string>, checker: ts.TypeChecker) {
  if (types.has(symbol.name)) return;
  if (!isValue(symbol)) types.set(symbol.name, textOf(symbol));
  for (const one of symbol.declarations ?? []) {
    for (const named of namedBy(one, checker)) if (named !== symbol) collect(named, types, checker);
  }
}

/** `# dsct` with its constants and functions, an entry after the other; then all types. */
export function publicApi(): string {
  const files = ENTRIES.flatMap(([, file]) => file ?? []);
  const program = ts.createProgram(files, { module: ts.ModuleKind.NodeNext, types: [] });
  const checker = program.getTypeChecker();
  const types = new Map<string, string>();
  const entries = ENTRIES.map(([name, file]): [string, ts.Symbol[]] => {
    const module =
      file && checker.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile);
    const exported = module ? checker.getExportsOfModule(module) : [];
    for (const symbol of exported) collect(targetOf(symbol, checker), types, checker);
    return [name, exported];
  });
  const sections = entries.map(([name, exported]) => {
    const values = new Map<string, string>();
    const names: string[] = [];
    for (const symbol of exported) {
      const target = targetOf(symbol, checker);
      const isDefault = symbol.name === "default";
      if (!isValue(target)) names.push(symbol.name);
      else values.set(symbol.name, (isDefault ? "default " : "") + textOf(target));
    }
    const rest = [...types.keys()].filter((type) => !names.includes(type)).sort();
    const all = rest.length > 0 ? `types: all but ${rest.join(", ")}` : "types: all";
    return [`# ${name}`, ...sorted(values), names.length > 0 ? all : "types: none"];
  });
  return `${[...sections.flat(), "# types", ...sorted(types)].join("\n\n")}\n`;
}

function sorted(texts: Map<string, string>): string[] {
  const byName = ([one]: [string, string], [other]: [string, string]) => (one < other ? -1 : 1);
  return [...texts].sort(byName).map(([, text]) => text);
}
