// A core: an instance of a module that the runtime made, or of one compiled at import from the
// bytes that travel inside.

import { inflateSync } from "fflate";
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

/**
 * The bytes of a core as text: base64 of what deflate made of them. Engines of today read base64
 * themselves, and Node did before they could. It also inflates, in a tenth of the time that code
 * takes which runs once (measured: 0.7 ms for 6).
 */
export function decodeCore(text: string): Uint8Array<ArrayBuffer> {
  const { Uint8Array: Bytes, Buffer: NodeBytes, process } = globalThis as unknown as Decoders;
  const deflated =
    Bytes.fromBase64?.(text) ?? NodeBytes?.from(text, "base64") ?? fromBase64(text);
  const zlib = process?.getBuiltinModule?.("node:zlib");
  return zlib ? zlib.inflateRawSync(deflated) : inflateSync(deflated);
}

/** Bare engines have no `atob` either. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const valueOf = new Uint8Array(128);
  for (let k = 0; k < digits.length; k++) valueOf[digits.charCodeAt(k)] = k;
  const bytes = new Uint8Array(Math.floor((text.replaceAll("=", "").length * 3) / 4));
  let [bits, count, at] = [0, 0, 0];
  for (let k = 0; at < bytes.length; k++) {
    bits = (bits << 6) | valueOf[text.charCodeAt(k)];
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = bits >> count; // a byte of it
    bits &= (1 << count) - 1;
  }
  return bytes;
}

type Bytes = Uint8Array<ArrayBuffer>;

interface Decoders {
  Uint8Array: { fromBase64?: (text: string) => Bytes };
  Buffer?: { from(text: string, encoding: "base64"): Bytes };
  process?: { getBuiltinModule?: (name: string) => { inflateRawSync(bytes: Bytes): Bytes } };
}
