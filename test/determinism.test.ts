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
import { loadScenario } from '../src/scenarios/index.ts';

const golden: Record<string, string> = {
  'first-esim-purchase': 'f0836c5ae977deef',
  'getbalance-10000-sims': '992887bcc57def86',
  'getbalance-load-test': 'c0924f5de44eb819',
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
  it('all have a golden fingerprint', () => expect(Object.keys(golden).sort()).toEqual(bundled));

  it.each(bundled)('%s has it', async name => {
    const { result, breaches } = await run(name);
    expect(breaches).toEqual([]);
    expect(result.summary.fingerprint).toBe(golden[name]);
    expect(result.summary.expectations.map(({ verdict }) => verdict)).not.toContain('fail');
  });
});

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

  it('with another seed is another run', async () => {
    const fingerprints = await Promise.all(
      [1, 2, 3].map(async seed => (await run(name, seed, few)).result.summary.fingerprint),
    );
    expect(new Set(fingerprints).size).toBe(3);
  });
});
