/**
 * The usage history of a PC: what Windows remembers of its bytes over mobile broadband, so that what came after a moment in
 * the past can be told, or in a window of time, in all or for one source.
 *
 *     local data counters ── a stretch is over ──▶ ┌───────────────┐ ── how much came after 14:05? ──▶ DUSM
 *                                                  │ usage history │ ── usageBetween(from, to, source)
 *     hours ▏   ▏   ▏   ▏ 60 days │ stretches ─ ── └───────────────┘
 *
 * The last two days are known to the byte, stretch by stretch; what is older, or beyond the newest thousand stretches, is
 * poured into hours. Where a moment cuts a stretch, bytes up to the cut are rounded down: whatever way stretches are cut, the
 * parts add up. Only a world where somebody asks keeps a history.
 *
 * Source: Microsoft Learn, "Windows.Networking.Connectivity", ConnectionProfile.GetNetworkUsageAsync: per minute for the last
 * 120 minutes, else not more than 60 days; "Overview of mobile broadband", Local data counters.
 * Assumption: a stretch, or an hour, that a moment cuts in two had the same rate in both parts.
 */
import { type Bytes, days, hours, type Microseconds, minutes, model, value } from '../../sim/index.ts';
import { mindsCost, type WorldSettings } from '../settings.ts';
import { type BytesBySource, type TrafficSource, trafficSources } from './network-traffic.ts';

/** Bytes that passed from one moment to another, at an even pace; at one moment, where both are the same. */
export interface Stretch {
  readonly from: Microseconds;
  readonly to: Microseconds;
  readonly bytes: BytesBySource;
}

export interface UsageHistory {
  /** In the order of their ends. */
  readonly stretches: readonly Stretch[];
  /** Whole hours with bytes in them, the oldest first. */
  readonly hours: readonly Stretch[];
}

export const noHistory: UsageHistory = { stretches: [], hours: [] };

const aMinute = minutes(1);
const anHour = hours(1);
/** How far back minutes are known, stretches, and hours. */
const minutesKnown = minutes(120);
const stretchesKnown = days(2);
const hoursKnown = days(60);
/** Stretches that are kept; twice as many for a moment, so that pouring is rare. */
const stretchesMost = 1_000;

/**
 * Whether devices of a world remember their usage to watch over their plans: where an operator's file asks for more than a
 * limit or has rules for messages, or an app asks billing.
 */
export const remembersUsage = ({ operators, groups }: Pick<WorldSettings, 'operators' | 'groups'>): boolean =>
  operators.some(
    ({ provisioningFile: { notifiesUsage, billingCycle, file }, messages }) =>
      notifiesUsage === true ||
      billingCycle !== undefined ||
      file !== undefined ||
      (messages !== undefined && messages.rule !== 'none'),
  ) || groups.some(group => group.usage?.sync !== undefined || mindsCost(group));

/** Whether anybody asks a device of the world about its past. */
export const keepsHistory = (settings: Pick<WorldSettings, 'operators' | 'groups'>): boolean =>
  remembersUsage(settings) || settings.groups.some(({ usage }) => usage?.history === true);

/** Of `bytes` that pass in a stretch, those before a moment, that moment itself not being part. */
const passedBefore = (moment: number, { from, to }: Stretch, bytes: number): number => {
  if (moment <= from) return 0;
  return moment >= to ? bytes : Math.floor((bytes * (moment - from)) / (to - from));
};

function bySource(of: (source: TrafficSource) => number): BytesBySource {
  return Object.fromEntries(
    trafficSources.map(source => [source, of(source)] as const).filter(([, bytes]) => bytes > 0),
  ) as BytesBySource;
}

function total(bytes: BytesBySource): number {
  let sum = 0;
  for (const source of trafficSources) sum += bytes[source] ?? 0;
  return sum;
}

/** The history with one more stretch; hours that are too old by its end are forgotten. */
export function withStretch({ stretches, hours: before }: UsageHistory, stretch: Stretch): UsageHistory {
  const all = [...stretches, stretch];
  const isDue = all.length > 2 * stretchesMost || all[0]!.to < stretch.to - 2 * stretchesKnown;
  if (!isDue) return { stretches: all, hours: before };
  const isOld = (one: Stretch, at: number) => one.to < stretch.to - stretchesKnown || at < all.length - stretchesMost;
  return {
    stretches: all.filter((one, at) => !isOld(one, at)),
    hours: poured(before, all.filter(isOld)).filter(({ to }) => to > stretch.to - hoursKnown),
  };
}

/** Stretches cut at whole hours, each part added to its hour. */
function poured(before: readonly Stretch[], stretches: readonly Stretch[]): readonly Stretch[] {
  const byHour = new Map(before.map(one => [one.from as number, one]));
  for (const stretch of stretches) {
    const { from, to, bytes } = stretch;
    const first = Math.floor(from / anHour) * anHour;
    for (let begin = first; begin === first || begin < to; begin += anHour) {
      const end = begin + anHour;
      const had = byHour.get(begin)?.bytes;
      const parts = bySource(source => {
        const own = bytes[source] ?? 0;
        return (had?.[source] ?? 0) + passedBefore(end, stretch, own) - passedBefore(begin, stretch, own);
      });
      byHour.set(begin, { from: begin as Microseconds, to: end as Microseconds, bytes: parts });
    }
  }
  return [...byHour.values()].sort((a, b) => a.from - b.from);
}

/** Bytes that passed after `moment`, to the byte within the last two days. */
export function bytesAfter(moment: number, { stretches, hours: old }: UsageHistory = noHistory): Bytes {
  let sum = 0;
  for (const all of [stretches, old])
    for (let at = all.length - 1; at >= 0; at--) {
      const one = all[at]!;
      if (one.to <= moment) break;
      const bytes = total(one.bytes);
      sum += bytes - passedBefore(moment, one, bytes);
    }
  return sum as Bytes;
}

/**
 * Bytes used in a window of time: in whole minutes where it begins within the last 120 minutes, else in whole hours. A minute
 * or an hour that has begun counts in full at the end of the window, and so does the one in which it begins.
 *
 * @param now     the present moment; what passes now is in the history when its stretch is over
 * @param source  whose bytes; all without it
 * @returns       whole bytes; undefined for a window that begins more than 60 days ago or ends before it begins
 */
export function usageBetween(
  { stretches, hours: old }: UsageHistory,
  from: Microseconds,
  to: Microseconds,
  now: Microseconds,
  source?: TrafficSource,
): Bytes | undefined {
  if (to < from || now - from > hoursKnown) return undefined;
  const unit = now - from <= minutesKnown ? aMinute : anHour;
  const begin = Math.floor(from / unit) * unit;
  const end = Math.ceil(to / unit) * unit;
  let sum = 0;
  for (const one of [...old, ...stretches])
    for (const each of source === undefined ? trafficSources : [source]) {
      const own = one.bytes[each] ?? 0;
      sum += passedBefore(end, one, own) - passedBefore(begin, one, own);
    }
  return sum as Bytes;
}

export const usageHistory = model('usage history', {
  source: 'list-of-mobile-broadband-windows-runtime-apis.md',
  record: { history: value<UsageHistory>() },
  takes: {
    /** From the local data counters: a stretch is over, or bytes have passed in this moment. */
    passed(record, stretch: Stretch) {
      record.history = withStretch(record.history ?? noHistory, stretch);
    },
  },
});
