/**
 * The balance cache of the Mobile Plans service: the last balance of each SIM, as it came, and when. Only with
 * `microsoft.service.balanceCache` does anybody write it, or look.
 *
 *     operator API ── balance ──▶ heard ──▶ ┌───────────────┐ ◀── looks before it asks ── Mobile Plans service
 *                                           │ balance cache │
 *                                           └───────────────┘
 *
 * Source: Microsoft Learn, "Mobile Plans account management" (GetBalance is asked each time the flyout is shown).
 * Assumption: what is served from here is as old as it is: neither data nor time is reckoned on from when it was heard. Only
 * a balance is kept, no error.
 */
import { type Bytes, type Microseconds, model, oneOf, small, time, volume } from '../../sim/index.ts';
import { type Balance, balanceTypes } from '../messages/mobile-operator-api-messages.ts';

/** A balance, and which of the device's SIMs it belongs to. */
export interface HeardBalance {
  balance: Balance;
  card: number;
}

export const balanceCache = model('balance cache', {
  source: 'mobile-plans-account-management.md',
  /** One record a SIM. */
  record: {
    heardAt: time(),
    remaining: volume(),
    timeRemaining: time(),
    type: oneOf(balanceTypes),
    card: small(),
  },
  kept: 'columns',
  takes: {
    heard(cached, { balance, card }: HeardBalance, does) {
      const hasRest = 'dataRemaining' in balance;
      cached.heardAt = does.now;
      cached.type = balance.type;
      cached.remaining = hasRest ? balance.dataRemaining : (0 as Bytes);
      cached.timeRemaining = hasRest ? balance.timeRemaining : undefined;
      cached.card = card;
    },
  },
});

type Cached = Readonly<{
  heardAt: Microseconds | undefined;
  remaining: Bytes;
  timeRemaining: Microseconds | undefined;
  type: Balance['type'] | undefined;
  card: number;
}>;

/** The balance that may still be shown at `now`; undefined when there is none, or it is too old, or another SIM's. */
export function cachedBalance(
  cached: Cached,
  card: number,
  now: Microseconds,
  keeps: Microseconds,
): Balance | undefined {
  const { heardAt, type, remaining, timeRemaining } = cached;
  if (heardAt === undefined || type === undefined || cached.card !== card || now >= heardAt + keeps) return undefined;
  return type === 'MODIRECT' || type === 'NOTSUPPORTED'
    ? { id: cachedId, type }
    : { id: cachedId, type, dataRemaining: remaining, timeRemaining: timeRemaining ?? (0 as Microseconds) };
}

/** The id is not kept: nobody behind the service reads it. */
const cachedId = 'cached';
