/** Everybody can read the pages: by eye in either colours, at any width and on paper, by keyboard, by ear. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, launchChromium, openOffline, type WatchedPage } from '../kit/chromium.ts';
import { badPictureText, cutText, overlaps, tooWide, unfoldAll } from '../kit/page-checks.ts';
import { type SamplePages, writeSamplePages } from '../kit/sample-pages.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds against WCAG 2.2 AA, one line each. A long table is judged by its first rows, which is all of it. */
async function violations(page: Page, rules: string[]): Promise<string[]> {
  await page.evaluate(axe);
  await page.evaluate(() => {
    for (const row of document.querySelectorAll('tbody tr:nth-child(n+6)')) row.remove();
  });
  const { violations } = (await page.evaluate(
    `axe.run(document, ${JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })})`,
  )) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 140)}`));
}

const both = ['report', 'joined'] as const;

describe.skipIf(chromium === undefined)('the pages', () => {
  let browser: Browser;
  let pages: SamplePages;
  const opened: Partial<Record<(typeof both)[number], WatchedPage>> = {};
  beforeAll(async () => {
    [browser, pages] = await Promise.all([launchChromium(), writeSamplePages()]);
    for (const name of both) {
      const options = { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } as const;
      opened[name] = await openOffline(browser, pages[name], options);
    }
  });
  afterAll(async () => {
    await browser.close();
    await pages.remove();
  });

  async function expectOrder(page: Page): Promise<void> {
    for (const isOpen of [false, true]) {
      await unfoldAll(page, isOpen);
      expect(await tooWide(page)).toEqual([]);
      expect(await cutText(page)).toEqual([]);
      expect(await overlaps(page)).toEqual([]);
      expect(await badPictureText(page)).toEqual([]);
    }
  }

  it.each(both)('%s: nothing is cut and nothing lies over anything, at 1280 and 390 pixels', async name => {
    await expectOrder(opened[name]!.page);
    const { page } = await openOffline(browser, pages[name], { viewport: { width: 390, height: 900 } });
    await expectOrder(page);
    await page.context().close();
  });

  it.each(both)('%s: tells in words what each chart shows, and gives its data as a table with headers', async name => {
    const told = await opened[name]!.page.evaluate(() =>
      [...document.querySelectorAll('article.chart')].map(chart => {
        const live = chart.querySelector('.live svg');
        const still = chart.querySelector('.still svg');
        const words = (still?.getAttribute('aria-labelledby') ?? '')
          .split(' ')
          .map(id => document.getElementById(id)?.textContent ?? '');
        return {
          chart: chart.id,
          live: `${live?.getAttribute('role')}: ${live?.getAttribute('aria-label') ?? ''}`,
          still: `${still?.getAttribute('role')}: ${words.join('. ')}`,
          caption: chart.querySelector('table caption')?.textContent ?? '',
          columns: chart.querySelectorAll('table thead th[scope=col]').length,
          rows: chart.querySelectorAll('table tbody th[scope=row]').length,
        };
      }),
    );
    expect(told.length).toBe(name === 'report' ? 7 : 3);
    for (const { chart, live, still, caption, columns, rows } of told) {
      expect(live, chart).toMatch(/^img: .*\d/);
      expect(still, chart).toBe(live);
      expect(caption, chart).not.toBe('');
      expect(columns, chart).toBeGreaterThan(1);
      expect(rows, chart).toBeGreaterThan(0);
    }
  });

  it('begin with a way past the top, and every control can be reached and seen to be reached', async () => {
    const { page } = opened.report!;
    await unfoldAll(page, true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    const controls = 'main :is(a[href], button:not([disabled]), select, input, summary, .scroll)';
    const wanted = await page.locator(controls).count();
    const reached = new Set<number>();
    const unseen: string[] = [];
    for (let i = 0; i < 4 * wanted; i += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(selector => {
        const here = document.activeElement;
        if (here === null) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(here);
        const isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        return {
          nth: [...document.querySelectorAll(selector)].indexOf(here),
          isSeen,
          what: here.outerHTML.slice(0, 80),
        };
      }, controls);
      if (focus === undefined || focus.nth < 0) break;
      reached.add(focus.nth);
      if (!focus.isSeen) unseen.push(focus.what);
    }
    expect(reached.size).toBe(wanted);
    expect(unseen).toEqual([]);
  });

  it.each(both)('%s: is light on paper, with everything unfolded and nothing to operate', async name => {
    const { page } = opened[name]!;
    await unfoldAll(page, false);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize({ width: 720, height: 1000 });
    const seen = await page.evaluate(() => ({
      paper: getComputedStyle(document.body).backgroundColor,
      ink: getComputedStyle(document.querySelector('h1') as Element).color,
      folded: [...document.querySelectorAll('details > :not(summary, .controls)')].filter(
        part => part.getBoundingClientRect().height === 0,
      ).length,
      controls: [...document.querySelectorAll('select, input, nav, button')].filter(
        one => one.closest('th') === null && one.getClientRects().length > 0,
      ).length,
    }));
    expect(seen).toEqual({ paper: 'rgb(255, 255, 255)', ink: 'rgb(24, 33, 46)', folded: 0, controls: 0 });
    expect(await tooWide(page)).toEqual([]);
    expect(await overlaps(page)).toEqual([]);
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it.each(both)('%s: axe-core finds nothing, in light and in dark', async name => {
    const { page, complaints } = opened[name]!;
    await page.waitForSelector('html[data-charts="drawn"]');
    await unfoldAll(page, true);
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    expect(await violations(page, rules)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, ['color-contrast'])).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
