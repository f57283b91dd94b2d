import { describe, expect, it } from 'vitest';
import { cosaDatabase, cosaPorts } from '../../../src/models/windows/cosa-database.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

const databaseWith = (change: WorldChange = {}) =>
  worldWith(cosaDatabase, {
    count: 200,
    given: { ...surroundingsOf({ ...change, group: { count: 200, ...change.group } }) },
    ports: [
      recorder(cosaPorts.controller, { takes: ['profilesChanged'] }),
      recorder(cosaPorts.store, { takes: ['wanted'] }),
    ],
  });

describe('the COSA database on a PC', () => {
  it('finds the operator’s entry when a SIM is identified, and the profiles change', () => {
    const { tell, record, told } = databaseWith();
    tell('identified', 0);
    expect(record()).toMatchObject({ matched: true, applied: true });
    expect(told.map(({ name }) => name)).toEqual(['profilesChanged']);
  });

  it('finds it for a CDMA device by its provider name', () => {
    const { tell, record } = databaseWith({ group: { technology: 'cdma' } });
    tell('identified', 0);
    expect(record().matched).toBe(true);
  });

  it('finds nothing for an operator that is not listed', () => {
    const { tell, record, facts } = databaseWith({ operator: { cosa: { listed: false } } });
    tell('identified', 0);
    expect(record()).toMatchObject({ matched: false, applied: true });
    expect(facts.map(({ name }) => name)).toEqual(['COSA database.noMatch']);
  });

  it('is asked again when a SIM goes out or in, and when the PC starts', () => {
    const { tell, record, told } = databaseWith();
    tell('identified', 0);
    tell('identityGone');
    expect(record()).toMatchObject({ matched: false, applied: false });
    tell('identified', 1);
    expect(record()).toMatchObject({ matched: true, card: 1 });
    expect(told).toHaveLength(3);
  });

  it('does not know the operator on PCs that are one release behind, until Windows Update brings the next', () => {
    const { tell, record } = databaseWith({ operator: { cosa: { behind: 0.3 } } });
    const pcs = Array.from({ length: 200 }, (_, device) => device);
    for (const device of pcs) tell('identified', 0, device);
    const behind = pcs.filter(device => !record(device).matched);
    expect(behind.length).toBeGreaterThan(35);
    expect(behind.length).toBeLessThan(85);
    for (const device of behind) tell('updated', undefined, device);
    expect(pcs.every(device => record(device).matched)).toBe(true);
  });

  it('is updated without a SIM as well, and applied when one comes', () => {
    const { tell, record, told } = databaseWith({ operator: { cosa: { behind: 1 } } });
    tell('updated');
    expect(record()).toMatchObject({ updates: 1, applied: false });
    expect(told).toEqual([]);
    tell('identified', 0);
    expect(record().matched).toBe(true);
  });

  it('sets “metered” back to on when it is updated', () => {
    const { tell, record, facts } = databaseWith();
    tell('meteredSwitched', false);
    expect(record().unmetered).toBe(true);
    tell('updated');
    expect(record().unmetered).toBe(false);
    expect(facts.map(({ name }) => name)).toContain('COSA database.meteredReset');
    tell('meteredSwitched', true);
    expect(record().unmetered).toBe(false);
  });

  it('has the Store deliver the app that the entry names, from Windows 10, version 1803', () => {
    const wanted = (osRelease: number, appId: string | undefined) => {
      const { tell, told } = databaseWith({ group: { osRelease }, operator: { cosa: { appId } } });
      tell('identified', 0);
      return told.some(({ name }) => name === 'wanted');
    };
    expect(wanted(1709, 'Contoso!App')).toBe(false);
    expect(wanted(1803, 'Contoso!App')).toBe(true);
    expect(wanted(1803, undefined)).toBe(false);
  });
});
