/**
 * Sets of characters, as the classes of a pattern name them: ranges of code points, in order and apart from each other.
 *
 * Source: ECMAScript Language Specification, "CharacterClassEscape", "WhiteSpace", "LineTerminator".
 */

/** First and last code point of each range. */
export type Characters = readonly (readonly [first: number, last: number])[];

const lastOfAll = 0x10ffff;
export const everyCharacter: Characters = [[0, lastOfAll]];

export const digits: Characters = [[0x30, 0x39]];
export const wordCharacters: Characters = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** White space and ends of lines: more than ASCII, as texts of operators hold no-break spaces. */
export const blanks: Characters = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const endsOfLines: Characters = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

/** In order, and ranges that touch made one. */
export function joined(ranges: Characters): Characters {
  const result: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** All the others. */
export function except(ranges: Characters): Characters {
  const result: [number, number][] = [];
  let next = 0;
  for (const [first, last] of joined(ranges)) {
    if (first > next) result.push([next, first - 1]);
    next = last + 1;
  }
  return next > lastOfAll ? result : [...result, [next, lastOfAll]];
}

/** What a point stands for. */
export const insideOfLines = except(endsOfLines);
