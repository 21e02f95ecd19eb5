// The buffers of a core, made anew where a problem does not fit.

import { errorOf } from "../problem/errors.js";
import { type Given, textOf } from "../tables/size.js";

/** What a workspace is of. */
export interface Kind<Sizes, Views> {
  /** Bytes of all buffers, at most. */
  bytes(sizes: Sizes): number;
  /** Whether the engine can hold so much. */
  fits(sizes: Sizes): boolean;
  /** Makes the core where there is none yet, or says why there can be none. */
  core(): unknown;
  /** See `Memory.grow`. */
  grow?: ((bytes: number) => void) | undefined;
  /** Makes the buffers in place of those that are there. */
  create(sizes: Sizes): void;
  /** Views on all of them. */
  look(sizes: Sizes): Views;
  /** What a message names where there is no memory: what is too large. */
  culprit(sizes: Sizes): Given;
}

/** A record of numbers, of any names. */
type Record<Sizes> = { [Name in keyof Sizes]: number };

export class Workspace<Sizes extends Record<Sizes>, Views> {
  /** Sizes for which it has room; -1 where nothing is there. */
  sizes: Sizes;
  views!: Views;
  readonly #kind: Kind<Sizes, Views>;
  readonly #nothing: Sizes;

  constructor(kind: Kind<Sizes, Views>, nothing: Sizes) {
    this.#kind = kind;
    this.#nothing = this.sizes = nothing;
  }

  /** Makes it larger where one of the sizes is too small. */
  makeRoom(sizes: Sizes): void {
    // Half as much again, so that sizes that creep up do not allocate each time.
    const roomy = { ...this.sizes };
    for (const name of namesOf(sizes)) {
      const held = this.sizes[name];
      if (sizes[name] > held) roomy[name] = larger(sizes[name], held);
    }
    this.#allocate(this.#kind.fits(roomy) ? roomy : sizes);
  }

  isTooSmall(sizes: Sizes): boolean {
    return namesOf(sizes).some((name) => sizes[name] > this.sizes[name]);
  }

  /** Looks at the buffers again: memory that grew has ended the views. */
  look(): void {
    this.views = this.#kind.look(this.sizes);
  }

  #allocate(sizes: Sizes): void {
    const { bytes, core, grow, create, culprit } = this.#kind;
    const needed = bytes(sizes);
    core(); // where there is none, it says so
    try {
      grow?.(needed);
      this.sizes = this.#nothing; // nothing is there should `create` fail
      create(sizes);
    } catch (cause) {
      lack(culprit(sizes), needed, cause);
    }
    this.sizes = sizes;
    this.look();
  }
}

function namesOf<Sizes extends object>(sizes: Sizes): (keyof Sizes)[] {
  return Object.keys(sizes) as (keyof Sizes)[];
}

function larger<Size extends number>(size: Size, held: number): Size {
  return Math.max(size, Math.trunc(held * 1.5)) as Size;
}

export function lack(culprit: Given, bytes: number, cause: unknown): never {
  const size = `${Math.ceil(bytes / 2 ** 20)} MiB`;
  const message = `${textOf(culprit)}; expected less: ${size} of memory are not to be had`;
  throw errorOf("OUT_OF_MEMORY", culprit[0], message, { cause });
}
