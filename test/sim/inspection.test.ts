import { applyPatches } from 'immer';
import { describe, expect, it } from 'vitest';
import { model } from '../../src/sim/model.ts';
import { count, value } from '../../src/sim/records.ts';
import { type Microseconds, minutes } from '../../src/sim/units.ts';
import { worldWith } from '../kit/world-with.ts';

const counter = model('counter', {
  source: 'this test',
  record: { clicks: count(), notes: value<{ words: string[] }>() },
  timers: { clicked: minutes(1) },
  facts: ['clicked'],
  takes: {
    clicked(counter, _, does) {
      counter.clicks += 1;
      counter.clicks += 0;
      does.emit('clicked', counter.clicks);
      does.arm('clicked');
    },
    noted(counter, word: string) {
      const words = counter.notes?.words ?? [];
      counter.notes = { words: [...words, word] };
    },
    scribbled(counter, word: string) {
      counter.notes!.words.push(word);
    },
  },
});

describe('an inspected record', () => {
  it('logs each change with its time and cause, as a patch and its inverse', () => {
    const { tell, clock, assembly, installed, simulation } = worldWith(counter);
    const recording = assembly.inspect(installed, 0, () => `event ${simulation.events}`);
    tell('clicked');
    clock.advance(minutes(1));
    expect(recording.changes).toEqual([
      {
        time: 0,
        cause: 'event 0',
        patch: { op: 'replace', path: ['clicks'], value: 1 },
        inverse: { op: 'replace', path: ['clicks'], value: 0 },
      },
      {
        time: minutes(1),
        cause: 'event 1',
        patch: { op: 'replace', path: ['clicks'], value: 2 },
        inverse: { op: 'replace', path: ['clicks'], value: 1 },
      },
    ]);
  });

  it('can be seen as it was at any moment since inspection began', () => {
    const { tell, clock, assembly, installed } = worldWith(counter);
    tell('clicked');
    const recording = assembly.inspect(installed, 0, () => 'minute');
    clock.advance(minutes(10));
    const clicksAt = (moment: number) => (recording.at(moment as Microseconds) as { clicks: number }).clicks;
    expect([0, minutes(1) - 1, minutes(1), minutes(10)].map(clicksAt)).toEqual([1, 1, 2, 11]);
  });

  it('can be taken back step by step, no further than its beginning', () => {
    const { tell, assembly, installed, record } = worldWith(counter);
    const recording = assembly.inspect(installed, 0, () => 'click');
    for (let i = 0; i < 3; i++) tell('clicked');
    const clicksBack = (steps: number) => (recording.back(record(), steps) as { clicks: number }).clicks;
    expect([0, 1, 3, 5].map(clicksBack)).toEqual([3, 2, 0, 0]);
  });

  it('speaks the patches of immer', () => {
    const { tell, assembly, installed, record } = worldWith(counter);
    const recording = assembly.inspect(installed, 0, () => 'click');
    tell('clicked');
    tell('noted', 'one');
    tell('noted', 'two');
    expect(
      applyPatches(
        recording.initial,
        recording.changes.map(change => change.patch),
      ),
    ).toEqual(record());
  });

  it('keeps what a free value was at each change, and never freezes the living one', () => {
    const { tell, assembly, installed, record } = worldWith(counter);
    tell('noted', 'one');
    const recording = assembly.inspect(installed, 0, () => 'note');
    tell('noted', 'two');
    recording.at(0 as Microseconds);
    tell('scribbled', 'three');
    expect(record()).toEqual({ clicks: 0, notes: { words: ['one', 'two', 'three'] } });
    expect(recording.initial).toEqual({ clicks: 0, notes: { words: ['one'] } });
    expect(recording.changes[0]!.patch.value).toEqual({ words: ['one', 'two'] });
  });
});
