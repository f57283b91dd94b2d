/** Records of which a device has several. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeveralEach } from '../../src/models/several-each.ts';

const stretches = fc
  .array(fc.record({ count: fc.nat(5), each: fc.nat(4) }), { minLength: 1, maxLength: 5 })
  .map(groups => {
    let first = 0;
    return groups.map(({ count, each }) => {
      const placed = { first, count, each };
      first += count;
      return placed;
    });
  });

describe('several records for each device', () => {
  it('each belong to one device, in order, and all of them to somebody', () =>
    fc.assert(
      fc.property(stretches, groups => {
        const several = new SeveralEach(groups);
        const seen: number[] = [];
        for (const { first, count, each } of groups)
          for (let device = first; device < first + count; device++) {
            expect(several.each(device)).toBe(each);
            for (const [nth, number] of several.all(device).entries()) {
              expect(several.whose(number)).toEqual({ device, nth });
              seen.push(number);
            }
          }
        expect(seen).toEqual(Array.from({ length: several.count }, (_, number) => number));
      }),
    ));
});
