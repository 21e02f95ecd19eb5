// What deflate made small, whole again (RFC 1951): a module of its own, in which the core travels
// as text. It is small, and compiled before it runs: JavaScript that runs for the first time takes
// several times as long (measured).

/** [320] u8: how many bits the code of each symbol has. */
const LENGTHS: usize = 0;
/** Tables of codes: [16] u16 how many codes have so many bits, then [288] u16 symbols in order. */
const LITERALS: usize = 512;
const DISTANCES: usize = 1152;
const SYMBOLS: usize = 32; // after the counts of a table
/**
 * Of either table: [512] u16 by the next nine bits, bits of the code * 512 + symbol; 0: it is
 * longer.
 */
const QUICK_LITERALS: usize = 2048;
const QUICK_DISTANCES: usize = 3072;
const QUICK_BITS: u32 = 9;
/** [15] u16: while a table is made, where symbols of so many bits go. */
const PLACES: usize = 1792;
/** Where the caller puts what is to be read; what comes of it follows. */
const INPUT: usize = 4096;
const PAGE: i32 = 65536;
const END: i32 = 256; // of a block

let next: usize = 0; // of the input
let out: usize = 0; // behind the last byte
let bits: u32 = 0; // read but not used, the next one lowest
let count: u32 = 0; // of them

/** Where the input begins. */
export function input(): usize {
  return INPUT;
}

/** Inflates the first `length` bytes of the input; returns how many they become, from there on. */
export function inflate(length: i32): i32 {
  next = INPUT;
  out = INPUT + length;
  bits = count = 0;
  let isLast = false;
  while (!isLast) {
    isLast = take(1) === 1;
    const type = take(2);
    if (type === 0) copyStored();
    else {
      if (type === 1) makeFixed();
      else readTables();
      readBlock();
    }
  }
  return <i32>(out - INPUT) - length;
}

/** The next n bits as a number, the first one lowest. */
function take(n: u32): u32 {
  look(n);
  const value = bits & ((1 << n) - 1);
  bits >>= n;
  count -= n;
  return value;
}

/** Reads until n bits are there; those behind the end are not used. */
function look(n: u32): void {
  while (count < n) {
    bits |= (<u32>load<u8>(next++)) << count;
    count += 8;
  }
}

/** Makes room for so many bytes more. */
function reserve(more: usize): void {
  while (out + more > <usize>(memory.size() * PAGE)) memory.grow(1);
}

function copyStored(): void {
  next -= count >> 3; // it begins with a byte
  bits = count = 0;
  const length = <usize>load<u16>(next);
  reserve(length);
  memory.copy(out, next + 4, length);
  next += 4 + length;
  out += length;
}

/** The codes that need not be told. */
function makeFixed(): void {
  for (let s: usize = 0; s < 288; s++) {
    store<u8>(LENGTHS + s, s < 144 ? 8 : s < 256 ? 9 : s < 280 ? 7 : 8);
  }
  makeTable(LITERALS, QUICK_LITERALS, 0, 288);
  memory.fill(LENGTHS, 5, 30);
  makeTable(DISTANCES, QUICK_DISTANCES, 0, 30);
}

/** The codes of a block, told in a code of their own. */
function readTables(): void {
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const told = take(4) + 4;
  memory.fill(LENGTHS, 0, 19);
  for (let k: u32 = 0; k < told; k++) store<u8>(LENGTHS + placeOf(k), <u8>take(3));
  makeTable(LITERALS, QUICK_LITERALS, 0, 19);
  const all = literals + distances;
  let last: u8 = 0;
  for (let s: u32 = 0; s < all; ) {
    const symbol = readSymbol(LITERALS, QUICK_LITERALS);
    let times: u32 = 1;
    if (symbol < 16) last = <u8>symbol;
    else if (symbol === 16) times = take(2) + 3;
    else {
      last = 0;
      times = symbol === 17 ? take(3) + 3 : take(7) + 11;
    }
    for (; times > 0; times--) store<u8>(LENGTHS + s++, last);
  }
  makeTable(DISTANCES, QUICK_DISTANCES, literals, distances);
  makeTable(LITERALS, QUICK_LITERALS, 0, literals);
}

/** Which length of the code of codes is told k-th: 16, 17, 18, 0, 8, 7, 9, 6, 10, ... */
function placeOf(k: u32): u32 {
  if (k < 3) return 16 + k;
  if (k === 3) return 0;
  return k % 2 === 0 ? 6 + k / 2 : 9 - k / 2;
}

/** Symbols by the length of their code, then by themselves: codes are numbered in that order. */
function makeTable(table: usize, quick: usize, first: u32, n: u32): void {
  memory.fill(table, 0, SYMBOLS);
  for (let s: u32 = 0; s < n; s++) {
    const at = table + 2 * <usize>load<u8>(LENGTHS + first + s);
    store<u16>(at, load<u16>(at) + 1);
  }
  store<u16>(table, 0); // no code at all
  let place: u16 = 0;
  for (let length: usize = 1; length < 16; length++) {
    store<u16>(PLACES + 2 * length, place);
    place += load<u16>(table + 2 * length);
  }
  for (let s: u32 = 0; s < n; s++) {
    const length = <usize>load<u8>(LENGTHS + first + s);
    if (length === 0) continue;
    const at = PLACES + 2 * length;
    store<u16>(table + SYMBOLS + 2 * <usize>load<u16>(at), <u16>s);
    store<u16>(at, load<u16>(at) + 1);
  }
  makeQuick(table, quick);
}

/** Every number of nine bits that begins with the bits of a code, the first one lowest. */
function makeQuick(table: usize, quick: usize): void {
  memory.fill(quick, 0, 2 << QUICK_BITS);
  let code: u32 = 0;
  let at = table + SYMBOLS;
  for (let length: u32 = 1; length <= QUICK_BITS; length++) {
    for (let left = load<u16>(table + 2 * length); left > 0; left--) {
      let first: u32 = 0;
      for (let k: u32 = 0; k < length; k++) first |= ((code >> k) & 1) << (length - 1 - k);
      const entry = <u16>((length << QUICK_BITS) | load<u16>(at));
      for (; first < 1 << QUICK_BITS; first += 1 << length) store<u16>(quick + 2 * first, entry);
      code++;
      at += 2;
    }
    code <<= 1;
  }
}

function readSymbol(table: usize, quick: usize): u32 {
  look(QUICK_BITS);
  const entry = <u32>load<u16>(quick + 2 * (bits & ((1 << QUICK_BITS) - 1)));
  if (entry > 0) {
    bits >>= entry >> QUICK_BITS;
    count -= entry >> QUICK_BITS;
    return entry & ((1 << QUICK_BITS) - 1);
  }
  return readLong(table);
}

/** Bit by bit. */
function readLong(table: usize): u32 {
  let code: i32 = 0;
  let least: i32 = 0; // of the codes of this length
  let place: i32 = 0; // of its symbol
  let at = table;
  let codes: i32 = 0;
  do {
    place += codes;
    least = (least + codes) << 1;
    code = (code << 1) | <i32>take(1);
    at += 2;
    codes = <i32>load<u16>(at);
  } while (code - least >= codes);
  return load<u16>(table + SYMBOLS + 2 * <usize>(place + code - least));
}

/** Bytes, and copies of what has been written, to the end of the block. */
function readBlock(): void {
  for (;;) {
    const symbol = <i32>readSymbol(LITERALS, QUICK_LITERALS);
    if (symbol === END) return;
    reserve(258);
    if (symbol < END) store<u8>(out++, <u8>symbol);
    else {
      const length = lengthOf(symbol - 257);
      copyBack(length, distanceOf(<i32>readSymbol(DISTANCES, QUICK_DISTANCES)));
    }
  }
}

/** Byte by byte: a copy may overlap what it copies. */
function copyBack(length: u32, distance: usize): void {
  for (let k: u32 = 0; k < length; k++) {
    store<u8>(out, load<u8>(out - distance));
    out++;
  }
}

function lengthOf(k: i32): u32 {
  if (k < 8) return 3 + k;
  if (k === 28) return 258;
  const extra = (k >> 2) - 1;
  return 3 + ((4 + (k & 3)) << extra) + take(extra);
}

function distanceOf(k: i32): usize {
  if (k < 4) return 1 + k;
  const extra = (k >> 1) - 1;
  return 1 + ((2 + (k & 1)) << extra) + take(extra);
}
