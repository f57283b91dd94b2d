/** What the terminal and the page of a capacity experiment both say of levels and tiers. */
import { counted, formatCount, formatRate, formatShare, formatValue, noValue } from '../experiments/format.ts';
import type { CapacityResult, LevelAtPoint } from '../experiments/index.ts';
import { troubleWords } from './tier-words.ts';

type Tier = CapacityResult['tiers'][number];

/** `351 ms (348 ms to 354 ms), bound 400 ms`. */
export function levelInWords({ value, low, high, unit, bound, breaches, missing, n }: LevelAtPoint): string {
  if (breaches > 0) return `broken in ${breaches} of ${n}`;
  if (missing > 0) return `no data in ${missing} of ${n}`;
  if (value === null) return noValue;
  const interval = low === null || high === null ? '' : ` (${formatValue(low, unit)} to ${formatValue(high, unit)})`;
  return `${formatValue(value, unit)}${interval}${bound === null ? '' : `, bound ${formatValue(bound, unit)}`}`;
}

export const verdictOfLevel = { pass: '✓', fail: '✗', undecided: '?' } as const;
export const verdictOfSize = { meets: '✓', fails: '✗', undecided: '?' } as const;

/** `351 ms`, and the interval for a line below it. */
export function measuredInWords({ value, low, high, unit, breaches, missing, n }: LevelAtPoint): {
  value: string;
  interval: string;
} {
  if (breaches > 0) return { value: `broken in ${breaches} of ${n}`, interval: '' };
  if (missing > 0) return { value: `no data in ${missing} of ${n}`, interval: '' };
  const interval = low === null || high === null ? '' : `${formatValue(low, unit)} to ${formatValue(high, unit)}`;
  return { value: value === null ? noValue : formatValue(value, unit), interval };
}

/** What a level is called where there is little room: one of the command line has no name of its own. */
export const levelName = (name: string): string => name.replace(/^slo-(\d+)$/, 'level $1');

/** The columns of the table of tiers. */
export const tierColumns = ['tier', 'size', 'busy, mean / peak', 'at once, peak', 'first to fail', 'worst moment'];

/** What each kind of tier can run out of decides what it is told by. */
export const tierRow = (tier: Tier): string[] => [
  tier.name,
  sizeOfTier(tier),
  busy(tier),
  atOnce(tier),
  firstToFail(tier),
  worstMoment(tier),
];

function sizeOfTier({ kind, servers, connections }: Tier): string {
  switch (kind) {
    case 'servers':
      return servers === null ? noValue : counted(servers, 'server');
    case 'connections':
      return connections === null ? noValue : counted(connections, 'connection');
    default:
      return kind;
  }
}

/** Of threads or connections the share in use; of a cache, the lookups that it had an answer for. */
function busy({ kind, threads, connections, busyMean, busyPeak, cache }: Tier): string {
  if (cache !== null) {
    const lookups = cache.hits + cache.misses + cache.stale;
    return lookups === 0 ? noValue : `${formatShare(cache.hits / lookups)} of ${formatCount(lookups)} lookups hit`;
  }
  const room = threads ?? (kind === 'connections' ? connections : null);
  return room === null ? noValue : `${formatShare(busyMean / room)} / ${formatShare(busyPeak / room)}`;
}

function atOnce({ kind, threads, connections, heldPeak }: Tier): string {
  if (threads !== null) return `${formatCount(heldPeak)} of ${formatCount(threads)} threads`;
  if (connections !== null) return `${formatCount(heldPeak)} of ${formatCount(connections)} connections`;
  return kind === 'cache' ? noValue : counted(heldPeak, 'call');
}

function firstToFail({ firstToFail: first }: Tier): string {
  if (first === null) return noValue;
  const during = first.incident === undefined ? '' : `, ${first.incident}`;
  return `at ${formatRate(first.perSecond)} (${troubleWords[first.reason]}${during})`;
}

/** A cache and a system of others have none: nothing of ours is held there. */
function worstMoment({ kind, worst }: Tier): string {
  if (worst === null || kind === 'cache' || kind === 'outside' || kind === 'always free') return noValue;
  const during = worst.incident === undefined ? '' : ` ${worst.incident}`;
  const held = worst.waited_us === undefined ? '' : `: ${formatValue(worst.waited_us, 'µs')} held per visit`;
  return `${worst.at}${during}${held}`;
}
