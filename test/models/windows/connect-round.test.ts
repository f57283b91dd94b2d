import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileKey, roundOf } from '../../../src/models/windows/connect-round.ts';
import { type ConnectionProfile, rings } from '../../../src/models/windows/connection-profile.ts';
import { profile } from './broadband-world.ts';

/** By chance, but always the same: the order of the keys. */
const luck = (key: number) => (key % 97) / 97;
const numbers = (profiles: readonly ConnectionProfile[], lastKnownGood = 0) =>
  roundOf(profiles, { lastKnownGood, luck }).map(({ number }) => number);

describe('one round of connecting', () => {
  it('tries the last known good, those from the modem, then by AutoConnectOrder, then those without, then for purchases', () => {
    const profiles = [
      profile(0, { purpose: 'purchase', order: undefined }),
      profile(1, { order: undefined }),
      profile(2, { order: 7 }),
      profile(3, { order: 2 }),
      profile(4, { layer: 'modem', order: undefined }),
      profile(5, { order: 9 }),
    ];
    expect(numbers(profiles, profileKey(profiles[5]!))).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('leaves the last known good in its place when it is for purchases', () => {
    const profiles = [profile(0, { purpose: 'purchase' }), profile(1)];
    expect(numbers(profiles, profileKey(profiles[0]!))).toEqual([1, 0]);
  });

  it('takes only the highest ring that has a profile for the internet, and those for purchases of all', () => {
    const profiles = [
      profile(0, { ring: 'deviceProvisioned' }),
      profile(1, { ring: 'operatorProvisioned' }),
      profile(2, { ring: 'userProvisioned' }),
      profile(3, { ring: 'adminProvisioned', purpose: 'purchase' }),
      profile(4, { ring: 'deviceProvisioned', purpose: 'purchase' }),
    ];
    expect(numbers(profiles)).toEqual([2, 3, 4]);
  });

  it('tries profiles without an order in an order that stays the same', () => {
    const profiles = [0, 1, 2, 3, 4, 5].map(number => profile(number, { order: undefined }));
    const order = numbers(profiles);
    expect(order).not.toEqual([0, 1, 2, 3, 4, 5]);
    expect(numbers(profiles.toReversed())).toEqual(order);
  });

  const anyProfile = fc.record({
    accessString: fc.constantFrom('a', 'b', 'c', 'd'),
    order: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    purpose: fc.constantFrom('internet' as const, 'purchase' as const),
    ring: fc.constantFrom(...rings),
    layer: fc.constantFrom('cosa' as const, 'modem' as const, 'provisioning' as const),
  });
  const anyList = fc.array(anyProfile, { maxLength: 8 }).map(list => list.map((change, at) => profile(at, change)));

  it('has each profile at most once, and none of a lower ring when a higher one has any (law 39)', () => {
    fc.assert(
      fc.property(anyList, fc.constantFrom('a', 'b', 'none'), (profiles, good) => {
        const lastKnownGood = profileKey({ purpose: 'internet', accessString: good });
        const round = roundOf(profiles, { lastKnownGood, luck });
        expect(new Set(round).size).toBe(round.length);
        const forInternet = round.filter(({ purpose }) => purpose === 'internet');
        const highest = rings.find(ring => profiles.some(one => one.purpose === 'internet' && one.ring === ring));
        expect(forInternet.every(({ ring }) => ring === highest)).toBe(true);
        const rest = profiles.filter(one => one.purpose === 'purchase' || one.ring === highest);
        expect(round.toSorted((a, b) => a.number - b.number)).toEqual(rest);
      }),
    );
  });

  it('knows a profile by what it connects to', () => {
    expect(profileKey(profile(0))).toBe(profileKey(profile(5, { accessString: 'apn-0', layer: 'provisioning' })));
    expect(profileKey(profile(0))).not.toBe(profileKey(profile(0, { purpose: 'purchase' })));
    fc.assert(
      fc.property(fc.string(), accessString => {
        const key = profileKey({ purpose: 'internet', accessString });
        expect(key > 0 && key < 2 ** 32).toBe(true);
      }),
    );
  });
});
