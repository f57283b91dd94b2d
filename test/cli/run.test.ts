import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Summary } from '../../src/experiments/index.ts';
import { buyers, Desk, type Ended, twoWays } from './mpsim.ts';

let desk: Desk;
beforeAll(() => {
  desk = new Desk();
  desk.write('buyers.yaml', buyers);
  desk.write('two-ways.yaml', twoWays);
});
afterAll(() => desk.clear());

const summaryAt = (...parts: string[]): Summary =>
  JSON.parse(readFileSync(desk.path(...parts, 'summary.json'), 'utf8'));

/** Run folders below a folder of one scenario. */
const runsIn = (folder: string): string[] =>
  desk.written().filter(name => name.startsWith(`${folder}/`) && /^[^/]+$/.test(name.slice(folder.length + 1)));

describe('mpsim run', () => {
  let plain: Ended;
  beforeAll(async () => {
    plain = await desk.run('run', 'buyers.yaml');
  });

  it('writes a run folder and prints the summary, with nothing on stderr', () => {
    const { code, out, err } = plain;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('QUESTION  How many get online?');
    expect(out).toContain('REPORT    out/buyers/baseline-seed-7/report.html');
    expect(out.trimEnd().split('\n').at(-1)).toBe('Reproduce: mpsim run buyers.yaml --seed 7');
    expect(desk.written().filter(name => name.startsWith('out/buyers/baseline-seed-7/'))).toEqual(
      expect.arrayContaining(
        [
          'summary.json',
          'manifest.json',
          'report.html',
          'charts/usage.svg',
          'charts/usage.vl.json',
          'charts/flow.svg',
        ].map(name => `out/buyers/baseline-seed-7/${name}`),
      ),
    );
  });

  it('writes no colours where nobody looks', () => expect(plain.out).not.toContain('\u001b'));

  it('summarises the run in the documented form', () => {
    const summary = summaryAt('out/buyers/baseline-seed-7');
    expect(summary).toMatchObject({
      schema: 'mpsim.summary/1',
      scenario: 'buyers',
      variant: 'baseline',
      seed: 7,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      simulated_us: 14 * 3600e6,
      events: expect.any(Number),
      reproduce: 'mpsim run buyers.yaml --seed 7',
      expectations: [{ text: 'activation.success >= 40 %', verdict: 'pass', value: expect.any(Number) }],
    });
    const share = { unit: 'share', n: expect.any(Number), censored: 0, value: expect.any(Number) };
    const spread = {
      unit: 'µs',
      n: expect.any(Number),
      censored: 0,
      mean: expect.any(Number),
      p50: expect.any(Number),
      p95: expect.any(Number),
      p99: expect.any(Number),
      max: expect.any(Number),
    };
    const each = {
      '1s': expect.any(Number),
      '10s': expect.any(Number),
      '1min': expect.any(Number),
      '5min': expect.any(Number),
    };
    expect(summary.metrics).toMatchObject({
      'activation.success': share,
      'activation.duration': spread,
      'getBalance.requests': { unit: 'count', value: expect.any(Number) },
      'getBalance.rate': { unit: 'per s', mean: expect.any(Number), peaks: each, peaksByChance: each },
      'getBalance.latency': spread,
      'getBalance.success': share,
      'usage.bytes': { unit: 'B', value: expect.any(Number) },
      'balance.remaining': { ...spread, unit: 'B' },
    });
  });

  it('prints with --json what it writes, and with --verify runs twice and compares fact by fact', async () => {
    const { code, out, err } = await desk.call('run', 'buyers.yaml', '--json', '--verify');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(summaryAt('out/buyers/baseline-seed-7'));
    expect(err).toMatch(/^Verified \(baseline\): the second run told the same \d+ facts\.\n$/);
  });

  it('is not disturbed by a reader who stops reading', async () => {
    expect(await desk.shell('mpsim run buyers.yaml | head -1')).toEqual({
      code: 0,
      err: '',
      out: expect.stringMatching(/^A hundred buyers .+\n$/),
    });
  });

  it('ends with 3 when an expectation stays undecided, unless that is allowed', async () => {
    desk.write(
      'undecided.yaml',
      buyers
        .replace('200 per day', '1 per day')
        .replace('activation.success >= 40 %', 'p95(activation.duration) <= 10 min')
        .replace('length: 12 h', 'length: 1 min'),
    );
    expect((await desk.call('run', 'undecided.yaml')).code).toBe(3);
    expect((await desk.call('run', 'undecided.yaml', '--allow-undecided')).code).toBe(0);
  });
});

describe('mpsim run with variants', () => {
  it('runs every one with the same seed: a folder each, one joined page, one array through a pipe', async () => {
    const line = 'mpsim run two-ways.yaml --json --seed 3 --out all | cat';
    const { code, out } = await desk.shell(`set -o pipefail; ${line}`);
    expect(code).toBe(3);
    expect(JSON.parse(out).map(({ variant, seed }: Summary) => [variant, seed])).toEqual([
      ['today', 3],
      ['strict', 3],
    ]);
    const page = readFileSync(desk.path('all/two-ways/index.html'), 'utf8');
    expect(page).toContain('today-seed-3/report.html');
    expect(page).toContain('strict-seed-3/report.html');
  });

  it('prints them side by side, and ends with 3 when an expectation fails in one of them', async () => {
    const { code, out } = await desk.call('run', 'two-ways.yaml');
    expect(code).toBe(3);
    expect(out).toMatch(/^ +today +strict$/m);
    expect(out).toMatch(/^activation\.success >= 40 % +✓ .+ +✗ .+$/m);
  });
});

describe('mpsim run of one variant with another input, to another place', () => {
  const servers = 'operators.contoso.smdp.servers=3';
  let ended: Ended;
  beforeAll(async () => {
    const args = ['two-ways.yaml', '--variant', 'today', '--set', servers];
    ended = await desk.call('run', ...args, '--out', 'elsewhere', '--json');
  });

  it('runs that variant alone, and says how to run it again', () => {
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({
      variant: 'today',
      reproduce: `mpsim run two-ways.yaml --variant today --seed 7 --set ${servers}`,
    });
  });

  it('keeps it there, apart from others, in a folder whose name carries a hash of its inputs', () => {
    const [folder, ...more] = runsIn('elsewhere/two-ways');
    expect(folder).toMatch(/^elsewhere\/two-ways\/today-seed-7-[0-9a-f]+$/);
    expect(more).toEqual([]);
    expect(runsIn('out/two-ways').filter(name => name.includes('today-seed-7-'))).toEqual([]);
  });

  it('does with the reproduce line what it did before, byte for byte', async () => {
    /** A character for each byte: a comparison of texts takes no time, one of buffers takes seconds. */
    const bytesIn = (folder: string) =>
      ['summary.json', 'report.html', 'charts/balance.svg', 'charts/balance.vl.json'].map(name =>
        readFileSync(desk.path(folder, name), 'latin1'),
      );
    const [folder] = runsIn('elsewhere/two-ways');
    await desk.shell(`${summaryAt(folder!).reproduce} --out again`);
    const [again] = runsIn('again/two-ways');
    expect(bytesIn(again!)).toEqual(bytesIn(folder!));
  });
});

describe('Ctrl-C during mpsim run', () => {
  /** Far more than can be done in a test; the warning tells us that the command is at work. */
  const endless = twoWays.replace('200 per day', '400_000 per day');
  const args = ['run', 'endless.yaml', '--set', 'operators.contoso.portal.paymentFails=5 %'];

  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.clear());

  it('ends with 130, keeps what is finished, and marks the run under way as partial', async () => {
    desk.write('endless.yaml', endless);
    const { child, ended } = desk.start(...args);
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { code, err } = await ended;
    expect(code).toBe(130);
    expect(err).toContain('Interrupted');
    const [folder] = desk.written().filter(name => /^out\/endless\/today-seed-7-[^/]+$/.test(name));
    expect(existsSync(desk.path(folder!, 'PARTIAL'))).toBe(true);
    expect(JSON.parse(readFileSync(desk.path(folder!, 'manifest.json'), 'utf8')).complete).toBe(false);
    expect(desk.written().some(name => name.includes('strict'))).toBe(false);
  });

  it('leaves a whole run of the same inputs alone', async () => {
    desk.write('endless.yaml', endless.replace('400_000 per day', '1 per day'));
    await desk.call(...args, '--variant', 'today');
    desk.write('endless.yaml', endless);
    const { child, ended } = desk.start(...args, '--variant', 'today');
    child.stderr?.once('data', () => child.kill('SIGINT'));
    await ended;
    const folders = desk.written().filter(name => /^out\/endless\/today[^/]+$/.test(name));
    expect(folders.map(folder => existsSync(desk.path(folder, 'PARTIAL')))).toEqual([false, true]);
    expect(folders[1]).toBe(`${folders[0]}-partial`);
  });
});
