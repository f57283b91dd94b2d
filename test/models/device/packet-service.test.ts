import { describe, expect, it } from 'vitest';
import { contextCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { surroundingsOf } from '../small-world.ts';
import { type DeviceOptions, deviceWith, online } from './device-world.ts';

const given = surroundingsOf({ group: { sim: 'warm' } });
const warm = (options: DeviceOptions = {}) => deviceWith({}, { given, ...options });
const atOnce = { answer: 'home' };

/** A device that has just been registered and now attaches. */
function attaching(options: DeviceOptions = {}) {
  const device = warm({ register: atOnce, ...options });
  device.insertsSim();
  device.powersOn();
  while (device.asked('attach').length === 0) device.clock.advance(seconds(0.1));
  return device;
}

describe('the packet service', () => {
  it('attaches by itself after each registration, and tells Windows when the network has accepted', () => {
    const device = attaching();
    device.clock.advance(seconds(3));
    expect(device.windows()).toEqual(['deviceReady', 'registered', 'attached']);
    device.tell('modem', 'radioSwitched', false);
    device.tell('modem', 'radioSwitched', true);
    device.clock.advance(seconds(10));
    expect(device.asked('attach')).toHaveLength(2);
  });

  it('is detached when the network rejects it; the cause is kept and told to Windows', () => {
    const device = attaching({ attach: { refuse: 7 } });
    device.clock.advance(minutes(1));
    expect(device.states().service).toBe('detached');
    expect(device.told.at(-1)).toMatchObject({ name: 'detached', message: 7 });
    expect(device.parts.service.store.snapshot(0).cause).toBe(7);
  });

  it('attaches again when the controller asks for it', () => {
    let rejects = true;
    const device = attaching({ attach: () => (rejects ? { refuse: 17 } : { answer: true }) });
    device.clock.advance(minutes(1));
    rejects = false;
    device.tell('service', 'attaches');
    device.clock.advance(seconds(5));
    expect(device.states().service).toBe('attached');
    expect(device.parts.service.store.snapshot(0).cause).toBe(0);
  });

  it('does not attach unless the device is registered, nor twice', () => {
    const device = warm();
    device.tell('service', 'attaches');
    expect(device.states().service).toBe('detached');
    device.attached();
    device.tell('service', 'attaches');
    device.clock.advance(minutes(1));
    expect(device.asked('attach')).toHaveLength(1);
  });

  it('detaches on request in 1 to 5 s; the context goes first', () => {
    const device = warm();
    device.online();
    const from = device.simulation.now / 1e6;
    device.tell('service', 'detaches');
    expect(device.states()).toMatchObject({ service: 'detaching', context: 'deactivated', registration: 'home' });
    device.clock.advance(seconds(5));
    expect(device.states().service).toBe('detached');
    const took = device.facts.findLast(({ name }) => name === 'packet service.detached')!.at - from;
    expect(took).toBeGreaterThanOrEqual(1);
    expect(device.windows().slice(-2)).toEqual(['contextLost', 'detached']);
    expect(device.told.at(-1)!.message).toBe(contextCauses.regularDeactivation);
    device.tell('service', 'detaches');
    expect(device.states().service).toBe('detached');
  });

  it.each(['attaching', 'attached', 'detaching'] as const)(
    'is detached at once when the signal goes while %s',
    state => {
      const device = state === 'attaching' ? attaching() : warm();
      if (state !== 'attaching') device.online();
      if (state === 'detaching') device.tell('service', 'detaches');
      expect(device.states().service).toBe(state);
      device.tell('modem', 'radioSwitched', false);
      expect(device.states().service).toBe('detached');
      expect(device.told.findLast(({ name }) => name === 'detached')!.message).toBe(wwanStatus.radioPowerOff);
      device.clock.advance(minutes(5));
      expect(device.states().service).toBe('detached');
    },
  );

  it('ignores the answer to an attach that was lost', () => {
    const device = attaching({ attach: { answer: true, after: seconds(14) } });
    device.tell('modem', 'radioSwitched', false);
    device.clock.advance(seconds(10));
    device.tell('modem', 'radioSwitched', true);
    device.clock.advance(seconds(10));
    expect(device.states().service).toBe('attaching');
    device.clock.advance(minutes(1));
    expect(device.states()).toMatchObject({ ...online, context: 'deactivated' });
  });

  it('takes a network that does not answer it for one that fails', () => {
    const device = attaching({ attach: 'silent' });
    device.clock.advance(minutes(5));
    expect(device.states().service).toBe('detached');
    expect(device.told.at(-1)).toMatchObject({ name: 'detached', message: 17 });
  });

  it('does not begin to detach when the signal goes in the same moment', () => {
    const device = warm();
    device.online();
    const { simulation, parts } = device;
    for (const what of ['lost', 'detaches']) {
      const cause = what === 'lost' ? wwanStatus.providerNotVisible : undefined;
      simulation.note(parts.service.takes.get(what)!, 0, 0, 0, cause);
    }
    simulation.run(simulation.now);
    expect(device.states().service).toBe('detached');
  });
});
