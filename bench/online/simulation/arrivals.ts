// When requests come: processes drawn from a source of random numbers, of the mean rate that is
// asked for.

export type Process = "poisson" | "bursty" | "gamma" | "diurnal";

export type Random = () => number;

/** Two states: the rate of each, in units of the mean rate, and its mean length in seconds. */
const BURST = { rate: 4, seconds: 0.5 };
const QUIET = { rate: 0.4, seconds: 2.5 };
/** Standard deviation over mean of the times between arrivals. */
const GAMMA_CV = 3;
/** Amplitude of the rate, and periods in a run. */
const DIURNAL = { amplitude: 0.8, periods: 4 };

/** The times of `count` arrivals, in seconds, ascending. rate: arrivals a second. */
export function arrivalTimes(
  kind: Process,
  count: number,
  rate: number,
  random: Random,
): Float64Array {
  if (kind === "bursty") return bursty(count, rate, random);
  if (kind === "diurnal") return diurnal(count, rate, random);
  const gap = kind === "gamma" ? () => gammaGap(GAMMA_CV ** -2, random) : () => exponential(random);
  let time = 0;
  return Float64Array.from({ length: count }, () => {
    time += gap() / rate;
    return time;
  });
}

const exponential = (random: Random) => -Math.log(1 - random());

function bursty(count: number, rate: number, random: Random): Float64Array {
  let [state, left, time] = [QUIET, QUIET.seconds * exponential(random), 0];
  return Float64Array.from({ length: count }, () => {
    let needed = exponential(random) / rate; // seconds at the mean rate
    while (needed > left * state.rate) {
      needed -= left * state.rate;
      time += left;
      state = state === QUIET ? BURST : QUIET;
      left = state.seconds * exponential(random);
    }
    time += needed / state.rate;
    left -= needed / state.rate;
    return time;
  });
}

/** By thinning. */
function diurnal(count: number, rate: number, random: Random): Float64Array {
  const { amplitude, periods } = DIURNAL;
  const length = count / rate;
  let time = 0;
  return Float64Array.from({ length: count }, () => {
    for (;;) {
      time += exponential(random) / (rate * (1 + amplitude));
      const now = 1 + amplitude * Math.sin((2 * Math.PI * periods * time) / length);
      if (random() * (1 + amplitude) < now) return time;
    }
  });
}

/**
 * Of mean 1 and the shape k, which is 1 / cv^2: that of k + 1 (Marsaglia, Tsang 2000), times a power
 * of a uniform.
 */
export function gammaGap(shape: number, random: Random): number {
  const d = shape + 1 - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v <= 0 || Math.log(1 - random()) > (x * x) / 2 + d - d * v + d * Math.log(v)) continue;
    return (d * v * (1 - random()) ** (1 / shape)) / shape;
  }
}

/** Standard normal (Box, Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
