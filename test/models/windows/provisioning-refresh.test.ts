/** A provisioning file may say when Windows is to ask for a newer one: RefreshParameters, DelayInDays. */
import { describe, expect, it } from 'vitest';
import { days } from '../../../src/sim/index.ts';
import { settingsWith, worldOf } from '../small-world.ts';

/** One person with a warm SIM, who buys on the operator's site; the file names so many days. */
function facts(refreshDays: number | undefined, timeline: Parameters<typeof settingsWith>[0] = {}) {
  const { world, told } = worldOf(
    settingsWith({
      length: days(10),
      group: { sim: 'warm', wifi: 0 },
      operator: {
        cosa: { supportDataMarketplace: false },
        plan: { lasts: days(30) },
        provisioningFile: { refreshDays },
      },
      ...timeline,
    }),
  );
  world.run();
  return told.filter(({ name }) => name.startsWith('provisioning agent.'));
}

const named = (told: ReturnType<typeof facts>, name: string) =>
  told.filter(fact => fact.name === `provisioning agent.${name}`).map(({ at }) => at);

describe('a provisioning file that names a RefreshURL', () => {
  it('is asked for again after DelayInDays, and again after each newer one', () => {
    const told = facts(3);
    const [first, ...others] = named(told, 'applied');
    const refreshed = named(told, 'refreshed');
    expect(refreshed).toHaveLength(3);
    expect(others).toHaveLength(3);
    expect((refreshed[0]! - first!) / days(1)).toBeCloseTo(3, 4);
    expect((refreshed[1]! - others[0]!) / days(1)).toBeCloseTo(3, 4);
  });

  it('is asked for again the next day while there is no internet', () => {
    const told = facts(3, {
      timeline: [
        { kind: 'act', name: 'flight', at: days(2), group: 'people', first: 0, count: 1, act: 'airplaneOn' },
        { kind: 'act', name: 'landed', at: days(5), group: 'people', first: 0, count: 1, act: 'airplaneOff' },
      ],
    });
    expect(named(told, 'refreshFailed')).toHaveLength(2);
    const [first] = named(told, 'applied');
    expect((named(told, 'refreshed')[0]! - first!) / days(1)).toBeCloseTo(5, 2);
  });

  it('is never asked for when no file names one', () => {
    const told = facts(undefined);
    expect(named(told, 'applied')).toHaveLength(1);
    expect(named(told, 'refreshed')).toEqual([]);
  });
});
