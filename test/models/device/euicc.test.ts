import { describe, expect, it } from 'vitest';
import { type CardCommand, cardCommands, euicc, euiccPorts, installErrors } from '../../../src/models/device/euicc.ts';
import { bytes, kilobytes, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

function cardOf(change: WorldChange = {}) {
  const world = worldWith(euicc, {
    given: surroundingsOf(change),
    ports: [recorder(euiccPorts.device, { takes: ['cardChanged'] })],
  });
  const command = (name: CardCommand) => {
    const from = world.simulation.now;
    const asked = world.ask('command', name);
    world.clock.advance(minutes(1));
    return { ...asked, took: (asked.at! - from) / 1e6 };
  };
  return { ...world, command };
}

describe('the eUICC', () => {
  it('takes the times of the published log for each command', () => {
    const { command } = cardOf();
    expect(cardCommands.map(name => command(name).took)).toEqual([0.03, 0.04, 1.15, 3.26, 16.84, 0.93, 0.83]);
  });

  it('holds a profile once it is loaded, and enables it', () => {
    const { command, record } = cardOf();
    command('loadProfile');
    expect(record()).toMatchObject({ state: 'disabled', used: kilobytes(60) });
    command('enable');
    expect(record().state).toBe('enabled');
  });

  it('does a REFRESH when the profile is enabled: the modem looks at it again', () => {
    const { command, told } = cardOf();
    command('loadProfile');
    expect(told).toEqual([]);
    const asked = command('enable');
    expect(told).toMatchObject([{ name: 'cardChanged', at: asked.at }]);
  });

  it('refuses a profile it already has: reason 9', () => {
    const { command, record } = cardOf();
    command('loadProfile');
    expect(command('loadProfile')).toMatchObject({ outcome: 'refused', code: installErrors.iccidAlreadyExists });
    expect(record().used).toBe(kilobytes(60));
  });

  it.each([
    [kilobytes(60), 'answered', 0],
    [bytes(59_999), 'refused', 10],
  ] as const)('with %i B of memory answers a profile of 60 kB: %s', (memory, outcome, code) => {
    const { command, record } = cardOf({ group: { euicc: { memory } } });
    expect(command('loadProfile')).toMatchObject({ outcome, code });
    expect(record().used).toBe(outcome === 'answered' ? kilobytes(60) : 0);
  });

  it('that breaks off leaves no part of a profile behind: reason 11, after the full time', () => {
    const { command, record } = cardOf({ group: { euicc: { loadFails: 1 } } });
    expect(command('loadProfile')).toMatchObject({ outcome: 'refused', code: 11, took: 16.84 });
    expect(record()).toMatchObject({ state: 'noProfile', used: 0 });
  });

  it('breaks off in its share of the loads, each with luck of its own', () => {
    const tries = 400;
    const world = worldWith(euicc, { given: surroundingsOf({ group: { euicc: { loadFails: 0.3 } } }), count: tries });
    const asked = Array.from({ length: tries }, (_, card) => world.ask('command', 'loadProfile', { subject: card }));
    world.clock.advance(seconds(60));
    const failed = asked.filter(({ outcome }) => outcome === 'refused').length;
    expect(failed / tries).toBeGreaterThan(0.22);
    expect(failed / tries).toBeLessThan(0.38);
  });
});
