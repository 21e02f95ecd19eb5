// Those that wait, by when their runs must be over, and in the order in which they came where that
// is equal: sorted lists of limited length, one after another. What a decision needs of all of them
// stands in columns: a thousand objects are not in the cache, and a decision took 8 times as long
// (measured).

/** Entries of a list: moving so many takes less than finding the place. */
const LONGEST = 512;

/** What the queue asks of an entry. */
export interface Due<Shared> {
  /** Seconds on the caller's clock. */
  due: number;
  /** Counts arrivals. */
  order: number;
  /** Further numbers for columns, as many of each. */
  numbers: readonly number[];
  /** What many entries have in common. */
  shared: Shared;
}

/** The first of those that wait; arrays and columns may be longer. */
export interface Head<Entry extends Due<Shared>, Shared> {
  length: number;
  entries: Entry[];
  shared: Shared[];
  /** [most] */
  due: Float64Array;
  /** [width] of [most] */
  columns: Float64Array[];
}

class List<Entry extends Due<Shared>, Shared> {
  readonly entries: Entry[] = [];
  readonly shared: Shared[] = [];
  readonly due = new Float64Array(LONGEST + 1);
  readonly columns: readonly Float64Array[];

  constructor(width: number) {
    this.columns = Array.from({ length: width }, () => new Float64Array(LONGEST + 1));
  }

  get length(): number {
    return this.entries.length;
  }

  insert(place: number, entry: Entry): void {
    const { length } = this;
    this.entries.splice(place, 0, entry);
    this.shared.splice(place, 0, entry.shared);
    this.due.copyWithin(place + 1, place, length);
    this.due[place] = entry.due;
    for (const [k, column] of this.columns.entries()) {
      column.copyWithin(place + 1, place, length);
      column[place] = entry.numbers[k];
    }
  }

  remove(place: number): void {
    const { length } = this;
    this.entries.splice(place, 1);
    this.shared.splice(place, 1);
    this.due.copyWithin(place, place + 1, length);
    for (const column of this.columns) column.copyWithin(place, place + 1, length);
  }

  /** Its later half, which it loses. */
  split(): List<Entry, Shared> {
    const other = new List<Entry, Shared>(this.columns.length);
    const half = this.length >> 1;
    other.entries.push(...this.entries.splice(half));
    other.shared.push(...this.shared.splice(half));
    other.due.set(this.due.subarray(half));
    for (const [k, column] of this.columns.entries()) other.columns[k].set(column.subarray(half));
    return other;
  }

  /** Whether the entry at a place comes before another one. */
  isBefore(place: number, { due, order }: Due<Shared>): boolean {
    const own = this.due[place];
    return own < due || (own === due && this.entries[place].order < order);
  }

  /** How many come before it. */
  placeOf(entry: Due<Shared>): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.isBefore(middle, entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export class DueQueue<Entry extends Due<Shared>, Shared> {
  readonly #lists: List<Entry, Shared>[];
  readonly #head: Head<Entry, Shared>;
  readonly #most: number;

  /** width: how many numbers an entry has. most: length of `head`. */
  constructor(width: number, most: number) {
    this.#lists = [new List(width)];
    const column = () => new Float64Array(most);
    const columns = Array.from({ length: width }, column);
    this.#head = { length: 0, entries: [], shared: [], due: column(), columns };
    this.#most = most;
  }

  /** The first of all; undefined: nobody waits. */
  get first(): Entry | undefined {
    return this.#lists[0].entries[0];
  }

  /** O(log n + LONGEST). */
  add(entry: Entry): void {
    const k = this.#listOf(entry);
    const list = this.#lists[k];
    list.insert(list.placeOf(entry), entry);
    if (list.length > LONGEST) this.#lists.splice(k + 1, 0, list.split());
  }

  /** Takes out one that waits. O(log n + LONGEST). */
  remove(entry: Entry): void {
    const k = this.#listOf(entry);
    const list = this.#lists[k];
    list.remove(list.placeOf(entry));
    if (list.length === 0 && this.#lists.length > 1) this.#lists.splice(k, 1);
  }

  /** The first in order, at most so many as the constructor was told; until the next call. */
  head(): Head<Entry, Shared> {
    const head = this.#head;
    head.length = 0;
    head.entries.length = 0;
    head.shared.length = 0;
    for (const { length, entries, shared, due, columns } of this.#lists) {
      const taken = Math.min(length, this.#most - head.length);
      for (let k = 0; k < taken; k++) {
        head.entries.push(entries[k]);
        head.shared.push(shared[k]);
      }
      head.due.set(due.subarray(0, taken), head.length);
      for (let k = 0; k < columns.length; k++) {
        head.columns[k].set(columns[k].subarray(0, taken), head.length);
      }
      head.length += taken;
      if (head.length === this.#most) break;
    }
    return head;
  }

  /** The list in which it is or belongs: the first whose last entry is not before it. */
  #listOf(entry: Due<Shared>): number {
    let [low, high] = [0, this.#lists.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const list = this.#lists[middle];
      if (list.isBefore(list.length - 1, entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
