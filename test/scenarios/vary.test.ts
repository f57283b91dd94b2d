/** `--vary path=values`: lists and ranges with units, and what is said of those that are none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVary, Unreadable } from '../../src/scenarios/index.ts';
import { processorTime } from '../kit/processor-time.ts';

const texts = (written: string) => readVary('p', written).values.map(({ text }) => text);
const positions = (written: string) => readVary('p', written).values.map(({ position }) => position);

const refusal = (written: string): string => {
  try {
    readVary('p', written);
  } catch (problem) {
    if (problem instanceof Unreadable) return problem.message;
    throw problem;
  }
  return 'read';
};

describe('the values of a sweep', () => {
  it.each([
    ['100 ms,200 ms,400 ms', ['100 ms', '200 ms', '400 ms']],
    ['16 | 32 | 64', ['16', '32', '64']],
    ['1..4, 8, 16', ['1', '2', '3', '4', '8', '16']],
    ['inline,async', ['inline', 'async']],
    ['mix 90 % 8 ms | 10 % 1 s, exponential mean 20 ms', ['mix 90 % 8 ms | 10 % 1 s', 'exponential mean 20 ms']],
    ['1..5', ['1', '2', '3', '4', '5']],
    ['100 ms..1 s by 300 ms', ['100 ms', '400 ms', '700 ms', '1 s']],
    ['10 ms..1 s 4 points', ['10 ms', '340 ms', '670 ms', '1 s']],
    ['10 ms..1 s step 4', ['10 ms', '340 ms', '670 ms', '1 s']],
    ['10 ms..1 s step 4 points', ['10 ms', '340 ms', '670 ms', '1 s']],
    [
      '1 per s..1000 per s log 7',
      ['1 per s', '3.16 per s', '10 per s', '31.6 per s', '100 per s', '316 per s', '1000 per s'],
    ],
    ['1 per min..10 per s log 3', ['1 per min', '24.5 per min', '10 per s']],
    ['5 %..20 % by 5 %', ['5 %', '10 %', '15 %', '20 %']],
    ['x0.5..x2 log 3', ['x0.5', 'x1', 'x2']],
    ['1 MB..1 GB log 4', ['1 MB', '10 MB', '100 MB', '1 GB']],
    ['10_000..1_000_000 log 3', ['10_000', '100000', '1_000_000']],
    [
      '4_000 per day by hour retail..6_000 per day by hour retail by 1000',
      ['4_000 per day by hour retail', '5000 per day by hour retail', '6000 per day by hour retail'],
    ],
    ['1 h 30 min..3 h by 30 min', ['1 h 30 min', '2 h', '2.5 h', '3 h']],
  ])('%s', (written, expected) => {
    expect(texts(written)).toEqual(expected);
  });

  it('stay whole where they are counts, however they are spread', () => {
    expect(texts('1..10 4 points')).toEqual(['1', '4', '7', '10']);
    expect(texts('1..9 log 20')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('have a place on an axis with one unit, whatever units they were written in', () => {
    expect(positions('500 ms,2 s,1 min')).toEqual([500_000, 2_000_000, 60_000_000]);
    expect(readVary('p', '500 ms,2 s').unit).toBe('µs');
    expect(readVary('p', '5 per s..9 per s by 2').unit).toBe('per s');
    expect(readVary('p', '10 %,20 %')).toMatchObject({ unit: '%', values: [{ position: 10 }, { position: 20 }] });
    expect(positions('inline,async')).toEqual([undefined, undefined]);
  });

  it('lie on a logarithmic axis where they were asked for so, or grow by factors', () => {
    expect(readVary('p', '1..100 log 5').isLogarithmic).toBe(true);
    expect(readVary('p', '1,2,4,8,16').isLogarithmic).toBe(true);
    expect(readVary('p', '1,2,3,4').isLogarithmic).toBe(false);
    expect(readVary('p', '1..16').isLogarithmic).toBe(false);
  });

  it.each([
    ['1..100 step 10', 'Write `by 10` or `10 points`'],
    ['10..1000 ms log 4', '10 of what? Both ends have a unit, for example `10 ms`.'],
    ['1..1000000', 'a sweep takes at most 200'],
    ['1..1000 500 points', 'a sweep takes at most 200'],
    ['10 ms..5 MB by 3', 'not of one kind'],
    ['1 s..10 s', 'In which steps?'],
    ['9..1', 'The first value is the smaller one: `1..9`?'],
    ['1..10 lgo 3', 'Did you mean `log`?'],
    ['0..100 log 3', 'begins above zero'],
    ['1..10 by', '`by` what?'],
    ['1..3 by 5', 'larger than the range'],
    ['5', 'One value is no sweep. Write a list or a range, or `--set p=5`.'],
    ['1,,2', 'A value is missing'],
    ['1,2,1', '`1` is given twice.'],
    ['1..2..3', 'is no range'],
    ['', 'Expected values to try'],
  ])('%s is refused with what to write instead', (written, words) => {
    expect(refusal(written)).toContain(words);
  });

  it('of a written range begin with its lower end, ascend, stay within it, and are read again as the same', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.constantFrom(' ms', ' s', ' MB', ' per s', ' %', ''),
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom('points', 'log'),
        (low, width, unit, count, how) => {
          const written = `${low}${unit}..${low + width}${unit} ${how === 'log' ? `log ${count}` : `${count} points`}`;
          if (refusal(written) !== 'read') return;
          const { values } = readVary('p', written);
          const at = values.map(({ position }) => position!);
          expect(values[0]!.text).toBe(`${low}${unit}`);
          expect(values.at(-1)!.text).toBe(`${low + width}${unit}`);
          expect(at.every((value, i) => i === 0 || value > at[i - 1]!)).toBe(true);
          expect(readVary('p', values.map(({ text }) => text).join(',')).values).toEqual(values);
        },
      ),
      { seed: 7, numRuns: 100 },
    ));

  it('refuse or read any text, however hostile, within a moment', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('1', '..', ' ', ',', '|', 'x', 'ms', ' by ', ' log ', '%', '[', '0', '.', '-', 'e9'), {
          maxLength: 300,
        }),
        parts => {
          expect(processorTime(() => refusal(parts.join('')))).toBeLessThan(500);
        },
      ),
      { seed: 7, numRuns: 300 },
    ));
});
