/**
 * Gets the replications of all variants: so many, or in blocks until the interval of every difference of the primary number
 * is tight. The same replication of every variant meets the same random numbers.
 */
import type { LoadedScenario } from '../../scenarios/index.ts';
import { pairedInterval } from '../statistics/intervals.ts';
import { nextBlock, stoppingRule } from '../statistics/stopping.ts';
import type { TaskOutcome } from '../tasks/task.ts';
import type { TaskRunner, Wish } from '../tasks/task-runner.ts';
import { signedInWords } from './amounts.ts';
import type { BrokenLawTold, FailedReplicationTold } from './comparison.ts';
import { columnsByName, confidence, pairsOf, type Samples } from './numbers.ts';
import { allowedHalfWidth, type Precision, PrecisionUnreadable } from './precision.ts';
import { primaryOf } from './primary.ts';

export interface Sampled {
  samples: Samples;
  failed: readonly FailedReplicationTold[];
  /** Of each variant. */
  replications: number;
  /** Whether the interval became as tight as asked for; undefined where nothing was asked. */
  reached: boolean | undefined;
}

export interface SamplingOptions {
  variants: readonly string[];
  base: string;
  replications: number;
  precision?: Precision;
  /** At most, where replications are added until the interval is tight. */
  most?: number;
  primary?: string;
  /** Told after each block how far the interval reaches. */
  say?: (words: string) => void;
}

/** @throws Interrupted, PrecisionUnreadable when it does not fit the primary number */
export async function sample(scenario: LoadedScenario, runner: TaskRunner, options: SamplingOptions): Promise<Sampled> {
  const gathered = new Gathered(options.variants, runner);
  const { precision, most = stoppingRule.most } = options;
  if (precision === undefined) {
    await gathered.run(0, options.replications);
    return { ...gathered.told(options.replications), reached: undefined };
  }
  for (;;) {
    const next = nextBlock(
      gathered.have,
      n => isTight(scenario, gathered.told(n).samples, { ...options, precision }),
      most,
    );
    if ('stop' in next) return { ...gathered.told(next.stop.n), reached: next.stop.isTight };
    await gathered.run(next.run.from, next.run.to);
  }
}

class Gathered {
  have = 0;
  private readonly variants: readonly string[];
  private readonly runner: TaskRunner;
  private readonly outcomes = new Map<string, TaskOutcome[]>();

  constructor(variants: readonly string[], runner: TaskRunner) {
    this.variants = variants;
    this.runner = runner;
    for (const variant of variants) this.outcomes.set(variant, []);
  }

  /** All variants of a replication come together, so that an early end leaves whole pairs. */
  async run(from: number, to: number): Promise<void> {
    const wishes: Wish[] = [];
    for (let replication = from; replication < to; replication += 1)
      for (const variant of this.variants) wishes.push({ variant, replication });
    const outcomes = await this.runner.replicate(wishes);
    for (const [i, { variant }] of wishes.entries()) this.outcomes.get(variant)!.push(outcomes[i]!);
    this.have = to;
  }

  told(n: number): Omit<Sampled, 'reached'> {
    const outcomes = new Map([...this.outcomes].map(([variant, of]) => [variant, of.slice(0, n)]));
    return { ...samplesOf(outcomes, this.runner.seed), replications: n };
  }
}

/** Of each variant its outcomes by number of the replication: those that are there, and those that failed. */
export function samplesOf(
  outcomes: ReadonlyMap<string, readonly TaskOutcome[]>,
  seed: number,
): Pick<Sampled, 'samples' | 'failed'> {
  const failed: FailedReplicationTold[] = [];
  const samples = new Map(
    [...outcomes].map(([variant, of]) => [
      variant,
      of.map((outcome, replication) => {
        if (outcome.ok) return outcome.replication;
        failed.push({ variant, replication, seed, message: outcome.what.split('\n')[0]! });
        return undefined;
      }),
    ]),
  );
  return { samples, failed };
}

export const brokenLawsOf = (samples: Samples): BrokenLawTold[] =>
  [...samples].flatMap(([variant, of]) =>
    of.flatMap(
      (one, replication) =>
        one?.brokenLaws.map(({ name: law, breach, why }) => ({ variant, replication, law, breach: breach ?? why })) ??
        [],
    ),
  );

const kindOf: Readonly<Record<string, string>> = { µs: 'a time', B: 'a size', share: 'a share' };

/** Whether no difference of the primary number has an interval wider than asked for. */
function isTight(
  scenario: LoadedScenario,
  samples: Samples,
  { base, precision, primary, say }: SamplingOptions & { precision: Precision },
): boolean {
  const columns = new Map([...samples].map(([variant, of]) => [variant, columnsByName(of)]));
  const ofBase = columns.get(base)!;
  const chosen = primaryOf(scenario, [...ofBase.values()], primary);
  const column = chosen && ofBase.get(chosen.name);
  if (column === undefined) return false;
  const values = column.values.filter(value => value !== null);
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const allowed = allowedHalfWidth(precision, mean, column.unit);
  if (allowed === undefined)
    throw new PrecisionUnreadable(
      `It does not fit ${column.name}, which is ${kindOf[column.unit] ?? 'measured in numbers'}. ` +
        'Expected a share of what the base has, as 1 %, or an amount in its unit.',
    );
  const widest = [...columns].flatMap(([variant, of]) => {
    if (variant === base) return [];
    const { a, b } = pairsOf(column, of.get(column.name));
    const interval = pairedInterval(a, b, confidence);
    return [interval === undefined ? Number.POSITIVE_INFINITY : (interval.high - interval.low) / 2];
  });
  const reach = widest.reduce((most, one) => Math.max(most, one), 0);
  if (Number.isFinite(reach))
    say?.(`${signedInWords({ value: 0, low: -reach, high: reach }, column.unit).replace(/^0 /, '')} so far`);
  return reach <= allowed;
}
