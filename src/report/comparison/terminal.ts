/** A comparison on the terminal: the answer first, what was expected, the variants beside each other, and where the rest goes. */
import pc from 'picocolors';
import type { ComparedNumber, Comparison } from '../../experiments/compare/comparison.ts';
import { sensitivityInWords } from '../../experiments/compare/guess-words.ts';
import { fateLines } from '../fate-lines.ts';
import { judgedLines } from '../judged-lines.ts';
import { plainDeep } from '../plain-text.ts';
import type { TerminalOptions } from '../terminal.ts';
import { type Colours, grid, labelled, stacked, wrap } from '../text-layout.ts';
import { assumptionsInShort } from '../values.ts';
import { guessLines } from './guesses.ts';
import {
  bestMark,
  judgedInWords,
  keyNumbers,
  lostInWords,
  numberInWords,
  sizeInWords,
  stormInWords,
  valueInWords,
} from './words.ts';

const narrowest = 40;
/** Replications that failed, outages and broken laws that are told; the others are in summary.json. */
const mostTold = 4;

export function printVariantsCompared(result: Comparison, options: TerminalOptions): string {
  const comparison = plainDeep(result);
  const width = Math.max(narrowest, options.width);
  const colours = pc.createColors(options.colour);
  const {
    title,
    scenario,
    seed,
    question,
    answer,
    expectations,
    fates,
    assumptions,
    warnings,
    note,
    reproduce,
    tornado,
  } = comparison;
  const presets = [...new Set(comparison.variants.map(({ preset }) => preset))].join(' and ');
  const facts = `${title === scenario ? '' : `${scenario}, `}seed ${seed}, preset ${presets}, ${sizeInWords(comparison)}`;
  const lines = [
    ...wrap(`${title}  (${facts})`, width, 0).map(colours.bold),
    ...(question === '' ? [] : labelled('QUESTION', [question], width, colours.dim)),
    ...labelled('ANSWER', [...answer], width, (text, i) => (i === 0 ? colours.bold(text) : text)),
    ...(expectations.length === 0 ? [] : underLabel('EXPECT', judgedLines(expectations, width, colours))),
    ...variantLines(comparison, width, colours),
    ...lostLines(comparison, width),
    ...(comparison.storms.length === 0 ? [] : stormLines(comparison, width)),
    // The way of the first is told step by step, that of the others in the report.
    ...fates.flatMap((fate, at) => fateLines(at === 0 ? fate : { ...fate, rows: [] }, width, colours)),
    ...lawLines(comparison, width, colours),
    ...(warnings.length === 0 ? [] : labelled('WARNING', [...warnings], width, colours.yellow)),
    ...guessLines(comparison, width, colours),
    ...(assumptions.length === 0
      ? []
      : labelled(
          'RESTS ON',
          [[assumptionsInShort({ assumptions }), ...(tornado === null ? [] : sensitivityInWords(tornado))].join(' ')],
          width,
          colours.dim,
        )),
    ...labelled('NOTE', [judgedInWords(comparison), note], width, colours.dim),
    ...(options.report === undefined ? [] : [`REPORT    ${options.report}`]),
    `Reproduce: ${reproduce}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The label stands in the room that the first line leaves for it. */
const underLabel = (label: string, [first = '', ...rest]: readonly string[]): string[] => [
  first.replace(' '.repeat(10), label.padEnd(10)),
  ...rest,
];

/* ---- Variants × key numbers ---- */

const headWidth = 18;
const mostNumbers = 6;

/** A row for each variant, with as many numbers as fit; a paragraph for each where not even two do. */
function variantLines(comparison: Comparison, width: number, colours: Colours): string[] {
  const numbers = keyNumbers(comparison.numbers).slice(0, mostNumbers);
  for (let shown = numbers.length; shown >= Math.min(2, numbers.length); shown -= 1) {
    const lines = variantGrid(comparison, numbers.slice(0, shown), width, colours);
    if (lines !== undefined) return lines;
  }
  const header = ['', ...numbers.map(numberInWords)];
  return stacked(header, rowsOf(comparison, numbers), width, colours);
}

function variantGrid(
  comparison: Comparison,
  numbers: readonly ComparedNumber[],
  width: number,
  colours: Colours,
): string[] | undefined {
  if (numbers.length === 0) return [];
  const heads = numbers.map(number => wrap(numberInWords(number), headWidth, 0));
  const deepest = heads.reduce((most, { length }) => Math.max(most, length), 0);
  const header = Array.from({ length: deepest }, (_, line) => [
    '',
    ...heads.map(lines => lines[line - (deepest - lines.length)] ?? ''),
  ]);
  const lines = grid([...header, ...rowsOf(comparison, numbers)], width, colours);
  // Every line of the heading is as pale as the first.
  return lines?.map((line, at) => (at > 0 && at < deepest ? colours.dim(line) : line));
}

function rowsOf({ variants, base, verdict }: Comparison, numbers: readonly ComparedNumber[]): string[][] {
  return variants.map(({ name }) => {
    const cells = numbers.map(({ values, unit }) =>
      valueInWords(
        values.find(({ variant }) => variant === name),
        unit,
      ),
    );
    const last = cells.length - 1;
    const mark = name === verdict.best ? `  ${bestMark}` : '';
    return [
      ` ${name}${name === base ? ' (base)' : ''}`,
      ...cells.map((cell, at) => (at === last ? cell + mark : cell)),
    ];
  });
}

/* ---- Where the rest goes ---- */

function lostLines({ variants, verdict, base }: Comparison, width: number): string[] {
  const shown = variants.find(({ name }) => name === (verdict.best ?? base));
  if (shown === undefined || shown.lost.length === 0) return [];
  const label = `WHERE THE REST GO (${shown.name}), of 100 who opened the app: `;
  return wrap(`${label}${lostInWords(shown.lost)}`, width, 2);
}

function stormLines({ storms }: Comparison, width: number): string[] {
  const names = [...new Set(storms.map(({ name }) => name))].slice(0, mostTold);
  return names.flatMap(name => {
    const told = storms.filter(storm => storm.name === name).map(stormInWords);
    return [
      ...wrap(`${name.toUpperCase()}  on average of the replications`, width, 2),
      ...told.flatMap(text => wrap(text, width, 4, 2)),
    ];
  });
}

function lawLines({ brokenLaws }: Comparison, width: number, colours: Colours): string[] {
  if (brokenLaws.length === 0) return [];
  const told = brokenLaws.slice(0, mostTold).map(({ variant, replication, at, law, breach }) => {
    const guess = at === undefined ? '' : `, with ${at}`;
    return `✗ ${variant}, replication ${replication}${guess}: ${law}: ${breach}`;
  });
  return labelled('LAWS', [`${brokenLaws.length} broken`, ...told], width, colours.red);
}
