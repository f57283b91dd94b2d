/** What a reader can do with the pages: choose a stretch of time, colours, and which settings to see. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, launchChromium, openOffline, type WatchedPage } from '../kit/chromium.ts';
import { type SamplePages, writeSamplePages } from '../kit/sample-pages.ts';

describe.skipIf(chromium === undefined)('in a page', () => {
  let browser: Browser;
  let pages: SamplePages;
  let watched: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    [browser, pages] = await Promise.all([launchChromium(), writeSamplePages()]);
    const options = { viewport: { width: 1280, height: 900 }, timezoneId: 'Pacific/Auckland' };
    watched = await openOffline(browser, pages.report, options);
    page = watched.page;
  });
  afterAll(async () => {
    await browser.close();
    await pages.remove();
  });

  const timeCharts = ['usage', 'balance', 'getbalance-rate'];

  /** First and last label on the time axis of each chart over time. */
  const timesShown = (on: Page): Promise<Record<string, [string, string]>> =>
    on.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('article.wide [data-chart]')].map(place => {
          const times = [...place.querySelectorAll('.live text')]
            .filter(text => /^\w{3} \d\d:\d\d/.test(text.textContent ?? ''))
            .map(text => ({ label: text.textContent ?? '', left: text.getBoundingClientRect().left }))
            .sort((a, b) => a.left - b.left)
            .map(({ label }) => label);
          return [place.dataset.chart ?? '', [times[0] ?? '', times.at(-1) ?? '']];
        }),
      ),
    );

  async function drag(on: Page, from: number, to: number): Promise<void> {
    const strip = on.locator('#time-brush .strip');
    await strip.scrollIntoViewIfNeeded();
    const box = (await strip.boundingBox())!;
    await on.mouse.move(box.x + from * box.width, box.y + 20);
    await on.mouse.down();
    await on.mouse.move(box.x + ((from + to) / 2) * box.width, box.y + 20);
    await on.mouse.move(box.x + to * box.width, box.y + 20);
    await on.mouse.up();
  }

  it('dragging over the strip shows that stretch in all charts over time, and says which', async () => {
    const whole: [string, string] = ['Mon 00:00', 'Tue 00:00'];
    expect(await timesShown(page)).toEqual(Object.fromEntries(timeCharts.map(name => [name, whole])));
    expect(await page.locator('#time-brush output').textContent()).toBe('All that was measured, 00:00 to 24:00');

    await drag(page, 8 / 24, 12.5 / 24);
    await expect.poll(() => page.locator('#time-brush output').textContent()).toBe('08:00 to 12:30');
    await expect
      .poll(() => timesShown(page))
      .toEqual(Object.fromEntries(timeCharts.map(name => [name, ['Mon 08:00', 'Mon 12:30']])));
    expect(await page.locator('.stretch-note:visible').allTextContents()).toEqual(
      timeCharts.map(() => 'Shown: 08:00 to 12:30.'),
    );
    expect(await page.locator('#time-brush-from').inputValue()).toBe('2026-03-02T08:00');
  });

  it('a stretch outlives a change of the window, and can be taken back', async () => {
    await page.setViewportSize({ width: 1000, height: 900 });
    const width = () => page.locator('[data-chart="usage"] .live svg').evaluate(svg => svg.clientWidth);
    await expect.poll(width).toBeLessThan(1000);
    await page.waitForSelector('html[data-charts="drawn"]');
    expect((await timesShown(page)).usage?.[0]).toBe('Mon 08:00');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await timesShown(page)).usage).toEqual(['Mon 00:00', 'Tue 00:00']);
    expect(await page.locator('.stretch-note:visible').count()).toBe(0);
  });

  it('the same goes by keyboard, with two times; a beginning after the end is refused in words', async () => {
    await page.locator('#time-brush-from').fill('2026-03-02T11:00');
    await page.locator('#time-brush-to').fill('2026-03-02T11:40');
    await page.locator('#time-brush-to').press('Tab');
    await expect.poll(async () => (await timesShown(page))['getbalance-rate']).toEqual(['Mon 11:00', 'Mon 11:40']);
    await page.locator('#time-brush-from').fill('2026-03-02T13:00');
    const refusal = await page.evaluate(
      () => document.querySelector<HTMLInputElement>('#time-brush-from')?.validationMessage,
    );
    expect(refusal).toBe('The beginning has to be before the end.');
    expect((await timesShown(page)).usage).toEqual(['Mon 11:00', 'Mon 11:40']);
    await page.getByRole('button', { name: 'Show all' }).click();
  });

  it('colours can be chosen; charts follow, and the choice is kept for the session', async () => {
    const seen = () =>
      page.evaluate(() => ({
        page: getComputedStyle(document.body).backgroundColor,
        label: getComputedStyle(document.querySelector('[data-chart] .live text') as Element).fill,
      }));
    const light = await seen();
    await page.getByLabel('Colours').selectOption('dark');
    const dark = await seen();
    expect(light).toEqual({ page: 'rgb(244, 246, 249)', label: 'rgb(82, 96, 115)' });
    expect(dark).toEqual({ page: 'rgb(15, 19, 26)', label: 'rgb(166, 178, 195)' });
    await page.reload();
    await page.waitForSelector('html[data-charts="drawn"]');
    expect(await seen()).toEqual(dark);
    expect(await page.getByLabel('Colours').inputValue()).toBe('dark');
    await page.getByLabel('Colours').selectOption('system');
    expect(await seen()).toEqual(light);
  });

  it('the settings can be searched, filtered and sorted', async () => {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    const paths = () => page.locator('#ledger tbody tr:visible th').allTextContents();
    const all = await paths();
    expect(all.length).toBeGreaterThan(3);
    await page.getByLabel('Set by').selectOption('you');
    const own = await paths();
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(all.length);
    expect(await page.locator('#ledger-controls output').textContent()).toBe(`${own.length} of ${all.length} shown`);
    await page.getByLabel('Set by').selectOption('');
    await page.getByLabel('Find').fill(all[1]!);
    expect(await paths()).toEqual([all[1]]);
    await page.getByLabel('Find').fill('');
    await page.locator('#ledger th button', { hasText: 'setting' }).click();
    expect(await paths()).toEqual([...all].sort());
    expect(await page.locator('#ledger th').first().getAttribute('aria-sort')).toBe('ascending');
    await page.locator('#ledger th button', { hasText: 'setting' }).click();
    expect(await paths()).toEqual([...all].sort().reverse());
  });

  it('none of this asks the network for anything or complains', () => {
    expect(watched.requests).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  it('the joined page has one strip for the charts of all variants', async () => {
    const { page: joined, complaints } = await openOffline(browser, pages.joined, {
      viewport: { width: 1280, height: 900 },
    });
    await drag(joined, 0.25, 0.5);
    await expect.poll(async () => Object.values(await timesShown(joined))).toEqual([['Mon 06:00', 'Mon 12:00']]);
    expect(complaints).toEqual([]);
    await joined.context().close();
  });
});
