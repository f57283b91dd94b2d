/**
 * The usage history of a PC: how many bytes each source used over mobile broadband, minute by minute of the last two hours and
 * hour by hour of the last 60 days. It is what apps ask for a time window; only a group that asks for it keeps one.
 *
 *     network traffic ── began, passed by source ──▶ ┌───────────────┐ ── usageBetween(from, to, source)
 *                                                    │ usage history │
 *                     minutes ▏▏▏▏▏▏▏▏ 120           └───────────────┘
 *     hours ▏   ▏   ▏   ▏   ▏   ▏   ▏   ▏ 60 days
 *
 * Bytes of a stretch are spread over its minutes and hours evenly, to the byte: whatever way they are cut, the parts add up.
 *
 * Source: Microsoft Learn, "Windows.Networking.Connectivity", ConnectionProfile.GetNetworkUsageAsync: per minute for the last
 * 120 minutes, else not more than 60 days.
 */
import { type Bytes, days, hours, type Microseconds, minutes, model, time, value } from '../../sim/index.ts';
import { type BytesBySource, type TrafficSource, trafficSources } from './network-traffic.ts';

/** Bytes of each source from a moment on, for a minute or an hour. */
interface Bucket {
  readonly from: Microseconds;
  readonly bytes: BytesBySource;
}

/** Buckets with bytes in them, the oldest first. */
export interface UsageHistory {
  readonly minutes: readonly Bucket[];
  readonly hours: readonly Bucket[];
}

/** Bytes that passed from one moment to another, at an even pace. */
export interface Stretch {
  readonly from: Microseconds;
  readonly to: Microseconds;
  readonly bytes: BytesBySource;
}

export const noHistory: UsageHistory = { minutes: [], hours: [] };

const aMinute = minutes(1);
const anHour = hours(1);
/** How far back minutes are known, and hours. */
const minutesKnown = minutes(120);
const hoursKnown = days(60);

/** Cut at whole units; bytes up to each cut are rounded down, so that the parts add up. Of no length, it falls into one unit. */
function cut({ from, to, bytes }: Stretch, unit: Microseconds): Bucket[] {
  const first = Math.floor(from / unit);
  const last = Math.max(first, Math.ceil(to / unit) - 1);
  const upTo = (own: number, at: number): number =>
    at >= to ? own : at <= from ? 0 : Math.floor(own * ((at - from) / (to - from)));
  const buckets: Bucket[] = [];
  for (let nth = first; nth <= last; nth++) {
    const begin = nth * unit;
    const end = nth === last ? Infinity : begin + unit;
    const part = bySource(
      source => upTo(bytes[source] ?? 0, end) - (nth === first ? 0 : upTo(bytes[source] ?? 0, begin)),
    );
    buckets.push({ from: begin as Microseconds, bytes: part });
  }
  return buckets;
}

function bySource(of: (source: TrafficSource) => number): BytesBySource {
  return Object.fromEntries(
    trafficSources.map(source => [source, of(source)] as const).filter(([, bytes]) => bytes > 0),
  ) as BytesBySource;
}

/** Stretches come in the order of their ends, so what is new falls into the last buckets or behind them. */
function added(buckets: readonly Bucket[], stretch: Stretch, unit: Microseconds, since: number): readonly Bucket[] {
  const all = buckets.filter(({ from }) => from + unit > since);
  for (const one of cut(stretch, unit)) {
    const at = all.findIndex(({ from }) => from === one.from);
    const before = all[at];
    if (before === undefined) all.push(one);
    else all[at] = { ...before, bytes: bySource(source => (before.bytes[source] ?? 0) + (one.bytes[source] ?? 0)) };
  }
  return all.sort((a, b) => a.from - b.from);
}

/** The history with one more stretch; what is too old by its end is forgotten. */
export const withStretch = (history: UsageHistory, stretch: Stretch): UsageHistory => ({
  minutes: added(history.minutes, stretch, aMinute, stretch.to - minutesKnown),
  hours: added(history.hours, stretch, anHour, stretch.to - hoursKnown),
});

/**
 * Bytes used in a window of time: in whole minutes where it begins within the last 120 minutes, else in whole hours. A minute
 * or an hour that has begun counts in full at the end of the window, and so does the one in which it begins.
 *
 * @param now     the present moment; what passes now is in the history when its stretch is over
 * @param source  whose bytes; all without it
 * @returns       whole bytes; undefined for a window that begins more than 60 days ago or ends before it begins
 */
export function usageBetween(
  history: UsageHistory,
  from: Microseconds,
  to: Microseconds,
  now: Microseconds,
  source?: TrafficSource,
): Bytes | undefined {
  if (to < from || now - from > hoursKnown) return undefined;
  const [unit, buckets] = now - from <= minutesKnown ? [aMinute, history.minutes] : [anHour, history.hours];
  const first = Math.floor(from / unit) * unit;
  let sum = 0;
  for (const bucket of buckets)
    if (bucket.from >= first && bucket.from < to)
      for (const one of source === undefined ? trafficSources : [source]) sum += bucket.bytes[one] ?? 0;
  return sum as Bytes;
}

export const usageHistory = model('usage history', {
  source: 'list-of-mobile-broadband-windows-runtime-apis.md',
  record: {
    /** Since when a stretch passes. */
    since: time(),
    history: value<UsageHistory>(),
  },
  kept: 'objects',
  takes: {
    began(record, _: undefined, does) {
      record.since = does.now;
    },

    /** The stretch is over: so many bytes of each source have passed in it. */
    passed(record, bytes: BytesBySource, does) {
      const stretch = { from: record.since ?? does.now, to: does.now, bytes };
      record.since = undefined;
      record.history = withStretch(record.history ?? noHistory, stretch);
    },

    /** Bytes that have passed in this moment, beside the stretch. */
    passedBeside(record, bytes: BytesBySource, does) {
      record.history = withStretch(record.history ?? noHistory, { from: does.now, to: does.now, bytes });
    },
  },
});
