// Codes, sizes and tolerances, each with its unit and the reason for its size.

/** Methods: how far `solve` goes. The codes are places in METHODS of src/engine.ts. */
export const RELAX = 0;
export const APPROX = 1;
export const REFIT = 2;
export const SEARCH = 3;
export const EXACT = 4;
export const EDF = 5;
export const LEVELS = 6;

/** Bounds: what `solve` proves. The codes are places in BOUNDS of src/engine.ts. */
export const RELAX_BOUND = 0;
export const PREEMPTIVE_BOUND = 1;

/** Readings of LEVELS. The codes are places in READINGS of src/engine.ts. */
export const HIGHEST_FIT = 0;
export const UPGRADE = 1;

/** Slots of `levels`: this many accuracies, then these. */
export const MOST_LEVELS = 16;
export const LEVEL_COUNT = 16; // how many accuracies there are
export const READING = 17; // code
export const LEVELS_LENGTH = 18;

/** Slots of `summary`. */
export const VALUE = 0; // sum of weight * accuracy
export const BOUND = 1; // upper bound on the value of any schedule
export const ACCURACY_SUM = 2; // sum of accuracy
export const GUARANTEE = 3; // Theorem 1's G, NaN where the theorem does not speak
export const VISITS = 4; // elements seen by all passes of `nested` together
export const SUMMARY_LENGTH = 8;

/** Slots of `extremes`, over all tasks. */
export const LEAST_THETA = 0; // 1/work
export const GREATEST_THETA = 1; // 1/work
export const LEAST_WEIGHT = 2;
export const GREATEST_WEIGHT = 3;
export const LEAST_GAIN = 4; // accuracy
export const GREATEST_GAIN = 5; // accuracy
export const GREATEST_VALUE = 6; // weight * gain
export const GREATEST_REACH = 7; // theta * maxWork
export const EXTREMES_LENGTH = 8;

/** A frame of the stack of `nested`: from, to, origin, lo, hi, nu, depth. */
export const FRAME = 7;
/**
 * The smaller half is solved first, so at most log2(n) frames wait; 2^32 tasks do not fit in
 * memory.
 */
export const STACK_LENGTH = 32 * FRAME;

/** Slots of `tally`, what one pass over a segment at one price leaves behind. */
export const EXCESS = 0; // demand - room of the whole segment, work
export const DEMAND = 1; // demand of the whole segment, work
export const SLOPE = 2; // sum of 1/theta over the tasks strictly between 0 and their cap
export const PEAK = 3; // greatest excess of a prefix, work
export const PEAK_SLOPE = 4; // slope of that prefix
export const PEAK_END = 5; // where that prefix ends
export const SECOND_DEMAND = 6; // the part of DEMAND from the second elements of pairs
export const SECOND_SLOPE = 7; // the part of SLOPE, likewise
export const TALLY_LENGTH = 8;

/** Slots of `progress`, where `search` stands. */
export const TASKS = 0; // number of tasks
export const MACHINES = 1; // number of machines; 0: no search is under way
export const UNIT = 2; // work that counts as 1
export const SCALE = 3; // value that counts as 1
export const OFFSET = 4; // sum of weight * base
export const WORK = 5; // what `limits.work` limits: elements seen, see `trial`
export const TRIED = 6; // moves and swaps whose exact gain was computed
export const APPLIED = 7; // moves and swaps made
export const KICKS = 8; // perturbations
export const FOUND = 9; // scaled value of the best assignment, without its bases
export const THRESHOLD = 10; // scaled gain that is worth a move
export const LEVEL = 11; // the same, as a share of the mean scaled value of a task
export const STEP = 12; // visits of pairs of machines
export const CHANGED = 13; // the step of the last change
export const FIRST = 14; // the pair that is being visited: its first machine
export const SECOND = 15; // its second machine
export const ROW = 16; // where the visit is: a task of the pair
export const COLUMN = 17; // and the task it may swap with
export const SEED = 18; // state of the random numbers, an integer of 32 bits
export const PROVES = 19; // under EXACT one of the three codes below, else 0
export const PROGRESS_LENGTH = 24;

/** How far "exact" is: its search, its proof, a proof that has lowered the bound. */
export const PROVES_LATER = 1;
export const PROVES_NOW = 2;
export const PROVEN_LOWER = 3;

/**
 * Gains that `search` goes for, as shares of the mean value of a task: first the large ones, then
 * all that matter: 1e-5 in the end finds no better schedules in the same work (measured).
 */
export const FIRST_LEVEL = 3e-3;
export const LAST_LEVEL = 1e-4;
export const LEVEL_STEP = 0.1;
/** Work of a trial, in elements a pass sees, besides its passes: a copy and an exp an element. */
export const TRIAL_WORK = 4;
/** Work of an estimate, an element, likewise. */
export const ESTIMATE_WORK = 3;
/** Longer chains are solved by `nested`, which is linear. */
export const POOL_LIMIT = 24;
/** Passes that a join may take; 2 are the rule, and halving alone needs some 60. */
export const POOL_PASSES = 100;
/**
 * Room of a block relative to its slope: with less, a log-price has not the digits to say who gets
 * how much of it to 1e-8.
 */
export const FINEST_REACH = 1e-7;
/** Work of screening a task, and of one sum of two screens, likewise. */
export const SCREEN_WORK = 8;
export const PAIR_WORK = 0.125;
/** Work of passing over one number in a list, likewise. */
export const LIST_WORK = 0.25;
/** A perturbation moves one task or up to so many; 1 to 6 are equally good. */
export const KICK = 2;
/** Relative: less is no improvement but the rounding of a sum. */
export const VALUE_ROUNDING = 1e-13;
/** Earliest finish time takes n m steps; beyond so many it is no start. */
export const EARLIEST_LIMIT = 1e8;

/**
 * Relative to the demand of a segment: an excess below it is rounding (a sum of a million terms is
 * off by some 2^-43 at worst, 2^-49 as a rule), and splitting there would only sort noise. What is
 * left over is not lost: `settle` spreads it, `shift` cuts what does not fit.
 */
export const ROUNDING = 1 / 17592186044416; // 2^-44
/**
 * Relative difference of a price and a marginal value that counts when the bound is computed; what
 * it leaves out is its square, relative to weight * gain.
 */
export const PRICE_ROUNDING = 1e-9;
/**
 * Relative to the demand of a segment, times its length: from here on the next Newton step should
 * pass no breakpoint, so the demands are linear up to the answer and `settle` is tried. It checks
 * that itself; the size only decides how often it tries in vain.
 */
export const NEAR = 0.125;
/**
 * Passes a segment and its ancestors may take by Newton steps alone; then every other step halves
 * the bracket.
 */
export const NEWTON_SHARE = 24;

/**
 * Relative to the deadline: a task that passes it by less than this, an ulp, is not cut but counted
 * as done in time; the next one starts with that debt. A million cuts of half an ulp would add up.
 */
export const TIME_ROUNDING = 1 / 4503599627370496; // 2^-52

/**
 * Relative to the latest deadline of a machine: spare time closer than this to what an upgrade
 * takes is summed anew. A million roundings of an ulp are less, and that near few are by chance.
 */
export const SPARE_MARGIN = 1 / 4294967296; // 2^-32

/**
 * Largest and smallest power of two that units may take: both it and its inverse stay normal
 * numbers.
 */
export const MAX_EXPONENT = 1000;
/** Ceiling of scaled work: sums of 2^26 of them, and products with theta <= 2, stay finite. */
export const MAX_WORK = 1e290;
/**
 * Floors of scaled theta and slope: 1/theta is finite, the slope a normal number, as `lnPair`
 * needs.
 */
export const MIN_THETA = 1e-290;
export const MIN_SLOPE = 1e-300;

/** Larger buckets of `order` are merge-sorted: insertion is quadratic, and most have one or two. */
export const INSERTION_LIMIT = 24;

/**
 * Relative to what the fastest machine does until the latest deadline of a set: an excess below it
 * is the rounding of what the settled tasks leave, a difference of such works.
 */
export const COST_ROUNDING = 1 / 1125899906842624; // 2^-50

/** Slots of the state of a proof, where "exact" stands. */
export const PROVEN = 0; // scaled upper bound on any schedule, without bases
export const NODES = 1; // decisions of columns and packing
export const STAGE = 2; // what is being done, codes in branch
export const CELLS = 3; // of the present lattice
export const CLASSES = 4; // number of different speeds
export const CLASS = 5; // the one at work
export const WORDS = 6; // words of 32 bits that a set of tasks takes
export const ROUNDING_SUM = 7; // what sums may be off by, scaled value
export const ASCENT_SUM = 8; // the bound at the present multipliers, as far as computed
export const ASCENT_BEST = 9; // the least at this level
export const ASCENT_STEP = 10; // step as a share of Polyak's
export const ROUND = 11; // bounds computed at this level
export const STALLED = 12; // how many of them, lately, without progress
export const BUDGET = 13; // scaled value that a schedule may be below the bound
export const LEVEL_BEGAN = 14; // work when the level began
export const ALLOWANCE = 15; // work at which it ends, if a finer one fits
export const COLUMNS = 16; // sets found
export const OVERFULL = 17; // 1: there were more
export const DEPTH = 18; // tasks that are open in the enumeration
export const PACK_DEPTH = 19; // of the packing
export const LEAST_LOSS = 20; // of the schedules put together, at first the budget
export const PROOF_LENGTH = 24;

/** More tasks, or tasks times machines, are searched but not proven: `ascent` would take hours. */
export const MOST_PROVEN = 1024;
export const MOST_PRICES = 262144;
/** Lattices: cells of the first, of the first that columns are sought on, of the last. */
export const FIRST_CELLS = 256;
export const FIRST_COLUMN_CELLS = 1024;
export const MOST_CELLS = 16384;
/** Numbers in the rows of all lattices, 16 MiB; many tasks have a coarser last one. */
export const MOST_NODES = 2097152;
/** Columns that can be kept, and entries in the lists of the packing. */
export const MOST_COLUMNS = 32768;
export const LIST_LENGTH = 262144;
/** Work of the search before the proof, a task, and at most: the bound rests on its value. */
export const SEARCH_WORK_PER_TASK = 450000;
export const MOST_SEARCH_WORK = 1e8;
/** Work of the search between two levels, as a share of what the level took. */
export const SEARCH_SHARE = 0.25;
/**
 * Steps of the ascent, as shares of Polyak's: at the first level, at later ones, where it ends; and
 * by what they shrink after so many rounds that lowered the bound by less than so much of it.
 */
export const FIRST_STEP = 1;
export const LATER_STEP = 0.4;
export const LAST_STEP = 0.01;
export const STEP_SHRINK = 0.6;
export const PATIENCE = 12;
export const PROGRESSED = 3e-6;
/** Rounds of a level, times the square root of its cells: 250 on the first, 31 on the last. */
export const MOST_ROUNDS = 4000;
/** Share of the old direction in the new one. */
export const MOMENTUM = 0.3;
/** Rounds between two looks at the prices of capacity. */
export const TUNE_EVERY = 10;
/** Least work of the columns of a level, in bounds of its lattice: there are some 4 budgets. */
export const LEAST_ROUNDS = 16;
/** The first budget, as a share of the gap. */
export const FIRST_SHARE = 0.125;
/** Relative to the sum of what tasks can earn: a curve is built by up to 2^14 sums, 2^-39 off. */
export const PROOF_ROUNDING = 1 / 68719476736; // 2^-36
/** Work of a cell of a row, of a decision, and of a number passed over in it; see TRIAL_WORK. */
export const CELL_WORK = 4;
export const NODE_WORK = 8;
export const SCAN_WORK = 0.5;
