import { describe, expect, it } from 'vitest';
import {
  deviceSetupManager,
  deviceSetupManagerTable,
  deviceSetupPorts,
} from '../../../src/models/windows/device-setup-manager.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

const managerWith = (change: WorldChange = {}) =>
  worldWith(deviceSetupManager, {
    given: surroundingsOf(change),
    ports: [
      recorder(deviceSetupPorts.metadata, { takes: ['handlersRegistered'] }),
      recorder(deviceSetupPorts.app, { takes: ['handlersRegistered'] }),
      recorder(deviceSetupPorts.broker, { takes: ['registers', 'unregisters'] }),
    ],
  });

describe('the Device Setup Manager', () => {
  it('registers the handlers when metadata and app are there, before the app has run, and logs event 220', () => {
    const { tell, clock, told, record, facts } = managerWith();
    tell('packageReady');
    tell('packageReady');
    expect(record().state).toBe('registering');
    clock.advance(minutes(1));
    expect(record().state).toBe('registered');
    expect(told.map(({ port, name, at }) => [port, name, at])).toEqual([
      ['service metadata', 'handlersRegistered', seconds(5)],
      ['mobile broadband app', 'handlersRegistered', seconds(5)],
      ['system event broker', 'registers', seconds(5)],
    ]);
    expect(facts).toMatchObject([{ name: 'device setup manager.registered', value: 220 }]);
  });

  it('logs error 7900 when the app has another name than the package says, and tries again with a newer package', () => {
    const { tell, clock, told, record, facts } = managerWith({
      operator: { serviceMetadata: { handlerNameMatches: false } },
    });
    for (const nth of [1, 2]) {
      tell('packageReady');
      clock.advance(minutes(1));
      expect(record().state).toBe('waiting');
      expect(facts.filter(({ value }) => value === 7900)).toHaveLength(nth);
    }
    expect(told).toEqual([]);
  });

  it('takes the handlers away with the package', () => {
    const { tell, clock, told, record } = managerWith();
    tell('packageGone');
    tell('packageReady');
    tell('packageGone');
    clock.advance(minutes(1));
    expect(record().state).toBe('waiting');
    expect(told).toEqual([]);
    tell('packageReady');
    clock.advance(minutes(1));
    tell('packageGone');
    expect(record().state).toBe('waiting');
    expect(told.at(-1)?.name).toBe('unregisters');
  });
});

describe('every arrow of the table of the Device Setup Manager', () => {
  type Machine = ReturnType<typeof managerWith>;
  const ready = (manager: Machine) => manager.tell('packageReady');
  const aMinute = (manager: Machine) => manager.clock.advance(minutes(1));
  const gone = (manager: Machine) => manager.tell('packageGone');
  const otherName: WorldChange = { operator: { serviceMetadata: { handlerNameMatches: false } } };
  const arrows: Record<string, [WorldChange, ...((manager: Machine) => void)[]]> = {
    'waiting ready': [{}, ready],
    'registering done': [{}, ready, aMinute],
    'registering mismatch': [otherName, ready, aMinute],
    'registering gone': [{}, ready, gone],
    'registered gone': [{}, ready, aMinute, gone],
  };

  it.each(transitionsOf(deviceSetupManagerTable))('from $from by $event to $to is taken', ({ from, event, to }) => {
    const [change, ...steps] = arrows[`${from} ${event}`]!;
    const manager = managerWith(change);
    for (const takes of steps) takes(manager);
    expect(manager.record().state).toBe(to);
  });
});
