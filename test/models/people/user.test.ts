import { describe, expect, it } from 'vitest';
import { user, userPorts, userSees } from '../../../src/models/people/user.ts';
import { networkFlyout } from '../../../src/models/windows/network-flyout.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { type Reaction, recorder, shown, worldWith } from '../../kit/world-with.ts';
import { always, evenly, surroundingsOf, type WorldChange } from '../small-world.ts';

const ports = [
  recorder(userPorts.app, { takes: ['opened'] }),
  recorder(userPorts.flyout, { takes: ['lineReady'] }),
  recorder(userPorts.traffic, { takes: ['flows'] }),
];
const usage = {
  monthly: always(3e9),
  sessions: { perDay: 10, weights: evenly },
  sessionRate: 625_000,
  takes: 'mobileBroadband',
} as const;
const userOf = (change: WorldChange = { group: { usage } }) =>
  worldWith(user, { given: surroundingsOf(change), ports });

const isTraffic = (message: unknown) =>
  typeof message === 'object' && message !== null && 'rate' in message && message.rate === 625_000;

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
    const traffic = told.filter(({ port }) => port === 'network traffic');
    expect(traffic.length).toBeGreaterThan(4);
    expect(traffic[0]).toMatchObject({ message: { source: 'user', rate: 625_000 } });
    for (const [i, { message }] of traffic.entries())
      expect(message).toEqual({ source: 'user', rate: i % 2 === 0 ? 625_000 : 0 });
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
    const [started, stopped] = told.filter(({ port }) => port === 'network traffic');
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
    expect(told.filter(({ port }) => port === 'network traffic')).toEqual([]);
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
    expect(told.some(({ message }) => isTraffic(message))).toBe(true);
  });

  it('does not notice the end of a plan before having been online', () => {
    const { tell, record } = userOf();
    tell('cutOff');
    expect(record().state).toBe('away');
  });
});

describe('the user whose plan is over', () => {
  const topsUp = { topsUp: 1, topsUpAfter: always(minutes(10)) };

  /** Cut off, in front of a flyout that shows so much. */
  function cutOff({
    look = { answer: true } as Reaction,
    type = 'NONE' as 'NONE' | 'MODIRECTPAYG' | undefined,
    change = { group: { usage, user: topsUp } } as WorldChange,
  } = {}) {
    const world = worldWith(user, {
      given: surroundingsOf({ length: days(10), ...change }),
      ports: [
        recorder(userPorts.app, { takes: ['opened'] }),
        recorder(userPorts.flyout, { takes: ['lineReady'], answers: { look } }),
        recorder(userPorts.traffic, { takes: ['flows'] }),
      ],
      sees: [shown(userSees.flyouts, networkFlyout, { type })],
    });
    world.tell('gotOnline');
    world.tell('cutOff');
    const opened = () => world.told.filter(({ name }) => name === 'opened');
    const times = (fact: string) => world.facts.filter(({ name }) => name === `user.${fact}`).map(({ time }) => time);
    return { ...world, opened, times };
  }

  it('opens the flyout after a while, and from it the Mobile Plans app', () => {
    const { clock, opened, record, times } = cutOff();
    clock.advance(minutes(11));
    expect(times('wantsPlan')).toEqual([minutes(10)]);
    expect(opened()).toMatchObject([{ message: 'flyout', at: minutes(10) }]);
    expect(record().state).toBe('toppingUp');
  });

  it('goes on with the day when the plan is there, and learns nothing from the end of the purchase', () => {
    const { clock, tell, record, told } = cutOff();
    clock.advance(minutes(11));
    tell('restored');
    expect(record().state).toBe('idle');
    const before = told.length;
    tell('gotOnline');
    tell('leftWithoutPlan');
    expect(record().state).toBe('idle');
    expect(told).toHaveLength(before);
    clock.advance(days(1));
    expect(told.some(({ message }) => isTraffic(message))).toBe(true);
  });

  it.each<[string, Reaction, 'NONE' | 'MODIRECTPAYG' | undefined]>([
    ['shows an old balance', { answer: true }, 'MODIRECTPAYG'],
    ['shows none', { answer: false }, undefined],
    ['never comes', 'silent', undefined],
  ])('finds nothing to click in a flyout that %s, and looks again the next day', (_, look, type) => {
    const { clock, opened, record, times } = cutOff({ look, type });
    clock.advance(hours(1));
    expect(opened()).toEqual([]);
    expect(record().state).toBe('cutOff');
    expect(times('sawNoOffer')).toHaveLength(1);
    clock.advance(days(1));
    expect(times('wantsPlan')).toHaveLength(2);
  });

  it('tries again a day after a purchase that came to nothing, at the earliest', () => {
    const { clock, tell, record, times } = cutOff();
    clock.advance(minutes(11));
    tell('leftWithoutPlan');
    expect(record().state).toBe('cutOff');
    clock.advance(days(2));
    const [first, second] = times('wantsPlan');
    expect(second! - first!).toBe(days(1) + minutes(1));
  });

  it('leaves it at that where nobody tops up', () => {
    const { clock, opened, record } = cutOff({ change: { group: { usage } } });
    clock.advance(days(5));
    expect(opened()).toEqual([]);
    expect(record().state).toBe('cutOff');
  });

  it('does not open the flyout when the plan has come in another way', () => {
    const { clock, tell, times } = cutOff();
    tell('restored');
    clock.advance(hours(1));
    expect(times('wantsPlan')).toEqual([]);
  });
});

describe('the user at the end of a purchase', () => {
  it.each(['away', 'idle', 'cutOff', 'gone'] as const)('may be %s, and stays so without a plan', before => {
    const { tell, record, clock } = userOf({});
    if (before === 'idle' || before === 'cutOff') tell('gotOnline');
    if (before === 'cutOff') tell('cutOff');
    if (before === 'gone') {
      tell('arrives');
      tell('leftWithoutPlan');
    }
    expect(record().state).toBe(before);
    tell('leftWithoutPlan');
    clock.advance(hours(1));
    expect(record().state).toBe(before);
  });

  it('is online after all when a purchase of somebody who had gone comes to its end', () => {
    const { tell, record } = userOf({});
    tell('arrives');
    tell('leftWithoutPlan');
    tell('gotOnline');
    expect(record().state).toBe('idle');
  });

  it('who surfs goes on surfing', () => {
    const { tell, record, clock } = userOf();
    tell('gotOnline');
    while (record().state !== 'surfing') clock.advance(seconds(1));
    tell('gotOnline');
    tell('leftWithoutPlan');
    expect(record().state).toBe('surfing');
  });
});
