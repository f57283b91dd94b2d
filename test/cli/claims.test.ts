import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Summary } from '../../src/experiments/index.ts';
import { buyers, Desk } from './mpsim.ts';

const claims = `${buyers.slice(0, buyers.indexOf('expect:')).replace('200 per day', '60 per day')}variants:
  today: baseline
  strict: { operators.contoso.portal.paymentFails: 90 % }
metrics:
  sold: share(charged > 0 among purchase)
expect:
  - that: sold in strict >= sold in today
    level: question
  - sold in today >= sold in strict + 1 %
`;

describe('mpsim run with claims about variants', () => {
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk();
    desk.write('claims.yaml', claims);
  });
  afterAll(() => desk.clear());

  const summaryOf = (variant: string): Summary =>
    JSON.parse(readFileSync(desk.path(`out/claims/${variant}-seed-7/summary.json`), 'utf8'));

  it('judges them when all variants are there, in each folder, and a question fails nothing', async () => {
    const { code, out } = await desk.call('run', 'claims.yaml', '--json');
    expect(code).toBe(0);
    const summaries: Summary[] = JSON.parse(out);
    expect(summaries).toEqual([summaryOf('today'), summaryOf('strict')]);
    for (const { expectations, metrics } of summaries) {
      expect(expectations).toMatchObject([
        { verdict: 'fail', level: 'question', value: expect.any(Number), bound: expect.any(Number) },
        { verdict: 'pass' },
      ]);
      expect(metrics.sold).toMatchObject({
        kind: 'value',
        unit: 'share',
        question: 'share(charged > 0 among purchase)',
      });
    }
    expect(summaries[0]!.reproduce).toBe('mpsim run claims.yaml --seed 7');
  });

  it('does not judge them when one variant is run alone, and says so', async () => {
    const before = readFileSync(desk.path('out/claims/strict-seed-7/summary.json'), 'utf8');
    const { code, out } = await desk.call('run', 'claims.yaml', '--variant', 'today');
    expect(code).toBe(0);
    expect(out).toContain('not judged, needs other variants');
    expect(out).toMatch(/^sold +[\d.]+ % +n \d+$/m);
    expect(summaryOf('today').expectations.map(({ verdict }) => verdict)).toEqual(['not judged', 'not judged']);
    expect(readFileSync(desk.path('out/claims/strict-seed-7/summary.json'), 'utf8')).toBe(before);
    expect(readFileSync(desk.path('out/claims/today-seed-7/report.html'), 'utf8')).toContain(
      'share(charged &gt; 0 among purchase)',
    );
  });

  it('answers a question in words, and fails when a gate does not hold', async () => {
    desk.write('gate.yaml', `${claims}  - sold <= 1 % in every variant\n`);
    const { code, out } = await desk.call('run', 'gate.yaml');
    expect(code).toBe(3);
    expect(out).toMatch(/✗ sold in strict >= sold in today: no, [\d.]+ % \(bound [\d.]+ %\)/);
    expect(out).toMatch(/✗ sold <= 1 % in every variant: [\d.]+ % \(bound 1 %\)/);
  });
});
