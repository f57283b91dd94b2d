/** What somebody does who is warned. */
import { describe, expect, it } from 'vitest';
import type { WarningSettings } from '../../../src/models/settings.ts';
import { days, hours, type Microseconds, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { always, evenly, settingsWith, worldOf } from '../small-world.ts';

const video = {
  perDay: 48,
  weights: evenly,
  lasts: always(minutes(5)),
  rateUnrestricted: 500_000,
  rateMetered: 100_000,
  rateNearLimit: 50_000,
  ignoreCost: 0,
};

/** One PC with a plan, warned at noon; what happened until the next noon. */
function warnedAtNoon(reaction: Partial<WarningSettings>, postpaid = false) {
  const { world, told } = worldOf(
    settingsWith({
      length: days(2),
      operator: { plan: { data: megabytes(9000), postpaid, lasts: days(30) } },
      group: {
        sim: 'hot',
        wifi: 0,
        video,
        warnings: { think: always(minutes(2)), stopVideo: 0, roamingOff: 0, buyMore: 0, ...reaction },
      },
    }),
  );
  const warn = () => world.assembly.tell(world.warnings, 'warned', 0, { channel: 'push', share: 0.8 });
  world.simulation.run(hours(12));
  warn();
  world.simulation.run((hours(12) + seconds(1)) as Microseconds);
  warn();
  world.simulation.run(hours(36));
  return {
    world,
    named: (name: string) => told.filter(fact => fact.name === name),
    person: world.warnings.store.snapshot(0),
    line: world.lines.store.snapshot(0),
    ledger: world.ledgers.store.snapshot(0),
  };
}

describe('somebody who is warned', () => {
  it('thinks about the first warning alone', () => {
    const { named, person } = warnedAtNoon({});
    expect(named('data warning.warned')).toHaveLength(2);
    expect(named('data warning.ignored').map(({ at }) => at)).toEqual([hours(12) + minutes(2)]);
    expect(person).toMatchObject({ state: 'shrugged', warnings: 1, channel: 'push' });
  });

  it('may watch no more videos, not even the one under way', () => {
    const { named } = warnedAtNoon({ stopVideo: 1 });
    const decided = hours(12) + minutes(2);
    const after = (name: string) => named(name).filter(({ at }) => at > decided);
    expect(named('video player.started').length).toBeGreaterThan(10);
    expect(after('video player.started')).toEqual([]);
    expect(after('video player.ended')).toEqual([]);
    expect(after('video player.notWatched').length).toBeGreaterThan(10);
  });

  it('may buy the plan once more, which tops a prepaid line up', () => {
    const { line, ledger } = warnedAtNoon({ buyMore: 1 });
    expect(line.granted).toBe(megabytes(18_000));
    expect(ledger.provisioned).toBe(499);
  });

  it('gets the money back where a contract cannot be bought twice', () => {
    const { line, ledger } = warnedAtNoon({ buyMore: 1 }, true);
    expect(line.orders).toBe(0);
    expect(ledger).toMatchObject({ charged: 499, refunded: 499, open: 0 });
  });

  it('goes on as before when it is over', () => {
    const { world, named } = warnedAtNoon({ stopVideo: 1 });
    const before = named('video player.started').length;
    world.assembly.tell(world.warnings, 'planRenewed', 0);
    world.simulation.run(days(2));
    expect(world.warnings.store.snapshot(0)).toMatchObject({ state: 'calm', stoppedVideo: false });
    expect(named('video player.started').length).toBeGreaterThan(before);
  });
});
