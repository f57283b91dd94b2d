import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPinnedToStart,
  microsoftStore,
  microsoftStoreTable,
  storePorts,
} from '../../../src/models/microsoft/microsoft-store.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { hours, type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { always, surroundingsOf, type WorldChange } from '../small-world.ts';

function storeWith(change: WorldChange = {}, path: 'wifi' | 'cellular' = 'wifi') {
  const given = surroundingsOf(change);
  const world = worldWith(microsoftStore, {
    given: { ...given, pathOf: () => given.links[path] },
    ports: [
      recorder(storePorts.app, { takes: ['installed'] }),
      recorder(storePorts.metadata, { takes: ['appInstalled'] }),
    ],
  });
  const installedAt = () => world.facts.find(({ name }) => name === 'Microsoft Store.installed')?.time;
  return { ...world, installedAt };
}
const queueing = (wait: Microseconds): WorldChange => ({ microsoft: { store: { queue: always(wait) } } });

describe('the Microsoft Store', () => {
  it('delivers and installs the app by itself: first the queue, then 20 MB over the path of the PC', () => {
    const { tell, clock, record, installedAt, told } = storeWith(queueing(minutes(2)));
    tell('internet', true);
    tell('wanted');
    expect(record().state).toBe('queued');
    clock.advance(minutes(2));
    expect(record().state).toBe('downloading');
    clock.advance(hours(1));
    expect(installedAt()).toBe(minutes(2) + seconds(8));
    expect(record().state).toBe('installed');
    expect(told.map(({ port, name }) => `${port}: ${name}`)).toEqual([
      'mobile broadband app: installed',
      'service metadata: appInstalled',
    ]);
  });

  it('delivers over a metered connection too', () => {
    const { tell, clock, installedAt } = storeWith({}, 'cellular');
    tell('internet', true);
    tell('wanted');
    clock.advance(hours(1));
    expect(installedAt()).toBe(seconds(16));
  });

  it('waits until there is internet', () => {
    const { tell, clock, installedAt } = storeWith();
    tell('wanted');
    clock.advance(hours(5));
    expect(installedAt()).toBeUndefined();
    tell('internet', true);
    clock.advance(minutes(1));
    expect(installedAt()).toBe(hours(5) + seconds(8));
  });

  it('leaves the queue when the internet goes, and joins it again when it is back', () => {
    const { tell, clock, installedAt } = storeWith(queueing(minutes(2)));
    tell('internet', true);
    tell('wanted');
    clock.advance(minutes(1));
    tell('internet', false);
    clock.advance(hours(1));
    tell('internet', true);
    clock.advance(hours(1));
    expect(installedAt()).toBe(minutes(1) + hours(1) + minutes(2) + seconds(8));
  });

  it('goes on where it was after an interruption: no byte comes twice', () => {
    const { tell, clock, installedAt, record } = storeWith(queueing(minutes(2)));
    tell('internet', true);
    tell('wanted');
    clock.advance((minutes(2) + seconds(3)) as Microseconds);
    tell('internet', false);
    expect(record()).toMatchObject({ state: 'queued', downloaded: 7_500_000 });
    clock.advance(hours(1));
    tell('internet', true);
    clock.advance(hours(1));
    expect(installedAt()).toBe(minutes(2) + seconds(3) + hours(1) + seconds(5));
  });

  it('takes the time of the whole app in all, however often it is interrupted', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 3_000_000 }), fc.integer({ min: 1, max: 9_000_000 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(spans, list => {
        const { tell, clock, installedAt } = storeWith();
        tell('wanted');
        let offline = 0;
        for (const [up, down] of list) {
          tell('internet', true);
          clock.advance(up as Microseconds);
          tell('internet', false);
          if (installedAt() === undefined) offline += down;
          clock.advance(down as Microseconds);
        }
        tell('internet', true);
        clock.advance(hours(1));
        const needed = installedAt()! - offline;
        expect(needed).toBeGreaterThanOrEqual(seconds(8));
        expect(needed).toBeLessThanOrEqual(seconds(8) + list.length);
      }),
      { numRuns: 25 },
    );
  });

  it('tries again an hour after a delivery that failed, from the beginning', () => {
    const { tell, clock, facts } = storeWith({ microsoft: { store: { fails: 1 } } });
    tell('internet', true);
    tell('wanted');
    clock.advance(hours(2.5));
    const failures = facts.filter(({ name }) => name === 'Microsoft Store.failed').map(({ time }) => time);
    const after = hours(1) + seconds(8);
    expect(failures).toEqual([seconds(8), seconds(8) + after, seconds(8) + 2 * after]);
  });

  it('delivers nothing twice, and says so when asked for what is there', () => {
    const { tell, clock, facts, told } = storeWith();
    tell('internet', true);
    tell('wanted');
    tell('wanted');
    clock.advance(minutes(1));
    tell('wanted');
    tell('internet', true);
    clock.advance(hours(1));
    expect(facts.filter(({ name }) => name === 'Microsoft Store.queued')).toHaveLength(1);
    expect(told.filter(({ name }) => name === 'appInstalled')).toHaveLength(2);
    expect(told.filter(({ name }) => name === 'installed')).toHaveLength(1);
  });

  it('finds an app of the image of the PC installed', () => {
    const { tell, record, told } = storeWith();
    tell('preloaded');
    tell('preloaded');
    expect(record().state).toBe('installed');
    expect(told.map(({ name }) => name)).toEqual(['installed']);
  });

  it('delivers an app again that the user has removed, when it is wanted again', () => {
    const { tell, clock, record } = storeWith();
    tell('removed');
    tell('internet', true);
    tell('preloaded');
    tell('removed');
    expect(record().state).toBe('nothing');
    tell('wanted');
    clock.advance(minutes(1));
    expect(record().state).toBe('installed');
  });

  it('pins no app to Start from Windows 8.1 on', () => {
    expect([8, 8.1, 1607, 1903].map(isPinnedToStart)).toEqual([true, false, false, false]);
  });
});

describe('every arrow of the table of the Store', () => {
  type Machine = ReturnType<typeof storeWith>;
  const failing: WorldChange = { microsoft: { store: { fails: 1 } } };
  const queued = (store: Machine) => store.tell('wanted');
  const downloading = (store: Machine) => {
    store.tell('internet', true);
    store.tell('wanted');
    store.clock.advance(seconds(1));
  };
  const delivered = (store: Machine) => {
    downloading(store);
    store.clock.advance(seconds(8));
  };
  const arrows: Record<string, [WorldChange, ...((store: Machine) => void)[]]> = {
    'nothing wanted': [{}, queued],
    'nothing preloaded': [{}, store => store.tell('preloaded')],
    'queued begins': [{}, downloading],
    'downloading done': [{}, delivered],
    'downloading interrupted': [{}, downloading, store => store.tell('internet', false)],
    'downloading failed': [failing, delivered],
    'installed removed': [{}, delivered, store => store.tell('removed')],
  };

  it.each(transitionsOf(microsoftStoreTable))('from $from by $event to $to is taken', ({ from, event, to }) => {
    const [change, ...steps] = arrows[`${from} ${event}`]!;
    const store = storeWith(change);
    for (const takes of steps) takes(store);
    expect(store.record().state).toBe(to);
  });

  it('and no order of messages leads anywhere else', () => {
    const message = fc.constantFrom<[Parameters<Machine['tell']>[0], unknown]>(
      ['wanted', undefined],
      ['preloaded', undefined],
      ['removed', undefined],
      ['internet', true],
      ['internet', false],
    );
    const walk = fc.array(fc.tuple(message, fc.integer({ min: 0, max: 20_000_000 })), { maxLength: 30 });
    fc.assert(
      fc.property(walk, fc.constantFrom(0, 0.5), (steps, fails) => {
        const { tell, clock, facts, record } = storeWith({ microsoft: { store: { fails } } });
        for (const [[name, payload], wait] of steps) {
          tell(name, payload);
          clock.advance(wait as Microseconds);
        }
        const count = (name: string) => facts.filter(fact => fact.name === `Microsoft Store.${name}`).length;
        expect(count('downloading')).toBeGreaterThanOrEqual(
          count('installed') + count('failed') + count('interrupted'),
        );
        expect(record().downloaded).toBeLessThanOrEqual(20_000_000);
      }),
      { numRuns: 50 },
    );
  });
});
