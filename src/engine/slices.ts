// A search in slices, between which the limits are looked at.

/** Steps of a slice where no time is short: some 5 ms. */
export const QUANTUM = 2 ** 20;

/** When to stop a search. */
export interface Control {
  /** The gap at which the search is over, in units of value. */
  gapTolerance: number;
  /** The steps at which it stops, >= 0; see `Limits.steps`. */
  steps: number;
  /**
   * Asked before every slice, with the steps so far, up to how many it goes; undefined: stop. The
   * answer depends on where the last one ends, and not on the others. Default: QUANTUM more.
   */
  next?: ((done: number) => number | undefined) | undefined;
  /** Called when the search is over, before the answer is laid out; what it throws comes out. */
  atEnd?: (() => void) | undefined;
}

/**
 * Searches until a limit is reached; returns whether `next` stopped it. resume: as of a core.
 * effort: the steps so far.
 */
export function searchInSlices(
  resume: (steps: number, gapTolerance: number) => boolean | number,
  effort: () => number,
  { gapTolerance, steps, next = (done) => done + QUANTUM }: Control,
): boolean {
  for (;;) {
    const upTo = next(effort());
    if (upTo === undefined) return true;
    if (resume(Math.min(upTo, steps), gapTolerance) || upTo >= steps) return false;
  }
}
