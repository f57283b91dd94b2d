/**
 * Arbitrary worlds: several operators and groups, every kind of SIM and device, every failure from never to always, times
 * from nothing to days, queues without a place, limits, devices without Wi-Fi, gaps in the coverage, flyouts opened in
 * sessions, load agents; and a timeline of outages of every kind, deployments, campaigns and acts by hand that overlap as
 * they like.
 */
import fc from 'fast-check';
import { everyAct } from '../../src/models/people/hand.ts';
import type { OutageKind, TimelineEntry, WorldSettings } from '../../src/models/settings.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../src/sim/units.ts';
import { group, idle, load } from './generated-groups.ts';
import { bearable, operator, steadyOperator, troubledOperator } from './generated-operators.ts';
import { duration, often, share, smallShare, time } from './generated-values.ts';
import { evenly, people, settingsWith } from './small-world.ts';

const usualMicrosoft = settingsWith().microsoft;

const outageKind: fc.Arbitrary<OutageKind> = fc.oneof(
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
        system: fc.constantFrom('api' as const, 'smdp' as const, 'portal' as const, 'service' as const),
        as: outageKind,
      })
      .map(({ lasts, ...rest }) => ({
        kind: 'outage' as const,
        name,
        ...rest,
        until: (rest.at + lasts) as Microseconds,
      })),
    fc.record({
      kind: fc.constant('deployment' as const),
      name: fc.constant(name),
      at,
      operator: fc.constantFrom(...operators),
      system: fc.constant('api' as const),
      step: fc.integer({ min: 1, max: 5 }),
      each: duration(minutes(2), 1),
      coldFor: duration(minutes(1)),
      coldBy: fc.constantFrom(0, 1, 3, 100),
    }),
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
    return settingsWith({
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
  });

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
              ...deliveries,
            })
            .map(microsoft => ({ ...usualMicrosoft, ...microsoft })),
          links: fc.record({
            rttWifi: duration(seconds(0.03)),
            rttCellular: duration(seconds(0.06)),
            loss: smallShare,
          }),
        }),
      );
  })
  .map(settings => settingsWith({ ...settings, operators: settings.operators.map(bearable) }));

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
