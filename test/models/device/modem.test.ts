import { describe, expect, it } from 'vitest';
import { modemTable, networkDeviceStatus, wwanReadyState } from '../../../src/models/device/modem.ts';
import { contextCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { kilobytes, minutes, seconds } from '../../../src/sim/units.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';
import { type DeviceOptions, deviceWith, internet, online } from './device-world.ts';

const warm = (group: WorldChange['group'] = {}, options: DeviceOptions = {}) =>
  deviceWith({ group: { sim: 'warm', ...group } }, options);

/** Switched on, and given time to look around. */
function started(device: ReturnType<typeof deviceWith>) {
  device.powersOn();
  device.clock.advance(seconds(5));
  return device.states().modem;
}

describe('the readiness of the modem', () => {
  it('is known 1 to 5 s after power', () => {
    const given = surroundingsOf({ group: { sim: 'warm' } });
    const times = Array.from({ length: 60 }, (_, seed) => {
      const device = deviceWith({}, { given, seed: seed + 1 });
      device.insertsSim();
      started(device);
      return device.timeOf('modem.ready')!;
    });
    expect(Math.min(...times)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...times)).toBeLessThanOrEqual(5);
    expect(new Set(times).size).toBeGreaterThan(50);
  });

  it('without a SIM is SimNotInserted, until one is inserted', () => {
    const device = warm();
    expect(started(device)).toBe('simNotInserted');
    device.insertsSim();
    expect(device.states().modem).toBe('off');
    device.clock.advance(seconds(5));
    expect(device.states().modem).toBe('initialized');
  });

  it('with a SIM that cannot be read is BadSim', () => {
    const device = warm({ faults: { sim: 1 }, simPin: 1 });
    device.insertsSim();
    expect(started(device)).toBe('badSim');
  });

  it('with a PIN asked for is DeviceLocked, and the owner is asked; nothing is told to Windows', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    expect(started(device)).toBe('deviceLocked');
    expect(device.told.map(({ name }) => name)).toEqual(['pinAsked']);
  });

  it('is Initialized after the right PIN, and the registration begins', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    started(device);
    device.tell('sim', 'pinEntered', true);
    device.clock.advance(seconds(4));
    expect(device.states()).toMatchObject({ modem: 'initialized', registration: 'searching' });
    expect(device.windows()).toEqual(['deviceReady']);
  });

  it('after a wrong PIN asks again, as long as there are tries', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    started(device);
    for (let nth = 0; nth < 3; nth++) {
      device.tell('sim', 'pinEntered', false);
      device.clock.advance(seconds(4));
    }
    expect(device.asked('pinAsked')).toHaveLength(3);
    expect(device.states()).toMatchObject({ sim: 'blocked', modem: 'deviceLocked' });
    device.tell('sim', 'pukEntered', true);
    device.clock.advance(seconds(4));
    expect(device.states()).toMatchObject({ sim: 'ready', modem: 'initialized' });
  });

  it('with a blocked PIN is DeviceLocked after a restart too, and nobody is asked for a PIN', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    started(device);
    for (let nth = 0; nth < 3; nth++) {
      device.tell('sim', 'pinEntered', false);
      device.clock.advance(seconds(4));
    }
    device.tell('modem', 'restarts');
    device.clock.advance(seconds(5));
    expect(device.states().modem).toBe('deviceLocked');
    expect(device.asked('pinAsked')).toHaveLength(3);
  });

  it('is BadSim when the PUK is exhausted', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    started(device);
    for (let nth = 0; nth < 13; nth++) {
      device.tell('sim', nth < 3 ? 'pinEntered' : 'pukEntered', false);
      device.clock.advance(seconds(5));
    }
    device.clock.advance(seconds(5));
    expect(device.states()).toMatchObject({ sim: 'bad', modem: 'badSim' });
  });

  it('of a CDMA device that is not activated is NotActivated, until the activation over the air is through', () => {
    const device = warm({ technology: 'cdma' });
    expect(started(device)).toBe('notActivated');
    device.clock.advance(seconds(30));
    expect(device.states()).toMatchObject({ cdma: 'activated', modem: 'initialized' });
  });

  it('of an eSIM laptop without an enabled profile is NoEsimProfile', () => {
    const device = deviceWith();
    expect(started(device)).toBe('noEsimProfile');
    device.ask('card', 'command', { command: 'loadProfile', own: true });
    device.clock.advance(minutes(1));
    device.ask('card', 'command', { command: 'enable', own: true });
    device.clock.advance(seconds(6));
    expect(device.states().modem).toBe('initialized');
  });

  it('of an eSIM laptop with another operator’s profile is Initialized: it looks for no network, and Windows reads nothing', () => {
    const device = deviceWith({ group: { otherProfiles: 1 } });
    device.ask('card', 'command', { command: 'enable', own: false });
    device.clock.advance(seconds(6));
    expect(started(device)).toBe('initialized');
    device.tell('modem', 'radioSwitched', false);
    device.tell('modem', 'radioSwitched', true);
    device.clock.advance(minutes(1));
    expect(device.states()).toMatchObject({ modem: 'initialized', registration: 'none' });
  });

  it('is Failure when nothing is wrong with the SIM and the modem fails, until it is started again', () => {
    const device = warm({ faults: { modem: 1 } });
    device.insertsSim();
    expect(started(device)).toBe('failure');
    const lucky = warm({ faults: { modem: 0.5 } }, { seed: 3 });
    lucky.insertsSim();
    const seen = new Set([started(lucky)]);
    for (let nth = 0; nth < 8; nth++) {
      lucky.tell('modem', 'restarts');
      lucky.clock.advance(seconds(5));
      seen.add(lucky.states().modem);
    }
    expect(seen).toEqual(new Set(['failure', 'initialized']));
  });

  it('is decided by the first check that fails: no SIM before a failing modem, unreadable before the PIN', () => {
    expect(started(warm({ faults: { modem: 1 } }))).toBe('simNotInserted');
    const locked = warm({ simPin: 1, faults: { modem: 1 } });
    locked.insertsSim();
    expect(started(locked)).toBe('deviceLocked');
  });

  it('goes Off when the SIM is swapped, removed or reprogrammed, and is then looked at again', () => {
    for (const [act, then] of [
      ['swap', 'initialized'],
      ['reprogram', 'initialized'],
      ['remove', 'simNotInserted'],
    ] as const) {
      const device = warm();
      device.online();
      device.tell('sim', act);
      expect(device.states()).toMatchObject({
        modem: 'off',
        registration: 'none',
        service: 'detached',
        context: 'deactivated',
      });
      device.clock.advance(seconds(5));
      expect(device.states().modem).toBe(then);
    }
  });

  it('looks from the start again when the card changes while it looks', () => {
    const device = warm();
    device.powersOn();
    device.clock.advance(seconds(0.9));
    device.insertsSim();
    expect(device.states().modem).toBe('off');
    device.clock.advance(seconds(0.9));
    expect(device.states().modem).toBe('off');
    device.clock.advance(seconds(5));
    expect(device.states().modem).toBe('initialized');
  });

  it('is DeviceLocked when the PIN is blocked during a session; the context was deactivated first', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    started(device);
    device.tell('sim', 'pinEntered', true);
    device.tell('driver', 'deviceFound');
    device.clock.advance(minutes(1));
    device.ask('driver', 'activate', internet);
    device.clock.advance(minutes(1));
    expect(device.states()).toMatchObject(online);
    for (let nth = 0; nth < 3; nth++) {
      device.tell('sim', 'pinEntered', false);
      device.clock.advance(seconds(5));
    }
    expect(device.states()).toMatchObject({ modem: 'deviceLocked', registration: 'none', service: 'detached' });
    expect(device.facts.slice(-4).map(({ name }) => name)).toEqual([
      'packet context.deactivated',
      'packet service.detached',
      'registration.deregistered',
      'modem.locked',
    ]);
  });

  it('stays locked when a PIN is blocked that was never right', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    started(device);
    device.tell('modem', 'pinBlocked');
    expect(device.states().modem).toBe('deviceLocked');
  });

  it('keeps a verified PIN until the power goes', () => {
    const device = warm({ simPin: 1 });
    device.insertsSim();
    started(device);
    device.tell('sim', 'pinEntered', true);
    device.clock.advance(seconds(5));
    device.tell('modem', 'radioSwitched', false);
    device.tell('modem', 'radioSwitched', true);
    device.tell('modem', 'sleeps');
    device.tell('modem', 'wakes');
    expect(device.states().modem).toBe('initialized');
    device.tell('modem', 'restarts');
    device.clock.advance(seconds(5));
    expect(device.states().modem).toBe('deviceLocked');
  });

  it.each(Object.keys(modemTable) as (keyof typeof modemTable)[])('ends when the power goes while %s', state => {
    const technology = state === 'notActivated' ? 'cdma' : 'gsm';
    const sim = state === 'noEsimProfile' ? 'esim' : 'warm';
    const faults = { sim: state === 'badSim' ? 1 : 0, modem: state === 'failure' ? 1 : 0 };
    const device = warm({ technology, sim, faults, simPin: state === 'deviceLocked' ? 1 : 0 });
    if (state !== 'simNotInserted') device.insertsSim();
    if (state === 'off') device.powersOn();
    else expect(started(device)).toBe(state);
    device.tell('modem', 'powersOff');
    device.clock.advance(minutes(5));
    expect(device.states()).toMatchObject({ modem: 'off', registration: 'none' });
    expect(device.namesOf('modem').at(-1)).toBe('modem.off');
  });

  it('ignores power it has and power it has not', () => {
    const device = warm();
    device.tell('modem', 'powersOff');
    device.tell('modem', 'restarts');
    device.tell('modem', 'cardChanged');
    expect(device.facts).toEqual([]);
    device.powersOn();
    device.powersOn();
    device.clock.advance(seconds(5));
    expect(device.namesOf('modem')).toEqual(['modem.notReady']);
  });

  it('is told with the numbers of WwanReadyState and, to apps, of NetworkDeviceStatus', () => {
    expect(Object.values(wwanReadyState)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(networkDeviceStatus('initialized', 'ready')).toBe(1);
    expect(networkDeviceStatus('deviceLocked', 'locked')).toBe(6);
    expect(networkDeviceStatus('deviceLocked', 'blocked')).toBe(7);
    expect(networkDeviceStatus('noEsimProfile', 'absent')).toBe(2);
  });
});

describe('the radio', () => {
  it('in airplane mode takes context, attach and registration down, in this order, and leaves the device ready', () => {
    const device = warm();
    device.online();
    device.tell('modem', 'radioSwitched', false);
    expect(device.states()).toMatchObject({
      modem: 'initialized',
      registration: 'none',
      service: 'detached',
      context: 'deactivated',
    });
    expect(device.windows().slice(-3)).toEqual(['contextLost', 'detached', 'deregistered']);
    expect(device.told.find(({ name }) => name === 'contextLost')!.message).toBe(wwanStatus.radioPowerOff);
  });

  it('registers again after airplane mode, and activates no context by itself', () => {
    const device = warm();
    device.online();
    device.tell('modem', 'radioSwitched', false);
    device.tell('modem', 'radioSwitched', true);
    device.clock.advance(minutes(1));
    expect(device.states()).toMatchObject({ ...online, context: 'deactivated' });
  });

  it('that is off when the device gets ready stays off', () => {
    const device = warm();
    device.insertsSim();
    device.tell('modem', 'radioSwitched', false);
    expect(started(device)).toBe('initialized');
    device.clock.advance(minutes(1));
    expect(device.states().registration).toBe('none');
    device.tell('modem', 'radioSwitched', true);
    expect(device.states().registration).toBe('searching');
  });

  it('remembers airplane mode over power off', () => {
    const device = warm();
    device.attached();
    device.tell('modem', 'radioSwitched', false);
    device.tell('modem', 'restarts');
    device.clock.advance(minutes(1));
    expect(device.states()).toMatchObject({ modem: 'initialized', registration: 'none' });
  });

  it('of an embedded modem stays registered in Connected Standby', () => {
    const device = warm({ form: 'embedded' });
    device.online();
    device.tell('modem', 'sleeps');
    device.tell('modem', 'sleeps');
    device.clock.advance(minutes(30));
    expect(device.states()).toMatchObject(online);
    device.tell('modem', 'wakes');
    device.tell('modem', 'wakes');
    expect(device.namesOf('modem')).toEqual(['modem.ready', 'modem.slept', 'modem.woke']);
  });

  it('of a dongle goes off with the PC, and registers again on resume', () => {
    const device = warm({ form: 'usb' });
    device.online();
    device.tell('modem', 'sleeps');
    expect(device.states()).toMatchObject({ modem: 'initialized', registration: 'none', context: 'deactivated' });
    device.tell('modem', 'wakes');
    device.clock.advance(minutes(1));
    expect(device.states()).toMatchObject({ ...online, context: 'deactivated' });
  });
});

describe('traffic', () => {
  it('passes to the gateway only while the context is activated, and the modem counts what it carried', () => {
    const device = warm();
    device.attached();
    device.tell('modem', 'trafficStarted', { rate: 1000 });
    expect(device.asked('trafficStarted')).toHaveLength(0);
    device.ask('driver', 'activate', internet);
    device.clock.advance(seconds(10));
    device.tell('modem', 'trafficStarted', { rate: 1000 });
    device.tell('modem', 'trafficStopped');
    device.tell('modem', 'carried', kilobytes(5));
    expect(device.told.slice(-2).map(({ name }) => name)).toEqual(['trafficStarted', 'trafficStopped']);
    expect(device.parts.modem.store.snapshot(0).carried).toBe(kilobytes(5));
  });

  it('stops with the context, however that ends', () => {
    for (const ends of ['lost', 'deactivate'] as const) {
      const device = warm();
      device.online();
      device.tell('modem', 'trafficStarted', { rate: 1000 });
      if (ends === 'lost') device.tell('context', 'lost', contextCauses.regularDeactivation);
      else device.ask('context', 'deactivate');
      expect(device.asked('trafficStopped')).toHaveLength(1);
    }
  });
});
