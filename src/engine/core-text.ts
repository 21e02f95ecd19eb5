// The core as it travels inside modules: text, of which this makes its bytes.

import inflater from "../../build/inflate.wasm";
import { instanceOf } from "./module.js";

/** What `build/inflate.wasm` exports; see assembly/inflate/inflate.ts. */
interface Inflater {
  memory: WebAssembly.Memory;
  input(): number;
  inflate(length: number): number;
}

/**
 * The bytes of a core as text: base64 of what deflate made of them. They are inflated by a module
 * of their own, which is ready at once: code in JavaScript takes several times as long where it
 * runs for the first time, and so does zlib of Node, to be loaded (measured).
 */
export function decodeCore(text: string): Uint8Array<ArrayBuffer> {
  const deflated = fromBase64(text);
  const { memory, input, inflate } = instanceOf(
    new WebAssembly.Module(fromBase64(inflater)),
  ) as Inflater;
  const begin = input();
  const missing = begin + deflated.length - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  new Uint8Array(memory.buffer).set(deflated, begin);
  const length = inflate(deflated.length);
  return new Uint8Array(memory.buffer, begin + deflated.length, length);
}

const PAGE = 2 ** 16;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Engines of today read base64 themselves, and Node did before they could. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const { Uint8Array: Bytes, Buffer: NodeBytes } = globalThis as unknown as Decoders;
  if (Bytes.fromBase64) return Bytes.fromBase64(text);
  if (NodeBytes) return NodeBytes.from(text, "base64");
  const sixBits = new Uint8Array(128);
  for (let k = 0; k < DIGITS.length; k++) sixBits[DIGITS.charCodeAt(k)] = k;
  const bytes = new Uint8Array(Math.floor((text.replaceAll("=", "").length * 3) / 4));
  let [bits, count, at] = [0, 0, 0];
  for (let k = 0; at < bytes.length; k++) {
    bits = (bits << 6) | sixBits[text.charCodeAt(k)];
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = bits >> count;
    bits &= (1 << count) - 1;
  }
  return bytes;
}

interface Decoders {
  Uint8Array: { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  Buffer?: { from(text: string, encoding: "base64"): Uint8Array<ArrayBuffer> };
}
