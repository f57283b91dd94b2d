import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { model } from '../../src/sim/model.ts';
import { Moves } from '../../src/sim/moves.ts';
import { state } from '../../src/sim/records.ts';
import { nextState, type TransitionTable, transitionsOf, UnlistedEvent } from '../../src/sim/state-machine.ts';
import { worldWith } from '../kit/world-with.ts';

type State = 'off' | 'waiting' | "can't go on";
type Event = 'turnedOn' | 'turnedOff' | 'fell';

const table: TransitionTable<State, Event> = {
  off: { turnedOn: 'waiting', turnedOff: 'off' },
  waiting: { turnedOff: 'off', fell: "can't go on" },
  "can't go on": {},
};

describe('moves', () => {
  it('count each arrow on its own, over all records of the model', () => {
    const { move, counted } = bound(new Moves('hotspot', table));
    const [one, other] = [{ state: 'off' }, { state: 'off' }];
    for (const event of ['turnedOn', 'turnedOff', 'turnedOff', 'turnedOn']) move(one, event);
    for (const event of ['turnedOn', 'fell']) move(other, event);
    expect([one.state, other.state]).toEqual(['waiting', "can't go on"]);
    expect(counted()).toEqual([
      { from: 'off', event: 'turnedOn', to: 'waiting', n: 3 },
      { from: 'off', event: 'turnedOff', to: 'off', n: 1 },
      { from: 'waiting', event: 'turnedOff', to: 'off', n: 1 },
      { from: 'waiting', event: 'fell', to: "can't go on", n: 1 },
    ]);
  });

  it('lead where the table leads, whatever happens in whatever order', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Event>('turnedOn', 'turnedOff', 'fell')), events => {
        const { move, counted } = bound(new Moves('hotspot', table));
        const record = { state: 'off' };
        let moved = 0;
        for (const event of events) {
          const before = record.state;
          if (transitionsOf(table).some(arrow => arrow.from === before && arrow.event === event)) {
            move(record, event);
            moved += 1;
            expect(record.state).toBe(nextState('hotspot', table, before, event));
          } else {
            expect(() => move(record, event)).toThrow(UnlistedEvent);
            expect(record.state).toBe(before);
          }
        }
        expect(counted().reduce((sum, { n }) => sum + n, 0)).toBe(moved);
      }),
    ));

  it('of a model without a table are none, and there is nowhere to go', () => {
    const { move, counted } = bound(new Moves('counter', undefined));
    expect(counted()).toEqual([]);
    expect(() => move({ state: 'off' }, 'turnedOn')).toThrow(/it can take: nothing/);
  });

  it('of an installed model are counted as its handlers move its records', () => {
    const hotspot = model('hotspot', {
      source: 'the tests',
      table,
      record: { state: state(table) },
      kept: 'columns',
      takes: {
        turn(record, event: Event, does) {
          does.move(record, event);
        },
      },
    });
    const { tell, installed, record } = worldWith(hotspot, { count: 2 });
    for (const subject of [0, 1]) tell('turn', 'turnedOn', subject);
    tell('turn', 'fell', 1);
    expect(record(1).state).toBe("can't go on");
    expect(installed.moves.counted().map(({ n }) => n)).toEqual([2, 0, 0, 1]);
  });
});

const bound = (moves: Moves) => ({ move: moves.move, counted: () => moves.counted() });
