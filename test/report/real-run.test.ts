import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScenario } from '../../src/experiments/index.ts';
import { writeRunFolder } from '../../src/report/index.ts';
import { loadScenario } from '../../src/scenarios/index.ts';
import { chromium, launchChromium, openOffline } from '../kit/chromium.ts';
import { tooWide, visibleMarks } from '../kit/page-checks.ts';

/** The charts that each bundled scenario must show something in. */
const charts: Record<string, string[]> = {
  'first-esim-purchase': [
    'activation-duration',
    'balance',
    'getbalance-latency',
    'getbalance-latency-distribution',
    'getbalance-rate',
    'outcomes',
    'peaks-es9.rate',
    'peaks-getBalance.rate',
    'peaks-openPage.rate',
    'portal-rate',
    'smdp-rate',
    'usage',
  ],
  'getbalance-10000-sims': [
    'balance',
    'getbalance-latency',
    'getbalance-latency-distribution',
    'getbalance-rate',
    'outcomes',
    'peaks-getBalance.rate',
  ],
  'getbalance-load-test': [
    'getbalance-latency',
    'getbalance-latency-distribution',
    'getbalance-rate',
    'outcomes',
    'peaks-getBalance.rate',
    'peaks-placeOrder.rate',
  ],
};

describe.skipIf(chromium === undefined)('the report of a bundled scenario', () => {
  let browser: Browser;
  let out: string;
  beforeAll(async () => {
    browser = await launchChromium();
    out = await mkdtemp(join(tmpdir(), 'mpsim-report-'));
  });
  afterAll(async () => {
    await browser.close();
    await rm(out, { recursive: true, force: true });
  });

  it.each(Object.keys(charts))(
    '%s opens offline: no empty chart, no error, no request, nothing cut off, also when the window gets narrow',
    async name => {
      const { result } = await runScenario(loadScenario(`scenarios/${name}.yaml`), {
        variant: 'baseline',
        reproduce: `mpsim run scenarios/${name}.yaml`,
      });
      const { scenario, variant, seed, fingerprint } = result.summary;
      const folder = await writeRunFolder(result, {
        out,
        manifest: {
          result: { scenario, variant, seed, files: {}, overrides: [], fingerprint, settings: {} },
          environment: {},
        },
      });
      const url = pathToFileURL(join(folder, 'report.html')).href;
      const { page, requests, complaints } = await openOffline(browser, url, {
        viewport: { width: 1280, height: 900 },
      });
      const marks = await visibleMarks(page);
      expect(marks.map(chart => chart.name).sort()).toEqual(charts[name]);
      for (const chart of marks) expect(chart.count, chart.name).toBeGreaterThan(0);
      expect(requests).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await tooWide(page)).toEqual([]);

      const flow = page.locator('.flow svg');
      expect(await flow.count()).toBe(name === 'first-esim-purchase' ? 1 : 0);
      if ((await flow.count()) === 1) {
        const picture = (await flow.boundingBox())!;
        const room = (await page.locator('.flow .scroll').first().boundingBox())!;
        expect(picture.width).toBeLessThanOrEqual(room.width);
      }
      await page.setViewportSize({ width: 390, height: 800 });
      await expect.poll(() => tooWide(page)).toEqual([]);
      await page.context().close();
    },
  );
});
