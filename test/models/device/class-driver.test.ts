import { describe, expect, it } from 'vitest';
import { classDriver, classDriverPorts } from '../../../src/models/device/class-driver.ts';
import { contextCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { type Reaction, recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';
import { internet } from './device-world.ts';

function driverWith(change: WorldChange = {}, activate: Reaction = { answer: true, after: seconds(5) }) {
  return worldWith(classDriver, {
    given: surroundingsOf(change),
    ports: [
      recorder(classDriverPorts.windows, { takes: ['deviceFound', 'deviceGone'] }),
      recorder(classDriverPorts.context, { answers: { activate, deactivate: { answer: true, after: seconds(2) } } }),
    ],
  });
}
function loaded(activate?: Reaction) {
  const driver = driverWith({}, activate);
  driver.tell('deviceFound');
  return driver;
}

describe('the class driver', () => {
  it('is loaded when the device is found, and unloaded when it is gone; Windows is told of both, once', () => {
    const { tell, told, record, facts } = driverWith();
    for (const what of ['deviceFound', 'deviceFound', 'deviceGone', 'deviceGone'] as const) tell(what);
    expect(told.map(({ name }) => name)).toEqual(['deviceFound', 'deviceGone']);
    expect(facts.map(({ name }) => name)).toEqual(['class driver.loaded', 'class driver.unloaded']);
    expect(record().state).toBe('notLoaded');
  });

  it('that cannot be loaded tells Windows nothing, until the device is plugged in again', () => {
    const { tell, told, record, ask, clock } = driverWith({ group: { faults: { driver: 1 } } });
    tell('deviceFound');
    expect(record().state).toBe('failed');
    const asked = ask('activate', internet);
    clock.advance(seconds(0));
    expect(asked).toMatchObject({ outcome: 'refused', code: wwanStatus.notReady });
    tell('deviceGone');
    expect(record().state).toBe('notLoaded');
    expect(told).toEqual([]);
  });

  it('passes a request on, and the answer back', () => {
    const { ask, clock, told } = loaded();
    const asked = ask('activate', internet);
    clock.advance(minutes(1));
    expect(asked).toMatchObject({ outcome: 'answered', at: seconds(5) });
    expect(told.at(-1)).toMatchObject({ name: 'activate', message: internet });
  });

  it('passes on why a request was refused', () => {
    const { ask, clock } = loaded({ refuse: contextCauses.unknownApn });
    const asked = ask('activate', internet);
    clock.advance(minutes(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: contextCauses.unknownApn });
  });

  it('takes one request of each kind at a time; another one finds it busy', () => {
    const { ask, clock, record } = loaded();
    const asked = [ask('activate', internet), ask('activate', internet), ask('deactivate', undefined)];
    const again = ask('deactivate', undefined);
    clock.advance(minutes(1));
    expect([...asked, again].map(({ outcome, code }) => [outcome, code])).toEqual([
      ['answered', 0],
      ['refused', wwanStatus.busy],
      ['answered', 0],
      ['refused', wwanStatus.busy],
    ]);
    expect(record().inFlight).toBe(0);
    const next = ask('activate', internet);
    clock.advance(minutes(1));
    expect(next.outcome).toBe('answered');
  });
});
