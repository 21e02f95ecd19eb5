// What scripts/builtins.js adds in JavaScript; behind `if (ASC_TARGET === 0)` alone.

declare function upperWord(x: f64): i32;
declare function lowerWord(x: f64): i32;
declare function fromWords(low: i32, high: i32): f64;
declare function leadingZeros(word: i32): i32;
