/** The few shapes of Markdown that the written pages share. */

export const generatedNote =
  '<!-- Written by `npm run docs`. Do not edit: a test compares this page with what it is made from. -->';

/** A table, or nothing for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar would end the cell, and outside code an angle bracket would begin a tag. */
const escaped = (cell: string): string =>
  cell.replaceAll('|', '\\|').replace(/`[^`]*`|</g, found => (found === '<' ? '&lt;' : found));
