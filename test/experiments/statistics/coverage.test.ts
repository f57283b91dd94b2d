/**
 * The intervals hold the truth as often as docs/validity.md says: the first experiments of every study are made again, by
 * the same code.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  bound,
  choices,
  measure,
  meetsBound,
  plainStudent,
  type Study,
  shareBounds,
} from '../../../bench/interval-coverage/measure.ts';
import { normal, sample } from '../../../bench/interval-coverage/models.ts';
import { publishedLines } from '../../../bench/interval-coverage/page.ts';
import { studies } from '../../../bench/interval-coverage/studies.ts';
import { meanInterval } from '../../../src/experiments/statistics/intervals.ts';
import { methods } from '../../../src/experiments/statistics/methods.ts';

const page = readFileSync(new URL('../../../docs/validity.md', import.meta.url), 'utf8');
const published = publishedLines(page);
const linesOf = ({ lines }: Study): string => lines.map(({ method, what }) => `${method}, ${what}`).join(' and ');

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
    for (const { what, low, high, isMet } of published) expect(isMet, what).toBe(meetsBound({ low, high }));
  });
});

describe('a method as it is used', () => {
  /** Half of the samples hold nothing of what happens once in fifty: no interval made of them can know. */
  const unseen = 'mean of 30 values, normal, but 1 of 50 lies 20 deviations higher';

  it('meets the bound or is too wide, or nearly all of its intervals carry a warning', () => {
    const used = published.filter(({ method }) => method !== plainStudent);
    const unsaid = used.filter(({ isMet, share, warned }) => !isMet && share < bound.low && warned < 0.9);
    expect(unsaid.map(({ what }) => what)).toEqual([unseen]);
    expect(page).toContain('No interval made of values can allow for what none of them shows.');
  });

  it('covers more often than plain Student t where values lie lopsided, and is hardly wider where they do not', () => {
    const shareOf = (method: string, what: string) =>
      published.find(line => line.method === method && line.what === what)!;
    for (const law of ['exponential', 'lognormal, sigma 1', 'lognormal, sigma 1.5']) {
      const what = `mean of 30 values, ${law}`;
      expect(shareOf(choices.mean, what).share).toBeGreaterThan(shareOf(plainStudent, what).share + 0.03);
    }
    for (const [n, t] of [
      [10, 2.262157],
      [20, 2.093024],
      [30, 2.04523],
      [100, 1.984217],
    ] as const) {
      // Of the mean 10, with a deviation of 3, which samples underestimate by a share of 1 / 4n.
      const plain = (0.3 * t * (1 - 1 / (4 * n))) / Math.sqrt(n);
      expect(shareOf(choices.mean, `mean of ${n} values, normal`).halfWidth).toBeLessThan(1.1 * plain);
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
