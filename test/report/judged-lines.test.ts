/** Claims over replications in words: the value with its interval, what decides, and what is missing for a verdict. */
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { JudgedOverReplications, SampledValue } from '../../src/experiments/claims/over-replications.ts';
import { judgedInWords, judgedLines } from '../../src/report/judged-lines.ts';

const value = (mean: number | null, reach: number, more: Partial<SampledValue> = {}): SampledValue => ({
  n: 30,
  mean,
  low: mean === null ? null : mean - reach,
  high: mean === null ? null : mean + reach,
  missing: 0,
  never: 0,
  ...more,
});
const minutes = (n: number) => n * 60e6;
const judged = (more: Partial<JudgedOverReplications>): JudgedOverReplications => ({
  text: 'p95(x) <= 20 min',
  verdict: 'pass',
  replications: 30,
  level: 0.95,
  unit: 'µs',
  value: value(minutes(17), minutes(1)),
  bound: value(minutes(20), 0),
  difference: value(minutes(-3), minutes(1)),
  ...more,
});

describe('a claim over replications', () => {
  it.each<[string, Partial<JudgedOverReplications>]>([
    ['✓ p95(x) <= 20 min: 17 min (95 % 16 min to 18 min)', {}],
    [
      '✗ p95(x) <= 20 min: 17 min (95 % 16 min to 18 min) in delayed - too slow',
      { verdict: 'fail', variant: 'delayed', why: 'too slow' },
    ],
    [
      '? p95(x) <= 20 min: undecided, 17 min (95 % 16 min to 18 min), about 42 more replications would decide',
      { verdict: 'undecided', undecided: { because: 'the interval holds the bound', more: 42 } },
    ],
    [
      '? p95(x) <= 20 min: undecided, 17 min (95 % 16 min to 18 min), about 1\u202f300 more replications would decide',
      { verdict: 'undecided', undecided: { because: 'the interval holds the bound', more: 1234 } },
    ],
    [
      '? p95(x) <= 20 min: undecided, no data in 2 of 30 replications',
      { verdict: 'undecided', value: value(null, 0), undecided: { because: 'no data', replications: 2 } },
    ],
    ['· p95(x) <= 20 min: not judged, needs other variants', { verdict: 'not judged', value: null, replications: 0 }],
    [
      '✗ left = 0: 0.2 on average, broken in 1 of 30 replications, first in replication 7',
      { text: 'left = 0', verdict: 'fail', unit: 'count', value: value(0.2, 0.1), bound: value(0, 0), breaches: [7] },
    ],
    ['✓ left = 0: 0 (the same in all 30 replications)', { text: 'left = 0', unit: 'count', value: value(0, 0) }],
    [
      '✓ a in async >= a in inline: yes, 37 % against 35 %, 2.0 points (95 % 1.5 to 2.5) above it',
      {
        text: 'a in async >= a in inline',
        question: true,
        unit: 'share',
        value: value(0.37, 0.02),
        bound: value(0.35, 0.02),
        difference: value(0.02, 0.005),
      },
    ],
    [
      '✗ b in async >= b in inline: no, 17 min against 20 min, 180 s (95 % 120 to 240) below it',
      { text: 'b in async >= b in inline', verdict: 'fail', question: true, bound: value(minutes(20), minutes(1)) },
    ],
    [
      '✓ left = 0: 0 (the same in all 30 replications) in every variant',
      {
        text: 'left = 0',
        unit: 'count',
        value: value(0, 0),
        bound: value(0, 0),
        difference: value(0, 0),
        variant: 'a',
      },
    ],
    [
      '✓ p95(x) <= 20 min: in every variant, nearest to the bound 17 min (95 % 16 min to 18 min) in async',
      { variant: 'async' },
    ],
    [
      '✗ p95(x) <= 20 min: 17 min (95 % 16 min to 18 min) in delayed, also broken in inline and async',
      {
        verdict: 'fail',
        variant: 'delayed',
        byVariant: (['inline', 'delayed', 'async'] as const).map(variant => ({ variant, verdict: 'fail' })),
      },
    ],
    ['✓ p95(x) <= 20 min: 17.00 min (95 % 16.95 to 17.05)', { value: value(minutes(17), minutes(0.05)), unit: 'µs' }],
    ['✗ a = 0 and b: not met', { text: 'a = 0 and b', verdict: 'fail', unit: '', value: null, bound: null }],
  ])('%s', (words, more) => expect(judgedInWords(judged(more))).toBe(words));

  it('keeps within the terminal, and shows no character that steers it', () => {
    const lines = judgedLines([judged({ text: `\u001b[31m${'long '.repeat(40)}` })], 60, pc.createColors(false));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines.join('')).not.toContain('\u001b');
  });
});
