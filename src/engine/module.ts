// A core: an instance of a module that the runtime made, or of one compiled at import from the
// bytes that travel inside.

import { errorOf } from "../problem/errors.js";

/**
 * Compiles a core; returns what makes fresh instances of it, or throws where none can be had, and
 * names the way out. To be called at import: some runtimes compile there and nowhere else.
 */
export function compile(hex: string): () => object {
  let compiled: WebAssembly.Module | undefined;
  let failure: unknown;
  try {
    compiled = new WebAssembly.Module(decodeHex(hex));
  } catch (error) {
    failure = error; // told at first use
  }
  return () => {
    if (compiled) return instanceOf(compiled);
    const way = "import dsct/reference instead, or pass createSolver an imported dsct/core.wasm";
    const message = `this runtime does not compile WebAssembly; ${way}`;
    throw errorOf("NO_WASM", "", message, { cause: failure });
  };
}

/** What a fresh instance of the core exports. */
export function instanceOf(core: WebAssembly.Module): object {
  return new WebAssembly.Instance(core, {}).exports;
}

/** Likewise, of a module that a caller says is the core. */
export function checkedInstanceOf(module: object): object {
  const core = module as WebAssembly.Module;
  if (WebAssembly.Module.exports(core).some(({ name }) => name === "createProof")) {
    return instanceOf(core);
  }
  const message = "module is another WebAssembly.Module; expected that of dsct/core.wasm";
  throw errorOf("WRONG_MODULE", "module", message);
}

/**
 * Engines of today read the digits themselves, and Node did before they could. A loop in code that
 * runs once costs 6 ms and more (measured), so it is left to engines that have neither.
 */
function decodeHex(text: string): Uint8Array<ArrayBuffer> {
  const { Uint8Array: Bytes, Buffer: NodeBytes } = globalThis as unknown as Decoders;
  if (Bytes.fromHex) return Bytes.fromHex(text);
  if (NodeBytes) return NodeBytes.from(text, "hex");
  const bytes = new Uint8Array(text.length / 2);
  for (let k = 0; k < bytes.length; k++) {
    bytes[k] = Number.parseInt(text.slice(2 * k, 2 * k + 2), 16);
  }
  return bytes;
}

interface Decoders {
  Uint8Array: { fromHex?: (text: string) => Uint8Array<ArrayBuffer> };
  Buffer?: { from(text: string, encoding: "hex"): Uint8Array<ArrayBuffer> };
}
