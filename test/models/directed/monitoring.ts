/** What the monitor can come to see: probes that fail a little, for a while, and all of them. */
import type { MonitoringSettings, TimelineEntry } from '../../../src/models/settings.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import { type DirectedWorld, isOut } from './drive.ts';

const monitoring: MonitoringSettings = {
  portalEvery: seconds(30),
  balanceEvery: seconds(30),
  everyNth: 10,
  failuresInARow: 12,
  timeout: seconds(10),
  window: minutes(10),
  shareOfGlobal: 0,
};

const watched = (name: string, outage: TimelineEntry): DirectedWorld => ({
  name,
  settings: { length: hours(4), microsoft: { monitoring }, timeline: [outage] },
  drive: () => undefined,
});

export const rareMonitoring: readonly DirectedWorld[] = [
  watched('a probe or two that fail', isOut('api', hours(1), minutes(61))),
  watched('an incident that grows worse, and its end', isOut('api', hours(1), hours(2))),
];
