import { describe, expect, it } from 'vitest';
import { clockText, GuardTripped } from '../../src/sim/guards.ts';
import { model } from '../../src/sim/model.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../src/sim/units.ts';
import { worldWith } from '../kit/world-with.ts';

describe('a simulated time for people', () => {
  it.each([
    [0, '0 s'],
    [seconds(5), '5 s'],
    [hours(3) + minutes(12) + seconds(5), '3 h 12 min 5 s'],
    [days(2) + seconds(1), '2 d 1 s'],
    [minutes(1), '1 min'],
    [1_500_000, '1.5 s'],
    [1, '0.000001 s'],
    [hours(1) + 250_000, '1 h 0.25 s'],
  ])('of %d µs reads %s', (time, text) => expect(clockText(time)).toBe(text));
});

describe('the guards', () => {
  it('stop a cycle of events that takes no time, and name those in it', () => {
    const simulation = new Simulation({ seed: 1, guards: { perInstant: 1000 } });
    const ping = simulation.operation('ping', who => simulation.schedule(pong, who, 0));
    const pong = simulation.operation('pong', who => simulation.schedule(ping, who, 0));
    simulation.schedule(ping, 0, minutes(3));
    const tripped = trip(simulation, days(1));
    expect(tripped.message).toBe('1001 events at 3 min without time moving; the last ones: ping, pong');
  });

  it('let a herd at one instant pass as long as it is below the limit', () => {
    const simulation = new Simulation({ seed: 1, guards: { perInstant: 1000 } });
    const wakes = simulation.operation('wakes', () => {});
    for (let i = 0; i < 1000; i++) simulation.schedule(wakes, i, hours(9));
    expect(simulation.run(days(1))).toBe(true);
  });

  it('stop handlers that tell each other in a circle, and name them', () => {
    const circle = model('circle', {
      source: 'this test',
      record: {},
      takes: {
        here: (_record, _, does) => does.self('there'),
        there: (_record, _, does) => does.self('here'),
      },
    });
    const { tell } = worldWith(circle, { guards: { effectsPerEvent: 10_000 } });
    expect(() => tell('here')).toThrow(GuardTripped);
    expect(() => tell('here')).toThrow(
      /^10001 effects of one event at 0 s without an end: .* in a circle; the last ones: circle\.(here|there), circle\.(here|there)$/,
    );
  });

  it('stop one handler that never stops asking for effects', () => {
    const simulation = new Simulation({ seed: 1, guards: { effectsPerEvent: 5000 } });
    const shout = simulation.facts.declare('shout');
    const shouts = simulation.operation('shouts', who => {
      for (;;) simulation.noteFact(shout, who, 0);
    });
    simulation.schedule(shouts, 0, 1);
    expect(trip(simulation, days(1)).message).toMatch(
      /^More than 5000 effects of one event at 0.000001 s; the last one: shout$/,
    );
  });

  it('stop a storm of events', () => {
    const simulation = new Simulation({ seed: 1, guards: { events: 10_000 } });
    const fact = simulation.facts.declare('drop');
    const rain = simulation.operation('rain', who => {
      simulation.noteFact(fact, who, 0);
      simulation.schedule(rain, who, 10);
    });
    simulation.schedule(rain, 0, 0);
    expect(trip(simulation, days(1)).message).toMatch(
      /^12288 events by .* more than the limit of 10000; among the last ones: rain$/,
    );
  });

  it('stop a run that does nothing but tick', () => {
    const simulation = new Simulation({ seed: 1, guards: { withoutFact: 20_000 } });
    const ticks: ReturnType<typeof simulation.timer> = simulation.timer('polls', 1, () =>
      simulation.arm(ticks, 0, seconds(1)),
    );
    simulation.arm(ticks, 0, 0);
    expect(trip(simulation, days(365)).message).toMatch(
      /told no fact: the run does nothing but tick; among the last ones: polls$/,
    );
  });
});

function trip(simulation: Simulation, until: Microseconds): GuardTripped {
  try {
    simulation.run(until);
  } catch (error) {
    if (error instanceof GuardTripped) return error;
    throw error;
  }
  throw new Error('No guard tripped');
}
