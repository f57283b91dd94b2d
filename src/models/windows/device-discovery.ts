/**
 * Device discovery of one PC: what becomes of a PnP-X device that it hears of, up to the app of its maker.
 *
 *     PnP-X device ── announced ──▶ found ── by itself, or by hand ──▶ paired ── device metadata ──▶ app from the Store ──▶ ready
 *                                                                     │              ▲
 *                                                                     └── WMIS ──────┘   needs internet; tried again when not
 *
 * Some classes pair automatically, others when the user adds them. The app then talks to the device over the local network;
 * it is not one of the operator's privileged apps, so whatever mobile broadband API it calls says no.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Wireline operators, Windows Metadata and Internet Services.
 * Assumption: the metadata of the device come from the same service as those of operators, with the same times and failures;
 * its app waits in the queue of the Store as others do, and comes over whichever connection there is.
 */
import {
  type Does,
  type Microseconds,
  model,
  port,
  type RecordOf,
  type Reply,
  seconds,
  sees,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { downloadRate, isOverCellular } from '../download-rate.ts';
import type { wmis } from '../microsoft/wmis.ts';
import type { pnpXDevice } from '../places/pnp-x-device.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import { isUp, type windowsConnectionManager } from './windows-connection-manager.ts';

type State = 'unknown' | 'found' | 'paired' | 'asking' | 'withoutApp' | 'queued' | 'downloading' | 'ready' | 'talking';
type Event =
  | 'found'
  | 'paired'
  | 'asked'
  | 'appNamed'
  | 'nothingThere'
  | 'unanswered'
  | 'begins'
  | 'interrupted'
  | 'installed'
  | 'opened'
  | 'closed';

const deviceDiscoveryTable: TransitionTable<State, Event> = {
  unknown: { found: 'found' },
  found: { paired: 'paired' },
  paired: { asked: 'asking' },
  asking: { appNamed: 'queued', nothingThere: 'withoutApp', unanswered: 'paired' },
  withoutApp: {},
  queued: { begins: 'downloading' },
  downloading: { installed: 'ready', interrupted: 'queued' },
  ready: { opened: 'talking' },
  talking: { closed: 'ready' },
};

/** How long the app waits for the device, which is in the same house. Assumption. */
const answersWithin = seconds(5);
/** How long Windows waits for device metadata. Assumption: as for service metadata. */
const metadataWithin = seconds(30);
/** Questions and downloads beyond this share the luck of the last. */
const triesMost = 255;

const device = port<typeof pnpXDevice>('PnP-X device');
const service = port<typeof wmis>('WMIS');
const routes = sees<typeof windowsConnectionManager>('Windows Connection Manager');
const devices = sees<typeof pnpXDevice>('PnP-X devices');
export const deviceDiscoveryPorts = { device, service };
export const deviceDiscoverySees = { routes, devices };
const { heard, probed } = device.tells;
const { ask } = device.asks;
const { lookUpDevice } = service.asks;

const record = {
  state: state(deviceDiscoveryTable),
  /** Questions to WMIS, and downloads begun: they name the draws of the next one. */
  queries: small(),
  downloads: small(),
};
const timers = {
  pairedByHand: 0 as Microseconds,
  asksAgain: 0 as Microseconds,
  begins: 0 as Microseconds,
  finishes: 0 as Microseconds,
  opensApp: 0 as Microseconds,
};
const facts = [
  'found',
  'paired',
  'noMetadata',
  'unanswered',
  'appQueued',
  'interrupted',
  'appInstalled',
  'opened',
  'talked',
  'noAnswer',
  'refusedApi',
] as const;
type Discovery = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof deviceDiscoveryTable,
  keyof typeof timers,
  (typeof facts)[number],
  string,
  Surroundings
>;

export const deviceDiscovery = model('device discovery', {
  source: 'overview-of-mobile-broadband.md',
  table: deviceDiscoveryTable,
  record,
  timers,
  facts,
  given: {} as Surroundings,
  takes: {
    /** A PC that is not on the network of the device does not hear it. */
    announced(discovery, _: undefined, does) {
      if (discovery.state !== 'unknown' || !isOnLan(does)) return;
      const { pairsByItself, pairsByHand, pairedAfter } = does.given.group(does.subject).lanDevice!;
      does.move(discovery, 'found');
      does.emit('found');
      does.tell(heard, does.subject, undefined);
      if (pairsByItself) does.self('pairs');
      else if (does.draw('lanDevice.pairsByHand') < pairsByHand)
        does.arm('pairedByHand', does.given.sample(pairedAfter, does.draw('lanDevice.pairedAfter')));
    },

    pairedByHand(_discovery, _: undefined, does) {
      does.self('pairs');
    },

    pairs(discovery, _: undefined, does) {
      does.move(discovery, 'paired');
      does.emit('paired');
      asksForMetadata(discovery, does);
    },

    /** Windows Connection Manager has taken a connection, or lost one. */
    routeChanged(discovery, _: undefined, does) {
      if (isOnLan(does) && discovery.state === 'unknown') does.tell(probed, does.subject, undefined);
      goesOnOnline(discovery, does);
    },

    /** The line behind the device is up. */
    lineCameUp(discovery, _: undefined, does) {
      goesOnOnline(discovery, does);
    },

    asksAgain(discovery, _: undefined, does) {
      if (discovery.state === 'paired') asksForMetadata(discovery, does);
    },

    metadataCame(discovery, reply: Reply<boolean>, does) {
      if (reply.outcome !== 'answered') {
        does.move(discovery, 'unanswered');
        does.emit('unanswered');
        does.arm('asksAgain', does.given.settings.microsoft.wmis.retry);
        return;
      }
      if (!reply.answer) {
        does.move(discovery, 'nothingThere');
        does.emit('noMetadata');
        return;
      }
      does.move(discovery, 'appNamed');
      does.emit('appQueued');
      waitsInQueue(discovery, does);
    },

    begins(discovery, _: undefined, does) {
      does.move(discovery, 'begins');
      const { appSize, metadataSize } = does.given.group(does.subject).lanDevice!;
      const rate = downloadRate(isOverCellular(does.given, does.subject));
      does.arm('finishes', transferTime(appSize + metadataSize, rate));
    },

    finishes(discovery, _: undefined, does) {
      const { opensApp, opensAppAfter } = does.given.group(does.subject).lanDevice!;
      does.move(discovery, 'installed');
      does.emit('appInstalled');
      if (does.draw('lanDevice.opensApp') < opensApp)
        does.arm('opensApp', does.given.sample(opensAppAfter, does.draw('lanDevice.opensAppAfter')));
    },

    /** Its owner opens the app, which asks the device, and tries what only privileged apps may. */
    opensApp(discovery, _: undefined, does) {
      does.move(discovery, 'opened');
      does.emit('opened');
      does.emit('refusedApi');
      does.ask(ask, does.subject, undefined, {
        then: 'deviceAnswered',
        within: answersWithin,
        over: isOnLan(does) ? does.given.links.wifi : does.given.links.nowhere,
      });
    },

    deviceAnswered(discovery, reply: Reply<true>, does) {
      does.move(discovery, 'closed');
      does.emit(reply.outcome === 'answered' ? 'talked' : 'noAnswer');
    },
  },
});

/** Whether the PC is on the network at home: over Wi-Fi or by cable. */
function isOnLan(does: Doing): boolean {
  const { state } = does.look(routes);
  return isUp(state, 'wifi') || isUp(state, 'ethernet');
}

/** Over mobile broadband, or by the network at home when the line behind it is up. */
function hasInternet(does: Doing): boolean {
  if (!isOnLan(does)) return isUp(does.look(routes).state, 'cellular');
  return does.look(devices).online || isUp(does.look(routes).state, 'cellular');
}

function goesOnOnline(discovery: Discovery, does: Doing): void {
  const isOnline = hasInternet(does);
  if (discovery.state === 'paired' && isOnline) asksForMetadata(discovery, does);
  else if (discovery.state === 'queued' && isOnline) waitsInQueue(discovery, does);
  else if (discovery.state === 'queued') does.cancel('begins');
  else if (discovery.state === 'downloading' && !isOnline) {
    does.cancel('finishes');
    does.move(discovery, 'interrupted');
    does.emit('interrupted');
  }
}

/** Without internet it waits for it. */
function asksForMetadata(discovery: Discovery, does: Doing): void {
  if (!hasInternet(does)) return;
  const nth = discovery.queries;
  discovery.queries = Math.min(nth + 1, triesMost);
  const { metadata, app } = does.given.group(does.subject).lanDevice!;
  does.cancel('asksAgain');
  does.move(discovery, 'asked');
  does.ask(
    lookUpDevice,
    0,
    { found: metadata && app },
    {
      then: 'metadataCame',
      within: metadataWithin,
      over: isOnLan(does) ? does.given.links.wifi : does.given.pathOf(does.subject),
      entity: does.subject,
      occurrence: nth,
    },
  );
}

/** Assumption: a download that was interrupted begins anew, with another place in the queue. */
function waitsInQueue(discovery: Discovery, does: Doing): void {
  const nth = discovery.downloads;
  discovery.downloads = Math.min(nth + 1, triesMost);
  const { queue } = does.given.settings.microsoft.store;
  does.arm('begins', does.given.sample(queue, does.draw('lanDevice.queue', nth)));
}
