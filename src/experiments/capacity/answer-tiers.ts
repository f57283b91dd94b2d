/** The tiers at the size that was found, over all replications: how busy, what broke first, and the worst moment. */
import type { TierRow } from '../run-result.ts';
import type { Replication } from '../tasks/replication.ts';

export interface TierOfAnswer {
  operator: string;
  name: string;
  servers: number | null;
  /** Of all servers together. */
  threads: number | null;
  /** Threads at work: mean over the replications, and the most in any. */
  busyMean: number;
  busyPeak: number;
  heldPeak: number;
  /** In how many replications something failed here, and the first failure at the least load. */
  failedIn: number;
  firstToFail: TierRow['firstToFail'];
  /** In the replication in which most threads were held. */
  worst: (NonNullable<TierRow['worst']> & { /** On the clock of the scenario. */ at: string }) | null;
  cache: { hits: number; misses: number; stale: number } | null;
}

/** @param clock  a moment of the run as the scenario's own clock shows it */
export function tiersOfAnswer(
  replications: readonly Replication[],
  clock: (moment_us: number) => string,
): TierOfAnswer[] {
  const rows = new Map<string, TierRow[]>();
  for (const { tiers } of replications)
    for (const tier of tiers) {
      const key = `${tier.operator}.${tier.name}`;
      rows.set(key, [...(rows.get(key) ?? []), tier]);
    }
  return [...rows.values()].map(of => {
    const [{ operator, name, servers = null, threads = null }] = of as [TierRow];
    const failing = of.filter(({ firstToFail }) => firstToFail !== null);
    const first = failing.toSorted((a, b) => a.firstToFail!.perSecond - b.firstToFail!.perSecond)[0];
    const fullest = of.reduce((most, tier) => (tier.heldPeak > most.heldPeak ? tier : most));
    const caches = of.flatMap(({ cache }) => cache ?? []);
    const sum = (value: (cache: { hits: number; misses: number; stale: number }) => number) =>
      caches.reduce((total, cache) => total + value(cache), 0);
    return {
      operator,
      name,
      servers,
      threads,
      busyMean: of.reduce((total, { busyMean }) => total + busyMean, 0) / of.length,
      busyPeak: of.reduce((most, { busyPeak }) => Math.max(most, busyPeak), 0),
      heldPeak: fullest.heldPeak,
      failedIn: failing.length,
      firstToFail: first?.firstToFail ?? null,
      worst: fullest.worst === null ? null : { ...fullest.worst, at: clock(fullest.worst.at_us) },
      cache:
        caches.length === 0
          ? null
          : { hits: sum(({ hits }) => hits), misses: sum(({ misses }) => misses), stale: sum(({ stale }) => stale) },
    };
  });
}
