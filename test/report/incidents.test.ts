/** What the timeline did, as a reader of the pages sees it: a table, and bands with names behind the charts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Manifest, writeIndexPage, writeRunFolder } from '../../src/report/index.ts';
import { chromium, launchChromium, openOffline, type WatchedPage } from '../kit/chromium.ts';
import { badPictureText, overlaps, tooWide } from '../kit/page-checks.ts';
import { sampleIncidents, sampleResult } from '../kit/sample-result.ts';

const manifest: Manifest = {
  result: { scenario: 's', variant: 'v', seed: 1, files: {}, overrides: [], fingerprint: '', settings: {} },
  environment: {},
};

const timeCharts = ['usage', 'balance', 'getbalance-rate'];
const names = sampleIncidents().map(({ name }) => name);

/** Names of incidents that stand above a chart; a long one ends in an ellipsis. */
async function namesShown(page: Page, chart: string): Promise<string[]> {
  const texts = await page.locator(`[data-chart="${chart}"] svg text:visible`).allTextContents();
  const shown = texts.map(text => text.replace('…', ''));
  return names.filter(name => shown.some(text => text.length > 4 && name.startsWith(text)));
}

describe.skipIf(chromium === undefined)('what the timeline did, in a browser', () => {
  let browser: Browser;
  let out: string;
  let report: string;
  let joined: string;
  let watched: WatchedPage;
  beforeAll(async () => {
    browser = await launchChromium();
    out = await mkdtemp(join(tmpdir(), 'mpsim-incidents-'));
    const runs = [];
    for (const variant of ['inline', 'async']) {
      const result = sampleResult({ variant });
      result.details.incidents = sampleIncidents();
      runs.push({ result, folder: await writeRunFolder(result, { out, manifest }) });
    }
    report = pathToFileURL(join(runs[0]!.folder, 'report.html')).href;
    joined = pathToFileURL(await writeIndexPage(runs, { out })).href;
    watched = await openOffline(browser, report, { viewport: { width: 1280, height: 900 } });
  });
  afterAll(async () => {
    await browser.close();
    await rm(out, { recursive: true, force: true });
  });

  it('is a table of its own, reached from the top of the page', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'What happened' }).click();
    const rows = page.locator('table.incidents tbody tr');
    expect(await rows.count()).toBe(7);
    expect(await rows.nth(1).locator('th, td').allTextContents()).toEqual([
      'release',
      'API servers of contoso redeployed one by one',
      'Mon 09:00 to 09:06',
      '217 answered',
    ]);
  });

  it.each([1280, 390])('names all of it above the charts at %d pixels, none cut, none over another', async width => {
    for (const [url, charts] of [
      [report, timeCharts],
      [joined, ['balance']],
    ] as const) {
      const { page, complaints } = await openOffline(browser, url, { viewport: { width, height: 900 } });
      await page.waitForSelector('html[data-charts="drawn"]');
      for (const chart of charts) expect(await namesShown(page, chart), chart).toEqual(names);
      expect(await badPictureText(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      expect(await overlaps(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  it('moves with the stretch of time', async () => {
    const { page, complaints } = watched;
    await page.waitForSelector('html[data-charts="drawn"]');
    await page.locator('#time-brush-from').fill('2026-03-02T09:15');
    await page.locator('#time-brush-to').fill('2026-03-02T10:00');
    await page.locator('#time-brush-to').press('Tab');
    for (const chart of timeCharts) {
      await expect.poll(() => namesShown(page, chart)).toEqual([names[2]]);
      const band = await page.locator(`[data-chart="${chart}"] .live path[fill="#7f5800"]:visible`).boundingBox();
      const plot = await page.locator(`[data-chart="${chart}"] .live .background`).first().boundingBox();
      expect(band!.x).toBeLessThanOrEqual(plot!.x + 1);
      expect(band!.width).toBeGreaterThan(plot!.width / 4);
    }
    expect(await badPictureText(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => namesShown(page, 'usage')).toEqual(names);
    expect(complaints).toEqual([]);
  });
});
