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
  /** Busy until then, seconds from now; a finite number >= 0. Default 0: free now. */
  readyAt?: number;
}

/**
 * An inference request whose network can be compressed to any size. After `work` its accuracy is
 * `base + gain * (1 - exp(-theta * work))`. "Work" is any unit you like: on a machine of speed s, t
 * seconds do s t of it.
 */
export interface Task {
  /**
   * Latest finish, seconds from now; any number but NaN. Infinity, or null, which JSON makes of it:
   * no deadline. Below 0 it is past, and the task gets nothing. JSON makes null of -Infinity, too:
   * there a past deadline should be finite.
   */
  deadline: number;
  /** Task efficiency, 1/work; a finite number > 0. The greater, the earlier accuracy is reached. */
  theta: number;
  /** Work of the uncompressed network; a finite number >= 0. No task gets more. */
  maxWork: number;
  /** Importance, the factor of this task's accuracy in `value`; a finite number > 0. Default 1. */
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
 * Every number is read once, and what is checked is that copy.
 */
export interface CurvesProblem {
  /** At least one, as rows or as columns. */
  machines: readonly Machine[] | MachineColumns;
  /** Any number of them, as rows or as columns. */
  tasks: readonly Task[] | TaskColumns;
  models?: never;
}
