// What the solver and the TypeScript around it both know: codes and limits. Read by both compilers,
// so without their words for types.

/** Methods: how far `solve` goes. */
export const RELAX = 0;
export const APPROX = 1;
export const REFIT = 2;
export const SEARCH = 3;
export const EXACT = 4;
export const EDF = 5;
export const LEVELS = 6;

/** Bounds: what `solve` proves. */
export const RELAX_BOUND = 0;
export const PREEMPTIVE_BOUND = 1;

/** Readings of LEVELS. */
export const HIGHEST_FIT = 0;
export const UPGRADE = 1;

/** What proves a bound: prices alone, the branches of EXACT, or what each machine earns at most. */
export const BY_PRICES = 0;
export const BY_BRANCH = 1;
export const BY_MULTIPLIERS = 2;

/** Accuracies that LEVELS may choose among. */
export const MOST_LEVELS = 16;

/** More tasks are searched but not proven: the ascent would take hours. */
export const MOST_PROVEN = 1024;

/** Different ready times that the preemptive bound tells apart; more are put together. */
export const MOST_EPOCHS = 32;

/** Segments of one machine that can wait at once; see chain/segments. */
export const MOST_SEGMENTS = 32;

/** What a table offers: its points alone, or also what lies between two neighbours. */
export const DISCRETE = 0;
export const CONTINUOUS = 1;

/** Why a task is not served: its deadline has passed; no point that it may run; none fits; ... */
export const SERVED = 0;
export const EXPIRED = 1;
export const INELIGIBLE = 2;
export const TOO_LATE = 3;
export const OUTBID = 4;
export const UNDECIDED = 5;
