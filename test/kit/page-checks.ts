/** What a person would see at once on a page: empty charts, text cut off, things over each other or out of the window. */
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
      if (element.closest('.skip, .of, details:not([open]) > :not(summary), svg svg, script, style') !== null)
        return false;
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > window_px + 1 || box.left < -1);
    });
    const spilt = [...document.querySelectorAll('.card')].flatMap(card => {
      const edge = card.getBoundingClientRect().right;
      return [...card.querySelectorAll('dt, dd, h3, p, span, b')].filter(
        element => element.closest('.scroll, .of, svg') === null && element.getBoundingClientRect().right > edge,
      );
    });
    const page_px = document.documentElement.scrollWidth;
    return [
      ...(page_px > window_px ? [`page ${page_px}`] : []),
      ...[...wide, ...spilt].map(element => element.outerHTML.slice(0, 120)),
    ];
  });

/** Text that its own box cuts off: wider than the box, which does not scroll. */
export const cutText = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter(element => element.closest('svg, .scroll, .of, select, [hidden]') === null && element.clientWidth > 0)
      .filter(element => element.scrollWidth > element.clientWidth + 1)
      .map(element => `${element.scrollWidth} in ${element.clientWidth}: ${element.outerHTML.slice(0, 120)}`),
  );

/** Neighbours in the page that lie over each other. */
export const overlaps = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isPlaced = (element: Element): boolean => {
      const style = getComputedStyle(element);
      return (
        !/^(inline|none|contents)$/.test(style.display) &&
        !/^(absolute|fixed)$/.test(style.position) &&
        element.getClientRects().length > 0
      );
    };
    const parents = [...document.querySelectorAll('main, main *')].filter(element => element.closest('svg') === null);
    return parents.flatMap(parent => {
      const children = [...parent.children]
        .filter(isPlaced)
        .map(element => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1);
      return children.flatMap((one, i) =>
        children
          .slice(i + 1)
          .filter(({ box }) => {
            const across = Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left);
            const down = Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top);
            return across > 1 && down > 1;
          })
          .map(other => `${one.element.outerHTML.slice(0, 80)} / ${other.element.outerHTML.slice(0, 80)}`),
      );
    });
  });

/** Texts of the visible pictures that leave their picture, or lie over another text of it. */
export const badPictureText = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<SVGSVGElement>('main svg')].flatMap(svg => {
      const frame = svg.getBoundingClientRect();
      if (frame.width === 0) return [];
      const name = svg.closest('[id]')?.id ?? '';
      const texts = [...svg.querySelectorAll('text')]
        .filter(text => text.textContent?.trim() !== '' && getComputedStyle(text).opacity !== '0')
        .map(text => ({ text: text.textContent ?? '', box: text.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      const outside = texts
        .filter(
          ({ box }) =>
            box.left < frame.left - 1 ||
            box.right > frame.right + 1 ||
            box.top < frame.top - 2 ||
            box.bottom > frame.bottom + 2,
        )
        .map(({ text }) => `${name}: "${text}" leaves the picture`);
      const over = texts.flatMap((one, i) =>
        texts
          .slice(i + 1)
          .filter(({ text, box }) => {
            if (text === one.text) return false; // a name and the halo behind it
            const across = Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left);
            const down = Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top);
            return across > 1 && down > 4;
          })
          .map(({ text }) => `${name}: "${one.text}" over "${text}"`),
      );
      return [...outside, ...over];
    }),
  );

/** Opens or closes every folded part. */
export const unfoldAll = (page: Page, isOpen: boolean): Promise<void> =>
  page.evaluate(open => {
    for (const details of document.querySelectorAll('details')) details.open = open;
  }, isOpen);
