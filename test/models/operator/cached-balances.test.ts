/** What a cache of the back end remembers of a line's balance. */
import { describe, expect, it } from 'vitest';
import { cachedBalances, cachedBalancesSees, rememberedBalance } from '../../../src/models/operator/cached-balances.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import type { RecordOf } from '../../../src/sim/records.ts';
import { hours, megabytes, minutes } from '../../../src/sim/units.ts';
import { shown, worldWith } from '../../kit/world-with.ts';

type Line = Partial<RecordOf<typeof subscription.record>>;

const cacheOver = (line: Line) =>
  worldWith(cachedBalances, { sees: [shown(cachedBalancesSees.lines, subscription, line)] });

const prepaid: Line = { state: 'hotPrepaid', granted: megabytes(200), billed: megabytes(50), planEnd: hours(2) };

describe('a balance in a cache', () => {
  it('is that of the moment at which it was fetched, and stays so', () => {
    const { tell, clock, record } = cacheOver(prepaid);
    clock.advance(minutes(30));
    tell('filled');
    clock.advance(minutes(60));
    expect(rememberedBalance(record(), 'plan')).toEqual({
      id: 'plan',
      type: 'MODIRECTPAYG',
      dataRemaining: megabytes(150),
      timeRemaining: minutes(90),
    });
  });

  it('says of a contract only that it is one', () => {
    const { tell, record } = cacheOver({ ...prepaid, state: 'hotPostpaid' });
    tell('filled');
    expect(rememberedBalance(record(), 'plan')).toEqual({ id: 'plan', type: 'MODIRECT' });
  });

  it('of a line that the operator does not know is none', () => {
    const { tell, record } = cacheOver({ ...prepaid, state: 'terminated' });
    tell('filled');
    expect(rememberedBalance(record(), 'plan')).toBeUndefined();
  });
});
