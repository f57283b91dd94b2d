/** Transaction ids of the operator API: used once each (409 the second time). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUsed, randomId, use } from '../../../src/models/operator/used-transaction-ids.ts';

describe('the transaction ids that an operator has seen', () => {
  it('law 22: are exactly the used ones, in whatever order they come, up to 31 late', () => {
    const order = fc.array(fc.integer({ min: -31, max: 40 }), { maxLength: 100 });
    fc.assert(
      fc.property(order, steps => {
        const used = { highest: 0, window: 0 };
        const seen = new Set<number>();
        for (const step of steps) {
          const id = Math.max(1, used.highest + step);
          expect(isUsed(used, id)).toBe(seen.has(id));
          if (!seen.has(id)) use(used, id);
          seen.add(id);
          expect(isUsed(used, id)).toBe(true);
        }
      }),
    );
  });

  it('count as used when they come later than that', () => {
    const used = { highest: 0, window: 0 };
    use(used, 40);
    expect([isUsed(used, 9), isUsed(used, 8)]).toEqual([false, true]);
  });

  it('do not remember ids that their client makes at random', () => {
    const used = { highest: 0, window: 0 };
    use(used, randomId);
    expect(isUsed(used, randomId)).toBe(false);
    expect(used).toEqual({ highest: 0, window: 0 });
  });
});
