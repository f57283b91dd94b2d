/**
 * The Microsoft Store: delivers the operator's app to one PC whenever there is internet, metered or not.
 *
 *     service metadata, COSA ── app wanted ──▶ ┌───────┐ ── installed ──▶ mobile broadband app, service metadata
 *     connection manager ── internet or none ▶ │ Store │
 *                                              └───────┘
 *
 * The app waits in the queue, comes, and is installed without a question; from Windows 8.1 on it stands in All Apps and is
 * not pinned to Start. Assumption: a download that loses the internet goes on where it was when the internet is back, at
 * once; a delivery that fails begins again from nothing, an hour later.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Microsoft Store.
 */
import {
  type Bytes,
  count,
  type Does,
  flag,
  hours,
  type Microseconds,
  model,
  port,
  type RecordOf,
  state,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { downloadRate, isOverCellular } from '../download-rate.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn, transferTime } from '../transfer-time.ts';
import type { mobileBroadbandApp } from '../windows/mobile-broadband-app.ts';
import type { serviceMetadata } from '../windows/service-metadata.ts';

type State = 'nothing' | 'queued' | 'downloading' | 'installed';
type Event = 'wanted' | 'preloaded' | 'begins' | 'interrupted' | 'failed' | 'done' | 'removed';

export const microsoftStoreTable: TransitionTable<State, Event> = {
  nothing: { wanted: 'queued', preloaded: 'installed' },
  queued: { begins: 'downloading' },
  downloading: { done: 'installed', interrupted: 'queued', failed: 'queued' },
  installed: { removed: 'nothing' },
};

const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const metadata = port<typeof serviceMetadata>('service metadata');
export const storePorts = { app, metadata };

/** Assumption: after a delivery that failed the Store tries again an hour later. */
const triesAgainAfter = hours(1);

/** The first release on which the Store pins no app of an operator to Start. */
const firstUnpinnedRelease = 8.1;

const record = {
  state: state(microsoftStoreTable),
  online: flag(),
  /** Deliveries begun so far: names the draws of the next one. */
  tries: count(),
  /** Bytes that came before the last interruption; when the download began or went on, and over which path. */
  downloaded: volume(),
  since: time(),
  overCellular: flag(),
};
const timers = { begins: 0 as Microseconds, finishes: 0 as Microseconds };
const facts = ['queued', 'downloading', 'interrupted', 'installed', 'failed', 'removed'] as const;

type Delivery = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof microsoftStoreTable,
  keyof typeof timers,
  (typeof facts)[number],
  string,
  Surroundings
>;

export const microsoftStore = model('Microsoft Store', {
  source: 'overview-of-mobile-broadband.md',
  table: microsoftStoreTable,
  /** One delivery a device. */
  record,
  kept: 'columns',
  timers,
  facts,
  given: {} as Surroundings,
  takes: {
    /** Service metadata or COSA names an app. One that is there already needs no delivery. */
    wanted(delivery, _, does) {
      if (delivery.state === 'installed') does.tell(metadata.tells.appInstalled, does.subject, undefined);
      if (delivery.state !== 'nothing') return;
      does.move(delivery, 'wanted');
      does.emit('queued');
      if (delivery.online) waitInQueue(delivery, does);
    },

    /** The maker of the PC has put the app on the image. */
    preloaded(delivery, _, does) {
      if (delivery.state !== 'nothing') return;
      does.move(delivery, 'preloaded');
      does.tell(app.tells.installed, does.subject, undefined);
    },

    internet(delivery, isThere: boolean, does) {
      if (delivery.online === isThere) return;
      delivery.online = isThere;
      if (delivery.state === 'queued' && isThere) waitInQueue(delivery, does);
      else if (delivery.state === 'queued') does.cancel('begins');
      else if (delivery.state === 'downloading') {
        does.cancel('finishes');
        does.move(delivery, 'interrupted');
        const passed = passedIn(does.now - delivery.since!, downloadRate(delivery.overCellular));
        delivery.downloaded = Math.min(delivery.downloaded + passed, sizeOf(does)) as Bytes;
        does.emit('interrupted', delivery.downloaded);
      }
    },

    begins(delivery, _, does) {
      does.move(delivery, 'begins');
      does.emit('downloading', delivery.downloaded);
      delivery.since = does.now;
      delivery.overCellular = isOverCellular(does.given, does.subject);
      const left = sizeOf(does) - delivery.downloaded;
      does.arm('finishes', transferTime(left, downloadRate(delivery.overCellular)));
    },

    finishes(delivery, _, does) {
      delivery.tries += 1;
      delivery.downloaded = 0 as Bytes;
      if (does.draw('Store.fails', delivery.tries) < does.given.settings.microsoft.store.fails) {
        does.move(delivery, 'failed');
        does.emit('failed', delivery.tries);
        does.arm('begins', triesAgainAfter);
        return;
      }
      does.move(delivery, 'done');
      does.emit('installed', delivery.tries);
      does.tell(app.tells.installed, does.subject, undefined);
      does.tell(metadata.tells.appInstalled, does.subject, undefined);
    },

    /** The user uninstalls the app. */
    removed(delivery, _, does) {
      if (delivery.state !== 'installed') return;
      does.move(delivery, 'removed');
      does.emit('removed');
    },
  },
});

/** Whether an installed app of an operator is pinned to Start without the user's doing. */
export const isPinnedToStart = (osRelease: number): boolean => osRelease < firstUnpinnedRelease;

/** A download that was interrupted has its turn already. */
function waitInQueue(delivery: Delivery, does: Doing): void {
  const { queue } = does.given.settings.microsoft.store;
  const wait = delivery.downloaded > 0 ? 0 : does.given.sample(queue, does.draw('Store.queue', delivery.tries));
  does.arm('begins', wait);
}

const sizeOf = (does: Doing): number => does.given.operator(does.subject).serviceMetadata.appSize;
