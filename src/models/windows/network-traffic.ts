/**
 * The network traffic of one PC: who sends and receives at this moment, at which rate, and over which connection.
 *
 *     user's session ─┐                       ┌─ rate over mobile broadband ─▶ modem ─▶ operator's gateway
 *     apps, updates ──┼─▶ ┌─────────────────┐ │                                              │
 *     shared clients ─┘   │ network traffic │─┤◀─ passes from now on, passed so many bytes ──┘
 *                         └─────────────────┘ └─ bytes by source ─▶ local data counters
 *
 * Bytes are rate times time: nothing polls. Over mobile broadband the gateway knows how many bytes passed, here it is known
 * whose they were: each change of a rate ends a stretch, whose bytes are told apart by the rates that held in it. Over Wi-Fi
 * and Ethernet each source has its own.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Local data counters; "Understanding and configuring Windows
 * Connection Manager", Soft disconnect (sessions under way stay on their connection, new ones take the better one).
 * Assumption: what a source sends and receives is not slowed down by the others. Traffic so slow that a soft disconnect takes
 * the connection for quiet ends with it.
 */
import {
  type Bytes,
  type Does,
  model,
  number,
  port,
  type RecordOf,
  sees,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { apportioned } from '../apportion.ts';
import type { modem } from '../device/modem.ts';
import type { packetContext } from '../device/packet-context.ts';
import { mindsCost } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn } from '../transfer-time.ts';
import type { deviceDiscovery } from './device-discovery.ts';
import type { internetSharing } from './internet-sharing.ts';
import type { localDataCounters } from './local-data-counters.ts';
import type { networkCostManager } from './network-cost-manager.ts';
import { isUp, trafficPath, type windowsConnectionManager } from './windows-connection-manager.ts';

/** Whose traffic it is. `system` is what Windows itself sends through the walled garden. */
export const trafficSources = ['user', 'video', 'apps', 'windowsUpdate', 'sharing', 'system'] as const;
export type TrafficSource = (typeof trafficSources)[number];

/** A source sends and receives at this rate from now on; 0 is none. */
export interface Flow {
  readonly source: TrafficSource;
  /** Bytes per second. */
  readonly rate: number;
}

/** Whole bytes of each source. */
export type BytesBySource = { readonly [S in TrafficSource]?: Bytes };

const radio = port<typeof modem>('modem');
const counters = port<typeof localDataCounters>('local data counters');
const discovery = port<typeof deviceDiscovery>('device discovery');
const sharing = port<typeof internetSharing>('internet sharing');
const cost = port<typeof networkCostManager>('network cost manager');
export const networkTrafficPorts = { radio, counters, discovery, sharing, cost };
const { trafficStarted, trafficChanged, trafficStopped } = radio.tells;
const { counted, countedBeside, began } = counters.tells;
const { began: sharedBegan, passed: sharedPassed, cellularDown } = sharing.tells;

const routes = sees<typeof windowsConnectionManager>('Windows Connection Manager');
const contexts = sees<typeof packetContext>('packet context');
export const networkTrafficSees = { routes, contexts };

/** What a source has: the rate it wants, the rate it has in the stretch that passes, and since when it is over Wi-Fi or Ethernet. */
const passing = {
  user: 'userPassing',
  video: 'videoPassing',
  apps: 'appsPassing',
  windowsUpdate: 'windowsUpdatePassing',
  sharing: 'sharingPassing',
  system: 'systemPassing',
} as const satisfies Record<TrafficSource, string>;
const offloadedSince = {
  user: 'userOffloaded',
  video: 'videoOffloaded',
  apps: 'appsOffloaded',
  windowsUpdate: 'windowsUpdateOffloaded',
  sharing: 'sharingOffloaded',
  system: 'systemOffloaded',
} as const satisfies Record<TrafficSource, string>;

const record = {
  user: number(),
  video: number(),
  apps: number(),
  windowsUpdate: number(),
  sharing: number(),
  system: number(),
  userPassing: number(),
  videoPassing: number(),
  appsPassing: number(),
  windowsUpdatePassing: number(),
  sharingPassing: number(),
  systemPassing: number(),
  userOffloaded: time(),
  videoOffloaded: time(),
  appsOffloaded: time(),
  windowsUpdateOffloaded: time(),
  sharingOffloaded: time(),
  systemOffloaded: time(),
  /** Bytes over Wi-Fi and Ethernet in stretches that are over. */
  offloaded: volume(),
};
type Traffic = RecordOf<typeof record>;
type Doing = Does<typeof record, TransitionTable<never, never>, never, 'offloaded', string, Surroundings>;

/** Bytes per second that are wanted over mobile broadband at this moment. */
function cellularRate(traffic: Readonly<Traffic>): number {
  let sum = 0;
  for (const source of trafficSources) if (!isOffloaded(traffic, source)) sum += traffic[source];
  return sum;
}

const isOffloaded = (traffic: Readonly<Traffic>, source: TrafficSource): boolean =>
  traffic[offloadedSince[source]] !== undefined;

export const networkTraffic = model('network traffic', {
  source: 'overview-of-mobile-broadband.md',
  record,
  kept: 'columns',
  /** The value is in bytes. */
  facts: ['offloaded'],
  given: {} as Surroundings,
  takes: {
    /** A source begins, changes its rate, or is done. When it begins it takes the connection that new traffic takes. */
    flows(traffic, { source, rate }: Flow, does) {
      const before = traffic[source];
      if (before === rate) return;
      if (before === 0 && source !== 'sharing' && takesLandline(source, does))
        traffic[offloadedSince[source]] = does.now;
      if (!isOffloaded(traffic, source)) {
        const cellularBefore = cellularRate(traffic);
        traffic[source] = rate;
        tellsModem(cellularBefore, cellularRate(traffic), does);
        return;
      }
      countsOffloaded(traffic, source, does);
      traffic[source] = rate;
      traffic[offloadedSince[source]] = rate > 0 ? does.now : undefined;
    },

    /** Windows Connection Manager sends new traffic another way: a source whose connection is gone takes the one there is. */
    routeChanged(traffic, _: undefined, does) {
      const group = does.given.group(does.subject);
      if (group.lanDevice !== undefined) does.tell(discovery.tells.routeChanged, does.subject, undefined);
      const { state } = does.look(routes);
      if (shares(does) && !isUp(state, 'cellular')) does.tell(cellularDown, does.subject, undefined);
      if (mindsCost(group)) does.tell(cost.tells.looks, does.subject, undefined);
      if (group.usage?.takes !== 'theRoute' && !mindsCost(group)) return;
      const hasLandline = isUp(state, 'wifi') || isUp(state, 'ethernet');
      const isOnline = does.look(contexts).state === 'activated';
      const before = cellularRate(traffic);
      for (const source of trafficSources) {
        // What is shared is the mobile connection, wherever the PC's own traffic goes.
        if (traffic[source] === 0 || source === 'sharing' || !followsRoute(source, does)) continue;
        if (isOffloaded(traffic, source) && !hasLandline) {
          countsOffloaded(traffic, source, does);
          traffic[offloadedSince[source]] = undefined;
        } else if (!isOffloaded(traffic, source) && !isOnline && hasLandline)
          traffic[offloadedSince[source]] = does.now;
      }
      const after = cellularRate(traffic);
      if (before !== after || isOnline) tellsModem(before, after, does);
    },

    /** The gateway passes what is wanted over mobile broadband from now on, at this rate. */
    began(traffic, rate: number, does) {
      for (const source of trafficSources) {
        const own = isOffloaded(traffic, source) ? 0 : traffic[source];
        // HOT: what is not written to takes no memory, and nearly always one source is all there is.
        if (traffic[passing[source]] !== own) traffic[passing[source]] = own;
      }
      does.tell(began, does.subject, rate);
      if (traffic.sharingPassing > 0 && shares(does)) does.tell(sharedBegan, does.subject, undefined);
    },

    /** The gateway has passed so many bytes since it began: they are told apart, and the stretch is over. */
    passed(traffic, bytes: Bytes, does) {
      const bySource = told(traffic, bytes);
      does.tell(counted, does.subject, bySource);
      if (bySource.sharing !== undefined && shares(does)) does.tell(sharedPassed, does.subject, bySource.sharing);
    },

    /** The walled garden has passed so many bytes of Windows itself. */
    zeroRated(_traffic, bytes: Bytes, does) {
      does.tell(countedBeside, does.subject, { system: bytes });
    },
  },
});

/** What goes wherever Windows sends it, whatever is said of the user's sessions. */
const always: ReadonlySet<TrafficSource> = new Set(['video', 'apps', 'windowsUpdate']);

/** Whether anybody ever shares the connection of this PC. */
const shares = (does: Doing): boolean => does.given.group(does.subject).sharing !== undefined;

/** Whether a source takes whichever connection Windows gives it, or mobile broadband in any case. */
const followsRoute = (source: TrafficSource, does: Doing): boolean => {
  const group = does.given.group(does.subject);
  return group.usage?.takes === 'theRoute' || (always.has(source) && mindsCost(group));
};

const takesLandline = (source: TrafficSource, does: Doing): boolean => {
  if (!followsRoute(source, does)) return false;
  const path = trafficPath[does.look(routes).state];
  return path === 'wifi' || path === 'ethernet';
};

function tellsModem(before: number, after: number, does: Doing): void {
  if (after === 0) {
    if (before > 0) does.tell(trafficStopped, does.subject, undefined);
  } else does.tell(before === 0 ? trafficStarted : trafficChanged, does.subject, { rate: after });
}

function countsOffloaded(traffic: Traffic, source: TrafficSource, does: Doing): void {
  const bytes = passedIn(does.now - traffic[offloadedSince[source]]!, traffic[source]) as Bytes;
  if (bytes === 0) return;
  traffic.offloaded = (traffic.offloaded + bytes) as Bytes;
  does.emit('offloaded', bytes);
}

/** Nearly always there is one source, and all bytes are its. */
function told(traffic: Readonly<Traffic>, bytes: Bytes): BytesBySource {
  const parts = apportioned(
    bytes,
    trafficSources.map(source => traffic[passing[source]]),
  );
  return Object.fromEntries(trafficSources.flatMap((source, at) => (parts[at]! > 0 ? [[source, parts[at]!]] : [])));
}
