/** The build reads a .wasm file as hexadecimal digits. */
declare module "*.wasm" {
  const hex: string;
  export default hex;
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
