// The integer through which a busy worker hears that it is to stop, where memory can be shared.

/**
 * 0, in memory that a worker can be sent; undefined where there is none. Having `SharedArrayBuffer`
 * is no proof: a page that is not cross-origin isolated cannot post it, and what a polyfill makes
 * is copied. So a clone, which is what posting makes, must see what is written here.
 */
export function sharedInteger(): Int32Array | undefined {
  if (globalThis.crossOriginIsolated === false) return undefined;
  try {
    const mine = new Int32Array(new SharedArrayBuffer(4));
    const theirs = structuredClone(mine);
    mine[0] = 1;
    const isShared = theirs[0] === 1;
    mine[0] = 0;
    return isShared ? mine : undefined;
  } catch {
    return undefined;
  }
}
