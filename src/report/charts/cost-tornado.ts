/**
 * What a wrong guess would cost: a bar for each guess, from the cheapest to the dearest size that it asks for. Where it leaves
 * no size at all, the bar runs out of the picture.
 *
 *     sessions   0.5 ████████████│███████████████████████ 8.64: none
 *     active          5 % █████████│██████ 25 %
 *                                26, the answer
 */
import { formatNumber, noValue } from '../../experiments/format.ts';
import {
  type CostGuess,
  type CostTornado,
  changesInWords,
  costGuessInWords,
  costTornadoInWords,
  guessName,
  noAnswerInWords,
  whatMoves,
} from '../../experiments/index.ts';
import { colour } from '../theme.ts';
import { axisTitle, type Chart, frame, narrowSize, numberLabels } from './chart.ts';

/** Longer ones are in the table. */
const mostBars = 15;
const closed = 'moves the answer';
const open = 'leaves no answer at an end';

export function costTornadoChart(tornado: CostTornado): Chart | undefined {
  const { base, guesses } = tornado;
  const drawn = guesses.filter(({ width, silent }) => silent === undefined && width !== 0).slice(0, mostBars);
  if (drawn.length === 0) return undefined;
  const answers = drawn.flatMap(({ ends }) => ends.flatMap(({ answer }) => answer ?? []));
  const reach = Math.max(base, ...answers) - Math.min(base, ...answers) || Math.max(1, base);
  // Room for the values of the guesses at both ends of the bars.
  const domain = [Math.min(base, ...answers) - 0.35 * reach, Math.max(base, ...answers) + 0.35 * reach];
  const isLoad = tornado.number !== 'cost';
  const values = drawn.map(guess => barOf(guess, base, isLoad ? domain[0]! : domain[1]!));
  const order = values.map(({ guess }) => guess);
  const kinds = [closed, open].filter(kind => values.some(one => one.kind === kind));
  const title = `Which guess moves the ${whatMoves(tornado)}?`;
  const says = drawn.map(guess => `${costGuessInWords(guess, tornado)}.`).join(' ');
  const y = { field: 'guess', type: 'nominal', sort: order, axis: { title: null, labelLimit: 150 } };
  const at = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain, zero: false, nice: false },
    axis: { title: axisTitle(whatMoves(tornado)), tickCount: 5, ...numberLabels },
  });
  const label = (field: 'lowLabel' | 'highLabel', side: 'from' | 'to') => ({
    data: { values },
    mark: { type: 'text', align: side === 'from' ? 'right' : 'left', dx: side === 'from' ? -5 : 5, fontSize: 11 },
    encoding: { y, x: at(side), text: { field, type: 'nominal' }, color: { value: colour.ink } },
  });
  const inside = {
    data: { values: values.filter(({ openLabel }) => openLabel !== '') },
    mark: { type: 'text', align: isLoad ? 'left' : 'right', dx: isLoad ? 5 : -5, fontSize: 11 },
    encoding: {
      y,
      x: at(isLoad ? 'from' : 'to'),
      text: { field: 'openLabel', type: 'nominal' },
      color: { value: colour.paper },
    },
  };
  return {
    name: 'tornado',
    title,
    note: `${costTornadoInWords(tornado).join(' ')} Each bar spans the answers that one guess asks for, the others as written (${formatNumber(base)}, the rule).`,
    says,
    spec: {
      ...frame(title, says, { ...narrowSize, height: Math.max(120, 36 * values.length + 30) }, kinds),
      layer: [
        {
          data: { values },
          mark: { type: 'bar', height: 16, clip: true },
          encoding: {
            y,
            x: at('from'),
            x2: { field: 'to' },
            color: {
              field: 'kind',
              type: 'nominal',
              scale: { domain: [closed, open], range: [colour.series1, colour.bad] },
              ...(kinds.length > 1 ? {} : { legend: null }),
            },
            tooltip: [{ field: 'told', type: 'nominal', title: 'guess' }],
          },
        },
        {
          data: { values: [{ base }] },
          mark: { type: 'rule', color: colour.ink, strokeWidth: 1.25 },
          encoding: { x: at('base') },
        },
        label('lowLabel', 'from'),
        label('highLabel', 'to'),
        ...(kinds.includes(open) ? [inside] : []),
      ],
    },
    table: {
      columns: ['guess', 'value', whatMoves(tornado), 'size'],
      rows: guesses.flatMap(({ path, ends, silent }) =>
        silent === undefined
          ? ends.map(end => [
              path,
              end.value,
              end.answer === null ? noValue : formatNumber(end.answer),
              end.answer === null ? noAnswerInWords(end, tornado) : changesInWords(end, tornado),
            ])
          : [[path, noValue, noValue, silent]],
      ),
    },
    wide: false,
  };

  function barOf(guess: CostGuess, written: number, edge: number) {
    const known = guess.ends.flatMap(({ value, answer }) => (answer === null ? [] : [{ value, answer }]));
    const [first] = known;
    const low = known.reduce((a, b) => (b.answer < a.answer ? b : a), first ?? { value: '', answer: written });
    const high = known.reduce((a, b) => (b.answer > a.answer ? b : a), first ?? { value: '', answer: written });
    const none = guess.ends.filter(({ answer }) => answer === null).map(({ value }) => value);
    const ends = [written, low.answer, high.answer, ...(none.length === 0 ? [] : [edge])];
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    return {
      guess: guessName(guess.path),
      from,
      to,
      lowLabel: from === low.answer && low.answer < written ? low.value : '',
      highLabel: to === high.answer && high.answer > written ? high.value : '',
      openLabel: none.length === 0 ? '' : `${none.join(', ')}: none`,
      kind: none.length === 0 ? closed : open,
      told: costGuessInWords(guess, tornado),
    };
  }
}
