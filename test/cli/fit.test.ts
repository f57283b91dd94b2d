import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { buyers, Desk } from './mpsim.ts';

const desk = new Desk();
afterAll(() => desk.clear());
const log = readFileSync(new URL('../experiments/data/api-access.csv', import.meta.url));
desk.write('api-access.csv', log);

describe('mpsim fit', () => {
  it('prints one line, which a scenario takes as it stands, and says how good it is', async () => {
    const { code, out, err } = await desk.call('fit', 'api-access.csv', '--column', 'own_ms');
    expect(code).toBe(0);
    expect(out).toMatch(/^mix .* \| rest lognormal median .* p95 .*\n$/);
    expect(err).toContain('own_ms: 1000 values, taken as ms,');
    expect(err).toMatch(/^lognormal .* of the data .*, of the line .* \(−\d+ %\)/m);
    expect(err).toContain('Misfit: the largest difference between the share of values below a point');
    desk.write(
      's.yaml',
      buyers.replace('{ from: de/Telekom }', `{ from: de/Telekom, api: { service: ${out.trim()} } }`),
    );
    expect((await desk.call('validate', 's.yaml')).code).toBe(0);
  });

  it('prints one document with --json', async () => {
    const { code, out, err } = await desk.call('fit', 'api-access.csv', '--column', 'own_ms', '--unit', 's', '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'mpsim.fit/1',
      n: 1000,
      unit: 's',
      fitsWell: true,
      measured: 'measured from api-access.csv column own_ms in s',
      families: expect.arrayContaining([expect.objectContaining({ family: 'lognormal', misfit: expect.any(Number) })]),
    });
  });

  it('says so when no family fits', async () => {
    const rungs = Array.from({ length: 600 }, (_, i) => `${[1, 2, 500, 510, 9000, 9100][i % 6]}\n`);
    desk.write('rungs.csv', `latency\n${rungs.join('')}`);
    const { code, out, err } = await desk.call('fit', 'rungs.csv', '--column', 'latency', '--unit', 'ms');
    expect([code, out.split('\n').length]).toEqual([0, 2]);
    expect(err).toContain('use `measured from rungs.csv column latency in ms`.');
  });

  it('ends with 2 and without a stack for what cannot be fitted', async () => {
    desk.write('plain.csv', `latency\n${'5\n6\n'.repeat(20)}`);
    const wrong: [args: string[], sentence: string][] = [
      [['api-access.csv', '--column', 'own'], 'api-access.csv:1:1: There is no column `own`.'],
      [['plain.csv', '--column', 'latency'], 'In which unit is `latency`?'],
      [['api-access.csv', '--column', 'request', '--unit', 'ms'], 'api-access.csv:2:29: "getBalance" is not a number.'],
      [['api-access.csv', '--column', 'own_ms', '--unit', 'min/s'], '--unit min/s: '],
      [['none.csv', '--column', 'own_ms'], 'none.csv: There is no such file.'],
    ];
    for (const [args, sentence] of wrong) {
      const { code, out, err } = await desk.call('fit', ...args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(sentence);
      expect(err).not.toContain('    at ');
    }
  });
});

describe('mpsim run with measured values', () => {
  it('writes the hash of their file, and both offsets of a clock that changes, into the manifest', async () => {
    const words = 'measured from api-access.csv column own_ms in ms';
    const text = buyers
      .replace('{ from: de/Telekom }', `{ from: de/Telekom, api: { service: ${words} } }`)
      .replace('2019-09-02 00:00', '2019-10-27 00:00');
    desk.write('measured.yaml', text);
    const { code, err } = await desk.call('run', 'measured.yaml', '--allow-undecided');
    expect([code, err]).toEqual([0, '']);
    const manifest = JSON.parse(readFileSync(desk.path('out/measured/baseline-seed-7/manifest.json'), 'utf8'));
    expect(Object.keys(manifest.result.files)).toEqual(['measured.yaml', 'api-access.csv']);
    expect(manifest.result.settings).toMatchObject({
      utcOffset_us: 7_200e6,
      'utcChange.at_us': 3 * 3_600e6,
      'utcChange.utcOffset_us': 3_600e6,
      'buyers.utcChange.utcOffset_us': 3_600e6,
    });
  });
});
