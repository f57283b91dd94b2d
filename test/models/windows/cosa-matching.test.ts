import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWithin,
  matchCosa,
  type SimIdentity,
  type TargetedEntry,
  type Targets,
} from '../../../src/models/windows/cosa-matching.ts';

const sim: SimIdentity = {
  mcc: '999',
  mnc: '01',
  spn: 'Contoso Kids',
  pnn: 'Contoso Net',
  gid1: '0A',
  imsi: '999010000000142',
  iccid: '8999901000000000013',
};

const entry = (id: number, targets: Targets, more: Partial<TargetedEntry> = {}): TargetedEntry => ({
  id,
  origin: 'microsoft',
  targets: [targets],
  ...more,
});
const winner = (entries: readonly TargetedEntry[], of: SimIdentity = sim, chosen?: string) =>
  matchCosa(entries, of, chosen)?.entry.id;

describe('an entry of the COSA database fits a SIM', () => {
  it('when every target it states fits: MCC, MNC, SPN, PNN, GID1, IMSI range, ICCID range', () => {
    const all: Targets = {
      mcc: '999',
      mnc: '01',
      spn: 'Contoso Kids',
      pnn: 'Contoso Net',
      gid1: '0A',
      imsi: { start: '999010000000100', end: '999010000000199' },
      iccid: { start: '8999901000000000000', end: '8999901000000000099' },
    };
    expect(winner([entry(1, all)])).toBe(1);
    for (const name of Object.keys(all) as (keyof Targets)[])
      expect(winner([entry(1, all)], { ...sim, [name]: undefined }), name).toBeUndefined();
    for (const name of ['mcc', 'mnc', 'spn', 'pnn', 'gid1'] as const)
      expect(winner([entry(1, { ...all, [name]: 'other' })]), name).toBeUndefined();
  });

  it('with MCC and MNC alone for the whole network', () => {
    expect(winner([entry(1, { mcc: '999', mnc: '01' })], { ...sim, imsi: '999019999999999' })).toBe(1);
  });

  it('by the case of names as well', () => {
    expect(winner([entry(1, { spn: 'contoso kids' })])).toBeUndefined();
  });

  it('when one of several sets of targets does', () => {
    const twoNetworks = entry(
      1,
      {},
      {
        targets: [
          { mcc: '999', mnc: '02' },
          { mcc: '999', mnc: '01' },
        ],
      },
    );
    expect(winner([twoNetworks])).toBe(1);
  });

  it('never without any target', () => {
    expect(winner([entry(1, {})])).toBeUndefined();
  });

  it('not with a number of another length than the range', () => {
    expect(isWithin({ start: '8900', end: '8999' }, '8950')).toBe(true);
    expect(isWithin({ start: '8900', end: '8999' }, '89500')).toBe(false);
    expect(isWithin({ start: '8900', end: '8999' }, '9000')).toBe(false);
  });
});

describe('of the entries that fit', () => {
  it('the one with the most targets is taken, though the worked example of the overview says otherwise', () => {
    expect(winner([entry(1, { mcc: '999', mnc: '01' }), entry(2, { mcc: '999', mnc: '01', gid1: '0A' })])).toBe(2);
  });

  it('one of the PC’s maker goes before one of Microsoft', () => {
    expect(winner([entry(1, { spn: 'Contoso Kids' }), entry(2, { gid1: '0A' }, { origin: 'oem' })])).toBe(2);
    expect(winner([entry(1, { mcc: '999', gid1: '0A' }), entry(2, { gid1: '0A' }, { origin: 'oem' })])).toBe(1);
  });

  it('the user may choose by UIName, in the order of UIOrder, and until then the lowest number counts', () => {
    const entries = [
      entry(3, { spn: 'Contoso Kids' }, { uiName: 'Kids', uiOrder: 2 }),
      entry(2, { spn: 'Contoso Kids' }, { uiName: 'Family', uiOrder: 1 }),
      entry(5, { spn: 'Contoso Kids' }),
    ];
    expect(matchCosa(entries, sim)?.choices.map(({ uiName }) => uiName)).toEqual(['Family', 'Kids']);
    expect(winner(entries)).toBe(2);
    expect(winner(entries, sim, 'Kids')).toBe(3);
    expect(winner(entries, sim, 'Nobody')).toBe(2);
  });

  it('there is nothing to choose when one fits best', () => {
    expect(matchCosa([entry(1, { spn: 'Contoso Kids' }, { uiName: 'Kids' })], sim)?.choices).toEqual([]);
  });

  it('the choice is the best of all, whatever their order', () => {
    const targets = fc.record(
      { mcc: fc.constantFrom('999', '998'), mnc: fc.constantFrom('01', '02'), gid1: fc.constantFrom('0A', '0B') },
      { requiredKeys: [] },
    );
    const entries = fc
      .array(fc.record({ targets, oem: fc.boolean() }), { maxLength: 8 })
      .map(list => list.map((one, id) => entry(id, one.targets, { origin: one.oem ? 'oem' : 'microsoft' })));
    fc.assert(
      fc.property(entries, list => {
        const rank = ({ targets, origin, id }: TargetedEntry) => {
          const stated = Object.entries(targets[0]!);
          const fits = stated.every(([name, worth]) => sim[name as keyof SimIdentity] === worth);
          return fits ? stated.length * 1000 + (origin === 'oem' ? 100 : 0) + (99 - id) : 0;
        };
        const fitting = list.filter(one => rank(one) >= 1000);
        const best = fitting.length === 0 ? undefined : fitting.reduce((a, b) => (rank(a) > rank(b) ? a : b)).id;
        expect(winner(list)).toBe(best);
        expect(winner([...list].reverse())).toBe(best);
      }),
      { numRuns: 300 },
    );
  });
});
