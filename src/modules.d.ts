/** The build reads a .wasm file as text, see scripts/wasm.js. */
declare module "*.wasm" {
  const text: string;
  export default text;
}

/** The core in JavaScript, which the build makes. */
declare module "*/build/core.js" {
  /** A core with memory of its own. */
  export function instantiate(): object;
}

/** The build leaves these to the runtime, which makes modules of them. */
declare module "*.wasm?static" {
  const module: WebAssembly.Module;
  export default module;
}
declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*.txt" {
  const text: string;
  export default text;
}

/** The engine in JavaScript, which the build makes of assembly/. */
declare module "*/build/core.js" {
  export function instantiate(): object;
}

/** Vitest makes JavaScript of a file of assembly/, see scripts/javascript.js. */
declare module "*.ts?js";

/** What tests ask of it. */
declare module "*/scripts/javascript.js" {
  export function toTypeScript(text: string): string;
  export function javaScriptEngine(): Promise<string>;
}

/** Likewise. */
declare module "*/scripts/links.js" {
  export function deadLinks(folder: string): { dead: string[]; pages: number; links: number };
}
