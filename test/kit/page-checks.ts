/** What a person would see at once on a page: empty charts, and what runs out of the window or out of its card. */
import type { Page } from 'playwright-core';

/** Charts by name, with the number of marks that cover any area and the width of the widest, in the visible drawing. */
export const visibleMarks = (page: Page): Promise<{ name: string; count: number; widest: number }[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-chart]')].map(place => {
      const boxes = [...place.querySelectorAll('svg .role-mark path, svg .role-mark line')]
        .map(mark => mark.getBoundingClientRect())
        .filter(box => box.width > 1 || box.height > 1);
      const widest = boxes.reduce((most, box) => Math.max(most, box.width), 0);
      return { name: place.dataset.chart ?? '', count: boxes.length, widest };
    }),
  );

/** What is wider than the window, or cut off without a way to scroll to it. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const window_px = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('body *:not(svg g)')].filter(element => {
      if (element.closest('.scroll') !== null && !element.matches('.scroll')) return false;
      if (element.closest('.skip, details:not([open]) > :not(summary), svg svg, script, style') !== null) return false;
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > window_px + 1 || box.left < -1);
    });
    const spilt = [...document.querySelectorAll('.card')].flatMap(card => {
      const edge = card.getBoundingClientRect().right;
      return [...card.querySelectorAll('dt, dd, h3, p, span, b')].filter(
        element => element.closest('.scroll, svg') === null && element.getBoundingClientRect().right > edge,
      );
    });
    const page_px = document.documentElement.scrollWidth;
    return [
      ...(page_px > window_px ? [`page ${page_px}`] : []),
      ...[...wide, ...spilt].map(element => element.outerHTML.slice(0, 120)),
    ];
  });
