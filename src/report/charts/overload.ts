/** What comes of the load at a size: how much is answered of what is offered, and how the rest fails. */
import { formatNumber, formatRate, formatValue, noValue } from '../../experiments/format.ts';
import { type CapacityResult, type CurvePoint, failures, failureWords } from '../../experiments/index.ts';
import { colour } from '../theme.ts';
import {
  axisTitle,
  type Chart,
  frame,
  intervalBand,
  lineLegend,
  narrowSize,
  numberLabels,
  shareLabels,
} from './chart.ts';

type Curve = NonNullable<CapacityResult['curve']>;

const answered = 'answered';
const offered = 'offered';
const without = { retries: 'answered, no retries', limits: 'answered, no limits' } as const;
const lines = {
  domain: [answered, without.retries, without.limits, offered],
  range: [colour.series1, colour.series5, colour.series3, colour.chance],
};
const dashes = [
  [1, 0],
  [4, 2],
  [2, 2],
  [8, 4],
];

/** @param words  what overload does */
export function goodputCurve({ request, points, withoutGuards }: Curve, words: readonly string[]): Chart | undefined {
  const title = `${request}: answers against load`;
  const at = (line: string, { rate, goodput }: Pick<CurvePoint, 'rate' | 'goodput'>) =>
    rate.mean === null || goodput.mean === null
      ? []
      : [
          {
            x: rate.mean,
            line,
            value: goodput.mean,
            low: goodput.low ?? goodput.mean,
            high: goodput.high ?? goodput.mean,
          },
        ];
  const known = points.flatMap(point => at(answered, point));
  if (known.length < 2) return undefined;
  const values = [
    ...known,
    ...withoutGuards.flatMap(one => one.points.flatMap(point => at(without[one.what], point))),
    ...known.map(({ x }) => ({ x, line: offered, value: x, low: x, high: x })),
  ];
  const drawn = lines.domain.filter(line => values.some(value => value.line === line));
  const x = { field: 'x', type: 'quantitative', axis: { title: axisTitle(`${request} (per s)`), ...numberLabels } };
  const styled = (range: readonly unknown[]) => ({
    field: 'line',
    type: 'nominal',
    sort: drawn,
    scale: { domain: drawn, range: drawn.map(line => range[lines.domain.indexOf(line)]) },
    legend: lineLegend,
  });
  const says = words.join(' ');
  return {
    name: 'answers-against-load',
    title,
    note: 'What is answered of what is offered, and the same without retries and without limits where there are any. The band is the 95 % interval: sampling error only.',
    says,
    spec: {
      ...frame(title, says, narrowSize, drawn),
      layer: [
        intervalBand(known, x),
        {
          data: { values },
          mark: { type: 'line', strokeWidth: 2, point: { size: 30 } },
          encoding: {
            x,
            y: {
              field: 'value',
              type: 'quantitative',
              axis: { title: axisTitle('answered (per s)'), ...numberLabels },
            },
            color: styled(lines.range),
            strokeDash: styled(dashes),
            tooltip: [
              { field: 'line', type: 'nominal', title: 'line' },
              { field: 'x', type: 'quantitative', title: 'offered per s', format: '.3~r' },
              { field: 'value', type: 'quantitative', title: 'per s', format: '.3~r' },
            ],
          },
        },
      ],
    },
    table: {
      columns: [
        'load',
        'offered per s',
        'answered per s',
        'success',
        ...failures.map(kind => failureWords[kind]),
        'calls per request',
        'of them repeated',
      ],
      rows: [
        ...points.map(point => rowOf(`x${point.factor}`, point)),
        ...withoutGuards.flatMap(({ what, points: plain }) =>
          plain.map(point => rowOf(`x${point.factor}, no ${what}`, point)),
        ),
      ],
    },
    wide: false,
  };
}

const rowOf = (name: string, { rate, goodput, success, failed, calls }: Omit<CurvePoint, 'form'>): string[] => [
  name,
  formatRate(rate.mean ?? Number.NaN),
  formatRate(goodput.mean ?? Number.NaN),
  formatValue(success.mean, 'share'),
  ...failures.map(kind => formatValue(failed[kind], 'share')),
  calls === null ? noValue : formatNumber(calls.perRequest),
  calls === null ? noValue : formatValue(calls.repeated, 'share'),
];

const colours = {
  refused429: colour.series2,
  refusedOther: colour.series3,
  shed: colour.series4,
  timedOut: colour.series5,
} as const;

/** What failed at each load, as shares of all requests. */
export function failureCurve({ request, points }: Curve): Chart | undefined {
  const kinds = failures.filter(kind => points.some(({ failed }) => failed[kind] > 0));
  if (kinds.length === 0) return undefined;
  const title = `${request}: what fails against load`;
  const names = kinds.map(kind => failureWords[kind]);
  const values = points.flatMap(({ rate, failed }) =>
    rate.mean === null ? [] : kinds.map(kind => ({ x: rate.mean, share: failed[kind], kind: failureWords[kind] })),
  );
  const last = points.at(-1);
  const says =
    last === undefined
      ? ''
      : `At ${last.factor} times the load: ${kinds.map(kind => `${formatValue(last.failed[kind], 'share')} ${failureWords[kind]}`).join(', ')}.`;
  return {
    name: 'failures-against-load',
    title,
    note: says,
    says,
    spec: {
      ...frame(title, says, narrowSize, names),
      data: { values },
      mark: { type: 'line', strokeWidth: 2, point: { size: 30 } },
      encoding: {
        x: { field: 'x', type: 'quantitative', axis: { title: axisTitle(`${request} (per s)`), ...numberLabels } },
        y: {
          field: 'share',
          type: 'quantitative',
          axis: {
            title: 'share of requests',
            ...(values.some(({ share }) => share > 0.05)
              ? shareLabels
              : { labelExpr: "format(datum.value * 100, '.3~r') + ' %'" }),
          },
        },
        color: {
          field: 'kind',
          type: 'nominal',
          sort: names,
          scale: { domain: names, range: kinds.map(kind => colours[kind]) },
          legend: lineLegend,
        },
        tooltip: [
          { field: 'kind', type: 'nominal', title: 'what' },
          { field: 'x', type: 'quantitative', title: 'per s', format: '.3~r' },
          { field: 'share', type: 'quantitative', title: 'share', format: '.2%' },
        ],
      },
    },
    table: {
      columns: ['load', 'per s', 'success', ...names],
      rows: points.map(({ factor, rate, success, failed }) => [
        `x${factor}`,
        formatRate(rate.mean ?? Number.NaN),
        formatValue(success.mean, 'share'),
        ...kinds.map(kind => formatValue(failed[kind], 'share')),
      ]),
    },
    wide: false,
  };
}
