import { describe, expect, it } from 'vitest';
import { type CardFaultName, cardFaults } from '../../../src/models/device/card-faults.ts';
import { type CardCommand, cardCommands, euicc, euiccPorts, installErrors } from '../../../src/models/device/euicc.ts';
import { freeOn, iccidsOn, othersOn } from '../../../src/models/device/euicc-profiles.ts';
import { noted, oldestOf, waits, withoutOldest } from '../../../src/models/device/pending-notifications.ts';
import { type NotificationKind, profileCommandResult } from '../../../src/models/messages/es9-plus.ts';
import { bytes, kilobytes, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

function cardOf(change: WorldChange = {}) {
  const given = surroundingsOf(change);
  const world = worldWith(euicc, { given, ports: [recorder(euiccPorts.device, { takes: ['cardChanged'] })] });
  const command = (name: CardCommand, own = true) => {
    const from = world.simulation.now;
    const asked = world.ask('command', { command: name, own });
    world.clock.advance(minutes(1));
    return { ...asked, took: (asked.at! - from) / 1e6 };
  };
  const pending = () => {
    const kinds: NotificationKind[] = [];
    for (let rest = world.record().pending; rest > 0; rest = withoutOldest(rest)) kinds.push(oldestOf(rest)!);
    return kinds;
  };
  return { ...world, given, group: given.group(0), command, pending };
}

/** A card with the profile of another operator, which is enabled. */
const withOther = (otherProfiles = 1, change: WorldChange = {}) => {
  const card = cardOf({ ...change, group: { otherProfiles, ...change.group } });
  card.installed.store.begin('otherEnabled', true, 0, 1);
  return card;
};

describe('the eUICC', () => {
  it('takes the times of the published log for each command', () => {
    const { command } = cardOf();
    const first = cardCommands.slice(0, 7);
    expect(first.map(name => command(name).took)).toEqual([0.03, 0.04, 1.15, 3.26, 16.84, 0.93, 0.83]);
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

  it('does one when a profile is disabled, and when everything is reset; none when a disabled one is deleted', () => {
    const { command, told } = cardOf();
    for (const name of ['loadProfile', 'enable', 'disable', 'delete', 'loadProfile', 'enable', 'reset'] as const)
      command(name);
    expect(told).toHaveLength(4);
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

  it('has less room with the profiles of other operators on it: what they take and what is free is its memory', () => {
    const { command, record, group } = withOther(2, { group: { euicc: { memory: kilobytes(179) } } });
    expect(othersOn(record(), group)).toBe(2);
    expect(freeOn(record(), group)).toBe(kilobytes(59));
    expect(command('loadProfile').code).toBe(installErrors.insufficientMemory);
    command('delete', false);
    expect(freeOn(record(), group)).toBe(kilobytes(119));
    expect(command('loadProfile').outcome).toBe('answered');
    expect(freeOn(record(), group)).toBe(kilobytes(59));
  });

  it('holds at the start as many other profiles as fit', () => {
    const { record, group } = cardOf({ group: { otherProfiles: 99, euicc: { memory: kilobytes(130) } } });
    expect(othersOn(record(), group)).toBe(2);
  });

  it('that breaks off leaves no part of a profile behind: reason 11, after the full time', () => {
    const { command, record, pending } = cardOf({ group: { euicc: { loadFails: 1 } } });
    expect(command('loadProfile')).toMatchObject({ outcome: 'refused', code: 11, took: 16.84 });
    expect(record()).toMatchObject({ state: 'noProfile', used: 0 });
    expect(pending()).toEqual(['installFailed']);
  });

  it('breaks off in its share of the loads, each with luck of its own', () => {
    const tries = 400;
    const world = worldWith(euicc, { given: surroundingsOf({ group: { euicc: { loadFails: 0.3 } } }), count: tries });
    const load = { command: 'loadProfile', own: true };
    const asked = Array.from({ length: tries }, (_, card) => world.ask('command', load, { subject: card }));
    world.clock.advance(seconds(60));
    const failed = asked.filter(({ outcome }) => outcome === 'refused').length;
    expect(failed / tries).toBeGreaterThan(0.22);
    expect(failed / tries).toBeLessThan(0.38);
  });

  it.each(Object.keys(cardFaults) as CardFaultName[])('may fail with %s, and is then as it was before', fault => {
    const { at, code } = cardFaults[fault];
    const { command, record } = cardOf({ group: { euicc: { faults: [{ fault, share: 1 }] } } });
    if (at === 'enable') command('loadProfile');
    const { state, used } = record();
    const asked = command(at);
    expect(asked).toMatchObject(fault === 'noAnswer' ? { outcome: undefined } : { outcome: 'refused', code });
    expect(record()).toMatchObject({ state, used });
  });
});

describe('the profiles on an eUICC', () => {
  const { ok, notFound, wrongState } = profileCommandResult;
  const result = ({ outcome, code }: { outcome: unknown; code: number }) => (outcome === 'answered' ? ok : code);

  it.each(['enable', 'disable', 'delete'] as const)('cannot %s what is not there', name => {
    const { command } = cardOf();
    expect([result(command(name)), result(command(name, false))]).toEqual([notFound, notFound]);
  });

  it('enable only what is disabled, disable only what is enabled, delete only what is disabled', () => {
    const { command } = cardOf();
    command('loadProfile');
    expect(result(command('disable'))).toBe(wrongState);
    expect(result(command('enable'))).toBe(ok);
    expect(result(command('enable'))).toBe(wrongState);
    expect(result(command('delete'))).toBe(wrongState);
    expect(result(command('disable'))).toBe(ok);
    expect(result(command('delete'))).toBe(ok);
  });

  it('go on and off together: enabling one disables the other in the same step, with a fact for both', () => {
    const { command, record, facts } = withOther();
    command('loadProfile');
    command('enable');
    expect(record()).toMatchObject({ state: 'enabled', otherEnabled: false });
    command('enable', false);
    expect(record()).toMatchObject({ state: 'disabled', otherEnabled: true });
    const changes = facts.filter(({ name }) => /profile(En|Dis)abled/.test(name));
    expect(changes.map(({ name, value, time }) => [name.slice(6), value, time])).toEqual([
      ['profileDisabled', 1, minutes(1)],
      ['profileEnabled', 0, minutes(1)],
      ['profileDisabled', 0, minutes(2)],
      ['profileEnabled', 1, minutes(2)],
    ]);
  });

  it('have different ICCIDs', () => {
    const { command, record, group, given } = withOther(3);
    command('loadProfile');
    const iccids = iccidsOn(record(), group, given.identity, 0);
    expect(iccids).toHaveLength(4);
    expect(new Set(iccids).size).toBe(4);
  });

  it('are all gone after a reset', () => {
    const { command, record, group, pending } = withOther(3);
    command('loadProfile');
    command('enable');
    command('reset');
    expect(record()).toMatchObject({ state: 'noProfile', used: 0, otherEnabled: false });
    expect(othersOn(record(), group)).toBe(0);
    expect(pending()).toEqual(['installed', 'enabled', 'disabled', 'deleted']);
  });

  it('leave a notification of what happens to the operator’s own, the oldest first, until it is removed', () => {
    const { command, pending } = cardOf();
    for (const name of ['loadProfile', 'enable', 'disable'] as const) command(name);
    expect(pending()).toEqual(['installed', 'enabled', 'disabled']);
    expect(command('removeNotification').answer).toMatchObject({ pending: 'enabled' });
    expect(pending()).toEqual(['enabled', 'disabled']);
  });
});

describe('the list of notifications', () => {
  it('has room for a result and a deletion, however many changes have been noted', () => {
    let list = 0;
    for (let nth = 0; nth < 20; nth += 1) list = noted(list, nth % 2 === 0 ? 'enabled' : 'disabled');
    expect(waits(list, 'deleted')).toBe(false);
    list = noted(list, 'deleted');
    expect(waits(list, 'deleted')).toBe(true);
    expect(oldestOf(list)).toBe('enabled');
    expect(list).toBeLessThan(2 ** 32);
  });
});
