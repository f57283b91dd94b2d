/**
 * Measured values from a column of a CSV file. Like a scenario it is the text of a stranger: every mistake in it is told
 * with its line, and no cell becomes the name of anything.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { type Mistake, MistakesError, mistakeAt, quoted, type SourceText, sourceText } from './mistakes.ts';
import { nearestWord } from './nearest-word.ts';

/** Fewer values say little about the shape of a distribution, and nothing about its tail. */
export const fewestValues = 20;
const mostMistakes = 20;
const longestRow = 100_000;
const mostColumns = 1_000;
const columnsListed = 20;

interface Row {
  /** Where in the bytes of the file it begins. */
  from: number;
  cells: readonly string[];
}

/**
 * The numbers of a column, in the order of the file.
 *
 * @param name  the file as mistakes are reported under it
 * @throws MistakesError when the file is no CSV with that column, or a value is no number from 0 on
 */
export function readColumn(bytes: Uint8Array, name: string, column: string): number[] {
  const text = decoded(bytes, name);
  const mistakes: Mistake[] = [];
  const values: number[] = [];
  let source: SourceText | undefined;
  let at: number | undefined;
  let width = 0;
  let wrong = 0;
  const report = (row: Row, index: number, message: string) => {
    wrong += 1;
    if (wrong > mostMistakes) return;
    source ??= sourceText(name, text);
    mistakes.push(mistakeInRow(source, bytes, row, index, message));
  };
  const take = (row: Row) => {
    if (at === undefined) {
      width = row.cells.length;
      at = columnOf(row, column, message => report(row, 0, message));
    } else if (row.cells.length !== width)
      report(row, 0, `This row has ${row.cells.length} cells, the header ${width}.`);
    else if (at >= 0) {
      const cell = row.cells[at];
      const value = numberIn(cell);
      if (typeof value === 'number') values.push(value);
      else report(row, at, value);
    }
  };
  const broken = eachRow(bytes, name, text, take);
  if (broken !== undefined) mistakes.push(broken);
  if (wrong > mostMistakes) {
    const last = mistakes[mostMistakes - 1];
    mistakes[mostMistakes - 1] = { ...last, message: `${last.message} And ${wrong - mostMistakes} more like this.` };
  }
  if (mistakes.length === 0 && values.length < fewestValues) {
    const found = values.length === 0 ? 'no values' : `only ${values.length} values`;
    mistakes.push(wholeFile(name, text, `There are ${found} in \`${column}\`; expected at least ${fewestValues}.`));
  }
  if (mistakes.length > 0) throw new MistakesError(mistakes);
  return values;
}

function decoded(bytes: Uint8Array, name: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MistakesError([wholeFile(name, '', 'This is not UTF-8 text. Measured data is a CSV text file.')]);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is where control characters are refused
  const control = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]/.exec(text);
  if (control === null) return text;
  const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const place = { source: sourceText(name, text), start: control.index, end: control.index + 1 };
  const message = `CSV is text; the character U+${code} has no place in it.`;
  throw new MistakesError([mistakeAt(place, { path: '', message })]);
}

const wholeFile = (name: string, text: string, message: string): Mistake =>
  mistakeAt({ source: sourceText(name, text), start: 0, end: 0 }, { path: '', message });

/** Hands over row after row; only the rows that are asked for stay in memory. Answers what ended the reading early. */
function eachRow(bytes: Uint8Array, name: string, text: string, take: (row: Row) => void): Mistake | undefined {
  let from = 0;
  try {
    parse(bytes, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestRow,
      on_record: (cells: string[], context) => {
        take({ from, cells });
        from = context.bytes;
        return null;
      },
    });
    return undefined;
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    const source = sourceText(name, text);
    const start = charactersIn(bytes, from);
    return mistakeAt({ source, start, end: start + 1 }, { path: '', message: complaint(problem.code) });
  }
}

function complaint(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quote that opens in this row or after it is never closed.';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'A cell with quotes begins and ends with one, and doubles those inside, as in `"a ""b"" c"`.';
    case 'CSV_MAX_RECORD_SIZE':
      return `A row has at most ${longestRow} characters.`;
    default:
      return `This is not CSV (${code}).`;
  }
}

/** The number of the column; −1 when there is none, which has then been reported. */
function columnOf({ cells }: Row, column: string, report: (message: string) => void): number {
  const at = cells.indexOf(column);
  const names = cells.map(cell => cell.trim());
  if (cells.length > mostColumns) report(`The header has ${cells.length} columns; expected at most ${mostColumns}.`);
  else if (at >= 0 && cells.includes(column, at + 1)) report(`There are several columns \`${column}\`.`);
  else if (at >= 0) return at;
  else if (names.includes(column)) return names.indexOf(column);
  else if (cells.length === 1 && /[;\t]/.test(cells[0]))
    report('Cells are separated by commas, and decimals follow a point.');
  else {
    const nearest = nearestWord(column, names);
    const listed = names.slice(0, columnsListed).join(', ') + (names.length > columnsListed ? ', …' : '');
    const repair = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`;
    report(`There is no column \`${column}\`. Expected one of: ${listed}.${repair}`);
  }
  return -1;
}

/** The number in a cell, or what is wrong with it. */
function numberIn(cell: string): number | string {
  const value = Number(cell);
  const isPlain = /^\s*[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?\s*$/.test(cell);
  if (isPlain && value >= 0 && value <= Number.MAX_SAFE_INTEGER) return value;
  if (cell.trim() === '') return 'There is no value. Leave out rows without one.';
  if (isPlain && value < 0) return `${quoted(cell)} is below zero; expected a number from 0 on.`;
  if (isPlain) return `${quoted(cell)} is more than the simulator can count exactly.`;
  return `${quoted(cell)} is not a number. Expected digits alone, as \`12.5\`, without a unit.`;
}

function mistakeInRow(
  source: SourceText,
  bytes: Uint8Array,
  { from, cells }: Row,
  index: number,
  message: string,
): Mistake {
  let start = charactersIn(bytes, from);
  while (/[\r\n]/.test(source.text[start] ?? '')) start += 1;
  for (let cell = 0; cell < index; cell += 1) start = endOfCell(source.text, start) + 1;
  const length = cells.length === 1 && index === 0 ? cells[0].length : endOfCell(source.text, start) - start;
  return mistakeAt({ source, start, end: start + length }, { path: '', message });
}

/** Where the cell that begins here ends: at its comma or line end, those in quotes left out. */
function endOfCell(text: string, start: number): number {
  let inQuotes = false;
  let at = start;
  while (at < text.length && (inQuotes || !/[,\r\n]/.test(text[at]))) {
    if (text[at] === '"') inQuotes = !inQuotes;
    at += 1;
  }
  return at;
}

/** A place in bytes as a place in the decoded text, which has lost its byte order mark. */
function charactersIn(bytes: Uint8Array, upTo: number): number {
  return new TextDecoder('utf-8').decode(bytes.subarray(0, upTo)).length;
}
