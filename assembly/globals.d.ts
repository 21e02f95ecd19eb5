/** 1 in the slim core, which has no "exact", "edf" and "levels"; set by the targets in asconfig. */
declare const SLIM: i32;
