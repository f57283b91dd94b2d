import { describe, expect, it } from 'vitest';
import { breaches, type Invariant } from '../../src/sim/invariant.ts';

interface Ledger {
  carried: number;
  billed: number;
}

const everyByteIsBilled: Invariant<Ledger> = {
  name: 'every byte is billed',
  why: 'losses hide where two counters meet',
  broken: ({ carried, billed }) => (carried === billed ? undefined : `carried ${carried} B, billed ${billed} B`),
};
const nothingIsNegative: Invariant<Ledger> = {
  name: 'nothing is negative',
  why: 'a correction may be applied twice',
  broken: ({ billed }) => (billed >= 0 ? undefined : `billed ${billed} B`),
};

describe('the laws of a world', () => {
  it('are silent while they hold', () => {
    expect(breaches([everyByteIsBilled, nothingIsNegative], { carried: 5, billed: 5 }, '1 h')).toEqual([]);
  });

  it('say what is wrong, each for itself, and when', () => {
    expect(breaches([everyByteIsBilled, nothingIsNegative], { carried: 5, billed: -1 }, '1 h')).toEqual([
      { law: 'every byte is billed', what: 'carried 5 B, billed -1 B', at: '1 h' },
      { law: 'nothing is negative', what: 'billed -1 B', at: '1 h' },
    ]);
  });
});
