/** What a shared connection says of itself in its beacon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CostFlag,
  type CostLevel,
  costElement,
  costFlags,
  costLevels,
  marksMetered,
  readCostElement,
  sharingBeacon,
} from '../../../src/models/messages/network-cost-element.ts';

const hex = (octets: readonly number[]) =>
  octets.map(octet => octet.toString(16).padStart(2, '0').toUpperCase()).join(' ');

describe('the network cost element', () => {
  it.each([
    ['a portable hotspot', { level: 'fixed', flags: [] }, '02 00 00 00'],
    ['a throttled network', { level: 'unrestricted', flags: ['overLimit'] }, '01 00 01 00'],
    ['charged overage', { level: 'variable', flags: ['overLimit'] }, '04 00 01 00'],
    ['roaming', { level: 'variable', flags: ['roaming'] }, '04 00 04 00'],
  ] as const)('says of %s what the published sample says', (_, cost, sample) => {
    expect(hex(costElement(cost))).toBe(`DD 08 00 50 F2 11 ${sample}`);
  });

  it('is read as it was written', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(costLevels) as CostLevel[])),
        fc.subarray(Object.keys(costFlags) as CostFlag[]),
        (level, flags) => {
          expect(readCostElement(costElement({ level, flags }))).toEqual({ level, flags });
        },
      ),
    ));

  it('is not read from other octets, or from part of it', () => {
    const whole = costElement({ level: 'fixed', flags: [] });
    expect(readCostElement(whole.slice(0, 9))).toBeUndefined();
    expect(readCostElement([...whole, 0])).toBeUndefined();
    expect(readCostElement(whole.with(5, 0x10))).toBeUndefined();
    expect(readCostElement(whole.with(6, 3))).toBeUndefined();
    expect(readCostElement(whole.with(8, 16))).toBeUndefined();
  });
});

describe('the beacon of a shared connection', () => {
  it('says that the network costs, and from Windows 8.1 on that it is tethered', () => {
    expect(readCostElement(sharingBeacon(8, false).cost)).toEqual({ level: 'fixed', flags: [] });
    expect(sharingBeacon(8, false).tethered).toBe(false);
    expect(sharingBeacon(8.1, false).tethered).toBe(true);
  });

  it('says when the PC roams', () => {
    expect(readCostElement(sharingBeacon(1903, true).cost)?.flags).toEqual(['roaming']);
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
