/** Text on a terminal: wrapped lines, labelled paragraphs, and tables that stack where they do not fit. */
import type pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

/** Where the text beside a label begins. */
export const labelColumn = 10;

/** A word in the first column, its texts in the second. */
export function labelled(
  label: string,
  texts: string[],
  width: number,
  paint: (text: string, i: number) => string = text => text,
): string[] {
  const lines = texts.flatMap((text, i) => wrap(text, width, labelColumn, labelColumn).map(line => paint(line, i)));
  const [first = '', ...rest] = lines;
  return [first.replace(' '.repeat(labelColumn), label.padEnd(labelColumn)), ...rest];
}

/** Columns as wide as their widest cell, or undefined when they do not fit. Numbers are the second column and on. */
export function grid(rows: string[][], width: number, colours: Colours): string[] | undefined {
  const widths = (rows[0] ?? []).map((_, i) => rows.reduce((most, row) => Math.max(most, columns(row[i] ?? '')), 0));
  if (widths.reduce((sum, one) => sum + one + 2, 0) - 2 > width) return undefined;
  return rows.map((row, r) => {
    const line = row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - columns(cell)))
      .join('  ')
      .trimEnd();
    return r === 0 ? colours.dim(line) : line;
  });
}

export function stacked(header: string[], rows: string[][], width: number, colours: Colours): string[] {
  return rows.flatMap(([name = '', ...cells]) => [
    ...wrap(name, width, 2).map(colours.dim),
    ...cells.flatMap((cell, i) => (cell === '' ? [] : wrap(`${header[i + 1]}: ${cell}`, width, 4, 2))),
  ]);
}

/** Spaces where a line may end: any but the one between a number and its unit. */
const breakable = /(?<!\d) +|[\t\n]+| +(?!(?:%|µs|ms|s|min|h|d|B|[kMGTP]B)(?:[\s).,;:·]|$))/;

/** Lines no longer than the width; the first starts at `first`, the others at `indent`. A longer word is broken. */
export function wrap(text: string, width: number, indent: number, first = 0): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(first);
  let empty = true;
  for (const word of text.split(breakable).filter(part => part !== '')) {
    let rest = word;
    if (!empty && columns(line) + 1 + columns(rest) > width) {
      lines.push(line);
      line = ' '.repeat(indent);
      empty = true;
    }
    while (columns(line) + columns(rest) > width && empty) {
      const room = cut(rest, width - columns(line));
      lines.push(line + room);
      rest = rest.slice(room.length);
      line = ' '.repeat(indent);
    }
    line += empty ? rest : ` ${rest}`;
    empty = false;
  }
  return empty && lines.length > 0 ? lines : [...lines, line];
}

const doubleWidth =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Extended_Pictographic}/u;

/** How many columns a text takes: wide characters two, marks that sit on another none. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += /\p{Mn}/u.test(character) ? 0 : doubleWidth.test(character) ? 2 : 1;
  return sum;
}

/**
 * The longest beginning that fits, up to a dot, slash or the like where there is one; at least one character, so that
 * wrapping always ends.
 */
function cut(text: string, room: number): string {
  let kept = '';
  for (const character of text) {
    if (kept !== '' && columns(kept + character) > room) return /^.+[./=_-](?=.)/su.exec(kept)?.[0] ?? kept;
    kept += character;
  }
  return kept;
}

/** Terms in a column and what they mean beside them, wrapped; below each other where the terms leave no room. */
export function definitions(rows: readonly (readonly [term: string, text: string])[], width: number, colours: Colours) {
  const column = rows.reduce((most, [term]) => Math.max(most, columns(term)), 0) + 2;
  if (column > width / 2)
    return rows.flatMap(([term, text]) => [
      ...wrap(term, width, 2).map(colours.bold),
      ...(text === '' ? [] : wrap(text, width, 4, 4)),
    ]);
  return rows.flatMap(([term, text]) =>
    wrap(text, width, column, column).map((line, i) =>
      i === 0 ? `${colours.bold(term)}${line.slice(columns(term))}`.trimEnd() : line,
    ),
  );
}
