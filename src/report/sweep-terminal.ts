/** A sweep on the terminal: the answer, what was expected, a row for each point, and the shape of each number in small bars. */
import pc from 'picocolors';
import { counted, formatValue } from '../experiments/format.ts';
import {
  ascending,
  axisName,
  guessInWords,
  type SweepAxis,
  type SweepResult,
  type SweptNumber,
  tornadoWords,
} from '../experiments/index.ts';
import { pointInWords } from './charts/response.ts';
import { plainDeep } from './plain-text.ts';
import type { TerminalOptions } from './terminal.ts';
import { type Colours, grid, labelled, stacked, wrap } from './text-layout.ts';
import { verdictMark } from './values.ts';

const narrowest = 40;
/** More numbers than these are read from the report. */
const mostColumns = 6;
const mostRows = 60;

export function printSweep(swept: SweepResult, options: TerminalOptions): string {
  const result = plainDeep(swept);
  const width = Math.max(narrowest, options.width);
  const colours = pc.createColors(options.colour);
  const { title, scenario, variant, seed, replications, question, answer, points } = result;
  const facts = `${title === scenario ? '' : `${scenario}, `}${variant}, seed ${seed}, ${points.length} points × ${counted(replications, 'replication')}`;
  const lines = [
    ...wrap(`${title}  (${facts})`, width, 0).map(colours.bold),
    ...(question === '' ? [] : labelled('QUESTION', [question], width, colours.dim)),
    ...labelled('ANSWER', answer, width, (text, i) => (i === 0 ? colours.bold(text) : text)),
    ...pointLines(result, width, colours),
    ...shapeLines(result, width),
    ...result.observed.flatMap(({ metric, file, words: [first = '', ...rest] }) => [
      ...labelled('MEASURED', [`MODEL v MEASURED (${metric}, ${file})   ${first}`, ...rest], width),
    ]),
    ...tornadoLines(result, width),
    ...(result.warnings.length === 0 ? [] : labelled('CAUTION', result.warnings, width, colours.yellow)),
    ...labelled('NOTE', [`${samplingNote} All points met the same random numbers.`], width, colours.dim),
    ...(options.report === undefined ? [] : [`${'REPORT'.padEnd(10)}${options.report}`]),
    `Reproduce: ${result.reproduce}`,
  ];
  return `${lines.join('\n')}\n`;
}

const samplingNote = '± is half of the 95 % interval of the mean: sampling error only.';

/** One row for each point: its values, the drawn numbers, and how the expectations fared. */
function pointLines(result: SweepResult, width: number, colours: Colours): string[] {
  const { axes, points, claims } = result;
  const drawn = drawnOf(result);
  const gates = claims.filter(({ points: of }) => new Set(of.map(({ verdict }) => verdict)).size > 1);
  const rows = pointOrder(result)
    .slice(0, mostRows)
    .map(i => [
      ...points[i]!.values,
      ...drawn.map(number => pointInWords(number.points[i]!, number.unit)),
      ...gates.map(claim => verdictMark[claim.points[i]!.verdict]),
    ]);
  const fits = (columns: number): string[] | undefined => {
    const header = [
      ...axes.map(axisName),
      ...drawn.slice(0, columns).map(({ name }) => name),
      ...gates.map(({ text }) => text),
    ];
    const kept = rows.map(row => [...row.slice(0, axes.length + columns), ...row.slice(axes.length + drawn.length)]);
    return grid([header, ...kept], width, colours);
  };
  for (let columns = drawn.length; columns > 0; columns -= 1) {
    const found = fits(columns);
    if (found !== undefined) return [...found, ...moreLines(result, drawn.length - columns, rows.length, colours)];
  }
  const header = [axes.map(axisName).join(' · '), ...drawn.map(({ name }) => name), ...gates.map(({ text }) => text)];
  return stacked(
    header,
    rows.map(row => [row.slice(0, axes.length).join(' · '), ...row.slice(axes.length)]),
    width,
    colours,
  );
}

function moreLines({ points }: SweepResult, columns: number, rows: number, colours: Colours): string[] {
  const left = [
    ...(columns > 0 ? [`${columns} more ${columns === 1 ? 'number' : 'numbers'}`] : []),
    ...(rows < points.length ? [`${points.length - rows} more points`] : []),
  ];
  return left.length === 0 ? [] : [colours.dim(`and ${left.join(', ')} in the report`)];
}

const drawnOf = ({ numbers }: SweepResult): SweptNumber[] =>
  numbers.filter(({ isDrawn }) => isDrawn).slice(0, mostColumns);

/** The points as one reads them: the first parameter ascending within each value of the second. */
function pointOrder({ axes }: SweepResult): number[] {
  const [first, second] = axes as [SweepAxis, SweepAxis?];
  const rows = second === undefined ? [0] : ascending(second);
  return rows.flatMap(row => ascending(first).map(i => row * first.values.length + i));
}

/* ---- Shapes ---- */

const bars = [...'▁▂▃▄▅▆▇█'];
const shapeNames = { flat: 'flat', rises: 'rises', falls: 'falls', turns: 'turns', names: '', unknown: '' } as const;

/** The curve of each number as small bars, with its ends in words: `█▄▂▁▁▁ falls, 1.2 s … 210 ms`. */
function shapeLines(result: SweepResult, width: number): string[] {
  const [first, second] = result.axes as [SweepAxis, SweepAxis?];
  if (second !== undefined) return [];
  const order = ascending(first);
  const texts = drawnOf(result).flatMap(({ name, unit, points, curves }) => {
    const means = order.map(i => points[i]!.mean);
    const known = means.filter(mean => mean !== null);
    const shape = curves[0]?.shape ?? 'unknown';
    if (known.length < 2 || shape === 'unknown' || shape === 'names') return [];
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const bar = (mean: number | null) =>
      mean === null ? ' ' : bars[shape === 'flat' || high === low ? 3 : Math.round(((mean - low) / (high - low)) * 7)]!;
    const ends = `${formatValue(known[0]!, unit)} … ${formatValue(known.at(-1)!, unit)}`;
    return [`${means.map(bar).join('')}  ${name} ${shapeNames[shape]}, ${ends}`];
  });
  return texts.length === 0 ? [] : labelled('SHAPE', texts, width);
}

function tornadoLines({ tornado }: SweepResult, width: number): string[] {
  if (tornado === undefined) return [];
  const most = tornado.guesses[0]?.swing ?? 0;
  const texts = tornado.guesses.map(guess => {
    const length =
      most > 0 && guess.swing !== null && guess.silent === undefined
        ? Math.max(1, Math.round((guess.swing / most) * 12))
        : 0;
    return `${guessInWords(guess, tornado.unit)} ${'█'.repeat(length)}`.trimEnd();
  });
  return labelled(
    'TORNADO',
    [`${tornado.number}, ${formatValue(tornado.base, tornado.unit)} as written`, ...texts, ...tornadoWords([tornado])],
    width,
  );
}
