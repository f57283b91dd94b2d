import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessPointSettings } from '../../../src/models/settings.ts';
import { type AccessPointsByLayer, profileList } from '../../../src/models/windows/profile-list.ts';

const point = (accessString: string, more: Partial<AccessPointSettings> = {}): AccessPointSettings => ({
  name: accessString,
  accessString,
  order: undefined,
  purpose: 'internet',
  ...more,
});
const strings = (points: AccessPointsByLayer) => profileList(points).map(({ accessString }) => accessString);

describe('the connection profiles of a device', () => {
  it('are those of the highest source that names any, for each purpose', () => {
    const cosa = [point('cosa'), point('cosa.buy', { purpose: 'purchase' })];
    expect(strings({ cosa })).toEqual(['cosa', 'cosa.buy']);
    expect(strings({ cosa, serviceMetadata: [point('metadata')] })).toEqual(['metadata', 'cosa.buy']);
    const provisioning = [point('mine.buy', { purpose: 'purchase' })];
    expect(strings({ cosa, serviceMetadata: [point('metadata')], provisioning })).toEqual(['metadata', 'mine.buy']);
    expect(strings({ cosa, serviceMetadata: [] })).toEqual(['cosa', 'cosa.buy']);
  });

  it('are in the ring of their source: the user, the operator, the database', () => {
    const rings = profileList({
      user: [point('user')],
      provisioning: [point('file')],
      cosa: [point('buy', { purpose: 'purchase' })],
      modem: [point('modem')],
    }).map(({ layer, ring }) => [layer, ring]);
    expect(rings).toEqual([
      ['user', 'userProvisioned'],
      ['provisioning', 'operatorProvisioned'],
      ['modem', 'deviceProvisioned'],
      ['cosa', 'deviceProvisioned'],
    ]);
  });

  it('stand by AutoConnectOrder, and behind those the rest in an order that is not theirs but always the same', () => {
    const rest = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => point(name));
    const all = [...rest, point('second', { order: 2 }), point('first', { order: 1 })];
    const once = strings({ cosa: all });
    expect(once.slice(0, 2)).toEqual(['first', 'second']);
    expect(once.slice(2)).not.toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(once.slice(2).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(strings({ cosa: [...all].reverse() })).toEqual(once);
  });

  it('are none for MMS and IMS', () => {
    expect(strings({ cosa: [point('mms', { purpose: 'mms' }), point('ims', { purpose: 'ims' })] })).toEqual([]);
  });

  it('keep their numbers when other sources come and go, and never share one', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 6 });
    const purpose = fc.constantFrom('internet' as const, 'purchase' as const);
    const points = fc
      .tuple(names, fc.infiniteStream(purpose))
      .map(([list, purposes]) => list.map(name => point(name, { purpose: purposes.next().value as 'internet' })));
    const sources = fc.record(
      { user: points, provisioning: points, serviceMetadata: points, cosa: points, modem: points },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(sources, fc.constantFrom('user', 'provisioning', 'serviceMetadata', 'cosa', 'modem'), (all, gone) => {
        const before = profileList(all);
        expect(new Set(before.map(({ number }) => number)).size).toBe(before.length);
        for (const { number } of before) expect(number).toBeLessThan(255);
        const numberOf = new Map(before.map(one => [`${one.layer} ${one.accessString}`, one.number]));
        for (const one of profileList({ ...all, [gone]: undefined }))
          expect(numberOf.get(`${one.layer} ${one.accessString}`) ?? one.number).toBe(one.number);
      }),
      { numRuns: 200 },
    );
  });

  it('are at most 32 of each source', () => {
    const many = Array.from({ length: 33 }, (_, at) => point(`apn${at}`));
    expect(() => profileList({ cosa: many })).toThrow('At most 32 access points a source; cosa has 33');
  });
});
