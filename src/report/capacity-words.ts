/** What the terminal and the page of a capacity experiment both say of levels and tiers. */
import { formatCount, formatNumber, formatRate, formatShare, formatValue, noValue } from '../experiments/format.ts';
import type { CapacityResult, LevelAtPoint } from '../experiments/index.ts';

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

/** The columns of the table of tiers. */
export const tierColumns = [
  'tier',
  'servers',
  'busy mean / peak',
  'threads held, peak',
  'first to fail',
  'worst moment',
];

export const tierRow = (tier: Tier): string[] => [
  tier.name,
  tier.servers === null ? noValue : formatCount(tier.servers),
  busy(tier),
  tier.threads === null ? formatCount(tier.heldPeak) : `${formatCount(tier.heldPeak)} of ${formatCount(tier.threads)}`,
  firstToFail(tier),
  worstMoment(tier),
];

function busy({ threads, busyMean, busyPeak }: Tier): string {
  if (threads === null) return `${formatNumber(busyMean)} / ${formatCount(busyPeak)}`;
  return `${formatShare(busyMean / threads)} / ${formatShare(busyPeak / threads)}`;
}

function firstToFail({ firstToFail: first }: Tier): string {
  if (first === null) return noValue;
  const during = first.incident === undefined ? '' : `, ${first.incident}`;
  return `at ${formatRate(first.perSecond)} (${first.reason}${during})`;
}

function worstMoment({ worst, cache }: Tier): string {
  const hits =
    cache === null ? '' : `${formatShare(cache.hits / Math.max(1, cache.hits + cache.misses + cache.stale))} hits`;
  if (worst === null) return hits;
  const during = worst.incident === undefined ? '' : ` ${worst.incident}`;
  const held = worst.waited_us === undefined ? '' : `: ${formatValue(worst.waited_us, 'µs')} held per visit`;
  return `${worst.at}${during}${held}${hits === '' ? '' : `; ${hits}`}`;
}
