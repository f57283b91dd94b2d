/** The browser for tests that look at a page. Without one at the usual place such tests are skipped, and say so. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the browser, or undefined. */
export const chromium: string | undefined = usualPlaces.find(place => existsSync(place));

if (chromium === undefined)
  console.warn(`No Chromium at ${usualPlaces.join(', ')}: tests that look at a page are skipped`);

export const launchChromium = (): Promise<Browser> =>
  driver.launch({
    ...(chromium === undefined ? {} : { executablePath: chromium }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });

/** A page with what it did that it should not have done. */
export interface WatchedPage {
  page: Page;
  /** Requests for anything but the page itself. */
  requests: string[];
  /** Errors, warnings, dialogs. */
  complaints: string[];
}

/** Opens a file with the network cut off, and waits until its charts are drawn. */
export async function openOffline(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const watched: WatchedPage = { page, requests: [], complaints: [] };
  page.on('request', request => {
    if (request.url() !== url && !request.url().startsWith('data:')) watched.requests.push(request.url());
  });
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) watched.complaints.push(message.text());
  });
  page.on('pageerror', error => watched.complaints.push(error.message));
  page.on('dialog', dialog => {
    watched.complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  if (options.javaScriptEnabled !== false && (await page.locator('[data-chart]').count()) > 0) {
    await page.waitForSelector('html[data-charts="drawn"]');
  }
  return watched;
}
