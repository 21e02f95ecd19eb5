// What to schedule: machines and tasks, as rows or as columns.

/** A list of numbers: an array or a typed array. */
export type Column =
  | readonly number[]
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** A machine. */
export interface Machine {
  /** Work per second; a finite number > 0. */
  speed: number;
  type?: never;
  /** When the machine becomes free, seconds from now; a finite number >= 0. Default 0: free now. */
  readyAt?: number;
}

/**
 * An inference request whose network can be compressed to any size. After `work` its accuracy is
 * `base + gain * (1 - exp(-theta * work))`. "Work" has any unit you like: a machine of speed s does
 * the work s t in t seconds.
 */
export interface Task {
  /**
   * Latest end, seconds from now; any number except NaN. Infinity or null: no deadline (JSON writes
   * Infinity as null). Below 0 the deadline has passed, and the task gets no work. JSON also writes
   * -Infinity as null: use a finite number for a deadline that has passed.
   */
  deadline: number;
  /**
   * Task efficiency, 1/work; a finite number > 0. The greater, the less work the task needs for its
   * accuracy.
   */
  theta: number;
  /** Work of the uncompressed network; a finite number >= 0. The task never gets more. */
  maxWork: number;
  /** Importance: multiplies the task's accuracy in `value`; a finite number > 0. Default 1. */
  weight?: number;
  /** Accuracy of zero work; a finite number. Default 0. */
  base?: number;
  /** Accuracy between zero and unlimited work; a finite number > 0. Default 1. */
  gain?: number;
  model?: never;
  minAccuracy?: never;
  latency?: never;
}

/**
 * The machines as columns, all of the same length; without `readyAt` every machine is free now.
 */
export interface MachineColumns {
  /** See {@link Machine.speed}. */
  speed: Column;
  /** See {@link Machine.readyAt}. */
  readyAt?: Column;
  type?: never;
}

/**
 * The tasks as columns, all of the same length; a column left out means the default for every task.
 */
export interface TaskColumns {
  /** See {@link Task.deadline}. */
  deadline: Column;
  /** See {@link Task.theta}. */
  theta: Column;
  /** See {@link Task.maxWork}. */
  maxWork: Column;
  /** See {@link Task.weight}. */
  weight?: Column;
  /** See {@link Task.base}. */
  base?: Column;
  /** See {@link Task.gain}. */
  gain?: Column;
  model?: never;
  minAccuracy?: never;
  latency?: never;
}

/**
 * What to schedule with curves: any number of tasks on at least one machine, as rows or as columns.
 * Every number is read once, and the check uses that copy.
 */
export interface CurvesProblem {
  /** At least one, as rows or as columns. */
  machines: readonly Machine[] | MachineColumns;
  /** Any number of them, as rows or as columns. */
  tasks: readonly Task[] | TaskColumns;
  models?: never;
}
