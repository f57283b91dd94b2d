/** Measurements beside the model: both as cumulative curves, and quantile against quantile. */
import { formatShare, formatValue } from '../../experiments/format.ts';
import type { ObservedGap } from '../../experiments/index.ts';
import { colour } from '../theme.ts';
import { axisScale, withUnit } from './axis-scale.ts';
import { axisTitle, type Chart, frame, lineLegend, narrowSize, numberLabels, shareLabels } from './chart.ts';

const names = ['measured', 'model'];
const colours = { domain: names, range: [colour.series2, colour.series1] };

export const observedCharts = (gap: ObservedGap): Chart[] =>
  gap.curve.length === 0 ? [] : [cumulative(gap), quantiles(gap)];

function cumulative({ metric, unit, curve, words }: ObservedGap): Chart {
  const scale = axisScale(unit, curve.at(-1)?.at ?? 1);
  const title = `${metric}: measured and model`;
  const says = words.join(' ');
  const values = curve.flatMap(({ at, measured, model }) => [
    { at: at * scale.by, share: measured, of: 'measured' },
    { at: at * scale.by, share: model, of: 'model' },
  ]);
  return {
    name: `observed-${metric}`,
    title,
    note: 'Read upwards from a value: the share that was no larger. Where the model lies to the left, it is too fast.',
    says,
    spec: {
      ...frame(title, says, narrowSize, names),
      data: { values },
      mark: { type: 'line', strokeWidth: 2 },
      encoding: {
        x: {
          field: 'at',
          type: 'quantitative',
          scale: { type: 'log', nice: false },
          axis: { title: axisTitle(withUnit(metric, scale)), tickCount: 5, ...numberLabels },
        },
        y: {
          field: 'share',
          type: 'quantitative',
          scale: { domain: [0, 1] },
          axis: { title: 'share up to this value (%)', values: [0, 0.2, 0.4, 0.6, 0.8, 1], ...shareLabels },
        },
        color: { field: 'of', type: 'nominal', scale: colours, legend: lineLegend },
        strokeDash: {
          field: 'of',
          type: 'nominal',
          scale: {
            domain: names,
            range: [
              [6, 3],
              [1, 0],
            ],
          },
          legend: lineLegend,
        },
        tooltip: [
          { field: 'of', type: 'nominal', title: 'what' },
          { field: 'at', type: 'quantitative', title: 'value' },
          { field: 'share', type: 'quantitative', title: 'share', format: '.1%' },
        ],
      },
    },
    table: {
      columns: ['up to', 'measured', 'model'],
      rows: curve.map(({ at, measured, model }) => [formatValue(at, unit), formatShare(measured), formatShare(model)]),
    },
    wide: false,
  };
}

function quantiles({ metric, unit, pairs, words }: ObservedGap): Chart {
  const most = pairs.reduce((largest, { measured, model }) => Math.max(largest, measured, model), 0);
  const least = pairs.reduce((smallest, { measured, model }) => Math.min(smallest, measured, model), most);
  const scale = axisScale(unit, most);
  const title = `${metric}: quantile against quantile`;
  const domain = [Math.max(least, most / 1e6) * scale.by * 0.9, most * scale.by * 1.1];
  const axis = (field: string, words: string) => ({
    field,
    type: 'quantitative',
    scale: { type: 'log', domain, nice: false },
    axis: { title: axisTitle(withUnit(words, scale)), tickCount: 5, ...numberLabels },
  });
  const values = pairs
    .filter(({ measured, model }) => measured > 0 && model > 0)
    .map(({ p, measured, model }) => ({
      measured: measured * scale.by,
      model: model * scale.by,
      quantile: `p${Number((p * 100).toPrecision(4))}`,
    }));
  const says = words[0] ?? '';
  const diagonal = domain.map(at => ({ measured: at, model: at }));
  return {
    name: `quantiles-${metric}`,
    title,
    note: 'On the line both agree; a point below it is a quantile that the model puts too low.',
    says,
    spec: {
      ...frame(title, says, narrowSize),
      layer: [
        {
          data: { values: diagonal },
          mark: { type: 'line', color: colour.line, strokeWidth: 1.25 },
          encoding: { x: axis('measured', 'measured'), y: axis('model', 'model') },
        },
        {
          data: { values },
          mark: { type: 'point', filled: true, size: 44, color: colour.series1, opacity: 1 },
          encoding: {
            x: axis('measured', 'measured'),
            y: axis('model', 'model'),
            tooltip: [
              { field: 'quantile', type: 'nominal', title: 'quantile' },
              { field: 'measured', type: 'quantitative', title: 'measured' },
              { field: 'model', type: 'quantitative', title: 'model' },
            ],
          },
        },
      ],
    },
    table: {
      columns: ['quantile', 'measured', 'model'],
      rows: pairs.map(({ p, measured, model }) => [
        `p${Number((p * 100).toPrecision(4))}`,
        formatValue(measured, unit),
        formatValue(model, unit),
      ]),
    },
    wide: false,
  };
}
