import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draws } from '../../src/sim/draws.ts';
import { Dice } from '../../src/sim/random.ts';

const layout = (sizes: readonly (readonly [string, number])[]) => {
  let first = 0;
  return sizes.map(([name, size]) => {
    const group = { name, first };
    first += size;
    return group;
  });
};

describe('draws by name', () => {
  it('know the group of each subject', () => {
    const draws = new Draws(
      new Dice(1, 0),
      layout([
        ['a', 3],
        ['b', 1],
        ['c', 5],
      ]),
    );
    expect([0, 2, 3, 4, 100].map(subject => draws.groupOf(subject))).toEqual([0, 0, 1, 2, 2]);
  });

  it('stay the same for everybody when a group is added, or grows', () => {
    const size = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(size, size, size, fc.nat({ max: 49 }), fc.nat(), (before, after, own, index, occurrence) => {
        const subject = index % own;
        const alone = new Draws(new Dice(9, 2), layout([['ours', own]]));
        const among = new Draws(
          new Dice(9, 2),
          layout([
            ['others', before],
            ['ours', own + 10],
            ['more', after],
          ]),
        );
        expect(among.uniform('think', before + subject, occurrence)).toBe(alone.uniform('think', subject, occurrence));
        expect(among.bits('imei', before + subject, occurrence)).toEqual(alone.bits('imei', subject, occurrence));
      }),
    );
  });

  it('differ between subjects, purposes, occurrences, attempts, groups, seeds and replications', () => {
    const groups = layout([
      ['a', 2],
      ['b', 2],
    ]);
    const draws = new Draws(new Dice(1, 0), groups);
    const values = [
      draws.uniform('think', 0),
      draws.uniform('think', 1),
      draws.uniform('think', 2),
      draws.uniform('pay', 0),
      draws.uniform('think', 0, 1),
      draws.uniform('think', 0, 0, 1),
      new Draws(new Dice(2, 0), groups).uniform('think', 0),
      new Draws(new Dice(1, 1), groups).uniform('think', 0),
    ];
    expect(new Set(values).size).toBe(values.length);
    expect(draws.uniform('think', 0)).toBe(values[0]);
  });

  it('give two independent words of 32 bits', () => {
    const draws = new Draws(new Dice(1, 0), layout([['a', 100]]));
    const words = Array.from({ length: 100 }, (_, subject) => draws.bits('eid', subject)).flat();
    expect(new Set(words).size).toBe(200);
    expect(words.every(word => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
  });
});
