import { describe, expect, it } from 'vitest';
import type { Metric, RunResult } from '../../src/experiments/run-result.ts';
import { incidentsInCommon, overlaidCharts, overlaidSeries } from '../../src/report/charts/index.ts';
import { indexPage } from '../../src/report/index-page.ts';
import { difference } from '../../src/report/values.ts';
import { sampleResult } from '../kit/sample-result.ts';

const value = (found: number | null, unit: string): Metric => ({
  kind: 'value',
  unit,
  n: 1,
  censored: 0,
  value: found,
  question: '',
});

/** The page without its styles and scripts. */
async function bodyOf(results: RunResult[]): Promise<string> {
  const entries = results.map(({ summary, details }) => ({ summary, details, href: `${summary.variant}.html` }));
  const page = await indexPage(entries);
  return page.slice(page.indexOf('<main'), page.indexOf('</main>'));
}

describe('a difference', () => {
  it('of shares is told in points, of anything else in its unit and in per cent', () => {
    expect(difference(value(0.847, 'share'), value(0.748, 'share'))).toBe('+9.9 points');
    expect(difference(value(111e6, 'µs'), value(162e6, 'µs'))).toBe('\u221251 s (\u221231.5 %)');
    expect(difference(value(1_013, 'count'), value(894, 'count'))).toBe('+119 (+13.3 %)');
    expect(difference(value(3, 'B'), value(0, 'B'))).toBe('+3 B');
  });

  it('is not told where nothing was measured or units differ, and said to be none where there is none', () => {
    expect(difference(value(null, 'count'), value(1, 'count'))).toBe('');
    expect(difference(value(1, 'count'), value(1, 'B'))).toBe('');
    expect(difference(value(1, 'count'), value(1, 'count'))).toBe('the same');
  });
});

describe('variants on the joined page', () => {
  const inline = sampleResult({ variant: 'inline' });
  const delayed = sampleResult({ variant: 'delayed' });
  delayed.summary.metrics['purchase.refunds'] = value(0.0037, 'share');

  it('are compared with the baseline, wherever it stands', async () => {
    const body = await bodyOf([delayed, inline]);
    expect(body).toContain('\u22122 points');
    expect(body).not.toContain('+2 points');
    expect(body).toMatch(/>inline<\/a> <span class="plain">baseline/);
  });

  it('show what each changes, with the value that it takes the place of', async () => {
    const body = await bodyOf([inline, delayed]);
    const [row] = body.match(/<tr><th[^>]*>operators\.<wbr>contoso\.<wbr>portal\.<wbr>callback.*<\/tr>/) ?? [];
    expect(row).toContain('inline (preset)');
    expect(row).toContain('<b>delayed</b>');
  });

  it('name the preset in use', async () => {
    expect(await bodyOf([inline, delayed])).toContain('preset <b>published</b>');
  });

  it('share charts: one line each, a band by its median, what has several lines not at all', () => {
    const runs = [inline, delayed].map(({ summary, details }) => ({
      variant: summary.variant,
      details,
      run_us: summary.simulated_us,
    }));
    const series = overlaidSeries(runs);
    expect(series.map(({ name, title }) => [name, title])).toEqual([
      ['balance', 'Data balance left on prepaid lines, median'],
    ]);
    expect(series[0]!.lines.map(({ label }) => label)).toEqual(['inline', 'delayed']);
    expect(overlaidCharts(runs).map(({ name }) => name)).toEqual([
      'balance',
      'getbalance-latency',
      'activation-duration',
    ]);
  });

  it('share the bands of what the timeline did to all of them alike', () => {
    const runsWith = (reaches: number[]) =>
      reaches.map((reach, i) => {
        const { summary, details } = sampleResult();
        const when = { from_us: 14 * 3_600e6, until_us: 15 * 3_600e6 };
        details.incidents = [
          { name: 'promo', kind: 'campaign', group: 'laptops', reach, ...when },
          { name: 'down', kind: 'hang', system: 'api', operator: 'contoso', ...when, requests: { timedOut: i } },
        ];
        return { variant: `reach ${reach}`, details, run_us: summary.simulated_us };
      });
    const names = (reaches: number[]) => incidentsInCommon(runsWith(reaches)).map(({ name }) => name);
    expect(names([5, 5])).toEqual(['promo', 'down']);
    expect(names([5, 6])).toEqual(['down']);
    expect(JSON.stringify(overlaidCharts(runsWith([5, 5]))[0]?.spec)).toContain('campaign reached 5 of laptops');
  });

  it('share no chart over time with one that began at another moment', () => {
    const later = structuredClone(delayed.details);
    later.start.local = '2026-03-03 00:00';
    const runs = [
      { variant: 'inline', details: inline.details, run_us: 86_400e6 },
      { variant: 'later', details: later, run_us: 86_400e6 },
    ];
    expect(overlaidSeries(runs)).toEqual([]);
  });

  it('get the same bytes each time', async () => {
    expect(await bodyOf([inline, delayed])).toBe(await bodyOf(structuredClone([inline, delayed])));
  });
});
