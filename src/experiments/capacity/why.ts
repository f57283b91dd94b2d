/**
 * Why a size does not meet a service level: the outage that the level speaks of and the path that cannot go round it, or the
 * tier where calls came to nothing.
 *
 *     orders   share(ok among placeOrder during billing-down) ─▶ gateway > api > billing ─▶ billing hangs for 20 min
 */
import type { OperatorSettings, TierSettings, TimelineEntry, WorldSettings } from '../../models/index.ts';
import { type ApiRequest, apiRequests } from '../../models/settings.ts';
import { type Claim, type Term, termsWithin } from '../../scenarios/index.ts';
import type { CallPath } from '../../sim/index.ts';
import { formatCount, formatDuration, formatShare } from '../format.ts';
import type { TierRow, TierTrouble } from '../run-result.ts';
import type { Replication } from '../tasks/replication.ts';

/** A sentence without its full stop; undefined where nothing tells. */
export function whyItFails(
  { term }: Claim,
  settings: WorldSettings,
  replications: readonly Replication[],
): string | undefined {
  const requests = requestsIn(term);
  return outageInTheWay(term, requests, settings) ?? worstTier(replications);
}

function requestsIn(term: Term): ApiRequest[] {
  const names = [...termsWithin(term)].flatMap(part =>
    part.kind === 'metric' ? part.name : part.kind === 'aggregate' ? part.set : [],
  );
  return apiRequests.filter(request => names.some(name => name === request || name.startsWith(`${request}.`)));
}

type Outage = Extract<TimelineEntry, { kind: 'outage' }>;

function outageInTheWay(term: Term, requests: readonly ApiRequest[], settings: WorldSettings): string | undefined {
  const named = new Set(
    [...termsWithin(term)].flatMap(part =>
      'span' in part ? [part.span.during ?? [], part.span.after ?? []].flat() : [],
    ),
  );
  const outages = settings.timeline.flatMap(entry =>
    entry.kind === 'outage' && entry.tier !== undefined && named.has(entry.name) ? [entry] : [],
  );
  for (const outage of outages)
    for (const operator of settings.operators)
      for (const request of requests) {
        const path = operator.backEnd.paths[request];
        const way = path === undefined ? undefined : wayTo(path, outage.tier!, operator);
        if (way === undefined) continue;
        const words = `${outage.tier}, ${howItIs(outage)} for ${formatDuration(outage.until - outage.at)}`;
        return way === 'always'
          ? `every ${request} passes ${words}`
          : `a ${request} that ${inWords(way, operator.backEnd.tiers)} has no answer for passes ${words}${emptied(way, outage, settings)}`;
      }
  return undefined;
}

/** Whether a release has emptied the cache shortly before: then there are few old answers. */
function emptied(cache: string, { at }: Outage, { timeline }: WorldSettings): string {
  const releases = timeline.flatMap(entry =>
    entry.kind === 'deployment' && entry.empties === cache && entry.at < at && at - entry.at <= shortly ? [entry] : [],
  );
  const last = releases.at(-1);
  return last === undefined ? '' : `, ${formatDuration(at - last.at)} after ${last.name} has emptied ${cache}`;
}

/** Within a day the answers that people ask for come back one by one. */
const shortly = 24 * 3_600_000_000;

function howItIs({ as }: Outage): string {
  switch (as.kind) {
    case 'hang':
      return 'which hangs';
    case 'refuse':
      return 'which refuses all';
    case 'errors':
      return `which fails ${formatShare(as.share)} of its calls`;
    case 'slow':
      return `which is ${as.by} times slower`;
  }
}

/** `always`, the name of the cache that stands before it, or undefined where the answer does not need it. */
function wayTo(path: CallPath, tier: string, operator: OperatorSettings): string | undefined {
  switch (path.kind) {
    case 'tier':
      return path.tier === tier ? 'always' : undefined;
    case 'waits':
      return path.caller === tier ? 'always' : wayTo(path.called, tier, operator);
    case 'inTurn':
      return path.steps.map(step => wayTo(step, tier, operator)).find(way => way !== undefined);
    case 'later':
      return wayTo(path.first, tier, operator);
    case 'orElse': {
      const way = wayTo(path.asked, tier, operator);
      if (way !== undefined || wayTo(path.afterMiss, tier, operator) === undefined) return way;
      return path.asked.kind === 'tier' ? path.asked.tier : 'always';
    }
  }
}

function inWords(name: string, tiers: readonly TierSettings[]): string {
  const cache = tiers.find(tier => tier.name === name)?.cache;
  return cache?.staleIfError === 0 ? `${name}, which keeps no old answers,` : name;
}

const words: Record<TierTrouble, string> = {
  threads: 'found all threads held',
  full: 'found the queue full',
  limit: 'were beyond its limit',
  refused: 'were refused',
  hung: 'hung',
  error: 'failed',
  timeout: 'were waited for in vain',
  breaker: 'were not made: the breaker was open',
};

/** Where most calls came to nothing. */
function worstTier(replications: readonly Replication[]): string | undefined {
  const lost = new Map<string, { tier: TierRow; reason: TierTrouble; n: number }>();
  for (const { tiers } of replications)
    for (const tier of tiers)
      for (const { reason, n } of tier.turnedAway) {
        const key = `${tier.name} ${reason}`;
        lost.set(key, { tier, reason, n: n + (lost.get(key)?.n ?? 0) });
      }
  const [most] = [...lost.values()].sort((a, b) => b.n - a.n);
  if (most === undefined) return undefined;
  const each = most.n / replications.length;
  return `at ${most.tier.name}, ${formatCount(each)} calls ${words[most.reason]}`;
}
