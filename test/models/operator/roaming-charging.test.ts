/** Use abroad: charged apart from the plan, to the byte and the cent. */
import { describe, expect, it } from 'vitest';
import { laws } from '../../../src/models/invariants.ts';
import { abroadOf } from '../../../src/models/operator/customer-account.ts';
import { bytesUpToCap } from '../../../src/models/operator/roaming-charging.ts';
import type { RoamingTariff } from '../../../src/models/settings.ts';
import { breaches } from '../../../src/sim/invariant.ts';
import type { Bytes, Cents, Microseconds } from '../../../src/sim/units.ts';
import { days, hours, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { always, settingsWith, type WorldChange, worldOf } from '../small-world.ts';

const tariff: RoamingTariff = {
  per: megabytes(1),
  price: 50 as Cents,
  slice: megabytes(1),
  lag: always(minutes(30)),
  noticeDelay: always(seconds(20)),
  welcome: false,
};

/** One PC with a plan, abroad from hour 1 to hour 5, where it wants 1 MB a minute from 2:00 to 3:00. */
function journey(roaming: Partial<RoamingTariff> = {}, change: WorldChange = {}) {
  const { world, told } = worldOf(
    settingsWith({
      length: days(1),
      ...change,
      operator: {
        plan: { data: megabytes(500), postpaid: true, lasts: days(30) },
        ...change.operator,
        roaming: { ...tariff, ...roaming },
      },
      group: {
        sim: 'hot',
        wifi: 0,
        travels: { every: always(hours(1)), lasts: always(hours(4)) },
        warnings: { think: always(seconds(10)), stopVideo: 0, roamingOff: 0, buyMore: 0 },
        ...change.group,
      },
    }),
  );
  const rate = megabytes(1) / 60;
  const at = (time: Microseconds) => world.simulation.run(time);
  at(hours(2));
  world.assembly.tell(world.traffic, 'flows', 0, { source: 'user', rate });
  at(hours(3));
  world.assembly.tell(world.traffic, 'flows', 0, { source: 'user', rate: 0 });
  at(hours(12));
  expect(breaches(laws, world, 'at noon')).toEqual([]);
  return {
    world,
    told,
    named: (name: string) => told.filter(fact => fact.name === name),
    roaming: world.roaming.store.snapshot(0),
    line: world.lines.store.snapshot(0),
    account: world.accounts.store.snapshot(0),
    ledger: world.ledgers.store.snapshot(0),
    modem: world.modems.store.snapshot(0),
  };
}

describe('use abroad', () => {
  it('is registered as roaming on each journey, and at home after it', () => {
    const { named } = journey();
    const times = (name: string) => named(name).map(({ at }) => at);
    const later = (times: number[]) => times.map(at => at + seconds(3));
    expect(times('traveller.left')).toHaveLength(3);
    expect(times('mobile broadband service.registeredRoaming')).toEqual(later(times('traveller.left')));
    expect(times('mobile broadband service.registeredHome')).toEqual(later(times('traveller.returned')));
  });

  it('is counted by modem, Windows and gateway alike, and not by the plan', () => {
    const { world, roaming, line, modem } = journey();
    expect(Math.abs(roaming.roamed - megabytes(60))).toBeLessThan(60);
    expect(modem.carried).toBe(roaming.roamed);
    expect(world.counters.store.look(0).used).toBe(roaming.roamed);
    expect(line.passed).toBe(0);
  });

  it('costs the price for each step that has begun, and is owed as soon as it is rated', () => {
    const { account, ledger, roaming } = journey();
    const due = abroadOf(roaming.roamed, tariff);
    expect(account.dueAbroad).toBe(due);
    expect(ledger.receivable).toBe(due);
    expect(ledger.roaming).toBe(due);
    expect(roaming.rated).toBe(roaming.roamed);
  });

  it('stops at the cap, to the byte, and begins again with the next cycle', () => {
    const { roaming, account, named } = journey({ cap: 1000 as Cents });
    expect(roaming.roamed).toBe(megabytes(20));
    expect(account.dueAbroad).toBe(1000);
    expect(named('roaming charging.capped')).toHaveLength(1);
    const billed = journey({ cap: 1000 as Cents }, { operator: { plan: { lasts: hours(6) } } });
    expect(billed.account.paidAbroad).toBe(1000);
    expect(billed.account.dueAbroad).toBe(0);
    expect(billed.roaming.capped).toBe(false);
    expect(billed.ledger.collected).toBe(1000);
  });

  it('is on a bill of its own at the end of a prepaid plan', () => {
    const { account, ledger } = journey({}, { operator: { plan: { lasts: hours(6), postpaid: false } } });
    expect(account.paidAbroad).toBeGreaterThan(0);
    expect(ledger.receivable).toBe(0);
  });

  it('counts against the plan where the operator has no tariff for it', () => {
    const { world } = worldOf(
      settingsWith({
        operator: { plan: { postpaid: true, lasts: days(30) } },
        group: { sim: 'hot', wifi: 0, travels: { every: always(hours(1)), lasts: always(hours(4)) } },
      }),
    );
    world.simulation.run(hours(2));
    world.assembly.tell(world.traffic, 'flows', 0, { source: 'user', rate: 1000 });
    world.simulation.run((hours(2) + seconds(100)) as Microseconds);
    world.assembly.tell(world.traffic, 'flows', 0, { source: 'user', rate: 0 });
    world.simulation.run(hours(3));
    expect(world.lines.store.look(0).passed).toBe(100_000);
    expect(breaches(laws, world, 'then')).toEqual([]);
  });

  it('passes nothing where the operator does not let its customers roam', () => {
    const { roaming, modem } = journey({}, { operator: { cosa: { roaming: 0 } } });
    expect(roaming.roamed).toBe(0);
    expect(modem.carried).toBe(0);
  });
});

/** A PC with the operator's app, whose provisioning file asks for threshold events; those warned react so, after 10 s. */
const toldOfSteps = (roamingOff: number) => ({
  operator: {
    serviceMetadata: { published: true, app: true },
    plan: { data: megabytes(500), postpaid: true, lasts: days(30) },
    provisioningFile: { notifiesUsage: true },
  },
  group: { preloaded: 1, warnings: { think: always(seconds(10)), stopVideo: 0, roamingOff, buyMore: 0 } },
});

describe('a traveller', () => {
  it('is welcomed by SMS, once on each journey', () => {
    const { named } = journey({ welcome: true });
    const told = named('data warning.warned').map(({ at }) => at - seconds(20));
    const left = named('traveller.left').map(({ at }) => at);
    expect(told).toHaveLength(left.length);
    // The network knows where the line registers before the device has its answer.
    expect(told).toEqual(left);
  });

  it('gets a notice when so much has been rated, after the lag of the records', () => {
    const { named } = journey({ noticeAfter: megabytes(10) });
    const [notice, ...more] = named('data warning.warned');
    expect(more).toEqual([]);
    const tenMinutesOfUse = hours(2) + minutes(10) + minutes(30) + seconds(20);
    expect(Math.abs(notice!.at - tenMinutesOfUse)).toBeLessThan(seconds(1));
  });

  it('sees a toast at each 5 MB, the first of them as soon as it is full', () => {
    const { named, roaming } = journey({}, toldOfSteps(0));
    const steps = named('usage task.warnedAbroad');
    expect(steps).toHaveLength(Math.floor(roaming.roamed / megabytes(5)));
    expect(steps[0]!.at).toBe(hours(2) + minutes(5));
    expect(named('data warning.warned')).toHaveLength(steps.length);
  });

  it('sees none where the operator has not asked Windows to tell its app', () => {
    const { operator, group } = toldOfSteps(0);
    const { named } = journey({}, { operator: { ...operator, provisioningFile: { notifiesUsage: false } }, group });
    expect(named('data warning.warned')).toEqual([]);
  });

  it('who switches data roaming off uses nothing more on this journey', () => {
    const { world, named, roaming, modem } = journey({}, toldOfSteps(1));
    const perSecond = megabytes(1) / 60;
    expect(roaming.roamed).toBeGreaterThanOrEqual(megabytes(5));
    expect(roaming.roamed).toBeLessThan(megabytes(5) + 30 * perSecond);
    expect(modem.carried).toBe(roaming.roamed);
    expect(named('data warning.switchedRoamingOff')).toHaveLength(1);
    // At home again, everything is as it was.
    expect(world.databases.store.look(0).roamingOff).toBe(false);
    expect(world.contexts.store.look(0).state).toBe('activated');
  });
});

describe('the tariff', () => {
  it('counts a step that has begun in full, up to the cap', () => {
    expect(abroadOf(0 as Bytes, tariff)).toBe(0);
    expect(abroadOf(1 as Bytes, tariff)).toBe(50);
    expect(abroadOf(megabytes(1), tariff)).toBe(50);
    expect(abroadOf((megabytes(1) + 1) as Bytes, tariff)).toBe(100);
    expect(abroadOf(megabytes(100), { ...tariff, cap: 70 as Cents })).toBe(70);
  });

  it('says how many bytes a cap pays for, in whole steps', () => {
    expect(bytesUpToCap({ ...tariff, cap: 149 as Cents })).toBe(megabytes(2));
    expect(bytesUpToCap(tariff)).toBe(Number.POSITIVE_INFINITY);
  });
});
