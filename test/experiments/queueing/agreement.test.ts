/**
 * Whole scenarios against closed forms: where the world is reduced to one queue, what `mpsim` measures is what theory says.
 *
 * How: each parameter set is a scenario in the language, loaded and run like any other, in independent replications with
 * fixed seeds. The truth must lie in the 99.9 % Student interval over the replications, and half of that interval must be
 * below 5 % of the truth, or meeting it would say little. Every run begins empty and lasts some thousands of service times;
 * what the first of them miss is below a fifth of the interval. 14 sets × 12 replications × 5,000 requests.
 */
import { describe, expect, it } from 'vitest';
import { mmcStaysOver } from '../../../src/experiments/queueing/formulas.ts';
import { latencyForm } from '../../../src/experiments/queueing/latency-form.ts';
import { withSizes } from '../../../src/experiments/queueing/screening.ts';
import { tierLoads } from '../../../src/experiments/queueing/tier-load.ts';
import { meanInterval } from '../../../src/experiments/statistics/intervals.ts';
import { bank, type Metrics, type Reduced, reducedScenario, replicate, tiers, valuesOf } from './reduced-scenario.ts';

const replications = 12;
const requests = 5_000;
const exponential = 'service: exponential mean 100 ms';
/** The language takes no endless queue for the API's own servers; so many places never fill. */
const endless = 'queue: 1_000_000';

interface Set extends Reduced {
  name: string;
  formula: string;
  /** Share of requests later than `late`, where a formula tells. */
  lateShare?: number;
}

const erlangC = (servers: number, load: number): Set => ({
  name: `M/M/${servers} at ${Math.round(load * 100)} %`,
  formula: 'Erlang C',
  rate: load * servers * 10,
  operator: bank(`servers: ${servers}, ${endless}, ${exponential}`),
  late: '200 ms',
  lateShare: mmcStaysOver(servers, load * servers, 100, 200),
});

const sets: readonly Set[] = [
  erlangC(1, 0.4),
  erlangC(2, 0.6),
  erlangC(5, 0.65),
  erlangC(20, 0.8),
  { name: 'M/M/1/4', formula: 'M/M/c/K', rate: 9, operator: bank(`servers: 1, queue: 3, ${exponential}`) },
  { name: 'M/M/4/8, overloaded', formula: 'M/M/c/K', rate: 48, operator: bank(`servers: 4, queue: 4, ${exponential}`) },
  {
    name: 'M/G/8/8 with lognormal service',
    formula: 'Erlang B',
    rate: 60,
    operator: tiers('billing', {
      billing: 'servers: 4, threads: 2, queue: 0, service: lognormal mean 100 ms p99 300 ms',
    }),
  },
  {
    name: 'M/D/1',
    formula: 'Pollaczek–Khinchine',
    rate: 6,
    operator: tiers('billing', { billing: 'servers: 1, service: 100 ms' }),
  },
  {
    name: 'M/M/1 with processor sharing',
    formula: 'processor sharing',
    rate: 4,
    operator: bank(`servers: 1, ${endless}, discipline: processorSharing, ${exponential}`),
  },
  {
    name: 'M/G/1 with processor sharing, short and long work',
    formula: 'processor sharing',
    rate: 4,
    operator: bank(`servers: 1, ${endless}, discipline: processorSharing, service: mix 75 % 40 ms | 25 % 280 ms`),
  },
  {
    name: 'M/G/3/6 with processor sharing',
    formula: 'processor sharing',
    rate: 24,
    operator: bank('servers: 3, queue: 3, discipline: processorSharing, service: uniform 0 ms to 200 ms'),
  },
  {
    name: 'a tandem of two tiers with threads',
    formula: 'Erlang C',
    rate: 24,
    operator: tiers('api then billing', {
      api: 'servers: 2, threads: 2, service: exponential mean 100 ms',
      billing: 'servers: 3, service: exponential mean 60 ms',
    }),
  },
  {
    name: 'a database with few connections, behind a gateway that always has a thread',
    formula: 'Erlang C',
    rate: 18,
    operator: tiers('gateway > ledger', { gateway: 'service: 20 ms', ledger: `connections: 3, ${exponential}` }),
  },
  {
    name: 'a tier with a short queue',
    formula: 'M/M/c/K',
    rate: 60,
    operator: tiers('billing', { billing: `servers: 3, threads: 2, queue: 2, ${exponential}` }),
  },
];

function formOf({ rate, ...set }: Reduced) {
  const scenario = reducedScenario({ rate, ...set });
  const settings = scenario.settingsFor(scenario.variants[0]!);
  const offered = { operator: 'contoso', requests: { getBalance: rate } };
  const form = latencyForm(settings, offered, 'getBalance');
  if (form.applies === 'none') throw new Error(form.why.join(' '));
  return { settings, form, loads: tierLoads(settings, offered) };
}

function expectMeets(seen: readonly Metrics[], metric: string, truth: number, half = 0.05): void {
  const values = valuesOf(seen, metric);
  const { mean, low, high } = meanInterval(values, 0.999)!;
  expect((high - low) / 2 / truth, `half the interval of ${metric}`).toBeLessThan(half);
  expect(truth, `${metric}, measured as ${mean}`).toBeGreaterThan(low);
  expect(truth, `${metric}, measured as ${mean}`).toBeLessThan(high);
}

const numbered = sets.map((set, at) => ({ ...set, seed: 100 + at }));

/** Each set is run once, by whichever test asks first. */
const runs = new Map<string, Promise<Metrics[]>>();
function seenOf(set: Set): Promise<Metrics[]> {
  let seen = runs.get(set.name);
  if (seen === undefined) {
    seen = replicate(reducedScenario({ ...set, requests }), replications);
    runs.set(set.name, seen);
  }
  return seen;
}

describe('a scenario reduced to one queue measures what the closed form says', () => {
  it.each(numbered)('$name: $formula', async set => {
    const { form, loads } = formOf(set);
    expect(form.applies).toBe('exact');
    expect(loads.map(({ forms }) => forms.formula)).toContain(set.formula);
    const seen = await seenOf(set);
    expectMeets(seen, 'answered', form.meanAdmitted);
    expectMeets(seen, 'getBalance.latency', form.mean);
    // Rare events scatter more: where one in ten is turned away, 500 of 5,000 requests are what there is to count.
    if (form.shed > 1e-6) expectMeets(seen, 'shed', form.shed, 0.12);
    else expect(Math.max(...valuesOf(seen, 'shed'))).toBe(0);
    if (set.lateShare !== undefined) expectMeets(seen, 'late', set.lateShare, 0.12);
  });
});

describe('the smallest number of servers', () => {
  const goals = [
    ['M/M/2 at 60 %', 'mean'],
    ['M/M/5 at 65 %', 'mean'],
    ['M/M/4/8, overloaded', 'shed'],
    ['M/G/3/6 with processor sharing', 'shed'],
  ] as const;
  const cases = goals.map(([name, goal]) => ({ set: numbered.find(set => set.name === name)!, goal }));

  it.each(cases)(
    'of $set.name is the same by formula and by simulation: it meets, and one less does not',
    async ({ set, goal }) => {
      const { settings, form } = formOf(set);
      const servers = settings.operators[0]!.api.servers;
      const valueWith = (n: number) => {
        const sized = withSizes(settings, 'contoso', { api: { servers: n } });
        const of = latencyForm(sized, { operator: 'contoso', requests: { getBalance: set.rate } }, 'getBalance');
        if (of.applies === 'none') return Infinity;
        return goal === 'mean' ? of.mean : of.shed;
      };
      // Half-way between what this many servers give and what one less does, or twice it where one less has no rest.
      const own = goal === 'mean' ? form.mean : form.shed;
      const bound = Math.min(2 * own, (own + valueWith(servers - 1)) / 2);
      const smallest = Array.from({ length: 2 * servers }, (_, n) => n + 1).find(n => valueWith(n) <= bound);
      expect(smallest).toBe(servers);

      const metric = goal === 'mean' ? 'getBalance.latency' : 'shed';
      const intervalOf = (seen: readonly Metrics[]) => meanInterval(valuesOf(seen, metric), 0.99)!;
      const meets = intervalOf(await seenOf(set));
      const fewer = set.operator.replace(`servers: ${servers}`, `servers: ${servers - 1}`);
      const misses = intervalOf(await replicate(reducedScenario({ ...set, operator: fewer }), 6));
      expect(meets.high, `${servers} servers meet ${bound}`).toBeLessThan(bound);
      expect(misses.low, `${servers - 1} servers miss ${bound}`).toBeGreaterThan(bound);
    },
  );
});
