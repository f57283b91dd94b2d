import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/experiments/run-result.ts';
import { escapeText, html, scriptJson, scriptSource } from '../../src/report/escape.ts';
import { type Manifest, writeIndexPage, writeRunFolder } from '../../src/report/index.ts';
import { chromium, launchChromium, openOffline, type WatchedPage } from '../kit/chromium.ts';
import { tooWide, visibleMarks } from '../kit/page-checks.ts';
import { sampleResult } from '../kit/sample-result.ts';

const manifest: Manifest = {
  result: { scenario: 's', variant: 'v', seed: 1, files: {}, overrides: [], fingerprint: '', settings: {} },
  environment: {},
};

const hostile = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'; alert(1); '",
  '<!--',
  ']]>',
  '" + alert(1) + "',
  '&lt;b&gt; {{x}} $\u007balert(1)} \\u003c',
  'javascript:alert(1)',
  '</title><script src=https://example.org/x.js></script>',
  '\u202egnp.exe \u0000 \u2028 \ud800',
].join(' ');

/** The sample with every text in it replaced by hostile ones; what is matched by name keeps its name. */
function hostileResult(): RunResult {
  const kept = new Set([
    'kind',
    'verdict',
    'setBy',
    'type',
    'schema',
    'unit',
    'preset',
    'from',
    'to',
    'id',
    'local',
    'name',
    'state',
    'role',
  ]);
  const spoil = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : `${value} ${hostile}`;
    if (Array.isArray(value)) return value.map(item => spoil(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [key === 'metrics' ? `${name}${hostile}` : name, spoil(item, name)]),
    );
  };
  const { summary, details } = sampleResult();
  const spoilt = {
    summary: spoil(summary, 'summary'),
    details: spoil({ ...details, tables: [] }, 'details'),
  } as RunResult;
  return { summary: { ...spoilt.summary, scenario: 'hostile', variant: 'hostile' }, details: spoilt.details };
}

describe('escaping', () => {
  it('makes text and attributes harmless, and leaves our own markup alone', () => {
    const name = '<b title="x">\'&';
    expect(html`<p title="${name}">${name}${html`<br>`}${undefined}${false}${[1, 'a<']}</p>`.markup).toBe(
      '<p title="&lt;b title=&quot;x&quot;&gt;&#39;&amp;">&lt;b title=&quot;x&quot;&gt;&#39;&amp;<br>1a&lt;</p>',
    );
    expect(escapeText('&amp;')).toBe('&amp;amp;');
  });

  it('keeps JSON inside its script element, and its value the same', () => {
    const value = { a: '</script><!--<script>', b: '\u2028' };
    expect(scriptJson(value)).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(scriptJson(value))).toEqual(value);
    expect(scriptSource('a="</script><!--"')).toBe('a="<\\/script><\\!--"');
  });
});

describe.skipIf(chromium === undefined)('the report in a browser', () => {
  let browser: Browser;
  let folder: string;
  let report: string;
  let joined: string;
  let hostileReport: string;
  let wide: WatchedPage;
  let hostileWide: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium();
    folder = await mkdtemp(join(tmpdir(), 'mpsim-page-'));
    const result = sampleResult();
    const run = await writeRunFolder(result, { out: folder, manifest });
    report = pathToFileURL(join(run, 'report.html')).href;
    joined = pathToFileURL(await writeIndexPage([{ result, folder: run }], { out: folder })).href;
    const spoilt = await writeRunFolder(hostileResult(), { out: folder, manifest });
    hostileReport = pathToFileURL(join(spoilt, 'report.html')).href;
    const options = { timezoneId: 'Pacific/Auckland', viewport: { width: 1280, height: 900 } };
    wide = await openOffline(browser, report, options);
    hostileWide = await openOffline(browser, hostileReport, options);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens offline without a single request, error or warning, and every chart shows its marks', async () => {
    const { page, requests, complaints } = wide;
    const marks = await visibleMarks(page);
    expect(marks).toHaveLength(7);
    for (const { name, count } of marks) expect(count, name).toBeGreaterThan(0);
    for (const { name, widest } of marks.slice(0, 3)) expect(widest, `${name} spans its axis`).toBeGreaterThan(800);
    expect(await page.locator('.live svg').count()).toBe(7);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows simulated local time wherever it is read', async () => {
    const { page } = wide;
    const labels = await page.locator('[data-chart="usage"] .live svg').textContent();
    expect(labels).toContain('Mon 00:00');
    expect(labels).toContain('Tue 00:00');
  });

  /** Also with every folded part open. */
  async function expectToFit(page: Page): Promise<void> {
    expect(await tooWide(page)).toEqual([]);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await tooWide(page)).toEqual([]);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = false;
    });
  }

  it('fits a window 1280 pixels wide', async () => {
    await expectToFit(wide.page);
    await expectToFit(hostileWide.page);
  });

  it('fits a telephone 390 pixels wide', async () => {
    for (const url of [report, joined, hostileReport]) {
      const { page } = await openOffline(browser, url, { viewport: { width: 390, height: 800 } });
      await expectToFit(page);
      await page.context().close();
    }
  });

  it.each(['light', 'dark'] as const)('has readable contrast everywhere in %s mode', async colorScheme => {
    const { page } = wide;
    await page.emulateMedia({ colorScheme });
    const poor = await page.evaluate(() => {
      const channels = (css: string): number[] => (css.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (css: string): number => {
        const [r = 0, g = 0, b = 0] = channels(css).map(c =>
          c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (element: Element | null): string => {
        for (let at = element; at !== null; at = at.parentElement) {
          const background = getComputedStyle(at).backgroundColor;
          if (background !== 'transparent' && channels(background)[3] !== 0) return background;
        }
        return 'rgb(255, 255, 255)';
      };
      const texts = [...document.querySelectorAll('body *')].filter(
        element =>
          [...element.childNodes].some(node => node.nodeType === 3 && node.textContent?.trim()) &&
          element.getClientRects().length > 0 &&
          !element.matches('script, style, .skip'),
      );
      return texts
        .filter(
          element => element.closest('circle, .still') === null && element.previousElementSibling?.tagName !== 'circle',
        )
        .map(element => {
          const drawn = element.closest('svg') !== null;
          const style = getComputedStyle(element);
          const [a, b] = [luminance(drawn ? style.fill : style.color), luminance(behind(element))].sort(
            (x, y) => y - x,
          ) as [number, number];
          return {
            text: element.textContent?.slice(0, 40),
            ratio: (a + 0.05) / (b + 0.05),
            halo: drawn && style.stroke !== 'none',
          };
        })
        .filter(one => !one.halo && one.ratio < 4.5);
    });
    expect(poor).toEqual([]);
  });

  it('can be read without scripts and on paper, charts included', async () => {
    const { page } = await openOffline(browser, report, {
      javaScriptEnabled: false,
      viewport: { width: 1280, height: 900 },
    });
    expect(await page.locator('.still svg').count()).toBe(7);
    const box = await page.locator('[data-chart="usage"] .still svg').boundingBox();
    expect(box?.width).toBeGreaterThan(800);
    await page.context().close();

    const { page: printed } = await openOffline(browser, report, { viewport: { width: 720, height: 1000 } });
    await printed.emulateMedia({ media: 'print' });
    expect(await printed.locator('[data-chart="usage"] .still').isVisible()).toBe(true);
    expect(await printed.locator('[data-chart="usage"] .live').isVisible()).toBe(false);
    expect(await tooWide(printed)).toEqual([]);
    expect((await printed.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(50_000);
    await printed.context().close();
  });

  it('draws no two texts of the flow picture over each other, in the fonts of this machine', async () => {
    const { page } = wide;
    const clashes = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.flow svg text')].map(text => ({
        text: text.textContent,
        box: text.getBoundingClientRect(),
      }));
      return boxes.flatMap((one, i) =>
        boxes
          .slice(i + 1)
          .filter(other => {
            const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
            const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
            return across > 1 && down > 3;
          })
          .map(other => `${one.text} / ${other.text}`),
      );
    });
    expect(clashes).toEqual([]);
  });

  it('stays readable when a run has nothing to draw', async () => {
    const { summary, details } = sampleResult({ variant: 'empty' });
    const empty: RunResult = {
      summary: { ...summary, answer: [], expectations: [], metrics: {}, laws: [], assumptions: [] },
      details: {
        start: details.start,
        series: [],
        histograms: [],
        funnel: [],
        outcomes: [],
        tables: [],
        incidents: [],
      },
    };
    const run = await writeRunFolder(empty, { out: folder, manifest });
    const { page, complaints } = await openOffline(browser, pathToFileURL(join(run, 'report.html')).href);
    expect(complaints).toEqual([]);
    expect(await page.locator('h2').allTextContents()).toEqual(['Answer', 'Get it again']);
    await page.context().close();
  });

  it('says in one sentence what was not measured, and shows no question that nobody asked', async () => {
    const { page } = wide;
    expect(await page.locator('section[aria-labelledby="figures"] > .note').textContent()).toBe(
      'Not measured, for want of a single observation: hotspot.sessions.',
    );
    expect(await page.locator('nav.contents').textContent()).not.toContain('What happened');
    const { summary, details } = sampleResult({ variant: 'unasked' });
    const run = await writeRunFolder({ summary: { ...summary, question: '' }, details }, { out: folder, manifest });
    expect(await readFile(join(run, 'report.html'), 'utf8')).not.toContain('class="question"');
  });

  it('stays under 2 MB beside its data, as the joined page does', async () => {
    for (const url of [report, joined]) {
      const text = await readFile(new URL(url), 'utf8');
      const data = /<script type="application\/json" id="specs">([^<]*)</.exec(text)?.[1] ?? '';
      if (url === report) expect(data.length).toBeGreaterThan(5_000);
      expect(Buffer.byteLength(text) - Buffer.byteLength(data)).toBeLessThan(2_000_000);
    }
  });

  it('runs only the scripts that it was written with', async () => {
    const { page } = await openOffline(browser, report);
    const refused: string[] = [];
    page.on('console', message => refused.push(message.text()));
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.intruder = true';
      document.body.append(script);
      document.body.insertAdjacentHTML(
        'beforeend',
        '<button id="button" onclick="globalThis.intruder = true">x</button>',
      );
      document.getElementById('button')?.click();
    });
    expect(await page.evaluate('globalThis.intruder')).toBeUndefined();
    expect(refused.join()).toContain('Content Security Policy');
    await page.context().close();
  });

  it('is undisturbed by hostile names', async () => {
    const { page, requests, complaints } = hostileWide;
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    expect(await page.locator('img, [onerror], [onload], script[src], main script, main iframe').count()).toBe(0);
    expect(await page.title()).toContain('</title><script src=https://example.org/x.js></script>');
    const marks = await visibleMarks(page);
    for (const { name, count } of marks) expect(count, name).toBeGreaterThan(0);
  });
});
