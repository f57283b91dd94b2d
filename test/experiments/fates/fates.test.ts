/** What became of each buyer, the first whose fate differs between two variants, and the way of that buyer step by step. */
import fc from 'fast-check';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fateDifference } from '../../../src/experiments/fates/difference.ts';
import type { Fate, Fates } from '../../../src/experiments/fates/fate.ts';
import { fates } from '../../../src/experiments/fates/fates.ts';
import { firstDifferentFate, kindOf } from '../../../src/experiments/fates/first-different-fate.ts';
import { sideBySide } from '../../../src/experiments/fates/side-by-side.ts';
import { type Step, storyOf } from '../../../src/experiments/fates/story.ts';
import { runScenario } from '../../../src/experiments/run.ts';
import { fateLines } from '../../../src/report/fate-lines.ts';
import { fateSection } from '../../../src/report/page/fate.ts';
import { loadScenario } from '../../../src/scenarios/index.ts';
import { load } from '../../scenarios/scenario-text.ts';

const minute = 60e6;
const fate = (more: Partial<Fate> = {}): Fate => ({
  group: 'buyers',
  index: 0,
  nth: 1,
  openedAt_us: 0,
  end: 'done',
  charged: 0,
  refunded: 0,
  ...more,
});
const online = (after: number): Fate => fate({ onlineAt_us: after * minute });
const lost = (reason: string, end: Fate['end'] = 'abandoned'): Fate => fate({ end, reason });
const open = fate({ end: 'still open' });
const of = (variant: string, ...all: Fate[]): Fates => ({
  variant,
  seed: 1,
  replication: 0,
  about: 'purchases',
  fates: all,
});

describe('two fates differ', () => {
  it.each([
    ['one is online, the other gave up', online(5), lost('left at pay'), 'online'],
    ['both are online, one within the hour', online(5), online(61), 'hour'],
    ['one is online within the hour, the other still trying', online(5), open, 'hour'],
    ['both gave up, for different reasons', lost('left at pay'), lost('sold out'), 'reason'],
    ['both gave up, one by saying so', lost('x'), lost('x', 'cancelled'), 'reason'],
    ['one takes twice as long and ten minutes more', online(5), online(16), 'later'],
    ['ten minutes more are not twice the time', online(20), online(31), undefined],
    ['twice the time is not ten minutes more', online(1), online(4), undefined],
    ['both come online after the hour', online(61), online(600), undefined],
    ['the same reason', lost('sold out'), lost('sold out'), undefined],
    ['one is still trying and the other gave up', open, lost('sold out'), undefined],
    ['one comes online late, the other is still trying', online(90), open, undefined],
  ])('%s', (_, a, b, kind) => {
    expect(kindOf(a, b)).toBe(kind);
    expect(kindOf(b, a)).toBe(kind);
  });

  it('first where one alone gets online, then in the order of coming', () => {
    const at = (index: number, one: Fate): Fate => ({ ...one, index, openedAt_us: 0 });
    const a = of('a', at(0, online(5)), at(1, lost('x')), at(2, online(5)), at(3, online(5)));
    const b = of('b', at(0, online(30)), at(1, lost('y')), at(2, lost('x')), at(3, lost('x')), at(4, online(5)));
    expect(firstDifferentFate(a, b)).toMatchObject({
      first: { kind: 'online', a: { index: 2 }, b: { reason: 'x' } },
      inBoth: 4,
      different: { online: 2, hour: 0, reason: 1, later: 1 },
    });
  });
});

describe('two ways beside each other', () => {
  const step = (what: string, at = 0): Step => ({ at_us: at, clock: `00:00:0${at}`, who: 'buyer', what });
  it('share their rows where they are equal, and are marked where they part', () => {
    const rows = sideBySide(
      [step('opens'), step('pays'), step('gives up', 3)],
      [step('opens'), step('waits', 1), step('pays', 2), step('is online', 3), step('looks', 4)],
    );
    expect(rows.map(({ mark, left, right }) => [mark, left?.what, right?.what])).toEqual([
      ['same', 'opens', 'opens'],
      ['differs', undefined, 'waits'],
      ['shifted', 'pays', 'pays'],
      ['differs', 'gives up', 'is online'],
      ['differs', undefined, 'looks'],
    ]);
  });

  it('lose no step and keep the order of each', () => {
    const steps = fc.array(
      fc.constantFrom('a', 'b', 'c', 'd').map(what => step(what)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, steps, (left, right) => {
        const rows = sideBySide(left, right);
        expect(rows.flatMap(row => row.left ?? [])).toEqual(left);
        expect(rows.flatMap(row => row.right ?? [])).toEqual(right);
        for (const { mark, left: one, right: other } of rows)
          if (mark !== 'differs') expect(one?.what).toBe(other?.what);
      }),
      { seed: 74, numRuns: 200 },
    );
  });
});

describe('fates of the purchase variants', async () => {
  const scenario = loadScenario('scenarios/purchase-variants.yaml', {
    set: [['population.buyers.arrive', '60 per day by hour retail']],
  });
  const [inline, async_, told] = [
    await fates(scenario, { variant: 'inline' }),
    await fates(scenario, { variant: 'async' }),
    await fateDifference(scenario, { a: 'inline', b: 'async' }),
  ];

  it('are those that the run counts', async () => {
    const { summary } = (await runScenario(scenario, { variant: 'inline', reproduce: '' })).result;
    const visitors = inline.fates.length;
    const share = summary.metrics['bought-and-online'];
    expect(share?.kind === 'value' && share.n).toBe(visitors);
    expect(share?.kind === 'value' && share.value! * visitors).toBeCloseTo(
      inline.fates.filter(({ onlineAt_us }) => onlineAt_us !== undefined).length,
      6,
    );
    const [first] = inline.fates;
    const { group, index, nth } = first!;
    const story = await storyOf(scenario, { variant: 'inline', buyer: { group, index, nth } });
    // Watching has not changed the run.
    expect(story.fingerprint).toBe(summary.fingerprint);
    expect(story.fate).toEqual(first);
  });

  it('know the same buyers at the same moments in every variant', () => {
    const opened = ({ fates: all }: Fates) => all.map(({ index, nth, openedAt_us }) => [index, nth, openedAt_us]);
    expect(opened(async_)).toEqual(opened(inline));
  });

  it('are told of the first who got online in only one of them', () => {
    expect(told.headline).toMatch(/^buyer \d+: inline gave up \d\d:\d\d \(.+ after .+\), async online \d\d:\d\d$/);
    expect(told.different.online).toBeGreaterThan(0);
    expect(told.summary).toMatch(/^Of \d+ buyers who came in both: \d+ online in only one of the two/);
    const left = told.rows.flatMap(row => row.left ?? []);
    const right = told.rows.flatMap(row => row.right ?? []);
    expect(left.filter(({ isEnd }) => isEnd)).toHaveLength(1);
    expect(left.find(({ isEnd }) => isEnd)!.what).toMatch(/^gave up: .+ after /);
    expect(right.some(({ what }) => what === 'is online')).toBe(true);
    expect(told.rows[0]!.mark).toBe('same');
    expect(told.rows.length).toBeLessThan(45);
  });

  it('are told in words, without names of the code', () => {
    for (const row of told.rows)
      for (const one of [row.left, row.right])
        expect(`${one?.what ?? ''} ${one?.detail ?? ''}`).not.toMatch(/[a-z][A-Z]|undefined|NaN/);
  });

  it('fit the terminal, parted steps beside each other where there is room', () => {
    const lines = (width: number) => fateLines(told, width, pc.createColors(false));
    for (const width of [40, 80, 120]) for (const line of lines(width)) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines(120)[0]).toMatch(/^FIRST DIFFERENT FATE {2}buyer /);
    expect(lines(120).join('\n')).toMatch(/steps alike …/);
    expect(lines(120).join('\n')).toMatch(/\n {2}inline {2,}async\n/);
    expect(lines(60).join('\n')).toMatch(/\n {2}async \d\d:/);
  });

  it('say so where everybody fares alike', async () => {
    const same = await fateDifference(scenario, { a: 'inline', b: 'inline', known: [inline, inline] });
    expect(same).toMatchObject({ headline: 'none: everybody fared alike in both variants', rows: [] });
    expect(fateLines(same, 80, pc.createColors(false))).toHaveLength(1);
  });

  it('bring no markup of theirs onto a page', () => {
    const hostile = { ...told, a: '<script>a', b: '"b\u202e', headline: '<img src=x>' };
    const { markup } = fateSection(hostile);
    expect(markup).not.toMatch(/<script|<img|\u202e/);
    expect(markup).toContain('&lt;script&gt;a');
    expect(fateLines({ ...told, headline: '\u001b[31mred' }, 80, pc.createColors(false)).join('\n')).not.toContain(
      '\u001b',
    );
  });
});

describe('people who come with a device', () => {
  const text = `mpsim: 1
run: { length: 6 h, drain: 2 h, start: 2019-09-02 09:00, seed: 5 }
operators:
  contoso:
    from: de/Telekom
    cosa: { supportDataMarketplace: false, accountExperienceUrl: https://account.contoso.example/ }
    serviceMetadata: { published: true, app: true }
    sale: { paymentFails: 10 % }
population:
  people: { arrive: 60 per day, device: { sim: warm, preloaded: 100 %, autoConnect: false }, online: { none: 100 % }, user: { buysIn: operator }, usage: none }
variants:
  with-app: baseline
  without-app: { population.people.device.preloaded: 0 % }
`;
  it('are told of by the same means', async () => {
    const scenario = load(text);
    const all = await fates(scenario, { variant: 'with-app' });
    expect(all.fates.length).toBeGreaterThan(5);
    const [first] = all.fates;
    const story = await storyOf(scenario, { variant: 'with-app', buyer: first! });
    expect(story.steps[0]!.what).toBe('comes with the device');
    expect(story.steps.some(({ what }) => /is online|gave up/.test(what))).toBe(true);
  });
});

describe('a scenario in which nobody buys', () => {
  it('has nothing to tell', async () => {
    const scenario = load(`mpsim: 1
run: { length: 1 h, seed: 1 }
operators: { contoso: { from: de/Telekom } }
population: { lines: { count: 3, device: { sim: hot } } }
`);
    const variant = scenario.variants[0]!;
    const told = await fateDifference(scenario, { a: variant, b: variant });
    expect(told.headline).toMatch(/^nothing to tell: nobody buys a plan/);
    expect(told).toMatchObject({ summary: '', rows: [], inBoth: 0 });
  });
});
