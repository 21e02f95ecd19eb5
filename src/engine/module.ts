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
