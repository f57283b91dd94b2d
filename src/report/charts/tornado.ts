/** The tornado: a bar for each guess, from the lowest to the highest answer that it allows, around the answer as written. */
import { formatValue, noValue } from '../../experiments/format.ts';
import { guessName, type Tornado } from '../../experiments/index.ts';
import { colour } from '../theme.ts';
import { axisScale, withUnit } from './axis-scale.ts';
import { axisTitle, type Chart, frame, narrowSize, numberLabels } from './chart.ts';

/** Longer ones are in the table. */
const mostBars = 15;

/** @param words  the same in sentences */
export function tornadoChart(
  { variant, number, unit, base, guesses }: Tornado,
  words: readonly string[],
): Chart | undefined {
  const drawn = guesses.filter(({ swing }) => swing !== null && swing > 0).slice(0, mostBars);
  if (base === null || drawn.length === 0) return undefined;
  const means = drawn.flatMap(({ ends }) => ends.flatMap(({ mean }) => mean ?? []));
  const scale = axisScale(unit, Math.max(base, ...means));
  const values = drawn.map(({ path, ends, silent }) => {
    const known = ends.flatMap(end => (end.mean === null ? [] : [{ value: end.value, mean: end.mean }]));
    const low = known.reduce((a, b) => (b.mean < a.mean ? b : a));
    const high = known.reduce((a, b) => (b.mean > a.mean ? b : a));
    return {
      guess: guessName(path),
      from: Math.min(base, low.mean) * scale.by,
      to: Math.max(base, high.mean) * scale.by,
      lowLabel: low.mean < base ? low.value : '',
      highLabel: high.mean > base ? high.value : '',
      isSure: silent === undefined ? 'moves the answer' : 'within sampling error',
    };
  });
  const order = values.map(({ guess }) => guess);
  const kinds = [...new Set(values.map(({ isSure }) => isSure))];
  const reach = Math.max(...values.map(({ to }) => to)) - Math.min(...values.map(({ from }) => from));
  // Room for the values of the guesses at both ends of the bars.
  const domain = [
    Math.min(...values.map(({ from }) => from)) - 0.3 * reach,
    Math.max(...values.map(({ to }) => to)) + 0.3 * reach,
  ];
  const title = `Which guess moves ${number}?`;
  const says = words.join(' ');
  const y = { field: 'guess', type: 'nominal', sort: order, axis: { title: null, labelLimit: 150 } };
  const xAxis = { title: axisTitle(withUnit(number, scale)), tickCount: 5, ...numberLabels };
  const at = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain, zero: false, nice: false },
    axis: xAxis,
  });
  const label = (field: 'lowLabel' | 'highLabel', side: 'from' | 'to') => ({
    data: { values },
    mark: { type: 'text', align: side === 'from' ? 'right' : 'left', dx: side === 'from' ? -5 : 5, fontSize: 11 },
    encoding: { y, x: at(side), text: { field, type: 'nominal' }, color: { value: colour.ink } },
  });
  return {
    name: `tornado-${number}`,
    title,
    note: `${says} Each bar spans the answers that one guess allows, the others as written (${formatValue(base, unit)}, the rule).`,
    says,
    spec: {
      ...frame(title, says, { ...narrowSize, height: Math.max(120, 36 * values.length + 30) }, kinds),
      layer: [
        {
          data: { values },
          mark: { type: 'bar', height: 16 },
          encoding: {
            y,
            x: at('from'),
            x2: { field: 'to' },
            color: {
              field: 'isSure',
              type: 'nominal',
              scale: { domain: ['moves the answer', 'within sampling error'], range: [colour.series1, colour.chance] },
              ...(kinds.length > 1 ? {} : { legend: null }),
            },
            tooltip: [
              { field: 'guess', type: 'nominal', title: 'guess' },
              { field: 'lowLabel', type: 'nominal', title: 'lowest with' },
              { field: 'highLabel', type: 'nominal', title: 'highest with' },
            ],
          },
        },
        {
          data: { values: [{ base: base * scale.by }] },
          mark: { type: 'rule', color: colour.ink, strokeWidth: 1.25 },
          encoding: { x: at('base') },
        },
        label('lowLabel', 'from'),
        label('highLabel', 'to'),
      ],
    },
    table: {
      columns: ['guess', 'value', `${number} (${variant})`, 'difference', '95 % from', 'to'],
      rows: guesses.flatMap(({ path, ends }) =>
        ends.map(({ value, mean, difference, low, high }) => [
          path,
          value,
          formatValue(mean, unit),
          ...[difference, low, high].map(one => (one === null ? noValue : formatValue(one, unit))),
        ]),
      ),
    },
    wide: false,
  };
}
