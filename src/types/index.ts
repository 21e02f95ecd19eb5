// The public contract: every field with its meaning, unit, range and default.

export type * from "./calls.js";
export type * from "./certificate.js";
export type * from "./dispatcher.js";
export type * from "./errors.js";
export type * from "./fit.js";
export type * from "./generate.js";
export type * from "./online.js";
export type * from "./options.js";
export type * from "./pool.js";
export type * from "./problem.js";
export type * from "./schedule.js";
export type * from "./solver.js";
export type * from "./tables.js";
