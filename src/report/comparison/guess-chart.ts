/**
 * The tornado of a verdict: for each guess a bar for each variant, from its difference to the base at the first value to that
 * at the last. Where the bars of two variants change places, another one wins.
 *
 *     acceptsToast   async              │ ●           ○ at the first value, ● at the last
 *     20 % → 70 %    delayed   ○━━━━━━━━━━━━━━● wins
 */
import { scaleFor } from '../../experiments/compare/amounts.ts';
import type { Comparison } from '../../experiments/compare/comparison.ts';
import { differenceAt, guessSentence } from '../../experiments/compare/guess-words.ts';
import type {
  TriedGuess,
  TriedValue,
  VerdictThere,
  VerdictTornado,
} from '../../experiments/compare/verdict-tornado.ts';
import { guessName } from '../../experiments/index.ts';
import { axisTitle, type Chart, frame, numberLabels, wideSize } from '../charts/chart.ts';
import { cycled } from '../charts/overlays.ts';
import { asWords } from '../metric-name.ts';
import { textWidth, wrapped } from '../text-width.ts';
import { colour, seriesColours } from '../theme.ts';
import { numberInWords } from './words.ts';

/** More are in the table. */
const mostBars = 12;
const nameWidth = 135;
const lineHeight = 14;
const barHeight = 15;

export function guessChart({ tornado, numbers, base }: Comparison): Chart[] {
  const number = numbers.find(({ name }) => name === tornado?.number);
  if (tornado === null || number === undefined) return [];
  const drawn = tornado.guesses.slice(0, mostBars);
  const names = tornado.written.differences.flatMap(({ variant, value }) => (value === null ? [] : [variant]));
  const spans = drawn.flatMap(guess => names.map(variant => spanOf(guess, variant, tornado)));
  const ends = spans.flatMap(({ low, high }) => [low, high]);
  const { by, unit } = scaleFor(
    ends.reduce((most, end) => Math.max(most, Math.abs(end)), 0),
    tornado.unit,
  );
  const bars = spans.map(span => ({ ...span, ...scaled(span, by) }));
  const rows = drawn.map(rowName);
  const title = `Does the verdict rest on a guess? ${asWords(numberInWords(number))}: difference to ${base}`;
  const says = guessSentence(tornado);
  const reach = Math.max(0, ...ends) * by - Math.min(0, ...ends) * by;
  // Room for the word beside the bar of whoever wins, on a telephone too.
  const room = (side: 'left' | 'right') =>
    (bars.some(({ wins, winsAt }) => wins !== '' && winsAt === side) ? 0.35 : 0.05) * reach;
  const domain = [Math.min(0, ...ends) * by - room('left'), Math.max(0, ...ends) * by + room('right')];
  const x = {
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    axis: {
      title: axisTitle(`difference to ${base}${unit === '' ? '' : ` (${unit.trim()})`}`),
      grid: true,
      tickCount: 6,
      ...numberLabels,
    },
  };
  const lines = Math.max(1, ...rows.map(row => row.split('\n').length));
  const y = {
    field: 'guess',
    type: 'nominal',
    sort: rows,
    axis: {
      title: null,
      labelColor: colour.ink,
      labelLimit: nameWidth + 20,
      labelExpr: "split(datum.label, '\\n')",
      // The first line of a label is level with its row: all of them are raised to stand around it.
      labelOffset: (-lineHeight * (lines - 1)) / 2,
      ticks: false,
      domain: false,
      grid: true,
    },
  };
  const yOffset = { field: 'variant', type: 'nominal', sort: names };
  const color = {
    field: 'variant',
    type: 'nominal',
    scale: { domain: names, range: cycled(seriesColours.slice(1), names) },
  };
  const rowHeight = Math.max(lines * lineHeight + 12, 14 + names.length * barHeight);
  const at = (field: string) => ({ field, ...x });
  const words = (side: 'left' | 'right') => ({
    transform: [{ filter: `datum.wins !== '' && datum.winsAt === '${side}'` }],
    mark: { type: 'text', align: side === 'left' ? 'right' : 'left', dx: side === 'left' ? -9 : 9, fontSize: 12 },
    encoding: { x: at('winner'), y, yOffset, text: { field: 'wins', type: 'nominal' }, color: { value: colour.bad } },
  });
  const points = bars.flatMap(({ guess, variant, ends: of }) =>
    of.map(({ value, place, told, isFirst }) => ({ guess, variant, value, place, told, isFirst })),
  );
  const tooltip = [
    { field: 'variant', type: 'nominal' },
    { field: 'value', type: 'nominal', title: 'guess' },
    { field: 'told', type: 'nominal', title: 'difference' },
  ];
  return [
    {
      name: 'guesses',
      title,
      note: `A bar spans the differences that one guess allows, all others as written, from its first value (hollow) to its last (filled); thin lines are 95 % intervals, the stroke across is as written.`,
      says,
      spec: {
        ...frame(
          title,
          says,
          { width: wideSize.width, height: Math.max(110, rows.length * rowHeight) },
          names,
          nameWidth,
        ),
        data: { values: bars.map(({ ends: _, ...bar }) => bar) },
        layer: [
          { mark: { type: 'rule', color: colour.muted, strokeDash: [4, 3] }, encoding: { x: { datum: 0, ...x } } },
          {
            mark: { type: 'rule', strokeWidth: 1.25 },
            encoding: { x: at('low'), x2: { field: 'high' }, y, yOffset, color },
          },
          {
            mark: { type: 'rule', strokeWidth: 5 },
            encoding: { x: at('from'), x2: { field: 'to' }, y, yOffset, color },
          },
          {
            mark: { type: 'tick', thickness: 2, size: 12, color: colour.ink },
            encoding: { x: at('written'), y, yOffset },
          },
          {
            data: { values: points },
            transform: [{ filter: 'datum.isFirst' }],
            mark: { type: 'point', filled: false, fill: colour.paper, size: 45, opacity: 1, strokeWidth: 2 },
            encoding: { x: at('place'), y, yOffset, color, tooltip },
          },
          {
            data: { values: points },
            transform: [{ filter: '!datum.isFirst' }],
            mark: { type: 'point', filled: true, size: 60, opacity: 1 },
            encoding: { x: at('place'), y, yOffset, color, tooltip },
          },
          words('left'),
          words('right'),
        ],
      },
      table: tableOf(tornado, names),
      wide: true,
    },
  ];
}

/** Its name in lines that a telephone has room for, its values in the last. */
function rowName({ path, ends }: TriedGuess): string {
  const name = guessName(path);
  const parts = textWidth(name, 12) <= nameWidth ? [name] : name.split(/(?<=\.)/);
  return [
    ...parts.flatMap(part => wrapped(part, nameWidth, 12)),
    ...wrapped(ends.map(({ value }) => value).join(' → '), nameWidth, 12),
  ].join('\n');
}

interface Span {
  guess: string;
  variant: string;
  /** From the lowest to the highest difference, and so with the intervals. */
  from: number;
  to: number;
  low: number;
  high: number;
  written: number;
  ends: { value: string; place: number; told: string; isFirst: boolean }[];
  /** `wins` where this bar's variant does, `loses` where the base overtakes it; empty else. */
  wins: string;
  winner: number;
  winsAt: 'left' | 'right';
}

function spanOf(guess: TriedGuess, variant: string, tornado: VerdictTornado): Span {
  const { unit, written, base } = tornado;
  const differenceIn = ({ differences }: Pick<TriedValue, 'differences'>) =>
    differences.find(one => one.variant === variant);
  const before = differenceIn(written);
  const known = guess.ends.flatMap((end, i) => {
    const { value: place, low, high } = differenceIn(end) ?? { value: null, low: null, high: null };
    if (place === null) return [];
    return [{ end, place, low: low ?? place, high: high ?? place, isFirst: i === 0 }];
  });
  const places = [...known.map(({ place }) => place), before?.value ?? 0];
  const fallen = known.find(
    ({ end }) =>
      end.standing === 'falls' && end.best !== null && variant === (end.best === base ? tornado.variant : end.best),
  );
  const [from, to] = [Math.min(...places), Math.max(...places)];
  const winner = fallen?.place ?? 0;
  const isLeft = fallen !== undefined && winner - from < to - winner;
  return {
    guess: rowName(guess),
    variant,
    from,
    to,
    low: Math.min(from, ...known.map(({ low }) => low)),
    high: Math.max(to, ...known.map(({ high }) => high)),
    written: before?.value ?? 0,
    ends: known.map(({ end, place, isFirst }) => ({
      value: end.value,
      place,
      told: differenceAt(end, { variant, unit }),
      isFirst,
    })),
    wins: fallen === undefined ? '' : fallen.end.best === base ? 'loses' : 'wins',
    winner: isLeft
      ? Math.min(winner, ...known.map(({ low }) => low))
      : Math.max(winner, ...known.map(({ high }) => high)),
    winsAt: isLeft ? 'left' : 'right',
  };
}

const scaled = ({ from, to, low, high, written, winner, ends }: Span, by: number) => ({
  from: from * by,
  to: to * by,
  low: low * by,
  high: high * by,
  written: written * by,
  winner: winner * by,
  ends: ends.map(end => ({ ...end, place: end.place * by })),
});

function tableOf(tornado: VerdictTornado, names: readonly string[]): Chart['table'] {
  const rowOf = (guess: string, value: string, there: VerdictThere) => [
    guess,
    value,
    ...names.map(variant => differenceAt(there, { variant, unit: tornado.unit })),
    bestInWords(there),
  ];
  return {
    columns: ['guess', 'value', ...names.map(name => `${name} − ${tornado.base}`), 'best'],
    rows: [
      rowOf('none', 'as written', tornado.written),
      ...tornado.guesses.flatMap(guess => guess.ends.map(end => rowOf(guess.path, end.value, end))),
    ],
  };
}

/** `async`; with those that cannot be told apart from it: `async or delayed`. */
const bestInWords = ({ best, likeBest, outcome }: VerdictThere): string =>
  best === null ? outcome : [best, ...likeBest].join(' or ');
