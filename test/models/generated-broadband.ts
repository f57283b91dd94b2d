/**
 * Half a day of a few PCs in which everything of mobile broadband happens at once: plans that Windows watches over, with
 * thresholds and cycles; families; messages and warnings; shared connections with their clients; special contexts; hotspots of
 * every kind, whose Wi-Fi takes the traffic; devices at home. Every server is out now and then, and much is done by hand.
 */
import fc from 'fast-check';
import type { Act, GroupSettings, OperatorSettings, TimelineEntry, WorldSettings } from '../../src/models/settings.ts';
import type { World } from '../../src/models/world.ts';
import {
  type Bytes,
  days,
  hours,
  kilobytes,
  type Microseconds,
  megabytes,
  minutes,
  seconds,
} from '../../src/sim/units.ts';
import { outageKind } from './generated-worlds.ts';
import { offering, visiting } from './hotspot-world.ts';
import { posts, steadyMessages } from './message-worlds.ts';
import { clientKind, contexts, habit, mail, operatorSharing } from './sharing-world.ts';
import { always, contoso, evenly, people, settingsWith } from './small-world.ts';

const length = hours(14);
const pcs = 3;
const exponential = (mean: number) => ({ kind: 'exponential', mean }) as const;
const often = (perDay: number) => ({ perDay, weights: evenly });

const acts: readonly Act[] = [
  'airplaneOn',
  'airplaneOff',
  'closeLid',
  'openLid',
  'restart',
  'wifiOn',
  'wifiOff',
  'wifiRadioOff',
  'wifiRadioOn',
  'connect',
  'disconnect',
  'sharingOn',
  'sharingOff',
  'editSharing',
  'suspendLine',
  'settleLine',
  'removeSim',
  'insertSim',
];

const at = fc.integer({ min: 1, max: 13 * 60 }).map(minutes);
const act = fc
  .record({ at, act: fc.constantFrom(...acts), first: fc.integer({ min: 0, max: pcs - 1 }) })
  .map(one => ({ kind: 'act' as const, group: 'people', count: 1, ...one }));
const outage = fc
  .record({
    at,
    lasts: fc.integer({ min: 1, max: 120 }).map(minutes),
    system: fc.constantFrom(
      'api' as const,
      'portal' as const,
      'entitlement' as const,
      'aaa' as const,
      'hlr' as const,
      'service' as const,
    ),
    as: outageKind,
  })
  .map(({ lasts, ...one }) => ({
    kind: 'outage' as const,
    operator: 'contoso',
    until: (one.at + lasts) as Microseconds,
    ...one,
  }));
const message = fc
  .record({
    at,
    by: fc.constantFrom('sms' as const, 'sms' as const, 'ussd' as const, 'push' as const, 'dial' as const),
    text: fc.constantFrom(
      'Contoso: 161.32 MB of 200 MB used (80 %) at 18:30 02/09/2019',
      'Hello',
      '*100#',
      'Баланс '.repeat(30),
    ),
  })
  .map(one => ({
    kind: 'message' as const,
    group: 'people',
    reach: pcs,
    ...one,
    text: one.by === 'dial' ? '*100#' : one.text,
  }));

const timeline: fc.Arbitrary<TimelineEntry[]> = fc
  .tuple(fc.array(act, { maxLength: 14 }), fc.array(outage, { maxLength: 3 }), fc.array(message, { maxLength: 5 }))
  .map(kinds => kinds.flat().map((one, nth) => ({ ...one, name: `${one.kind}-${nth}` })));

const plan = fc.record({
  data: fc.constantFrom(20, 100, 500, 40_000).map(megabytes),
  lasts: fc.constantFrom(hours(5), hours(7), days(2)),
  postpaid: fc.boolean(),
});

/** What Windows hears of the plan, and when the app asks billing. */
const watching = fc.record({
  namesLimit: fc.boolean(),
  notifiesUsage: fc.constantFrom(true, true, true, false),
  billingCycle: fc.constantFrom('resets' as const, 'resets' as const, 'ends' as const, undefined),
});

const operator: fc.Arbitrary<OperatorSettings> = fc
  .record({
    plan,
    watching,
    granularity: fc.constantFrom(undefined, kilobytes(10)),
    lag: fc.constantFrom(always(0), always(minutes(10)), exponential(hours(1))),
    slice: fc.constantFrom<Bytes[]>(megabytes(10), 999_983 as Bytes),
    hotspot: fc.constantFrom('always' as const, 'entitlementCheckRequired' as const, 'never' as const),
    maxDevices: fc.integer({ min: 3, max: 10 }),
    accessPoint: fc.constantFrom(undefined, 'tethering.contoso'),
    zeroRated: fc.boolean(),
    whenUnanswered: fc.constantFrom('nothing' as const, 'deny' as const, 'allow' as const),
    most: fc.integer({ min: 1, max: 4 }),
    wispr: fc.constantFrom('static' as const, 'app' as const, 'app' as const, 'none' as const),
    eap: fc.constantFrom('sim' as const, 'aka' as const, 'akaPrime' as const),
    rejects: fc.constantFrom(0, 0.5),
    unknown: fc.constantFrom(0, 0.4),
    aborts: fc.constantFrom(0, 0.4),
    // As servers and people are, or so slow that something else comes first.
    slow: fc.boolean(),
    by: fc.constantFrom('sms' as const, 'push' as const, 'none' as const),
  })
  .map(one => ({
    ...contoso,
    cosa: { ...contoso.cosa, hotspot: one.hotspot },
    plan: { ...contoso.plan, ...one.plan },
    serviceMetadata: { ...contoso.serviceMetadata, published: true, app: true },
    // Making signatures takes most of the time of a small world.
    provisioningFile: { ...contoso.provisioningFile, signed: false, ...one.watching },
    billing: { lag: one.lag, slice: one.slice, granularity: one.granularity },
    messages: { ...steadyMessages, rule: 'public', warnings: { at: [0.3, 0.8], by: one.by } },
    sharing: { ...operatorSharing, ...pick(one), entitled: 0.8, ...(one.slow && { answer: exponential(seconds(20)) }) },
    contexts: { ...contexts, most: one.most },
    hotspots: {
      ...offering,
      wispr: one.wispr,
      eap: one.eap,
      aaa: {
        ...offering.aaa,
        rejects: one.rejects,
        ...(one.slow && { service: exponential(seconds(4)) }),
      },
      hlr: { ...offering.hlr, unknown: one.unknown },
      task: {
        ...offering.task,
        ...(one.slow && { takes: exponential(minutes(3)) }),
        issues: 0.8 - one.aborts,
        aborts: one.aborts,
        skips: 0.1,
        asksUser: 0.1,
      },
    },
  }));

const pick = <
  T extends {
    maxDevices: number;
    accessPoint: string | undefined;
    zeroRated: boolean;
    whenUnanswered: 'nothing' | 'deny' | 'allow';
  },
>({
  maxDevices,
  accessPoint,
  zeroRated,
  whenUnanswered,
}: T) => ({ maxDevices, accessPoint, zeroRated, whenUnanswered });

const gaps = fc.constantFrom(
  undefined,
  { perDay: 30, lasts: exponential(seconds(60)) },
  { perDay: 4, lasts: exponential(hours(1)) },
);

const group: fc.Arbitrary<GroupSettings> = fc
  .record({
    osRelease: fc.constantFrom(8, 8.1, 1709, 1803, 1903),
    roaming: fc.constantFrom(0, 0, 1),
    coverageGaps: gaps,
    takes: fc.constantFrom('theRoute' as const, 'mobileBroadband' as const),
    sync: fc.constantFrom({ by: 'thresholds' } as const, { by: 'polling', every: hours(1) } as const, undefined),
    sessionRate: fc.constantFrom(333_333, 625_000, 12_345.125),
    family: fc.constantFrom(undefined, { devices: 2, monthly: always(9e9), sessions: often(40), sessionRate: 99_991 }),
    topsUp: fc.constantFrom(0, 1),
    session: fc.constantFrom(hours(4), days(1)),
    partner: fc.constantFrom(0.5, 1),
    joinsByHand: fc.constantFrom(0, 0.4),
    provisioned: fc.boolean(),
    strangers: fc.constantFrom(0, 0.3),
    brief: fc.boolean(),
    clients: fc.integer({ min: 1, max: 6 }),
    lanDevice: fc.constantFrom('router' as const, undefined),
  })
  .map(one => ({
    ...people,
    sim: 'hot',
    count: pcs,
    wifi: 0,
    preloaded: 1,
    osRelease: one.osRelease,
    roaming: one.roaming,
    coverageGaps: one.coverageGaps,
    family: one.family,
    flyout: often(4),
    usage: {
      monthly: always(20e9),
      sessions: often(24),
      sessionRate: one.sessionRate,
      takes: one.takes,
      sync: one.sync,
      warnsAt: 0.8,
    },
    user: { ...people.user, topsUp: one.topsUp, topsUpAfter: always(minutes(7)) },
    hotspots: {
      ...visiting,
      visits: often(one.brief ? 60 : 6),
      lasts: exponential(one.brief ? minutes(2) : minutes(40)),
      signInTakes: exponential(minutes(1)),
      kinds: { open: 0.1, captivePortal: 0.2, wispr: 0.4, eap: 0.3 },
      session: one.session,
      partner: one.partner,
      joinsByHand: one.joinsByHand,
      provisioned: one.provisioned,
      strangers: one.strangers,
      signsIn: 0.6,
      pending: 0.1,
      gatewayErrors: 0.1,
      locked: 0.1,
    },
    sharing: {
      ...habit,
      share: 1,
      starts: often(8),
      lasts: exponential(minutes(50)),
      forgets: 0.5,
      edits: 0.3,
      tries: 2,
      clients: [{ ...clientKind, count: one.clients, rate: 33_333, stays: exponential(minutes(20)), comesBack: 0.5 }],
    },
    specialApps: [
      { ...mail, sessions: often(8), lasts: exponential(minutes(10)) },
      { ...mail, name: 'voice-mail', context: 'voice', rate: 7_777, sessions: often(8) },
    ],
    lanDevice: one.lanDevice && { ...router, kind: one.lanDevice },
  }));

const router = {
  share: 1,
  pluggedIn: always(hours(3)),
  announcementLost: 0.2,
  pairsByItself: true,
  pairsByHand: 0,
  pairedAfter: always(minutes(5)),
  lineUp: always(minutes(20)),
  metadata: true,
  app: true,
  metadataSize: kilobytes(50),
  appSize: megabytes(5),
  opensApp: 0.5,
  opensAppAfter: always(hours(1)),
};

export const worldOfBroadband: fc.Arbitrary<WorldSettings> = fc
  .record({ seed: fc.nat(), timeline, operator, group })
  .map(({ seed, timeline, operator, group }) =>
    settingsWith({ seed, length, timeline, operators: [operator], groups: [group] }),
  );

/** What nobody should take for the operator's word, every two hours to every device. */
export function strangersWrite(world: World): void {
  const text = 'Contoso: 161.32 MB of 200 MB used (80 %) at 18:30 02/09/2019';
  const letters = Array.from({ length: world.devices }, (_, device) =>
    Array.from({ length: 6 }, (_, nth) => ({
      at: hours(2 * nth) + minutes(1),
      device,
      what: 'sms' as const,
      text,
      sender: '+15550199',
    })),
  );
  posts(world, letters.flat());
}
