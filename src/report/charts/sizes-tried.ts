/** Every size or load that was tried, by its cost, with its verdict; each service level in its own row. */
import { formatNumber } from '../../experiments/format.ts';
import type { CapacityResult, TestedSize } from '../../experiments/index.ts';
import { colour } from '../theme.ts';
import { axisTitle, type Chart, frame, narrowSize, numberLabels } from './chart.ts';

const verdicts = ['meets', 'undecided', 'fails'] as const;
const colours = [colour.good, colour.unsure, colour.bad];

export function sizesTried({ of, tested, choices, size }: CapacityResult): Chart | undefined {
  if (tested.length < 2) return undefined;
  const xOf = (one: TestedSize): number => (of === 'load' ? numberOf(one.settings[0]!.value) : one.cost);
  const title = of === 'load' ? 'Loads that were tried' : 'Sizes that were tried, by cost';
  const count = (verdict: TestedSize['verdict']) => tested.filter(one => one.verdict === verdict).length;
  const says = `${verdicts.map(verdict => `${count(verdict)} ${verdict}`).join(', ')}.${size === null ? '' : ` The answer is ${size.name}.`}`;
  const values = tested.map(one => ({
    x: xOf(one),
    verdict: one.verdict,
    by: one.by,
    name: one.name,
  }));
  const isWide =
    values.reduce((most, { x }) => Math.max(most, x), 0) >
    30 * values.reduce((least, { x }) => Math.min(least, x), Infinity);
  return {
    name: 'sizes-tried',
    title,
    note: 'Filled marks were confirmed with fresh replications; hollow ones are looks of the search.',
    says,
    spec: {
      ...frame(title, says, { ...narrowSize, height: 150 }, [...verdicts]),
      data: { values },
      mark: { type: 'point', size: 90, strokeWidth: 2 },
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          scale: isWide ? { type: 'log', padding: 14 } : { type: 'linear', zero: false, padding: 14 },
          axis: {
            title: axisTitle(of === 'load' ? (choices[0]?.path ?? 'load') : 'cost'),
            ...numberLabels,
            tickMinStep: 1,
          },
        },
        y: { field: 'verdict', type: 'nominal', sort: [...verdicts], axis: { title: null } },
        color: {
          field: 'verdict',
          type: 'nominal',
          sort: [...verdicts],
          scale: { domain: [...verdicts], range: colours },
          legend: null,
        },
        fill: {
          condition: {
            test: "datum.by === 'confirmation'",
            field: 'verdict',
            type: 'nominal',
            scale: { domain: [...verdicts], range: colours },
            legend: null,
          },
          value: 'transparent',
        },
        tooltip: [
          { field: 'name', type: 'nominal', title: 'size' },
          { field: 'verdict', type: 'nominal', title: 'verdict' },
          { field: 'by', type: 'nominal', title: 'by' },
        ],
      },
    },
    table: {
      columns: ['size', of === 'load' ? 'load' : 'cost', 'verdict', 'by'],
      rows: tested.map(one => [one.name, formatNumber(xOf(one)), one.verdict, one.by]),
    },
    wide: false,
  };
}

const numberOf = (text: string): number => Number.parseFloat(text.replaceAll('_', ''));
