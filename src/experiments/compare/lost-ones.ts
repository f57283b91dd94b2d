/** Where those ended who opened the app and did not get online, and why: of all replications of a variant together. */
import type { Replication } from '../tasks/replication.ts';
import type { ComparedVariant, StormTold } from './comparison.ts';

type Samples = readonly (Replication | undefined)[];

export function lostOnes(replications: Samples): Pick<ComparedVariant, 'lost' | 'reasons'> {
  const told = replications.flatMap(one => one?.purchases ?? []);
  const opened = told.reduce((sum, one) => sum + one.opened, 0);
  if (opened === 0) return { lost: [], reasons: [] };
  const lost = summed(told.flatMap(one => one.lost.map(({ at, n }) => [at, n] as const)));
  const reasons = summed(told.flatMap(one => one.reasons.map(({ reason, n }) => [reason, n] as const)));
  return {
    lost: lost.map(([at, n]) => ({ at, share: n / opened })),
    reasons: reasons
      .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([reason, n]) => ({ reason, share: n / opened })),
  };
}

function summed(counts: readonly (readonly [name: string, n: number])[]): (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const [name, n] of counts) sums.set(name, (sums.get(name) ?? 0) + n);
  return [...sums];
}

/** Each outage of the SM-DP+, on average over the replications in which somebody was under way. */
export function stormsOf(variant: string, replications: Samples): StormTold[] {
  const all = replications.flatMap(one => one?.purchases?.storms ?? []).filter(({ inFlight }) => inFlight > 0);
  return [...new Set(all.map(({ name }) => name))].map(name => {
    const storms = all.filter(one => one.name === name);
    const mean = (of: (storm: (typeof storms)[number]) => number) =>
      storms.reduce((sum, storm) => sum + of(storm), 0) / storms.length;
    return {
      variant,
      name,
      inFlight: mean(({ inFlight }) => inFlight),
      atOnce: mean(({ ofThese }) => ofThese.atOnce),
      byRetry: mean(({ ofThese }) => ofThese.byRetry),
      byComingBack: mean(({ ofThese }) => ofThese.byComingBack),
      lost: mean(({ lost }) => lost),
      open: mean(({ open }) => open),
      peak: mean(({ peak }) => peak),
      peakBefore: mean(({ peakBefore }) => peakBefore),
    };
  });
}
