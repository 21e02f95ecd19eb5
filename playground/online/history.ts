// What has been, at three scales: the last minute, ten and a hundred. Memory is bounded.

/** Of one policy. */
export interface SideSample {
  /** Requests that wait; the mean of coarser samples. */
  queue: number;
  /** Requests whose outcome is known, and the sum of their accuracies, since the start. */
  decided: number;
  accuracySum: number;
}

export interface Sample {
  /** Simulated seconds. */
  time: number;
  price: number;
  ours: SideSample;
  simple: SideSample;
}

/** Simulated seconds between samples of the finest scale. */
export const PERIOD = 0.1;
/** Samples of a scale. */
export const LENGTH = 600;
/** Samples that make one of the next scale. */
const RATIO = 10;

/** Simulated seconds that a scale shows. */
export const SPANS = [60, 600, 6000] as const;

/**
 * The scale that moves at a pace to look at, or a finer one that holds all there is.
 * speed: simulated seconds in a second; now: simulated seconds
 */
export function scaleOf(speed: number, now: number): number {
  const paced = speed <= 10 ? 0 : speed <= 100 ? 1 : 2;
  const whole = SPANS.findIndex((span) => now <= span);
  return whole < 0 ? paced : Math.min(paced, whole);
}

export class History {
  readonly scales: readonly Sample[][] = SPANS.map(() => []);
  readonly #pending: readonly Sample[][] = SPANS.map(() => []);

  add(sample: Sample, scale = 0): void {
    const own = this.scales[scale];
    own.push(sample);
    if (own.length > LENGTH) own.shift();
    if (scale + 1 === SPANS.length) return;
    const pending = this.#pending[scale];
    pending.push(sample);
    if (pending.length < RATIO) return;
    this.add(meanOf(pending), scale + 1);
    pending.length = 0;
  }
}

/** Counts are those of the last one. */
function meanOf(samples: readonly Sample[]): Sample {
  const mean = (read: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + read(sample), 0) / samples.length;
  const last = samples[samples.length - 1];
  return {
    time: last.time,
    price: mean(({ price }) => price),
    ours: { ...last.ours, queue: mean(({ ours }) => ours.queue) },
    simple: { ...last.simple, queue: mean(({ simple }) => simple.queue) },
  };
}

/** Mean accuracy of a policy since the first of some samples; NaN: no outcome is known. */
export function recentAccuracy(samples: readonly Sample[], side: "ours" | "simple"): number {
  const [first, last] = [samples[0]?.[side], samples[samples.length - 1]?.[side]];
  if (!first) return Number.NaN;
  return (last.accuracySum - first.accuracySum) / (last.decided - first.decided);
}
