/** What goes through the walled garden is counted by modem and Windows, and charged to nobody. */
import { describe, expect, it } from 'vitest';
import { isZeroRated } from '../../src/models/walled-garden.ts';
import { attributedTo } from '../../src/models/windows/local-data-counters.ts';
import { bytes, hours, minutes } from '../../src/sim/units.ts';
import { always, contoso, evenly, people, portalStep, settingsWith, type WorldChange, worldOf } from './small-world.ts';

const page = { resources: 5, bytes: bytes(300_000) };
const steps = [
  portalStep('sign-in', 'confirm', { page }),
  portalStep('confirm', 'done', { page, order: 'bySim', callback: 'notifyBalanceAddition' }),
];

/** Somebody whose plan is over buys the next one over mobile broadband alone, or with Ethernet beside. */
function topsUp(ethernet: number, operator: WorldChange['operator'] = {}) {
  const { world, told } = worldOf(
    settingsWith({
      length: hours(20),
      operator: { portal: { steps }, ...operator },
      groups: [
        {
          ...people,
          sim: 'hot',
          wifi: 0,
          ethernet,
          usage: {
            monthly: always(3e12),
            sessions: { perDay: 24, weights: evenly },
            sessionRate: 1e6,
            takes: 'mobileBroadband',
          },
          user: { ...people.user, topsUp: 1, topsUpAfter: always(minutes(5)) },
        },
      ],
    }),
  );
  world.run();
  return {
    world,
    pages: told.filter(({ name }) => name === 'mobile operator web portal.openPage.answered').length,
    zeroRated: world.accounts.store.look(0).zeroRated,
    counter: world.counters.store.look(0),
    line: world.lines.store.look(0),
  };
}

describe('pages of the portal over mobile broadband', () => {
  it('are counted by Windows as its own traffic, by the modem too, and by no plan', () => {
    const { world, pages, zeroRated, counter, line } = topsUp(0);
    expect(pages).toBeGreaterThan(1);
    expect(zeroRated).toBe(pages * page.bytes);
    expect(attributedTo('system', counter)).toBe(zeroRated);
    expect(counter.used).toBe(line.passed + zeroRated);
    expect(world.modems.store.look(0).carried).toBe(counter.used);
    expect(world.breaches).toEqual([]);
  });

  it('are nothing to mobile broadband where there is Ethernet', () => {
    const { pages, zeroRated } = topsUp(1);
    expect(pages).toBeGreaterThan(1);
    expect(zeroRated).toBe(0);
  });
});

describe('the walled garden', () => {
  it('charges what its list does not name, and nothing that goes another way', () => {
    const { world } = topsUp(0);
    const { surroundings } = world;
    expect(isZeroRated(surroundings, 0, 'portal')).toBe(true);
    expect(isZeroRated(surroundings, 0, 'smdp')).toBe(false);
    const named = topsUp(0, { walledGarden: { missing: [], added: [contoso.smdp.host] } });
    expect(isZeroRated(named.world.surroundings, 0, 'smdp')).toBe(true);
    expect(isZeroRated(topsUp(1).world.surroundings, 0, 'portal')).toBe(false);
  });
});
