/** Sorting and filtering of the settings that an answer rests on. Without scripts the table is simply whole. */
export const ledgerTable = `
(() => {
  'use strict';
  const table = document.getElementById('ledger');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const controls = document.getElementById('ledger-controls');
  const [words, setBy, basis] = controls.querySelectorAll('input, select');
  const said = controls.querySelector('output');
  const textAt = (row, i) => row.cells[i].textContent;
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits = row.textContent.toLowerCase().includes(wanted) &&
        (setBy.value === '' || textAt(row, 2) === setBy.value) &&
        (basis.value === '' || textAt(row, 3) === basis.value);
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    said.textContent = shown + ' of ' + rows.length + ' shown';
  };
  for (const control of [words, setBy, basis]) control.addEventListener('input', filter);
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, i) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const isUp = head.ariaSort !== 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.ariaSort = isUp ? 'ascending' : 'descending';
      const order = (a, b) => textAt(a, i).localeCompare(textAt(b, i), 'en', { numeric: true });
      body.replaceChildren(...[...rows].sort((a, b) => (isUp ? order(a, b) : order(b, a))));
    });
  });
  controls.hidden = false;
  filter();
})();
`;
