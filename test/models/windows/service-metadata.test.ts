import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosaDatabase } from '../../../src/models/windows/cosa-database.ts';
import {
  hasServiceMetadata,
  serviceMetadata,
  serviceMetadataPorts,
  serviceMetadataSees,
  serviceMetadataTable,
} from '../../../src/models/windows/service-metadata.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

type Reaction = { answer: { found: boolean; version: number }; after?: number } | { refuse: number } | 'silent';
const package1: Reaction = { answer: { found: true, version: 1 }, after: seconds(0.5) };
const package2: Reaction = { answer: { found: true, version: 2 }, after: seconds(0.5) };
const none: Reaction = { answer: { found: false, version: 0 }, after: seconds(0.5) };

interface Options {
  change?: WorldChange;
  /** What WMIS does, request by request; the last goes on. */
  wmis?: readonly Reaction[];
  path?: 'wifi' | 'cellular' | 'nowhere';
  /** Whether the COSA database knows the operator. */
  matched?: boolean;
}

const withApp: WorldChange = { operator: { serviceMetadata: { published: true, app: true } } };

function metadataWith({ change = withApp, wmis = [package1], path = 'wifi', matched = true }: Options = {}) {
  const given = surroundingsOf(change);
  let asked = 0;
  const lookUp = () => {
    asked += 1;
    return wmis[Math.min(asked, wmis.length) - 1]!;
  };
  const world = worldWith(serviceMetadata, {
    given: {
      ...given,
      pathOf: () => given.links[path],
      wayTo: () => given.links[path],
      hardwareIds: (device: number, card: number) => [`name of ${device}`, `card ${card}`],
    },
    ports: [
      recorder(serviceMetadataPorts.service, { answers: { lookUp } }),
      recorder(serviceMetadataPorts.store, { takes: ['wanted', 'preloaded'] }),
      recorder(serviceMetadataPorts.setup, { takes: ['packageReady', 'packageGone'] }),
      recorder(serviceMetadataPorts.controller, { takes: ['profilesChanged'] }),
    ],
    sees: [shown(serviceMetadataSees.databases, cosaDatabase, { matched })],
  });
  const named = (name: string) => world.facts.filter(fact => fact.name === `service metadata.${name}`);
  return {
    ...world,
    times: (name: string) => named(name).map(({ time }) => time),
    heard: (name: string) => world.told.filter(one => one.name === name).length,
    state: () => world.record().state,
    /** With SIM and internet, until the package is read. */
    fetched() {
      world.tell('identified', 0);
      world.tell('internet', true);
      world.clock.advance(minutes(2));
    },
  };
}

describe('service metadata', () => {
  it('is fetched with the hardware IDs as soon as the PC is connected to the internet', () => {
    const { tell, clock, told, state } = metadataWith();
    tell('identified', 0);
    clock.advance(days(1));
    expect(told).toEqual([]);
    tell('internet', true);
    clock.advance(seconds(1));
    expect(told[0]).toMatchObject({ name: 'lookUp', subject: 0, message: { hardwareIds: ['name of 0', 'card 0'] } });
    expect(state()).toBe('cached');
  });

  it('is fetched over any internet: over metered mobile broadband it only takes longer', () => {
    const times = (['wifi', 'cellular'] as const).map(path => {
      const { fetched, times } = metadataWith({ path });
      fetched();
      return times('fetched')[0]!;
    });
    expect(times[0]).toBe(seconds(0.5) + seconds(0.03) + seconds(0.08));
    expect(times[1]).toBe(seconds(0.5) + seconds(0.06) + seconds(0.16));
  });

  it('is not fetched before a SIM can be read: a PIN hides it', () => {
    const { tell, clock, told } = metadataWith();
    tell('internet', true);
    clock.advance(days(30));
    expect(told).toEqual([]);
  });

  it('takes effect about a minute later: profiles change, the Store is asked for the app, then handlers are registered', () => {
    const { fetched, tell, told, state, times } = metadataWith();
    fetched();
    expect(times('parsed')[0]! - times('fetched')[0]!).toBe(minutes(1));
    expect(told.map(({ port, name }) => `${port}: ${name}`)).toEqual([
      'WMIS: lookUp',
      'default context controller: profilesChanged',
      'Microsoft Store: wanted',
    ]);
    expect(state()).toBe('appQueued');
    tell('appInstalled');
    expect(told.at(-1)).toMatchObject({ port: 'device setup manager', name: 'packageReady' });
    tell('handlersRegistered');
    expect(state()).toBe('registered');
  });

  it('without an app needs no Store', () => {
    const { fetched, state, heard } = metadataWith({ change: { operator: { serviceMetadata: { published: true } } } });
    fetched();
    expect(state()).toBe('parsed');
    expect(heard('wanted')).toBe(0);
  });

  it('is checked again eight days after a success, and stays what it is when there is nothing newer', () => {
    const { fetched, clock, times, state } = metadataWith();
    fetched();
    clock.advance(days(30));
    const [first, ...later] = times('requested');
    expect(first).toBe(0);
    expect(later[0]).toBe(times('fetched')[0]! + days(8));
    expect(later).toHaveLength(3);
    expect(times('unchanged')).toHaveLength(3);
    expect(state()).toBe('appQueued');
  });

  it('is replaced silently by a newer package', () => {
    const { fetched, clock, times, heard, record } = metadataWith({ wmis: [package1, package2] });
    fetched();
    clock.advance(days(9));
    expect(times('updated')).toHaveLength(1);
    expect(heard('profilesChanged')).toBe(2);
    expect(record()).toMatchObject({ state: 'appQueued', version: 2 });
  });

  it('stays when WMIS no longer has any', () => {
    const { fetched, clock, times, state } = metadataWith({ wmis: [package1, none] });
    fetched();
    clock.advance(days(9));
    expect(times('noMatch')).toHaveLength(1);
    expect(state()).toBe('appQueued');
  });

  it('that nobody has is looked for again after eight days', () => {
    const { fetched, clock, times, state } = metadataWith({ wmis: [none] });
    fetched();
    expect(state()).toBe('none');
    clock.advance(days(8));
    expect(times('requested')).toHaveLength(2);
  });

  it('is asked for again a few times a day when a request fails', () => {
    const { fetched, clock, times } = metadataWith({ wmis: ['silent', { refuse: 503 }, 'silent', package1] });
    fetched();
    clock.advance(days(1));
    expect(times('failed')).toHaveLength(3);
    const [, second] = times('requested');
    expect(second).toBe(minutes(1) + hours(6));
    expect(times('fetched')).toHaveLength(1);
  });

  it('that cannot be read counts as failed, and is fetched again', () => {
    const { fetched, clock, times, state } = metadataWith({
      change: { operator: { serviceMetadata: { published: true, unreadable: 1 } } },
    });
    fetched();
    expect(state()).toBe('none');
    clock.advance(days(1));
    expect(times('failed')).toHaveLength(4);
    expect(times('parsed')).toEqual([]);
  });

  it('keeps the old package when the newer one cannot be read', () => {
    const { tell, clock, times, record } = metadataWith({
      wmis: [package2],
      change: { operator: { serviceMetadata: { published: true, unreadable: 1 } } },
    });
    tell('preloaded');
    tell('identified', 0);
    tell('internet', true);
    clock.advance(days(8.5));
    expect(times('failed').length).toBeGreaterThan(0);
    expect(record()).toMatchObject({ state: 'appInstalled', version: 1 });
  });

  it('whose request is cut short by the loss of internet or SIM is fetched as soon as both are there again', () => {
    const cut = [
      ['internet', false, true],
      ['identityGone', undefined, undefined],
    ] as const;
    for (const [gone, withoutIt] of cut) {
      const { tell, clock, times, state } = metadataWith();
      tell('identified', 0);
      tell('internet', true);
      clock.advance(seconds(0.55));
      tell(gone, withoutIt);
      expect(state()).toBe('none');
      clock.advance(hours(1));
      if (gone === 'internet') tell('internet', true);
      else tell('identified', 0);
      clock.advance(minutes(2));
      expect(times('requested')).toEqual([0, hours(1) + seconds(0.55)]);
      expect(times('fetched')).toHaveLength(1);
    }
  });

  it('goes on waiting when the PC restarts with the same SIM', () => {
    const { fetched, tell, clock, times } = metadataWith();
    fetched();
    tell('identityGone');
    tell('identified', 0);
    clock.advance(days(7));
    expect(times('requested')).toHaveLength(1);
  });

  it('makes up for a check that was due without SIM or internet', () => {
    const { fetched, tell, clock, times } = metadataWith();
    fetched();
    tell('internet', false);
    clock.advance(days(20));
    expect(times('requested')).toHaveLength(1);
    tell('internet', true);
    expect(times('requested')).toHaveLength(2);
  });

  it('of another SIM is fetched at once, and what was there goes with its handlers', () => {
    const { fetched, tell, clock, times, told, state, heard } = metadataWith();
    fetched();
    tell('appInstalled');
    tell('handlersRegistered');
    tell('identityGone');
    tell('identified', 1);
    expect(heard('packageGone')).toBe(1);
    expect(times('requested')).toHaveLength(2);
    expect(state()).toBe('requested');
    clock.advance(seconds(0.1));
    expect(told.at(-1)?.message).toEqual({ hardwareIds: ['name of 0', 'card 1'] });
  });

  it('does not hear an answer that was meant for the SIM before', () => {
    const { tell, clock, times, record } = metadataWith({ wmis: [none, package1] });
    tell('identified', 0);
    tell('internet', true);
    clock.advance(seconds(0.1));
    tell('identified', 1);
    clock.advance(minutes(2));
    expect(times('noMatch')).toEqual([]);
    expect(record()).toMatchObject({ state: 'appQueued', card: 1, version: 1 });
  });

  it('on the image of the PC is not fetched, and checked like any other', () => {
    const { tell, clock, heard, times, state } = metadataWith();
    tell('preloaded');
    tell('preloaded');
    expect([heard('preloaded'), heard('packageReady')]).toEqual([1, 1]);
    tell('handlersRegistered');
    tell('identified', 0);
    tell('internet', true);
    clock.advance(days(7.9));
    expect(times('requested')).toEqual([]);
    clock.advance(days(0.2));
    expect(times('unchanged')).toHaveLength(1);
    expect(state()).toBe('registered');
  });

  it('is not looked for where COSA names the app, from 1803; the app’s handlers are registered all the same', () => {
    const requests = (osRelease: number, matched = true) => {
      const change: WorldChange = { group: { osRelease }, operator: { cosa: { appId: 'Contoso!App' } } };
      const { fetched, tell, times, heard } = metadataWith({ change, matched });
      fetched();
      const before = heard('packageReady');
      tell('appInstalled');
      return [times('requested').length, times('skipped').length, heard('packageReady') - before];
    };
    expect(requests(1709)).toEqual([1, 0, 0]);
    expect(requests(1803)).toEqual([0, 1, 1]);
    expect(requests(1803, false)).toEqual([1, 0, 0]);
  });

  it('counts from the moment it is read, as long as its SIM is there', () => {
    const { fetched, tell, record } = metadataWith();
    expect(hasServiceMetadata(record())).toBe(false);
    fetched();
    expect(hasServiceMetadata(record())).toBe(true);
    tell('identityGone');
    expect(hasServiceMetadata(record())).toBe(false);
    tell('identified', 0);
    expect(hasServiceMetadata(record())).toBe(true);
  });

  it('waits for internet when the path to WMIS is down', () => {
    const { fetched, clock, times } = metadataWith({ path: 'nowhere' });
    fetched();
    clock.advance(days(1));
    expect(times('failed').length).toBeGreaterThan(1);
    expect(times('fetched')).toEqual([]);
  });
});

type Step =
  | { name: 'identified'; message: number }
  | { name: 'identityGone' | 'appInstalled' | 'handlersRegistered' | 'preloaded'; message: undefined }
  | { name: 'internet'; message: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.nat(1).map(message => ({ name: 'identified' as const, message })), weight: 2 },
  { arbitrary: fc.boolean().map(message => ({ name: 'internet' as const, message })), weight: 3 },
  ...(['identityGone', 'appInstalled', 'handlersRegistered', 'preloaded'] as const).map(name => ({
    arbitrary: fc.constant<Step>({ name, message: undefined }),
    weight: 1,
  })),
);
const pause = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }),
  fc.integer({ min: 0, max: 2 }).map(n => minutes(40 * n)),
  fc.integer({ min: 1, max: 9 }).map(days),
);
const reaction = fc.constantFrom<Reaction>(package1, package1, package2, none, 'silent', { refuse: 500 });
const walk = fc.record({
  steps: fc.array(fc.tuple(step, pause), { maxLength: 30 }),
  wmis: fc.array(reaction, { minLength: 1, maxLength: 6 }),
  unreadable: fc.constantFrom(0, 0, 0.5),
  app: fc.boolean(),
});

describe('law 59: over any comings and goings of SIM and internet', () => {
  it('nothing is fetched without internet and SIM; after a success of a SIM the next check comes eight days later', () => {
    fc.assert(
      fc.property(walk, ({ steps, wmis, unreadable, app }) => {
        const world = metadataWith({
          wmis,
          change: { operator: { serviceMetadata: { published: true, app, unreadable } } },
        });
        const { facts, tell, clock } = world;
        let [online, identified, card] = [false, false, 0];
        let success: { at: number; sim: number } | undefined;
        let seen = 0;
        const look = () => {
          for (const { name, time } of facts.slice(seen)) {
            if (name === 'service metadata.requested') {
              expect(online && identified).toBe(true);
              if (success?.sim === card) expect(time).toBeGreaterThanOrEqual(success.at + days(8));
            }
            if (/\.(unchanged|noMatch|fetched)$/.test(name)) success = { at: time, sim: card };
            if (/\.failed$/.test(name)) success = undefined;
          }
          seen = facts.length;
        };
        for (const [{ name, message }, wait] of steps) {
          if (name === 'internet') online = message;
          if (name === 'identityGone') identified = false;
          if (name === 'identified') {
            if (message !== card) success = undefined;
            [identified, card] = [true, message];
          }
          tell(name, message);
          clock.advance(wait as Microseconds);
          look();
        }
        if (!online || !identified) return;
        const sofar = world.times('requested').length;
        clock.advance(days(8.1));
        look();
        expect(world.times('requested').length).toBeGreaterThan(sofar);
      }),
      { numRuns: 150 },
    );
  });
});

describe('every arrow of the table', () => {
  type Machine = ReturnType<typeof metadataWith>;
  const fetched = (world: Machine) => world.fetched();
  const installed = (world: Machine) => {
    world.fetched();
    world.tell('appInstalled');
  };
  const registered = (world: Machine) => {
    installed(world);
    world.tell('handlersRegistered');
  };
  const another = (world: Machine) => {
    world.tell('identityGone');
    world.tell('internet', false);
    world.tell('identified', 1);
  };
  const nineDays = (world: Machine) => world.clock.advance(days(9));
  const asked = (world: Machine) => {
    world.tell('identified', 0);
    world.tell('internet', true);
  };
  const cached = (world: Machine) => {
    asked(world);
    world.clock.advance(seconds(30));
  };
  const withoutApp: WorldChange = { operator: { serviceMetadata: { published: true } } };
  const unreadable: WorldChange = { operator: { serviceMetadata: { published: true, unreadable: 1 } } };
  const newer = { wmis: [package1, package2] };

  /** How each is taken: what happens, and the world in which it does. */
  const arrows: Record<string, [Options, ...((world: Machine) => void)[]]> = {
    'none identified': [{}, asked],
    'none preloaded': [{}, world => world.tell('preloaded')],
    'requested packageCame': [{}, cached],
    'requested noPackage': [{ wmis: [none] }, fetched],
    'requested requestFailed': [{ wmis: ['silent'] }, fetched],
    'requested simChanged': [{}, asked, another],
    'cached read': [{ change: withoutApp }, fetched],
    'cached unreadable': [{ change: unreadable }, fetched],
    'cached simChanged': [{}, cached, another],
    'parsed appWanted': [{}, fetched],
    'parsed updated': [{ ...newer, change: withoutApp }, fetched, nineDays],
    'parsed simChanged': [{ change: withoutApp }, fetched, another],
    'appQueued appInstalled': [{}, installed],
    'appQueued updated': [newer, fetched, nineDays],
    'appQueued simChanged': [{}, fetched, another],
    'appInstalled handlersRegistered': [{}, registered],
    'appInstalled updated': [newer, installed, nineDays],
    'appInstalled simChanged': [{}, installed, another],
    'registered updated': [newer, registered, nineDays],
    'registered simChanged': [{}, registered, another],
  };

  it.each(transitionsOf(serviceMetadataTable))('from $from by $event to $to is taken', ({ from, event, to }) => {
    const [options, ...steps] = arrows[`${from} ${event}`]!;
    const world = metadataWith(options);
    for (const takes of steps) takes(world);
    expect(world.state()).toBe(to);
    if (event === 'updated') expect(world.times('updated')).toHaveLength(1);
  });
});
