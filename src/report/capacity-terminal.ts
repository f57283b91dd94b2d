/** A capacity experiment on the terminal: the size or load, why nothing cheaper, the load, the tiers, the knee. */
import pc from 'picocolors';
import { formatNumber } from '../experiments/format.ts';
import {
  type CapacityResult,
  changesInWords,
  costGuessInWords,
  costTornadoInWords,
  failuresInWords,
  kneeInWords,
  loadInWords,
  type TestedSize,
  whatMoves,
} from '../experiments/index.ts';
import { levelInWords, tierColumns, tierRow, verdictOfLevel } from './capacity-words.ts';
import { plainDeep } from './plain-text.ts';
import type { TerminalOptions } from './terminal.ts';
import { type Colours, grid, labelColumn, labelled, stacked, wrap } from './text-layout.ts';

const narrowest = 40;

export function printCapacity(capacity: CapacityResult, options: TerminalOptions): string {
  const result = plainDeep(capacity);
  const width = Math.max(narrowest, options.width);
  const colours = pc.createColors(options.colour);
  const { title, scenario, variant, seed, question, answer, excluded, replications, load, curve } = result;
  const facts = `${title === scenario ? '' : `${scenario}, `}${variant}, seed ${seed}, ${replications.confirmation} replications to confirm, ${replications.made} in all`;
  const lines = [
    ...wrap(`${title}  (${facts})`, width, 0).map(colours.bold),
    ...(question === '' ? [] : labelled('QUESTION', [question], width, colours.dim)),
    ...labelled('ANSWER', answer, width, (text, i) => (i === 0 ? colours.bold(text) : text)),
    ...levelLines(result, width, colours),
    ...(excluded.length === 0
      ? []
      : labelled(
          'LEFT OUT',
          excluded.map(
            ({ setting, upTo, because }) => `${setting} ${result.of === 'load' ? 'from' : 'up to'} ${upTo}: ${because}`,
          ),
          width,
        )),
    ...(load === null ? [] : labelled('LOAD', [loadInWords(load)], width)),
    ...tierLines(result, width, colours),
    ...(curve === null ? [] : labelled('KNEE', [kneeInWords(curve), ...failuresInWords(curve)], width)),
    ...result.observed.flatMap(({ metric, file, words }) =>
      labelled('MEASURED', [`MODEL v MEASURED (${metric}, ${file})   ${words[0] ?? ''}`, ...words.slice(1)], width),
    ),
    ...tornadoLines(result, width),
    ...(result.warnings.length === 0 ? [] : labelled('CAUTION', result.warnings, width, colours.yellow)),
    ...labelled('NOTE', ['Intervals are sampling error only.'], width, colours.dim),
    ...(options.report === undefined ? [] : [`${'REPORT'.padEnd(labelColumn)}${options.report}`]),
    `Reproduce: ${result.reproduce}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Each service level at the answer; where there is none, at the most generous size. */
function levelLines({ size, mostGenerous, undecided }: CapacityResult, width: number, colours: Colours): string[] {
  const shown: TestedSize | undefined = size ?? mostGenerous[0] ?? undecided[0];
  if (shown === undefined) return [];
  const paint = { pass: colours.green, fail: colours.red, undecided: colours.yellow };
  const lines = shown.places.flatMap(({ lost, levels }) =>
    levels.flatMap(level => {
      const mark = verdictOfLevel[level.verdict];
      const where = lost === null ? '' : ` (one ${lost} server lost)`;
      return wrap(`${mark} ${level.claim}${where}: ${levelInWords(level)}`, width, labelColumn + 2, labelColumn).map(
        (line, i) => (i === 0 ? line.replace(mark, paint[level.verdict](mark)) : line),
      );
    }),
  );
  const [first = '', ...rest] = lines;
  return [first.replace(' '.repeat(labelColumn), 'LEVELS'.padEnd(labelColumn)), ...rest];
}

function tierLines({ tiers }: CapacityResult, width: number, colours: Colours): string[] {
  if (tiers.length === 0) return [];
  const [corner = '', ...header] = tierColumns;
  const rows = tiers.map(tierRow);
  return (
    grid([[corner.toUpperCase(), ...header], ...rows], width, colours) ??
    stacked([corner, ...header], rows, width, colours)
  );
}

/** A bar spans what one guess allows; one that leaves no size at all goes to the end of the line. */
function tornadoLines({ tornado }: CapacityResult, width: number): string[] {
  if (tornado === null) return [];
  const most = tornado.guesses.reduce((widest, guess) => Math.max(widest, guess.width ?? 0), 0);
  const lines = tornado.guesses.flatMap(guess => {
    if (guess.silent !== undefined) return [];
    const length = guess.width === null ? longestBar : most > 0 ? Math.round((guess.width / most) * longestBar) : 0;
    const bar = `${'█'.repeat(length)}${guess.width === null ? '▶' : ''}`;
    const others = guess.ends.filter(({ answer }) => answer !== null && answer !== tornado.base);
    const sizes = others.map(end => `${end.value}: ${changesInWords(end, tornado)}`);
    return [
      `${costGuessInWords(guess, tornado)} ${bar}`.trimEnd(),
      ...(sizes.length === 0 ? [] : [`  ${sizes.join('; ')}`]),
    ];
  });
  const written = `${whatMoves(tornado)}: ${formatNumber(tornado.base)} as written`;
  return labelled('TORNADO', [written, ...lines, ...costTornadoInWords(tornado)], width);
}

const longestBar = 12;
