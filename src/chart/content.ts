// What a chart is of: machines and tasks of either kind, as numbers and words.

export interface Content {
  /** The two lines at the top, and what one should know who does not see the picture. */
  heading: string;
  figure: string;
  machines: readonly Row[];
  /** [n] Which of the machines; anything else: the task has no bar. */
  machine: ArrayLike<number>;
  /** [n] Seconds from now. */
  start: ArrayLike<number>;
  end: ArrayLike<number>;
  /** [n] When it must have ended; Infinity: whenever. */
  due: ArrayLike<number>;
  accuracy: ArrayLike<number>;
  /** What `due` is called. */
  dueName: string;
  /** What a task without a bar is, of several. */
  without: string;
  /** All about a task. */
  describe(j: number): string;
  /** What may stand on its bar, the longest first. */
  labels(j: number): readonly string[];
}

/** A machine. */
export interface Row {
  name: string;
  detail: string;
  /** All about it. */
  about: string;
  readyAt: number;
}

/** Accuracies of the lightest and the darkest bar: 0 and 1, or further where one is beyond. */
export interface Shades {
  least: number;
  greatest: number;
}

export function shadesOf({ accuracy }: Content): Shades {
  let [least, greatest] = [0, 1];
  for (let j = 0; j < accuracy.length; j++) {
    if (accuracy[j] < least) least = accuracy[j];
    if (accuracy[j] > greatest) greatest = accuracy[j];
  }
  return { least, greatest };
}

/** 0 to 1. */
export function shadeOf(accuracy: number, { least, greatest }: Shades): number {
  return accuracy > least ? Math.min((accuracy - least) / (greatest - least), 1) : 0;
}

/** Where the time axis ends: what is last of all ends and finite deadlines. */
export function lastSecond({ end, due, machines }: Content): number {
  let last = 0;
  for (let j = 0; j < end.length; j++) {
    if (end[j] < Infinity) last = Math.max(last, end[j]);
    if (due[j] < Infinity) last = Math.max(last, due[j]);
  }
  if (last > 0) return last;
  for (const { readyAt } of machines) last = Math.max(last, readyAt);
  return last > 0 ? last : 1;
}
