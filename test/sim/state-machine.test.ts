import { describe, expect, it } from 'vitest';
import { model } from '../../src/sim/model.ts';
import { count, state } from '../../src/sim/records.ts';
import { RunFailure } from '../../src/sim/simulation.ts';
import {
  initialState,
  isEnd,
  nextState,
  type TransitionTable,
  transitionsOf,
  trappedStates,
  UnlistedEvent,
  unreachableStates,
} from '../../src/sim/state-machine.ts';
import { worldWith } from '../kit/world-with.ts';

type State = 'off' | 'waiting' | 'sharing' | 'broken';
type Event = 'turnedOn' | 'joined' | 'left' | 'turnedOff' | 'fell';

const table: TransitionTable<State, Event> = {
  off: { turnedOn: 'waiting' },
  waiting: { joined: 'sharing', turnedOff: 'off' },
  sharing: { joined: 'sharing', left: 'waiting', fell: 'broken' },
  broken: {},
};

describe('a transition table', () => {
  it('begins in the first state listed, and a state without events is an end', () => {
    expect(initialState(table)).toBe('off');
    expect(isEnd(table, 'broken')).toBe(true);
    expect(isEnd(table, 'off')).toBe(false);
  });

  it('ends, too, where nothing is left but to begin anew', () => {
    const again = {
      idle: { began: 'running' },
      running: { stopped: 'over', paused: 'idle' },
      over: { began: 'running' },
    };
    expect(isEnd(again, 'over')).toBe(true);
    expect(isEnd(again, 'idle')).toBe(false);
    expect(trappedStates(again)).toEqual([]);
    expect(isEnd({ idle: { began: 'running' }, running: { began: 'idle' } }, 'running')).toBe(false);
  });

  it('says where each event leads', () => {
    expect(nextState('hotspot', table, 'off', 'turnedOn')).toBe('waiting');
    expect(transitionsOf(table)).toContainEqual({ from: 'sharing', event: 'left', to: 'waiting' });
    expect(transitionsOf(table)).toHaveLength(6);
  });

  it('names the events that can happen when one cannot', () => {
    expect(() => nextState('hotspot', table, 'waiting', 'left')).toThrow(
      new UnlistedEvent('hotspot', 'waiting', 'left', ['joined', 'turnedOff']),
    );
    expect(() => nextState('hotspot', table, 'broken', 'joined')).toThrow(
      'hotspot: "joined" cannot happen while "broken"; it can take: nothing, it is an end',
    );
  });

  it('is sound when every state can be reached and none is a trap', () => {
    expect(unreachableStates(table)).toEqual([]);
    expect(trappedStates(table)).toEqual([]);
  });

  it('shows states that nothing leads to, and those that never lead to an end', () => {
    const unsound = { a: { x: 'b', y: 'end' }, b: { x: 'c' }, c: { x: 'b' }, lonely: { x: 'end' }, end: {} } as const;
    expect(unreachableStates(unsound)).toEqual(['lonely']);
    expect(trappedStates(unsound)).toEqual(['b', 'c']);
  });

  it('without any end has no traps: it is meant to go round', () => {
    expect(trappedStates({ day: { dusk: 'night' }, night: { dawn: 'day' } })).toEqual([]);
  });
});

describe('a model that moves by its table', () => {
  const hotspot = model('hotspot', {
    source: 'this test',
    table,
    record: { state: state(table), clients: count() },
    takes: {
      turnedOn(hotspot, _, does) {
        does.move(hotspot, 'turnedOn');
      },
      joined(hotspot, _, does) {
        hotspot.clients += 1;
        does.move(hotspot, 'joined');
      },
    },
  });

  it('is moved by the events the table lists', () => {
    const { record, tell } = worldWith(hotspot);
    tell('turnedOn');
    tell('joined');
    expect(record()).toEqual({ state: 'sharing', clients: 1 });
  });

  it('stops the run at an event the table does not list', () => {
    const { tell } = worldWith(hotspot);
    const failure = caught(() => tell('joined'));
    expect(failure).toBeInstanceOf(RunFailure);
    expect((failure as RunFailure).cause).toBeInstanceOf(UnlistedEvent);
    expect((failure as RunFailure).message).toContain(
      '"joined" cannot happen while "off"; it can take: turnedOn (at 0 s',
    );
  });
});

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
