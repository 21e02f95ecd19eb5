// What AssemblyScript has built in and JavaScript has not, for assembly/ in JavaScript.

/** A buffer is itself in JavaScript, not an address. */
export const changetype = (buffer) => buffer;

/** Memory of earlier buffers is the collector's. */
export const heap = { reset() {} };

/** One double and its halves. Every platform of today stores the low half first. */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

/** The high 32 bits of x. */
export function upperWord(x) {
  double[0] = x;
  return words[1];
}

/** The low 32 bits of x. */
export function lowerWord(x) {
  double[0] = x;
  return words[0];
}

/** The double of these halves. */
export function fromWords(low, high) {
  words[0] = low;
  words[1] = high;
  return double[0];
}

/** The zeros above the highest bit that is set. */
export const leadingZeros = Math.clz32;
