/** The verdict of claims over several replications: by an interval, by every replication, for each variant, between variants. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LeafValues, leafValuesOf } from '../../../src/experiments/claims/leaf-values.ts';
import {
  type JudgedOverReplications,
  judgeOverReplications,
  ownMetricsOverReplications,
} from '../../../src/experiments/claims/over-replications.ts';
import { moreToDecide } from '../../../src/experiments/claims/sampled-verdict.ts';
import { judgeTogether, runScenario } from '../../../src/experiments/run.ts';
import { load } from '../../scenarios/scenario-text.ts';

const text = (claims: readonly string[], more = '') => `mpsim: 1
run: { length: 4 h, drain: 1 h, start: 2019-09-02 09:00, seed: 11 }
operators: { contoso: { from: de/Telekom, portal: { paymentFails: 10 % } } }
population:
  buyers: { arrive: 100 per day, device: { sim: esim }, usage: none }
variants:
  inline: baseline
  delayed: { operators.contoso.portal.steps.confirm.downloadDelay: 15 min }
metrics:
  sold: share(online among purchase)
  slow: p95(purchase.continueToOnline)
  left: count(purchase where not ended)
  takings: sum(purchase.charged)
  back: until(rate(purchase over 10 min) >= 1 per h)
expect:
${claims.map(claim => `  - ${claim}`).join('\n')}
${more}`;

/** Leaf values of a variant: the same names with one value a replication. */
const replications = (values: Record<string, readonly LeafValues[string][]>): LeafValues[] =>
  Object.values(values)[0]!.map((_, at) =>
    Object.fromEntries(Object.entries(values).map(([name, all]) => [`metrics.${name}`, all[at]!])),
  );

/** What comes of one claim. */
function judged(
  claim: string,
  inline: Record<string, readonly LeafValues[string][]>,
  delayed?: typeof inline,
): JudgedOverReplications {
  const samples = new Map([['inline', replications(inline)]]);
  if (delayed !== undefined) samples.set('delayed', replications(delayed));
  return judgeOverReplications(load(text([claim])), samples)[0]!;
}

describe('a claim about how large something is', () => {
  it('passes when the interval of value less bound lies wholly on its side, with both sides told', () => {
    const one = judged('sold in inline >= 70 %', { sold: [0.8, 0.82, 0.79, 0.81] });
    expect(one).toMatchObject({ verdict: 'pass', replications: 4, unit: 'share', level: 0.95 });
    expect(one.value!.mean).toBeCloseTo(0.805, 10);
    // t(0.975, 3) × s / √4 = 3.1824 × 0.012910 / 2
    expect(one.value!.high! - one.value!.mean!).toBeCloseTo(0.02054, 5);
    expect(one.bound).toMatchObject({ mean: 0.7, low: 0.7, high: 0.7 });
    expect(one.difference!.mean).toBeCloseTo(0.105, 10);
  });

  it('fails when it lies wholly on the other side', () => {
    expect(judged('sold in inline >= 90 %', { sold: [0.8, 0.82, 0.79, 0.81] }).verdict).toBe('fail');
    expect(judged('70 % > sold in inline', { sold: [0.8, 0.82, 0.79, 0.81] }).verdict).toBe('fail');
  });

  it('is undecided when the interval holds the bound, and says how many more replications would decide', () => {
    const one = judged('sold in inline >= 80 %', { sold: [0.8, 0.82, 0.79, 0.81] });
    expect(one.verdict).toBe('undecided');
    // s = 0.01291, 0.005 from the bound: t(n − 1) × s / √n < 0.005 from n = 29 on.
    expect(one.undecided).toEqual({ because: 'the interval holds the bound', more: 25 });
  });

  it('says what speaks against the interval it rests on: few replications, all the same, or a tail hardly seen', () => {
    expect(judged('sold in inline >= 70 %', { sold: [0.8, 0.82, 0.79, 0.81] }).warnings![0]).toMatch(/^Only 4 repl/);
    expect(judged('sold in inline >= 70 %', { sold: [0.8, 0.8, 0.8] }).warnings![0]).toMatch(/^All 3 repl/);
    const slow = Array.from({ length: 30 }, (_, i) => (i === 7 ? 9e9 : 1e6 * (1 + (i % 3))));
    expect(judged('slow in inline < 1 h', { slow }).warnings![0]).toMatch(/^The 30 values lie very lopsided/);
    const sold = Array.from({ length: 20 }, (_, i) => 0.8 + (i % 5) / 100);
    expect(judged('sold in inline >= 70 %', { sold })).not.toHaveProperty('warnings');
    // A claim that is judged replication by replication rests on no interval; one of two parts rests on both.
    expect(judged('left in inline = 0', { left: [0, 0, 0] })).not.toHaveProperty('warnings');
    const both = judged('sold in inline >= 70 % and slow in inline < 1 h', { sold: sold.concat(sold.slice(10)), slow });
    expect(both.verdict).toBe('pass');
    expect(both.warnings).toHaveLength(1);
  });

  it('is decided by values that are the same in every replication, the bound itself included where it may be met', () => {
    const same = { sold: [0.8, 0.8, 0.8] };
    expect(judged('sold in inline >= 80 %', same).verdict).toBe('pass');
    expect(judged('sold in inline <= 80 %', same).verdict).toBe('pass');
    expect(judged('sold in inline > 80 %', same).verdict).toBe('fail');
    expect(judged('sold in inline < 81 %', same).verdict).toBe('pass');
  });

  it('is undecided by one replication, which says nothing about chance', () => {
    expect(judged('sold in inline >= 80 %', { sold: [0.99] })).toMatchObject({
      verdict: 'undecided',
      undecided: { because: 'too few replications', more: 1 },
    });
  });

  it('is undecided where a replication has no data', () => {
    const one = judged('slow in inline <= 20 min', { slow: [1e8, null, 1.1e8, null] });
    expect(one.undecided).toEqual({ because: 'no data', replications: 2 });
    expect(one.value).toMatchObject({ n: 2, missing: 2 });
  });

  it('fails by one time that never came, and holds where never is long enough', () => {
    const never = { back: [6e7, 'Infinity', 6.1e7, 6.2e7] };
    const one = judged('back in inline <= 1 h', never);
    expect(one).toMatchObject({ verdict: 'fail', breaches: [1] });
    expect(one.value).toMatchObject({ n: 3, never: 1 });
    expect(judged('back in inline >= 30 s', never).verdict).toBe('pass');
    expect(judged('back in inline >= 30 s', { back: ['Infinity', 'Infinity'] }).verdict).toBe('pass');
  });

  it('gives money in the currency', () => {
    const one = judged('takings in inline >= 10 EUR', { takings: [2000, 2200, 2100] });
    expect(one).toMatchObject({ verdict: 'pass', unit: 'EUR' });
    expect(one.value!.mean).toBeCloseTo(21, 10);
    expect(one.bound!.mean).toBe(10);
  });
});

describe('a claim that is exact', () => {
  it('passes when it held in every replication', () => {
    expect(judged('left in inline = 0', { left: [0, 0, 0] })).toMatchObject({ verdict: 'pass', replications: 3 });
    expect(judged('left in inline = 0', { left: [0] }).verdict).toBe('pass');
  });

  it('fails by a single breach, and names the replication', () => {
    const one = judged('left in inline = 0', { left: [0, 0, 2, 0] });
    expect(one).toMatchObject({ verdict: 'fail', breaches: [2] });
    expect(judged('not (left in inline != 0)', { left: [0, 0, 2, 0] }).verdict).toBe('fail');
    expect(judged('left in inline in [0, 1]', { left: [0, 1, 2] })).toMatchObject({ verdict: 'fail', breaches: [2] });
  });

  it('is undecided without data in some replication, and fails all the same by a breach in another', () => {
    expect(judged('slow in inline != 0 s', { slow: [1, null] }).verdict).toBe('undecided');
    expect(judged('slow in inline != 0 s', { slow: [0, null] }).verdict).toBe('fail');
  });
});

describe('claims joined by and, or, not', () => {
  const sold = [0.8, 0.82, 0.79, 0.81];
  it.each([
    ['sold in inline >= 70 % and sold in inline >= 80 %', 'undecided'],
    ['sold in inline >= 90 % and sold in inline >= 80 %', 'fail'],
    ['sold in inline >= 70 % and left in inline = 0', 'pass'],
    ['sold in inline >= 70 % or sold in inline >= 80 %', 'pass'],
    ['sold in inline >= 90 % or sold in inline >= 80 %', 'undecided'],
    ['sold in inline >= 90 % or left in inline > 0', 'fail'],
    ['not sold in inline >= 70 %', 'fail'],
    ['not sold in inline >= 90 %', 'pass'],
    ['not sold in inline >= 80 %', 'undecided'],
    ['not (sold in inline >= 90 % or left in inline > 0)', 'pass'],
    ['not (sold in inline >= 70 % and left in inline = 0)', 'fail'],
  ])('%s: %s', (claim, verdict) => {
    expect(judged(claim, { sold, left: [0, 0, 0, 0] })).toMatchObject({ verdict, value: null });
  });
});

describe('variants', () => {
  const wide = [0.6, 0.9, 0.7, 0.8];
  it('are compared replication by replication: a steady difference counts, however much both vary', () => {
    const better = wide.map((sold, at) => sold + 0.02 + at / 1000);
    const one = judged('sold in delayed >= sold in inline + 1 %', { sold: wide }, { sold: better });
    expect(one).toMatchObject({ verdict: 'pass', unit: 'share' });
    expect(one.difference!.mean).toBeCloseTo(0.0115, 10);
    expect(one.value!.high! - one.value!.low!).toBeGreaterThan(0.3);
    expect(one.difference!.high! - one.difference!.low!).toBeLessThan(0.005);
  });

  it('are not judged where one of them was not run', () => {
    expect(judged('sold in delayed >= sold in inline', { sold: wide }).verdict).toBe('not judged');
    expect(judged('sold >= 1 % in every variant', { sold: wide }).verdict).toBe('not judged');
  });

  it('each have to hold `in every variant`, and the one that fails is told', () => {
    const one = judged('sold >= 50 % in every variant', { sold: wide }, { sold: [0.1, 0.2, 0.1, 0.2] });
    expect(one).toMatchObject({ verdict: 'fail', variant: 'delayed' });
    expect(one.byVariant).toEqual([
      { variant: 'inline', verdict: 'pass' },
      { variant: 'delayed', verdict: 'fail' },
    ]);
    expect(one.value!.mean).toBeCloseTo(0.15, 10);
  });

  it('are judged one by one where the claim names none', () => {
    const one = judged('left = 0', { left: [0, 0] }, { left: [0, 3] });
    expect(one).toMatchObject({ verdict: 'fail', variant: 'delayed', breaches: [1] });
  });

  it('leave out replications that one of them did not finish', () => {
    const scenario = load(text(['sold in delayed >= sold in inline']));
    const values = replications({ sold: wide });
    const samples = new Map([
      ['inline', values],
      ['delayed', [values[0], undefined, values[2], values[3]]],
    ]);
    expect(judgeOverReplications(scenario, samples)[0]).toMatchObject({ verdict: 'pass', replications: 3 });
  });
});

describe('a question', () => {
  it('keeps its level, whatever the answer', () => {
    const scenario = load(text(['{ that: sold in inline >= 90 %, level: question, why: we wonder }']));
    const [one] = judgeOverReplications(scenario, new Map([['inline', replications({ sold: [0.8, 0.81] })]]));
    expect(one).toMatchObject({ verdict: 'fail', question: true, why: 'we wonder' });
  });
});

describe('what a run leaves behind', async () => {
  const claims = [
    'sold in delayed >= sold in inline - 50 %',
    'p95(purchase.continueToOnline) in inline <= 1 h',
    'count(purchase) > 10 in every variant',
    'activation.success >= 1 %',
    'p90(activation.duration) > 1 s',
    'back > 0 s or sold > 0 %',
    'not ever(rate(purchase over 10 min) > 100 per s)',
    'peak(openPage over 1 min) < 1000 per s',
    'takings > 1 EUR',
  ];
  const scenario = load(text(claims));
  const runs = await Promise.all(
    [0, 1].flatMap(replication =>
      scenario.variants.map(variant => runScenario(scenario, { variant, replication, reproduce: '' })),
    ),
  );
  const samples = new Map(
    scenario.variants.map(variant => [
      variant,
      runs
        .filter(({ measures }) => measures.variant === variant)
        .map(({ measures }) => JSON.parse(JSON.stringify(leafValuesOf(scenario, measures))) as LeafValues),
    ]),
  );

  it('is enough to come to the numbers of the run itself', () => {
    const alone = judgeTogether(scenario, runs.slice(0, 2)).map(({ result }) => result.summary);
    const summaryOf = (own = scenario.variants[0]) => alone.find(({ variant }) => variant === own)!;
    const one = judgeOverReplications(
      scenario,
      new Map([...samples].map(([variant, values]) => [variant, values.slice(0, 1)])),
    );
    const numbers = one.map(({ text, value, bound, unit }) => ({
      text,
      unit,
      value: value?.mean ?? null,
      bound: bound?.mean ?? null,
    }));
    const told = one.map(({ variant }, at) => summaryOf(variant).expectations[at]!);
    expect(numbers).toEqual(told.map(({ text, value, bound, unit }) => ({ text, unit, value, bound })));
  });

  it('is the same after JSON, and judges every claim', () => {
    const verdicts = judgeOverReplications(scenario, samples);
    expect(verdicts.map(({ replications }) => replications)).toEqual(claims.map(() => 2));
    expect(verdicts.find(({ text }) => text.startsWith('not ever'))!.verdict).toBe('pass');
    expect(JSON.parse(JSON.stringify(verdicts))).toEqual(verdicts);
  });

  it('gives the own metrics an interval', () => {
    const metrics = ownMetricsOverReplications(scenario, samples);
    expect(metrics).toHaveLength(10);
    const sold = metrics.find(({ name, variant }) => name === 'sold' && variant === 'inline')!;
    const values = runs.flatMap(({ result: { summary } }) => {
      const metric = summary.metrics.sold!;
      return summary.variant === 'inline' && metric.kind === 'value' ? [metric.value!] : [];
    });
    expect(sold.value.mean).toBeCloseTo((values[0]! + values[1]!) / 2, 12);
    expect(metrics.find(({ name }) => name === 'takings')!.unit).toBe('EUR');
  });
});

describe('verdicts over replications', () => {
  const scenario = load(text(['sold in inline >= 50 %']));
  const verdictOf = (sold: readonly number[]) =>
    judgeOverReplications(scenario, new Map([['inline', replications({ sold })]]))[0]!;

  it('are right wherever the truth is far from the bound', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), { minLength: 5, maxLength: 40 }),
        fc.constantFrom(0.1, 0.3, 0.7, 0.95),
        (noise, truth) => {
          const { verdict } = verdictOf(noise.map(one => truth + one));
          expect(verdict).toBe(truth > 0.5 ? 'pass' : 'fail');
        },
      ),
      { seed: 71, numRuns: 150 },
    ));

  it('are never undecided where every replication says the same', () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 2, max: 50 }), (sold, n) => {
        expect(verdictOf(Array.from({ length: n }, () => sold)).verdict).toBe(sold >= 0.5 ? 'pass' : 'fail');
      }),
      { seed: 72, numRuns: 100 },
    ));

  it('do not turn by repeating the same evidence, and what is undecided is decided by as much more as was said', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.4, max: 0.7, noNaN: true }), { minLength: 3, maxLength: 12 }),
        fc.integer({ min: 2, max: 5 }),
        (sold, times) => {
          const before = verdictOf(sold);
          const repeated = (n: number) => verdictOf(Array.from({ length: n }, () => sold).flat());
          const after = repeated(times);
          if (before.verdict !== 'undecided') expect(after.verdict).toBe(before.verdict);
          const more = before.undecided?.because === 'the interval holds the bound' ? before.undecided.more : undefined;
          if (more === undefined || more > 2000) return;
          expect(repeated(Math.ceil((sold.length + more) / sold.length) + 1).verdict).not.toBe('undecided');
        },
      ),
      { seed: 73, numRuns: 30 },
    ));

  it('ask for no more replications than anybody would wait for', () => {
    expect(moreToDecide({ n: 10, mean: 0, low: -1, high: 1 }, 0.95)).toBeUndefined();
    expect(moreToDecide({ n: 10, mean: 1e-6, low: -1, high: 1 }, 0.95)).toBeUndefined();
    // s = √30 / 2.045: t × s / √n < 0.5 from n = 113 on.
    expect(moreToDecide({ n: 30, mean: 0.5, low: -0.5, high: 1.5 }, 0.95)).toBe(83);
    // Only the side on which the bound lies counts.
    expect(moreToDecide({ n: 30, mean: 0.5, low: -0.5, high: 9 }, 0.95)).toBe(83);
    expect(moreToDecide({ n: 30, mean: -0.5, low: -9, high: 0.5 }, 0.95)).toBe(83);
  });
});
