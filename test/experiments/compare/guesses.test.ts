/** Guesses tried on a verdict: whether it stands at each of their values, with replications whose truth is known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/experiments/compare/compare.ts';
import type { Metric } from '../../../src/experiments/run-result.ts';
import type { Replication } from '../../../src/experiments/tasks/replication.ts';
import type { TaskRunner, Wish } from '../../../src/experiments/tasks/task-runner.ts';
import { guessChart } from '../../../src/report/comparison/guess-chart.ts';
import { guessSection } from '../../../src/report/comparison/guesses.ts';
import { guessesTable } from '../../../src/report/comparison/tables.ts';
import { printVariantsCompared } from '../../../src/report/comparison/terminal.ts';
import { loadScenarioText, type Sets } from '../../../src/scenarios/index.ts';
import { waysText } from './ways.ts';

const twoGuesses = `assume:
  operators.contoso.api.service: 50 ms .. 400 ms
  operators.contoso.portal.patience: x0.5 .. x2
`;
const scenario = loadScenarioText(waysText(twoGuesses), 'ways.yaml');

const metric = (unit: string, value: number): Metric => ({
  kind: 'value',
  unit,
  n: 100,
  censored: 0,
  value,
  question: 'q',
});

/** Luck of a replication, the same in all variants, and luck that each variant has of its own: between −1 and 1. */
const luck = (replication: number): number => (((replication * 37 + 11) % 41) - 20) / 20;
const own = (variant: string, replication: number): number =>
  (((replication * 29 + variant.length * 13) % 23) - 11) / 11;

interface World {
  sold: Record<string, number>;
  /** What a value of a guess adds to a variant: `x0.5` → `async` → −0.1. */
  effects?: Record<string, Record<string, number>>;
  pages?: Record<string, number>;
  ownLuck?: number;
  fails?: (wish: Wish) => boolean;
  breaks?: (wish: Wish) => boolean;
}

const effectOf = ({ effects = {} }: World, variant: string, [set]: Sets = []): number =>
  set === undefined ? 0 : (effects[set[1]]?.[variant] ?? 0);

function replicationOf(world: World, wish: Wish): Replication {
  const { variant, replication, sets } = wish;
  const effect = effectOf(world, variant, sets);
  const sold =
    world.sold[variant]! + effect + 0.02 * luck(replication) + (world.ownLuck ?? 0.002) * own(variant, replication);
  const pages = 100 * ((world.pages?.[variant] ?? 7) + effect) + own(variant, replication);
  return {
    schema: 'mpsim.replication/1',
    variant,
    seed: 4,
    replication,
    fingerprint: '',
    events: 10,
    simulated_us: 1,
    metrics: { sold: metric('share', sold), pages: metric('count', pages) },
    sketches: {},
    expectations: [],
    leaves: {},
    brokenLaws:
      world.breaks?.(wish) === true ? [{ name: 'books balance', why: 'money', verdict: 'broken', judged: 1 }] : [],
    tiers: [],
  };
}

function runnerOf(world: World, asked: Wish[][] = []): TaskRunner {
  return {
    seed: 4,
    width: 1,
    async replicate(wishes) {
      asked.push([...wishes]);
      return wishes.map(wish =>
        world.fails?.(wish) === true
          ? { ok: false, what: 'Error: gone\n    at somewhere', lost: false }
          : { ok: true, replication: replicationOf(world, wish) },
      );
    },
  };
}

const options = { variants: scenario.variants, base: 'inline', replications: 20, reproduce: 'mpsim compare ways.yaml' };
type Change = Partial<Parameters<typeof compare>[2]>;
const compared = async (world: World, change: Change = {}, of = scenario, asked: Wish[][] = []) =>
  (await compare(of, runnerOf(world, asked), { ...options, assume: true, ...change })).comparison;

const usual = { sold: { inline: 0.35, async: 0.42, delayed: 0.38 } };
const standings = ({ tornado }: Awaited<ReturnType<typeof compared>>) =>
  Object.fromEntries(
    tornado!.guesses.map(({ path, ends }) => [path.split('.').at(-1), ends.map(({ standing }) => standing)]),
  );

describe('the verdict at the values of a guess', () => {
  it('falls where another variant wins: the answer says at which value, by how much and over which', async () => {
    const comparison = await compared({ ...usual, effects: { x2: { delayed: 0.08 } } });
    expect(standings(comparison)).toEqual({ patience: ['stands', 'falls'], service: ['stands', 'stands'] });
    expect(comparison.answer[2]).toMatch(
      /^At portal\.patience x2 delayed wins by 3\.99 points \(95 % 3\.69 to 4\.06\) over async; the verdict stands at both ends of the other guess\.$/,
    );
    const end = comparison.tornado!.guesses[0]!.ends[1]!;
    expect(end).toMatchObject({ value: 'x2', best: 'delayed', outcome: 'better' });
    expect(end.lead!.value).toBeCloseTo(0.04, 2);
    expect([end.lead!.low! < 0.04, end.lead!.high! > 0.04]).toEqual([true, true]);
  });

  it('stands where the same variant wins at all, and the answer says which guess moves it most', async () => {
    const { answer, tornado } = await compared({
      ...usual,
      effects: { x2: { async: 0.05 }, '400 ms': { async: -0.02 } },
    });
    expect(answer[2]).toMatch(
      /^The verdict stands at both ends of all 2 guesses; portal\.patience moves it most: async − inline is \+7\.\d+ ±0\.\d+ points at x0\.5 and \+1[12]\.\d+ ±0\.\d+ points at x2\.$/,
    );
    expect(tornado).toMatchObject({ number: 'sold', unit: 'share', base: 'inline', variant: 'async' });
    expect(tornado!.guesses.map(({ path }) => path.split('.').at(-1))).toEqual(['patience', 'service']);
    const { swings, ends } = tornado!.guesses[0]!;
    expect(swings.find(({ variant }) => variant === 'async')!.swing).toBeCloseTo(0.05, 6);
    expect(ends[1]!.moved.value).toBeCloseTo(0.05, 6);
  });

  it('is open where it can no longer be told which of two is better', async () => {
    const comparison = await compared({ ...usual, effects: { x2: { delayed: 0.0405 } }, ownLuck: 0.01 });
    expect(standings(comparison).patience).toEqual(['stands', 'open']);
    expect(comparison.answer[2]).toContain(
      'At portal.patience x2 it cannot be told whether async is better than delayed;',
    );
    const none = await compared({ ...usual, effects: { x2: { async: -0.07, delayed: -0.03 } }, ownLuck: 0.01 });
    expect(standings(none).patience).toEqual(['stands', 'open']);
    expect(none.answer[2]).toContain('At portal.patience x2 async and delayed cannot be told apart from inline;');
  });

  it('falls where the base stays as written and is overtaken, and where it overtakes', async () => {
    const base = await compared({ sold: { inline: 0.4, async: 0.35, delayed: 0.3 }, effects: { x2: { async: 0.1 } } });
    expect(base.tornado!.variant).toBe('async');
    expect(base.answer[2]).toMatch(/^At portal\.patience x2 async wins by 5\.01 points \(.+\) over inline;/);
    const other = await compared({ ...usual, effects: { x2: { inline: 0.1 } } });
    expect(other.answer[2]).toMatch(/^At portal\.patience x2 inline wins by 2\.99 points \(.+\) over async;/);
  });

  it('may decide what is undecided as written, or leave it so', async () => {
    const even = { sold: { inline: 0.35, async: 0.35, delayed: 0.35 }, ownLuck: 0.01 };
    const decided = await compared({ ...even, effects: { '50 ms': { delayed: 0.1 } } });
    expect(decided.verdict.outcome).toBe('undecided');
    expect(decided.answer[2]).toMatch(
      /^At api\.service 50 ms delayed wins by (9|10)(\.\d)? points \(.+\) over inline;/,
    );
    const same = await compared(even);
    expect(same.answer[2]).toBe(
      'It stays undecided at both ends of all 2 guesses; none moves it by more than sampling error.',
    );
  });

  it('where nobody has said which way is better, falls where a difference turns round', async () => {
    const pages = { inline: 7, async: 8, delayed: 7.5 };
    const world = { ...usual, pages, effects: { x2: { async: -2 }, '50 ms': { delayed: -0.5 } } };
    const comparison = await compared(world, { primary: 'pages' });
    expect(comparison.verdict).toMatchObject({ outcome: 'different', best: null });
    expect(standings(comparison)).toEqual({ patience: ['stands', 'falls'], service: ['open', 'stands'] });
    expect(comparison.answer[2]).toMatch(
      /^At portal\.patience x2 async − inline is −10\d\.?\d* to −9\d.*; at api\.service 50 ms delayed cannot be told apart from inline\.$/,
    );
  });

  it('counts values, not ends, where a guess is a choice of several', async () => {
    const three = loadScenarioText(waysText('assume: { population.lines.count: 10 | 20 | 40 }\n'), 'ways.yaml');
    const { answer, tornado } = await compared(usual, {}, three);
    expect(answer[2]).toMatch(/^The verdict stands at every value of the one guess;/);
    expect(tornado!.guesses[0]!.ends.map(({ value }) => value)).toEqual(['10', '20', '40']);
  });

  it('stands at every value of a guess that changes nothing, whatever the verdict', async () => {
    const share = fc.integer({ min: 0, max: 100 }).map(percent => percent / 100);
    await fc.assert(
      fc.asyncProperty(fc.tuple(share, share, share), fc.constantFrom('sold', 'pages'), async ([a, b, c], primary) => {
        const world = { sold: { inline: a, async: b, delayed: c }, pages: { inline: c, async: a, delayed: b } };
        const { tornado } = await compared(world, { primary, replications: 5 });
        for (const { ends, swings } of tornado!.guesses) {
          expect(ends.map(({ standing, moved }) => [standing, moved.value])).toEqual([
            ['stands', 0],
            ['stands', 0],
          ]);
          expect(swings.map(({ swing }) => swing)).toEqual([0, 0]);
        }
      }),
      { seed: 11, numRuns: 25 },
    );
  });
});

describe('trying the guesses', () => {
  it('asks once for every variant at every value, with the replications of the comparison', async () => {
    const asked: Wish[][] = [];
    await compared(usual, {}, scenario, asked);
    expect(asked.map(({ length }) => length)).toEqual([60, 4 * 60]);
    const points = new Set(asked[1]!.map(({ sets }) => sets!.map(set => set.join('=')).join()));
    expect([...points]).toEqual([
      'operators.contoso.api.service=50 ms',
      'operators.contoso.api.service=400 ms',
      'operators.contoso.portal.patience=x0.5',
      'operators.contoso.portal.patience=x2',
    ]);
    const at = asked[1]!.slice(0, 60).map(({ variant, replication }) => `${variant} ${replication}`);
    expect(at).toEqual(asked[0]!.map(({ variant, replication }) => `${variant} ${replication}`));
  });

  it('runs nothing more where nobody asks for it; one line says how it is asked for', async () => {
    const asked: Wish[][] = [];
    const comparison = await compared(usual, { assume: false }, scenario, asked);
    expect([asked.length, comparison.tornado, comparison.assume.length]).toEqual([1, null, 2]);
    const printed = printVariantsCompared(comparison, { colour: false, width: 200 });
    const said =
      '2 guesses of `assume` were not tried: --assume tells at which of their values the verdict stands, for 5 times the work.';
    expect(printed).toContain(`GUESSES   ${said}\n`);
    expect(guessSection(comparison).markup).toContain('2 guesses of `assume` were not tried');
    const none = await compared(usual, {}, loadScenarioText(waysText(''), 'ways.yaml'));
    expect(printVariantsCompared(none, { colour: false, width: 200 })).not.toMatch(/GUESSES|TORNADO/);
  });

  it('judges at more replications where a precision asks for more', async () => {
    const asked: Wish[][] = [];
    const precision = { asked: '0.0001 points', is: { of: 'number', halfWidth: 1e-6, unit: 'share' } } as const;
    const { replications } = await compared(usual, { precision, most: 40 }, scenario, asked);
    expect([replications, asked.at(-1)!.length]).toEqual([40, 4 * 40 * 3]);
  });

  it('names failed replications and broken laws with the guess at which they were', async () => {
    const isThere = ({ variant, replication, sets }: Wish) =>
      variant === 'async' && replication === 3 && sets?.[0]?.[1] === 'x2';
    const { failed, brokenLaws, tornado } = await compared({ ...usual, fails: isThere });
    const at = 'operators.contoso.portal.patience=x2';
    expect(failed).toEqual([{ variant: 'async', replication: 3, seed: 4, at, message: 'Error: gone' }]);
    expect(brokenLaws).toEqual([]);
    const end = tornado!.guesses.find(({ path }) => path.endsWith('patience'))!.ends[1]!;
    expect(end.differences.map(({ n }) => n)).toEqual([19, 20]);
    const broken = await compared({ ...usual, breaks: isThere });
    expect(broken.brokenLaws).toEqual([
      { variant: 'async', replication: 3, at, law: 'books balance', breach: 'money' },
    ]);
    expect(printVariantsCompared(broken, { colour: false, width: 200 })).toContain(
      `✗ async, replication 3, with ${at}: books balance: money`,
    );
  });

  it('has no data at a value where every replication fails', async () => {
    const comparison = await compared({ ...usual, fails: ({ sets }) => sets?.[0]?.[1] === 'x2' });
    expect(standings(comparison).patience).toEqual(['stands', 'no data']);
    expect(comparison.answer[2]).toContain('at portal.patience x2 nothing is measured'.replace('at', 'At'));
  });

  it('works with two variants, three, and in whatever order they are named', async () => {
    const world = { ...usual, effects: { x2: { delayed: -0.06 } } };
    const two = await compared(world, { variants: ['delayed', 'inline'] });
    expect(two.answer[2]).toMatch(/^At portal\.patience x2 inline wins by 2\.99 points \(.+\) over delayed;/);
    const turned = await compared(world, { variants: ['delayed', 'async', 'inline'] });
    const straight = await compared(world);
    expect(standings(turned)).toEqual(standings(straight));
    expect(turned.tornado!.variant).toBe('async');
  });
});

describe('the tornado of a verdict', () => {
  const world = { ...usual, effects: { x2: { delayed: 0.08 }, '400 ms': { async: -0.02 } } };

  it('has a bar for what a guess moves most, as long as it moves it, and says where the winner changes', async () => {
    const printed = printVariantsCompared(await compared(world), { colour: false, width: 200 });
    const lines = printed.split('\n');
    const from = lines.findIndex(line => line.startsWith('TORNADO'));
    expect(lines[from]).toMatch(/^TORNADO {3}sold, difference to inline: async \+7\.\d+ ±0\.\d+ points as written$/);
    expect(lines[from + 1]).toMatch(
      /^ {10}portal\.patience x0\.5 → x2: async \+7.+ … \+7.+ points, delayed \+3.+ … \+1[01].+ points █{12}$/,
    );
    expect(lines[from + 2]).toMatch(/^ {10}✗ at x2 delayed wins by 3\.99 points \(.+\) over async$/);
    expect(lines[from + 3]).toMatch(/^ {10}api\.service 50 ms → 400 ms: async \+7.+ … \+5.+ points █{3}$/);
    expect(printed).toContain(
      'Most sensitive: portal.patience (±4 points, delayed only), api.service (±1 points, async only).',
    );
  });

  it('fits terminals of every width', async () => {
    const comparison = await compared(world);
    for (const width of [40, 60, 100]) {
      const lines = printVariantsCompared(comparison, { colour: false, width }).split('\n');
      const longest = lines.filter(line => !line.startsWith('Reproduce:')).map(line => line.length);
      expect(Math.max(...longest)).toBeLessThanOrEqual(width);
    }
  });

  it('is a picture with its table, a section of the page, and a table for programs', async () => {
    const comparison = await compared(world);
    const [chart] = guessChart(comparison);
    expect(chart!.says).toBe(comparison.answer[2]);
    expect(chart!.table.columns).toEqual(['guess', 'value', 'async − inline', 'delayed − inline', 'best']);
    expect(chart!.table.rows.map(row => [row[1], row.at(-1)])).toEqual([
      ['as written', 'async'],
      ['x0.5', 'async'],
      ['x2', 'delayed'],
      ['50 ms', 'async'],
      ['400 ms', 'async'],
    ]);
    const bars: { guess: string; variant: string; wins: string }[] = JSON.parse(JSON.stringify(chart!.spec)).data
      .values;
    expect(bars.filter(({ wins }) => wins !== '')).toMatchObject([
      { guess: 'portal.patience\nx0.5 → x2', variant: 'delayed', wins: 'wins', winsAt: 'right' },
    ]);
    const { markup } = guessSection(comparison);
    expect(markup.match(/aria-label="the verdict (stands|falls)"/g)).toEqual([
      'aria-label="the verdict falls"',
      'aria-label="the verdict stands"',
    ]);
    const table = guessesTable(comparison.tornado!);
    expect(table.columns.find(({ name }) => name === 'standing')!.values).toHaveLength(8);
  });

  it('escapes what a scenario calls its guesses and their values', async () => {
    const { tornado, ...others } = await compared(world);
    const hostile = JSON.parse(JSON.stringify(tornado).replaceAll('x2', '<script>').replaceAll('patience', '<img>'));
    const { markup } = guessSection({ ...others, tornado: hostile });
    expect(markup).toContain('&lt;script&gt;');
    expect(markup).not.toMatch(/<script>|<img>/);
  });
});
