/** The eSIM profile on the eUICC, row by row, and the laws of profiles over generated sequences of orders, downloads and faults. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardFaultName, cardFaults } from '../../../src/models/device/card-faults.ts';
import { freeOn, iccidsOn } from '../../../src/models/device/euicc-profiles.ts';
import { es9PlusErrors } from '../../../src/models/messages/es9-plus.ts';
import { type ESimOperationStatus, eSimOperationStatuses } from '../../../src/models/messages/esim-operation-status.ts';
import type { TimelineEntry } from '../../../src/models/settings.ts';
import { hours, kilobytes, minutes, seconds } from '../../../src/sim/units.ts';
import { always, type WorldChange } from '../small-world.ts';
import { eSimWorld } from './esim-world.ts';

const withOther = { otherProfiles: 2 } as const;
const hangs = (at: number, until: number): TimelineEntry[] => [
  {
    kind: 'outage',
    name: 'SM-DP+ hangs',
    at: seconds(at),
    until: seconds(until),
    operator: undefined,
    system: 'smdp',
    as: { kind: 'hang' },
  },
];

/** A world in which the profile of device 0 is installed and enabled. */
function downloaded(change: WorldChange = {}) {
  const world = eSimWorld(change);
  world.order();
  world.download();
  return world;
}

describe('an eSIM profile', () => {
  it('goes from the code through authentication, consent, download and installation to enabled', () => {
    const { told, failures, modem } = downloaded();
    expect(failures()).toEqual([]);
    const steps = [
      'LPA.started',
      'SM-DP+.sessionBegan',
      'SM-DP+.downloaded',
      'eUICC.profileLoaded',
      'SM-DP+.installed',
    ];
    const order = [...steps, 'eUICC.profileEnabled', 'LPA.succeeded', 'modem.ready'];
    const seen = told.map(({ name }) => name).filter(name => order.includes(name));
    expect(seen).toEqual(order);
    expect(modem().state).toBe('initialized');
  });

  it('is not there after an error of the server', () => {
    const { card, failures } = downloaded({ operator: { smdp: { refuses: [{ code: '8.1/6.1', share: 1 }] } } });
    expect(card()).toMatchObject({ state: 'noProfile', used: 0 });
    expect(failures()).toEqual(['NotAuthorized']);
  });

  it.each([
    ['denied', 'error', 'InvalidMatchingId'],
    ['postponed', 'released', undefined],
  ] as const)('that the person has %s is %s on the server: a second try %s', (refusal, state, failure) => {
    const { order, codeOf, download, profile, card, failures } = eSimWorld();
    order();
    download(codeOf(0), { refusal });
    expect(card().state).toBe('noProfile');
    expect(profile().state).toBe(state);
    download();
    expect(failures()).toEqual(['OperationAborted', ...(failure === undefined ? [] : [failure])]);
  });

  it.each([3, 6, 9])(
    'whose connection goes away after %d s is not there; the same code works when it is back',
    after => {
      const { world, order, codeOf, download, wait, card, profile, failures } = eSimWorld();
      order();
      download(codeOf(0), {}, { runs: seconds(after) });
      world.assembly.tell(world.routes, 'changed', 0, 'wifiDown');
      wait(seconds(1));
      expect(failures()).toEqual(['ServerNotReachable']);
      expect(card()).toMatchObject({ state: 'noProfile', used: 0 });
      expect(download().outcome).toBe('refused');
      world.assembly.tell(world.routes, 'changed', 0, 'wifiUp');
      expect(download().outcome).toBe('answered');
      expect([card().state, profile().state]).toEqual(['enabled', 'installed']);
    },
  );

  it('goes on over Wi-Fi while Ethernet is plugged in', () => {
    const { world, order, codeOf, download, wait, card } = eSimWorld();
    order();
    download(codeOf(0), {}, { runs: seconds(3) });
    world.assembly.tell(world.routes, 'changed', 0, 'ethernetUp');
    wait(minutes(1));
    expect(card().state).toBe('enabled');
  });

  it('that could not be loaded leaves nothing, and the server knows', () => {
    const { card, profile, failures } = downloaded({ group: { euicc: { loadFails: 1 } } });
    expect(card()).toMatchObject({ state: 'noProfile', used: 0, pending: 0 });
    expect(profile()).toMatchObject({ state: 'released', session: undefined });
    expect(failures()).toEqual(['OperationAborted']);
  });

  it('that is enabled takes the place of the enabled one of another operator, and the modem looks again', () => {
    const { world, told, order, download, modem, card } = eSimWorld({ group: withOther });
    expect(modem()).toMatchObject({ state: 'initialized', foreign: true });
    expect(world.registrations.store.look(0).state).toBe('none');
    order();
    download();
    expect(card()).toMatchObject({ state: 'enabled', otherEnabled: false });
    expect(modem()).toMatchObject({ state: 'initialized', foreign: false });
    const enabled = told.find(({ name }) => name === 'eUICC.profileEnabled')!;
    expect(told).toContainEqual({ at: enabled.at, name: 'eUICC.profileDisabled', subject: 0, value: 1 });
  });

  it('that is disabled leaves the modem without a profile; enabled again, it is back', () => {
    const { manages, card, modem } = downloaded();
    expect(manages('disable').outcome).toBe('answered');
    expect([card().state, modem().state]).toEqual(['disabled', 'noEsimProfile']);
    expect(manages('enable').outcome).toBe('answered');
    expect([card().state, modem().state]).toEqual(['enabled', 'initialized']);
  });

  it('gives its place to another operator’s: the modem is ready and looks for no network of ours', () => {
    const { world, manages, card, modem } = downloaded({ group: withOther });
    manages('enable', false);
    expect(card()).toMatchObject({ state: 'disabled', otherEnabled: true });
    expect(modem()).toMatchObject({ state: 'initialized', foreign: true });
    expect(world.registrations.store.look(0).state).toBe('none');
    expect(world.broadband.store.look(0).state).toBe('notReady');
  });

  it('that is removed is disabled first, then deleted, and the server hears of both before it is over', () => {
    const { manages, card, profile, named } = downloaded();
    expect(manages('remove').outcome).toBe('answered');
    expect(card()).toMatchObject({ state: 'noProfile', used: 0, pending: 0 });
    expect(profile().state).toBe('unavailable');
    // Installed, enabled, disabled, deleted.
    expect(named('SM-DP+.notified')).toHaveLength(4);
  });

  it('is deleted with all others when the eSIM is wiped', () => {
    const { world, manages, card, profile, modem } = downloaded({ group: withOther });
    expect(manages('wipe').outcome).toBe('answered');
    expect(card().state).toBe('noProfile');
    expect(freeOn(card(), world.surroundings.group(0))).toBe(world.surroundings.group(0).euicc.memory);
    expect([profile().state, modem().state]).toEqual(['unavailable', 'noEsimProfile']);
  });

  it('that is not there cannot be enabled, disabled or removed: NotFound', () => {
    const { manages, failures } = eSimWorld();
    for (const name of ['enable', 'disable', 'remove'] as const) manages(name);
    expect(failures()).toEqual(['NotFound', 'NotFound', 'NotFound']);
  });

  it('may be there from the start, disabled; the app then only enables it', () => {
    const { manages, card, profile, modem } = eSimWorld({ group: { ownProfile: true, otherProfiles: 1 } });
    expect(card()).toMatchObject({ state: 'disabled', otherEnabled: true, used: kilobytes(60) });
    expect(profile()).toMatchObject({ state: 'installed', boundTo: 0 });
    expect(manages('enable').outcome).toBe('answered');
    expect(modem()).toMatchObject({ state: 'initialized', foreign: false });
  });
});

describe('a notification that the SM-DP+ could not take', () => {
  it('is sent later, and with it all that has happened since', () => {
    const { card, profile, wait, assistant, named } = downloaded({ timeline: hangs(140, 400) });
    expect(card()).toMatchObject({ state: 'enabled' });
    expect(profile().state).toBe('downloaded');
    wait(minutes(1));
    expect(assistant().undelivered).toBe(1);
    wait(minutes(15));
    expect(profile().state).toBe('installed');
    expect(card().pending).toBe(0);
    expect(assistant().undelivered).toBe(0);
    expect(named('LPA.delivered')).toHaveLength(1);
  });

  it('goes before the next download, which then finds the profile installed', () => {
    const { card, profile, download, wait, failures } = downloaded({ timeline: hangs(140, 400) });
    wait(minutes(4));
    download();
    expect(profile().state).toBe('installed');
    expect(card().pending).toBe(0);
    expect(failures()).toEqual(['ProfileNotAvailableForNewBinding']);
  });

  it('of a deletion is kept when there is no internet; the server has the profile until it hears', () => {
    const { world, card, profile, manages, wait } = downloaded();
    world.assembly.tell(world.routes, 'changed', 0, 'wifiDown');
    wait(seconds(1));
    manages('disable');
    manages('remove');
    expect(card().state).toBe('noProfile');
    expect(profile().state).toBe('installed');
    world.assembly.tell(world.routes, 'changed', 0, 'wifiUp');
    wait(hours(1));
    expect([profile().state, card().pending]).toEqual(['unavailable', 0]);
    expect(world.breaches).toEqual([]);
  });
});

describe('every ESimOperationStatus', () => {
  it('is reached for a reason', () => {
    const reached = new Set<ESimOperationStatus>(['Success']);
    const see = (change: WorldChange, act?: (world: ReturnType<typeof eSimWorld>) => void) => {
      const world = eSimWorld(change);
      world.order();
      if (act === undefined) world.download(world.codeOf(0), {}, { runs: minutes(6) });
      else act(world);
      for (const status of world.failures()) reached.add(status!);
    };
    for (const code of Object.keys(es9PlusErrors)) see({ operator: { smdp: { refuses: [{ code, share: 1 }] } } });
    for (const fault of Object.keys(cardFaults) as CardFaultName[])
      see({ group: { euicc: { faults: [{ fault, share: 1 }] } } });
    see({ operator: { smdp: { silent: 1 } } });
    see({ group: { euicc: { consent: always(minutes(2)) } } });
    see({}, ({ manages }) => manages('disable'));
    expect(eSimOperationStatuses.filter(status => !reached.has(status))).toEqual([]);
  });
});

describe('the laws of eSIM profiles', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant('order' as const) },
    { weight: 5, arbitrary: fc.constant('download' as const) },
    fc.constantFrom(
      'foreignCode' as const,
      'wrongCode' as const,
      'denied' as const,
      'enable' as const,
      'enableOther' as const,
      'disable' as const,
      'disableOther' as const,
      'remove' as const,
      'removeOther' as const,
      'wipe' as const,
      'losesWay' as const,
      'waits' as const,
    ),
  );
  const share = fc.constantFrom(0, 0, 0.3);
  const faulty = fc.record({
    seed: fc.nat(1000),
    otherProfiles: fc.nat(3),
    memory: fc.constantFrom(kilobytes(30), kilobytes(200), kilobytes(900)),
    loadFails: share,
    enableFails: share,
    silent: share,
    notReleased: share,
    attempts: fc.constantFrom(2, 50),
    bindsEid: fc.boolean(),
    afterDeletion: fc.constantFrom('available' as const, 'unavailable' as const),
    ready: fc.constantFrom(undefined, always(minutes(7))),
    expiry: fc.constantFrom(minutes(20), hours(100)),
    stock: fc.constantFrom(undefined, { profiles: 2, restock: undefined }),
    outage: fc.constantFrom([], hangs(60, 400)),
  });
  const changeOf = (made: typeof faulty extends fc.Arbitrary<infer T> ? T : never): WorldChange => ({
    seed: made.seed,
    length: hours(12),
    timeline: made.outage,
    operator: {
      stock: made.stock,
      smdp: {
        silent: made.silent,
        refuses: [{ code: '8.2/1.2', share: made.notReleased }],
        maxDownloadAttempts: made.attempts,
        bindsEid: made.bindsEid,
        afterDeletion: made.afterDeletion,
        profileReady: made.ready,
        orderExpiry: made.expiry,
      },
    },
    group: {
      otherProfiles: made.otherProfiles,
      euicc: {
        memory: made.memory,
        loadFails: made.loadFails,
        faults: [{ fault: 'toolkitBusy', share: made.enableFails }],
      },
    },
  });

  type ESim = ReturnType<typeof eSimWorld>;
  function does(esim: ESim, what: typeof step extends fc.Arbitrary<infer T> ? T : never): void {
    const { world, order, download, codeOf, manages, wait } = esim;
    if (what === 'order') order();
    else if (what === 'download') download();
    else if (what === 'foreignCode') download(codeOf(1));
    else if (what === 'wrongCode') download('1$smdp.contoso.example$CNTS-0001-');
    else if (what === 'denied') download(codeOf(0), { refusal: 'denied' });
    else if (what === 'losesWay') {
      download(codeOf(0), {}, { runs: seconds(5) });
      world.assembly.tell(world.routes, 'changed', 0, 'wifiDown');
      wait(minutes(3));
      world.assembly.tell(world.routes, 'changed', 0, 'wifiUp');
    } else if (what === 'waits') wait(minutes(15));
    else if (what === 'wipe') manages('wipe');
    else manages(what.replace('Other', '') as 'enable', !what.endsWith('Other'));
  }

  it('hold over any sequence of orders, downloads, changes and faults', () => {
    fc.assert(
      fc.property(faulty, fc.array(step, { minLength: 3, maxLength: 14 }), (made, steps) => {
        const esim = eSimWorld(changeOf(made));
        const { world, told, card, profile, wait } = esim;
        const group = world.surroundings.group(0);
        esim.order(1);
        const theirs = esim.profile(1);
        for (const what of steps) {
          does(esim, what);
          const now = card();
          const iccids = iccidsOn(now, group, world.surroundings.identity, 0);
          // 13 at most one enabled, 15 ICCIDs differ, 16 memory adds up, 21 no part of a profile.
          expect(now.state === 'enabled' && now.otherEnabled).toBe(false);
          expect(new Set(iccids).size).toBe(iccids.length);
          expect(iccids.length * group.euicc.profileSize + freeOn(now, group)).toBe(group.euicc.memory);
          expect(now.used).toBe(now.state === 'noProfile' ? 0 : group.euicc.profileSize);
          // 18 bound to one EID, and somebody else's profile to nobody.
          expect([undefined, 0]).toContain(profile().boundTo);
          if (now.state !== 'noProfile') expect(profile().boundTo).toBe(0);
          expect(esim.profile(1).boundTo).toBe(theirs.boundTo);
        }
        wait(minutes(6));
        // 19 every session has ended.
        const count = (name: string) => esim.named(name).filter(({ subject }) => subject === 0).length;
        expect(count('SM-DP+.sessionEnded')).toBe(count('SM-DP+.sessionBegan'));
        expect(profile().session).toBeUndefined();

        const enabled = new Set<number>();
        let installed = false;
        let loaded = false;
        for (const { name, value, subject } of told) {
          if (subject !== 0) continue;
          // 14 what is enabled takes the place of what was, which has been disabled before, in the same step.
          if (name === 'eUICC.profileDisabled') enabled.delete(value);
          if (name === 'eUICC.profileEnabled') {
            if (enabled.size === 0 && value === 0) enabled.clear();
            enabled.add(value);
            expect(enabled.size).toBe(1);
          }
          // 17 the server lets go of a profile only after the card has said that it has it, and then that it is deleted.
          if (name === 'eUICC.profileLoaded') loaded = true;
          if (name === 'SM-DP+.installed') {
            expect(loaded).toBe(true);
            installed = true;
          }
          if (name === 'SM-DP+.deleted') {
            expect(installed).toBe(true);
            installed = false;
          }
        }
        world.advance();
        expect(world.breaches).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('a code works again exactly as long as its profile is not installed, and for no other device', () => {
    const steps = fc.array(
      fc.constantFrom(
        'order' as const,
        'download' as const,
        'foreignCode' as const,
        'losesWay' as const,
        'remove' as const,
      ),
      { minLength: 2, maxLength: 10 },
    );
    fc.assert(
      fc.property(fc.boolean(), steps, (bindsEid, those) => {
        const esim = eSimWorld({ operator: { smdp: { bindsEid, maxDownloadAttempts: 100 } } });
        esim.order(1);
        for (const what of those) {
          const { state } = esim.profile();
          const tries = esim.named('LPA.succeeded').length;
          does(esim, what);
          const succeeded = esim.named('LPA.succeeded').length > tries;
          if (what === 'download') expect(succeeded).toBe(state === 'released' || state === 'downloaded');
          if (what === 'foreignCode') expect(succeeded).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });
});
