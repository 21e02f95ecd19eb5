// Those that wait, by when their runs must be over, and in the order in which they came where that
// is equal: sorted lists of limited length, one after another.

/** What a place in the queue depends on. */
export interface Due {
  /** Seconds on the caller's clock. */
  due: number;
  /** Counts arrivals. */
  order: number;
}

/** Entries of a list: moving so many takes less than finding the place. */
const LONGEST = 512;

export class DueQueue<Entry extends Due> {
  #lists: Entry[][] = [[]];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The first of all; undefined: nobody waits. */
  get first(): Entry | undefined {
    return this.#lists[0][0];
  }

  /** O(log n + LONGEST). */
  add(entry: Entry): void {
    const k = this.#listOf(entry);
    const list = this.#lists[k];
    list.splice(placeIn(list, entry), 0, entry);
    this.#length++;
    if (list.length <= LONGEST) return;
    this.#lists.splice(k + 1, 0, list.splice(LONGEST >> 1));
  }

  /** Takes out one that waits. O(log n + LONGEST). */
  remove(entry: Entry): void {
    const k = this.#listOf(entry);
    const list = this.#lists[k];
    list.splice(placeIn(list, entry), 1);
    this.#length--;
    if (list.length === 0 && this.#lists.length > 1) this.#lists.splice(k, 1);
  }

  /** The first `most` in order. */
  head(most: number): Entry[] {
    if (this.#length <= most && this.#lists.length === 1) return this.#lists[0].slice();
    const head: Entry[] = [];
    for (const list of this.#lists) {
      const wanted = most - head.length;
      if (wanted <= 0) break;
      head.push(...(list.length > wanted ? list.slice(0, wanted) : list));
    }
    return head;
  }

  /** The list in which it is or belongs: the first whose last entry is not before it. */
  #listOf(entry: Due): number {
    let [low, high] = [0, this.#lists.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const list = this.#lists[middle];
      if (isBefore(list[list.length - 1], entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** How many of a list come before it. */
function placeIn(list: readonly Due[], entry: Due): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(list[middle], entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(one: Due, other: Due): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}
