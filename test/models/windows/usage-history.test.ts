/** What the PC knows of its usage by minute and hour: whatever way a window is cut, no byte is lost or counted twice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trafficSources } from '../../../src/models/windows/network-traffic.ts';
import {
  bytesAfter,
  noHistory,
  type Stretch,
  type UsageHistory,
  usageBetween,
  usageHistory,
  withStretch,
} from '../../../src/models/windows/usage-history.ts';
import { bytes, days, hours, type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';
import { always, evenly, people, settingsWith, worldOf } from '../small-world.ts';

const at = (time: number) => time as Microseconds;
const of = (...stretches: Stretch[]): UsageHistory => stretches.reduce(withStretch, noHistory);

describe('the usage history', () => {
  it('spreads a stretch over its minutes', () => {
    const history = of({ from: seconds(30), to: seconds(150), bytes: { user: bytes(1_200) } });
    const inMinute = (nth: number) => usageBetween(history, minutes(nth), minutes(nth + 1), minutes(3));
    expect([0, 1, 2, 3].map(inMinute)).toEqual([300, 600, 300, 0]);
  });

  it('knows for whom', () => {
    const history = of({ from: at(0), to: seconds(90), bytes: { user: bytes(90), windowsUpdate: bytes(900) } });
    const between = (from: number, to: number, source?: 'user' | 'windowsUpdate') =>
      usageBetween(history, minutes(from), minutes(to), minutes(2), source);
    expect(between(0, 1, 'user')).toBe(60);
    expect(between(1, 2, 'windowsUpdate')).toBe(300);
    expect(between(0, 2)).toBe(990);
  });

  it('counts in full the minute that has begun, at either end of the window', () => {
    const history = of({ from: at(0), to: minutes(3), bytes: { user: bytes(300) } });
    expect(usageBetween(history, seconds(70), seconds(130), minutes(3))).toBe(200);
  });

  it('knows minutes for two hours, then hours for 60 days, then nothing', () => {
    const history = of(
      { from: hours(10), to: at(hours(10) + minutes(1)), bytes: { user: bytes(1) } },
      { from: at(hours(10) + minutes(30)), to: at(hours(10) + minutes(31)), bytes: { user: bytes(2) } },
    );
    const from = at(hours(10) + minutes(30));
    expect(usageBetween(history, from, hours(11), hours(11))).toBe(2);
    expect(usageBetween(history, from, hours(11), hours(13))).toBe(3);
    expect(usageBetween(history, from, hours(11), at(days(60) + hours(10)))).toBe(3);
    expect(usageBetween(history, from, hours(11), at(days(60) + hours(11)))).toBeUndefined();
  });

  it('says nothing of a window that ends before it begins', () => {
    expect(usageBetween(noHistory, hours(2), hours(1), hours(3))).toBeUndefined();
  });

  it('forgets minutes and hours that nobody may ask for any more', () => {
    const history = of(
      { from: at(0), to: minutes(1), bytes: { user: bytes(1) } },
      { from: days(70), to: at(days(70) + minutes(1)), bytes: { user: bytes(1) } },
    );
    expect(bytesAfter(-1, history)).toBe(1);
  });

  it('tells to the byte what came after any moment of the last two days, and to the hour what is older', () => {
    fc.assert(
      fc.property(stretches, fc.nat(hours(20)), (all, moment) => {
        const exact = all.reduce((sum, { from, to, bytes }) => {
          const size = Object.values(bytes).reduce((a, b) => a + b, 0);
          if (to <= moment) return sum;
          return sum + (from >= moment ? size : size - Math.floor((size * (moment - from)) / (to - from)));
        }, 0);
        expect(bytesAfter(moment, of(...all))).toBe(exact);
        const muchLater: Stretch = { from: days(20), to: days(20), bytes: {} };
        const whole = Math.floor(moment / hours(1)) * hours(1);
        expect(bytesAfter(whole, of(...all, muchLater))).toBe(bytesAfter(whole, of(...all)));
      }),
    );
  });

  it('is bounded: of a thousand stretches a day it keeps the newest, and adds the others up by hour', () => {
    let history = noHistory;
    for (let nth = 0; nth < 5_000; nth++) {
      const from = at(nth * seconds(80));
      history = withStretch(history, { from, to: at(from + seconds(40)), bytes: { user: bytes(7) } });
    }
    expect(history.stretches.length).toBeLessThanOrEqual(2_000);
    expect(history.hours.length).toBeLessThan(112);
    expect(bytesAfter(-1, history)).toBe(35_000);
  });

  const stretches = fc
    .array(fc.tuple(fc.nat(hours(1)), fc.nat(minutes(50)), fc.constantFrom(...trafficSources), fc.nat(1e9)), {
      maxLength: 12,
    })
    .map(all => {
      let now = 0;
      return all.map(([pause, length, source, size]): Stretch => {
        const from = now + pause;
        now = from + length;
        return { from: at(from), to: at(now), bytes: { [source]: bytes(size) } };
      });
    });

  it('adds up: all minutes of two hours, or all hours, are what passed, for each source', () =>
    fc.assert(
      fc.property(stretches, all => {
        const history = of(...all);
        const now = all.at(-1)?.to ?? at(0);
        for (const source of trafficSources) {
          const passed = all.reduce((sum, one) => sum + (one.bytes[source] ?? 0), 0);
          const hourly = Array.from(
            { length: 26 },
            (_, nth) => usageBetween(history, hours(nth), hours(nth + 1), days(2), source)!,
          ).reduce((sum, one) => sum + one, 0);
          expect(hourly).toBe(passed);
          if (now > minutes(120)) expect(usageBetween(history, at(0), at(now + 1), now, source)).toBe(passed);
        }
        const recent = all.filter(({ from }) => now - from <= minutes(119));
        const early = all.filter(({ from }) => now - from > minutes(119)).length;
        if (early === 0)
          expect(usageBetween(history, at(Math.max(0, now - minutes(120))), at(now + 1), now)).toBe(
            recent.reduce((sum, one) => sum + Object.values(one.bytes).reduce((a, b) => a + b, 0), 0),
          );
      }),
    ));

  it('is told each stretch, and what passes beside', () => {
    const { tell, record } = worldWith(usageHistory);
    tell('passed', { from: seconds(30), to: seconds(90), bytes: { user: 600 } });
    tell('passed', { from: seconds(90), to: seconds(90), bytes: { system: 7 } });
    const { history } = record();
    expect(usageBetween(history!, at(0), minutes(1), minutes(2))).toBe(300);
    expect(usageBetween(history!, minutes(1), minutes(2), minutes(2))).toBe(307);
  });

  const usage = {
    monthly: always(30e9),
    sessions: { perDay: 24, weights: evenly },
    sessionRate: 99_991,
    takes: 'mobileBroadband' as const,
  };

  it('of a device is the same as its local counter', () => {
    const { world } = worldOf(
      settingsWith({
        operator: { plan: { data: bytes(1e12) } },
        groups: [{ ...people, sim: 'hot', usage: { ...usage, history: true } }],
      }),
    );
    world.run();
    const { used } = world.counters.store.look(0);
    expect(used).toBeGreaterThan(0);
    expect(usageBetween(world.histories.store.look(0).history!, at(0), days(1), days(1))).toBe(used);
  });

  it('is kept by nobody unless a group asks', () => {
    const { world } = worldOf(settingsWith({ groups: [{ ...people, sim: 'hot', usage }] }));
    world.run();
    expect(world.histories.store.count).toBe(0);
  });
});
