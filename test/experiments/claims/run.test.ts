/** Claims and metrics of a scenario, answered by whole runs, and held against the facts of the same runs. */
import { describe, expect, it } from 'vitest';
import { PurchaseJourney } from '../../../src/experiments/purchase-journey.ts';
import { RequestLog } from '../../../src/experiments/request-log.ts';
import { columnOf, rowTables } from '../../../src/experiments/row-tables.ts';
import { judgeTogether, type Ran, type RunRequest, runScenario } from '../../../src/experiments/run.ts';
import type { DistributionMetric, RateMetric, Table, ValueMetric } from '../../../src/experiments/run-result.ts';
import { endReasons } from '../../../src/models/index.ts';
import { purchasePaths, waysToStayOffline } from '../../../src/models/people/getting-online.ts';
import { stateMachines } from '../../../src/models/state-machines.ts';
import { isAtStep } from '../../../src/models/windows/purchase-ends.ts';
import { vocabulary, wordOfReason } from '../../../src/scenarios/index.ts';
import { documentedSteps } from '../../../src/scenarios/schema/portal.ts';
import { outcomes } from '../../../src/sim/index.ts';
import { worldOf } from '../../models/small-world.ts';
import { load } from '../../scenarios/scenario-text.ts';

const text = (more: string) => `mpsim: 1
run: { length: 8 h, drain: 1 h, start: 2019-09-02 09:00, seed: 11 }
operators:
  contoso:
    from: de/Telekom
    network: { rejectsRetryable: 10 %, rejectsForGood: 5 % }
    smdp: { refuses: { 8.2/1.2: 10 % }, orderFails: 5 % }
    portal: { paymentFails: 10 % }
    api: { errors: 20 %, service: exponential mean 100 ms }
population:
  buyers: { arrive: 600 per day, device: { sim: esim }, usage: { sessions: 24 per day, monthly: 30 GB } }
${more}`;

const request: RunRequest = { variant: 'baseline', reproduce: 'mpsim run test.yaml' };
const metric = <M>(ran: Ran, name: string) => ran.result.summary.metrics[name] as M;

describe('metrics of a scenario', async () => {
  const ran = await runScenario(
    load(
      text(`metrics:
  ok: share(ok among getBalance)
  latency: mean(getBalance.latency)
  p90: p90(getBalance.latency)
  median-again: median(activation.duration)
  of-buyers: p95(purchase.continueToOnline)
  asked: rate(getBalance)
  busiest: peak(getBalance over 1 min)
  sold: share(online among purchase where continuedAt >= 00:00 and (online or ended))
  visitors: count(purchase)
  takings: sum(purchase.charged) - sum(purchase.refunded)
  owed: count(purchase where ended and charged > 0 and refunded = 0 and not line.active)
  in-the-morning: count(purchase from 09:00 to 12:00)
  first-hours: count(purchase from 0 s to 3 h)
  early: count(purchase where startedAt < 12:00)
  used: sum(line.used)
  per-visitor: takings / visitors
  outage-free: mean(getBalance.latency outside incidents)
  carried: sum(device.used) / 8 h
  carried-too: rate(used among device)
  carrying: used / 5 Mbit/s
  asked-in-all: asked * 8 h
  a-second: count(getBalance from 0 s to 8 h) / 8 h
  for-ten: 10 / asked
  installed: count(profile where state = installed)
  never: mean(purchase.continueToOnline where charged > 100 EUR)
`),
    ),
    request,
  );
  const value = (name: string) => metric<ValueMetric>(ran, name).value!;

  it('stand in the summary with unit, sample size, and their own words as the question', () => {
    expect(metric<ValueMetric>(ran, 'ok')).toEqual({
      kind: 'value',
      unit: 'share',
      n: metric<ValueMetric>(ran, 'getBalance.success').n,
      censored: 0,
      value: metric<ValueMetric>(ran, 'getBalance.success').value,
      question: 'share(ok among getBalance)',
    });
    expect(metric<ValueMetric>(ran, 'takings')).toMatchObject({ unit: 'EUR', n: value('visitors') });
    expect(metric<ValueMetric>(ran, 'carried')).toMatchObject({ unit: 'bit/s' });
    expect(metric<ValueMetric>(ran, 'never')).toMatchObject({ value: null, n: 0 });
  });

  it('agree with what every run measures', () => {
    const latency = metric<DistributionMetric>(ran, 'getBalance.latency');
    const rate = metric<RateMetric>(ran, 'getBalance.rate');
    const duration = metric<DistributionMetric>(ran, 'activation.duration');
    expect(value('latency')).toBe(latency.mean);
    expect(value('outage-free')).toBeCloseTo(latency.mean!, 6);
    expect(value('p90')).toBeGreaterThan(latency.p50!);
    expect(value('p90')).toBeLessThan(latency.p95!);
    expect(value('median-again')).toBe(duration.p50);
    expect(value('of-buyers')).toBe(duration.p95);
    expect(value('asked')).toBeCloseTo(rate.mean!, 12);
    expect(value('busiest')).toBe(rate.peaks['1min']);
    expect(value('sold')).toBe(metric<ValueMetric>(ran, 'activation.success').value);
    expect(value('visitors')).toBe(ran.result.details.funnel[0]!.reached);
    expect(value('used')).toBe(metric<ValueMetric>(ran, 'usage.bytes').value);
    expect(value('owed')).toBe(0);
    expect(value('per-visitor')).toBeCloseTo(value('takings') / value('visitors'), 12);
  });

  it('count rates by the second, whatever they are reckoned from', () => {
    const bytes = metric<ValueMetric>(ran, 'usage.bytes').value!;
    expect(value('a-second')).toBeCloseTo(value('asked'), 12);
    expect(value('asked-in-all')).toBeCloseTo(value('asked') * 8 * 3600, 6);
    expect(value('for-ten')).toBeCloseTo((10 / value('asked')) * 1e6, 3);
    expect(value('carrying')).toBeCloseTo(((bytes * 8) / 5e6) * 1e6, 0);
    expect(value('carried-too')).toBeCloseTo(value('carried'), 6);
    expect(value('carried') / 8).toBeGreaterThan(bytes / (9 * 3600));
  });

  it('reckon money in coins, and write it in its currency', () => {
    const price = 4.99;
    const plans = value('takings') / price;
    expect(plans).toBeCloseTo(Math.round(plans), 9);
    expect(plans).toBeGreaterThanOrEqual(value('installed'));
  });

  it('know the local clock of a run that starts at nine', () => {
    expect(value('in-the-morning')).toBe(value('first-hours'));
    expect(value('early')).toBe(value('first-hours'));
    expect(value('early')).toBeLessThan(value('visitors'));
  });
});

describe('a moment', () => {
  /** The night of 29 March 2026 has no hour from 02:00 to 03:00 in Berlin. */
  const counted = async (entry: string, windows: readonly string[]) => {
    const scenario = load(`mpsim: 1
run: { start: 2026-03-28 09:00, timeZone: Europe/Berlin, length: 2 days }
operators: { contoso: {} }
population: { lines: { count: 300, device: { sim: hot }, flyout: { opens: 30 per day by hour flat } } }
timeline:
  - { ${entry} for: 4 h, outage: contoso.api, as: refuse }
metrics:
${windows.map((window, i) => `  m${i}: count(getBalance ${window})\n`).join('')}`);
    const ran = await runScenario(scenario, request);
    return windows.map((_, i) => metric<ValueMetric>(ran, `m${i}`).value);
  };

  it.each(['name: down, at: day 2 12:00,', 'name: down, at: 26 h,'])(
    'is the same for the world and for claims across a change of the clock: %s',
    async entry => {
      const [refused, ...others] = await counted(entry, [
        'where outcome = refused',
        'during down',
        'from 26 h to 30 h',
        'from day 2 12:00 to day 2 16:00',
        'where askedAt >= day 2 12:00 and askedAt < day 2 16:00',
      ]);
      expect(others).toEqual(Array(4).fill(others[0]));
      expect(others[0]).toBeGreaterThan(1_000);
      // Some are refused at other times, as any request may be.
      expect(refused! - others[0]!).toBeLessThan(50);
    },
  );

  it('outside incidents is outside those without a name, too', async () => {
    const [refused, outside] = await counted('at: 26 h,', [
      'where outcome = refused',
      'where outcome = refused outside incidents',
    ]);
    expect(refused).toBeGreaterThan(1_000);
    expect(outside).toBeLessThan(50);
  });
});

describe('claims about people who come with a device', async () => {
  const scenario = load(`mpsim: 1
run: { length: 8 h, drain: 1 h, start: 2019-09-02 09:00, seed: 11 }
operators:
  contoso: { from: de/Telekom, cosa: { supportDataMarketplace: false }, sale: { paymentFails: 20 % } }
population:
  travellers: { arrive: 300 per day, device: { sim: warm, simPin: 30 % }, online: { wifi: 50 %, none: rest }, user: { phones: 30 % } }
metrics:
  came: count(person)
  got-online: count(person where online)
  by-page: count(person where online and path = webPage)
  by-telephone: count(person where path = telephone)
  declined: count(person where reason = payment-declined)
  did: sum(person.steps where online)
  slowest: max(person.startToOnline)
  early: count(person where startedAt < 12:00)
  used-up: sum(person.line.granted)
`);
  const ran = await runScenario(scenario, request);
  const { world } = worldOf(scenario.settingsFor('baseline'), {});
  const journey = new PurchaseJourney(world);
  world.run();
  const table = rowTables(world, journey).find(({ name }) => name === 'people')!;
  const all = table.columns[0]!.values.map((_, i) =>
    Object.fromEntries(table.columns.map(({ name, values }) => [name, values[i]])),
  );
  const total = (rows: typeof all, name: string) => rows.reduce((sum, row) => sum + Number(row[name]), 0);
  const value = (name: string) => metric<ValueMetric>(ran, name).value!;
  const online = all.filter(row => row.online);

  it('are what the table of people says', () => {
    expect(value('came')).toBe(all.length);
    expect(value('got-online')).toBe(online.length);
    expect(value('by-page')).toBe(online.filter(({ path }) => path === 'webPage').length);
    expect(value('by-telephone')).toBe(all.filter(({ path }) => path === 'telephone').length);
    expect(value('declined')).toBe(all.filter(({ reason }) => reason === 'payment-declined').length);
    expect(value('did')).toBe(total(online, 'steps'));
    expect(value('slowest')).toBe(Math.max(...online.map(row => Number(row.startToOnline_us))));
    expect(value('early')).toBe(all.filter(row => Number(row.startedAt_us) < 3 * 3_600e6).length);
    expect(value('used-up')).toBe(total(all, 'line_granted_bytes'));
    for (const name of ['came', 'got-online', 'by-page', 'did']) expect(value(name), name).toBeGreaterThan(0);
  });

  it('are the metrics of getting online', () => {
    const decided = all.filter(({ ended }) => ended);
    const steps = metric<DistributionMetric>(ran, 'gettingOnline.steps');
    const shareBy = (path: string) => online.filter(row => row.path === path).length / online.length;
    expect(metric<ValueMetric>(ran, 'gettingOnline.success')).toMatchObject({
      value: online.length / decided.length,
      n: decided.length,
      censored: all.length - decided.length,
    });
    for (const [name, path] of [
      ['byApp', 'app'],
      ['byWebPage', 'webPage'],
      ['byTelephone', 'telephone'],
    ] as const)
      expect(metric<ValueMetric>(ran, `gettingOnline.${name}`).value, name).toBeCloseTo(shareBy(path), 12);
    expect(steps.mean).toBeCloseTo(total(online, 'steps') / online.length, 9);
    expect(metric<DistributionMetric>(ran, 'gettingOnline.duration').max).toBe(value('slowest'));
  });
});

describe('metrics of orders', () => {
  const claims = 'expect:\n  - p90(placeOrder.latency) <= 1 min\n  - placeOrder.success >= 0 %\n';
  const run = (population: string, contoso = '{}') =>
    runScenario(
      load(`mpsim: 1\nrun: { length: 1 h }\noperators: { contoso: ${contoso} }\npopulation: ${population}\n${claims}`),
      request,
    );
  const verdicts = ({ result }: Ran) => result.summary.expectations.map(({ verdict }) => verdict);

  it('are, with those of buyers, of people who come with a device and of every topic, all of the vocabulary', async () => {
    const ran = await run(
      `{
        agents: { count: 2, load: { rate: 1 per s, mix: { placeOrder: 100 % } } },
        p: { arrive: 24 per day, device: { sim: hot } },
        q: { arrive: 48 per day, user: { topsUp: 50 % } },
        r: {
          count: 1, device: { sim: hot }, lanDevice: {}, hotspots: {}, sharing: { clients: { phone: {} } },
          usage: { sync: thresholds }, family: { devices: 1, monthly: 1 GB },
          specialApps: { mail: { context: work } }, updates: {}, apps: {}, video: {}, travels: {}, accountView: {},
        },
        s: { count: 1, managed: {} },
        t: { count: 1, activationCode: {} },
      }`,
      '{ messages: {}, roaming: { price: 1 EUR per 1 MB }, serviceMetadata: { submission: { at: 1 min } }, contexts: { policies: { work: { accessPoint: work.contoso, apps: [ mail ] } } } }',
    );
    const { metrics } = ran.result.summary;
    const words = Object.entries(metrics).map(([name, { kind, unit, question }]) => [name, { kind, unit, question }]);
    expect(Object.fromEntries(words)).toEqual(vocabulary.metrics);
    expect(verdicts(ran)).toEqual(['pass', 'pass']);
  });

  it('have no value elsewhere', async () => {
    expect(verdicts(await run('{ lines: { count: 5, device: { sim: hot } } }'))).toEqual(['undecided', 'undecided']);
  });
});

describe('claims about variants', () => {
  const scenario = load(
    text(`variants:
  today: baseline
  strict: { operators.contoso.portal.paymentFails: 90 % }
  free: { operators.contoso.portal.paymentFails: 0 % }
metrics:
  sold: share(charged > 0 among purchase)
expect:
  - sold in free >= sold in strict + 1 %
  - sold <= 50 % in every variant
  - that: sold in strict >= sold in free
    level: question
  - count(purchase) > 0
`),
  );
  const runOf = (variant: string) => runScenario(scenario, { ...request, variant });
  const verdicts = ({ result }: Ran) => result.summary.expectations.map(({ verdict }) => verdict);

  it('are judged when all that they name have been run; until then they are not judged', async () => {
    const runs = [await runOf('today'), await runOf('strict'), await runOf('free')];
    expect(verdicts(runs[1]!)).toEqual(['not judged', 'not judged', 'not judged', 'pass']);
    expect(verdicts(judgeTogether(scenario, runs.slice(1))[0]!)).toEqual(['pass', 'fail', 'fail', 'pass']);

    const [today, strict, free] = judgeTogether(scenario, runs);
    for (const ran of [today!, strict!, free!]) expect(verdicts(ran)).toEqual(['pass', 'fail', 'fail', 'pass']);
    const sold = (ran: Ran) => metric<ValueMetric>(ran, 'sold').value;
    const [better, each, question] = strict!.result.summary.expectations;
    expect(better).toMatchObject({ value: sold(free!), bound: sold(strict!)! + 0.01, unit: 'share' });
    expect(each).toMatchObject({ variant: 'today', value: sold(today!), bound: 0.5 });
    expect(question).toMatchObject({ level: 'question' });
    expect(strict!.result.summary.answer.at(-1)).toBe('1 of 3 expectations did not hold.');
    expect(judgeTogether(scenario, runs.toReversed())[2]!.result.summary.expectations[0]).toEqual(
      today!.result.summary.expectations[0],
    );
  });

  it('do not use a run that was interrupted', async () => {
    const cut = await runScenario(scenario, { ...request, variant: 'free', progress: () => false });
    const [strict] = judgeTogether(scenario, [await runOf('strict'), cut]);
    expect(verdicts(strict!)).toEqual(['not judged', 'not judged', 'not judged', 'pass']);
  });
});

describe('the words of the vocabulary', () => {
  const settings = load(
    text(
      '  travellers: { arrive: 300 per day, device: { sim: warm, form: usb, simPin: 30 %, faults: { sim: 5 % } }, online: { wifi: 50 %, none: rest } }\n',
    ),
  ).settingsFor('baseline');
  const { world } = worldOf(settings, {});
  const journey = new PurchaseJourney(world);
  const log = new RequestLog(world);
  world.run();
  const tables = [...rowTables(world, journey), log.table()!];
  const tableOf = (name: string): Table => tables.find(table => table.name === name)!;
  const column = (table: string, name: string) => tableOf(table).columns.find(one => one.name === name)!.values;

  it.each([
    ['purchase', 'purchases'],
    ['person', 'people'],
    ['line', 'lines'],
    ['device', 'devices'],
    ['profile', 'profiles'],
    ['order', 'orders'],
    ['operator', 'operators'],
    ['step', 'steps'],
  ])('of %s are the columns of the table %s', (set, table) => {
    const columns = tableOf(table).columns.map(({ values, ...one }) => one);
    expect(columns).toEqual(Object.entries(vocabulary.sets[set]!.fields).map(([name, words]) => columnOf(name, words)));
    const lengths = new Set(tableOf(table).columns.map(({ values }) => values.length));
    expect([...lengths]).toEqual([expect.any(Number)]);
  });

  it('of texts are what the tables hold, and what the models can say', () => {
    for (const [set, table] of [
      ['purchase', 'purchases'],
      ['person', 'people'],
      ['line', 'lines'],
      ['device', 'devices'],
      ['profile', 'profiles'],
      ['order', 'orders'],
    ] as const)
      for (const [name, words] of Object.entries(vocabulary.sets[set]!.fields)) {
        if (words.words === undefined) continue;
        const found = new Set(column(table, columnOf(name, words).name).filter(value => value !== null));
        for (const value of found) expect(words.words, `${set}.${name}`).toContain(value);
      }
    expect(vocabulary.sets.purchase!.fields.reason!.words).toEqual(
      endReasons.flatMap(reason =>
        isAtStep(reason) ? documentedSteps.map(step => wordOfReason(reason, step)) : [reason.replaceAll(' ', '-')],
      ),
    );
    expect(vocabulary.sets.getBalance!.fields.outcome!.words).toEqual(outcomes.filter(one => one !== 'censored'));
    const { path, reason } = vocabulary.sets.person!.fields;
    expect(path!.words).toEqual([...purchasePaths]);
    expect(reason!.words).toEqual(waysToStayOffline.map(one => one.replaceAll(' ', '-')));
  });

  it.each([
    // Who has not opened the app has no row.
    ['purchase.state', 'purchase', ['notStarted']],
    // Who has not come yet has no row.
    ['person.state', 'getting online', ['away']],
    ['device.connection', 'windows connection manager', []],
    ['device.modem', 'modem', []],
    ['device.registration', 'registration', []],
    ['profile.state', 'SM-DP+', []],
    ['line.state', 'subscription', []],
  ])('of %s are the states of the machine "%s"', (word, name, without) => {
    const [set, field] = word.split('.') as [string, string];
    const { table } = stateMachines.find(machine => machine.name === name)!;
    const states = Object.keys(table).filter(state => !without.some(one => one === state));
    expect(vocabulary.sets[set]!.fields[field]!.words!.toSorted()).toEqual(states.sort());
  });

  it.each([
    // None of the operators here has a finite stock, and nobody has bought a second plan.
    ['purchase', 'purchases', []],
    ['order', 'orders', []],
    ['step', 'steps', []],
    ['operator', 'operators', ['stock.granted', 'stock.left']],
  ] as const)('of %s all have a value in some row', (set, table, without) => {
    for (const [name, words] of Object.entries(vocabulary.sets[set]!.fields)) {
      const values = column(table, columnOf(name, words).name);
      if (!without.some(one => one === name))
        expect(
          values.some(value => value !== null),
          name,
        ).toBe(true);
    }
  });

  it('of orders, operators, purchases and steps agree with each other', () => {
    const sum = (table: string, name: string) =>
      column(table, name).reduce<number>((total, value) => total + Number(value), 0);
    expect(sum('orders', 'charged_coins')).toBeGreaterThan(0);
    for (const name of ['charged_coins', 'refunded_coins']) {
      expect(sum('orders', name), name).toBe(sum('operators', name));
      expect(sum('purchases', name), name).toBeLessThanOrEqual(sum('orders', name));
    }
    const provisioned = column('orders', 'provisioned').map(value => value === true);
    const recognised = column('orders', 'charged_coins').filter((_, at) => provisioned[at]);
    expect(recognised.reduce<number>((total, value) => total + Number(value), 0)).toBe(
      sum('operators', 'recognised_coins'),
    );
    expect(sum('operators', 'ordered')).toBe(column('profiles', 'device').length);
    // Who has ended at a step of the portal is told of by its reason.
    const steps = new Set(column('steps', 'name'));
    const lastSteps = new Set(column('purchases', 'step').filter(step => step !== null));
    for (const step of lastSteps) expect(steps).toContain(step);
    expect(sum('steps', 'left')).toBeGreaterThan(0);
    expect(sum('steps', 'left')).toBeLessThan(column('purchases', 'device').length);
    const callbacks = column('purchases', 'callback');
    const online = column('purchases', 'online').flatMap((value, at) => (value === true ? [callbacks[at]] : []));
    expect(online.length).toBeGreaterThan(10);
    for (const callback of online) expect(callback).toMatch(/^notify(ProfileDownload|BalanceAddition)$/);
  });

  it('of requests are kinds that the kernel knows', () => {
    const underLoad = load(text('  agents: { count: 2, load: { rate: 1 per s } }\n')).settingsFor('baseline');
    const facts = new Set(worldOf(underLoad, {}).world.simulation.facts.names());
    const requests = Object.values(vocabulary.sets).flatMap(({ request: name }) => name ?? []);
    expect(requests.length).toBeGreaterThan(5);
    for (const name of requests) expect(facts).toContain(`${name}.answered`);
    // This world has neither agents nor gateway templates nor toasts of the operator.
    const { placeOrder, getOffers, getNotifications } = vocabulary.sets;
    const elsewhere = [placeOrder, getOffers, getNotifications].map(set => set!.request!);
    const here = requests.filter(name => !elsewhere.includes(name));
    expect(new Set(column('requests', 'kind')).size).toBe(here.length);
  });
});

describe('the table of requests', () => {
  const settings = load(text('')).settingsFor('baseline');
  const tableKept = (most: number) => {
    const { world } = worldOf(settings, {});
    const log = new RequestLog(world, most);
    world.run();
    const { columns } = log.table()!;
    const of = (name: string) => columns.find(column => column.name === name)!.values;
    const rows = of('kind').map((kind, i) =>
      ['device', 'askedAt_us', 'outcome']
        .map(name => of(name)[i])
        .concat(kind)
        .join(),
    );
    return { rows, ok: of('ok'), share: of('kept_share') as number[] };
  };
  const whole = tableKept(200_000);

  it('is complete where there are few enough', () => {
    expect(new Set(whole.share)).toEqual(new Set([1]));
    expect(whole.rows.length).toBeGreaterThan(1_000);
  });

  it('is otherwise a sample of them, with all that failed, and says which share was kept', () => {
    const failed = whole.ok.filter(ok => ok === false).length;
    const sample = tableKept(failed);
    expect(sample.ok.filter(ok => ok === false)).toHaveLength(failed);
    const answered = sample.rows.filter((_, i) => sample.ok[i] === true);
    expect(answered.length).toBeLessThanOrEqual(failed);
    const share = sample.share[sample.ok.indexOf(true)]!;
    expect(share).toBeLessThan(1);
    const all = whole.rows.length - failed;
    expect(Math.abs(answered.length / all / share - 1)).toBeLessThan(0.3);
    const known = new Set(whole.rows);
    for (const row of sample.rows) expect(known).toContain(row);
  });

  it('keeps of more a part of what it keeps of less', () => {
    const [fewer, more] = [tableKept(100), tableKept(400)];
    const kept = new Set(more.rows);
    for (const row of fewer.rows) expect(kept).toContain(row);
    expect(fewer.rows.length).toBeLessThanOrEqual(200);
  });
});

describe('a buyer who has paid and left, when the run ends while the network still prepares the line,', async () => {
  const run = (networkReady: string) =>
    runScenario(
      load(`mpsim: 1
run: { length: 8 h, seed: 11 }
operators: { contoso: { from: de/Telekom, provisioning: { networkReady: ${networkReady} } } }
population: { buyers: { arrive: 600 per day, device: { sim: esim } } }
metrics:
  left-and-paid: count(purchase where state in [abandoned, failed] and charged > 0 and refunded = 0 and not line.active)
  of-them-open: count(purchase where state in [abandoned, failed] and charged > 0 and not ended)
expect: [count(purchase where ended and charged > 0 and refunded = 0 and not line.active) = 0]
`),
      request,
    );
  const [early, late] = [await run('1 s'), await run('10 h')];

  it('has not been charged for nothing: the purchase has not ended', () => {
    const waiting = metric<ValueMetric>(late, 'left-and-paid').value!;
    expect(waiting).toBeGreaterThan(10);
    expect(metric<ValueMetric>(late, 'of-them-open').value).toBe(waiting);
    expect(late.result.summary.expectations[0]!.verdict).toBe('pass');
  });

  it('is nobody where lines are ready at once', () => {
    expect(metric<ValueMetric>(early, 'left-and-paid').value).toBe(0);
    expect(metric<ValueMetric>(early, 'of-them-open').value).toBe(0);
  });
});
