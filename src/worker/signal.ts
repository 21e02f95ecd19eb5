// What a caller's AbortSignal tells the calls that wait for it. One listener a signal, however many
// calls there are: Node warns of the eleventh.

import type { AbortSignalLike } from "../types/index.js";

/** The calls that wait for a signal, and its listener, which calls them. */
interface Waiting {
  calls: Set<() => void>;
  listener: () => void;
}

const WAITING = new WeakMap<AbortSignalLike, Waiting>();

/** Calls `onAbort` when the signal aborts. What it returns ends that; the last one the listener. */
export function awaitAbort(signal: AbortSignalLike, onAbort: () => void): () => void {
  const { calls, listener } = WAITING.get(signal) ?? listen(signal);
  const call = () => onAbort(); // one of its own, where two calls share a function
  calls.add(call);
  return () => {
    calls.delete(call);
    if (calls.size > 0) return;
    signal.removeEventListener("abort", listener);
    WAITING.delete(signal);
  };
}

function listen(signal: AbortSignalLike): Waiting {
  const calls = new Set<() => void>();
  const listener = () => {
    for (const call of calls) call();
  };
  signal.addEventListener("abort", listener);
  const waiting = { calls, listener };
  WAITING.set(signal, waiting);
  return waiting;
}

/** Why it aborted; the signals of old runtimes and of polyfills do not say. */
export function reasonOf(signal: AbortSignalLike): unknown {
  return signal.reason ?? new DOMException("This operation was aborted", "AbortError");
}
