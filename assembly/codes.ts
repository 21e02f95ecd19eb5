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

/** More tasks are searched but not proven: the proof would take hours. */
export const MOST_PROVEN = 1024;

/** Different ready times that the preemptive bound tells apart; more are put together. */
export const MOST_EPOCHS = 32;

/** Segments of one machine that can wait at once; see chain/segments. */
export const MOST_SEGMENTS = 32;

/** Machines of a window at most: more take turns. */
export const MOST_MATCHED = 64;

/** Moves and swaps of a pair of machines that are tried. */
export const MOST_CANDIDATES = 12;

/** Of tables: more tasks are started and solved machine by machine, but not searched. */
export const MOST_SEARCHED = 16384;

/** More tasks are moved, but do not take one another's place: gains take n^2 numbers. */
export const MOST_EXCHANGED = 1024;

/** More tasks have no proof beyond multipliers. */
export const MOST_BRANCHED = 256;

/** States of one machine, at most; beyond that some are left out. */
export const MOST_STATES = 262144;

/** States of a list of what a part of a chain can come to. */
export const LIST_STATES = 32;

/** States of all lists of sets of tasks together. */
export const MOST_LISTED = 65536;

/** Columns that can be kept, and entries in the lists of the packing. */
export const MOST_COLUMNS = 32768;
export const MOST_PACKED = 262144;

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
