/**
 * Takes docs/report.png, the part of a report that the README shows: `npx tsx scripts/photograph-report.ts`, after `npm start`.
 * By hand, since browsers do not draw the same bytes everywhere.
 */
import { pathToFileURL } from 'node:url';
import { launchChromium, openOffline } from '../test/kit/chromium.ts';

const report = pathToFileURL('out/first-esim-purchase/baseline-seed-42/report.html').href;
const browser = await launchChromium();
try {
  const { page } = await openOffline(browser, report, { viewport: { width: 1200, height: 900 } });
  await page.locator('section.flow').screenshot({ path: 'docs/report.png' });
} finally {
  await browser.close();
}
