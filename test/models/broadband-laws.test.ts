/** The laws of usage, messages, sharing and hotspots hold in generated worlds, and the watch names each one that is broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadbandLaws } from './broadband-laws.ts';
import { strangersWrite, worldOfBroadband } from './generated-broadband.ts';
import { keptLaws } from './kept-laws.ts';

const laws = keptLaws(broadbandLaws, strangersWrite);

describe('in generated worlds', () => {
  // Always the same worlds: what they put to the test is counted below.
  it('every law of mobile broadband holds', () =>
    fc.assert(fc.property(worldOfBroadband, laws.hold), { numRuns: 30, seed: 3, endOnFailure: true }));

  it('every law of mobile broadband holds in a few that are new each time', () =>
    fc.assert(fc.property(worldOfBroadband, laws.hold), { numRuns: 4, endOnFailure: true }));

  it('each law is put to the test often enough', () => {
    expect(laws.seldom(5)).toEqual([]);
  });
});
