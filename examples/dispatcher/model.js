// Reads handwritten digits by examples: the more of them it compares a picture with, the more
// accurate and the slower.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** How many examples a picture is compared with: the sizes to choose from. */
export const SIZES = [20, 80, 320, 960];
const SIDE = 8;
const BRIGHTEST = 16;
/** Pixels of nothing around a picture, and the side with them. */
const FRAME = 2;
const WIDTH = SIDE + 2 * FRAME;

const rows = gunzipSync(readFileSync(new URL("digits.csv.gz", import.meta.url)))
  .toString()
  .trim()
  .split("\n")
  .map((line) => line.split(",").map(Number))
  .map((row) => ({ picture: framed(row.slice(0, -1)), digit: row.at(-1) }));
const examples = rows.slice(0, SIZES.at(-1));
/** To measure with: every eighth of those that are no examples, 105. */
export const tests = rows.slice(SIZES.at(-1)).filter((_, k) => k % 8 === 0);

/** 64 numbers as text -> a picture. */
export function parsePicture(text) {
  const pixels = text.trim().split(/[\s,]+/);
  if (pixels.length !== SIDE * SIDE) {
    throw new RangeError(`picture has ${pixels.length} numbers; expected ${SIDE * SIDE}`);
  }
  const wrong = pixels.findIndex((pixel) => !(Number(pixel) >= 0 && Number(pixel) <= BRIGHTEST));
  if (wrong >= 0) {
    const shown = JSON.stringify(pixels[wrong]);
    throw new RangeError(`picture[${wrong}] is ${shown}; expected a number from 0 to ${BRIGHTEST}`);
  }
  return framed(pixels.map(Number));
}

/** The digit of the example most like it. */
export function read(picture, size) {
  let [least, digit] = [Infinity, -1];
  for (const example of examples.slice(0, size)) {
    const distance = distort(picture, example.picture);
    if (distance < least) [least, digit] = [distance, example.digit];
  }
  return digit;
}

function framed(pixels) {
  const picture = new Float64Array(WIDTH * WIDTH);
  for (let y = 0; y < SIDE; y++) {
    picture.set(pixels.slice(y * SIDE, (y + 1) * SIDE), (y + FRAME) * WIDTH + FRAME);
  }
  return picture;
}

/**
 * Image distortion model (Keysers, Deselaers, Gollan, Ney: Deformation Models for Image
 * Recognition, 2007): every 3 x 3 patch of one picture looks for its like at most a pixel away.
 */
function distort(picture, example) {
  let sum = 0;
  for (let y = FRAME; y < FRAME + SIDE; y++) {
    for (let x = FRAME; x < FRAME + SIDE; x++) {
      const at = y * WIDTH + x;
      let least = Infinity;
      for (let dy = -WIDTH; dy <= WIDTH; dy += WIDTH) {
        for (let dx = -1; dx <= 1; dx++) {
          least = Math.min(least, patches(picture, at, example, at + dy + dx));
        }
      }
      sum += least;
    }
  }
  return sum;
}

function patches(a, i, b, j) {
  let sum = 0;
  for (let dy = -WIDTH; dy <= WIDTH; dy += WIDTH) {
    for (let dx = -1; dx <= 1; dx++) {
      const difference = a[i + dy + dx] - b[j + dy + dx];
      sum += difference * difference;
    }
  }
  return sum;
}
