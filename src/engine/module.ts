// A core: an instance of a module that the runtime made, or of one compiled at import from the
// bytes that travel inside.

import { errorOf } from "../problem/errors.js";

/**
 * Compiles a core; returns what makes fresh instances of it, or throws where none can be had, and
 * names the way out. bytes: asked for where there is WebAssembly at all. To be called at import:
 * some runtimes compile there and nowhere else.
 */
export function compile(bytes: () => Uint8Array<ArrayBuffer>): () => object {
  let compiled: WebAssembly.Module | undefined;
  let failure: unknown;
  try {
    compiled = new WebAssembly.Module(bytes());
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

/** How a core as text begins that is in hexadecimal digits, as every WebAssembly module does. */
const HEX_MAGIC = "0061736d";

/**
 * The bytes of a core as text, hexadecimal or base64. Engines of today read either themselves, and
 * Node did before they could. A loop in code that runs once costs 6 ms and more (measured), so it
 * is left to engines that have neither.
 */
export function decodeCore(text: string): Uint8Array<ArrayBuffer> {
  const { Uint8Array: Bytes, Buffer: NodeBytes } = globalThis as unknown as Decoders;
  const isHex = text.startsWith(HEX_MAGIC);
  if (Bytes.fromHex && Bytes.fromBase64) {
    return isHex ? Bytes.fromHex(text) : Bytes.fromBase64(text);
  }
  if (NodeBytes) return NodeBytes.from(text, isHex ? "hex" : "base64");
  return isHex ? fromHex(text) : fromBase64(text);
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let k = 0; k < bytes.length; k++) {
    bytes[k] = Number.parseInt(text.slice(2 * k, 2 * k + 2), 16);
  }
  return bytes;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = letters.charCodeAt(k);
  return bytes;
}

type Decode = (text: string) => Uint8Array<ArrayBuffer>;

interface Decoders {
  Uint8Array: { fromHex?: Decode; fromBase64?: Decode };
  Buffer?: { from(text: string, encoding: "hex" | "base64"): Uint8Array<ArrayBuffer> };
}
