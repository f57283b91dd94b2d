/** A finite stock of profiles: given out, sold out, delivered anew, never oversold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileStock, profilesHad, profilesLeft, soldOut } from '../../../src/models/operator/profile-stock.ts';
import type { StockSettings } from '../../../src/models/settings.ts';
import { hours } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';
import { eSimWorld } from '../windows/esim-world.ts';

function stockOf(stock: StockSettings) {
  const world = worldWith(profileStock, { given: surroundingsOf({ operator: { stock } }) });
  const take = () => world.ask('take', undefined);
  return { ...world, take, left: () => profilesLeft(world.record(), stock) };
}

describe('the stock of eSIM profiles', () => {
  it('gives one to each order, says how many are left, and is sold out then: 8.2.5/3.7', () => {
    const { take, facts } = stockOf({ profiles: 2, restock: undefined });
    expect([take().answer, take().answer]).toEqual([1, 0]);
    expect(take()).toMatchObject({ outcome: 'refused', answer: soldOut });
    expect(facts.map(({ name }) => name).filter(name => !name.includes('.take.'))).toEqual([
      'profile stock.taken',
      'profile stock.taken',
      'profile stock.soldOut',
    ]);
  });

  it('takes back what may be sold again', () => {
    const { take, tell } = stockOf({ profiles: 1, restock: undefined });
    take();
    tell('returned');
    expect(take().outcome).toBe('answered');
  });

  it('never gives out more profiles than it had, whatever is taken, returned and delivered in whatever order', () => {
    const doings = fc.array(fc.constantFrom('take', 'return', 'deliver'), { maxLength: 60 });
    fc.assert(
      fc.property(fc.nat(5), fc.nat(3), doings, (profiles, delivered, those) => {
        const stock = { profiles, restock: { profiles: delivered, first: hours(1), every: hours(1) } };
        const { take, tell, record, left } = stockOf(stock);
        for (const doing of those) {
          if (doing === 'take') take();
          else if (doing === 'deliver') tell('restocked');
          else if (record().taken > record().returned) tell('returned');
          const { taken, returned } = record();
          expect(taken - returned).toBeLessThanOrEqual(profilesHad(record(), stock));
          expect(left()).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is filled again at the times of the deliveries', () => {
    const stock = { profiles: 1, restock: { profiles: 1, first: hours(2), every: hours(3) } };
    const { order, wait, named, world } = eSimWorld({ operator: { stock } });
    expect(order(0).outcome).toBe('answered');
    expect(order(1)).toMatchObject({ outcome: 'refused', answer: soldOut });
    wait(hours(2));
    expect(order(1).outcome).toBe('answered');
    wait(hours(7));
    expect(named('profile stock.restocked').map(({ at }) => at)).toEqual([hours(2), hours(5), hours(8)]);
    expect(world.stocks.store.look(0)).toMatchObject({ taken: 2, returned: 0, deliveries: 3 });
  });
});
