/**
 * The intervals hold the truth as often as docs/validity.md says: the first experiments of every study are made again, by
 * the same code.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measure, meetsBound, type Study, shareBounds } from '../../../bench/interval-coverage/measure.ts';
import { normal, sample } from '../../../bench/interval-coverage/models.ts';
import { publishedLines } from '../../../bench/interval-coverage/page.ts';
import { studies } from '../../../bench/interval-coverage/studies.ts';
import { meanInterval } from '../../../src/experiments/statistics/intervals.ts';
import { methods } from '../../../src/experiments/statistics/methods.ts';

const page = readFileSync(new URL('../../../docs/validity.md', import.meta.url), 'utf8');
const published = publishedLines(page);
const linesOf = ({ lines }: Study): string => lines.map(({ what }) => what).join(' and ');

/** Studies whose single experiment takes more than a few milliseconds are left to the published measurement. */
const quick = studies.filter(study => !/\d\d\d,000 customers|pairs|1,000 values| 5 per s/.test(linesOf(study)));

describe('docs/validity.md', () => {
  it('names every method and says what it is', () => {
    for (const name of Object.values(methods)) expect(page).toContain(`- **${name}**: `);
  });

  it('has a line for everything that is measured, and for nothing else', () => {
    const measured = studies.flatMap(({ lines }) => lines.map(({ method, what }) => `${method}: ${what}`));
    expect(published.map(({ method, what }) => `${method}: ${what}`)).toEqual(measured);
    expect(measured.length).toBeGreaterThan(25);
  });

  it('says of every line whether it meets the bound', () => {
    const rows = page.split('\n').filter(line => / % to /.test(line) && line.startsWith('| '));
    for (const row of rows) {
      const [, , , range, verdict] = row.slice(2, -2).split(' | ');
      const [low, high] = range.split(' to ').map(text => Number(text.slice(0, -2)) / 100);
      expect(verdict, row).toBe(meetsBound({ low, high }) ? 'yes' : '**no**');
    }
  });
});

describe('two hundred experiments', () => {
  it.each(quick.map(study => [linesOf(study), study] as const))('cover as published: %s', (_, study) => {
    for (const { method, what, covered, times } of measure(study, 200)) {
      const { share } = published.find(line => line.method === method && line.what === what)!;
      const { low, high } = shareBounds(covered, times, 0.9999);
      expect(share, `${method}, ${what}: ${covered} of 200`).toBeGreaterThanOrEqual(low - 0.0005);
      expect(share, `${method}, ${what}: ${covered} of 200`).toBeLessThanOrEqual(high + 0.0005);
    }
  });

  it('find out an interval that is too narrow', () => {
    const tooNarrow: Study = {
      lines: [{ method: methods.studentT, what: 'two thirds of the width', truth: 10 }],
      times: 200,
      intervals(dice) {
        const { mean, low, high, ...rest } = meanInterval(sample(dice, 'narrow', normal(10, 3), 10))!;
        return [{ ...rest, mean, low: mean - (mean - low) / 1.5, high: mean + (high - mean) / 1.5 }];
      },
    };
    expect(measure(tooNarrow).every(meetsBound)).toBe(false);
  });
});
