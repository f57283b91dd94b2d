/** `mpsim sweep`: a folder with curves for whoever asks rightly, the nearest word and exit code 2 for whoever does not. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './mpsim.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.write('calls.yaml', calls);
});
afterEach(() => desk.clear());

const calls = `mpsim: 1
about: { title: Calls, question: How many servers? }
run: { length: 20 min, seed: 4 }
operators: { contoso: { from: de/Telekom, api: { servers: 1, queue: 50, service: exponential mean 300 ms } } }
population: { lines: { count: 1_000, device: { sim: hot }, flyout: { opens: 100 per day }, usage: none } }
expect: [p95(getBalance.latency) <= 1 s]
`;
const servers = 'operators.contoso.api.servers';

describe('a sweep', () => {
  it('says what each number does, and keeps report, charts, table and summary', async () => {
    const { code, out, err } = await desk.call(
      'sweep',
      'calls.yaml',
      '--vary',
      `${servers}=1,2,4`,
      '--replications',
      '3',
    );
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(out).toContain('Calls (calls, baseline, seed 4, 3 points × 3 replications)');
    expect(out).toMatch(/p95\(getBalance\.latency\) falls with api\.servers/);
    expect(out).toContain('sampling error only');
    expect(out).toContain(`Reproduce: mpsim sweep calls.yaml --seed 4 --vary ${servers}=1,2,4 --replications 3`);
    const folder = desk.written().find(name => /sweep-seed-4-[0-9a-f]{6}$/.test(name))!;
    const summary = JSON.parse(readFileSync(desk.path(folder, 'summary.json'), 'utf8'));
    expect(summary).toMatchObject({ schema: 'mpsim.sweep/1', replications: 3, axes: [{ path: servers, unit: '' }] });
    expect(summary.points).toHaveLength(3);
    const latency = summary.numbers.find(({ name }: { name: string }) => name === 'p95(getBalance.latency)');
    expect(latency.points.map(({ n }: { n: number }) => n)).toEqual([3, 3, 3]);
    const written = desk.written().filter(name => name.startsWith(`${folder}/`));
    expect(written.map(name => name.slice(folder.length + 1))).toEqual(
      expect.arrayContaining(['manifest.json', 'report.html', 'tables/sweep.parquet']),
    );
    expect(written.some(name => /charts\/response-p95.*\.svg$/.test(name))).toBe(true);
  });

  it.each([
    [
      'a path that does not exist',
      [`operators.contoso.api.srevers=1..3`],
      [],
      'Did you mean `operators.contoso.api.servers`?',
    ],
    ['a value that the setting cannot be', ['operators.contoso.api.service=100 ms,5'], [], '5 of what?'],
    [
      'a number that nobody measures',
      [`${servers}=1..3`],
      ['--metric', 'p95(getBalance.latncy)'],
      'Did you mean `p95(getBalance.latency)`?',
    ],
    ['three parameters', [`${servers}=1,2`, 'run.seed=1,2', 'run.length=1 h,2 h'], [], 'one parameter or two'],
  ])('refuses %s before anything runs', async (_, vary, others, words) => {
    const { code, out, err } = await desk.call(
      'sweep',
      'calls.yaml',
      ...vary.flatMap(one => ['--vary', one]),
      ...others,
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(desk.written()).toEqual([]);
  });
});
