import { describe, expect, it } from 'vitest';
import { cosaDatabase } from '../../../src/models/windows/cosa-database.ts';
import { updatePorts, updateSees, windowsUpdate } from '../../../src/models/windows/windows-update.ts';
import { days } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

function updateOver(path: 'wifi' | 'cellular', unmetered = false) {
  const given = surroundingsOf();
  return worldWith(windowsUpdate, {
    given: { ...given, pathOf: () => given.links[path] },
    ports: [recorder(updatePorts.database, { takes: ['updated'] })],
    sees: [shown(updateSees.databases, cosaDatabase, { unmetered })],
  });
}

describe('Windows Update', () => {
  it('brings a release of the COSA database to a PC with internet within a day', () => {
    const { tell, clock, told, record } = updateOver('wifi');
    tell('internet', true);
    tell('released');
    expect(told).toEqual([]);
    clock.advance(days(1));
    expect(told.map(({ name }) => name)).toEqual(['updated']);
    expect(record()).toMatchObject({ waiting: false, installed: 1 });
  });

  it('waits for internet', () => {
    const { tell, clock, told } = updateOver('wifi');
    tell('released');
    clock.advance(days(9));
    tell('internet', true);
    tell('internet', false);
    clock.advance(days(9));
    expect(told).toEqual([]);
    tell('internet', true);
    clock.advance(days(1));
    expect(told).toHaveLength(1);
  });

  it('downloads critical updates only over a metered network: the release waits', () => {
    const { tell, clock, told, facts } = updateOver('cellular');
    tell('internet', true);
    tell('released');
    clock.advance(days(5));
    expect(told).toEqual([]);
    expect(facts.filter(({ name }) => name === 'windows update.postponed')).toHaveLength(5);
  });

  it('takes mobile broadband that the user has set to unmetered', () => {
    const { tell, clock, told } = updateOver('cellular', true);
    tell('internet', true);
    tell('released');
    clock.advance(days(1));
    expect(told).toHaveLength(1);
  });

  it('brings every release once, and nothing where none is out', () => {
    const { tell, clock, told, record } = updateOver('wifi');
    tell('internet', true);
    clock.advance(days(3));
    expect(told).toEqual([]);
    tell('released');
    tell('released');
    clock.advance(days(1));
    tell('released');
    clock.advance(days(1));
    expect(told).toHaveLength(2);
    expect(record().installed).toBe(2);
  });
});
