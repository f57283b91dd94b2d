/**
 * Whether a size meets its service levels, by several replications.
 *
 *     value and bound of each replication ─▶ interval ─▶ pass, fail, undecided
 *
 * Shares near 0 or 1 get the interval of as many trials as the replications' variance amounts to (Korn and Graubard). Where
 * no replication differs from the others, as when nothing ever failed, that is as many trials as there were requests, if
 * these fail one by one: said beside the verdict, since an outage fails them together.
 */
import type { Claim, LoadedScenario, ServiceLevel, Term } from '../../scenarios/index.ts';
import { summaryUnit, termsWithin } from '../../scenarios/index.ts';
import { type DayClock, dayClockOf } from '../claims/day-clock.ts';
import { evaluate, type Sources } from '../claims/evaluate.ts';
import { sourcesFrom } from '../claims/leaf-values.ts';
import { moreToDecide, sampledVerdict } from '../claims/sampled-verdict.ts';
import { currencyOf, scaleOf } from '../claims/units.ts';
import { betaQuantile } from '../statistics/beta-share.ts';
import { type Interval, meanInterval, pValue } from '../statistics/intervals.ts';
import { methods } from '../statistics/methods.ts';
import { shareInterval } from '../statistics/share-interval.ts';
import type { Replication } from '../tasks/replication.ts';

/** How one service level stands at one size. */
export interface LevelAtPoint {
  level: string;
  claim: string;
  verdict: 'pass' | 'fail' | 'undecided';
  /** Replications judged. */
  n: number;
  unit: string;
  /** What was measured, with its interval at `confidence`; null without data, or where the claim is no comparison. */
  value: number | null;
  low: number | null;
  high: number | null;
  bound: number | null;
  confidence: number;
  method: string | null;
  /** Replications that did not hold at all: a time that never came, something that must never be. */
  breaches: number;
  /** Replications without data. */
  missing: number;
  /** How probable it is that the verdict is wrong, at most. */
  risk: number;
  /** Where undecided: which way it leans, and how many more replications would probably decide. */
  leans?: 'pass' | 'fail';
  more?: number;
  warnings?: readonly string[];
}

/** Judges the service levels of one scenario in one variant. */
export class Levels {
  readonly all: readonly ServiceLevel[];
  private readonly scenario: LoadedScenario;
  private readonly variant: string;
  private readonly clock: DayClock;

  constructor(scenario: LoadedScenario, variant: string, all: readonly ServiceLevel[]) {
    this.scenario = scenario;
    this.variant = variant;
    this.all = all;
    this.clock = dayClockOf(scenario.settingsFor(variant));
  }

  /** The same, but those of these names. */
  without(names: readonly string[]): Levels {
    return new Levels(
      this.scenario,
      this.variant,
      this.all.filter(({ name }) => !names.includes(name)),
    );
  }

  /** @param confidence  of each verdict, as 0.95 */
  judge(replications: readonly Replication[], confidence: number): LevelAtPoint[] {
    const { scenario, variant, clock } = this;
    const sources = replications.map(({ leaves }) =>
      sourcesFrom(scenario, new Map([[variant, leaves]]), { own: variant, clocks: () => clock }),
    );
    return this.all.map(level => this.judgeOne(level, sources, replications, confidence));
  }

  /** What each replication measured for a level, in the unit of its verdict; null without data. */
  valuesOf({ claim }: ServiceLevel, replications: readonly Replication[]): (number | null)[] {
    const { scenario, variant, clock } = this;
    const { comparison } = claim;
    if (comparison === undefined) return replications.map(() => null);
    const scale = scaleOf(comparison.dimension, currencyOf(scenario, variant));
    return replications.map(({ leaves }) => {
      const sources = sourcesFrom(scenario, new Map([[variant, leaves]]), { own: variant, clocks: () => clock });
      const [value] = numberIn(comparison.measured, sources);
      return value === undefined ? null : value * scale;
    });
  }

  private judgeOne(
    { name, claim }: ServiceLevel,
    sources: readonly Sources[],
    replications: readonly Replication[],
    confidence: number,
  ): LevelAtPoint {
    const { verdict, undecided, breaches = [] } = sampledVerdict(claim.term, sources, confidence);
    const told = {
      level: name,
      claim: claim.text,
      n: sources.length,
      confidence,
      breaches: breaches.length,
      missing: undecided?.because === 'no data' ? undecided.replications : 0,
      risk: 1 - confidence,
    };
    const { comparison } = claim;
    if (comparison === undefined)
      return {
        ...told,
        ...(verdict === 'undecided' ? { leans: 'fail' as const } : {}),
        verdict,
        unit: '',
        value: null,
        low: null,
        high: null,
        bound: null,
        method: null,
      };
    const currency = currencyOf(this.scenario, this.variant);
    const scale = scaleOf(comparison.dimension, currency);
    const [values, bounds] = [comparison.measured, comparison.bound].map(term =>
      sources.flatMap(one => numberIn(term, one)),
    );
    const unit = summaryUnit(comparison.dimension, currency);
    const bound = bounds!.length === 0 ? null : mean(bounds!) * scale;
    const interval =
      unit === 'share' && values!.every(isShare)
        ? intervalOfShare(values!, confidence, trialsOf(comparison.measured, replications))
        : meanInterval(values!, confidence);
    const numbers = {
      unit,
      value: values!.length === 0 ? null : mean(values!) * scale,
      low: interval === undefined ? null : interval.low * scale,
      high: interval === undefined ? null : interval.high * scale,
      bound,
      method: interval?.method ?? null,
      ...(interval?.warnings === undefined ? {} : { warnings: interval.warnings }),
    };
    const more = undecided !== undefined && 'more' in undecided ? undecided.more : undefined;
    const decided = interval === undefined ? undefined : decidedByShare(claim, interval, unit);
    const byShare = decided !== undefined && told.missing === 0 && breaches.length === 0;
    const last = byShare ? decided : verdict;
    const needed = last !== 'undecided' ? undefined : (more ?? moreOf(comparison, sources, confidence));
    return {
      ...told,
      ...numbers,
      verdict: last,
      risk: byShare ? 1 - confidence : riskOf(comparison, sources, last, told.risk),
      ...(last !== 'undecided' ? {} : { leans: leaningOf(claim, sources) }),
      ...(needed === undefined ? {} : { more: needed }),
    };
  }
}

const isShare = (value: number): boolean => value >= 0 && value <= 1;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function numberIn(term: Term, sources: Sources): number[] {
  const value = evaluate(term, sources);
  return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
}

/** The requests behind a share, in all replications: of its set, as a metric counts them; 0 where none does. */
function trialsOf(term: Term, replications: readonly Replication[]): number {
  for (const part of termsWithin(term)) {
    const set = part.kind === 'metric' ? part.name.split('.')[0] : part.kind === 'aggregate' ? part.set : undefined;
    if (set === undefined) continue;
    const ofPart = part.kind === 'aggregate' && (part.where !== undefined || Object.keys(part.span).length > 0);
    if (ofPart) return 0;
    const counts = replications.map(({ metrics }) => metrics[`${set}.success`]?.n ?? 0);
    return counts.reduce((sum, n) => sum + n, 0);
  }
  return 0;
}

function intervalOfShare(shares: readonly number[], confidence: number, trials: number): Interval | undefined {
  const interval = shareInterval(shares, confidence);
  const isOneEnd = shares.every(share => share === 1) || shares.every(share => share === 0);
  if (interval === undefined || !isOneEnd || trials <= shares.length) return interval;
  const tail = (1 - confidence) / 2;
  const all = shares[0] === 1;
  return {
    ...interval,
    low: all ? betaQuantile(tail, trials, 1) : 0,
    high: all ? 1 : betaQuantile(1 - tail, 1, trials),
    method: methods.share,
    warnings: [
      `All ${shares.length} replications gave the same: the interval takes the ${trials} requests for independent of each other.`,
    ],
  };
}

/** Of a share compared with a constant: by its own interval. */
function decidedByShare(
  { term, comparison }: Claim,
  { low, high }: Interval,
  unit: string,
): LevelAtPoint['verdict'] | undefined {
  if (unit !== 'share' || term.kind !== 'compare' || comparison?.bound.kind !== 'constant') return undefined;
  const bound = comparison.bound.value;
  if (typeof bound !== 'number' || term.sign === '=' || term.sign === '!=') return undefined;
  const isLeast = term.sign.startsWith('>') === (term.left.kind !== 'constant');
  if (isLeast) return low >= bound ? 'pass' : high < bound ? 'fail' : 'undecided';
  return high <= bound ? 'pass' : low > bound ? 'fail' : 'undecided';
}

type Compared = NonNullable<Claim['comparison']>;

const distancesOf = ({ measured, bound }: Compared, sources: readonly Sources[]): number[] =>
  sources.flatMap(one => {
    const [[value], [limit]] = [numberIn(measured, one), numberIn(bound, one)];
    return value === undefined || limit === undefined ? [] : [value - limit];
  });

/** By the mean distance from the bound; without data nothing speaks for it. */
function leaningOf({ term, comparison }: Claim, sources: readonly Sources[]): 'pass' | 'fail' {
  const distances = comparison === undefined ? [] : distancesOf(comparison, sources);
  if (distances.length < sources.length || distances.length === 0 || term.kind !== 'compare') return 'fail';
  const isMost = term.sign.startsWith('<') === (term.left.kind !== 'constant');
  const distance = mean(distances);
  return (isMost ? distance <= 0 : distance >= 0) ? 'pass' : 'fail';
}

function moreOf(comparison: Compared, sources: readonly Sources[], confidence: number): number | undefined {
  const interval = meanInterval(distancesOf(comparison, sources), confidence);
  if (interval === undefined) return 2;
  return moreToDecide(interval, confidence);
}

/** One-sided, as the interval has it; what was allotted to the verdict where that says nothing. */
function riskOf(
  comparison: Compared,
  sources: readonly Sources[],
  verdict: LevelAtPoint['verdict'],
  allotted: number,
): number {
  const distances = distancesOf(comparison, sources);
  const [interval, p] = [meanInterval(distances), pValue(distances)];
  if (verdict === 'undecided' || p === undefined || interval?.standardError === 0) return allotted;
  return Math.min(allotted, p / 2);
}
