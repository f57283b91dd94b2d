/**
 * Arbitrary worlds: several operators and groups, every kind of SIM, every failure from never to always, times from
 * nothing to days, queues without a place, limits, devices without Wi-Fi, flyouts opened in sessions, load agents; and a
 * timeline of outages of every kind, deployments and campaigns that overlap as they like.
 */
import fc from 'fast-check';
import { es9PlusErrors } from '../../src/models/messages/es9-plus.ts';
import { everyAct } from '../../src/models/people/hand.ts';
import type {
  DailyRate,
  FlyoutHabit,
  GroupSettings,
  LoadSettings,
  OperatorSettings,
  OutageKind,
  TimelineEntry,
  WorldSettings,
} from '../../src/models/settings.ts';
import type { Distribution } from '../../src/sim/distributions.ts';
import { type Bytes, bytes, days, hours, type Microseconds, minutes, seconds } from '../../src/sim/units.ts';
import { contoso, evenly, people, settingsWith } from './small-world.ts';

const usualMicrosoft = settingsWith().microsoft;

const often = <T>(usual: T, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 2 }, ...others);

/** Never, sometimes, always. */
const share = often(0, fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
const smallShare = often(0, fc.double({ min: 0, max: 0.3, noNaN: true }), share);

/** Around the usual time, or nothing, or far longer than anybody waits. */
function time(usual: Microseconds): fc.Arbitrary<Distribution> {
  return fc.oneof(
    { arbitrary: fc.constant<Distribution>({ kind: 'lognormal', median: usual, sigma: 0.6 }), weight: 4 },
    fc.constantFrom<Distribution[]>(
      { kind: 'constant', value: 0 },
      { kind: 'constant', value: 1 },
      { kind: 'exponential', mean: usual },
      { kind: 'uniform', low: 0, high: 10 * usual },
      { kind: 'constant', value: days(3) },
    ),
  );
}
const duration = (usual: Microseconds, least = 0): fc.Arbitrary<Microseconds> =>
  often(
    usual,
    fc.constantFrom(least, 1, days(3)).map(value => Math.max(least, value) as Microseconds),
    fc.integer({ min: least, max: 10 * usual }).map(value => value as Microseconds),
  );

const hourly = fc.oneof(
  fc.constant(evenly),
  fc.integer({ min: 0, max: 23 }).map(busy => evenly.map((_, hour) => (hour === busy ? 24 : 0))),
);
const rate = (mostPerDay: number): fc.Arbitrary<DailyRate> =>
  fc.record({ perDay: fc.integer({ min: 1, max: mostPerDay }), weights: hourly });

const refusals = fc.uniqueArray(fc.constantFrom(...Object.keys(es9PlusErrors)), { maxLength: 4 }).chain(codes =>
  fc.tuple(...codes.map(() => smallShare)).map(shares => {
    const sum = Math.max(
      1,
      shares.reduce((total, one) => total + one, 0),
    );
    return codes.map((code, at) => ({ code, share: shares[at]! / sum }));
  }),
);

const volume = (usual: Bytes) => often(usual, fc.integer({ min: 1, max: 10_000 }).map(bytes), fc.constant(bytes(1e12)));
const servers = fc.record({ servers: fc.integer({ min: 1, max: 4 }), queue: fc.constantFrom(0, 1, 200) });

const operator = (name: string): fc.Arbitrary<OperatorSettings> =>
  fc.record({
    name: fc.constant(name),
    provider: fc.constant(contoso.provider),
    cosa: fc.constant(contoso.cosa),
    serviceMetadata: fc.constant(contoso.serviceMetadata),
    sale: fc.constant(contoso.sale),
    provisioningFile: fc.constant(contoso.provisioningFile),
    plan: fc.record({
      name: fc.constant(contoso.plan.name),
      data: volume(contoso.plan.data),
      lasts: duration(hours(24), 1),
      price: fc.constant(contoso.plan.price),
      currency: fc.constant('EUR'),
      postpaid: fc.boolean(),
    }),
    portal: fc.record({
      host: fc.constant(`portal.${name}.example`),
      steps: fc.tuple(
        ...contoso.portal.steps.map(step =>
          fc.record({ name: fc.constant(step.name), think: time(seconds(20)), leaves: smallShare }),
        ),
      ),
      resources: fc.integer({ min: 1, max: 9 }),
      resourceTime: duration(seconds(0.1)),
      loadFails: smallShare,
      paymentFails: smallShare,
      paymentTries: fc.integer({ min: 1, max: 4 }),
      pageTimeout: duration(seconds(30), 1),
    }),
    smdp: fc
      .record({
        order: time(seconds(1)),
        service: time(seconds(0.05)),
        initiateAuthentication: time(seconds(1.5)),
        authenticateClient: time(seconds(0.4)),
        getBoundProfilePackage: time(seconds(1.3)),
        handleNotification: time(seconds(0.3)),
        orderFails: smallShare,
        refuses: refusals,
        silent: smallShare,
        timeout: duration(seconds(30), 1),
        maxDownloadAttempts: fc.integer({ min: 1, max: 5 }),
        orderExpiry: duration(days(30), 1),
      })
      .chain(smdp => servers.map(bank => ({ host: `smdp.${name}.example`, ...smdp, ...bank }))),
    network: fc
      .record({
        registration: time(seconds(3)),
        rejectsRetryable: smallShare,
        rejectsForGood: smallShare,
        t3411: duration(seconds(10), 1),
        t3402: duration(minutes(12), 1),
        attempts: fc.integer({ min: 1, max: 5 }),
        networkReady: time(minutes(1)),
        backEndFails: smallShare,
        pdpActivation: time(seconds(2.5)),
      })
      .map(network => ({ ...contoso.network, ...network })),
    api: fc
      .record({
        service: time(seconds(0.12)),
        limit: fc.constantFrom(undefined, 0.001, 0.1, 5),
        retryAfter: duration(seconds(30)),
        errors: smallShare,
        unknownIccids: smallShare,
      })
      .chain(api => servers.map(bank => ({ host: `api.${name}.example`, ...api, ...bank }))),
    billing: fc.record({ lag: time(minutes(10)), slice: volume(contoso.billing.slice) }),
  });

/** A contract has no end of data and cycles: its records and bills must not be tiny. */
const isContract = ({ plan, billing }: OperatorSettings): boolean =>
  plan.postpaid && plan.lasts >= hours(1) && billing.slice >= contoso.billing.slice;

/** A slice of a byte at full speed would be a record every microsecond. */
const bearable = (settings: WorldSettings): WorldSettings => ({
  ...settings,
  operators: settings.operators.map(one => ({
    ...one,
    plan: { ...one.plan, postpaid: isContract(one) },
    billing: { ...one.billing, slice: Math.max(one.billing.slice, Math.ceil(one.plan.data / 1000)) as Bytes },
  })),
});

const usage = fc.option(
  fc.record({
    monthly: fc.constantFrom<Distribution[]>(
      { kind: 'lognormal', median: 1e9, sigma: 2.32 },
      { kind: 'constant', value: 1 },
      { kind: 'constant', value: 1e12 },
    ),
    sessions: rate(20),
    sessionRate: fc.constantFrom(1, 999_983, 625_000, 1e9),
  }),
  { nil: undefined },
);

const habit: fc.Arbitrary<FlyoutHabit> = fc
  .record({
    rate: rate(12),
    session: fc.option(
      fc.record({
        opens: fc.constantFrom(1, 1.8, 6),
        gap: time(seconds(20)),
        whenOffline: fc.constantFrom(0, 1, 4),
      }),
      { nil: undefined },
    ),
  })
  .map(({ rate, session }) => (session === undefined ? rate : { ...rate, session }));

const load: fc.Arbitrary<LoadSettings> = fc.record({
  rate: fc.constantFrom(0.001, 0.05),
  pacing: fc.constantFrom('even' as const, 'random' as const),
  iccids: fc.integer({ min: 1, max: 30 }),
  getBalance: share,
  timeout: duration(seconds(30), 1),
});

const group = (name: string, operators: readonly string[]): fc.Arbitrary<GroupSettings> =>
  fc
    .record({
      sim: fc.constantFrom('esim' as const, 'hot' as const, 'esim' as const, 'cold' as const, 'warm' as const),
      operator: fc.constantFrom(...operators),
      size: fc.integer({ min: 1, max: 60 }),
      weights: hourly,
      wifi: often(1, share),
      flyout: habit,
      load: fc.oneof({ arbitrary: fc.constant(undefined), weight: 7 }, { arbitrary: load, weight: 1 }),
      usage,
      user: fc
        .record({ gatewayThink: time(seconds(20)), flyoutThink: time(seconds(30)), patience: time(minutes(5)) })
        .map(user => ({ ...people.user, ...user })),
      card: fc.record({
        memory: often(people.euicc.memory, fc.constantFrom(bytes(0), bytes(59_999))),
        loadFails: smallShare,
        lpaTries: fc.integer({ min: 1, max: 3 }),
        lpaWait: duration(minutes(10), 1),
        loadProfile: time(seconds(16)),
      }),
      utcOffset: fc.integer({ min: -12, max: 14 }).map(hours),
    })
    .map(({ size, weights, card, sim, ...rest }) => {
      const one = { ...people, ...rest, name, osRelease: 1903, euicc: { ...people.euicc, ...card } };
      if (one.load !== undefined) return { ...one, ...idle, count: size };
      const comes = sim === 'esim';
      return { ...one, sim, count: comes ? 0 : size, arrive: comes ? { perDay: size, weights } : undefined };
    });

/** What load agents do not do, on lines that are active from the start. */
const idle = {
  sim: 'hot' as const,
  arrive: undefined,
  flyout: { perDay: 0, weights: evenly },
  usage: undefined,
};

const outageKind: fc.Arbitrary<OutageKind> = fc.oneof(
  fc.constantFrom<OutageKind[]>({ kind: 'hang' }, { kind: 'refuse' }),
  share.map((share): OutageKind => ({ kind: 'errors', share })),
  fc.constantFrom(0, 1, 4, 1000).map((by): OutageKind => ({ kind: 'slow', by })),
);

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
    fc.record({
      kind: fc.constant('act' as const),
      name: fc.constant(name),
      at,
      group: fc.integer({ min: 0, max: groups - 1 }).map(at => `group-${at}`),
      first: fc.constantFrom(0, 3, 70),
      count: fc.constantFrom(1, 10, 1000),
      act: fc.constantFrom(...everyAct),
    }),
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

export const generatedWorld: fc.Arbitrary<WorldSettings> = fc
  .record({
    operators: fc.integer({ min: 1, max: 3 }),
    groups: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ operators, groups }) => {
    const names = ['contoso', 'fabrikam', 'litware'].slice(0, operators);
    return fc
      .integer({ min: 3, max: 36 })
      .map(hours)
      .chain(length =>
        fc.record({
          seed: fc.nat(),
          length: fc.constant(length),
          timeline: fc
            .integer({ min: 0, max: 6 })
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
  .map(settings => bearable(settingsWith(settings)));
