/** A modem that the Mobile Plans app holds back: it searches when the app says so, once each time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import type { Reaction } from '../../kit/world-with.ts';
import { always } from '../small-world.ts';
import { type DeviceOptions, deviceWith } from './device-world.ts';

const rejected: Reaction = { refuse: 2 };
const home: Reaction = { answer: 'home', after: seconds(3) };

/** The modem is held before it has power; it is ready within five seconds. */
function heldDevice(register: DeviceOptions['register'] = rejected, group = {}) {
  const device = deviceWith({ group: { sim: 'warm', ...group } }, { register: register ?? rejected });
  const tell = (name: 'held' | 'watched' | 'searches', message: unknown) => device.tell('registration', name, message);
  const attempt = () => device.ask('registration', 'attempt');
  const radio = (isOn: boolean) => device.tell('modem', 'radioSwitched', isOn);
  tell('held', true);
  device.insertsSim();
  device.powersOn();
  return { ...device, tell, attempt, radio, tries: () => device.asked('register') };
}

describe('a modem that is held back', () => {
  it('does not search when it is ready, nor when its radio is switched on', () => {
    const device = heldDevice();
    device.clock.advance(hours(1));
    device.radio(false);
    device.radio(true);
    device.clock.advance(hours(1));
    expect(device.tries()).toEqual([]);
    expect(device.states().modem).toBe('initialized');
  });

  it('makes one attempt when it is asked to, and none of its own after a reject', () => {
    const device = heldDevice();
    device.clock.advance(minutes(1));
    const asked = device.attempt();
    device.clock.advance(hours(3));
    expect(asked).toMatchObject({ outcome: 'refused', code: 2 });
    expect(device.tries()).toEqual([60]);
    expect(device.states().registration).toBe('deregistered');
  });

  it('makes the attempt as soon as it is ready', () => {
    const device = heldDevice(home);
    const asked = device.attempt();
    expect(device.tries()).toEqual([]);
    device.clock.advance(seconds(10));
    expect(device.tries()).toEqual([device.timeOf('modem.ready')]);
    expect(asked.outcome).toBe('answered');
    expect(device.states().registration).toBe('home');
  });

  it('forgets an attempt that is called off before it is ready', () => {
    const device = heldDevice(home);
    device.attempt();
    device.tell('held', true);
    device.clock.advance(hours(1));
    expect(device.tries()).toEqual([]);
  });

  it('may be denied for good at an attempt, and tries again when it is asked to', () => {
    const device = heldDevice({ refuse: 11 });
    device.clock.advance(minutes(1));
    expect(device.attempt()).toMatchObject({ outcome: 'refused', code: 11 });
    expect(device.states().registration).toBe('denied');
    device.clock.advance(minutes(15));
    device.attempt();
    expect(device.tries()).toEqual([60, 960]);
  });

  it('finds no network in a gap of the coverage, and does not make up for it afterwards', () => {
    const device = heldDevice(home, { coverageGaps: { perDay: 1e6, lasts: always(minutes(5)) } });
    device.clock.advance(minutes(1));
    expect(device.parts.registration.store.snapshot(0).inGap).toBe(true);
    expect(device.attempt().outcome).toBe('refused');
    device.clock.advance(minutes(20));
    expect(device.tries()).toEqual([]);
  });

  it('answers at once when it is registered already', () => {
    const device = heldDevice(home);
    device.clock.advance(minutes(1));
    device.attempt();
    device.clock.advance(seconds(3));
    expect(device.attempt().outcome).toBe('answered');
    expect(device.tries()).toHaveLength(1);
  });

  it('searches at once, and with its own retries, when it is let go', () => {
    const device = heldDevice();
    device.clock.advance(minutes(1));
    device.tell('held', false);
    device.clock.advance(seconds(45));
    expect(device.tries()).toEqual([60, 70, 80, 90, 100]);
  });

  it('never searches more often than it is asked to, whatever else happens', () => {
    const acts = fc.constantFrom('attempt', 'radioOff', 'radioOn', 'searches', 'wait');
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 12 }), list => {
        const device = heldDevice();
        let asked = 0;
        for (const act of list) {
          if (act === 'attempt') {
            device.attempt();
            asked += 1;
          } else if (act === 'wait') device.clock.advance(minutes(1));
          else if (act === 'searches') device.tell('searches', undefined);
          else device.radio(act === 'radioOn');
          device.simulation.run(device.simulation.now);
        }
        device.clock.advance(hours(2));
        expect(device.tries().length).toBeLessThanOrEqual(asked);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a registration that is watched', () => {
  const changes = (device: ReturnType<typeof heldDevice>) =>
    device.told.filter(({ name }) => name === 'registrationChanged').map(({ message }) => message);

  it('tells the app every change, and nothing after that', () => {
    const device = heldDevice(home);
    device.tell('watched', true);
    device.clock.advance(minutes(1));
    device.attempt();
    device.clock.advance(seconds(3));
    device.radio(false);
    device.clock.advance(seconds(1));
    expect(changes(device)).toEqual(['searching', 'home', 'none']);
    device.tell('watched', false);
    device.tell('held', false);
    device.radio(true);
    device.clock.advance(minutes(1));
    expect(changes(device)).toHaveLength(3);
  });
});
