/** Tiers of a back end in the words that terminal and page share: how busy, how many threads held, what failed first. */

import { formatCount, formatDuration, formatNumber, formatShare, noValue } from '../experiments/format.ts';
import type { RunDetails, TierRow, TierTrouble } from '../experiments/run-result.ts';
import { formatMoment } from './local-time.ts';

export interface ToldTier {
  name: string;
  servers: string;
  /** Mean and peak, as shares of all threads; as threads where there are as many as it takes. */
  busy: string;
  /** `103 of 192`. */
  held: string;
  queue: string;
  /** `at 47/s (threads)`. */
  firstToFail: string;
  /** `Tue 11:02:00 billing-down: 4.1 s held per call`. */
  worst: string;
  /** By reason: `12 full`. */
  turnedAway: string[];
  /** Share of hits. */
  cache: string;
}

export const troubleWords: Record<TierTrouble, string> = {
  threads: 'threads',
  full: 'queue full',
  limit: 'limit',
  refused: 'refused',
  hung: 'hung',
  error: 'errors',
  timeout: 'time-out',
  breaker: 'breaker open',
};

/** Nothing where every tier always had a thread free, kept nothing and did all it was asked to. */
export function tiersTold({ tiers = [], start }: Pick<RunDetails, 'tiers' | 'start'>, run_us: number): ToldTier[] {
  const isOfInterest = ({ threads, cache, turnedAway }: TierRow) =>
    threads !== undefined || cache !== null || turnedAway.length > 0;
  if (!tiers.some(isOfInterest)) return [];
  const severalOperators = new Set(tiers.map(({ operator }) => operator)).size > 1;
  return tiers.map(tier => ({
    name: severalOperators ? `${tier.operator} ${tier.name}` : tier.name,
    servers: tier.servers === undefined ? noValue : formatCount(tier.servers),
    busy: busyOf(tier),
    held:
      tier.threads === undefined
        ? formatCount(tier.heldPeak)
        : `${formatCount(tier.heldPeak)} of ${formatCount(tier.threads)}`,
    queue: formatCount(tier.queuePeak),
    firstToFail: firstToFail(tier),
    worst: worstOf(tier, start, run_us),
    turnedAway: tier.turnedAway.map(({ reason, n }) => `${formatCount(n)} ${troubleWords[reason]}`),
    cache: cacheOf(tier),
  }));
}

function busyOf({ threads, busyMean, busyPeak }: TierRow): string {
  return threads === undefined
    ? `${formatNumber(busyMean)} / ${formatCount(busyPeak)}`
    : `${formatShare(busyMean / threads)} / ${formatShare(busyPeak / threads)}`;
}

const firstToFail = ({ firstToFail: first }: TierRow): string =>
  first === null ? noValue : `at ${formatNumber(first.perSecond)}/s (${troubleWords[first.reason]})`;

function worstOf({ worst }: TierRow, start: RunDetails['start'], run_us: number): string {
  if (worst === null) return noValue;
  const { at_us, incident, waited_us } = worst;
  const held = waited_us === undefined ? '' : `${formatDuration(waited_us)} held per call`;
  const what = [incident, held].filter(part => part !== undefined && part !== '').join(': ');
  return `${formatMoment(at_us, start, run_us)}${what === '' ? '' : ` ${what}`}`;
}

function cacheOf({ cache }: TierRow): string {
  if (cache === null || cache.hits + cache.misses === 0) return noValue;
  const hits = `${formatShare(cache.hits / (cache.hits + cache.misses))} hits`;
  return cache.stale === 0 ? hits : `${hits}, ${formatCount(cache.stale)} old answers`;
}
