/**
 * Judges what a scenario expects by all replications of its variants. Values of the same replication belong together: under
 * common random numbers both variants of `X in async >= X in inline` met the same buyers, and it is their difference that
 * has the interval.
 *
 *     variant ─▶ replication ─▶ LeafValues ─▶ (value, bound) of each replication ─▶ interval ─▶ pass, fail, undecided
 */
import {
  type Claim,
  type Expectation as Expected,
  type LoadedScenario,
  summaryUnit,
  type Term,
} from '../../scenarios/index.ts';
import type { Verdict } from '../run-result.ts';
import { type DayClock, dayClockOf } from './day-clock.ts';
import { evaluate, type Sources } from './evaluate.ts';
import { asksItsOwnRun, type LeafValues, sourcesFrom } from './leaf-values.ts';
import { intervalOf, sampledVerdict, type Undecided } from './sampled-verdict.ts';
import { currencyOf, scaleOf } from './units.ts';

/** A value over the replications, in the unit of the summary. */
export interface SampledValue {
  /** Replications behind the mean. */
  n: number;
  mean: number | null;
  /** Of the interval; null with fewer than two values. */
  low: number | null;
  high: number | null;
  /** Replications in which there was no data. */
  missing: number;
  /** Replications in which it never came. */
  never: number;
}

export interface JudgedOverReplications {
  text: string;
  verdict: Verdict;
  /** Replications that were judged. */
  replications: number;
  /** Of the intervals, as 0.95. */
  level: number;
  unit: string;
  /** Where the claim is one comparison of numbers: what is measured, its bound, and the first less the second. */
  value: SampledValue | null;
  bound: SampledValue | null;
  difference: SampledValue | null;
  undecided?: Undecided;
  /** Replications in which it did not hold at all, by their place in the samples. */
  breaches?: readonly number[];
  /** What speaks against the intervals that the verdict rests on, in whole sentences. */
  warnings?: readonly string[];
  /** Whose values these are, where each variant is judged for itself. */
  variant?: string;
  /** The verdict of each such variant, in the order of the file. */
  byVariant?: readonly { variant: string; verdict: Verdict }[];
  why?: string;
  /** A question is answered yes (pass), no (fail) or undecided, and never fails anything. */
  question?: true;
}

/** Of each variant what each replication left behind; undefined where a replication was not finished. */
export type Samples = ReadonlyMap<string, readonly (LeafValues | undefined)[]>;

export interface JudgeOptions {
  /** Of the intervals; 0.95 where nothing is said. */
  level?: number;
  /** What is judged; what the scenario expects, where nothing is said. */
  claims?: readonly Pick<Expected, 'text' | 'why' | 'level' | 'claim'>[];
}

export function judgeOverReplications(
  scenario: LoadedScenario,
  samples: Samples,
  { level = 0.95, claims = scenario.expectations }: JudgeOptions = {},
): JudgedOverReplications[] {
  const judge = new Judge(scenario, samples, level);
  return claims.map(({ text, why, level: kind, claim }) => ({
    text,
    ...judge.claim(claim),
    ...(why === undefined ? {} : { why }),
    ...(kind === 'question' ? { question: true } : {}),
  }));
}

/** A metric of the scenario's own in one variant. */
export interface SampledMetric {
  variant: string;
  name: string;
  unit: string;
  value: SampledValue;
}

/** The scenario's own metrics in each variant that was run, with their intervals. */
export function ownMetricsOverReplications(
  scenario: LoadedScenario,
  samples: Samples,
  { level = 0.95 }: Pick<JudgeOptions, 'level'> = {},
): SampledMetric[] {
  const judge = new Judge(scenario, samples, level);
  return scenario.variants
    .filter(variant => samples.has(variant))
    .flatMap(variant =>
      scenario.metrics.map(({ name, measure }) => {
        const currency = currencyOf(scenario, variant);
        const sources = judge.replicationsOf(variant, [variant]).map(({ sources }) => sources);
        const value = sampled({ kind: 'named', measure }, sources, {
          scale: scaleOf(measure.dimension, currency),
          level,
        });
        return { variant, name, unit: summaryUnit(measure.dimension, currency), value };
      }),
    );
}

type Judged = Omit<JudgedOverReplications, 'text' | 'why' | 'question'>;

/** Worse first: what one variant fails, all of them fail. */
const severity: readonly Verdict[] = ['fail', 'not judged', 'undecided', 'pass'];

/** Of those with the worst verdict the one that is farthest beyond its bound, or nearest to it where all hold; else the first. */
function worstOf<One extends Judged>(judged: readonly One[]): One | undefined {
  const verdict = severity.find(one => judged.some(other => other.verdict === one));
  const [first, ...others] = judged.filter(one => one.verdict === verdict);
  const distance = ({ difference }: One) => Math.abs(difference?.mean ?? 0);
  const isWorse = (one: One, than: One) =>
    verdict === 'fail' ? distance(one) > distance(than) : distance(one) < distance(than);
  return others.reduce((worst, one) => (worst === undefined || isWorse(one, worst) ? one : worst), first);
}

class Judge {
  private readonly scenario: LoadedScenario;
  private readonly samples: Samples;
  private readonly level: number;
  private readonly clocks = new Map<string, DayClock>();

  constructor(scenario: LoadedScenario, samples: Samples, level: number) {
    this.scenario = scenario;
    this.samples = samples;
    this.level = level;
  }

  claim(claim: Claim): Judged {
    const { scenario, samples } = this;
    if (claim.variants.some(name => !samples.has(name))) return this.notJudged(claim);
    const [named] = claim.variants;
    if (named !== undefined && !asksItsOwnRun(claim.term)) return this.claimOf(claim, named);
    const run = scenario.variants.filter(variant => samples.has(variant));
    const judged = run.map(variant => ({ ...this.claimOf(claim, variant), variant }));
    const worst = worstOf(judged);
    const isWhole = !claim.everyVariant || run.length === scenario.variants.length;
    if (worst === undefined || (!isWhole && worst.verdict !== 'fail')) return this.notJudged(claim);
    const byVariant = judged.map(({ variant, verdict }) => ({ variant, verdict }));
    const { variant, ...rest } = worst;
    return run.length === 1 ? rest : { ...rest, variant, byVariant };
  }

  private notJudged({ comparison }: Claim): Judged {
    const unit = comparison === undefined ? '' : summaryUnit(comparison.dimension);
    const nothing = { value: null, bound: null, difference: null };
    return { verdict: 'not judged', replications: 0, level: this.level, unit, ...nothing };
  }

  private claimOf(claim: Claim, own: string): Judged {
    const { level } = this;
    const replications = this.replicationsOf(own, [own, ...claim.variants]);
    const sources = replications.map(one => one.sources);
    const { verdict, undecided, breaches, warnings } = sampledVerdict(claim.term, sources, level);
    return {
      verdict,
      replications: sources.length,
      level,
      ...this.numbersOf(claim, own, sources),
      ...(undecided === undefined ? {} : { undecided }),
      ...(breaches === undefined ? {} : { breaches: breaches.map(at => replications[at]!.place) }),
      ...(warnings === undefined ? {} : { warnings }),
    };
  }

  private numbersOf({ comparison }: Claim, own: string, sources: readonly Sources[]) {
    if (comparison === undefined) return { unit: '', value: null, bound: null, difference: null };
    const { measured, bound, dimension } = comparison;
    const currency = currencyOf(this.scenario, own);
    const how = { scale: scaleOf(dimension, currency), level: this.level };
    const difference: Term = { kind: 'arithmetic', first: measured, rest: [{ sign: '-', of: bound }] };
    return {
      unit: summaryUnit(dimension, currency),
      value: sampled(measured, sources, how),
      bound: sampled(bound, sources, how),
      difference: sampled(difference, sources, how),
    };
  }

  /** The replications that are finished in all of these variants, with their place. */
  replicationsOf(own: string, variants: readonly string[]): { place: number; sources: Sources }[] {
    const { scenario, samples } = this;
    const clocks = (variant: string) => this.clockOf(variant);
    return (samples.get(own) ?? []).flatMap((_, place) => {
      const of = new Map<string, LeafValues>();
      for (const variant of variants) {
        const values = samples.get(variant)?.[place];
        if (values === undefined) return [];
        of.set(variant, values);
      }
      return { place, sources: sourcesFrom(scenario, of, { own, clocks }) };
    });
  }

  private clockOf(variant: string): DayClock {
    const clock = this.clocks.get(variant) ?? dayClockOf(this.scenario.settingsFor(variant));
    this.clocks.set(variant, clock);
    return clock;
  }
}

function sampled(
  term: Term,
  sources: readonly Sources[],
  { scale, level }: { scale: number; level: number },
): SampledValue {
  const values = sources.map(one => evaluate(term, one));
  const numbers = values.flatMap(value => (typeof value === 'number' ? value * scale : []));
  const { n, mean, low, high } = intervalOf(
    numbers.filter(value => Number.isFinite(value)),
    level,
  );
  return { n, mean, low, high, missing: values.length - numbers.length, never: numbers.length - n };
}
