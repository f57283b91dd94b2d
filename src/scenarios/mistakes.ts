/**
 * Mistakes in a scenario, as their author reads them: the place, what was found there, what was expected, and the likely
 * repair.
 *
 *     scenarios/reset-day.yaml:6:10: population.prepaid-laptops.device.sim is "warmed"
 *       6 |     sim: warmed
 *         |          ^^^^^^
 *     Expected one of: esim, cold, warm, hot. Did you mean `warm`?
 */

export interface Mistake {
  /** The file as it was named on the command line, or `--set path=value`. */
  file: string;
  /** Place of the first wrong character, both counted from 1; `length` is how many characters are wrong, on that line. */
  line: number;
  column: number;
  length: number;
  /** Dotted path of the setting; empty where the file could not be read at all. */
  path: string;
  /** What stands there, as in `operators.contoso.api.service is "120"`; empty when the message says it all. */
  found: string;
  /** What was expected, and the likely repair. */
  message: string;
  /** `unbuilt` is no mistake of the author: the message says what no model or experiment offers yet. */
  severity: 'error' | 'warning' | 'unbuilt';
  /** The part of the line around the place, ready to print, and where in it the caret goes (in columns of a terminal). */
  excerpt: Excerpt | undefined;
}

interface Excerpt {
  text: string;
  caretAt: number;
  caretWidth: number;
}

/** A text that mistakes can be found in: a scenario file, or one `--set` argument. */
export interface SourceText {
  name: string;
  text: string;
  /** Where each line begins. */
  lineStarts: readonly number[];
  /** False for a `--set` argument, which has no lines worth naming. */
  isFile: boolean;
}

/** From `start` up to, not including, `end`, in characters (UTF-16 code units) of the text. */
export interface Place {
  source: SourceText;
  start: number;
  end: number;
}

/** All mistakes of a scenario at once. The message is what a person should read; there is nothing to learn from the stack. */
export class MistakesError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(formatMistakes(mistakes));
    this.name = 'MistakesError';
    this.mistakes = mistakes;
  }
}

/** More mistakes than anybody reads at once are counted instead of shown. */
const shownAtOnce = 50;
/** Lines up to this length are shown whole; of longer ones, so many characters before and after the caret. */
const longestLine = 120;
const excerptBefore = 60;
const excerptAfter = 60;
const longestFound = 80;

export function sourceText(name: string, text: string, isFile = true): SourceText {
  const lineStarts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lineStarts.push(end + 1);
  return { name, text, lineStarts, isFile };
}

export function mistakeAt(
  place: Place,
  about: { path: string; found?: string; message: string; severity?: Mistake['severity'] },
): Mistake {
  const { source } = place;
  const start = Math.min(place.start, source.text.length);
  const lineIndex = lineOf(source, start);
  const lineStart = source.lineStarts[lineIndex];
  const lineEnd = endOfLine(source, lineIndex);
  const length = Math.max(1, Math.min(place.end, lineEnd) - start);
  return {
    file: printable(source.name),
    line: lineIndex + 1,
    column: start - lineStart + 1,
    length,
    path: printable(about.path),
    found: printable(about.found ?? ''),
    message: printable(about.message),
    severity: about.severity ?? 'error',
    excerpt: source.isFile ? excerptOf(source.text, lineStart, lineEnd, start, length) : undefined,
  };
}

/** The line number of a place, counted from 1. */
export const lineNumber = (place: Place): number => lineOf(place.source, place.start) + 1;

/** Mistakes and warnings first, each with its lines; then a list of what is not built yet. */
export function formatMistakes(all: readonly Mistake[]): string {
  const mistakes = all.filter(({ severity }) => severity !== 'unbuilt');
  const notBuilt = all.filter(({ severity }) => severity === 'unbuilt');
  return [...firstOf(mistakes, formatMistake), ...formatNotBuilt(notBuilt, mistakes)].join('\n');
}

function firstOf(mistakes: readonly Mistake[], format: (mistake: Mistake) => string): string[] {
  const rest = mistakes.length - shownAtOnce;
  return [...mistakes.slice(0, shownAtOnce).map(format), ...(rest > 0 ? [`... and ${rest} more.`] : [])];
}

function formatNotBuilt(notBuilt: readonly Mistake[], mistakes: readonly Mistake[]): string[] {
  if (notBuilt.length === 0) return [];
  const isRight = mistakes.every(({ severity }) => severity !== 'error');
  const counted =
    notBuilt.length === 1 ? '1 part of this scenario is' : `${notBuilt.length} parts of this scenario are`;
  const line = (mistake: Mistake) => `  ${placeOf(mistake)}${mistake.path} ${mistake.message}`;
  return [
    `${isRight ? 'No mistakes. ' : ''}${counted} part of the language but not built yet:`,
    ...firstOf(notBuilt, line),
  ];
}

const placeOf = ({ file, line, column, excerpt }: Mistake): string =>
  excerpt === undefined ? `${file}: ` : `${file}:${line}:${column}: `;

function formatMistake(mistake: Mistake): string {
  const place = placeOf(mistake);
  const severity = mistake.severity === 'warning' ? 'warning: ' : '';
  const [headline, ...rest] = mistake.found ? [mistake.found, mistake.message] : [mistake.message];
  return [place + severity + headline, ...formatExcerpt(mistake), ...rest].join('\n');
}

function formatExcerpt({ excerpt, line }: Mistake): string[] {
  if (excerpt === undefined) return [];
  const number = String(line).padStart(3);
  return [
    `${number} | ${excerpt.text}`,
    `${' '.repeat(number.length)} | ${' '.repeat(excerpt.caretAt)}${'^'.repeat(excerpt.caretWidth)}`,
  ];
}

/** Quotes what stands in a file, cut when it is long. */
export function quoted(text: string): string {
  return `"${text.length > longestFound ? `${text.slice(0, longestFound)}…` : text}"`;
}

/**
 * A text that a terminal prints as it stands: control characters, escape sequences, line breaks and characters that
 * turn the direction of writing become U+FFFD.
 */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
}

function lineOf(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function endOfLine(source: SourceText, lineIndex: number): number {
  const next = source.lineStarts[lineIndex + 1];
  if (next === undefined) return source.text.length;
  return source.text[next - 2] === '\r' ? next - 2 : next - 1;
}

function excerptOf(text: string, lineStart: number, lineEnd: number, start: number, length: number): Excerpt {
  const isShort = lineEnd - lineStart <= longestLine;
  const from = isShort ? lineStart : Math.max(lineStart, start - excerptBefore);
  const to = isShort ? lineEnd : Math.min(lineEnd, start + excerptAfter);
  const show = (part: string) => printable(part.replaceAll('\t', ' '));
  const before = (from > lineStart ? '…' : '') + show(text.slice(from, start));
  const marked = show(text.slice(start, Math.min(start + length, to)));
  const after = show(text.slice(start + marked.length, to)) + (to < lineEnd ? '…' : '');
  return {
    text: before + marked + after,
    caretAt: displayWidth(before),
    caretWidth: Math.max(1, displayWidth(marked)),
  };
}

/** Columns that a text takes on a terminal: East Asian wide characters and emoji take two, combining marks none. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += isWide(character) ? 2 : 1;
  }
  return width;
}

function isWide(character: string): boolean {
  return /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u.test(
    character,
  );
}
