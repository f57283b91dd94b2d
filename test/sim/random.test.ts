import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptLimit, Dice, DrawStream, indexLimit, occurrenceLimit, threefry2x32 } from '../../src/sim/random.ts';

const stream = () => new Dice(7, 0).stream('laptops', 'flyout.open');
const anyDraw = fc.record({
  index: fc.nat(indexLimit - 1),
  occurrence: fc.nat(occurrenceLimit - 1),
  attempt: fc.nat(attemptLimit - 1),
});

describe('Threefry-2x32', () => {
  // Known answers of the Random123 distribution: rounds, counter, key, result.
  it.each([
    [13, 0, 0, 0, 0, '9d1c5ec6 8bd50731'],
    [20, 0, 0, 0, 0, '6b200159 99ba4efe'],
    [13, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 'fd36d048 2d17272c'],
    [20, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, '1cb996fc bb002be7'],
    [13, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 'ba3e4725 f27d669e'],
    [20, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 'c4923a9c 483df7a0'],
  ])('with %d rounds of counter %i %i under key %i %i gives %5$s', (rounds, c0, c1, k0, k1, wanted) => {
    const out = new Uint32Array(2);
    threefry2x32(k0, k1, c0, c1, rounds, out);
    expect([...out].map(word => word.toString(16).padStart(8, '0')).join(' ')).toBe(wanted);
  });
});

describe('a draw', () => {
  it('is a function of its name alone: seed, replication, group, purpose, index, occurrence, attempt', () => {
    const named = (
      seed: number,
      replication: number,
      group: string,
      purpose: string,
      ...of: [number, number, number]
    ) => new Dice(seed, replication).stream(group, purpose).uniform(...of);
    const all = [
      named(7, 0, 'laptops', 'think', 1, 2, 3),
      named(8, 0, 'laptops', 'think', 1, 2, 3),
      named(7, 1, 'laptops', 'think', 1, 2, 3),
      named(7, 0, 'tablets', 'think', 1, 2, 3),
      named(7, 0, 'laptops', 'wait', 1, 2, 3),
      named(7, 0, 'laptops', 'think', 0, 2, 3),
      named(7, 0, 'laptops', 'think', 1, 0, 3),
      named(7, 0, 'laptops', 'think', 1, 2, 0),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(named(7, 0, 'laptops', 'think', 1, 2, 3)).toBe(all[0]);
  });

  it('has these bits, on every engine', () => {
    expect([
      stream().uniform(0),
      stream().uniform(123_456, 7, 1),
      stream().uniform(indexLimit - 1, occurrenceLimit - 1, 63),
    ]).toEqual([0.14826380550839058, 0.08923246491432646, 0.007824604844300143]);
  });

  it('does not depend on what was drawn before, by whom, or in which order', () => {
    fc.assert(
      fc.property(fc.array(anyDraw, { maxLength: 20 }), fc.string(), fc.string(), (draws, group, purpose) => {
        const alone = draws.map(d => stream().uniform(d.index, d.occurrence, d.attempt));
        const dice = new Dice(7, 0);
        const other = dice.stream(`${group}!`, purpose);
        const among = draws.toReversed().map(d => {
          other.uniform(d.index);
          return dice.stream('laptops', 'flyout.open').uniform(d.index, d.occurrence, d.attempt);
        });
        expect(among.toReversed()).toEqual(alone);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  it('lies between 0 and 1, both excluded, on a grid of 2^−53', () => {
    fc.assert(
      fc.property(anyDraw, d => {
        const u = stream().uniform(d.index, d.occurrence, d.attempt);
        expect(u > 0 && u < 1 && 1 - u > 0 && 1 - u < 1 && Number.isInteger(u * 2 ** 53)).toBe(true);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('is made from the 64 bits that identifiers are made from', () => {
    const out = new Uint32Array(2);
    fc.assert(
      fc.property(anyDraw, d => {
        stream().bits(d.index, d.occurrence, d.attempt, out);
        const whole = (BigInt(out[0]) >> 5n) * 2n ** 26n + (BigInt(out[1]) >> 6n);
        expect(stream().uniform(d.index, d.occurrence, d.attempt)).toBe(Number(whole) / 2 ** 53);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it('is Threefry-2x32 with 13 rounds, whatever the key', () => {
    const out = new Uint32Array(2);
    const wanted = new Uint32Array(2);
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(0xffffffff), anyDraw, (key0, key1, d) => {
        new DrawStream(key0, key1).bits(d.index, d.occurrence, d.attempt, out);
        threefry2x32(key0, key1, d.attempt * indexLimit + d.index, d.occurrence, 13, wanted);
        expect([...out]).toEqual([...wanted]);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('refuses an index, occurrence or attempt that its counter cannot hold', () => {
    expect(() => stream().uniform(indexLimit)).toThrow('index is 67108864; expected a whole number from 0 to 67108863');
    expect(() => stream().uniform(-1)).toThrow('index is -1');
    expect(() => stream().uniform(0.5)).toThrow('index is 0.5');
    expect(() => stream().uniform(Number.NaN)).toThrow('index is NaN');
    expect(() => stream().uniform(0, occurrenceLimit)).toThrow('occurrence is 4294967296');
    expect(() => stream().uniform(0, 1.5)).toThrow('occurrence is 1.5');
    expect(() => stream().uniform(0, 0, attemptLimit)).toThrow('attempt is 64');
    expect(() => stream().bits(0, 0, -1, new Uint32Array(2))).toThrow(RangeError);
  });
});

describe('the draws of a stream', () => {
  const perBin = 1000;
  const bins = 100;
  /** Chi-square with 99 degrees of freedom exceeds this once in a thousand times. */
  const critical = 148.23;
  const chiSquare = (uniform: (i: number) => number) => {
    const counts = new Float64Array(bins);
    for (let i = 0; i < bins * perBin; i += 1) counts[Math.floor(uniform(i) * bins)] += 1;
    return counts.reduce((sum, count) => sum + (count - perBin) ** 2 / perBin, 0);
  };

  it('are even over entities, occurrences and attempts', () => {
    const s = stream();
    expect(chiSquare(i => s.uniform(i))).toBeLessThan(critical);
    expect(chiSquare(i => s.uniform(3, i))).toBeLessThan(critical);
    expect(chiSquare(i => s.uniform(i >> 6, 0, i & 63))).toBeLessThan(critical);
  });

  it('are even in their last digits', () => {
    const s = stream();
    expect(chiSquare(i => (s.uniform(i) * 2 ** 30) % 1)).toBeLessThan(critical);
  });

  it('are uncorrelated between neighbours, occurrences, purposes, groups, seeds and replications', () => {
    const n = 100_000;
    const s = stream();
    const others: ((i: number) => number)[] = [i => s.uniform(i + 1), i => s.uniform(i, 1), i => s.uniform(i, 0, 1)];
    for (const other of [
      new Dice(7, 0).stream('laptops', 'flyout.close'),
      new Dice(7, 0).stream('flyout.open', 'laptops'),
      new Dice(8, 0).stream('laptops', 'flyout.open'),
      new Dice(7, 1).stream('laptops', 'flyout.open'),
    ]) {
      others.push(i => other.uniform(i));
    }
    for (const other of others) {
      let sum = 0;
      for (let i = 0; i < n; i += 1) sum += (s.uniform(i) - 0.5) * (other(i) - 0.5);
      // The correlation of independent draws has a standard error of 1 / √n; four of them are allowed.
      expect(Math.abs((12 * sum) / n)).toBeLessThan(4 / Math.sqrt(n));
    }
  });
});

describe('dice', () => {
  it('answer the same stream when asked again', () => {
    const dice = new Dice(7, 0);
    expect(dice.stream('a', 'b')).toBe(dice.stream('a', 'b'));
  });

  it('tell names apart that read the same when joined, padded or swapped', () => {
    const dice = new Dice(7, 0);
    const names = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['', 'abc'],
      ['abc', ''],
      ['abc', '\0'],
      ['abc\0', ''],
      ['c', 'ab'],
      ['abcd', 'e'],
      ['abcde', ''],
      ['é', ''],
      ['e\u0301', ''],
    ];
    const draws = names.map(([group, purpose]) => dice.stream(group, purpose).uniform(0));
    expect(new Set(draws).size).toBe(names.length);
  });

  it('never give two of many streams the same luck', () => {
    const dice = new Dice(7, 0);
    const firsts = new Set<number>();
    for (let i = 0; i < 10_000; i += 1)
      firsts.add(dice.stream(`group ${i % 100}`, `purpose ${Math.floor(i / 100)}`).uniform(0));
    expect(firsts.size).toBe(10_000);
  });

  it('refuse a seed or replication that is no whole number', () => {
    expect(() => new Dice(0.5, 0)).toThrow('The seed is 0.5; expected a whole number.');
    expect(() => new Dice(2 ** 60, 0)).toThrow(RangeError);
    expect(() => new Dice(1, -1)).toThrow('The replication is -1; expected a whole number from 0 on.');
  });

  it('leave Math.random as it was', () => {
    const before = Math.random;
    new Dice(7, 0).stream('a', 'b').uniform(0);
    expect(Math.random).toBe(before);
    expect(Math.random()).not.toBe(Math.random());
  });
});
