/**
 * The tiers at the size that was found, over all replications: how busy, what broke first, and the worst moment. What busy
 * means depends on what a tier can run out of: threads, connections, or nothing.
 */
import type { WorldSettings } from '../../models/index.ts';
import type { TierRow } from '../run-result.ts';
import type { Replication } from '../tasks/replication.ts';

export interface TierOfAnswer {
  operator: string;
  name: string;
  /** What its calls may have to wait for; an outside tier and a plain one always have room. */
  kind: 'servers' | 'connections' | 'cache' | 'outside' | 'always free';
  servers: number | null;
  /** That all its callers share. */
  connections: number | null;
  /** Of all servers together. */
  threads: number | null;
  /** Threads at work, or connections where it has no threads: mean over the replications, and the most in any. */
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
  settings: Pick<WorldSettings, 'operators'>,
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
      ...roomOf(settings, operator, name),
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

function roomOf(
  { operators }: Pick<WorldSettings, 'operators'>,
  operator: string,
  name: string,
): Pick<TierOfAnswer, 'kind' | 'connections'> {
  const tier = operators.find(one => one.name === operator)?.backEnd.tiers.find(one => one.name === name);
  const connections = tier?.connections ?? null;
  if (tier === undefined || tier.servers !== undefined) return { kind: 'servers', connections };
  if (tier.cache !== undefined) return { kind: 'cache', connections };
  if (tier.outside) return { kind: 'outside', connections };
  return { kind: connections === null ? 'always free' : 'connections', connections };
}
