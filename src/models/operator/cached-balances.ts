/**
 * Balances as a cache of the back end remembers them: what a line had when its answer was fetched. Only in a world with such
 * a cache.
 *
 *     cache is filled ──▶ remembers the balance of the line ──▶ later requests get it as it was, until it is too old
 */
import { type Bytes, type Microseconds, model, oneOf, sees, time, volume } from '../../sim/index.ts';
import { type Balance, balanceTypes } from '../messages/mobile-operator-api-messages.ts';
import { balanceOf, type subscription } from './subscription.ts';

const lines = sees<typeof subscription>('subscriptions of cached balances');
export const cachedBalancesSees = { lines };

export const cachedBalances = model('cached balances', {
  source: 'mobile-plans-account-management.md',
  /** One record a line; without a type, the operator did not know the line. */
  record: { type: oneOf(balanceTypes), dataRemaining: volume(), timeRemaining: time() },
  kept: 'columns',
  takes: {
    filled(cached, _, does) {
      const balance = balanceOf(does.look(lines), 'plan', does.now);
      cached.type = balance?.type;
      if (balance === undefined || !('dataRemaining' in balance)) return;
      cached.dataRemaining = balance.dataRemaining;
      cached.timeRemaining = balance.timeRemaining;
    },
  },
});

/** What a record holds. */
interface Remembered {
  type: Balance['type'] | undefined;
  dataRemaining: Bytes;
  timeRemaining: Microseconds | undefined;
}

/** The balance as it was remembered; undefined for a line that was not known. */
export function rememberedBalance(cached: Readonly<Remembered>, id: string): Balance | undefined {
  const { type, dataRemaining, timeRemaining = 0 as Microseconds } = cached;
  if (type === undefined) return undefined;
  return type === 'MODIRECT' || type === 'NOTSUPPORTED' ? { id, type } : { id, type, dataRemaining, timeRemaining };
}
