/**
 * What Windows remembers of the bytes of a device, so that what came after a moment in the past can be told: stretches of
 * traffic with their bytes, of the last 60 days.
 *
 *     local data counters ── a stretch is over ──▶ usage log ◀── how much came after 14:05? ── DUSM, mobile broadband app
 *
 * Source: Microsoft Learn, "ConnectionProfile.GetNetworkUsageAsync" (usage up to 60 days back).
 * Assumption: a stretch that a moment cuts in two had the same rate in both parts.
 */
import { type Bytes, days, type Microseconds, model, value } from '../../sim/index.ts';
import { mindsCost, type WorldSettings } from '../settings.ts';

/** Bytes that passed evenly from one moment to another; at one moment, where both are the same. */
export interface Stretch {
  readonly from: Microseconds;
  readonly to: Microseconds;
  readonly bytes: Bytes;
}

const kept = days(60);

/**
 * Whether devices of a world remember their usage, and watch over their plans: where an operator's file asks for more than a
 * limit, an app asks billing, or something minds what the network costs.
 */
export const remembersUsage = ({ operators, groups }: Pick<WorldSettings, 'operators' | 'groups'>): boolean =>
  operators.some(
    ({ provisioningFile: { notifiesUsage, billingCycle, file } }) =>
      notifiesUsage === true || billingCycle !== undefined || file !== undefined,
  ) || groups.some(group => group.usage?.sync !== undefined || mindsCost(group));

export const usageLog = model('usage log', {
  source: 'overview-of-mobile-broadband.md',
  record: { stretches: value<readonly Stretch[]>() },
  takes: {
    passed(log, stretch: Stretch, does) {
      const stretches = log.stretches ?? [];
      const old = stretches.findIndex(({ to }) => to >= does.now - kept);
      log.stretches = [...(old > 0 ? stretches.slice(old) : stretches), stretch];
    },
  },
});

/** Bytes of the stretches in a log that passed after `moment`. */
export function bytesAfter(moment: number, stretches: readonly Stretch[] = []): Bytes {
  let sum = 0;
  for (let at = stretches.length - 1; at >= 0; at--) {
    const { from, to, bytes } = stretches[at]!;
    if (to <= moment) break;
    sum += from >= moment ? bytes : Math.floor((bytes * (to - moment)) / (to - from));
  }
  return sum as Bytes;
}
