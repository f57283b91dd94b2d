import { describe, expect, it } from 'vitest';
import { user, userPorts } from '../../../src/models/people/user.ts';
import { days, hours, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { always, evenly, surroundingsOf, type WorldChange } from '../small-world.ts';

const ports = [
  recorder(userPorts.app, { takes: ['opened'] }),
  recorder(userPorts.flyout, { takes: ['lineReady'] }),
  recorder(userPorts.radio, { takes: ['trafficStarted', 'trafficStopped'] }),
];
const usage = { monthly: always(3e9), sessions: { perDay: 10, weights: evenly }, sessionRate: 625_000 };
const userOf = (change: WorldChange = { group: { usage } }) =>
  worldWith(user, { given: surroundingsOf(change), ports });

describe('the user', () => {
  it('comes and opens the Mobile Plans app', () => {
    const { tell, told, record, facts } = userOf();
    tell('arrives');
    expect(record().state).toBe('buying');
    expect(told.map(({ port, name }) => `${port}: ${name}`)).toEqual(['Mobile Plans app: opened']);
    expect(facts.map(({ name }) => name)).toEqual(['user.came']);
  });

  it('goes away without a plan, for good', () => {
    const { tell, record, told, clock } = userOf();
    tell('arrives');
    tell('leftWithoutPlan');
    clock.advance(days(1));
    expect(record()).toMatchObject({ state: 'gone', sessions: 0 });
    expect(told).toHaveLength(1);
  });

  it('begins to use data when online, in sessions of the plan’s speed that begin and end', () => {
    const { tell, told, clock, record } = userOf();
    tell('gotOnline');
    clock.advance(days(1));
    const traffic = told.filter(({ port }) => port === 'modem');
    expect(traffic.length).toBeGreaterThan(4);
    expect(traffic[0]).toMatchObject({ name: 'trafficStarted', message: { rate: 625_000 } });
    for (const [i, { name }] of traffic.entries()) expect(name).toBe(i % 2 === 0 ? 'trafficStarted' : 'trafficStopped');
    expect(record().sessions).toBe(Math.ceil(traffic.length / 2));
  });

  it('uses so much a month: sessions of a day carry a thirtieth of it on average', () => {
    const people = 200;
    const { tell, facts, clock } = worldWith(user, {
      given: surroundingsOf({ group: { usage } }),
      ports,
      count: people,
    });
    for (let one = 0; one < people; one++) tell('gotOnline', undefined, one);
    clock.advance(days(1));
    const sizes = facts.filter(({ name }) => name === 'user.sessionStarted').map(({ value }) => value);
    const perDay = sizes.reduce((sum, size) => sum + size, 0) / people;
    expect(perDay / 1e8).toBeGreaterThan(0.85);
    expect(perDay / 1e8).toBeLessThan(1.15);
  });

  it('stays in a session for size over rate, to the microsecond', () => {
    const { tell, told, facts, clock } = userOf();
    tell('gotOnline');
    clock.advance(days(1));
    const size = facts.find(({ name }) => name === 'user.sessionStarted')!.value;
    const [started, stopped] = told.filter(({ port }) => port === 'modem');
    expect(stopped!.at - started!.at).toBe(Math.ceil((size / 625_000) * 1e6));
  });

  it('tells the flyout that the line is ready', () => {
    const { tell, told } = userOf();
    tell('gotOnline');
    expect(told).toMatchObject([{ port: 'network flyout', name: 'lineReady' }]);
  });

  it('without usage makes no traffic at all', () => {
    const { tell, told, clock } = userOf({});
    tell('gotOnline');
    clock.advance(days(1));
    expect(told.filter(({ port }) => port === 'modem')).toEqual([]);
  });

  it('begins no session after the length of the run', () => {
    const { tell, facts, clock } = userOf({ length: hours(6), group: { usage } });
    tell('gotOnline');
    clock.advance(days(2));
    const starts = facts.filter(({ name }) => name === 'user.sessionStarted').map(({ time }) => time);
    expect(starts.length).toBeGreaterThan(0);
    expect(Math.max(...starts)).toBeLessThanOrEqual(hours(6));
  });

  it('when cut off, ends the session and begins no other', () => {
    const { tell, told, clock, record } = userOf();
    tell('gotOnline');
    while (record().state !== 'surfing') clock.advance(seconds(1));
    tell('cutOff');
    const before = told.length;
    clock.advance(days(1));
    expect(record().state).toBe('cutOff');
    expect(told).toHaveLength(before);
  });

  it('goes on as before when a plan that was over has been topped up', () => {
    const { tell, told, record, clock } = userOf();
    tell('gotOnline');
    tell('restored');
    tell('cutOff');
    tell('cutOff');
    clock.advance(hours(6));
    expect(record()).toMatchObject({ state: 'cutOff', sessions: 0 });
    tell('restored');
    expect(record().state).toBe('idle');
    clock.advance(hours(18));
    expect(told.some(({ name }) => name === 'trafficStarted')).toBe(true);
  });

  it('does not notice the end of a plan before having been online', () => {
    const { tell, record } = userOf();
    tell('cutOff');
    expect(record().state).toBe('away');
  });
});
