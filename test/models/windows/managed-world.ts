/** Worlds of PCs that an enterprise manages, and of people with an activation code: what happened when, to device 0. */
import type {
  CodeActivationSettings,
  ManagementSettings,
  SmDsSettings,
  TimelineEntry,
} from '../../../src/models/settings.ts';
import { World } from '../../../src/models/world.ts';
import { days, hours, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always, settingsWith, type WorldChange } from '../small-world.ts';

export const smds: SmDsSettings = {
  host: 'smds.contoso.example',
  answer: always(milliseconds(300)),
  refuses: [],
  silent: 0,
  timeout: seconds(30),
  retry: minutes(10),
};

export const managed: ManagementSettings = {
  share: 1,
  installsBy: 'discovery',
  ordered: always(hours(1)),
  firstCheckIn: always(hours(2)),
  checkIn: hours(8),
  asksEvery: days(1),
  opensSettings: 0,
  opensSettingsAfter: always(hours(1)),
  tries: 3,
  usersAdd: true,
  usersEnable: true,
  usersRemove: true,
};

export const code: CodeActivationSettings = {
  share: 1,
  by: 'camera',
  comes: always(hours(1)),
  readAfter: always(minutes(10)),
  mistyped: 0,
  confirmationCode: false,
  wrongConfirmation: 0,
  think: always(seconds(20)),
  declines: 0,
  nickname: 0,
};

export interface Told {
  name: string;
  at: number;
  value: number;
}

/** Runs a world to its end; the facts of these models, with time and value. */
export function runOf(change: WorldChange, drive: (world: World) => void = () => undefined) {
  const world = new World(settingsWith({ length: days(3), ...change }), { strict: true });
  const told: Told[] = [];
  world.simulation.facts.observeAll(({ name }, subject) => {
    if (subject === 0) told.push({ name, at: world.simulation.now, value: world.simulation.facts.value[0]! });
  });
  drive(world);
  world.run();
  const times = (name: string) => told.filter(fact => fact.name === name).map(({ at }) => at);
  const values = (name: string) => told.filter(fact => fact.name === name).map(({ value }) => value);
  return { world, told, times, values };
}

export const managedPc = (
  change: Partial<ManagementSettings> = {},
  more: WorldChange = {},
  drive?: (world: World) => void,
) =>
  runOf(
    {
      ...more,
      operator: { ...more.operator, smds: { ...smds, ...more.operator?.smds } },
      group: { ...more.group, managed: { ...managed, ...change } },
    },
    drive,
  );

export const withCode = (
  change: Partial<CodeActivationSettings> = {},
  more: WorldChange = {},
  drive?: (world: World) => void,
) => runOf({ ...more, group: { ...more.group, activationCode: { ...code, ...change } } }, drive);

export const smdsOutage = (from: number, until: number): TimelineEntry => ({
  kind: 'outage',
  name: 'SM-DS is down',
  at: hours(from),
  until: hours(until),
  operator: undefined,
  system: 'smds',
  as: { kind: 'refuse' },
});
