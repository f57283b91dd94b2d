/** How it ended, and for how many. */

import { formatCount, formatShare } from '../../experiments/format.ts';
import type { Outcome } from '../../experiments/run-result.ts';
import { colour } from '../theme.ts';
import { type Chart, frame, narrowSize, numberLabels } from './chart.ts';

const rowHeight = 40;

export function outcomesChart(outcomes: Outcome[]): Chart {
  const title = 'How it ended';
  const total = outcomes.reduce((sum, outcome) => sum + outcome.n, 0);
  const share = (n: number): string => (total === 0 ? '' : formatShare(n / total));
  const note = `${formatCount(total)} in all.`;
  const says = `${outcomes.map(({ outcome, n }) => `${outcome} ${formatCount(n)}, ${share(n)}`).join('; ')}.`;
  const values = outcomes.map(outcome => ({
    outcome: outcome.outcome,
    n: outcome.n,
    meaning: outcome.meaning,
    label: `${formatCount(outcome.n)}  ·  ${share(outcome.n)}`,
  }));
  const most = outcomes.reduce((max, outcome) => Math.max(max, outcome.n), 1);
  const y = {
    field: 'outcome',
    type: 'nominal',
    sort: null,
    axis: { title: 'outcome', labelColor: colour.ink },
  };
  const x = {
    field: 'n',
    type: 'quantitative',
    scale: { domain: [0, most * 1.75] },
    axis: { title: 'how many (count)', grid: true, tickCount: 4, ...numberLabels },
  };
  const tooltip = [
    { field: 'outcome', type: 'nominal' },
    { field: 'n', type: 'quantitative', title: 'how many' },
    { field: 'meaning', type: 'nominal' },
  ];
  return {
    name: 'outcomes',
    title,
    note,
    says,
    spec: {
      ...frame(title, says, { width: narrowSize.width, height: Math.max(120, outcomes.length * rowHeight) }),
      data: { values },
      layer: [
        {
          mark: { type: 'bar', color: colour.series1, cornerRadiusEnd: 2, height: { band: 0.62 } },
          encoding: { x, y, tooltip },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6 },
          encoding: { x, y, text: { field: 'label', type: 'nominal' }, color: { value: colour.ink } },
        },
      ],
    },
    table: {
      columns: ['outcome', 'how many', 'share', 'what it means'],
      rows: outcomes.map(outcome => [outcome.outcome, formatCount(outcome.n), share(outcome.n), outcome.meaning]),
    },
    wide: false,
  };
}
