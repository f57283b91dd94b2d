/**
 * Ranges and choices, for experiments that try more than one value:
 *
 *     5 % .. 25 %        2..8        x0.5 .. x2        all between two values
 *     0 s | 60 s | 5 min                               one of a few
 */
import { NotBuiltYet, Unreadable } from './quantities.ts';

export type Range = { kind: 'between'; low: string; high: string } | { kind: 'choice'; of: readonly string[] };

const longest = 500;

/**
 * Splits a range or a choice into its values, which are read by the setting they belong to.
 * @throws Unreadable for what is neither
 */
export function readRange(text: string): Range {
  if (text.length > longest) throw new Unreadable(`A range or choice has at most ${longest} characters.`);
  const ends = text.split('..').map(end => end.trim());
  const choices = text.split('|').map(choice => choice.trim());
  if (ends.length === 2 && choices.length === 1 && ends.every(end => end !== ''))
    return { kind: 'between', low: ends[0], high: ends[1] };
  if (ends.length === 1 && choices.length > 1 && choices.every(choice => choice !== ''))
    return { kind: 'choice', of: choices };
  throw new Unreadable('Expected a range like `2 .. 40` or a choice like `16 | 32 | 64`.');
}

/**
 * Checks the values of a range with the reader of the setting that they belong to.
 * @param read  throws Unreadable for what the setting cannot be
 * @throws Unreadable with the part of the text that is wrong
 */
export function checkRange(text: string, read: (value: string) => unknown): void {
  const range = readRange(text);
  const values = range.kind === 'choice' ? range.of : [range.low, range.high];
  let from = 0;
  const parts = values.map(value => {
    const at = text.indexOf(value, from);
    from = at + value.length;
    return { at, length: value.length };
  });
  const found = values.map((value, i) => within(parts[i], () => read(value)));
  if (range.kind === 'choice') {
    const twice = values.findIndex((value, i) => values.indexOf(value) < i);
    if (twice >= 0) throw new Unreadable(`\`${values[twice]}\` is given twice.`, parts[twice]);
    return;
  }
  const [low, high] = found;
  if (typeof low === 'number' && typeof high === 'number' && low >= high)
    throw new Unreadable(`The first value is the smaller one: \`${range.high} .. ${range.low}\`?`);
}

function within(part: { at: number; length: number }, read: () => unknown): unknown {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof Unreadable && !(problem instanceof NotBuiltYet)) throw new Unreadable(problem.message, part);
    throw problem;
  }
}
