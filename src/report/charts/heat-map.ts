/**
 * A number over two parameters: a cell for each pair of values, with the number written in it where it fits, and a mark where
 * what is expected of it does not hold.
 */

import { formatValue, noValue } from '../../experiments/format.ts';
import { ascending, axisName, type SweepAxis, type SweepResult, type SweptNumber } from '../../experiments/index.ts';
import { textWidth } from '../text-width.ts';
import { axisTitle, type Chart, frame, narrowSize, wideSize } from './chart.ts';
import { tableOf } from './response.ts';

/** From pale to strong in one hue. Cells keep these colours in the dark, and so do the numbers in them. */
const shades = ['#e9f2fb', '#bcd9f2', '#85b8e4', '#4b92cf', '#1f6cb0', '#0a4a86'];
const inkOnPale = '#10202f';
const inkOnStrong = '#fdfeff';

export function heatMap(result: SweepResult, number: SweptNumber): Chart {
  const [first, second] = result.axes as [SweepAxis, SweepAxis];
  const across = inShort(first);
  const up = inShort(second);
  const columns = ascending(first).map(i => across.labels[i]!);
  // The largest value of the second parameter stands on top, as on an axis.
  const rows = ascending(second)
    .toReversed()
    .map(i => up.labels[i]!);
  const means = number.points.map(({ mean }) => mean);
  const known = means.filter(mean => mean !== null);
  const marks = marksOf(result, number);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const values = result.points.flatMap(({ at: [column, row] }, i) => {
    const [x, y] = [across.labels[column!]!, up.labels[row!]!];
    const mean = means[i] ?? null;
    if (mean === null) return [];
    const share = high > low ? (mean - low) / (high - low) : 0;
    const mark = marks[i] === undefined ? '' : ` ${marks[i]}`;
    const shown = `${formatValue(mean, number.unit)}${mark}`;
    return [{ x, y, share, shown, label: shown.replaceAll('\u202f', ' '), mark, isStrong: share > 0.55 }];
  });
  const wide = columns.length > 7;
  const size = {
    ...(wide ? wideSize : narrowSize),
    height: Math.max(narrowSize.height, Math.min(460, 34 * rows.length)),
  };
  const widest = values.reduce((most, { label }) => Math.max(most, textWidth(label, 11)), 0);
  const isWritten = widest < (size.width - 90) / columns.length - 4 && size.height / rows.length >= 15;
  // Where the numbers have no room, the marks alone may have.
  const areMarked = marks.some(mark => mark !== undefined) && size.height / rows.length >= 11;
  const title = `${number.name} over ${axisName(first)} and ${axisName(second)}`;
  const says =
    known.length === 0
      ? 'Nothing was measured.'
      : `From ${formatValue(low, number.unit)} (palest) to ${formatValue(high, number.unit)} (strongest).`;
  const x = {
    field: 'x',
    type: 'nominal',
    sort: columns,
    axis: { title: axisTitle(across.title), labelAngle: 0, ticks: false, domain: false },
  };
  const y = { field: 'y', type: 'nominal', sort: rows, axis: { title: axisTitle(up.title), labelLimit: 110 } };
  return {
    name: `heat-${number.name}`,
    title,
    note: [says, 'Means over the replications; intervals are in the table.', ...legendOf(marks)].join(' '),
    says,
    spec: {
      ...frame(title, says, size),
      data: { values },
      layer: [
        {
          mark: { type: 'rect' },
          encoding: {
            x,
            y,
            color: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1], range: shades },
              legend: null,
            },
            tooltip: [
              { field: 'x', type: 'nominal', title: 'first' },
              { field: 'y', type: 'nominal', title: 'second' },
              { field: 'shown', type: 'nominal', title: 'mean' },
            ],
          },
        },
        ...(isWritten || areMarked
          ? [
              {
                mark: { type: 'text', fontSize: 11 },
                encoding: {
                  x,
                  y,
                  text: { field: isWritten ? 'label' : 'mark', type: 'nominal' },
                  color: {
                    field: 'isStrong',
                    type: 'nominal',
                    scale: { domain: [false, true], range: [inkOnPale, inkOnStrong] },
                    legend: null,
                  },
                },
              },
            ]
          : []),
      ],
      resolve: { scale: { color: 'independent' } },
    },
    table: known.length === 0 ? { columns: [noValue], rows: [] } : tableOf(result, number),
    wide,
  };
}

type Mark = '✗' | '?' | undefined;

/** By point: where an expectation about this number fails, or else is undecided. */
function marksOf({ claims, points }: SweepResult, { name }: SweptNumber): Mark[] {
  const own = claims.filter(({ text }) => text.startsWith(`${name} `));
  return points.map((_, i) => {
    const verdicts = own.map(claim => claim.points[i]?.verdict);
    return verdicts.includes('fail') ? '✗' : verdicts.includes('undecided') ? '?' : undefined;
  });
}

function legendOf(marks: readonly Mark[]): string[] {
  const means = { '✗': 'fails', '?': 'is undecided' } as const;
  const seen = (['✗', '?'] as const)
    .filter(mark => marks.includes(mark))
    .map(mark => `${mark} where it ${means[mark]}`);
  return seen.length === 0 ? [] : [`What is expected of it: ${seen.join(', ')}.`];
}

/** What all values begin with stands in the title of the axis: `exponential mean 100 ms` is then `100 ms`. */
function inShort(axis: SweepAxis): { title: string; labels: string[] } {
  const texts = axis.values.map(({ text }) => text.split(' '));
  const [first = []] = texts;
  let shared = 0;
  const most = Math.min(...texts.map(words => words.length)) - 1;
  while (shared < most && texts.every(words => words[shared] === first[shared])) shared += 1;
  const beginning = first.slice(0, shared).join(' ');
  return {
    title: beginning === '' ? axisName(axis) : `${axisName(axis)}: ${beginning} …`,
    labels: texts.map(words => words.slice(shared).join(' ')),
  };
}
