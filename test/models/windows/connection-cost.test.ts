import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beaconOf,
  costInBeacon,
  costOf,
  isMetered,
  mobileBroadbandCost,
  type NetworkCostType,
  networkCostTypes,
} from '../../../src/models/windows/connection-cost.ts';
import { megabytes } from '../../../src/sim/units.ts';

const element = (...last: number[]) => Uint8Array.from([0xdd, 8, 0, 0x50, 0xf2, 0x11, ...last]);
const quiet = { roaming: false, overDataLimit: false, approachingDataLimit: false, congested: false };
const plan = { type: 'Fixed', limit: megabytes(500), used: megabytes(0), overLimit: false, congested: false } as const;

describe('the network cost element of a beacon', () => {
  it.each([
    ['a portable hotspot', [2, 0, 0, 0], { ...quiet, type: 'Fixed' }],
    ['a throttled connection', [1, 0, 1, 0], { ...quiet, type: 'Unrestricted', overDataLimit: true }],
    ['charged overage', [4, 0, 1, 0], { ...quiet, type: 'Variable', overDataLimit: true }],
    ['roaming', [4, 0, 4, 0], { ...quiet, type: 'Variable', roaming: true }],
  ] as const)('says what the documented sample for %s says', (_, octets, cost) => {
    expect(costInBeacon(element(...octets))).toEqual(cost);
    expect(costOf('wifi', mobileBroadbandCost(undefined, false), element(...octets))).toEqual(cost);
  });

  it('is none when it is cut off, another vendor element, or of an unknown level', () => {
    expect(costInBeacon(element(2, 0, 0))).toBeUndefined();
    expect(costInBeacon(element(3, 0, 0, 0))).toBeUndefined();
    expect(costInBeacon(Uint8Array.from([0xdd, 8, 0, 0x50, 0xf2, 0x12, 2, 0, 0, 0]))).toBeUndefined();
  });

  it('says what was written into it, whatever that is', () => {
    const cost = fc.record({
      type: fc.constantFrom(...(Object.keys(networkCostTypes) as NetworkCostType[])),
      roaming: fc.boolean(),
      overDataLimit: fc.boolean(),
      approachingDataLimit: fc.boolean(),
      congested: fc.boolean(),
    });
    fc.assert(
      fc.property(cost, one => {
        expect(costInBeacon(beaconOf(one))).toEqual(one);
      }),
    );
  });
});

describe('the cost of a connection', () => {
  it('is metered over mobile broadband without a word of the operator, and unrestricted over Wi-Fi and Ethernet', () => {
    const cellular = mobileBroadbandCost(undefined, false);
    expect(cellular).toEqual({ ...quiet, type: 'Fixed' });
    expect(isMetered(cellular)).toBe(true);
    expect(costOf('cellular', cellular)).toBe(cellular);
    expect(isMetered(costOf('wifi', cellular))).toBe(false);
    expect(isMetered(costOf('ethernet', cellular, element(2, 0, 0, 0)))).toBe(false);
  });

  it('approaches the limit from 80 % on, and is over it at the byte', () => {
    const at = (used: number) => mobileBroadbandCost({ ...plan, used: used as typeof plan.used }, false);
    expect(at(400e6 - 1)).toEqual({ ...quiet, type: 'Fixed' });
    expect(at(400e6)).toMatchObject({ approachingDataLimit: true, overDataLimit: false });
    expect(at(500e6 - 1)).toMatchObject({ approachingDataLimit: true, overDataLimit: false });
    expect(at(500e6)).toMatchObject({ approachingDataLimit: false, overDataLimit: true });
  });

  it('is over the limit, or congested, where the operator says so', () => {
    expect(mobileBroadbandCost({ ...plan, overLimit: true, congested: true }, true)).toEqual({
      type: 'Fixed',
      roaming: true,
      overDataLimit: true,
      approachingDataLimit: false,
      congested: true,
    });
  });

  it('has no limit to come to where the operator names none', () => {
    expect(
      mobileBroadbandCost({ ...plan, type: 'Unrestricted', limit: megabytes(0), used: megabytes(9e6) }, false),
    ).toEqual({
      ...quiet,
      type: 'Unrestricted',
    });
  });
});
