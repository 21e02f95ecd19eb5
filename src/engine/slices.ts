// A search in slices, between which the limits are looked at.

/** Work of a slice of the search: some 5 ms. */
export const QUANTUM = 2 ** 20;

/** When to stop a search. */
export interface Control {
  /** The gap at which the search is over, in units of value. */
  tolerance: number;
  /** The work at which it stops, >= 0; see `Limits.work`. */
  work: number;
  /** Whether that stands for a time, so that who reaches it has no time left. Default false. */
  isTime?: boolean | undefined;
  /** Called after every slice; false: stop. */
  goesOn?: (() => boolean) | undefined;
  /** Work of a slice, > 0; default QUANTUM. The answer does not depend on it. */
  quantum?: number | undefined;
  /** Called when the search is over, before the answer is laid out; what it throws comes out. */
  atEnd?: (() => void) | undefined;
}

/**
 * Searches until a limit is reached; returns whether the caller stopped it. resume: as of a core.
 */
export function searchInSlices(
  resume: (work: number, tolerance: number) => boolean | number,
  { tolerance, work, isTime = false, goesOn, quantum = QUANTUM }: Control,
): boolean {
  for (let upTo = 0; ; ) {
    upTo = Math.min(upTo + quantum, work);
    if (resume(upTo, tolerance)) return false;
    if (upTo >= work) return isTime;
    if (goesOn && !goesOn()) return true;
  }
}
