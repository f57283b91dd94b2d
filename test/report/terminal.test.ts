import { describe, expect, it } from 'vitest';
import { printComparison, printSummary } from '../../src/report/index.ts';
import { sampleResult } from '../kit/sample-result.ts';

const bell = String.fromCharCode(7);
const escapeCode = String.fromCharCode(27);

describe('the summary on the terminal', () => {
  const text = printSummary(sampleResult(), {
    colour: false,
    width: 100,
    report: 'out/launch-callback/inline-seed-42/report.html',
  });

  it('answers first, then says what was expected, and ends with the way to get it again', () => {
    const order = [
      'QUESTION',
      'ANSWER',
      'EXPECT',
      'purchase.soldAndOnline ',
      'OUTCOMES',
      'LAWS',
      'REPORT',
      'Reproduce:',
    ];
    const places = order.map(word => text.indexOf(word));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(text.trimEnd().endsWith('Reproduce: mpsim run launch-callback.yaml --variant inline --seed 42')).toBe(true);
  });

  it('ticks what was met, crosses what was not, and asks where it is undecided', () => {
    expect(text).toContain('✓ share(purchase.soldAndOnline) >= 75 %: 77.1 % (bound 75 %)');
    expect(text).toContain('✗ share(purchase.refunds) <= 1 %: 2.4 % (bound 1 %)');
    expect(text).toContain('? p95(hotspot.signIn) < 5 s: not measured');
    expect(text).toContain('2 of 4 expectations met, 1 undecided');
  });

  it('names a broken law with its breach', () => {
    expect(text).toContain('✗ a profile is on one eUICC only: ICCID 8988303000000614227 on two eUICCs');
  });

  it('names the preset that gave what the scenario left open', () => expect(text).toContain('preset published'));

  it('names each incident with what it did', () => {
    const result = sampleResult();
    result.details.incidents = [
      {
        name: 'api-down',
        kind: 'hang',
        from_us: 3_600e6,
        until_us: 4_200e6,
        requests: { answered: 12, timedOut: 138, shed: 40 },
      },
      { name: 'promo', kind: 'campaign', from_us: 7_200e6, until_us: 9_000e6 },
    ];
    const lines = printSummary(result, { colour: false, width: 200 }).split('\n');
    const at = lines.findIndex(line => line.startsWith('INCIDENTS '));
    expect(lines[at]).toBe(
      'INCIDENTS api-down (hang) from 1 h for 10 min; requests sent meanwhile: 12 answered, 138 without an answer in time, 40 turned away, queue full',
    );
    expect(lines[at + 1]!.trim()).toBe('promo (campaign) from 2 h for 30 min');
    expect(text).not.toContain('INCIDENTS');
  });

  it('uses colours only when asked', () => {
    expect(text).not.toContain(escapeCode);
    expect(printSummary(sampleResult(), { colour: true, width: 100 })).toContain(`${escapeCode}[`);
  });

  it.each([40, 60, 80, 120])('fits a terminal of %d columns', width => {
    const results = ['inline', 'async', 'delayed'].map(variant => sampleResult({ variant }));
    const lines = [
      printSummary(results[0]!, { colour: false, width }),
      printComparison(results, { colour: false, width }),
    ]
      .join('')
      .split('\n');
    for (const line of lines.filter(one => !one.startsWith('Reproduce:')))
      expect(line.length, line).toBeLessThanOrEqual(width);
  });

  it('lets no name steer the terminal', () => {
    const result = sampleResult({ variant: `${escapeCode}[2Jgone` });
    result.summary.title = `${escapeCode}]0;title${bell}`;
    result.details.outcomes[0]!.outcome = '\r\nReproduce: rm -rf /';
    const printed = printSummary(result, { colour: false, width: 80 });
    expect(printed).not.toContain(escapeCode);
    expect(printed).not.toContain(bell);
    expect(printed).not.toContain('\r');
    expect(printed.split('\n').filter(line => line.startsWith('Reproduce:'))).toHaveLength(1);
  });
});

describe('several variants on the terminal', () => {
  it('stand side by side', () => {
    const text = printComparison([sampleResult(), sampleResult({ variant: 'async' })], { colour: false, width: 120 });
    expect(text).toMatch(/ {3,}inline +async/);
    expect(text).toMatch(/activation\.duration +49 s median +49 s median/);
  });
});
