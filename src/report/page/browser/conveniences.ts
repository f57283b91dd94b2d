/** Small things a page does when scripts run: copies the command, and unfolds everything for paper. */
export const conveniences = `
(() => {
  'use strict';
  const copy = document.getElementById('copy');
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(copy.dataset.command);
        copy.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(document.getElementById('command').querySelector('b'));
      }
    });
  }
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open])')];
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
  });
})();
`;
