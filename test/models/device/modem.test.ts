import { describe, expect, it } from 'vitest';
import { modem, modemPorts } from '../../../src/models/device/modem.ts';
import { hours, minutes } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

type Reaction = NonNullable<NonNullable<Parameters<typeof recorder>[1]>['answers']>[string];

/** A modem in a network that answers each registration as told. */
function connecting(register: Reaction) {
  const world = worldWith(modem, {
    given: surroundingsOf(),
    ports: [
      recorder(modemPorts.network, { answers: { register, activateContext: { answer: true, after: 2_500_000 } } }),
      recorder(modemPorts.gateway, { takes: ['trafficStarted', 'trafficStopped'] }),
      recorder(modemPorts.windows, { takes: ['changed'] }),
    ],
  });
  const asked = world.ask('connect', undefined);
  const tries = () => world.told.filter(({ name }) => name === 'register').map(({ at }) => at / 1e6);
  return { ...world, asked, tries };
}

describe('the modem', () => {
  it('registers, activates a packet context, tells Windows, and only then says that it is connected', () => {
    const { asked, clock, told, record } = connecting({ answer: 'home', after: 3_000_000 });
    clock.advance(minutes(1));
    expect(told.map(({ name }) => name)).toEqual(['register', 'activateContext', 'changed']);
    expect(told.at(-1)).toMatchObject({ message: 'cellularUp', at: 5_500_000 });
    expect(asked).toMatchObject({ outcome: 'answered', at: 5_500_000 });
    expect(record()).toMatchObject({ state: 'connected', attempts: 1 });
  });

  it('tries again 10 s after a reject with cause 17 or 2', () => {
    let rejects = 2;
    const { clock, tries, record } = connecting(() => {
      rejects -= 1;
      return rejects >= 0 ? { refuse: rejects === 0 ? 2 : 17 } : { answer: 'home' };
    });
    clock.advance(minutes(1));
    expect(tries()).toEqual([0, 10, 20]);
    expect(record()).toMatchObject({ state: 'connected', attempts: 3, cause: 2 });
  });

  it('tries five times, waits 12 min, and so on ten times; then the line is denied', () => {
    const { clock, tries, asked, record } = connecting({ refuse: 17 });
    clock.advance(hours(5));
    const round = (nth: number) => [0, 10, 20, 30, 40].map(at => at + nth * 760);
    expect(tries()).toEqual(Array.from({ length: 10 }, (_, nth) => round(nth)).flat());
    expect(record()).toMatchObject({ state: 'denied', cause: 17, attempts: 50 });
    expect(asked).toMatchObject({ outcome: 'refused', code: 17 });
  });

  it('is denied at once with a cause that is for good', () => {
    const { clock, tries, asked, facts } = connecting({ refuse: 11 });
    clock.advance(hours(1));
    expect(tries()).toEqual([0]);
    expect(asked).toMatchObject({ outcome: 'refused', code: 11 });
    expect(facts.at(-2)).toMatchObject({ name: 'modem.denied', value: 11 });
  });

  it('numbers its tries, so that each has luck of its own', () => {
    const { clock, told } = connecting({ refuse: 17 });
    clock.advance(minutes(1));
    expect(told.map(({ message }) => message)).toEqual([0, 1, 2, 3, 4]);
  });

  it('may be asked to connect again after it was denied', () => {
    let denies = true;
    const { ask, clock, record } = connecting(() => (denies ? { refuse: 11 } : { answer: 'home' }));
    clock.advance(minutes(1));
    denies = false;
    const again = ask('connect', undefined);
    clock.advance(minutes(1));
    expect(again.outcome).toBe('answered');
    expect(record().state).toBe('connected');
  });

  it('passes traffic on to the packet gateway and counts what it has carried', () => {
    const { tell, told, record } = connecting({ answer: 'home' });
    const before = told.length;
    tell('trafficStarted', { rate: 1000 });
    tell('trafficStopped');
    tell('carried', 5000);
    expect(told.slice(before)).toMatchObject([
      { port: 'packet gateway', name: 'trafficStarted', message: { rate: 1000 } },
      { port: 'packet gateway', name: 'trafficStopped' },
    ]);
    expect(record().carried).toBe(5000);
  });

  it('that was connected before the run needs no network', () => {
    const { tell, told, record } = worldWith(modem, {
      given: surroundingsOf(),
      ports: [recorder(modemPorts.windows, { takes: ['changed'] })],
    });
    tell('bornConnected');
    expect(record().state).toBe('connected');
    expect(told).toMatchObject([{ name: 'changed', message: 'cellularUp' }]);
  });
});
