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
