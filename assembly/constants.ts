// Codes, sizes and tolerances, each with its unit and the reason for its size.

/** Methods: how far `solve` goes. The codes are places in METHODS of src/engine.ts. */
export const RELAX: i32 = 0;
export const APPROX: i32 = 1;
export const REFIT: i32 = 2;
export const SEARCH: i32 = 3;
export const EXACT: i32 = 4;
export const EDF: i32 = 5;
export const LEVELS: i32 = 6;

/** Bounds: what `solve` proves. The codes are places in BOUNDS of src/engine.ts. */
export const RELAX_BOUND: i32 = 0;
export const PREEMPTIVE_BOUND: i32 = 1;

/** Readings of LEVELS. The codes are places in READINGS of src/engine.ts. */
export const HIGHEST_FIT: i32 = 0;
export const UPGRADE: i32 = 1;

/** Slots of `levels`: this many accuracies, then these. */
export const MOST_LEVELS: i32 = 16;
export const LEVEL_COUNT: i32 = 16; // how many accuracies there are
export const READING: i32 = 17; // code
export const LEVELS_LENGTH: i32 = 18;

/** Slots of `summary`. */
export const VALUE: i32 = 0; // sum of weight * accuracy
export const BOUND: i32 = 1; // upper bound on the value of any schedule
export const ACCURACY_SUM: i32 = 2; // sum of accuracy
export const GUARANTEE: i32 = 3; // Theorem 1's G, NaN where the theorem does not speak
export const VISITS: i32 = 4; // elements seen by all passes of `nested` together
export const SUMMARY_LENGTH: i32 = 8;

/** Slots of `extremes`, over all tasks. */
export const LEAST_THETA: i32 = 0; // 1/work
export const GREATEST_THETA: i32 = 1; // 1/work
export const LEAST_WEIGHT: i32 = 2;
export const GREATEST_WEIGHT: i32 = 3;
export const LEAST_GAIN: i32 = 4; // accuracy
export const GREATEST_GAIN: i32 = 5; // accuracy
export const GREATEST_VALUE: i32 = 6; // weight * gain
export const GREATEST_REACH: i32 = 7; // theta * maxWork
export const EXTREMES_LENGTH: i32 = 8;

/** A frame of the stack of `nested`: from, to, origin, lo, hi, nu, depth. */
export const FRAME: i32 = 7;
/**
 * The smaller half is solved first, so at most log2(n) frames wait; 2^32 tasks do not fit in
 * memory.
 */
export const STACK_LENGTH: i32 = 32 * FRAME;

/** Slots of `tally`, what one pass over a segment at one price leaves behind. */
export const EXCESS: i32 = 0; // demand - room of the whole segment, work
export const DEMAND: i32 = 1; // demand of the whole segment, work
export const SLOPE: i32 = 2; // sum of 1/theta over the tasks strictly between 0 and their cap
export const PEAK: i32 = 3; // greatest excess of a prefix, work
export const PEAK_SLOPE: i32 = 4; // slope of that prefix
export const PEAK_END: i32 = 5; // where that prefix ends
export const SECOND_DEMAND: i32 = 6; // the part of DEMAND from the second elements of pairs
export const SECOND_SLOPE: i32 = 7; // the part of SLOPE, likewise
export const TALLY_LENGTH: i32 = 8;

/** Slots of `progress`, where `search` stands. */
export const TASKS: i32 = 0; // number of tasks
export const MACHINES: i32 = 1; // number of machines; 0: no search is under way
export const UNIT: i32 = 2; // work that counts as 1
export const SCALE: i32 = 3; // value that counts as 1
export const OFFSET: i32 = 4; // sum of weight * base
export const WORK: i32 = 5; // what `limits.work` limits: elements seen, see `trial`
export const TRIED: i32 = 6; // moves and swaps whose exact gain was computed
export const APPLIED: i32 = 7; // moves and swaps made
export const KICKS: i32 = 8; // perturbations
export const FOUND: i32 = 9; // scaled value of the best assignment, without its bases
export const THRESHOLD: i32 = 10; // scaled gain that is worth a move
export const LEVEL: i32 = 11; // the same, as a share of the mean scaled value of a task
export const STEP: i32 = 12; // visits of pairs of machines
export const CHANGED: i32 = 13; // the step of the last change
export const FIRST: i32 = 14; // the pair that is being visited: its first machine
export const SECOND: i32 = 15; // its second machine
export const ROW: i32 = 16; // where the visit is: a task of the pair
export const COLUMN: i32 = 17; // and the task it may swap with
export const SEED: i32 = 18; // state of the random numbers, an integer of 32 bits
export const PROVES: i32 = 19; // under EXACT one of the three codes below, else 0
export const PROGRESS_LENGTH: i32 = 24;

/** How far "exact" is: its search, its proof, a proof that has lowered the bound. */
export const PROVES_LATER: i32 = 1;
export const PROVES_NOW: i32 = 2;
export const PROVEN_LOWER: i32 = 3;

/**
 * Gains that `search` goes for, as shares of the mean value of a task: first the large ones, then
 * all that matter: 1e-5 in the end finds no better schedules in the same work (measured).
 */
export const FIRST_LEVEL: f64 = 3e-3;
export const LAST_LEVEL: f64 = 1e-4;
export const LEVEL_STEP: f64 = 0.1;
/** Work of a trial, in elements a pass sees, besides its passes: a copy and an exp an element. */
export const TRIAL_WORK: f64 = 4;
/** Work of an estimate, an element, likewise. */
export const ESTIMATE_WORK: f64 = 3;
/** Longer chains are solved by `nested`, which is linear. */
export const POOL_LIMIT: i32 = 24;
/** Passes that a join may take; 2 are the rule, and halving alone needs some 60. */
export const POOL_PASSES: i32 = 100;
/**
 * Room of a block relative to its slope: with less, a log-price has not the digits to say who gets
 * how much of it to 1e-8.
 */
export const FINEST_REACH: f64 = 1e-7;
/** Work of screening a task, and of one sum of two screens, likewise. */
export const SCREEN_WORK: f64 = 8;
export const PAIR_WORK: f64 = 0.125;
/** Work of passing over one number in a list, likewise. */
export const LIST_WORK: f64 = 0.25;
/** A perturbation moves one task or up to so many; 1 to 6 are equally good. */
export const KICK: i32 = 2;
/** Relative: less is no improvement but the rounding of a sum. */
export const VALUE_ROUNDING: f64 = 1e-13;
/** Earliest finish time takes n m steps; beyond so many it is no start. */
export const EARLIEST_LIMIT: f64 = 1e8;

/**
 * Relative to the demand of a segment: an excess below it is rounding (a sum of a million terms is
 * off by some 2^-43 at worst, 2^-49 as a rule), and splitting there would only sort noise. What is
 * left over is not lost: `settle` spreads it, `shift` cuts what does not fit.
 */
export const ROUNDING: f64 = 1.0 / 17592186044416.0; // 2^-44
/**
 * Relative difference of a price and a marginal value that counts when the bound is computed; what
 * it leaves out is its square, relative to weight * gain.
 */
export const PRICE_ROUNDING: f64 = 1e-9;
/**
 * Relative to the demand of a segment, times its length: from here on the next Newton step should
 * pass no breakpoint, so the demands are linear up to the answer and `settle` is tried. It checks
 * that itself; the size only decides how often it tries in vain.
 */
export const NEAR: f64 = 0.125;
/**
 * Passes a segment and its ancestors may take by Newton steps alone; then every other step halves
 * the bracket.
 */
export const NEWTON_SHARE: f64 = 24;

/**
 * Relative to the deadline: a task that passes it by less than this, an ulp, is not cut but counted
 * as done in time; the next one starts with that debt. A million cuts of half an ulp would add up.
 */
export const TIME_ROUNDING: f64 = 1.0 / 4503599627370496.0; // 2^-52

/**
 * Relative to the latest deadline of a machine: spare time closer than this to what an upgrade
 * takes is summed anew. A million roundings of an ulp are less, and that near few are by chance.
 */
export const SPARE_MARGIN: f64 = 1.0 / 4294967296.0; // 2^-32

/**
 * Largest and smallest power of two that units may take: both it and its inverse stay normal
 * numbers.
 */
export const MAX_EXPONENT: i32 = 1000;
/** Ceiling of scaled work: sums of 2^26 of them, and products with theta <= 2, stay finite. */
export const MAX_WORK: f64 = 1e290;
/**
 * Floors of scaled theta and slope: 1/theta is finite, the slope a normal number, as `lnPair`
 * needs.
 */
export const MIN_THETA: f64 = 1e-290;
export const MIN_SLOPE: f64 = 1e-300;

/** Larger buckets of `order` are merge-sorted: insertion is quadratic, and most have one or two. */
export const INSERTION_LIMIT: i32 = 24;

/**
 * Relative to what the fastest machine does until the latest deadline of a set: an excess below it
 * is the rounding of what the settled tasks leave, a difference of such works.
 */
export const COST_ROUNDING: f64 = 1.0 / 1125899906842624.0; // 2^-50

/** Slots of the state of a proof, where "exact" stands. */
export const PROVEN: i32 = 0; // scaled upper bound on any schedule, without bases
export const NODES: i32 = 1; // decisions of columns and packing
export const STAGE: i32 = 2; // what is being done, codes in branch
export const CELLS: i32 = 3; // of the present lattice
export const CLASSES: i32 = 4; // number of different speeds
export const CLASS: i32 = 5; // the one at work
export const WORDS: i32 = 6; // words of 32 bits that a set of tasks takes
export const ROUNDING_SUM: i32 = 7; // what sums may be off by, scaled value
export const ASCENT_SUM: i32 = 8; // the bound at the present multipliers, as far as computed
export const ASCENT_BEST: i32 = 9; // the least at this level
export const ASCENT_STEP: i32 = 10; // step as a share of Polyak's
export const ROUND: i32 = 11; // bounds computed at this level
export const STALLED: i32 = 12; // how many of them, lately, without progress
export const BUDGET: i32 = 13; // scaled value that a schedule may be below the bound
export const LEVEL_BEGAN: i32 = 14; // work when the level began
export const ALLOWANCE: i32 = 15; // work at which it ends, if a finer one fits
export const COLUMNS: i32 = 16; // sets found
export const OVERFULL: i32 = 17; // 1: there were more
export const DEPTH: i32 = 18; // tasks that are open in the enumeration
export const PACK_DEPTH: i32 = 19; // of the packing
export const LEAST_LOSS: i32 = 20; // of the schedules put together, at first the budget
export const PROOF_LENGTH: i32 = 24;

/** More tasks, or tasks times machines, are searched but not proven: `ascent` would take hours. */
export const MOST_PROVEN: i32 = 1024;
export const MOST_PRICES: i32 = 262144;
/** Lattices: cells of the first, of the first that columns are sought on, of the last. */
export const FIRST_CELLS: i32 = 256;
export const FIRST_COLUMN_CELLS: i32 = 1024;
export const MOST_CELLS: i32 = 16384;
/** Numbers in the rows of all lattices, 16 MiB; many tasks have a coarser last one. */
export const MOST_NODES: i32 = 2097152;
/** Columns that can be kept, and entries in the lists of the packing. */
export const MOST_COLUMNS: i32 = 32768;
export const LIST_LENGTH: i32 = 262144;
/** Work of the search before the proof, a task, and at most: the bound rests on its value. */
export const SEARCH_WORK_PER_TASK: f64 = 450000;
export const MOST_SEARCH_WORK: f64 = 1e8;
/** Work of the search between two levels, as a share of what the level took. */
export const SEARCH_SHARE: f64 = 0.25;
/**
 * Steps of the ascent, as shares of Polyak's: at the first level, at later ones, where it ends; and
 * by what they shrink after so many rounds that lowered the bound by less than so much of it.
 */
export const FIRST_STEP: f64 = 1;
export const LATER_STEP: f64 = 0.4;
export const LAST_STEP: f64 = 0.01;
export const STEP_SHRINK: f64 = 0.6;
export const PATIENCE: f64 = 12;
export const PROGRESSED: f64 = 3e-6;
/** Rounds of a level, times the square root of its cells: 250 on the first, 31 on the last. */
export const MOST_ROUNDS: f64 = 4000;
/** Share of the old direction in the new one. */
export const MOMENTUM: f64 = 0.3;
/** Rounds between two looks at the prices of capacity. */
export const TUNE_EVERY: f64 = 10;
/** Least work of the columns of a level, in bounds of its lattice: there are some 4 budgets. */
export const LEAST_ROUNDS: f64 = 16;
/** The first budget, as a share of the gap. */
export const FIRST_SHARE: f64 = 0.125;
/** Relative to the sum of what tasks can earn: a curve is built by up to 2^14 sums, 2^-39 off. */
export const PROOF_ROUNDING: f64 = 1.0 / 68719476736.0; // 2^-36
/** Work of a cell of a row, of a decision, and of a number passed over in it; see TRIAL_WORK. */
export const CELL_WORK: f64 = 4;
export const NODE_WORK: f64 = 8;
export const SCAN_WORK: f64 = 0.5;
