/** What a shared connection says of itself in its beacon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  costElement,
  marksMetered,
  readCostElement,
  sharingBeacon,
} from '../../../src/models/messages/network-cost-element.ts';
import { type NetworkCostType, networkCostTypes, nothingSpecial } from '../../../src/models/windows/connection-cost.ts';

const hex = (octets: readonly number[]) =>
  octets.map(octet => octet.toString(16).padStart(2, '0').toUpperCase()).join(' ');

describe('the network cost element', () => {
  it.each([
    ['a portable hotspot', { ...nothingSpecial, type: 'Fixed' }, '02 00 00 00'],
    ['a throttled network', { ...nothingSpecial, type: 'Unrestricted', overDataLimit: true }, '01 00 01 00'],
    ['charged overage', { ...nothingSpecial, type: 'Variable', overDataLimit: true }, '04 00 01 00'],
    ['roaming', { ...nothingSpecial, type: 'Variable', roaming: true }, '04 00 04 00'],
  ] as const)('says of %s what the published sample says', (_, cost, sample) => {
    expect(hex(costElement(cost))).toBe(`DD 08 00 50 F2 11 ${sample}`);
    expect(readCostElement(costElement(cost))).toEqual(cost);
  });

  it('is read as it was written', () =>
    fc.assert(
      fc.property(
        fc.record({
          type: fc.constantFrom(...(Object.keys(networkCostTypes) as NetworkCostType[])),
          roaming: fc.boolean(),
          overDataLimit: fc.boolean(),
          approachingDataLimit: fc.boolean(),
          congested: fc.boolean(),
        }),
        cost => {
          expect(readCostElement(costElement(cost))).toEqual(cost);
        },
      ),
    ));

  it('is not read from other octets, from part of it, or with an unknown level', () => {
    const whole = costElement({ ...nothingSpecial, type: 'Fixed' });
    expect(readCostElement(whole.slice(0, 9))).toBeUndefined();
    expect(readCostElement([...whole, 0])).toBeUndefined();
    expect(readCostElement(whole.with(5, 0x10))).toBeUndefined();
    expect(readCostElement(whole.with(6, 3))).toBeUndefined();
  });

  it('means the same whatever its reserved octets and flags are', () => {
    const whole = costElement({ ...nothingSpecial, type: 'Variable', congested: true });
    for (const [at, octet] of [
      [7, 9],
      [8, 0xf2],
      [9, 255],
    ] as const)
      expect(readCostElement(whole.with(at, octet))).toEqual(readCostElement(whole));
  });
});

describe('the beacon of a shared connection', () => {
  it('says that the network costs, and from Windows 8.1 on that it is tethered', () => {
    expect(readCostElement(sharingBeacon(8, false).cost)).toEqual({ ...nothingSpecial, type: 'Fixed' });
    expect(sharingBeacon(8, false).tethered).toBe(false);
    expect(sharingBeacon(8.1, false).tethered).toBe(true);
  });

  it('says when the PC roams', () => {
    expect(readCostElement(sharingBeacon(1903, true).cost)).toEqual({
      ...nothingSpecial,
      type: 'Fixed',
      roaming: true,
    });
  });

  it('makes a PC with Windows 8.1 or later treat the network as metered, an older one and other devices not', () => {
    const beacon = sharingBeacon(1903, false);
    expect([8, 8.1, 1607, 1903, undefined].map(release => marksMetered(beacon, release))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(marksMetered(sharingBeacon(8, false), 1903)).toBe(true);
  });
});
