/**
 * The first different fate on a terminal: the headline, the steps that both ways share once, and from where they part both
 * beside each other, or below each other where the terminal is narrow.
 */
import type { FateDifference } from '../experiments/fates/difference.ts';
import type { Row } from '../experiments/fates/side-by-side.ts';
import type { Step } from '../experiments/fates/story.ts';
import { counted } from '../experiments/format.ts';
import { plainDeep } from './plain-text.ts';
import { type Colours, columns, wrap } from './text-layout.ts';

const heading = 'FIRST DIFFERENT FATE  ';
/** Steps alike that are shown before the two ways part. */
const alikeShown = 3;
/** Below this, two columns hold no sentence. */
const narrow = 90;
const gap = 2;

export function fateLines(told: FateDifference, width: number, colours: Colours): string[] {
  const { headline, summary, rows, a, b } = plainDeep(told);
  const [opening = '', ...more] = wrap(headline, width, 2, heading.length);
  const lines = [heading + opening.slice(heading.length), ...more];
  if (rows.length === 0) return lines;
  const column = Math.floor((width - 2 - gap) / 2);
  const isNarrow = width < narrow;
  const title = isNarrow ? [] : besides([a], [b], column).map(colours.bold);
  let hasParted = false;
  const steps = parts(rows).flatMap((part): string[] => {
    if ('alike' in part) return [colours.dim(`  … ${counted(part.alike, 'step')} alike …`)];
    const { mark, left, right } = part.row;
    if (mark === 'same' && left !== undefined) return wrap(stepInWords(left), width, 11, 2).map(colours.dim);
    const before = hasParted ? [] : title;
    hasParted = true;
    return [...before, ...(isNarrow ? below(part.row, { a, b, width }) : stepsBeside(left, right, column))];
  });
  return [...lines, ...steps, ...wrap(summary, width, 2, 2).map(colours.dim)];
}

/** `14:03:12 buyer: gave up: network not ready after 6 min`. */
function stepInWords({ clock, who, what, detail, times, lastClock }: Step): string {
  const behind = detail === undefined ? '' : ` (${detail})`;
  const again = times === undefined ? '' : `, ${times} times until ${lastClock ?? ''}`;
  return `${clock} ${who === '' ? '' : `${who}: `}${what}${behind}${again}`;
}

/** Rows, and how many alike in a row are left out. */
function parts(rows: readonly Row[]): ({ row: Row } | { alike: number })[] {
  const shown: ({ row: Row } | { alike: number })[] = [];
  const parting = rows.findIndex(({ mark }) => mark !== 'same');
  const hidden = (parting < 0 ? rows.length : parting) - 1 - alikeShown;
  if (hidden < 2) return rows.map(row => ({ row }));
  shown.push({ row: rows[0]! }, { alike: hidden }, ...rows.slice(1 + hidden).map(row => ({ row })));
  return shown;
}

function below({ left, right }: Row, { a, b, width }: { a: string; b: string; width: number }): string[] {
  const line = (variant: string, step: Step | undefined) =>
    step === undefined ? [] : wrap(`${variant} ${stepInWords(step)}`, width, 6, 2);
  return [...line(a, left), ...line(b, right)];
}

function stepsBeside(left: Step | undefined, right: Step | undefined, column: number): string[] {
  const lines = (step: Step | undefined) => (step === undefined ? [] : wrap(stepInWords(step), column, 9));
  return besides(lines(left), lines(right), column);
}

/** Two texts in columns; the first is filled up to the width of its own. */
function besides(left: readonly string[], right: readonly string[], column: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
    const line = left[at] ?? '';
    const room = ' '.repeat(Math.max(0, column - columns(line)) + gap);
    return `  ${line}${room}${right[at] ?? ''}`.trimEnd();
  });
}
