// A core, compiled at import from the bytes that travel inside the module: for every runtime that
// compiles WebAssembly.

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
    if (compiled) return new WebAssembly.Instance(compiled, {}).exports;
    throw new Error("this runtime does not compile WebAssembly; import dsct/reference instead", {
      cause: failure,
    });
  };
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
