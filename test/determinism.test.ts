/**
 * Same scenario, same seed: the same bytes. The fingerprints of the bundled scenarios are golden: a change of theirs is a
 * change of the simulated world, and its commit says why.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Ran } from '../src/experiments/index.ts';
import {
  estimateWork,
  judgeTogether,
  loadScenario,
  loadScenarioText,
  runScenario,
  writeRunFolder,
} from './kit/built.ts';

/** Of every scenario, each variant. */
const golden: Record<string, Record<string, string>> = {
  'availability-chain': {
    'by-chance': '6c4ed49f50a9d8fc',
    'who-tries-again': 'e7a7604322616ec0',
    'in-one-piece': 'eafe284d484d2d93',
  },
  'balance-cache': {
    'no-cache': '18548e9b568ff5c8',
    'for-30-s': 'a4a7cb4af4dfae70',
    'for-5-min': 'c561a7591f931280',
    'for-5-min-one-by-one': 'd6c222d1b2296162',
  },
  'billing-hangs': {
    'as-built': '9f6d5edfaf69c4a1',
    'time-out': 'd904e785e8942b18',
    breaker: '3d015242874fd289',
    'old-balances': 'b8af7ea06b09cd72',
    both: '5473c9bfb6e3ce5c',
  },
  'cdma-activation': { baseline: '53bde402013374bf' },
  'connect-active-device': { baseline: '7e7a638b072d10fb' },
  'day-of-laptops': { baseline: 'a8888b274edb8f4c' },
  'failed-downloads': {
    both: 'b5ab7f0fcb7e2d4c',
    'retries-only': '48f5457cbceb3500',
    'portal-only': '6845c8f10ac724ce',
    neither: 'a6910a4667968720',
  },
  'family-plan': {
    'one-other': '09a3cb18331e8ff5',
    'three-others': 'c50829bfce962659',
    'five-others': 'a6c75874927152ff',
    'slow-billing': '03f32ca79544a5cd',
  },
  'first-esim-purchase': { baseline: '4072116ac74e1186' },
  'gateway-ab-test': {
    'half-and-half': '914d880c25285a36',
    'offers-fail': '097cad6b1948316d',
    'no-such-page': '6562ee5af19bd8c7',
    'all-on-page-1': '65ffc9cf84c1580e',
  },
  'getbalance-10000-sims': { baseline: '6b98f7da823fe069' },
  'getbalance-load-test': { baseline: '06d0abd15482fb68' },
  'getbalance-peaks': {
    'published-day': 'aad3120f68e3f2a0',
    'office-day': '725cf91b9a0d4a60',
    'sparse-day': '84d9aa51ed8e4080',
  },
  'getbalance-throttling': {
    'rate-1': 'c6de5008238dcc3f',
    'rate-3': '39cd36f62c66e199',
    'rate-10': '30a1e5b1542d4b97',
    'rate-30': 'b63a8bb150257383',
    'rate-30-sim-silenced': 'b6b3f2f02527ba24',
    'rate-30-operator-silenced': '74a7ab3a422d8689',
  },
  'hotspot-authentication': {
    static: '9523f0fd6b51a44f',
    app: '22d2a253285ed9bb',
    'eap-sim': '4ae85beca363c872',
    'eap-aka': '46c2c8c027764f8a',
    strangers: '2ba555c110cac295',
    'by-hand': '6b0a6f1dc26a0d38',
    'wrong-password': '4bae90fc8259acc3',
  },
  'hotspot-offload': {
    none: 'a47f2147afcce7b5',
    few: 'd461d7acbbdaedc8',
    half: '96399fca9ae82205',
    all: 'c87f3b10125ab715',
    behind: 'd3be2caa6400b91b',
    strangers: 'eee08650565e864d',
  },
  'life-of-lines': { baseline: 'b83bad3f01326ca0' },
  'managed-laptops': {
    discovery: 'ec90a664cd8acd6e',
    'settings-every-day': '0e182990d9797414',
    'by-activation-code': '0513ee9fdc86ff8d',
    'asks-every-hour': '32183023417a32f7',
    'own-esims-forbidden': 'd3f5dcfbce155b70',
  },
  'monitoring-and-severity': {
    'every-30-s': '53abb87735483700',
    'every-5-min': '08d2ec2784f3a48f',
    'every-30-s-10-min': '68123830fc31de2d',
    'every-5-min-10-min': '08e071c601344d57',
    'twelve-in-a-row': '24fd340f5df7cce2',
    'any-failure': '0a56238454a21d3b',
  },
  'ncsi-in-the-garden': {
    'mobile-plans-passes': 'd776fce1acf4635c',
    'mobile-plans-stops': '39c911560ca8d91a',
    'own-ways-stops': '8a927581efcd6e5a',
    'own-ways-passes': 'f17a800bd72751fb',
  },
  'page-latency': { fast: '81253984ecbc1da4', slow: '3259f52fa5190c7f', 'very-slow': '407cc0358aa5f8bd' },
  'pnp-x-router': {
    'pairs-by-itself': 'd2445290040d25a0',
    'added-by-hand': 'e889795beb791daf',
    'line-comes-later': 'ec5834faec652cf7',
    'no-app-yet': 'b779021085bb62a8',
  },
  'prepaid-and-postpaid': { prepaid: 'bc5257ff20706863', half: '56c79b2aba9954e7', contracts: '6950cb224852742c' },
  'purchase-variants': {
    inline: '27427d8eabef5759',
    delayed: '66ab2cc3338a7052',
    async: '5720dddb76b0aa8b',
    'warm-sim': '77519f32a596fe10',
    'add-balance': '7d3254bde4a3190d',
  },
  'purchase-with-app': { baseline: '04ee0a3b1f9fd26b' },
  'purchase-without-app': {
    'opened-at-once': '82d21734be093e97',
    'new-connection': 'cdd0b09958579198',
    reconnect: 'e3507e8e9baf7183',
  },
  'quarter-hour-rounding': {
    'every-10-s': '0d704f7c30cd9fa3',
    inline: '9c6911aa29e7e610',
    'at-once': '57a539a26260fa58',
    'after-5': '9ba33a0f89f7f2b7',
    'after-15': '9ba33a0f89f7f2b7',
    'after-16': 'fc336ef5328d2cfc',
  },
  'release-delays': {
    'inline-0': 'fddd99c0279536c7',
    'inline-5': 'c821cc4857e39e46',
    'inline-15': 'fa79b6e8d978aaf5',
    'inline-60': '89b8951dc2f02fd3',
    'delayed-5': 'c2d8c3de62d431ef',
    'delayed-15': '9163c7ddfad61af5',
    'delayed-60': '59e5570c9370476c',
    'async-0': '5bb789a7ef6b63aa',
    'async-5': '4fbd3358fd286fc4',
    'async-15': '9fafb5dc23838c02',
    'async-60': 'd061f00fadfb6df3',
  },
  'reset-day': {
    'at-once': '3830050eff148e31',
    'within-10-min': 'b073b680e275f66c',
    'within-1-h': 'e88d0c160f095715',
    'ends-instead': '17823377a1c573b1',
  },
  'roaming-bill-shock': {
    'no-warning': '5466119fddd4962e',
    'steps-of-5-MB': 'df197a28580f7930',
    'sms-after-20-MB': 'ff3992742e98e72a',
    'capped-at-60-euros': '7b2a14a5e1026f46',
  },
  'sim-states': { cold: 'a8f2c3becf61efa3', warm: 'aedd68ac3924f77a', hot: 'a5a009631e3fee00' },
  'sm-dp-plus-outage': { 'every-10-min': 'cc7ecb81aedd3615', 'every-minute': 'aafb9c6f48d42e78' },
  'smdp-workers': {
    sixteen: '46ace80afd8bbf43',
    eight: '2d95142490435554',
    four: 'fd1ae275f41c2043',
    two: '444a6a78eaf92035',
    one: '0715c341f05b26de',
  },
  'sms-against-push-against-counter': {
    sms: 'a9c2e189520a3b7c',
    push: 'f0702c01944e9aaa',
    counter: '63b36a3d564aacea',
  },
  'tethering-evening': {
    'ten-devices': '7e26b967dbfc11b8',
    'three-devices': 'fde7632642d87979',
    'allows-when-down': '8b05eab0ae41b059',
    'no-check': 'b3d05426478906b6',
    'own-access-point': '5538f81b8a6b8a43',
    never: 'd416ce4baec6cf17',
  },
  'top-up-walled-garden': {
    complete: 'ded1f4246e8d9006',
    'without-sign-in': 'bb58f733629d8b50',
    'without-service': 'e17092af979ae454',
    'without-revocation': '80bff4757a2a2394',
    'without-portal': '342c43358e837d0a',
    'without-cdn': '8a81d41e27765e06',
    'new-session-needed': 'f5eb5b2c032a8bd1',
  },
  'trouble-on-the-way': { baseline: '319f25c12c1a92fe' },
  'two-pdp-contexts': {
    'two-contexts': '75af27e710fd30ac',
    charged: '34583f58b53c0cc2',
    'not-supported': '462621f9cbd46d33',
    'one-too-many': '4052032278f0547b',
  },
  'update-on-a-meter': {
    'metered-plan': '58951caca1feed3a',
    exempt: '4893db03bd0165a3',
    'unmetered-home': '6dfbe428e5c21363',
    'wrong-cost': '91b69bb3b6083da1',
  },
  'usage-accuracy': {
    'lag-1-min': '62a21c8db3eeff97',
    'lag-10-min': '5cc67707a460072d',
    'lag-1-h': '7ec34ff93ea46a01',
    'lag-6-h': 'f93dee92f3c4b16b',
    polling: 'a5eb2dbd204e856d',
    'at-a-look': '210cddfa483a781a',
    'no-sync': '1ca01b157bc4e846',
    alone: '2694cbd28ff6a3ea',
    abroad: 'f47767f06095e6b9',
    'plan-5-GB': '5c4e67a6b75dca18',
    'no-limit': 'dc3850ea9e149f6f',
  },
  'view-my-account': {
    basic: '3af2a0abd536710f',
    enhanced: '35cb25815197320e',
    'used-up': 'f6f4b0ab7c727b7c',
    'used-up-garden-passes': '12c84253f4c50d23',
  },
  'ways-to-buy': {
    'with-app': '57aedf8e7a72e408',
    'without-app': '4c707438a224c11f',
    'mobile-plans': 'b244ef5f504c5471',
  },
  'windows-setup-connect': { 'with-plan': 'dca61ed464951b1a', 'without-plan': '0d0c97ffae79588e' },
};

const bundled = readdirSync('scenarios')
  .filter(name => name.endsWith('.yaml'))
  .map(name => name.replace('.yaml', ''))
  .sort();

const scenarioOf = (name: string, set: [string, string][] = []) => loadScenario(`scenarios/${name}.yaml`, { set });
const run = (name: string, seed?: number, set?: [string, string][]): Promise<Ran> =>
  runScenario(scenarioOf(name, set), {
    variant: 'baseline',
    ...(seed === undefined ? {} : { seed }),
    reproduce: `mpsim run scenarios/${name}.yaml`,
  });

describe('the bundled scenarios', () => {
  it('all have a golden fingerprint, in every variant', () =>
    expect(Object.entries(golden).flatMap(([name, own]) => Object.keys(own).map(variant => [name, variant]))).toEqual(
      bundled.flatMap(name => scenarioOf(name).variants.map(variant => [name, variant])),
    ));

  it.each(bundled)(
    '%s has it in each variant, keeps the laws, does what it expects, and was estimated within a factor of two',
    async name => {
      const scenario = scenarioOf(name);
      const estimated = estimateWork(scenario.settingsFor(scenario.variants[0]!), { budget: 40_000 });
      expect(estimated.sampledEvents).toBeLessThan(400_000);
      const runs: Ran[] = [];
      for (const variant of scenario.variants)
        runs.push(await runScenario(scenario, { variant, reproduce: `mpsim run scenarios/${name}.yaml` }));
      expect(Object.fromEntries(runs.map(({ result: { summary } }) => [summary.variant, summary.fingerprint]))).toEqual(
        golden[name],
      );
      expect(runs.flatMap(({ breaches }) => breaches)).toEqual([]);
      const { events } = runs[0]!.result.summary;
      expect(estimated.events).toBeGreaterThan(events / 2);
      expect(estimated.events).toBeLessThan(events * 2);
      // What compares variants is judged when all of them have been run.
      const claims = judgeTogether(scenario, runs).flatMap(({ result: { summary } }) =>
        summary.expectations.filter(({ level }) => level !== 'question'),
      );
      expect(claims.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    },
  );
});

const everything = `mpsim: 1
run: { start: 2019-10-26 18:00, timeZone: Europe/Berlin, length: 12 h, drain: 1 h, seed: 5 }
operators:
  contoso: { api: { service: measured from api-access.csv column own_ms in ms } }
population:
  buyers: { arrive: 200 per day by hour retail }
  lines:
    count: 200
    timeZone: America/New_York
    device: { sim: hot }
    flyout: { sessions: 6 per day by hour office, opensPerSession: geometric mean 1.8 gap exponential mean 20 s, whenOffline: x4 }
  agents: { count: 5, load: { rate: 6 per min, pacing: random } }
timeline:
  - { name: down, at: 20:00, for: 20 min, outage: contoso.api, as: errors 30 % }
  - { name: release, at: day 2 01:00, deploy: contoso.api, each: 90 s, coldFor: 60 s at x3 }
  - { name: promo, at: day 2 04:00, campaign: lines, reach: 50, opens: lognormal median 5 min p95 20 min }
metrics:
  back: until(share(ok among getBalance over 5 min) >= 90 % after down for 5 min)
  tail: p99(getBalance.latency outside incidents)
`;

describe('a run', () => {
  const out = mkdtempSync(join(tmpdir(), 'mpsim-determinism-'));
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  /** A smaller day of the same world, so that it can be repeated. */
  const few: [string, string][] = [['population.buyers.arrive', '300 per day by hour published']];
  const name = 'first-esim-purchase';

  async function bytesOf({ result }: Ran, folder: string): Promise<Map<string, string>> {
    const { scenario, variant, seed, fingerprint } = result.summary;
    const written = await writeRunFolder(result, {
      out: join(out, folder),
      manifest: {
        result: { scenario, variant, seed, files: {}, overrides: [], fingerprint, settings: {} },
        environment: {},
      },
    });
    const files = readdirSync(written, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(json|svg|html)$/.test(file))
      .sort();
    return new Map(files.map(file => [file, readFileSync(join(written, file), 'utf8')]));
  }

  it('gives the same bytes of summary, charts and report again, also after six others in the same process', async () => {
    const first = await bytesOf(await run(name, 42, few), 'first');
    for (let seed = 1; seed <= 5; seed += 1) await run(name, seed, few);
    await run('getbalance-10000-sims', 42, [['population.lines.count', '500']]);
    const last = await bytesOf(await run(name, 42, few), 'last');
    expect([...first.keys()]).toEqual(
      expect.arrayContaining(['summary.json', 'report.html', 'charts/usage.svg', 'charts/usage.vl.json']),
    );
    expect([...last.keys()]).toEqual([...first.keys()]);
    for (const [file, bytes] of first) expect(last.get(file) === bytes, file).toBe(true);
  });

  it('of sessions, a weekly clock that changes, a timeline, a load and measured values gives the same bytes again', async () => {
    const scenario = loadScenarioText(everything, 'everything.yaml', { folder: 'examples' });
    const runIt = () => runScenario(scenario, { variant: 'baseline', reproduce: 'mpsim run everything.yaml' });
    const first = await runIt();
    const bytes = await bytesOf(first, 'everything-first');
    await run(name, 3, few);
    await run('getbalance-load-test', 42, [['run.length', '5 min']]);
    const last = await bytesOf(await runIt(), 'everything-last');
    expect(first.result.details.incidents).toHaveLength(3);
    expect(first.breaches).toEqual([]);
    expect([...last.keys()]).toEqual([...bytes.keys()]);
    for (const [file, content] of bytes) expect(last.get(file) === content, file).toBe(true);
  });

  it('with another seed is another run', async () => {
    const fingerprints = await Promise.all(
      [1, 2, 3].map(async seed => (await run(name, seed, few)).result.summary.fingerprint),
    );
    expect(new Set(fingerprints).size).toBe(3);
  });
});
