/**
 * The time axis of every chart over time: simulated local time, with ticks at round hours or days.
 *
 * The stretch shown is two parameters of the specification, `from_ms` and `to_ms`; whoever sets them anew, as the time
 * brush of the page does, sees that stretch only, with ticks to match.
 */
import type { RunDetails, Series } from '../../experiments/run-result.ts';
import { localStart_ms } from '../local-time.ts';
import { axisTitle } from './chart.ts';

const second_ms = 1000;
const minute_ms = 60 * second_ms;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;
const steps_ms = [
  ...[1, 2, 5, 10, 30].map(seconds => seconds * second_ms),
  ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * minute_ms),
  ...[1, 2, 3, 6, 12].map(hours => hours * hour_ms),
  ...[1, 2, 7, 14, 28, 91, 364].map(days => days * day_ms),
];
const ticksMost = 9;

/** A stretch of plotted time, in local milliseconds. */
export interface Stretch {
  from_ms: number;
  to_ms: number;
}

/** Local milliseconds of a simulated moment: the value plotted. */
export const plotted = (at_us: number, start: RunDetails['start']): number => localStart_ms(start) + at_us / 1000;

/** From the first to the last point of all lines: the stretch that all charts of a page share. */
export function stretchOf(series: Series[], start: RunDetails['start']): Stretch {
  let [from_us, to_us] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { lines } of series) {
    for (const { points } of lines) {
      for (const [at] of points) {
        from_us = Math.min(from_us, at);
        to_us = Math.max(to_us, at);
      }
    }
  }
  if (from_us > to_us) [from_us, to_us] = [0, 0];
  const from_ms = plotted(from_us, start);
  return { from_ms, to_ms: Math.max(plotted(to_us, start), from_ms + 1) };
}

/** The parameters of a specification that {@link timeAxis} and {@link cutToStretch} refer to. */
export function timeParams({ from_ms, to_ms }: Stretch) {
  const tick = steps_ms.reduceRight(
    (larger, step) => `(to_ms - from_ms) / ${step} <= ${ticksMost} ? ${step} : ${larger}`,
    `(to_ms - from_ms) / ${ticksMost}`,
  );
  return [
    { name: 'from_ms', value: from_ms },
    { name: 'to_ms', value: to_ms },
    { name: 'tick_ms', expr: tick },
  ];
}

/** Marks beyond the axis are cut off, but only once a part is shown: a line along the frame keeps its full width. */
export const cutToStretch = ({ from_ms, to_ms }: Stretch) => ({ expr: `to_ms - from_ms < ${to_ms - from_ms}` });

/** The x encoding of a chart whose field `at` holds plotted moments. */
export function timeAxis(start: RunDetails['start']) {
  const pattern = `tick_ms < ${minute_ms} ? '%a %H:%M:%S' : tick_ms < ${day_ms} ? '%a %H:%M' : to_ms - from_ms > ${300 * day_ms} ? '%d %b %Y' : '%a %d %b'`;
  return {
    field: 'at',
    type: 'quantitative',
    scale: { domain: [{ expr: 'from_ms' }, { expr: 'to_ms' }], nice: false, zero: false },
    axis: {
      values: { expr: 'sequence(ceil(from_ms / tick_ms) * tick_ms, to_ms + 1, tick_ms)' },
      labelExpr: `utcFormat(datum.value, ${pattern})`,
      labelFlush: false,
      // A clock put back would draw an hour twice over itself, so the axis keeps the clock of the start.
      title: axisTitle(
        `simulated local time (${start.timeZone}${start.utcChange === undefined ? '' : ', by the clock of the start'})`,
      ),
    },
  } as const;
}
