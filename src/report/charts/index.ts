/** Which charts a result has, in the order of the page: what was used, what was left, how long it took, how hard it hit. */
import type { DistributionMetric, RateMetric, RunResult, Series } from '../../experiments/run-result.ts';
import { incidentsTold } from '../incident-words.ts';
import { safeName } from '../safe-name.ts';
import { axisUnit, bare, type Chart, sameName } from './chart.ts';
import { cumulativeChart, histogramChart } from './distribution.ts';
import { outcomesChart } from './outcomes.ts';
import { peaksChart } from './peaks.ts';
import { seriesChart } from './series.ts';
import { stretchOf } from './time-axis.ts';

export type { Chart, ChartTable } from './chart.ts';
export { incidentsInCommon, overlaidCharts, overlaidSeries } from './overlays.ts';

const firstSeries = ['usage', 'balance', 'latency', 'rate'];

/** All charts of a result, each under a file name of its own. Those without a single observation are left out. */
export function chartsOf(result: RunResult): Chart[] {
  const { details, summary } = result;
  const metrics = Object.entries(summary.metrics);
  const rates = metrics.filter((entry): entry is [string, RateMetric] => entry[1].kind === 'rate' && entry[1].n > 0);
  const distributions = metrics.filter(
    (entry): entry is [string, DistributionMetric] => entry[1].kind === 'distribution',
  );
  const drawable = details.series.filter(series => series.lines.some(line => line.points.length > 0));
  const { start } = details;
  const incidents = incidentsTold(details, summary.simulated_us);
  const backdrop = { start, stretch: stretchOf(drawable, start), incidents };
  const charts = [
    ...inReadingOrder(drawable).map(series =>
      seriesChart(series, backdrop, rates.find(([name]) => isRateOf(series, name, rates.length))?.[1]),
    ),
    ...details.histograms
      .filter(histogram => histogram.counts.some(count => count > 0))
      .map(histogram => {
        const metric = distributions.find(([name]) =>
          sameName(name, histogram.name.replace(/-distribution$/, '')),
        )?.[1];
        return waitedThrough.test(histogram.name)
          ? cumulativeChart(histogram, metric)
          : histogramChart(histogram, metric);
      }),
    ...rates.map(([name, rate]) => peaksChart(name, rate, details)),
    ...(details.outcomes.some(outcome => outcome.n > 0) ? [outcomesChart(details.outcomes)] : []),
  ];
  return withOwnNames(charts);
}

const waitedThrough = /activation|duration|to-?online/i;

function inReadingOrder(series: Series[]): Series[] {
  const rank = (name: string): number => {
    const found = firstSeries.findIndex(word => bare(name).includes(word));
    return found < 0 ? firstSeries.length : found;
  };
  return series
    .map((one, i) => ({ one, i, rank: rank(one.name) }))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .map(entry => entry.one);
}

/** A series of requests per second belongs to the rate metric of the same name. */
function isRateOf(series: Series, metric: string, rates: number): boolean {
  const perSecond = /^(per s|\/s|1\/s)$/.test(axisUnit(series.axis));
  return sameName(series.name, metric) || (perSecond && rates === 1);
}

function withOwnNames(charts: Chart[]): Chart[] {
  const taken = new Set<string>();
  return charts.map(chart => {
    const wanted = safeName(chart.name);
    let name = wanted;
    for (let i = 2; taken.has(name); i += 1) name = `${wanted}-${i}`;
    taken.add(name);
    return { ...chart, name };
  });
}
