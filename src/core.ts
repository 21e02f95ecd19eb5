// The core, compiled at import from the bytes that travel inside the module: for every runtime that
// compiles WebAssembly.

import core from "../build/release.wasm";

let compiled: WebAssembly.Module | undefined;
let failure: unknown;
// At import: some runtimes compile there and nowhere else. What fails is told at first use.
try {
  compiled = new WebAssembly.Module(decodeHex(core));
} catch (error) {
  failure = error;
}

/** A fresh instance of the core; throws where none can be had, and names the way out. */
export function instantiate(): object {
  if (compiled) return new WebAssembly.Instance(compiled, {}).exports;
  throw new Error("this runtime does not compile WebAssembly; import dsct/reference instead", {
    cause: failure,
  });
}

/** Four bytes a step: a third of the time of a step a byte, in code that runs once (measured). */
function decodeHex(text: string): ArrayBuffer {
  const bytes = new ArrayBuffer(text.length / 2);
  const view = new DataView(bytes);
  const parse = (at: number, length: number) =>
    Number.parseInt(text.slice(2 * at, 2 * (at + length)), 16);
  let at = 0;
  for (; at + 4 <= bytes.byteLength; at += 4) view.setUint32(at, parse(at, 4));
  for (; at < bytes.byteLength; at++) view.setUint8(at, parse(at, 1));
  return bytes;
}
