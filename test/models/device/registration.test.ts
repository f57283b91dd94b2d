import { describe, expect, it } from 'vitest';
import { registrationCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import type { Reaction } from '../../kit/world-with.ts';
import { always, type WorldChange } from '../small-world.ts';
import { type DeviceOptions, deviceWith, internet, online } from './device-world.ts';

const at = (place: string): Reaction => ({ answer: place, after: seconds(3) });
const reject = (cause: number): Reaction => ({ refuse: cause });

function searching(register: DeviceOptions['register'], group: WorldChange['group'] = {}) {
  const device = deviceWith({ group: { sim: 'warm', ...group } }, register === undefined ? {} : { register });
  device.insertsSim();
  device.powersOn();
  device.clock.advance(seconds(5));
  const from = device.timeOf('registration.searching')!;
  return { ...device, tries: () => device.asked('register').map(time => Math.round((time - from) * 1000) / 1000) };
}

describe('the registration', () => {
  it.each(['home', 'roaming', 'partner'] as const)('ends %s when the network says so, and Windows is told', place => {
    const { clock, states, windows, told } = searching(at(place));
    clock.advance(seconds(3));
    expect(states().registration).toBe(place);
    expect(windows().slice(0, 2)).toEqual(['deviceReady', 'registered']);
    expect(told.find(({ name }) => name === 'registered')!.message).toBe(place);
  });

  it('attaches the packet service at once', () => {
    const { clock, asked, timeOf } = searching(at('home'));
    clock.advance(seconds(3));
    expect(asked('attach')).toEqual([timeOf('registration.home')]);
  });

  it('tries again 10 s after a reject with cause 17 or 2', () => {
    const answers = [reject(17), reject(2), at('home')];
    const { clock, tries, states, told } = searching(() => answers.shift()!);
    clock.advance(minutes(1));
    expect(tries()).toEqual([0, 10, 20]);
    expect(states().registration).toBe('home');
    expect(told.filter(({ name }) => name === 'registrationRejected').map(({ message }) => message)).toEqual([17, 2]);
  });

  it('tries five times, is Deregistered for 12 min, and so on; after ten rounds it is Denied', () => {
    const { clock, tries, states, parts } = searching(reject(17));
    clock.advance(minutes(1));
    expect(states().registration).toBe('deregistered');
    clock.advance(hours(5));
    const round = (nth: number) => [0, 10, 20, 30, 40].map(time => time + nth * 760);
    expect(tries()).toEqual(Array.from({ length: 10 }, (_, nth) => round(nth)).flat());
    expect(states().registration).toBe('denied');
    expect(parts.registration.store.snapshot(0).cause).toBe(17);
  });

  it('counts the rejects of a series from the start again after a registration', () => {
    const answers = [17, 17, 17, 17].map(reject);
    const device = searching(() => answers.shift() ?? at('home'));
    device.clock.advance(minutes(1));
    expect(device.states().registration).toBe('home');
    expect(device.parts.registration.store.snapshot(0)).toMatchObject({ attempts: 0, rounds: 0, cause: 0 });
  });

  it('is Deregistered for T3346 at once when the network is congested, cause 22', () => {
    const answers = [reject(22), at('home')];
    const { clock, tries, states } = searching(() => answers.shift()!);
    clock.advance(seconds(1));
    expect(states().registration).toBe('deregistered');
    clock.advance(minutes(13));
    expect(tries()).toEqual([0, 720]);
    expect(states().registration).toBe('home');
  });

  it.each([3, 6, 7, 8, 11, 12, 13, 14, 15])('is Denied at once with cause %i, and Windows is told why', cause => {
    const { clock, tries, states, told } = searching(reject(cause));
    clock.advance(days(1));
    expect(tries()).toEqual([0]);
    expect(states().registration).toBe('denied');
    expect(told.at(-1)).toMatchObject({ name: 'registrationRejected', message: cause });
  });

  it('takes a network that does not answer within 50 s for one that fails', () => {
    const answers: Reaction[] = ['silent', at('home')];
    const { clock, tries, states } = searching(() => answers.shift()!);
    clock.advance(minutes(2));
    expect(tries()).toEqual([0, 60]);
    expect(states().registration).toBe('home');
  });

  it('numbers its tries, so that each has luck of its own', () => {
    const { clock, told } = searching(reject(17));
    clock.advance(minutes(1));
    expect(told.filter(({ name }) => name === 'register').map(({ message }) => message)).toEqual([0, 1, 2, 3, 4]);
  });

  it('that was denied is tried again when somebody asks for it', () => {
    let cause = 11;
    const device = searching(() => (cause === 0 ? at('home') : reject(cause)));
    device.clock.advance(seconds(1));
    cause = 0;
    device.tell('registration', 'searches');
    device.clock.advance(seconds(5));
    expect(device.states().registration).toBe('home');
  });

  it('waits no longer for T3402 when somebody asks for another try', () => {
    const answers = [17, 17, 17, 17, 17].map(reject);
    const device = searching(() => answers.shift() ?? at('home'));
    device.clock.advance(minutes(2));
    expect(device.states().registration).toBe('deregistered');
    device.tell('registration', 'searches');
    device.clock.advance(seconds(3));
    expect(device.states().registration).toBe('home');
  });

  it.each([3, 6, 8])('that was denied with cause %i stays so until the SIM changes or the device restarts', cause => {
    let rejects = true;
    const device = searching(() => (rejects ? reject(cause) : at('home')));
    device.clock.advance(seconds(1));
    rejects = false;
    device.tell('registration', 'searches');
    expect(device.states().registration).toBe('denied');
    device.tell('sim', 'swap');
    device.clock.advance(minutes(1));
    expect(device.states().registration).toBe('home');
  });

  it('ignores whoever asks for another try while it searches, is registered, or the device cannot', () => {
    const device = searching(at('home'));
    device.tell('registration', 'searches');
    device.clock.advance(minutes(1));
    device.tell('registration', 'searches');
    expect(device.tries()).toEqual([0]);
    device.tell('modem', 'radioSwitched', false);
    device.tell('registration', 'searches');
    expect(device.states().registration).toBe('none');
    device.tell('modem', 'radioSwitched', true);
    device.tell('sim', 'remove');
    device.clock.advance(minutes(1));
    device.tell('registration', 'searches');
    expect(device.states().registration).toBe('none');
  });

  it('tells who waits for it that the device is registered, however long that takes', () => {
    const answers = [17, 17, 17, 17, 17, 17].map(reject);
    const device = searching(() => answers.shift() ?? at('home'));
    const waits = device.ask('registration', 'awaitRegistered');
    device.clock.advance(minutes(12));
    expect(waits.outcome).toBeUndefined();
    device.clock.advance(minutes(1));
    expect(waits).toMatchObject({ outcome: 'answered', at: device.timeOf('registration.home') });
    expect(device.ask('registration', 'awaitRegistered').outcome).toBe('answered');
  });

  it('tells who waits for it that the line is denied, and why', () => {
    const device = searching(reject(17));
    const waits = device.ask('registration', 'awaitRegistered');
    device.clock.advance(hours(5));
    expect(waits).toMatchObject({ outcome: 'refused', code: 17, at: device.timeOf('registration.denied') });
    expect(device.ask('registration', 'awaitRegistered')).toMatchObject({ outcome: 'refused', code: 17 });
  });

  it('ignores the answer to a search that was broken off', () => {
    const device = searching({ answer: 'home', after: seconds(20) });
    device.tell('modem', 'radioSwitched', false);
    device.clock.advance(seconds(10));
    device.tell('modem', 'radioSwitched', true);
    device.clock.advance(seconds(15));
    expect(device.states().registration).toBe('searching');
    device.clock.advance(seconds(10));
    expect(device.states().registration).toBe('home');
  });

  it.each([
    ['searching', at('home'), 0],
    ['home', at('home'), 10],
    ['roaming', at('roaming'), 10],
    ['partner', at('partner'), 10],
    ['denied', reject(11), 10],
    ['deregistered', reject(22), 10],
  ] as const)('stops while %s when the radio goes off', (state, register, wait) => {
    const device = searching(register);
    device.clock.advance(seconds(wait));
    expect(device.states().registration).toBe(state);
    device.tell('modem', 'radioSwitched', false);
    device.clock.advance(hours(1));
    expect(device.states().registration).toBe('none');
    expect(device.tries()).toHaveLength(1);
  });
});

describe('the network throws the line out', () => {
  it.each(['home', 'roaming', 'partner'] as const)(
    'from %s: context, attach and registration go, in this order',
    place => {
      const device = searching(at(place));
      device.tell('driver', 'deviceFound');
      device.clock.advance(minutes(1));
      device.ask('driver', 'activate', internet);
      device.clock.advance(minutes(1));
      device.tell('registration', 'networkDetaches', registrationCauses.networkRefused);
      expect(device.states()).toMatchObject({
        registration: 'deregistered',
        service: 'detached',
        context: 'deactivated',
      });
      expect(device.windows().slice(-3)).toEqual(['contextLost', 'detached', 'deregistered']);
      expect(device.parts.registration.store.snapshot(0).cause).toBe(11);
    },
  );

  it('and is asked again after T3411', () => {
    let rejects = false;
    const device = searching(() => (rejects ? reject(11) : at('home')));
    device.clock.advance(seconds(5));
    rejects = true;
    device.tell('registration', 'networkDetaches', registrationCauses.networkRefused);
    device.clock.advance(seconds(9.9));
    expect(device.states().registration).toBe('deregistered');
    device.clock.advance(seconds(0.1));
    expect(device.states().registration).toBe('denied');
  });

  it('for good when it calls the device stolen', () => {
    const device = searching(at('home'));
    device.clock.advance(seconds(5));
    device.tell('registration', 'networkDetaches', registrationCauses.illegalMe);
    device.clock.advance(days(1));
    device.tell('registration', 'searches');
    expect(device.states().registration).toBe('deregistered');
  });

  it('and nothing happens to one that is not in', () => {
    const device = searching(reject(11));
    device.tell('registration', 'networkDetaches', registrationCauses.networkRefused);
    expect(device.states().registration).toBe('denied');
  });
});

/** A device that is online, with gaps of one length whose first begins at the time it answers. */
function movingAbout(gap: number, perDay = 20, place = 'home') {
  const group = { sim: 'warm', coverageGaps: { perDay, lasts: always(seconds(gap)) } } as const;
  const device = deviceWith({ group }, { register: at(place) });
  device.online();
  const untilGap = () =>
    device.simulation.forEachPending((time, name) => {
      if (name === 'registration.gapBegins') device.clock.advance(time - device.simulation.now);
    });
  return { ...device, untilGap };
}

describe('a gap in the coverage', () => {
  it('of less than 10 s changes nothing', () => {
    const { clock, states, windows, namesOf, untilGap } = movingAbout(9.9);
    const before = windows().length;
    untilGap();
    clock.advance(hours(6));
    expect(namesOf('registration').filter(name => name === 'registration.gapEnded').length).toBeGreaterThan(0);
    expect(states()).toMatchObject(online);
    expect(windows()).toHaveLength(before);
  });

  it('of 10 s and more takes context, packet service and registration, in this order, after 10 s', () => {
    const { clock, states, windows, facts, told, untilGap } = movingAbout(30);
    untilGap();
    clock.advance(seconds(9));
    expect(states()).toMatchObject(online);
    clock.advance(seconds(1));
    expect(states()).toMatchObject({ registration: 'deregistered', service: 'detached', context: 'deactivated' });
    expect(windows().slice(-3)).toEqual(['contextLost', 'detached', 'deregistered']);
    expect(told.at(-2)).toMatchObject({ message: wwanStatus.providerNotVisible });
    const began = facts.find(({ name }) => name === 'registration.gapBegan')!.at;
    expect(facts.find(({ name }) => name === 'registration.deregistered')!.at).toBe(began + 10);
  });

  it.each(['home', 'roaming', 'partner'])('of 10 s and more ends a registration %s', place => {
    const { clock, states, untilGap } = movingAbout(30, 2, place);
    expect(states().registration).toBe(place);
    untilGap();
    clock.advance(seconds(10));
    expect(states().registration).toBe('deregistered');
  });

  it('is followed by a new search as soon as the signal is back; the context stays down', () => {
    const { clock, states, facts, untilGap } = movingAbout(30, 2);
    untilGap();
    clock.advance(minutes(1));
    const time = (name: string) => facts.findLast(fact => fact.name === name)!.at;
    expect(time('registration.searching')).toBe(time('registration.gapEnded'));
    expect(states()).toMatchObject({ ...online, context: 'deactivated' });
  });

  it('ends a search, which goes on after it', () => {
    const device = deviceWith(
      { group: { sim: 'warm', coverageGaps: { perDay: 2000, lasts: always(seconds(30)) } } },
      { register: { answer: 'home', after: seconds(45) } },
    );
    device.insertsSim();
    device.powersOn();
    const seen = new Set<string>();
    for (let nth = 0; nth < 600; nth++) {
      device.clock.advance(seconds(1));
      seen.add(device.states().registration);
    }
    expect(seen).toContain('searching');
    expect(seen).toContain('deregistered');
    expect(device.namesOf('registration').filter(name => name === 'registration.searching').length).toBeGreaterThan(2);
  });

  it('lets a device that is switched on in it wait for the signal', () => {
    const { tell, clock, states, untilGap } = movingAbout(120, 2);
    untilGap();
    tell('modem', 'radioSwitched', false);
    tell('modem', 'radioSwitched', true);
    expect(states().registration).toBe('deregistered');
    clock.advance(seconds(125));
    expect(states().registration).toBe('home');
  });

  it('comes so many times a day on average', () => {
    const { clock, facts } = movingAbout(1, 50);
    clock.advance(days(20));
    const gaps = facts.filter(({ name }) => name === 'registration.gapBegan').length;
    expect(gaps).toBeGreaterThan(880);
    expect(gaps).toBeLessThan(1120);
  });

  it('comes to a device that was registered before the run too, where there are gaps at all', () => {
    const device = deviceWith({ group: { sim: 'hot', coverageGaps: { perDay: 50, lasts: always(seconds(1)) } } });
    device.bornOnline();
    device.tell('registration', 'bornRegistered');
    device.clock.advance(days(1));
    expect(device.namesOf('registration').length).toBeGreaterThan(20);
    expect(device.states()).toMatchObject(online);
    const still = deviceWith({ group: { sim: 'hot' } });
    still.bornOnline();
    still.clock.advance(days(1));
    expect(still.facts).toEqual([]);
  });
});

describe('a device that was online before the run', () => {
  const hot = { group: { sim: 'hot' } } as const;

  it('loses and finds its registration like any other', () => {
    const device = deviceWith({ group: { sim: 'hot', coverageGaps: { perDay: 100, lasts: always(seconds(20)) } } });
    device.bornOnline();
    device.clock.advance(days(1));
    expect(device.windows().slice(0, 5)).toEqual(['contextLost', 'detached', 'deregistered', 'registered', 'attached']);
  });

  it('can be switched off and on, put to sleep, thrown out, and given another SIM', () => {
    for (const act of ['restarts', 'sleeps', 'radioSwitched', 'networkDetaches', 'swap'] as const) {
      const device = deviceWith({ group: { ...hot.group, form: 'usb' } });
      device.bornOnline();
      if (act === 'swap') device.tell('sim', 'swap');
      else if (act === 'networkDetaches') device.tell('registration', act, registrationCauses.networkFailure);
      else device.tell('modem', act, false);
      expect(device.windows().slice(0, 3)).toEqual(['contextLost', 'detached', 'deregistered']);
      device.tell('modem', 'wakes');
      device.tell('modem', 'radioSwitched', true);
      device.clock.advance(minutes(1));
      expect(device.states()).toMatchObject({ ...online, context: 'deactivated' });
    }
  });

  it('disconnects and connects when Windows asks', () => {
    const device = deviceWith(hot);
    device.bornOnline();
    device.ask('driver', 'deactivate');
    device.clock.advance(minutes(1));
    expect(device.states().context).toBe('deactivated');
    device.ask('driver', 'activate', internet);
    device.clock.advance(minutes(1));
    expect(device.states()).toMatchObject(online);
  });
});
