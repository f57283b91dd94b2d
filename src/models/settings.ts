/**
 * Everything that can be set about the simulated world, in the units the models compute with. A scenario is translated
 * into this; the models know no other source of numbers. What no document publishes is an assumption with a name here
 * and an entry in the assumption ledger.
 */
import type { Microseconds } from '../sim/index.ts';
import type { LocalClock } from './settings/clock.ts';
import type { MicrosoftSettings } from './settings/microsoft.ts';
import type { OperatorSettings } from './settings/operator.ts';
import type { GroupSettings } from './settings/population.ts';
import type { TimelineEntry } from './settings/timeline.ts';

export * from './settings/account-view.ts';
export * from './settings/back-end.ts';
export * from './settings/clock.ts';
export * from './settings/contexts.ts';
export * from './settings/device.ts';
export * from './settings/esim-management.ts';
export * from './settings/family.ts';
export * from './settings/gateway.ts';
export * from './settings/hotspots.ts';
export * from './settings/lan-device.ts';
export * from './settings/lines.ts';
export * from './settings/messages.ts';
export * from './settings/metered.ts';
export * from './settings/microsoft.ts';
export * from './settings/network.ts';
export * from './settings/operator.ts';
export * from './settings/people.ts';
export * from './settings/plans.ts';
export * from './settings/population.ts';
export * from './settings/portal.ts';
export * from './settings/provider.ts';
export * from './settings/sale.ts';
export * from './settings/servers.ts';
export * from './settings/sharing.ts';
export * from './settings/submission.ts';
export * from './settings/timeline.ts';

export interface LinkSettings {
  /** Round-trip times to the internet. */
  rttWifi: Microseconds;
  rttCellular: Microseconds;
  rttHotspot: Microseconds;
  /** Bits per second, for what pages and profiles weigh. */
  rateWifi: number;
  rateCellular: number;
  /** Share of messages lost on the way. */
  loss: number;
}

/** The local clock is that of the whole run; a group may have its own. */
export interface WorldSettings extends LocalClock {
  scenario: string;
  variant: string;
  seed: number;
  replication: number;
  /** Start of the run as milliseconds since 1970 UTC: only for dates inside messages. */
  startUtc_ms: number;
  length: Microseconds;
  /** What begins before this moment is simulated, and not counted; nothing is left out where it is not given. */
  warmUp?: Microseconds;
  /** After `length`, arrivals stop and what is under way may finish for so long. */
  drain: Microseconds;
  operators: readonly OperatorSettings[];
  microsoft: MicrosoftSettings;
  links: LinkSettings;
  groups: readonly GroupSettings[];
  timeline: readonly TimelineEntry[];
}
