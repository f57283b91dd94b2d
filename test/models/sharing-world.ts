/** Small worlds in which PCs share their connection, or apps have connections of their own: every time a constant. */
import type {
  GroupSettings,
  OperatorContextSettings,
  OperatorSettings,
  OperatorSharingSettings,
  SharingClientKind,
  SharingSettings,
  SpecialConnectionApp,
  TimelineEntry,
} from '../../src/models/settings.ts';
import { type Bytes, days, hours, megabytes, minutes, seconds } from '../../src/sim/index.ts';
import { always, contoso, evenly, people, settingsWith, worldOf } from './small-world.ts';

export const clientKind: SharingClientKind = {
  name: 'phones',
  count: 2,
  osRelease: undefined,
  joins: 1,
  comesAfter: always(minutes(1)),
  stays: always(minutes(10)),
  comesBack: 0,
  comesBackAfter: always(minutes(5)),
  rate: 100_000,
  background: 20_000,
};

/** Somebody who shares only when the timeline says so, and never turns it off. */
export const habit: SharingSettings = {
  capability: 'enabled',
  share: 0,
  starts: { perDay: 1, weights: evenly },
  lasts: always(hours(1)),
  forgets: 1,
  overBluetooth: 0,
  wifiOff: 0,
  bluetoothOff: 0,
  radioRestriction: 0,
  bandInterference: 0,
  tries: 1,
  triesAfter: always(minutes(1)),
  edits: 0,
  editsAfter: always(minutes(5)),
  clients: [clientKind],
};

export const operatorSharing: OperatorSharingSettings = {
  maxDevices: 10,
  accessPoint: undefined,
  zeroRated: false,
  entitled: 1,
  givesReason: true,
  answer: always(seconds(0.4)),
  whenUnanswered: 'nothing',
};

export const contexts: OperatorContextSettings = {
  supported: true,
  most: 8,
  policies: [
    { name: 'work', accessPoint: 'work.contoso', apps: ['mail'], hosts: [], zeroRated: false, rejected: 0 },
    { name: 'voice', accessPoint: 'voice.contoso', apps: ['voice-mail'], hosts: [], zeroRated: true, rejected: 0 },
  ],
};

export const mail: SpecialConnectionApp = {
  name: 'mail',
  context: 'work',
  share: 1,
  sessions: { perDay: 20, weights: evenly },
  lasts: always(minutes(5)),
  rate: 50_000,
  host: undefined,
  otherwise: 'internet',
};

/** An act on the one device of the group, so long after the start. */
export const act = (at: number, name: Extract<TimelineEntry, { kind: 'act' }>['act']): TimelineEntry => ({
  kind: 'act',
  name: `${name}-${at}`,
  at: minutes(at),
  group: 'people',
  first: 0,
  count: 1,
  act: name,
});

export const outage = (from: number, until: number, as: 'hang' | 'refuse'): TimelineEntry => ({
  kind: 'outage',
  name: 'down',
  at: minutes(from),
  until: minutes(until),
  operator: 'contoso',
  system: 'entitlement',
  as: { kind: as },
});

interface Change {
  operator?: Partial<OperatorSettings>;
  group?: Partial<GroupSettings>;
  sharing?: Partial<SharingSettings>;
  timeline?: readonly TimelineEntry[];
}

/** One PC with an active line, its operator's app and its metadata. */
function sharingSettings({ operator = {}, group = {}, sharing, timeline = [act(10, 'sharingOn')] }: Change = {}) {
  return settingsWith({
    length: hours(6),
    operators: [
      {
        ...contoso,
        plan: { ...contoso.plan, data: megabytes(5_000) as Bytes, lasts: days(30) },
        serviceMetadata: { ...contoso.serviceMetadata, published: true, app: true },
        ...operator,
      },
    ],
    groups: [{ ...people, sim: 'hot', wifi: 0, preloaded: 1, sharing: { ...habit, ...sharing }, ...group }],
    timeline,
  });
}

/** What happens to the PC when it shares. */
export function share(change: Change = {}) {
  const { world, told } = worldOf(sharingSettings(change), { strict: change.timeline === undefined });
  world.run();
  const own = (name: string) => told.filter(fact => fact.name === name);
  return {
    world,
    told,
    own,
    /** When a fact was told, in minutes. */
    at: (name: string) => own(name).map(({ at }) => at / 60e6),
    values: (name: string) => own(name).map(({ value }) => value),
    sharing: world.sharings.store.snapshot(0),
    clients: world.surroundings.clients.all(0).map(client => world.sharingClients.store.snapshot(client)),
  };
}
