/**
 * Third-party apps: what they download in the background, and what the user fetches from the Store.
 *
 *     wants a download ──▶ goes at once       unmetered; not larger than the operator wants; the app does not look
 *                      ├─▶ asks the user      larger than that (MaxTransferSizeInMegabytes)
 *                      └─▶ is put off         in the background over a metered network, or a congested one
 *
 *     idle ── something may go ──▶ downloading ── done, offline, nothing may go any more ──▶ idle
 *
 * What is put off comes as soon as the network is unmetered.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Provide accurate usage and plan data; "CarrierControlSchema
 * schema", MaxTransferSizeInMegabytes.
 * Assumption: which downloads an app makes, and that all of a PC together have the speed of one; consent once given holds for
 * that download; where the plan names no size, nobody is asked; abroad, what the user asks for is asked about in any case.
 */
import {
  type Bytes,
  count,
  type Does,
  days,
  type Microseconds,
  model,
  number,
  port,
  type RecordOf,
  state,
  type TransitionTable,
  time,
  unitExponential,
  volume,
} from '../../sim/index.ts';
import { downloadRate } from '../download-rate.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn, transferTime } from '../transfer-time.ts';
import type { appTraffic } from './app-traffic.ts';
import { type ConnectionCost, isMetered } from './connection-cost.ts';
import { routeNow } from './internet-route.ts';

type State = 'idle' | 'downloading';
type Event = 'started' | 'stopped';

const appsTable: TransitionTable<State, Event> = {
  idle: { started: 'downloading' },
  downloading: { stopped: 'idle' },
};

/** What becomes of a download that an app wants. */
export type Decision = 'goes' | 'asks' | 'putOff';

/**
 * @param size         bytes of the download
 * @param asked        whether the user wants it, or an app in the background
 * @param maxTransfer  what the operator wants single downloads to be at most; undefined for any size
 */
export function decisionOn(
  size: number,
  asked: boolean,
  cost: ConnectionCost,
  maxTransfer: number | undefined,
): Decision {
  if (cost.congested) return 'putOff';
  if (!isMetered(cost)) return 'goes';
  if (!asked) return 'putOff';
  return cost.roaming || (maxTransfer !== undefined && size > maxTransfer) ? 'asks' : 'goes';
}

const traffic = port<typeof appTraffic>('app traffic');
export const thirdPartyAppsPorts = { traffic };
const { downloads } = traffic.tells;

const record = {
  state: state(appsTable),
  downloads: count(),
  /** Bytes that go whatever the network costs: not looked at, or agreed to. */
  anyhow: volume(),
  /** Bytes that go only over a network that is not metered. */
  minding: volume(),
  /** Bytes of the download that the user is asked about; 0 for none. */
  asking: volume(),
  /** Since when something has been put off. */
  putOffSince: time(),
  startedAt: time(),
  rate: number(),
};
type Apps = RecordOf<typeof record>;

const timers = { wants: days(1), decides: 0 as Microseconds, downloaded: 0 as Microseconds };
/** Values: bytes; of `caughtUp` the µs for which something was put off. */
const facts = ['wanted', 'went', 'asked', 'agreed', 'declined', 'putOff', 'ignoredCost', 'caughtUp'] as const;
type Doing = Does<typeof record, typeof appsTable, keyof typeof timers, (typeof facts)[number], string, Surroundings>;

export const thirdPartyApps = model('third-party apps', {
  source: 'overview-of-mobile-broadband.md',
  table: appsTable,
  record,
  kept: 'columns',
  timers,
  facts,
  given: {} as Surroundings,
  takes: {
    /** The next download is wanted as an event of a Poisson process that follows the hours of the day. */
    plans(apps, _: undefined, does) {
      const habit = does.given.group(does.subject).apps!;
      const exponential = unitExponential(does.draw('apps.wants', apps.downloads));
      const next = does.given.cycle(does.subject, habit).next(does.now, exponential, habit.perDay);
      if (next <= does.given.settings.length) does.arm('wants', next - does.now);
    },

    wants(apps, _: undefined, does) {
      const habit = does.given.group(does.subject).apps!;
      const nth = apps.downloads;
      apps.downloads += 1;
      const size = Math.max(1, Math.round(does.given.sample(habit.size, does.draw('apps.size', nth)))) as Bytes;
      const isAsked = does.draw('apps.asked', nth) < habit.asked;
      const looks = does.draw('apps.ignoreCost', nth) >= habit.ignoreCost;
      does.emit('wanted', size);
      does.self('plans');
      pauses(apps, does);
      const route = routeNow(does);
      const { maxTransfer } = does.given.planTold(does.subject);
      if (!looks) {
        apps.anyhow = (apps.anyhow + size) as Bytes;
        if (route !== undefined && isMetered(route.cost)) does.emit('ignoredCost', size);
      } else {
        const decision = route === undefined ? 'putOff' : decisionOn(size, isAsked, route.cost, maxTransfer);
        if (decision === 'asks' && apps.asking === 0) asks(apps, size, does);
        else if (decision === 'goes' && route !== undefined && isMetered(route.cost)) agrees(apps, size, does);
        else putsAside(apps, size, decision, does);
      }
      goesOn(apps, does);
    },

    /** The user has thought about it. */
    decides(apps, _: undefined, does) {
      const size = apps.asking;
      apps.asking = 0 as Bytes;
      pauses(apps, does);
      if (does.draw('apps.consents', apps.downloads) < does.given.group(does.subject).apps!.consents) {
        does.emit('agreed', size);
        agrees(apps, size, does);
      } else {
        does.emit('declined', size);
        putsAside(apps, size, 'putOff', does);
      }
      goesOn(apps, does);
    },

    /** From the network cost manager. */
    costChanged(apps, _: undefined, does) {
      if (apps.anyhow + apps.minding === 0) return;
      pauses(apps, does);
      goesOn(apps, does);
    },

    downloaded(apps, _: undefined, does) {
      pauses(apps, does);
      goesOn(apps, does);
    },
  },
});

function asks(apps: Apps, size: Bytes, does: Doing): void {
  apps.asking = size;
  does.emit('asked', size);
  const { consentThink } = does.given.group(does.subject).apps!;
  does.arm('decides', does.given.sample(consentThink, does.draw('apps.consentThink', apps.downloads)));
}

function agrees(apps: Apps, size: Bytes, does: Doing): void {
  apps.anyhow = (apps.anyhow + size) as Bytes;
  does.emit('went', size);
}

/** It goes as long as the network is unmetered; what may not go now waits. */
function putsAside(apps: Apps, size: Bytes, decision: Decision, does: Doing): void {
  apps.minding = (apps.minding + size) as Bytes;
  if (decision === 'goes') {
    does.emit('went', size);
    return;
  }
  apps.putOffSince ??= does.now;
  does.emit('putOff', size);
}

/** What has come so far is kept; what goes anyhow came first. */
function pauses(apps: Apps, does: Doing): void {
  if (apps.startedAt === undefined) return;
  const got = passedIn(does.now - apps.startedAt, apps.rate);
  const first = Math.min(got, apps.anyhow);
  apps.anyhow = (apps.anyhow - first) as Bytes;
  apps.minding = Math.max(0, apps.minding - (got - first)) as Bytes;
  apps.startedAt = undefined;
  does.cancel('downloaded');
  does.tell(downloads, does.subject, 0);
}

function goesOn(apps: Apps, does: Doing): void {
  const route = routeNow(does);
  const mayMind = route !== undefined && !isMetered(route.cost) && !route.cost.congested;
  if (mayMind && apps.putOffSince !== undefined) {
    does.emit('caughtUp', does.now - apps.putOffSince);
    apps.putOffSince = undefined;
  }
  if (!mayMind && apps.minding > 0) apps.putOffSince ??= does.now;
  const due = apps.anyhow + (mayMind ? apps.minding : 0);
  if (route === undefined || due === 0) {
    apps.rate = 0;
    if (apps.state === 'downloading') does.move(apps, 'stopped');
    return;
  }
  if (apps.state === 'idle') does.move(apps, 'started');
  apps.startedAt = does.now;
  apps.rate = downloadRate(route.overCellular);
  does.tell(downloads, does.subject, apps.rate);
  does.arm('downloaded', transferTime(due, apps.rate));
}
