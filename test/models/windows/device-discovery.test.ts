/** Devices on the network at home: "Overview of mobile broadband", Wireline operators, sentence by sentence. */
import { describe, expect, it } from 'vitest';
import type { LanDeviceSettings } from '../../../src/models/settings.ts';
import { World } from '../../../src/models/world.ts';
import { days, hours, kilobytes, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { always, settingsWith } from '../small-world.ts';

const router: LanDeviceSettings = {
  kind: 'router',
  share: 1,
  pluggedIn: always(hours(1)),
  announcementLost: 0,
  pairsByItself: true,
  pairsByHand: 0,
  pairedAfter: always(minutes(30)),
  lineUp: always(0),
  metadata: true,
  app: true,
  metadataSize: kilobytes(60),
  appSize: megabytes(20),
  opensApp: 1,
  opensAppAfter: always(hours(2)),
};

/** A PC with Wi-Fi at home for two days; when each fact came. */
function atHome(change: Partial<LanDeviceSettings> = {}, group: { wifi?: number; ethernet?: number } = {}) {
  const world = new World(settingsWith({ length: days(2), group: { ...group, lanDevice: { ...router, ...change } } }), {
    strict: true,
  });
  const times: Record<string, number[]> = {};
  world.simulation.facts.observeAll(({ name }, subject) => {
    if (subject !== 0 || !/^(PnP-X device|device discovery)\./.test(name)) return;
    times[name.split('.')[1]!] = [...(times[name.split('.')[1]!] ?? []), world.simulation.now];
  });
  world.run();
  return times;
}

describe('a device on the network at home', () => {
  it('makes Windows aware of its presence while both are on the same network', () => {
    expect(atHome()).toMatchObject({ pluggedIn: [hours(1)], found: [hours(1)] });
    expect(atHome({}, { wifi: 0, ethernet: 1 })).toMatchObject({ found: [hours(1)] });
    expect(atHome({}, { wifi: 0 }).found).toBeUndefined();
  });

  it('says so again every 15 minutes until a PC hears it', () => {
    const { announced = [], found = [] } = atHome({ announcementLost: 1 });
    expect([announced, found]).toEqual([[], []]);
    const { announced: unheard = [] } = atHome({}, { wifi: 0 });
    expect(unheard.slice(0, 3)).toEqual([hours(1), hours(1) + minutes(15), hours(1) + minutes(30)]);
    expect(atHome().announced).toHaveLength(1);
  });

  it('pairs by itself in some classes; of others the user adds it, or nobody does', () => {
    expect(atHome().paired).toEqual([hours(1)]);
    expect(atHome({ pairsByItself: false, pairsByHand: 1 }).paired).toEqual([hours(1) + minutes(30)]);
    expect(atHome({ pairsByItself: false }).paired).toBeUndefined();
  });

  it('has its metadata downloaded by its properties, and its app from the Store', () => {
    const { appQueued = [], appInstalled = [] } = atHome();
    expect(appQueued).toHaveLength(1);
    expect(appInstalled[0]! - appQueued[0]!).toBeGreaterThanOrEqual(seconds(8));
    expect(atHome({ app: false })).toMatchObject({ noMetadata: [expect.any(Number)] });
    expect(atHome({ metadata: false }).appInstalled).toBeUndefined();
  });

  it('waits for the internet with both, and no longer than for the line behind it', () => {
    const { paired = [], appQueued = [], lineUp = [] } = atHome({ lineUp: always(hours(20)) });
    expect(paired).toEqual([hours(1)]);
    expect(lineUp).toEqual([hours(21)]);
    expect(appQueued[0]!).toBeGreaterThanOrEqual(hours(21));
    expect(appQueued[0]!).toBeLessThan(hours(21) + seconds(10));
  });

  it('is asked by its app over the local network, whether or not the line is up', () => {
    const { appInstalled = [], opened = [], talked = [] } = atHome();
    expect(opened).toEqual([appInstalled[0]! + hours(2)]);
    expect(talked[0]! - opened[0]!).toBeLessThan(seconds(1));
  });

  it('has an app that is not privileged: what it asks of mobile broadband is refused', () =>
    expect(atHome().refusedApi).toHaveLength(1));
});
