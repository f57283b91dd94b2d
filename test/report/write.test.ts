import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/experiments/run-result.ts';
import { type Manifest, renderAgain, writeIndexPage, writeRunFolder } from '../../src/report/index.ts';
import { contentHash, parquet } from '../../src/report/tables.ts';
import { sampleResult } from '../kit/sample-result.ts';

const manifest = (overrides: string[] = [], versions: Record<string, string> = {}): Manifest => ({
  result: {
    scenario: 'launch-callback',
    variant: 'inline',
    seed: 42,
    files: { 'launch-callback.yaml': 'abc' },
    overrides,
    fingerprint: 'b1946ac92492d2347c6235b4d2611184',
    settings: { preset: 'published' },
  },
  environment: { node: 'v20', ...versions },
});

/** One chart only, where the test is about the folder. */
function plainResult(changes: { variant?: string } = {}): RunResult {
  const result = sampleResult(changes);
  return {
    ...result,
    details: { ...result.details, series: result.details.series.slice(0, 1), histograms: [], outcomes: [] },
  };
}

let root: string;
let made = 0;
const newOut = (): string => join(root, `out-${made++}`);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mpsim-report-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function textsIn(folder: string): Promise<Record<string, string>> {
  const names = (await filesIn(folder)).filter(name => !name.endsWith('.parquet') && name !== 'manifest.json');
  return Object.fromEntries(
    await Promise.all(names.map(async name => [name, await readFile(join(folder, name), 'utf8')])),
  );
}

describe('a run folder', () => {
  it('holds manifest, summary, report, charts and tables', async () => {
    const out = newOut();
    const folder = await writeRunFolder(sampleResult(), { out, manifest: manifest() });
    expect(folder.endsWith(join('launch-callback', 'inline-seed-42'))).toBe(true);
    const files = await filesIn(folder);
    expect(files).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'summary.json',
        'report.html',
        'charts/usage.svg',
        'charts/usage.vl.json',
        'tables/requests.parquet',
      ]),
    );
    const written = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    expect(written).toMatchObject({
      complete: true,
      result: { seed: 42, tables: { requests: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
    expect(JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8'))).toEqual(sampleResult().summary);
  });

  it('has the same bytes for the same result, whatever the environment and whatever ran before', async () => {
    const [a, b] = [newOut(), newOut()];
    const first = await writeRunFolder(sampleResult(), { out: a, manifest: manifest() });
    await writeRunFolder(sampleResult({ variant: 'async', seed: 7 }), { out: b, manifest: manifest() });
    const second = await writeRunFolder(sampleResult(), { out: b, manifest: manifest([], { node: 'v22' }) });
    expect(await textsIn(second)).toEqual(await textsIn(first));
  });

  it('gets a short hash in its name when settings were overridden', async () => {
    const out = newOut();
    const one = await writeRunFolder(plainResult(), { out, manifest: manifest(['a=1']) });
    const two = await writeRunFolder(plainResult(), { out, manifest: manifest(['a=2']) });
    expect(one).toMatch(/inline-seed-42-[0-9a-f]{6}$/);
    expect(two).not.toBe(one);
  });

  it('is marked when the run was interrupted', async () => {
    const folder = await writeRunFolder(plainResult(), { out: newOut(), manifest: manifest(), partial: true });
    expect(await filesIn(folder)).toContain('PARTIAL');
    expect(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')).complete).toBe(false);
  });

  it('replaces the folder of the same run, leaving nothing of the old one behind', async () => {
    const out = newOut();
    const folder = await writeRunFolder(plainResult(), { out, manifest: manifest(), partial: true });
    await writeRunFolder(plainResult(), { out, manifest: manifest() });
    expect(await filesIn(folder)).not.toContain('PARTIAL');
    expect(await readdir(join(folder, '..'))).toEqual(['inline-seed-42']);
  });

  it('keeps the old folder whole when writing fails midway', async () => {
    const out = newOut();
    const folder = await writeRunFolder(plainResult(), { out, manifest: manifest() });
    const before = await textsIn(folder);
    const failing = writeRunFolder(plainResult(), {
      out,
      manifest: manifest(),
      files: { 'summary.json/trace': 'a folder cannot have the name of a file' },
    });
    await expect(failing).rejects.toThrow();
    expect(await textsIn(folder)).toEqual(before);
    expect(await readdir(join(folder, '..'))).toEqual(['inline-seed-42']);
  });

  it('stays inside the chosen folder, whatever the names', async () => {
    const out = newOut();
    const result = plainResult();
    result.summary.scenario = '../../escape';
    result.summary.variant = '/etc/passwd';
    result.details.tables[0]!.name = '../requests';
    result.details.series[0]!.name = '../../usage';
    const folder = await writeRunFolder(result, { out, manifest: manifest(), files: { '../../trace.ndjson': '' } });
    expect(folder.startsWith(out)).toBe(true);
    expect(await readdir(root)).not.toContain('escape');
    expect(await filesIn(out)).toEqual((await filesIn(folder)).map(name => join(folder.slice(out.length + 1), name)));
  });

  it('is never written through a link, nor over something that is no run', async () => {
    const out = newOut();
    const elsewhere = await mkdtemp(join(root, 'elsewhere-'));
    await mkdir(out);
    await symlink(elsewhere, join(out, 'launch-callback'));
    await expect(writeRunFolder(plainResult(), { out, manifest: manifest() })).rejects.toThrow(/symbolic link/);
    expect(await readdir(elsewhere)).toEqual([]);

    const precious = join(newOut(), 'launch-callback', 'inline-seed-42');
    await mkdir(precious, { recursive: true });
    await writeFile(join(precious, 'thesis.txt'), 'precious');
    await expect(writeRunFolder(plainResult(), { out: join(precious, '../..'), manifest: manifest() })).rejects.toThrow(
      /no run folder/,
    );
    expect(await readdir(precious)).toEqual(['thesis.txt']);
  });

  it('can be drawn again from its own files', async () => {
    const folder = await writeRunFolder(plainResult(), { out: newOut(), manifest: manifest() });
    const before = await textsIn(folder);
    await writeFile(join(folder, 'report.html'), 'lost');
    await rm(join(folder, 'charts'), { recursive: true });
    await renderAgain(folder);
    expect(await textsIn(folder)).toEqual(before);
  });

  it('holds its pictures as PNG too, where that is asked for', async () => {
    const folder = await writeRunFolder(plainResult(), { out: newOut(), manifest: manifest(), png: true });
    const files = await filesIn(folder);
    const pictures = files.filter(name => name.endsWith('.svg'));
    expect(pictures).toContain('charts/flow.svg');
    for (const name of pictures) expect(files).toContain(name.replace('.svg', '.png'));
    const bytes = await readFile(join(folder, 'charts/flow.png'));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  it('is linked from a joined page with the figures of all variants side by side', async () => {
    const out = newOut();
    const results = ['inline', 'a b'].map(variant => plainResult({ variant }));
    const runs = [];
    for (const result of results)
      runs.push({ result, folder: await writeRunFolder(result, { out, manifest: manifest() }) });
    const page = await readFile(await writeIndexPage(runs, { out }), 'utf8');
    for (const { folder } of runs) expect(page).toContain(`href="${folder.split('/').at(-1)}/report.html"`);
    expect(page.match(/2 min 41 s/g)?.length).toBe(2);
  });
});

describe('tables', () => {
  it('read back from Parquet as they were', async () => {
    const [table] = sampleResult().details.tables;
    const bytes = await parquet(table!);
    const rows = await parquetReadObjects({ file: bytes.slice().buffer });
    expect(rows).toHaveLength(200);
    expect(rows[0]).toEqual({ request: 0, started_us: 0, latency_us: null, outcome: 'timedOut', retried: true });
    expect(rows[1]).toMatchObject({ request: 1, outcome: 'answered', retried: false });
  });

  it('have one content hash per content', () => {
    const [table] = sampleResult().details.tables;
    expect(contentHash(table!)).toBe(contentHash(structuredClone(table!)));
    const other = structuredClone(table!);
    other.columns[1]!.values[3] = 1;
    expect(contentHash(other)).not.toBe(contentHash(table!));
  });

  it('may be empty', async () => {
    const empty = { name: 'none', columns: [{ name: 'x', type: 'DOUBLE' as const, values: [] }] };
    expect(await parquetReadObjects({ file: (await parquet(empty)).slice().buffer })).toEqual([]);
  });
});
