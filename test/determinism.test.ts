/**
 * Same scenario, same seed: the same bytes. The fingerprints of the bundled scenarios are golden: a change of theirs is a
 * change of the simulated world, and its commit says why.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Ran, runScenario } from '../src/experiments/index.ts';
import { writeRunFolder } from '../src/report/index.ts';
import { loadScenario, loadScenarioText } from '../src/scenarios/index.ts';

/** Of every scenario, each variant. */
const golden: Record<string, Record<string, string>> = {
  'cdma-activation': { baseline: '88f2335c43aa60e3' },
  'connect-active-device': { baseline: 'ccbdbd28d78f35c0' },
  'day-of-laptops': { baseline: '39cd031f80def6a3' },
  'first-esim-purchase': { baseline: 'e077d2963de044cb' },
  'getbalance-10000-sims': { baseline: 'a697569c04f306f5' },
  'getbalance-load-test': { baseline: '82e7d93b92053cf7' },
  'life-of-lines': { baseline: '7ece8359cf80a20e' },
  'purchase-with-app': { baseline: '675cb12e578bcd68' },
  'purchase-without-app': {
    'opened-at-once': '7c6ce7e600efee78',
    'new-connection': '9ccdaa8d20cf282c',
    reconnect: 'f1ad2eabde63f815',
  },
  'sim-states': { cold: '196d7836edac5c03', warm: 'ff6d20595e81af04', hot: '7bc88daf29230cc1' },
  'sm-dp-plus-outage': { baseline: '16516191b60ce496' },
  'trouble-on-the-way': { baseline: '3ac76d5d46fb433e' },
  'windows-setup-connect': { 'with-plan': '9c64f1e37cc09f5d', 'without-plan': 'b48603f7815d6d9e' },
};

const bundled = readdirSync('scenarios')
  .filter(name => name.endsWith('.yaml'))
  .map(name => name.replace('.yaml', ''))
  .sort();

const scenarioOf = (name: string, set: [string, string][] = []) => loadScenario(`scenarios/${name}.yaml`, { set });
const run = (name: string, seed?: number, set?: [string, string][], variant = 'baseline'): Promise<Ran> =>
  runScenario(scenarioOf(name, set), {
    variant,
    ...(seed === undefined ? {} : { seed }),
    reproduce: `mpsim run scenarios/${name}.yaml`,
  });

describe('the bundled scenarios', () => {
  const variants = bundled.flatMap(name => scenarioOf(name).variants.map(variant => [name, variant] as const));

  it('all have a golden fingerprint, in every variant', () =>
    expect(Object.entries(golden).flatMap(([name, own]) => Object.keys(own).map(variant => [name, variant]))).toEqual(
      variants,
    ));

  it.each(variants)('%s has it as %s', async (name, variant) => {
    const { result, breaches } = await run(name, undefined, undefined, variant);
    expect(breaches).toEqual([]);
    expect(result.summary.fingerprint).toBe(golden[name]![variant]);
    const claims = result.summary.expectations.filter(({ level }) => level !== 'question');
    expect(claims.map(({ verdict }) => verdict)).not.toContain('fail');
  });
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
