/** Comparing variants: verdict, intervals and choice of the number that is judged, with replications whose truth is known. */
import { describe, expect, it } from 'vitest';
import { signedInWords, valueWithReach } from '../../../src/experiments/compare/amounts.ts';
import { compare } from '../../../src/experiments/compare/compare.ts';
import { directionOf } from '../../../src/experiments/compare/direction.ts';
import { PrecisionUnreadable, readPrecision } from '../../../src/experiments/compare/precision.ts';
import { checkPrimary, UnknownNumber } from '../../../src/experiments/compare/primary.ts';
import type { Metric } from '../../../src/experiments/run-result.ts';
import { QuantileSketch } from '../../../src/experiments/statistics/quantile-sketch.ts';
import type { Replication } from '../../../src/experiments/tasks/replication.ts';
import type { TaskRunner } from '../../../src/experiments/tasks/task-runner.ts';
import { printVariantsCompared } from '../../../src/report/comparison/terminal.ts';
import { type LoadedScenario, loadScenarioText } from '../../../src/scenarios/index.ts';
import { waysText } from './ways.ts';

const scenario = loadScenarioText(
  waysText(`expect:
  - sold in async >= sold in inline + 1 %
  - sold >= 10 %
`),
  'ways.yaml',
);

const share = (value: number | null): Metric => ({
  kind: 'value',
  unit: 'share',
  n: 100,
  censored: 0,
  value,
  question: 'q',
});
const count = (value: number): Metric => ({ kind: 'value', unit: 'count', n: 100, censored: 0, value, question: 'q' });

/** Luck of a replication, the same in all variants: between −1 and 1. */
const luck = (replication: number): number => (((replication * 37 + 11) % 41) - 20) / 20;
/** Luck that each variant has of its own. */
const own = (variant: string, replication: number): number =>
  (((replication * 29 + variant.length * 13) % 23) - 11) / 11;

interface World {
  /** Of a variant: the true share of those sold to, and how much of its own luck it has. */
  sold: Record<string, number>;
  ownLuck?: number;
  pages?: (variant: string, replication: number) => number;
  fails?: (variant: string, replication: number) => boolean;
}

function replicationOf(world: World, variant: string, replication: number): Replication {
  const { sold, ownLuck = 0.002, pages = () => 7 } = world;
  const value = sold[variant]! + 0.02 * luck(replication) + ownLuck * own(variant, replication);
  const sketch = new QuantileSketch();
  for (let i = 1; i <= 50; i += 1) sketch.add(i * 1e6 * (variant === 'async' ? 2 : 1));
  return {
    schema: 'mpsim.replication/1',
    variant,
    seed: 4,
    replication,
    fingerprint: `${variant}${replication}`,
    events: 10,
    simulated_us: 1,
    metrics: { sold: share(value), pages: count(pages(variant, replication)) },
    sketches: { 'activation.duration': sketch.toJSON() },
    expectations: [],
    leaves: { 'metrics.sold': value, 'metrics.pages': 7 },
    brokenLaws: [],
    tiers: [],
  };
}

function runnerOf(world: World, asked: number[] = []): TaskRunner {
  return {
    seed: 4,
    width: 1,
    async replicate(wishes) {
      asked.push(wishes.length);
      return wishes.map(({ variant, replication }) =>
        world.fails?.(variant, replication) === true
          ? { ok: false, what: 'Error: gone\n    at somewhere', lost: false }
          : { ok: true, replication: replicationOf(world, variant, replication) },
      );
    },
  };
}

const options = { variants: scenario.variants, base: 'inline', replications: 30, reproduce: 'mpsim compare ways.yaml' };
const compared = async (
  world: World,
  change: Partial<Parameters<typeof compare>[2]> = {},
  of: LoadedScenario = scenario,
) => (await compare(of, runnerOf(world), { ...options, ...change })).comparison;

describe('the verdict', () => {
  it('names the best variant with its distance, and what the others lose', async () => {
    const { verdict, answer, numbers } = await compared({ sold: { inline: 0.35, async: 0.371, delayed: 0.252 } });
    expect(verdict).toMatchObject({
      outcome: 'better',
      best: 'async',
      likeBest: [],
      primary: 'sold',
      direction: 'more',
    });
    expect(answer[0]).toMatch(
      /^async, by 2\.\d+ points \(95 % [12]\.\d+ to 2\.\d+\): sold 37\.\d % instead of 3[45](\.\d)? % with inline\.$/,
    );
    expect(answer[1]).toMatch(/^delayed loses 9\.\d+ points \(95 % .+ to .+\)\. Sampling error only\.$/);
    const [primary] = numbers;
    expect(primary!.name).toBe('sold');
    const { low, high } = primary!.differences[0]!;
    expect([low! < 0.021, high! > 0.021]).toEqual([true, true]);
  });

  it('stays with the base where no variant is better', async () => {
    const { verdict, answer } = await compared({ sold: { inline: 0.35, async: 0.33, delayed: 0.25 } });
    expect(verdict).toMatchObject({ outcome: 'base', best: 'inline', likeBest: [] });
    expect(answer[0]).toMatch(/^inline stays, with sold at 35(\.\d)? %: no variant is better\.$/);
  });

  it('says what cannot be told, and how many replications more would decide', async () => {
    const world = { sold: { inline: 0.35, async: 0.3505, delayed: 0.35 }, ownLuck: 0.01 };
    const { verdict, answer } = await compared(world);
    expect(verdict).toMatchObject({ outcome: 'undecided', best: null });
    expect(answer[0]).toMatch(/No difference found in sold \(3.+async − inline is −0\.\d+ to 0\.\d+ points/);
    expect(answer[1]).toMatch(/^About [\d\u202f]+ more replications would decide a difference of 0\.\d+ points\./);
  });

  it('calls nothing better where nobody has said which way is better', async () => {
    const pages = (variant: string, replication: number) => (variant === 'async' ? 9 : 7) + (replication % 2);
    const same = { sold: { inline: 0.3, async: 0.3, delayed: 0.3 }, pages };
    const { verdict, answer } = await compared(same, { primary: 'pages' });
    expect(verdict).toMatchObject({ outcome: 'different', best: null, direction: 'unknown' });
    expect(answer[0]).toContain('async is 2 higher (95 % 2 to 2)');
  });

  it('tells one replication that it says nothing about chance', async () => {
    const { verdict, answer } = await compared(
      { sold: { inline: 0.3, async: 0.4, delayed: 0.2 } },
      { replications: 1 },
    );
    expect(verdict.outcome).toBe('undecided');
    expect(answer[1]).toContain('One replication says nothing about chance.');
  });

  it('warns once where the replications are too few to show how they vary', async () => {
    const { warnings } = await compared({ sold: { inline: 0.3, async: 0.4, delayed: 0.2 } }, { replications: 12 });
    expect(
      warnings.filter(words => words.startsWith('Only 12 replications: the interval is right only if')),
    ).toHaveLength(1);
    expect(warnings.filter(words => words.includes('Only 12 replications'))).toHaveLength(1);
  });

  it('warns where common random numbers hurt', async () => {
    const opposite = (variant: string, replication: number) =>
      100 + (variant === 'inline' ? 1 : -1) * (replication % 7);
    const world = { sold: { inline: 0.3, async: 0.3, delayed: 0.3 }, pages: opposite };
    const { warnings } = await compared(world, { primary: 'pages' });
    expect(warnings.join(' ')).toContain('common random numbers make the interval wider here');
  });
});

describe('a comparison', () => {
  const world = { sold: { inline: 0.35, async: 0.371, delayed: 0.252 } };

  it('finds by common random numbers what independent ones would hide', async () => {
    const { numbers } = await compared(world);
    expect(numbers[0]!.differences[0]!.varianceReduction).toBeGreaterThan(5);
  });

  it('judges the primary number as one family and all others as another', async () => {
    const { numbers } = await compared({
      ...world,
      pages: (variant, replication) => (variant === 'async' ? 7.2 : 7) + luck(replication) / 50,
    });
    const [primary, pages] = numbers;
    const ps = primary!.differences.map(({ p }) => p!);
    expect(primary!.differences.map(({ pAdjusted }) => pAdjusted)).toEqual(
      ps[0]! <= ps[1]! ? [2 * ps[0]!, Math.max(2 * ps[0]!, ps[1]!)] : [Math.max(2 * ps[1]!, ps[0]!), 2 * ps[1]!],
    );
    expect(pages!.differences.map(({ differs }) => differs)).toEqual([true, false]);
  });

  it('judges expectations over all replications', async () => {
    const { expectations } = await compared(world);
    expect(expectations.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('leaves out failed replications, with the others of the same number, and names them', async () => {
    const fails = (variant: string, replication: number) => variant === 'async' && replication === 3;
    const { failed, numbers } = await compared({ ...world, fails });
    expect(failed).toEqual([{ variant: 'async', replication: 3, seed: 4, message: 'Error: gone' }]);
    expect(numbers[0]!.differences.map(({ n }) => n)).toEqual([29, 30]);
  });

  it('adds blocks of ten replications until the interval is tight, and says so when it never was', async () => {
    const tight = await compared(world, { precision: { asked: '0.5 %', is: readPrecision('0.5 %') } });
    expect([tight.replications % 10, tight.replications >= 20, tight.precision]).toEqual([
      0,
      true,
      { asked: '0.5 %', reached: true },
    ]);
    const loose = await compared(world, {
      precision: { asked: '0.0001 points', is: readPrecision('0.0001 points') },
      most: 40,
    });
    expect([loose.replications, loose.precision?.reached]).toEqual([40, false]);
    expect(loose.warnings.join(' ')).toContain('did not become as tight as 0.0001 points');
  });

  it('refuses a precision in the unit of something else', async () => {
    const wrong = compared(world, { precision: { asked: '5 s', is: readPrecision('5 s') } });
    await expect(wrong).rejects.toThrow(PrecisionUnreadable);
  });

  it('fits terminals of every width', async () => {
    const comparison = await compared(world);
    for (const width of [40, 60, 100, 160]) {
      const text = printVariantsCompared(comparison, { colour: false, width });
      const lines = text.split('\n').filter(line => !line.startsWith('Reproduce:'));
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(width);
      expect(text).toContain('best');
    }
  });
});

describe('a difference in words', () => {
  it.each([
    [{ value: 0.021, low: 0.016, high: 0.026 }, 'share', '+2.1 ±0.5 points'],
    [{ value: -212e6, low: -226e6, high: -198e6 }, 'µs', '\u2212212 ±14 s'],
    [{ value: 0, low: -111e6, high: 111e6 }, 'µs', '0 ±111 s'],
    [{ value: 0, low: 0, high: 0 }, 'count', '0 ±0'],
  ])('of %j in %s is %s, in one unit that fits the larger of value and interval', (spanned, unit, words) => {
    expect(signedInWords(spanned, unit)).toBe(words);
  });
});

describe('a value with half its interval', () => {
  it.each([
    [{ value: 0.349, low: 0.344, high: 0.354 }, 'share', '34.9 % ±0.5'],
    [{ value: 303e6, low: 299e6, high: 307e6 }, 'µs', '5 min 3 s ±4 s'],
    [{ value: 1169e6, low: 1164e6, high: 1174e6 }, 'µs', '19.48 ±0.08 min'],
    [{ value: 303e6, low: 303e6, high: 303e6 }, 'µs', '5 min 3 s'],
    [{ value: 303e6, low: null, high: null }, 'µs', '5 min 3 s'],
  ])('of %j in %s is %s, with the digits that the interval tells', (spanned, unit, words) => {
    expect(valueWithReach(spanned, unit)).toBe(words);
  });
});

describe('which number is judged, and which way of it is better', () => {
  it('is refused with the nearest word where no run measures it', () => {
    expect(() => checkPrimary(scenario, 'activation.sucess')).toThrow(/Did you mean `?activation\.success/);
    expect(() => checkPrimary(scenario, 'nonsense')).toThrow(UnknownNumber);
    for (const name of ['sold', 'activation.duration', 'p95(activation.duration)', 'peak(getBalance.rate over 10s)'])
      expect(() => checkPrimary(scenario, name)).not.toThrow();
  });

  it.each([
    ['sold', 'share', 'more'],
    ['activation.success', 'share', 'more'],
    ['getBalance.latency', 'µs', 'less'],
    ['messages.lost', 'count', 'less'],
    ['pages', 'count', 'unknown'],
    ['drop-out-at-pay', '', 'less'],
  ])('%s is better when it is %s: %s', (metric, unit, direction) => {
    expect(directionOf(scenario, { name: metric, metric, unit })).toBe(direction);
  });

  it.each(['', '0 %', 'much', '5 parsecs', '-1 %'])('does not take "%s" for a precision', text => {
    expect(() => readPrecision(text)).toThrow(PrecisionUnreadable);
  });
});
