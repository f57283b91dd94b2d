/** The tiers of a back end in the report: a table on the terminal and on the page, in the same words. */
import { describe, expect, it } from 'vitest';
import type { TierRow } from '../../src/experiments/run-result.ts';
import { printSummary } from '../../src/report/index.ts';
import { reportPage } from '../../src/report/page/index.ts';
import { sampleResult } from '../kit/sample-result.ts';

const minute_us = 60e6;

const api: TierRow = {
  operator: 'contoso',
  name: 'api',
  servers: 6,
  threads: 192,
  visits: 50_000,
  served: 49_000,
  busyMean: 11.5,
  busyPeak: 103.7,
  heldPeak: 103,
  heldPeakAt_us: 662 * minute_us,
  queuePeak: 4,
  turnedAway: [{ reason: 'full', n: 12, first_us: 661 * minute_us }],
  firstToFail: { reason: 'threads', at_us: 661 * minute_us, perSecond: 47 },
  waits: { n: 40_000, mean_us: 90e3, max_us: 4.1e6 },
  worst: { at_us: 662 * minute_us, incident: 'billing-down', waited_us: 4.1e6 },
  cache: null,
  breakerOpenings: 0,
  repeated: 0,
};
const cache: TierRow = {
  ...api,
  name: 'cache',
  heldPeak: 9,
  turnedAway: [],
  firstToFail: null,
  worst: null,
  cache: { hits: 75, misses: 25, stale: 3 },
};
const { servers: _, threads: __, ...outside } = { ...api, name: 'payment', firstToFail: null, worst: null };

function resultWith(tiers: TierRow[]) {
  const result = sampleResult();
  result.details.tiers = tiers;
  return result;
}

describe('the tiers of a back end', () => {
  it('are a table on the terminal: how busy, how many threads held, what failed first, and the worst moment', () => {
    const lines = printSummary(resultWith([api, cache, outside]), { colour: false, width: 160 }).split('\n');
    const from = lines.findIndex(line => line.startsWith('TIER'));
    expect(lines[from]).toMatch(/^TIER +servers +busy mean\/peak +threads held peak +first to fail +worst moment$/);
    expect(lines[from + 1]).toMatch(
      /^api +6 +6 % \/ 54 % +103 of 192 +at 47\/s \(threads\) +Mon 11:02:00 billing-down: 4\.1 s held per call$/,
    );
    expect(lines[from + 3]).toMatch(/^payment +– +11\.5 \/ 104 +103 +– +–$/);
  });

  it('stand one below the other where the terminal is narrow', () => {
    const text = printSummary(resultWith([api]), { colour: false, width: 60 });
    expect(text).toContain('threads held peak: 103 of 192');
    for (const line of text.split('\n').filter(line => !line.startsWith('Reproduce')))
      expect(line.length).toBeLessThanOrEqual(60);
  });

  it('are a section of the page, which the list of contents names', () => {
    const page = reportPage(resultWith([api, cache]), [], new Map());
    expect(page).toContain('href="#back-end"');
    expect(page).toContain('<h2 id="back-end">Back end</h2>');
    expect(page).toContain('103 of 192');
    expect(page).toContain('12 queue full');
    expect(page).toMatch(/75.%.hits, 3 old answers/);
  });

  it('are named with their operator where there are several', () => {
    const text = printSummary(resultWith([api, { ...api, operator: 'fabrikam' }]), { colour: false, width: 180 });
    expect(text).toMatch(/^contoso api /m);
    expect(text).toMatch(/^fabrikam api /m);
  });

  it('are passed over where there are none, as in folders written before they were kept', () => {
    const { tiers, ...details } = resultWith([]).details;
    expect(tiers).toEqual([]);
    const result = { ...sampleResult(), details };
    expect(printSummary(result, { colour: false, width: 120 })).not.toContain('TIER');
    expect(reportPage(result, [], new Map())).not.toContain('back-end');
  });

  it('let no name reach the terminal as it is', () => {
    const text = printSummary(resultWith([{ ...api, name: `api${String.fromCharCode(27)}[2J` }]), {
      colour: false,
      width: 160,
    });
    expect(text).not.toContain(String.fromCharCode(27));
  });
});
