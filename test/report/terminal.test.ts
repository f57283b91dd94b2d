import { describe, expect, it } from 'vitest';
import { printComparison, printSummary } from '../../src/report/index.ts';
import { sampleIncidents, sampleResult } from '../kit/sample-result.ts';

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

  it('names an act by hand as a moment, with whom it was done to', () => {
    const result = sampleResult();
    const at = { from_us: 9 * 3600e6, until_us: 9 * 3600e6, kind: 'act', group: 'buyers', first: 6 } as const;
    result.details.incidents = [
      { ...at, name: 'a', act: 'close the lid', count: 1 },
      { ...at, name: 'b', act: 'turn Wi-Fi off', count: 2_000 },
      { ...at, name: 'c', act: 'restart', count: 0 },
    ];
    const lines = printSummary(result, { colour: false, width: 240 }).split('\n');
    const first = lines.findIndex(line => line.startsWith('INCIDENTS '));
    expect(lines.slice(first, first + 3).map(line => line.slice(10))).toEqual([
      'a: close the lid: buyers 7, Mon 09:00',
      'b: turn Wi-Fi off: 2\u202f000 of buyers, Mon 09:00',
      'c: restart: nobody of buyers was there, Mon 09:00',
    ]);
  });

  it('names each incident with what was done, when by the local clock, and to what effect', () => {
    const result = sampleResult();
    result.details.incidents = sampleIncidents();
    const lines = printSummary(result, { colour: false, width: 240 }).split('\n');
    const at = lines.findIndex(line => line.startsWith('INCIDENTS '));
    expect(lines.slice(at, at + 7).map(line => line.slice(10))).toEqual([
      'smdp-slow: SM-DP+ of contoso four times as slow, Mon 00:00 to 01:00; requests sent meanwhile: none',
      'release: API servers of contoso redeployed one by one, Mon 09:00 to 09:06; requests sent meanwhile: 217 answered',
      'operator-api-hung-again-after-the-release-of-last-week: operator API of contoso hung, Mon 09:12 to 09:30; requests sent meanwhile: 138 without an answer in time, 40 turned away by a full queue, 12 answered',
      'promo: campaign reached 2\u202f000 of laptops, Mon 14:00 until the end',
      'flash: campaign reached 1 of laptops, Mon 14:30',
      expect.stringMatching(/^service-errors.*: Mobile Plans service failed 20 % of requests, Mon 23:00 to 23:30;/),
      expect.stringMatching(
        /^portal-down: operator web portal of contoso refused everything, Mon 23:45 until the end;/,
      ),
    ]);
    expect(text).not.toContain('INCIDENTS');
  });

  it('leaves out a question that nobody asked and a title that is only the name', () => {
    const result = sampleResult();
    Object.assign(result.summary, { question: '', title: result.summary.scenario });
    for (const printed of [
      printSummary(result, { colour: false, width: 200 }),
      printComparison([result], { colour: false, width: 200 }),
    ]) {
      expect(printed).not.toContain('QUESTION');
      expect(printed.split('\n')[0]!.split('launch-callback')).toHaveLength(2);
    }
  });

  it('says in one line what was not measured', () => {
    const comparison = printComparison([sampleResult()], { colour: false, width: 100 });
    for (const printed of [text, comparison]) {
      expect(printed.split('\n').filter(line => line.includes('hotspot.sessions'))).toEqual([
        'Not measured, for want of a single observation: hotspot.sessions',
      ]);
    }
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
