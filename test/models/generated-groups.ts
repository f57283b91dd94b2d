/**
 * Arbitrary groups: people who come with a card, a CDMA device, a dongle or nothing but an eUICC, and devices that are there
 * from the start; where they are, what they know of networks, what breaks, what their owners do. And load agents.
 */
import fc from 'fast-check';
import { type CardFaultName, type CardFaultShares, cardFaults } from '../../src/models/device/card-faults.ts';
import type { FlyoutHabit, GroupSettings, LoadSettings } from '../../src/models/settings.ts';
import type { Distribution } from '../../src/sim/distributions.ts';
import { bytes, hours, minutes, seconds } from '../../src/sim/units.ts';
import { otherPlan } from './generated-operators.ts';
import { duration, hourly, often, rate, share, smallShare, time } from './generated-values.ts';
import { evenly, people } from './small-world.ts';

const usage = fc.option(
  fc.record({
    monthly: fc.constantFrom<Distribution[]>(
      { kind: 'lognormal', median: 1e9, sigma: 2.32 },
      { kind: 'constant', value: 1 },
      { kind: 'constant', value: 1e12 },
    ),
    sessions: rate(20),
    sessionRate: fc.constantFrom(1, 999_983, 625_000, 1e9),
    takes: fc.constantFrom('mobileBroadband', 'theRoute'),
  }),
  { nil: undefined },
);

/** Other devices of the line, from none to a few that use little or very much. */
const family = often(
  undefined,
  fc.record({
    devices: fc.integer({ min: 1, max: 3 }),
    monthly: fc.constantFrom<Distribution[]>(
      { kind: 'lognormal', median: 1e9, sigma: 2.32 },
      { kind: 'constant', value: 1 },
      { kind: 'constant', value: 1e12 },
    ),
    sessions: rate(20),
    sessionRate: fc.constantFrom(1, 999_983, 625_000.125, 1e9),
  }),
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

export const load: fc.Arbitrary<LoadSettings> = fc.record({
  rate: fc.constantFrom(0.001, 0.05),
  pacing: fc.constantFrom('even' as const, 'random' as const),
  iccids: fc.integer({ min: 1, max: 30 }),
  getBalance: share,
  timeout: duration(seconds(30), 1),
});

/** What load agents do not do, on lines that are active from the start. */
export const idle = {
  sim: 'hot' as const,
  arrive: undefined,
  flyout: { perDay: 0, weights: evenly },
  usage: undefined,
  family: undefined,
};

/** Releases before and after each at which Windows changed. */
const osRelease = fc.constantFrom(1903, 8, 8.1, 1607, 1703, 1709, 1803, 1809);

/** From gaps that nobody notices to an hour without network; so short a time with so many that few run into each other. */
const coverageGaps = fc.option(
  fc.record({
    perDay: fc.constantFrom(2, 20, 60),
    lasts: fc.constantFrom<Distribution[]>(
      { kind: 'uniform', low: 0, high: seconds(20) },
      { kind: 'constant', value: seconds(9.999999) },
      { kind: 'constant', value: seconds(10) },
      { kind: 'lognormal', median: minutes(1), sigma: 1 },
      { kind: 'constant', value: hours(1) },
    ),
  }),
  { nil: undefined },
);

/** Two shares that leave something. */
const twoShares = fc.tuple(share, share).map(([one, other]) => [one, other * (1 - one)] as const);

const entryPoint = fc.constantFrom(
  { app: 1, flyout: 0, toast: 0, settings: 0 },
  { app: 0.4, flyout: 0.3, toast: 0.2, settings: 0.1 },
);

/** Wi-Fi, Ethernet, somebody's hotspot: shares of no more than a whole. */
const paths = fc
  .tuple(twoShares, share)
  .map(([[wifi, ethernet], hotspot]) => [wifi, ethernet, hotspot * (1 - wifi - ethernet)] as const);

/** What is said of a device beside its SIM; shrinks to an ordinary one on Wi-Fi. */
const device = fc
  .record({
    online: often([1, 0, 0] as const, paths),
    places: often([0, 0] as const, twoShares),
    osRelease,
    form: fc.constantFrom('embedded' as const, 'usb' as const),
    preloaded: share,
    simPin: share,
    minimizeConnections: fc.constantFrom(1 as const, 1 as const, 0 as const, 2 as const, 3 as const),
    autoConnect: fc.constantFrom(true, true, false),
    windowsSetup: fc.constantFrom(false, false, false, true),
    coverageGaps,
    plan: fc.constantFrom(undefined, undefined, otherPlan),
    entryPoint,
    otherProfiles: fc.constantFrom(0, 0, 1, 2),
    ownProfile: fc.constantFrom(false, false, true),
    buysInMobilePlans: fc.boolean(),
    faults: fc.record({ modem: smallShare, driver: smallShare, sim: smallShare }),
  })
  .map(({ online: [wifi, ethernet, hotspot], places: [roaming, partner], ...rest }) => ({
    ...rest,
    wifi,
    ethernet,
    hotspot,
    roaming,
    partner,
  }));

/** Nobody, some, or everybody, after minutes or hours. */
const acceptsToast = fc.constantFrom(
  [{ within: hours(1), share: 1 }],
  [
    { within: minutes(5), share: 0.4 },
    { within: hours(2), share: 0.3 },
  ],
  [],
);

const user = fc
  .record({
    gatewayThink: time(seconds(20)),
    flyoutThink: time(seconds(30)),
    patience: time(minutes(5)),
    connectThink: time(seconds(30)),
    pinThink: time(seconds(10)),
    wrongPin: share,
    phones: share,
    acceptsToast,
    comesBack: share,
    comesBackAfter: time(minutes(10)),
    topsUp: share,
    // Whoever tops up at once a plan that is over at once would do nothing else.
    topsUpAfter: fc.constantFrom<Distribution[]>(
      { kind: 'constant', value: minutes(1) },
      { kind: 'lognormal', median: minutes(10), sigma: 1 },
    ),
  })
  .map(user => ({ ...people.user, ...user }));

/** Some faults of cards, each in its share; those at one command leave something of a whole. */
const cardFaultShares: fc.Arbitrary<CardFaultShares> = fc
  .subarray(Object.keys(cardFaults) as CardFaultName[], { maxLength: 3 })
  .map(names => names.map(fault => ({ fault, share: 0.3 })));

const card = fc.record({
  memory: often(people.euicc.memory, fc.constantFrom(bytes(0), bytes(59_999))),
  loadFails: smallShare,
  faults: often<CardFaultShares>([], cardFaultShares),
  lpaTries: fc.integer({ min: 1, max: 3 }),
  lpaWait: duration(minutes(10), seconds(30)),
  loadProfile: time(seconds(16)),
});

/** Who has an eUICC, or a card, or a CDMA device. */
const kinds = fc.constantFrom(
  { sim: 'esim' as const, technology: 'gsm' as const },
  { sim: 'hot' as const, technology: 'gsm' as const },
  { sim: 'cold' as const, technology: 'gsm' as const },
  { sim: 'warm' as const, technology: 'gsm' as const },
  { sim: 'hot' as const, technology: 'cdma' as const },
  { sim: 'cold' as const, technology: 'cdma' as const },
);

/** Everything else of a device is then settled: an eUICC is part of its PC, and only a card has a PIN. */
function settled(one: GroupSettings): GroupSettings {
  const hasCard = one.sim !== 'esim' && one.technology === 'gsm';
  return {
    ...one,
    form: one.sim === 'esim' ? 'embedded' : one.form,
    simPin: hasCard ? one.simPin : 0,
    otherProfiles: one.sim === 'esim' ? one.otherProfiles : 0,
    ownProfile: one.sim === 'esim' && one.ownProfile && one.euicc.memory >= one.euicc.profileSize,
    windowsSetup: one.windowsSetup && one.sim !== 'esim' && one.arrive !== undefined,
  };
}

export interface GroupChoice {
  /** Most devices of a group. */
  most?: number;
  /** Parts that replace the generated ones. */
  more?: fc.Arbitrary<Partial<GroupSettings>>;
}

export const group = (
  name: string,
  operators: readonly string[],
  { most = 15, more = fc.constant({}) }: GroupChoice = {},
): fc.Arbitrary<GroupSettings> =>
  fc
    .record({
      kind: kinds,
      operator: fc.constantFrom(...operators),
      size: fc.integer({ min: 1, max: most }),
      comes: fc.boolean(),
      weights: hourly,
      device,
      flyout: habit,
      load: fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, { arbitrary: load, weight: 1 }),
      usage,
      family,
      user,
      card,
      utcOffset: fc.integer({ min: -12, max: 14 }).map(hours),
      more,
    })
    .map(({ kind, size, comes, weights, device, card, more, ...rest }) => {
      const one = { ...people, ...rest, name, euicc: { ...people.euicc, ...card } };
      if (one.load !== undefined) return { ...one, ...idle, count: size };
      const arrives = comes || kind.sim === 'esim';
      return settled({
        ...one,
        ...kind,
        ...device,
        count: arrives ? 0 : size,
        arrive: arrives ? { perDay: size, weights } : undefined,
        ...more,
      });
    });
