import { describe, expect, it } from 'vitest';
import { wwanStatus } from '../../../src/models/messages/causes.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { deviceWith } from './device-world.ts';

function cdma(line: 'cold' | 'warm' | 'hotPrepaid', airplane = false) {
  const device = deviceWith({ group: { sim: 'warm', technology: 'cdma' } }, { line });
  if (airplane) device.tell('modem', 'radioSwitched', false);
  device.powersOn();
  device.clock.advance(seconds(5));
  return device;
}

describe('the CDMA device', () => {
  it.each(['warm', 'hotPrepaid'] as const)(
    'is activated over the air at its first home contact, on a line that is %s',
    line => {
      const device = cdma(line);
      expect(device.states().cdma).toBe('activating');
      device.clock.advance(seconds(30));
      expect(device.states()).toMatchObject({ cdma: 'activated', modem: 'initialized' });
      device.clock.advance(minutes(1));
      expect(device.states().registration).toBe('home');
    },
  );

  it('is not activated while the operator knows no line, and does not try again by itself', () => {
    const device = cdma('cold');
    device.clock.advance(minutes(30));
    expect(device.states()).toMatchObject({ cdma: 'notActivated', modem: 'notActivated', registration: 'none' });
    expect(device.namesOf('CDMA device')).toEqual(['CDMA device.activationBegan', 'CDMA device.activationFailed']);
  });

  it('is activated when it is asked for after the purchase', () => {
    const device = cdma('cold');
    device.clock.advance(minutes(1));
    Object.assign(device.lines.store.at(0), { state: 'hotPrepaid' });
    const asked = device.ask('cdma', 'activate');
    device.clock.advance(seconds(30));
    expect(asked.outcome).toBe('answered');
    expect(device.states().modem).toBe('initialized');
  });

  it('refuses with serviceNotActivated, after the time of the attempt, when the operator knows no plan', () => {
    const device = cdma('cold');
    device.clock.advance(minutes(1));
    const from = device.simulation.now / 1e6;
    const asked = device.ask('cdma', 'activate');
    device.clock.advance(minutes(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: wwanStatus.serviceNotActivated, at: from + 30 });
  });

  it('answers at once when it is activated already, and is busy while it is being activated', () => {
    const device = cdma('warm');
    const busy = device.ask('cdma', 'activate');
    device.clock.advance(seconds(30));
    const done = device.ask('cdma', 'activate');
    device.clock.advance(seconds(0));
    expect(busy).toMatchObject({ outcome: 'refused', code: wwanStatus.busy });
    expect(done.outcome).toBe('answered');
  });

  it('needs power and radio', () => {
    const off = deviceWith({ group: { sim: 'warm', technology: 'cdma' } });
    const asked = off.ask('cdma', 'activate');
    off.clock.advance(seconds(0));
    expect(asked).toMatchObject({ outcome: 'refused', code: wwanStatus.notReady });
    const airplane = cdma('warm', true);
    const refused = airplane.ask('cdma', 'activate');
    airplane.clock.advance(seconds(0));
    expect(refused).toMatchObject({ outcome: 'refused', code: wwanStatus.radioPowerOff });
    expect(airplane.states().cdma).toBe('notActivated');
    airplane.tell('modem', 'radioSwitched', true);
    expect(airplane.states().cdma).toBe('activating');
  });

  it.each(['radio', 'power'] as const)('breaks the activation off when the %s goes', what => {
    const device = cdma('cold');
    device.clock.advance(minutes(1));
    const asked = device.ask('cdma', 'activate');
    if (what === 'radio') device.tell('modem', 'radioSwitched', false);
    else device.tell('modem', 'powersOff');
    device.clock.advance(minutes(1));
    expect(asked).toMatchObject({
      outcome: 'refused',
      code: what === 'radio' ? wwanStatus.radioPowerOff : wwanStatus.notReady,
    });
    expect(device.states().cdma).toBe('notActivated');
  });

  it('that was activated before the run is Initialized after its start', () => {
    const device = deviceWith({ group: { sim: 'hot', technology: 'cdma' } });
    device.tell('cdma', 'bornActivated');
    device.powersOn();
    device.clock.advance(seconds(5));
    device.tell('cdma', 'homeContact');
    device.tell('modem', 'serviceActivated');
    expect(device.states()).toMatchObject({ cdma: 'activated', modem: 'initialized' });
  });
});
