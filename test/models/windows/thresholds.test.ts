/** DataPlanThresholdReached to the microsecond: at home and roaming, on Windows 8 and 8.1, with and without its element. */
import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { provisionedBy, usageWorld } from './usage-world.ts';

const rate = 1e6;
const gigabyte = 1e9;
const every = (step: number, n: number) =>
  Array.from({ length: n }, (_, at) => ({ at: seconds(step * (at + 1)), steps: 1 }));

describe('a plan of 500 MB with 1 GB used', () => {
  it('raises 40 events at home on Windows 8.1 and later: one for each 25 MB, at the microsecond', () => {
    const pc = usageWorld({ group: { osRelease: 1903 } });
    pc.uses(gigabyte, rate);
    expect(pc.thresholds()).toEqual(every(25, 40));
    expect(usageWorld({ group: { osRelease: 8.1 } }).manager().notifies).toBe(true);
  });

  it('raises 200 events while roaming: one for each 5 MB, whatever the limit', () => {
    const pc = usageWorld();
    pc.registers('roaming');
    pc.uses(gigabyte, rate);
    expect(pc.thresholds()).toEqual(every(5, 200));
  });

  it('raises one event a minute at most on Windows 8, at the whole minute, for all steps since the last', () => {
    const pc = usageWorld({ group: { osRelease: 8 } });
    pc.uses(gigabyte, rate);
    pc.to(provisionedBy + minutes(30));
    // 60 MB a minute: two steps each; the counter is compared with what it showed at the last event. 1,000 s are 16 minutes
    // and 40 s, whose 40 MB are found at the 17th.
    const expected = Array.from({ length: 17 }, (_, at) => ({ at: minutes(at + 1), steps: at < 16 ? 2 : 1 }));
    expect(pc.thresholds()).toEqual(expected);
  });

  it('raises one event for twelve steps of a minute while roaming on Windows 8', () => {
    const pc = usageWorld({ group: { osRelease: 8 } });
    pc.registers('roaming');
    pc.uses(gigabyte, rate);
    pc.to(provisionedBy + minutes(30));
    expect(pc.thresholds()).toEqual(
      Array.from({ length: 17 }, (_, at) => ({ at: minutes(at + 1), steps: at < 16 ? 12 : 8 })),
    );
  });

  it.each([8, 8.1, 1903])('raises none on release %d without the enabling element, or with false in it', osRelease => {
    for (const at of ['home', 'roaming'] as const) {
      const pc = usageWorld({
        group: { osRelease },
        operator: { provisioningFile: { notifiesUsage: false, billingCycle: 'resets' } },
      });
      expect(pc.manager()).toMatchObject({ state: 'withinLimit', limit: 500e6, notifies: false });
      pc.registers(at);
      pc.uses(gigabyte, rate);
      pc.to(provisionedBy + minutes(30));
      expect(pc.thresholds()).toEqual([]);
      expect(pc.manager().state).toBe('overLimit');
    }
  });

  it('brings each event to the usage task of the app', () => {
    const pc = usageWorld();
    pc.uses(gigabyte, rate);
    expect(pc.facts('usage task.ran')).toHaveLength(40);
    expect(pc.facts('system event broker.delivered').filter(({ value }) => value === 3)).toHaveLength(40);
  });
});

describe('the step of a threshold', () => {
  it('is 100 MB at home without a limit', () => {
    const pc = usageWorld({ operator: { provisioningFile: { namesLimit: false } } });
    expect(pc.manager().limit).toBe(0);
    pc.uses(gigabyte, rate);
    expect(pc.thresholds()).toEqual(every(100, 10));
  });

  it('counts anew when the device goes abroad, and when it comes home', () => {
    const pc = usageWorld();
    pc.uses(24e6, rate);
    pc.registers('roaming');
    pc.uses(4e6, rate);
    pc.registers('home');
    pc.uses(25e6, rate);
    expect(pc.thresholds()).toEqual([{ at: seconds(24 + 4 + 25), steps: 1 }]);
  });

  it('is reached by traffic of several sources together, and across pauses', () => {
    const pc = usageWorld();
    pc.flows('user', rate);
    pc.flows('apps', rate / 4);
    pc.to(provisionedBy + seconds(10));
    pc.flows('user', 0);
    pc.flows('apps', 0);
    pc.to(provisionedBy + seconds(100));
    pc.flows('video', rate);
    pc.to(provisionedBy + seconds(120));
    expect(pc.thresholds()).toEqual([{ at: seconds(112.5), steps: 1 }]);
  });
});
