/** What holds for the transition table of every model. */
import { describe, expect, it } from 'vitest';
import type { MonitoringSettings, TimelineEntry } from '../../src/models/settings.ts';
import { World } from '../../src/models/world.ts';
import { Installed } from '../../src/sim/assembly.ts';
import type { AnyModel } from '../../src/sim/model.ts';
import { RunFailure } from '../../src/sim/simulation.ts';
import {
  type AnyTable,
  isEnd,
  nextState,
  statesOf,
  transitionsOf,
  trappedStates,
  unreachableStates,
} from '../../src/sim/state-machine.ts';
import { hours, minutes, seconds } from '../../src/sim/units.ts';
import { settingsWithMessages } from './message-worlds.ts';
import { always, evenly, settingsWith, worldOf } from './small-world.ts';

/** Only a world with a timeline has the model of one, only a watched one the monitor, only one with messages their models, only one with a family plan its devices. */
const promo: TimelineEntry = {
  kind: 'campaign',
  name: 'promo',
  at: hours(1),
  group: 'people',
  reach: 1,
  opens: always(0),
};
const monitoring: MonitoringSettings = {
  portalEvery: seconds(30),
  balanceEvery: seconds(30),
  everyNth: 10,
  failuresInARow: 12,
  timeout: seconds(10),
  window: minutes(10),
  shareOfGlobal: 0,
};
const family = { devices: 1, monthly: always(1e9), sessions: { perDay: 1, weights: evenly }, sessionRate: 1e6 };
const world = new World(settingsWithMessages({}, { timeline: [promo], microsoft: { monitoring }, group: { family } }));
const models = [...Object.values(world), ...Object.values(world.messages!)]
  .filter((part): part is Installed<AnyModel> => part instanceof Installed)
  .map(({ model }) => model);
const machines = models.flatMap(({ name, definition }) =>
  definition.table === undefined ? [] : [{ name, table: definition.table as AnyTable }],
);
/** Every event any arrow of the table bears, on top of one that none does. */
const eventsOf = (table: AnyTable) => [...new Set(transitionsOf(table).map(({ event }) => event)), 'somethingElse'];

/** Where a record may rest for ever on purpose: nothing leads on from there, or nothing but a new beginning. */
const ends: Record<string, string[]> = {
  purchase: ['done', 'cancelled', 'abandoned', 'failed'],
  'mobile operator web portal': ['closed'],
  'CDMA device': ['activated'],
  'windows setup': ['signedIn'],
  'getting online': ['online', 'gaveUp'],
  'PnP-X device': ['known'],
  'device discovery': ['withoutApp'],
  'device management': ['ready', 'failed'],
  'profile discovery': ['done'],
  'code activation': ['online', 'declined', 'failed'],
  'service metadata submission': ['published'],
  timeline: ['over'],
  'data usage and subscription manager': ['planDeleted'],
  'USSD session': ['closed'],
  'hotspot authentication': ['disconnected'],
};

/** States from which no end can be reached on purpose: the app of the device is on its way, and then stays. */
const goesOn: Record<string, string[]> = { 'device discovery': ['queued', 'downloading', 'ready', 'talking'] };

describe('the world', () => {
  it('has 91 models, 58 of them with a table', () => {
    expect(models).toHaveLength(91);
    expect(machines.map(({ name }) => name)).toEqual([
      'user',
      'purchase',
      'network flyout',
      'LPA',
      'windows connection manager',
      'data usage and subscription manager',
      'usage task',
      'modem',
      'registration',
      'packet service',
      'packet context',
      'eUICC',
      'physical SIM',
      'CDMA device',
      'class driver',
      'mobile broadband service',
      'default context controller',
      'connection',
      'service metadata',
      'device setup manager',
      'windows setup',
      'mobile broadband app',
      'provisioning agent',
      'PnP-X device',
      'device discovery',
      'update downloads',
      'third-party apps',
      'video player',
      'traveller',
      'data warning',
      'device management',
      'profile discovery',
      'SM-DS',
      'code activation',
      'account view',
      'service metadata submission',
      'Microsoft Store',
      'mobile operator web site',
      'hotspot visit',
      'Wi-Fi hotspot',
      'hotspot authentication',
      'EAP authentication',
      'hotspot task',
      'getting online',
      'mobile operator web portal',
      'SM-DP+',
      'subscription',
      'customer account',
      'monitor',
      'other devices',
      'internet sharing',
      'entitlement task',
      'sharing habit',
      'internet sharing client',
      'special packet context',
      'special connection app',
      'timeline',
      'USSD gateway',
      'USSD session',
    ]);
  });

  it('says of every model which document describes it', () => {
    for (const { definition } of models) expect(definition.source).toMatch(/^[a-z0-9-]+\.md$/);
  });
});

describe.each(machines)('the table of the $name', ({ name, table }) => {
  it('reaches every state from the first', () => {
    expect(unreachableStates(table)).toEqual([]);
  });

  it('has no trap: from every state an end can be reached, or there is none', () => {
    expect(trappedStates(table)).toEqual(goesOn[name] ?? []);
  });

  it('ends only where it is meant to', () => {
    expect(statesOf(table).filter(state => isEnd(table, state))).toEqual(ends[name] ?? []);
  });

  it('leads only to states of its own', () => {
    for (const { to } of transitionsOf(table)) expect(statesOf(table)).toContain(to);
  });

  it('refuses every event that a state does not list, with a word for the event, the state and what it can take', () => {
    for (const state of statesOf(table)) {
      const possible = Object.keys(table[state] as object);
      for (const event of eventsOf(table)) {
        if (possible.includes(event)) {
          expect(nextState(name, table, state, event)).toBe((table[state] as Record<string, string>)[event]);
        } else {
          expect(() => nextState(name, table, state, event)).toThrow(
            `${name}: "${event}" cannot happen while "${state}"; it can take: ${possible.join(', ') || 'nothing, it is an end'}`,
          );
        }
      }
    }
  });
});

describe('an event out of place in a running world', () => {
  it('stops the run with event, state and what the state can take', () => {
    const run = () => {
      const { world } = worldOf(settingsWith());
      world.assembly.tell(world.purchases, 'online', 0);
      world.run();
    };
    expect(run).toThrow(RunFailure);
    expect(run).toThrow(/purchase: "firstByte" cannot happen while "notStarted"; it can take: opened/);
  });
});
