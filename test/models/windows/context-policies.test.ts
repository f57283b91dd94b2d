/** Connections beside the one for the internet, sentence by sentence of the document. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wwanStatus } from '../../../src/models/messages/causes.ts';
import { contextRefusals, takesSpecial, whyRefused } from '../../../src/models/windows/context-policies.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { act, contexts, mail, share } from '../sharing-world.ts';
import { always, evenly } from '../small-world.ts';

/** One session of an app, soon after the start. */
const app = { ...mail, sessions: { perDay: 200, weights: evenly } };
const withApps = (
  more: Partial<typeof mail> = {},
  policies = contexts.policies,
  timeline: Parameters<typeof act>[] = [],
) =>
  share({
    operator: { contexts: { ...contexts, policies } },
    group: { sharing: undefined, specialApps: [{ ...app, ...more }] },
    timeline: timeline.map(one => act(...one)),
  });

describe('whether an app gets a connection of its own', () => {
  const why = (more: Partial<Parameters<typeof whyRefused>[0]> = {}, name = 'mail', policy = 'work') =>
    whyRefused({ settings: contexts, osRelease: 1903, open: 1, inStandby: false, ...more }, { app: name, policy });

  it('is up to the operator: it must support several contexts, and list the app', () => {
    expect(why()).toBeUndefined();
    expect(why({ settings: { ...contexts, supported: false } })).toBe(contextRefusals.notSupported);
    expect(why({ settings: undefined })).toBe(contextRefusals.notSupported);
    expect(why({}, 'game')).toBe(contextRefusals.appNotListed);
    expect(why({}, 'mail', 'voice')).toBe(contextRefusals.appNotListed);
  });

  it('is possible from Windows 8.1 on, and not ten minutes into Connected Standby', () => {
    expect(why({ osRelease: 8 })).toBe(contextRefusals.notSupported);
    expect(why({ osRelease: 8.1 })).toBeUndefined();
    expect(why({ inStandby: true })).toBe(contextRefusals.connectedStandby);
  });

  it('is possible while the device has fewer than eight contexts', () => {
    expect(why({ open: 7 })).toBeUndefined();
    expect(why({ open: 8 })).toBe(wwanStatus.maxActivatedContexts);
  });
});

describe('a route policy', () => {
  it('puts hosts on the connection by the end of their names, whatever the case; bound sockets go over it anyway', () => {
    const policy = { hosts: ['mail.contoso.example'] };
    expect(takesSpecial(policy, 'mail.contoso.example')).toBe(true);
    expect(takesSpecial(policy, 'EU.Mail.Contoso.example')).toBe(true);
    expect(takesSpecial(policy, 'notmail.contoso.example')).toBe(false);
    expect(takesSpecial(policy, 'contoso.example')).toBe(false);
    expect(takesSpecial(policy, undefined)).toBe(true);
    expect(takesSpecial({ hosts: [] }, 'mail.contoso.example')).toBe(false);
  });

  it('leaves an app that talks to another host on the connection for the internet', () => {
    const { world } = withApps({ host: 'www.contoso.example' });
    expect(world.specialContexts.store.look(0).used).toBe(0);
    expect(world.counters.store.look(0).apps).toBeGreaterThan(0);
  });
});

describe('an app with a connection of its own', () => {
  it('waits for the context, uses its own interface with a counter of its own, and gives it back', () => {
    const { values, world, own } = withApps();
    expect(values('special connection app.connected')[0]).toBe(seconds(2.5));
    const { used } = world.specialContexts.store.look(0);
    expect(used).toBeGreaterThan(1_000_000);
    expect(world.counters.store.look(0).used).toBe(0);
    expect(world.lines.store.look(0)).toMatchObject({ passed: used, specials: used });
    expect(own('special packet context.closed').length).toBeGreaterThan(0);
  });

  it('is charged, or zero-rated by its policy', () => {
    const { world } = withApps({ name: 'voice-mail', context: 'voice' });
    const { used } = world.specialContexts.store.look(1);
    expect(used).toBeGreaterThan(1_000_000);
    expect(world.lines.store.look(0).passed).toBe(0);
    expect(world.accounts.store.look(0).zeroRated).toBe(used);
    expect(world.modems.store.look(0).carried).toBe(used);
  });

  it('does without when it is refused: over the internet, or not at all', () => {
    expect(withApps({ name: 'game' }).world.counters.store.look(0).apps).toBeGreaterThan(0);
    const waits = withApps({ name: 'game', otherwise: 'nothing' });
    expect(waits.world.counters.store.look(0).used).toBe(0);
    expect(new Set(waits.values('special connection app.refused'))).toEqual(new Set([contextRefusals.appNotListed]));
  });

  it('is refused by a network whose subscriber has not subscribed to the access point', () => {
    const { values } = withApps({}, [{ ...contexts.policies[0]!, rejected: 1 }]);
    expect(new Set(values('special connection app.refused'))).toEqual(new Set([133]));
  });

  it('loses it with the attach, and asks anew when the network status changes', () => {
    const long = { lasts: always(minutes(400)), sessions: { perDay: 2000, weights: evenly } };
    const { at } = withApps(long, contexts.policies, [
      [10, 'airplaneOn'],
      [20, 'airplaneOff'],
    ]);
    expect(at('special packet context.lost')).toEqual([10]);
    const asked = at('special connection app.asked');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBeGreaterThan(20);
    expect(at('special connection app.connected')).toHaveLength(2);
  });

  it('loses it ten minutes into Connected Standby, and asks anew when the PC wakes', () => {
    const long = { lasts: always(minutes(400)), sessions: { perDay: 2000, weights: evenly } };
    const { at } = withApps(long, contexts.policies, [
      [20, 'closeLid'],
      [40, 'openLid'],
    ]);
    expect(at('special packet context.closed')).toEqual([30]);
    expect(at('special connection app.asked')[1]).toBe(40);
    const short = withApps(long, contexts.policies, [
      [20, 'closeLid'],
      [29, 'openLid'],
    ]);
    expect(short.at('special packet context.closed')).toEqual([]);
  });
});

describe('bytes of several contexts', () => {
  it('are told apart to the byte, whatever the apps do at the same time, charged or not', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            rate: fc.integer({ min: 1, max: 99_999 }),
            free: fc.boolean(),
            lasts: fc.integer({ min: 1, max: 900 }),
          }),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        kinds => {
          const policies = kinds.map(({ free }, nth) => ({
            ...contexts.policies[0]!,
            name: `p${nth}`,
            accessPoint: `p${nth}.contoso`,
            apps: [`a${nth}`],
            zeroRated: free,
          }));
          const specialApps = kinds.map(({ rate, lasts }, nth) => ({
            ...app,
            name: `a${nth}`,
            context: `p${nth}`,
            rate,
            lasts: always(seconds(lasts)),
          }));
          const { world } = share({
            operator: { contexts: { ...contexts, policies } },
            group: {
              sharing: undefined,
              specialApps,
              usage: {
                monthly: always(9e9),
                sessions: { perDay: 40, weights: evenly },
                sessionRate: 77_777,
                takes: 'mobileBroadband',
              },
            },
            timeline: [],
          });
          expect(world.breaches).toEqual([]);
          const used = kinds.map((_, nth) => world.specialContexts.store.look(nth).used);
          const charged = used.reduce((sum, bytes, nth) => sum + (kinds[nth]!.free ? 0 : bytes), 0);
          const line = world.lines.store.look(0);
          expect(line.specials).toBe(charged);
          expect(line.passed).toBe(charged + world.counters.store.look(0).used);
        },
      ),
      { numRuns: 12 },
    ));
});
