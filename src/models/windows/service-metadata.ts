/**
 * The service metadata of the operator on one PC: fetched from WMIS as soon as there is any internet, kept, and checked
 * again about every eight days.
 *
 *     Mobile Broadband Service ── hardware IDs ──▶ ┌──────────────────┐ ── look up ──▶ WMIS
 *     connection manager ── internet or none ────▶ │ service metadata │ ── app wanted ──▶ Microsoft Store
 *     Microsoft Store ── app installed ──────────▶ │                  │ ── app and package there ──▶ device setup manager
 *     device setup manager ── registered ────────▶ └──────────────────┘ ── profiles changed ──▶ default context controller
 *
 * Any internet will do, metered or roaming. A request that fails is made again after a while, or as soon as there is
 * internet again when that was missing. Another SIM forces a new request at once, and so ends the wait of eight days. A
 * package that the maker of the PC has put on the image is not fetched but checked like any other; and from Windows 10,
 * version 1803, nothing is fetched where COSA names the app.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Service metadata", "Delivering experiences for MVNOs", "UWP
 * mobile broadband apps", "Developer guide for creating service metadata".
 */
import {
  count,
  type Does,
  flag,
  type Microseconds,
  minutes,
  model,
  oneOf,
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
import type { microsoftStore } from '../microsoft/microsoft-store.ts';
import type { MetadataAnswer, wmis } from '../microsoft/wmis.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import type { cosaDatabase } from './cosa-database.ts';
import type { defaultContextController } from './default-context-controller.ts';
import type { deviceSetupManager } from './device-setup-manager.ts';
import { looksUpServiceMetadata } from './effective-settings.ts';

type State = 'none' | 'requested' | 'cached' | 'parsed' | 'appQueued' | 'appInstalled' | 'registered';
type Event =
  | 'identified'
  | 'preloaded'
  | 'packageCame'
  | 'noPackage'
  | 'requestFailed'
  | 'read'
  | 'unreadable'
  | 'appWanted'
  | 'appInstalled'
  | 'handlersRegistered'
  | 'updated'
  | 'simChanged';

/** A check for something newer leaves a package where it is; `updated` puts a newer one in its place. */
export const serviceMetadataTable: TransitionTable<State, Event> = {
  none: { identified: 'requested', preloaded: 'appInstalled' },
  requested: { packageCame: 'cached', noPackage: 'none', requestFailed: 'none', simChanged: 'none' },
  cached: { read: 'parsed', unreadable: 'none', simChanged: 'none' },
  parsed: { appWanted: 'appQueued', updated: 'parsed', simChanged: 'none' },
  appQueued: { appInstalled: 'appInstalled', updated: 'appQueued', simChanged: 'none' },
  appInstalled: { handlersRegistered: 'registered', updated: 'appInstalled', simChanged: 'none' },
  registered: { updated: 'registered', simChanged: 'none' },
};

const service = port<typeof wmis>('WMIS');
const store = port<typeof microsoftStore>('Microsoft Store');
const setup = port<typeof deviceSetupManager>('device setup manager');
const controller = port<typeof defaultContextController>('default context controller');
export const serviceMetadataPorts = { service, store, setup, controller };

const databases = sees<typeof cosaDatabase>('COSA databases');
export const serviceMetadataSees = { databases };

/** Assumption: Windows waits so long for an answer of WMIS. */
const answerTakesTooLong = seconds(60);

/** Name and icon of a package appear about a minute after it has come. Source: developer guide for service metadata. */
const readingTakes = minutes(1);

/** Version of the packages that PCs are made with. */
const firstVersion = 1;

export interface ServiceMetadataSurroundings extends Surroundings {
  /** The hardware IDs of the device with that card, in the order in which WMIS is to look them up. */
  hardwareIds(device: number, card: number): readonly string[];
}

const record = {
  state: state(serviceMetadataTable),
  /** Any internet on the device. */
  online: flag(),
  /** The hardware IDs can be made: the SIM is there and can be read. */
  identified: flag(),
  /** A request or a download is under way. */
  busy: flag(),
  /** The next request: wanted as soon as there is internet, or at the end of a timer. */
  next: oneOf(['due', 'timed']),
  /** Which card the package is for. */
  card: small(),
  /** Of the package at hand; of the one being downloaded. */
  version: small(),
  offered: small(),
  /** Requests made so far: names the draws of the next one. */
  fetches: count(),
};

/** The delays of the first two are settings. */
const timers = {
  rechecks: 0 as Microseconds,
  retries: 0 as Microseconds,
  downloaded: 0 as Microseconds,
  reads: readingTakes,
};

const facts = [
  'preloaded',
  'requested',
  'skipped',
  'fetched',
  'unchanged',
  'noMatch',
  'failed',
  'parsed',
  'updated',
  'appInstalled',
  'registered',
  'forgotten',
] as const;

type Metadata = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof serviceMetadataTable,
  keyof typeof timers,
  (typeof facts)[number],
  string,
  ServiceMetadataSurroundings
>;

export const serviceMetadata = model('service metadata', {
  source: 'service-metadata.md',
  table: serviceMetadataTable,
  record,
  kept: 'columns',
  timers,
  facts,
  given: {} as ServiceMetadataSurroundings,
  takes: {
    /** From the Mobile Broadband Service: hardware IDs are made; `card` names the SIM. */
    identified(metadata, card: number, does) {
      metadata.identified = true;
      if (card !== metadata.card) forget(metadata, does);
      metadata.card = card;
      if (metadata.next === undefined) {
        if (metadata.state === 'none') metadata.next = 'due';
        else checkLater(metadata, does);
      }
      fetchIfDue(metadata, does);
    },

    identityGone(metadata, _, does) {
      metadata.identified = false;
      interrupt(metadata, does);
    },

    /** The maker of the PC has put package and app on the image. */
    preloaded(metadata, _, does) {
      if (metadata.state !== 'none') return;
      does.move(metadata, 'preloaded');
      metadata.version = firstVersion;
      does.emit('preloaded');
      does.tell(store.tells.preloaded, does.subject, undefined);
      does.tell(setup.tells.packageReady, does.subject, undefined);
    },

    /** From the connection manager: whether the device has any internet, metered or not. */
    internet(metadata, isThere: boolean, does) {
      metadata.online = isThere;
      if (isThere) fetchIfDue(metadata, does);
      else interrupt(metadata, does);
    },

    /** An answer to a request that was given up in the meantime counts for nothing. */
    answered(metadata, reply: Reply<MetadataAnswer>, does) {
      if (!metadata.busy || reply.about !== metadata.fetches) return;
      if (reply.outcome !== 'answered') failed(metadata, does);
      else if (!reply.answer.found) nothingNew(metadata, 'noMatch', does);
      else if (reply.answer.version === metadata.version) nothingNew(metadata, 'unchanged', does);
      else {
        metadata.offered = reply.answer.version;
        const { size } = does.given.operator(does.subject).serviceMetadata;
        const rate = downloadRate(isOverCellular(does.given, does.subject));
        does.arm('downloaded', transferTime(size, rate));
      }
    },

    downloaded(metadata, _, does) {
      metadata.busy = false;
      does.emit('fetched', metadata.fetches);
      if (metadata.state === 'requested') {
        does.move(metadata, 'packageCame');
        does.arm('reads');
        checkLater(metadata, does);
      } else if (isUnreadable(metadata, does)) failed(metadata, does);
      else {
        metadata.version = metadata.offered;
        does.move(metadata, 'updated');
        does.emit('updated', metadata.version);
        does.tell(controller.tells.profilesChanged, does.subject, undefined);
        if (metadata.state === 'appInstalled') does.tell(setup.tells.packageReady, does.subject, undefined);
        checkLater(metadata, does);
      }
    },

    reads(metadata, _, does) {
      if (isUnreadable(metadata, does)) {
        does.move(metadata, 'unreadable');
        failed(metadata, does);
        return;
      }
      metadata.version = metadata.offered;
      does.move(metadata, 'read');
      does.emit('parsed', metadata.version);
      does.tell(controller.tells.profilesChanged, does.subject, undefined);
      if (!does.given.operator(does.subject).serviceMetadata.app) return;
      does.move(metadata, 'appWanted');
      does.tell(store.tells.wanted, does.subject, undefined);
    },

    rechecks(metadata, _, does) {
      metadata.next = 'due';
      fetchIfDue(metadata, does);
    },

    retries(metadata, _, does) {
      metadata.next = 'due';
      fetchIfDue(metadata, does);
    },

    /** From the Store. An app that COSA names comes without a package, and its handlers are registered all the same. */
    appInstalled(metadata, _, does) {
      if (metadata.state === 'appQueued') {
        does.move(metadata, 'appInstalled');
        does.emit('appInstalled');
      } else if (!isLeftToCosa(does)) return;
      does.tell(setup.tells.packageReady, does.subject, undefined);
    },

    /** From the Device Setup Manager. */
    handlersRegistered(metadata, _, does) {
      if (metadata.state !== 'appInstalled') return;
      does.move(metadata, 'handlersRegistered');
      does.emit('registered');
    },
  },
});

/** Whether the package counts at this moment: it has been read, and its SIM is there. */
export const hasServiceMetadata = ({ state, identified }: Readonly<Pick<Metadata, 'state' | 'identified'>>): boolean =>
  identified && hasReadPackage({ state });

/** Whether Windows has read a package, be it one that came with the PC. */
export const hasReadPackage = ({ state }: Readonly<Pick<Metadata, 'state'>>): boolean =>
  state !== 'none' && state !== 'requested' && state !== 'cached';

/** Whether COSA names the app, so that Windows does not look for a package. */
function isLeftToCosa(does: Doing): boolean {
  const { osRelease } = does.given.group(does.subject);
  const { appId } = does.given.operator(does.subject).cosa;
  return does.look(databases).matched && !looksUpServiceMetadata(osRelease, appId);
}

function fetchIfDue(metadata: Metadata, does: Doing): void {
  if (metadata.next !== 'due' || !metadata.online || !metadata.identified || metadata.busy) return;
  if (isLeftToCosa(does)) {
    metadata.next = undefined;
    does.emit('skipped');
    return;
  }
  metadata.busy = true;
  metadata.fetches += 1;
  if (metadata.state === 'none') does.move(metadata, 'identified');
  does.emit('requested', metadata.fetches);
  const hardwareIds = does.given.hardwareIds(does.subject, metadata.card);
  does.ask(
    service.asks.lookUp,
    0,
    { hardwareIds },
    {
      then: 'answered',
      about: metadata.fetches,
      occurrence: metadata.fetches,
      within: answerTakesTooLong,
      over: does.given.wayTo(does.subject, 'other'),
    },
  );
}

/** The request was good, and brought nothing. Assumption: a package that is no longer published stays on the PC. */
function nothingNew(metadata: Metadata, why: 'noMatch' | 'unchanged', does: Doing): void {
  metadata.busy = false;
  if (metadata.state === 'requested') does.move(metadata, 'noPackage');
  does.emit(why, metadata.fetches);
  checkLater(metadata, does);
}

function checkLater(metadata: Metadata, does: Doing): void {
  metadata.next = 'timed';
  does.arm('rechecks', does.given.settings.microsoft.wmis.recheck);
}

/** Once more after a while; or, if the internet was missing, as soon as it is there. */
function failed(metadata: Metadata, does: Doing): void {
  metadata.busy = false;
  if (metadata.state === 'requested') does.move(metadata, 'requestFailed');
  does.emit('failed', metadata.fetches);
  does.cancel('rechecks');
  if (metadata.online && metadata.identified) {
    metadata.next = 'timed';
    does.arm('retries', does.given.settings.microsoft.wmis.retry);
  } else metadata.next = 'due';
}

/** Internet or SIM goes while a request is under way. */
function interrupt(metadata: Metadata, does: Doing): void {
  if (!metadata.busy) return;
  does.cancel('downloaded');
  failed(metadata, does);
}

/** The package was for another SIM. */
function forget(metadata: Metadata, does: Doing): void {
  for (const timer of ['rechecks', 'retries', 'downloaded', 'reads'] as const) does.cancel(timer);
  metadata.busy = false;
  metadata.next = undefined;
  metadata.version = 0;
  if (metadata.state === 'none') return;
  does.move(metadata, 'simChanged');
  does.emit('forgotten');
  does.tell(setup.tells.packageGone, does.subject, undefined);
  does.tell(controller.tells.profilesChanged, does.subject, undefined);
}

const isUnreadable = (metadata: Metadata, does: Doing): boolean =>
  does.draw('service metadata.unreadable', metadata.fetches) <
  does.given.operator(does.subject).serviceMetadata.unreadable;
