/**
 * Light or dark by choice: in the head, so that a page never flashes in the wrong colours. Kept for the session only;
 * where a browser keeps nothing for files, the choice holds until the page is left.
 */
export const colourSwitch = `
(() => {
  'use strict';
  const root = document.documentElement;
  const kept = () => { try { return sessionStorage.getItem('mpsim-colours') } catch { return null } };
  const keep = colours => { try { sessionStorage.setItem('mpsim-colours', colours) } catch {} };
  const use = colours => {
    if (colours === 'light' || colours === 'dark') root.dataset.colours = colours;
    else delete root.dataset.colours;
  };
  use(kept());
  addEventListener('DOMContentLoaded', () => {
    const choice = document.getElementById('colours');
    choice.value = root.dataset.colours ?? 'system';
    choice.parentElement.hidden = false;
    choice.addEventListener('change', () => {
      keep(choice.value);
      use(choice.value);
    });
  });
})();
`;
