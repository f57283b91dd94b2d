/** Manual registration: somebody chooses the network by hand. */
import { describe, expect, it } from 'vitest';
import { wwanStatus } from '../../../src/models/messages/causes.ts';
import type { Act } from '../../../src/models/settings.ts';
import { hours, minutes } from '../../../src/sim/index.ts';
import { settingsWith, type WorldChange, worldOf } from '../small-world.ts';

const acts = (...done: [number, Act][]) =>
  done.map(([at, act], nth) => ({
    kind: 'act' as const,
    name: `act ${nth}`,
    at: minutes(at),
    group: 'people',
    first: 0,
    count: 1,
    act,
  }));

/** A device that stands connected at home, and what is done to it. */
function after(timeline: ReturnType<typeof acts>, group: WorldChange['group'] = {}) {
  const { world, told } = worldOf(
    settingsWith({ length: hours(2), group: { sim: 'hot', wifi: 0, ...group }, timeline }),
  );
  world.run();
  return {
    registration: world.registrations.store.snapshot(0),
    context: world.contexts.store.snapshot(0).state,
    searches: told.filter(({ name }) => name === 'registration.searching').length,
  };
}

describe('a network chosen by hand', () => {
  it('that is not there leaves the device deregistered, with the error PROVIDER_NOT_VISIBLE', () => {
    const { registration, context } = after(acts([10, 'chooseAbsentNetwork']));
    expect(registration).toMatchObject({ state: 'deregistered', cause: wwanStatus.providerNotVisible });
    expect(context).toBe('deactivated');
  });

  it('is not replaced by another one: Windows does not fall back to choosing by itself', () => {
    expect(after(acts([10, 'chooseAbsentNetwork'])).searches).toBe(0);
  });

  it('is remembered while the radio is off', () => {
    const { registration } = after(acts([10, 'chooseAbsentNetwork'], [20, 'airplaneOn'], [30, 'airplaneOff']));
    expect(registration.state).toBe('deregistered');
  });

  it('that is there is registered with, and connected to again', () => {
    const { registration, context } = after(acts([10, 'chooseAbsentNetwork'], [30, 'chooseNetwork']));
    expect(registration.state).toBe('home');
    expect(context).toBe('activated');
  });

  it('changes nothing on a CDMA device, which registers automatically only', () => {
    expect(after(acts([10, 'chooseAbsentNetwork']), { technology: 'cdma' }).registration.state).toBe('home');
  });
});
