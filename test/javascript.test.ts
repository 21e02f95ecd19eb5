// assembly/ in JavaScript: what scripts/javascript.js does to a file, and what it may rely on.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { javaScriptEngine, toTypeScript } from "../scripts/javascript.js";

const folder = new URL("../assembly/", import.meta.url);
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  // inflate is WebAssembly alone
  (name) => name.endsWith(".ts") && !name.endsWith(".d.ts") && !name.startsWith("inflate"),
);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const withoutComments = (text: string) => text.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");

describe("assembly/ in JavaScript", () => {
  it("has typed arrays and Math, and imports what JavaScript lacks, every line in its place", () => {
    const text = "let a = new StaticArray<f64>(n);\nconst b: StaticArray<i32> = heap.reset();\n";
    const [first, second] = toTypeScript(text).split("\n");
    expect(first).toMatch(
      /^import \{ heap \} from ".*builtins\.js";let a = new Float64Array\(n\);$/,
    );
    expect(second).toBe("const b: Int32Array = heap.reset();");
    expect(toTypeScript("x = min(f64x2.min(a, b), floor(c));")).toBe(
      "x = Math.min(f64x2.min(a, b), Math.floor(c));",
    );
    expect(toTypeScript("let heaped: f64 = leastmin(1);")).toBe("let heaped: f64 = leastmin(1);");
  });

  it("has no word of AssemblyScript left, no lane and no branch for WebAssembly", async () => {
    const text = await javaScriptEngine();
    expect(text).toMatch(/^export function instantiate\(\) \{/);
    expect(withoutComments(text)).not.toMatch(
      /StaticArray|ASC_|v128|[fi]\d\dx\d|reinterpret|memory\.|\bload\(|\bstore\(/,
    );
    for (const word of ["Float64Array", "Math.min(", "Math.sqrt(", "fromWords("]) {
      expect(text).toContain(word);
    }
  });

  it("makes buffers of its own at every call", async () => {
    const url = `data:text/javascript,${encodeURIComponent(await javaScriptEngine())}`;
    const { instantiate } = await import(url);
    const [one, other] = [instantiate(), instantiate()];
    one.create(3, 1);
    other.create(2, 1);
    expect([one.buffer(1).length, other.buffer(1).length]).toEqual([3, 2]);
    one.buffer(1).fill(7);
    expect(Array.from(other.buffer(1))).toEqual([0, 0]);
  });

  // JavaScript knows no casts: where one would change a number, the engines would part.
  it.each(names)("%s casts whole numbers alone, and divides none", (name) => {
    const text = withoutComments(read(name));
    for (const [, cast] of text.matchAll(/(?<!Array)<i32>\(?(\w+)/g)) {
      expect(["floor", "ceil", "reinterpret", "k", "mask", "min"], `<i32>${cast}`).toContain(cast);
    }
    expect(text).not.toMatch(/<(u\d+|i8|i16|f32|bool)>/);
    // lengths, positions and counts are halved by shifts: i32 / i32 would drop the rest
    expect(text).not.toMatch(/\b(n|m|i|j|k|from|to|end|length|size|top|count)\b \/ (?!\/)/);
  });
});
