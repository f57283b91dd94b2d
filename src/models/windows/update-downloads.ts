/**
 * What Windows Update downloads to one PC: fixes against attacks under way, monthly security updates, feature updates.
 *
 *     upToDate ── released ──▶ heldBack ── the cost allows it ──▶ downloading ── all installed ──▶ upToDate
 *                                 ▲                                    │
 *                                 └──── the cost forbids it, offline ──┘
 *
 * Over an unmetered network everything comes; over a metered one only what is critical: all security updates where the
 * operator exempts them, otherwise fixes against attacks under way. The rest waits for an unmetered network.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Provide accurate usage and plan data; "CarrierControlSchema
 * schema", SecurityUpdatesExempt.
 * Assumption: a PC looks once a day, at a time of its own; a newer update of a kind replaces one that waits, which counts as
 * late from its own release on; an exempt update is charged as all other bytes are; abroad, no exemption holds.
 */
import {
  type Bytes,
  type Does,
  days,
  type Microseconds,
  model,
  number,
  oneOf,
  port,
  type RecordOf,
  small,
  state,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { downloadRate } from '../download-rate.ts';
import type { UpdateSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn, transferTime } from '../transfer-time.ts';
import { type ConnectionCost, isMetered } from './connection-cost.ts';
import { routeNow } from './internet-route.ts';
import type { networkTraffic } from './network-traffic.ts';

/** The kinds of updates, the most urgent first. */
export const updateKinds = ['zeroDay', 'security', 'feature'] as const satisfies readonly (keyof UpdateSettings)[];
export type UpdateKind = (typeof updateKinds)[number];

type State = 'upToDate' | 'heldBack' | 'downloading';
type Event = 'released' | 'started' | 'stopped' | 'allInstalled';

const updateTable: TransitionTable<State, Event> = {
  upToDate: { released: 'heldBack' },
  heldBack: { released: 'heldBack', started: 'downloading' },
  downloading: { released: 'downloading', stopped: 'heldBack', allInstalled: 'upToDate' },
};

/** Whether Windows downloads an update of that kind over a network of that cost. */
export function mayDownload(kind: UpdateKind, cost: ConnectionCost, securityUpdatesExempt: boolean): boolean {
  if (!isMetered(cost)) return !cost.congested || kind !== 'feature';
  if (kind === 'zeroDay') return true;
  return kind === 'security' && securityUpdatesExempt && !cost.roaming;
}

const traffic = port<typeof networkTraffic>('network traffic');
export const updateDownloadsPorts = { traffic };
const { flows } = traffic.tells;

const record = {
  state: state(updateTable),
  /** Bytes of each kind that are still to come. */
  zeroDay: volume(),
  security: volume(),
  feature: volume(),
  /** When what is still to come was released. */
  zeroDaySince: time(),
  securitySince: time(),
  featureSince: time(),
  /** Releases so far. */
  zeroDays: small(),
  securities: small(),
  features: small(),
  /** What is being downloaded, since when, and how fast. */
  current: oneOf(updateKinds),
  startedAt: time(),
  rate: number(),
};
type Update = RecordOf<typeof record>;

/** Where the record keeps what concerns each kind. */
const places = {
  zeroDay: { since: 'zeroDaySince', releases: 'zeroDays', out: 'zeroDayOut', installed: 'zeroDayInstalled' },
  security: { since: 'securitySince', releases: 'securities', out: 'securityOut', installed: 'securityInstalled' },
  feature: { since: 'featureSince', releases: 'features', out: 'featureOut', installed: 'featureInstalled' },
} as const;

const timers = {
  zeroDayOut: 0 as Microseconds,
  securityOut: 0 as Microseconds,
  featureOut: 0 as Microseconds,
  downloaded: 0 as Microseconds,
};
/** Values: bytes of what is released; µs from release to installation. */
const facts = [
  'released',
  'superseded',
  'heldBack',
  'zeroDayInstalled',
  'securityInstalled',
  'featureInstalled',
] as const;
type Doing = Does<typeof record, typeof updateTable, keyof typeof timers, (typeof facts)[number], string, Surroundings>;

export const updateDownloads = model('update downloads', {
  source: 'overview-of-mobile-broadband.md',
  table: updateTable,
  record,
  kept: 'columns',
  timers,
  facts,
  given: {} as Surroundings,
  takes: {
    zeroDayOut(update, _: undefined, does) {
      released(update, 'zeroDay', does);
    },

    securityOut(update, _: undefined, does) {
      released(update, 'security', does);
    },

    featureOut(update, _: undefined, does) {
      released(update, 'feature', does);
    },

    /** From the network cost manager. What is under way goes on over the network that there is now, or waits. */
    costChanged(update, _: undefined, does) {
      if (update.state === 'upToDate') return;
      pauses(update, does);
      goesOn(update, does);
    },

    downloaded(update, _: undefined, does) {
      const kind = update.current!;
      const { since, installed } = places[kind];
      pauses(update, does);
      does.emit(installed, does.now - update[since]!);
      update[kind] = 0 as Bytes;
      update[since] = undefined;
      goesOn(update, does);
    },
  },
});

/** How long after a release this PC looks, every time. */
export const looksAfter = (uniform: number): Microseconds => Math.floor(uniform * days(1)) as Microseconds;

const releasesMost = 255;

function released(update: Update, kind: UpdateKind, does: Doing): void {
  const { since, releases, out } = places[kind];
  const { size, every } = does.given.group(does.subject).updates![kind];
  const nth = update[releases];
  update[releases] = Math.min(nth + 1, releasesMost);
  does.arm(out, every);
  pauses(update, does);
  if (update[since] !== undefined) does.emit('superseded', does.now - update[since]);
  // The size is drawn once for each release: the same update for every PC but for what it has already.
  update[kind] = Math.max(1, Math.round(does.given.sample(size, does.draw(`update.${kind}`, nth)))) as Bytes;
  update[since] = Math.max(0, does.now - looksAfter(does.draw('update.looks'))) as Microseconds;
  does.move(update, 'released');
  does.emit('released', update[kind]);
  goesOn(update, does);
}

/** The traffic ends, and what has come so far is kept. */
function pauses(update: Update, does: Doing): void {
  const kind = update.current;
  if (kind === undefined) return;
  const got = passedIn(does.now - update.startedAt!, update.rate);
  update[kind] = Math.max(0, update[kind] - got) as Bytes;
  update.current = undefined;
  update.startedAt = undefined;
  update.rate = 0;
  does.cancel('downloaded');
  does.tell(flows, does.subject, { source: 'windowsUpdate', rate: 0 });
}

/** The most urgent update that the cost allows begins, or goes on. */
function goesOn(update: Update, does: Doing): void {
  const waiting = updateKinds.filter(kind => update[places[kind].since] !== undefined);
  const route = routeNow(does);
  const { securityUpdatesExempt = false } = does.given.planTold(does.subject);
  const next =
    route && waiting.find(kind => mayDownload(kind, route.cost, route.overCellular && securityUpdatesExempt));
  if (route === undefined || next === undefined) {
    if (update.state !== 'downloading') {
      if (waiting.length > 0) does.emit('heldBack', waiting.length);
      return;
    }
    does.move(update, waiting.length === 0 ? 'allInstalled' : 'stopped');
    if (waiting.length > 0) does.emit('heldBack', waiting.length);
    return;
  }
  if (update.state === 'heldBack') does.move(update, 'started');
  update.current = next;
  update.startedAt = does.now;
  update.rate = downloadRate(route.overCellular);
  does.tell(flows, does.subject, { source: 'windowsUpdate', rate: update.rate });
  does.arm('downloaded', transferTime(update[next], update.rate));
}
