/**
 * Same scenario, same seed: the same bytes. The fingerprints of the bundled scenarios are golden: a change of theirs is a
 * change of the simulated world, and its commit says why.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judgeTogether, type Ran, runScenario } from '../src/experiments/index.ts';
import { writeRunFolder } from '../src/report/index.ts';
import { loadScenario, loadScenarioText } from '../src/scenarios/index.ts';

/** Of every scenario, each variant. */
const golden: Record<string, Record<string, string>> = {
  'availability-chain': {
    'by-chance': 'f450873b9df0933c',
    'who-tries-again': '04012b8bc9c14780',
    'in-one-piece': 'f9d06f8c6f8530bd',
  },
  'balance-cache': {
    'no-cache': '5004feb4167bddf5',
    'for-30-s': 'dd8391fbabd7a950',
    'for-5-min': '1fafc2fcd7bb476a',
    'for-5-min-one-by-one': 'c54b599ab787d133',
  },
  'billing-hangs': {
    'as-built': '1c6452092fe07694',
    'time-out': 'cc98ab7c51976e32',
    breaker: 'ac0125d228b8f899',
    'old-balances': '3ba9e3ed4a5fa6a2',
    both: '9ff5f1e46de88fe6',
  },
  'cdma-activation': { baseline: '8201c02666ca90f7' },
  'connect-active-device': { baseline: '507f4e8e33b7cb20' },
  'day-of-laptops': { baseline: 'b66e3bd76ba63b8c' },
  'failed-downloads': {
    both: '1953f6aa82e864ec',
    'retries-only': '75517699305c976a',
    'portal-only': 'a36558b8e9fa98bf',
    neither: '1bec6c676e9766d3',
  },
  'first-esim-purchase': { baseline: '2831bd17d3b315cf' },
  'gateway-ab-test': {
    'half-and-half': 'b03267f478a1f537',
    'offers-fail': '6438e1ebada93111',
    'no-such-page': 'b5ac032b26b84a67',
    'all-on-page-1': 'bdb37b86f38085e5',
  },
  'getbalance-10000-sims': { baseline: 'a1f5525da9f32741' },
  'getbalance-load-test': { baseline: '2da7450179c91e38' },
  'getbalance-peaks': {
    'published-day': '0af169492fbff233',
    'office-day': '596c7a7f3cf5c4b6',
    'sparse-day': '30e02f376ca1883f',
  },
  'getbalance-throttling': {
    'rate-1': 'c1bef879edb7aef9',
    'rate-3': '00d1cdf7b602517b',
    'rate-10': '138c7779662fdc5a',
    'rate-30': '849b5858b7e2c907',
    'rate-30-sim-silenced': '8e37311e3c2ede3c',
    'rate-30-operator-silenced': '6fb9dc08c45f03ad',
  },
  'life-of-lines': { baseline: 'e3cfd5b2d2adec94' },
  'monitoring-and-severity': {
    'every-30-s': 'b042f552e8375737',
    'every-5-min': 'c8dbf6b8db4eb8a4',
    'every-30-s-10-min': '8ef92f1970d58fa0',
    'every-5-min-10-min': '200e317ecdd64a15',
    'twelve-in-a-row': '1770aaa5c71a4b45',
    'any-failure': '274e7ec99f3f53e8',
  },
  'ncsi-in-the-garden': {
    'mobile-plans-passes': 'e542112fbb59aaa7',
    'mobile-plans-stops': '1a9ea39495138936',
    'own-ways-stops': '034a5c1b153d1e5b',
    'own-ways-passes': 'e71269ecbb928d0e',
  },
  'page-latency': { fast: '124b6a7b9f032fe2', slow: '5e2fd46a76bbb98c', 'very-slow': '1e875349fbba741d' },
  'prepaid-and-postpaid': { prepaid: '48da019f6fe17216', half: 'badcbc90868b5d64', contracts: '55c59b15ad462979' },
  'purchase-variants': {
    inline: 'c67250b25c570d12',
    delayed: '82ed2c455bcf65bd',
    async: 'de2f3c77a5cb8ac1',
    'warm-sim': 'a5746d718554ea8b',
    'add-balance': 'abd4cbfa83b739f0',
  },
  'purchase-with-app': { baseline: 'b6487b97abea7b0e' },
  'purchase-without-app': {
    'opened-at-once': '5ad5ac60b44d65d8',
    'new-connection': '5b92d9e394b6541d',
    reconnect: '1bfd48b94dc8fbfe',
  },
  'quarter-hour-rounding': {
    'every-10-s': '90f55e5f068c4858',
    inline: '019abeaa2c10f120',
    'at-once': '03cb6fd9d288982a',
    'after-5': 'b91e8e5b9c451adb',
    'after-15': 'b91e8e5b9c451adb',
    'after-16': '0084a3ed2a7f7531',
  },
  'release-delays': {
    'inline-0': '8345e92b02bd826d',
    'inline-5': '66fafc137c9801de',
    'inline-15': '8b6c94daa75183ed',
    'inline-60': '530e7e65c9f7fb5e',
    'delayed-5': 'a8bcb824da035c98',
    'delayed-15': '72506c1535f7debc',
    'delayed-60': '15e6aaf18b8941a2',
    'async-0': '337d21a6409bbf3c',
    'async-5': '91db47cc1b7f0f7c',
    'async-15': 'd9300e0327d01588',
    'async-60': '5923d6ddd6674d72',
  },
  'roaming-bill-shock': {
    'no-warning': '9048e9735deb38b1',
    'steps-of-5-MB': 'beaeddbb5e7afaf7',
    'sms-after-20-MB': '6732bd98ce9124db',
    'capped-at-60-euros': 'ebec07ef21c7a08a',
  },
  'sim-states': { cold: 'd5bef8f1a9f354cc', warm: 'dea0fdad63f69b8f', hot: '4a5eaed8268e96d1' },
  'sm-dp-plus-outage': { 'every-10-min': '230ca50369ef3c83', 'every-minute': '9b3f331258e9748a' },
  'smdp-workers': {
    sixteen: 'b6b9b6f6975b94a1',
    eight: '049f2f66d2d25de6',
    four: 'ee5b42fe262adade',
    two: '36478b99795df4be',
    one: 'fc3caf6776a28bde',
  },
  'top-up-walled-garden': {
    complete: '1ede84adfa8e9268',
    'without-sign-in': '0dd2c978345404c6',
    'without-service': 'a9d36cc981fdbf2d',
    'without-revocation': 'f7d6df797e115c26',
    'without-portal': '2cb4a0b025490331',
    'without-cdn': 'c20a5860e4629e23',
    'new-session-needed': '1e6fdae3d6ce00cc',
  },
  'trouble-on-the-way': { baseline: '436cb5fe4e52c522' },
  'update-on-a-meter': {
    'metered-plan': '5ed4b2e90b6d0378',
    exempt: 'bc562d274393e930',
    'unmetered-home': '6dfbe428e5c21363',
    'wrong-cost': '9dda493c98555912',
  },
  'ways-to-buy': {
    'with-app': '0c2cf6f211947701',
    'without-app': '4c008722c1a3b77f',
    'mobile-plans': 'a4e249abd1a5c756',
  },
  'windows-setup-connect': { 'with-plan': 'a6fecf622c735cdd', 'without-plan': '25cdd58afd5169c2' },
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
    '%s has it in each variant, keeps the laws, and does what it expects',
    async name => {
      const scenario = scenarioOf(name);
      const runs: Ran[] = [];
      for (const variant of scenario.variants)
        runs.push(await runScenario(scenario, { variant, reproduce: `mpsim run scenarios/${name}.yaml` }));
      expect(Object.fromEntries(runs.map(({ result: { summary } }) => [summary.variant, summary.fingerprint]))).toEqual(
        golden[name],
      );
      expect(runs.flatMap(({ breaches }) => breaches)).toEqual([]);
      // What compares variants is judged when all of them have been run.
      const claims = judgeTogether(scenario, runs).flatMap(({ result: { summary } }) =>
        summary.expectations.filter(({ level }) => level !== 'question'),
      );
      expect(claims.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    },
    180_000,
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
