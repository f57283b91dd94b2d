/**
 * Worlds with messages: settings in which every time is a constant, and arbitrary ones with every fault; and somebody who
 * writes to all devices, under the name of the operator and under others.
 */
import fc from 'fast-check';
import type { TextMessage } from '../../src/models/operator/message-centre.ts';
import type { Act, MessageSettings, TimelineEntry, WorldSettings } from '../../src/models/settings.ts';
import type { World } from '../../src/models/world.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../src/sim/units.ts';
import { smallShare } from './generated-values.ts';
import { always, type Change, settingsWith, type WorldChange } from './small-world.ts';

/** Nothing fails, an SMS takes six seconds, a turn of USSD one. */
export const steadyMessages: MessageSettings = {
  sender: '+15550100',
  centre: {
    latency: always(seconds(6)),
    lost: 0,
    repeated: 0,
    retries: [
      { every: minutes(1), until: minutes(5) },
      { every: minutes(10), until: minutes(65) },
      { every: hours(1), until: days(7) },
    ],
    validity: hours(72),
  },
  ussd: { turn: always(seconds(1)), idle: seconds(30), longest: seconds(180), fails: 0 },
  rule: 'silent',
  userSms: true,
  privilegedApps: 1,
  warnings: { at: [0.8, 1], by: 'none' },
};

/** One PC with an active line, its operator's app and the rules of its file; a push takes a second. */
export function settingsWithMessages(
  messages: Change<MessageSettings> = {},
  { group, operator, ...rest }: WorldChange = {},
): WorldSettings {
  const { centre, ussd, ...others } = messages;
  return settingsWith({
    length: days(1),
    ...rest,
    microsoft: { push: { latency: always(seconds(1)), lost: 0 }, ...rest.microsoft },
    operator: {
      serviceMetadata: { published: true, app: true },
      // Making signatures takes most of the time of a small world.
      provisioningFile: { signed: false },
      ...operator,
      messages: {
        ...steadyMessages,
        ...others,
        centre: { ...steadyMessages.centre, ...centre },
        ussd: { ...steadyMessages.ussd, ...ussd },
      },
    },
    group: { sim: 'hot', preloaded: 1, wifi: 0, ...group },
  });
}

const text = fc.constantFrom(
  'Contoso: 161.32 MB of 200 MB used (80 %) at 18:30 02/09/2019',
  'Contoso: 161.32 GB of 200 MB used',
  'Hello',
  'Баланс 5 €',
  `Contoso: ${'what a long story this is, '.repeat(14)}`,
  `${'длинное '.repeat(25)}`,
  '',
);
const sender = fc.constantFrom('+15550100', '15550100', '+15550199', 'Contoso', '100');

export interface Letter {
  readonly at: number;
  readonly device: number;
  readonly what: 'sms' | 'ussd' | 'dial' | 'push' | 'reply' | 'close';
  readonly text: string;
  readonly sender: string;
}

const letter = (devices: number, length: number): fc.Arbitrary<Letter> =>
  fc.record({
    at: fc.integer({ min: seconds(1), max: length }),
    device: fc.integer({ min: 0, max: devices - 1 }),
    what: fc.constantFrom('sms', 'sms', 'sms', 'ussd', 'dial', 'dial', 'push', 'reply', 'close'),
    text: fc.oneof(text, fc.constantFrom('*100#', '*111#', '1')),
    sender,
  });

const acts: readonly Act[] = ['closeLid', 'openLid', 'airplaneOn', 'airplaneOff', 'restart', 'removeSim', 'insertSim'];

const settings: fc.Arbitrary<WorldSettings> = fc
  .record({
    lost: smallShare,
    repeated: smallShare,
    latency: fc.constantFrom(always(0), always(seconds(6)), { kind: 'exponential', mean: minutes(5) } as const),
    validity: fc.constantFrom(minutes(2), hours(2), hours(72)),
    turn: fc.constantFrom(always(0), always(seconds(1)), { kind: 'exponential', mean: seconds(20) } as const),
    fails: smallShare,
    rule: fc.constantFrom('silent' as const, 'silent' as const, 'public' as const, 'none' as const),
    userSms: fc.boolean(),
    privilegedApps: fc.constantFrom(0, 1),
    by: fc.constantFrom('sms' as const, 'push' as const, 'none' as const),
    preloaded: fc.constantFrom(0, 0.5, 1, 1),
    gaps: fc.boolean(),
    form: fc.constantFrom('embedded' as const, 'usb' as const),
    technology: fc.constantFrom('gsm' as const, 'gsm' as const, 'cdma' as const),
    store: fc.constantFrom(1, 3, 30),
    whenFull: fc.constantFrom('deletesOldest' as const, 'refuses' as const),
    smsApp: fc.constantFrom(0, 1),
    seed: fc.integer({ min: 1, max: 1_000 }),
    acts: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: hours(5) }),
        act: fc.constantFrom(...acts),
        first: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 12 },
    ),
  })
  .map(one =>
    settingsWithMessages(
      {
        centre: { lost: one.lost, repeated: one.repeated, latency: one.latency, validity: one.validity },
        ussd: { turn: one.turn, fails: one.fails },
        rule: one.rule,
        userSms: one.userSms,
        privilegedApps: one.privilegedApps,
        warnings: { at: [0.2, 0.5], by: one.by },
      },
      {
        seed: one.seed,
        length: hours(6),
        timeline: one.acts.map(
          ({ at, act, first }, nth): TimelineEntry => ({
            kind: 'act',
            name: `act-${nth}`,
            at: at as Microseconds,
            group: 'people',
            first,
            count: 1,
            act,
          }),
        ),
        group: {
          count: 4,
          preloaded: one.preloaded,
          form: one.form,
          technology: one.technology,
          coverageGaps: one.gaps ? { perDay: 20, lasts: always(minutes(20)) } : undefined,
          usage: {
            monthly: always(20e9),
            sessions: { perDay: 24, weights: Array.from({ length: 24 }, () => 1) },
            sessionRate: 1e6,
            takes: 'mobileBroadband',
          },
          messages: { store: one.store, whenFull: one.whenFull, smsApp: one.smsApp },
        },
      },
    ),
  );

/** An arbitrary world, and what is written in it. */
export const worldWithLetters: fc.Arbitrary<{ settings: WorldSettings; letters: readonly Letter[] }> = settings.chain(
  one =>
    fc.record({ settings: fc.constant(one), letters: fc.array(letter(4, hours(5)), { minLength: 20, maxLength: 40 }) }),
);

/** Writes what is to be written, each at its moment. */
export function posts(world: World, letters: readonly Letter[]): void {
  const { simulation, assembly, messages } = world;
  const { centre, gateways, sessions, pushes } = messages!;
  const nobody = { settled: () => {} };
  const asks = (name: 'send' | 'reply', device: number, text: string) => {
    const kind = sessions.requests.get(name)!;
    const row = assembly.requests.take(kind, device, device, device, nobody, text, {});
    simulation.note(assembly.effects.send, row, 0, 0, {});
  };
  const operation = simulation.operation('a letter', nth => {
    const { device, what, text: said, sender: from } = letters[nth]!;
    if (what === 'sms') assembly.tell(centre, 'sends', device, { text: said, sender: from } satisfies TextMessage);
    else if (what === 'ussd') assembly.tell(gateways, 'says', device, said);
    else if (what === 'push') assembly.tell(pushes, 'sends', device, said);
    else if (what === 'close') assembly.tell(sessions, 'closedByApp', device);
    else asks(what === 'dial' ? 'send' : 'reply', device, said);
  });
  for (const [nth, { at }] of letters.entries()) simulation.schedule(operation, nth, at);
}
