/**
 * Arbitrary worlds: several operators and groups, every kind of SIM and device, every failure from never to always, times
 * from nothing to days, queues without a place, limits, devices without Wi-Fi, gaps in the coverage, flyouts opened in
 * sessions, load agents; and a timeline of outages of every kind, deployments, campaigns and acts by hand that overlap as
 * they like.
 */
import fc from 'fast-check';
import { notificationTypes } from '../../src/models/messages/mobile-operator-api-messages.ts';
import { everyAct } from '../../src/models/people/hand.ts';
import type { MicrosoftSettings, OutageKind, TimelineEntry, WorldSettings } from '../../src/models/settings.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../src/sim/units.ts';
import { group, idle, load } from './generated-groups.ts';
import { bearable, operator, sellingOperator, steadyOperator, troubledOperator } from './generated-operators.ts';
import { duration, often, share, smallShare, time } from './generated-values.ts';
import { evenly, people, settingsWith } from './small-world.ts';

const { microsoft: usualMicrosoft, links: usualLinks } = settingsWith();

export const outageKind: fc.Arbitrary<OutageKind> = fc.oneof(
  fc.constantFrom<OutageKind[]>({ kind: 'hang' }, { kind: 'refuse' }),
  share.map((share): OutageKind => ({ kind: 'errors', share })),
  fc.constantFrom(0, 1, 4, 1000).map((by): OutageKind => ({ kind: 'slow', by })),
);

/** One thing done by hand to some devices of a group, or to all. */
function act(name: string, groups: number, at: fc.Arbitrary<Microseconds>): fc.Arbitrary<TimelineEntry> {
  return fc.record({
    kind: fc.constant('act' as const),
    name: fc.constant(name),
    at,
    group: fc.integer({ min: 0, max: groups - 1 }).map(at => `group-${at}`),
    first: fc.constantFrom(0, 3, 70),
    count: fc.constantFrom(1, 10, 1000),
    act: fc.constantFrom(...everyAct),
  });
}

/** What every deployment has, in the order of its settings. */
const deployment = (name: string, at: fc.Arbitrary<Microseconds>, operators: readonly string[]) => ({
  kind: fc.constant('deployment' as const),
  name: fc.constant(name),
  at,
  operator: fc.constantFrom(...operators),
  step: fc.integer({ min: 1, max: 5 }),
  each: duration(minutes(2), 1),
  coldFor: duration(minutes(1)),
  coldBy: fc.constantFrom(0, 1, 3, 100),
});

const tierName = fc.constantFrom('payment', 'crm', 'billing', 'gateway', 'cache', 'smdp');

/** An SMS of the operator or a promotion, which wakes the app in the background. */
const notification = (name: string, groups: number, at: fc.Arbitrary<Microseconds>): fc.Arbitrary<TimelineEntry> =>
  fc.record({
    kind: fc.constant('notification' as const),
    name: fc.constant(name),
    at,
    group: fc.integer({ min: 0, max: groups - 1 }).map(at => `group-${at}`),
    reach: fc.integer({ min: 0, max: 80 }),
    type: fc.constantFrom(...notificationTypes),
    by: fc.constantFrom('sms' as const, 'promotion' as const),
  });

/** Only what can happen: a tier that the operator has is out, or is deployed anew. */
function possible(settings: WorldSettings): WorldSettings {
  const has = (operator: string | undefined, tier: string | undefined) =>
    settings.operators.some(
      ({ name, backEnd }) =>
        (operator ?? name) === name && backEnd.tiers.some(one => one.name === tier && (tier !== 'cache' || one.cache)),
    );
  const timeline = settings.timeline.filter(entry => {
    if (entry.kind !== 'outage' && entry.kind !== 'deployment') return true;
    if (entry.kind === 'deployment' && entry.empties !== undefined && !has(entry.operator, entry.empties)) return false;
    return entry.system !== 'tier' || has(entry.operator, entry.tier);
  });
  return { ...settings, timeline };
}

/** Something that happens within the run, or begins in it and goes on beyond. */
function happening(
  name: string,
  operators: readonly string[],
  groups: number,
  length: Microseconds,
): fc.Arbitrary<TimelineEntry> {
  const at = fc.integer({ min: 0, max: length }).map(at => at as Microseconds);
  return fc.oneof(
    fc
      .record({
        at,
        lasts: fc.integer({ min: 1, max: length }),
        operator: fc.constantFrom(undefined, ...operators),
        system: fc.constantFrom(
          'api' as const,
          'smdp' as const,
          'portal' as const,
          'service' as const,
          'tier' as const,
        ),
        tier: tierName,
        as: outageKind,
      })
      .map(({ lasts, tier, ...rest }) => ({
        kind: 'outage' as const,
        name,
        ...rest,
        ...(rest.system === 'tier' ? { tier } : {}),
        until: (rest.at + lasts) as Microseconds,
      })),
    fc.record({
      ...deployment(name, at, operators),
      system: fc.constant('api' as const),
    }),
    fc
      .record({
        ...deployment(name, at, operators),
        system: fc.constant('tier' as const),
        tier: tierName,
        empties: fc.constantFrom(undefined, 'cache'),
      })
      .map(({ empties, ...rest }) => (empties === undefined ? rest : { ...rest, empties })),
    notification(name, groups, at),
    fc.record({
      kind: fc.constant('campaign' as const),
      name: fc.constant(name),
      at,
      group: fc.integer({ min: 0, max: groups - 1 }).map(at => `group-${at}`),
      reach: fc.integer({ min: 0, max: 80 }),
      opens: time(minutes(20)),
    }),
    act(name, groups, at),
  );
}

/** An outage of an hour at most, a notification, or a purchase that is begun or disturbed by hand. */
function incident(
  name: string,
  operators: readonly string[],
  groups: number,
  length: Microseconds,
): fc.Arbitrary<TimelineEntry> {
  const at = fc.integer({ min: 0, max: length }).map(at => at as Microseconds);
  const byHand = fc.constantFrom(
    'openApp' as const,
    'openFlyout' as const,
    'closeLid' as const,
    'wifiOff' as const,
    'airplaneOn' as const,
    'restart' as const,
    'settleLine' as const,
    'suspendLine' as const,
  );
  return fc.oneof(
    happening(name, operators, groups, length).map(entry =>
      entry.kind === 'outage' ? { ...entry, until: Math.min(entry.until, entry.at + hours(1)) as Microseconds } : entry,
    ),
    notification(name, groups, at),
    fc
      .record({ one: act(name, groups, at), byHand })
      .map(({ one, byHand }) => (one.kind === 'act' ? { ...one, act: byHand } : one)),
  );
}

/** A day at an operator where nothing goes wrong but what the timeline does to it: many buy, all look, agents ask. */
export const worldOfFaults: fc.Arbitrary<WorldSettings> = fc
  .record({
    seed: fc.nat(),
    timeline: fc.tuple(...Array.from({ length: 8 }, (_, at) => happening(`happening-${at}`, ['contoso'], 3, hours(4)))),
    session: fc.record({ opens: fc.constant(1.8), gap: time(seconds(20)), whenOffline: fc.constant(4) }),
    load,
  })
  .map(({ seed, timeline, session, load }) => {
    const flyout = { perDay: 24, weights: evenly, session };
    const settings = settingsWith({
      seed,
      timeline,
      length: hours(4),
      drain: hours(4),
      groups: [
        { ...people, name: 'group-0', count: 0, arrive: { perDay: 600, weights: evenly }, flyout },
        { ...people, name: 'group-1', sim: 'hot', count: 30, wifi: 0.5, flyout },
        { ...people, ...idle, name: 'group-2', count: 3, load },
      ],
    });
    return possible(settings);
  });

/** Pings of portal and GetBalance, often or seldom. */
const monitoring: fc.Arbitrary<MicrosoftSettings['monitoring']> = fc.option(
  fc.record({
    portalEvery: duration(minutes(5), minutes(1)),
    balanceEvery: fc.constantFrom(minutes(1), minutes(5)),
    everyNth: fc.integer({ min: 1, max: 5 }),
    failuresInARow: fc.integer({ min: 1, max: 6 }),
    timeout: duration(seconds(30), 1),
    window: duration(minutes(15), minutes(1)),
    shareOfGlobal: share,
  }),
  { nil: undefined },
);

/** The Mobile Plans service itself, as far as it is not its load. */
const planService = {
  balanceCache: often(0 as Microseconds, fc.constantFrom(minutes(5))),
  environment: often('production' as const, often('production' as const, fc.constant('staging' as const))),
  balanceAtLaunch: fc.boolean(),
  monitoring,
};

/** Windows Metadata and Internet Services, and the Store. */
const deliveries = {
  wmis: fc
    .record({ answer: time(seconds(0.5)), fails: smallShare, retry: duration(hours(6), hours(1)) })
    .map(wmis => ({ ...usualMicrosoft.wmis, ...wmis })),
  store: fc.record({ queue: time(minutes(1)), fails: smallShare }),
};

const operatorNames = ['contoso', 'fabrikam', 'litware'];

export const generatedWorld: fc.Arbitrary<WorldSettings> = fc
  .record({
    operators: fc.integer({ min: 1, max: 3 }),
    groups: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ operators, groups }) => {
    const names = operatorNames.slice(0, operators);
    return fc
      .integer({ min: 3, max: 36 })
      .map(hours)
      .chain(length =>
        fc.record({
          seed: fc.nat(),
          length: fc.constant(length),
          timeline: fc
            .integer({ min: 0, max: 10 })
            .chain(happenings =>
              fc.tuple(
                ...Array.from({ length: happenings }, (_, at) => happening(`happening-${at}`, names, groups, length)),
              ),
            ),
          drain: fc.constantFrom(0, hours(2)).map(drain => drain as Microseconds),
          operators: fc.tuple(...names.map(operator)),
          groups: fc.tuple(...Array.from({ length: groups }, (_, at) => group(`group-${at}`, names))),
          microsoft: fc
            .record({
              overhead: duration(seconds(0.05)),
              fails: smallShare,
              retryAfterScope: fc.constantFrom('sim' as const, 'operator' as const),
              apiTimeout: duration(seconds(5), 1),
              retryAfter500: duration(seconds(1)),
              ...planService,
              ...deliveries,
            })
            .map(microsoft => ({ ...usualMicrosoft, ...microsoft })),
          links: fc.record({
            rttWifi: duration(seconds(0.03)),
            rttCellular: duration(seconds(0.06)),
            rttHotspot: duration(seconds(0.06)),
            rateWifi: fc.constantFrom(50e6, 64e3),
            rateCellular: fc.constantFrom(20e6, 64e3),
            loss: smallShare,
          }),
        }),
      );
  })
  .map(settings => possible(settingsWith({ ...settings, operators: settings.operators.map(bearable) })));

/**
 * A few hours of a few devices to which much is done by hand: operators of every kind, or at whom nothing fails; coverage
 * gaps; sessions, so that connections carry traffic.
 */
export const worldOfDevices: fc.Arbitrary<WorldSettings> = fc
  .record({ operators: fc.integer({ min: 1, max: 3 }), groups: fc.integer({ min: 1, max: 3 }) })
  .chain(({ operators, groups }) => {
    const names = operatorNames.slice(0, operators);
    const length = hours(6);
    const at = fc.integer({ min: 0, max: length }).map(at => at as Microseconds);
    const oneOf = (name: string, number: number) =>
      fc.oneof(
        { arbitrary: troubledOperator(name, number), weight: 3 },
        { arbitrary: steadyOperator(name, number), weight: 1 },
        { arbitrary: operator(name, number), weight: 2 },
      );
    return fc.record({
      seed: fc.nat(),
      length: fc.constant(length),
      timeline: fc
        .integer({ min: 5, max: 40 })
        .chain(acts => fc.tuple(...Array.from({ length: acts }, (_, nth) => act(`act-${nth}`, groups, at)))),
      operators: fc.tuple(...names.map(oneOf)),
      groups: fc.tuple(...Array.from({ length: groups }, (_, nth) => group(`group-${nth}`, names, { most: 5 }))),
      microsoft: fc.record(deliveries).map(microsoft => ({ ...usualMicrosoft, ...microsoft })),
    });
  })
  .map(settings => settingsWith({ ...settings, operators: settings.operators.map(bearable) }));

/**
 * Half a day of one to twelve people who buy in the Mobile Plans app, at an operator where every system fails now and then: the
 * flow of its portal is its own, so are its tiers; profiles run out, plans end within the hour and are topped up.
 */
export const worldOfPurchases: fc.Arbitrary<WorldSettings> = fc
  .record({ operators: fc.integer({ min: 1, max: 2 }), groups: fc.integer({ min: 1, max: 3 }) })
  .chain(({ operators, groups }) => {
    const names = operatorNames.slice(0, operators);
    const length = hours(8);
    const buyer = fc
      .record({
        kind: fc.constantFrom('esim' as const, 'esim' as const, 'esim' as const, 'warm' as const, 'hot' as const),
        perDay: fc.integer({ min: 3, max: 12 }),
        comesBack: fc.constantFrom(0, 0.5, 1),
        flyoutPerDay: fc.constantFrom(4, 60),
        loadFails: fc.constantFrom(0, 0, 0.3),
      })
      .map(({ kind, perDay, comesBack, flyoutPerDay, loadFails }) => ({
        sim: kind,
        technology: 'gsm' as const,
        form: 'embedded' as const,
        load: undefined,
        count: 0,
        arrive: { perDay, weights: evenly },
        wifi: kind === 'esim' ? 1 : 0.3,
        ethernet: 0,
        hotspot: 0,
        simPin: 0,
        otherProfiles: kind === 'esim' ? 1 : 0,
        ownProfile: kind === 'esim' && comesBack === 1,
        buysInMobilePlans: true,
        windowsSetup: false,
        coverageGaps: undefined,
        faults: { modem: 0, driver: 0, sim: 0 },
        flyout: { perDay: flyoutPerDay, weights: evenly },
        usage: {
          monthly: { kind: 'constant' as const, value: 300e6 },
          sessions: { perDay: 24, weights: evenly },
          sessionRate: 625_000,
          takes: 'mobileBroadband' as const,
        },
        euicc: { ...people.euicc, loadFails, lpaWait: minutes(3) },
        user: { ...people.user, comesBack, topsUp: 0.9, acceptsToast: [{ within: minutes(30), share: 0.7 }] },
      }));
    return fc.record({
      seed: fc.nat(),
      length: fc.constant(length),
      drain: fc.constant(hours(4)),
      timeline: fc
        .integer({ min: 0, max: 6 })
        .chain(count =>
          fc.tuple(...Array.from({ length: count }, (_, nth) => incident(`incident-${nth}`, names, groups, length))),
        ),
      operators: fc.tuple(...names.map(sellingOperator)),
      groups: fc.tuple(...Array.from({ length: groups }, (_, nth) => group(`group-${nth}`, names, { more: buyer }))),
      microsoft: fc
        .record({
          fails: fc.constantFrom(0, 0, 0.1),
          retryAfterScope: fc.constantFrom('sim', 'operator'),
          ...planService,
        })
        .map(microsoft => ({ ...usualMicrosoft, ...microsoft })),
      links: fc.record({ loss: fc.constantFrom(0, 0, 0.02) }).map(links => ({ ...usualLinks, ...links })),
    });
  })
  .map(settings => possible(settingsWith(settings)));

/** Twenty days of very few devices, in which service metadata is fetched, and checked again after eight days. */
export const worldOfWeeks: fc.Arbitrary<WorldSettings> = fc
  .record({ operators: fc.integer({ min: 1, max: 2 }), acts: fc.integer({ min: 0, max: 12 }) })
  .chain(({ operators, acts }) => {
    const names = operatorNames.slice(0, operators);
    const length = days(20);
    const at = fc.integer({ min: 0, max: length }).map(at => at as Microseconds);
    return fc.record({
      seed: fc.nat(),
      length: fc.constant(length),
      timeline: fc.tuple(...Array.from({ length: acts }, (_, nth) => act(`act-${nth}`, 2, at))),
      operators: fc.tuple(...names.map(steadyOperator)),
      groups: fc.tuple(
        ...[0, 1].map(nth =>
          group(`group-${nth}`, names, {
            most: 2,
            // Who has no internet would probe for it every 30 s, for twenty days.
            more: fc.record({ technology: fc.constantFrom('gsm', 'cdma'), wifi: often(1, share) }).map(more => ({
              ...more,
              sim: 'hot' as const,
              simPin: 0,
              load: undefined,
              flyout: { perDay: 0, weights: evenly },
              usage: undefined,
              coverageGaps: undefined,
            })),
          }),
        ),
      ),
      microsoft: fc.record(deliveries).map(microsoft => ({ ...usualMicrosoft, ...microsoft })),
    });
  })
  .map(settings => settingsWith(settings));
