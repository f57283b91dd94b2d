/** The time axis of every chart: simulated local time, with a tick at a round hour or day. */
import type { RunDetails } from '../../experiments/run-result.ts';
import { localStart_ms } from '../local-time.ts';
import { axisTitle } from './chart.ts';

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;
const steps_ms = [
  minute_ms,
  2 * minute_ms,
  5 * minute_ms,
  10 * minute_ms,
  15 * minute_ms,
  30 * minute_ms,
  hour_ms,
  2 * hour_ms,
  3 * hour_ms,
  6 * hour_ms,
  12 * hour_ms,
  day_ms,
  2 * day_ms,
  7 * day_ms,
  14 * day_ms,
  28 * day_ms,
  91 * day_ms,
  364 * day_ms,
]; // prettier-ignore

/** Local milliseconds of a simulated moment: the value plotted. */
export const plotted = (at_us: number, start: RunDetails['start']): number => localStart_ms(start) + at_us / 1000;

/** The x encoding of a chart whose field `at` holds plotted moments between the two. */
export function timeAxis(from_ms: number, to_ms: number, start: RunDetails['start']) {
  const span = Math.max(1, to_ms - from_ms);
  const step = steps_ms.find(candidate => span / candidate <= 9) ?? span;
  const values: number[] = [];
  for (let at = Math.ceil(from_ms / step) * step; at <= to_ms; at += step) values.push(at);
  const pattern = step < day_ms ? '%a %H:%M' : span > 300 * day_ms ? '%d %b %Y' : '%a %d %b';
  return {
    field: 'at',
    type: 'quantitative',
    scale: { domain: [from_ms, Math.max(to_ms, from_ms + 1)], nice: false, zero: false },
    axis: {
      values,
      labelExpr: `utcFormat(datum.value, '${pattern}')`,
      labelFlush: false,
      // A clock put back would draw an hour twice over itself, so the axis keeps the clock of the start.
      title: axisTitle(
        `simulated local time (${start.timeZone}${start.utcChange === undefined ? '' : ', by the clock of the start'})`,
      ),
    },
  } as const;
}
