import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BinaryHeapQueue } from '../../src/sim/binary-heap-queue.ts';
import type { EventQueue } from '../../src/sim/event-queue.ts';
import { LadderQueue } from '../../src/sim/ladder-queue.ts';
import { endOfTime, hours, minutes, seconds } from '../../src/sim/units.ts';

type Entry = { time: number; code: number; subject: number };

/** The pending-event set as one would say it: a list, sorted by time, later arrivals behind their equals. */
class SortedListQueue implements EventQueue {
  readonly time = new Float64Array([0, Number.POSITIVE_INFINITY]);
  code = 0;
  subject = 0;
  private entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  push(code: number, subject: number): void {
    const time = this.time[0];
    const later = this.entries.findIndex(entry => entry.time > time);
    this.entries.splice(later === -1 ? this.size : later, 0, { time, code, subject });
  }

  pop(): boolean {
    if (this.size === 0 || this.entries[0].time > this.time[1]) return false;
    const { time, code, subject } = this.entries.shift()!;
    this.time[0] = time;
    this.code = code;
    this.subject = subject;
    return true;
  }

  compact(isLive: (code: number, subject: number) => boolean): number {
    const before = this.size;
    this.entries = this.entries.filter(entry => isLive(entry.code, entry.subject));
    return before - this.size;
  }

  forEach(visit: (time: number, code: number, subject: number) => void): void {
    for (const { time, code, subject } of this.entries) visit(time, code, subject);
  }
}

const push = (queue: EventQueue, time: number, code: number, subject: number) => {
  queue.time[0] = time;
  queue.push(code, subject);
};

const pop = (queue: EventQueue, horizon = Number.POSITIVE_INFINITY): Entry | undefined => {
  queue.time[1] = horizon;
  return queue.pop() ? { time: queue.time[0], code: queue.code, subject: queue.subject } : undefined;
};

const drain = (queue: EventQueue): Entry[] => {
  const out: Entry[] = [];
  for (let entry = pop(queue); entry; entry = pop(queue)) out.push(entry);
  return out;
};

const contents = (queue: EventQueue): Entry[] => {
  const all: Entry[] = [];
  queue.forEach((time, code, subject) => {
    all.push({ time, code, subject });
  });
  return all.sort((a, b) => a.subject - b.subject);
};

/** xorshift32: a long program of delays from one seed. */
const uniforms = (seed: number) => {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
};

/** Delays as models ask for them, and as nobody should; `i` counts the pushes of one step. */
const delays: Record<string, (u: () => number, i: number) => number> = {
  'at once': () => 0,
  constant: () => minutes(15),
  'a few microseconds': u => u() * 4,
  exponential: u => -seconds(10) * Math.log(1 - u()),
  uniform: u => u() * hours(1),
  bimodal: u => (u() < 0.9 ? u() * 1e3 : hours(24) + u() * 1e3),
  Pareto: u => 1e3 / (1 - u()) ** 2,
  'far future': u => endOfTime * u(),
  'the end of time': () => endOfTime,
  increasing: (_, i) => i * 1e3,
  decreasing: (_, i) => 1e7 - i * 1e3,
  'on the full hour': u => Math.floor(u() * 4) * hours(1),
};
type Delay = keyof typeof delays;

/** One move of a program that a queue is put through. */
type Step =
  | { does: 'push'; count: number; delay: Delay; seed: number }
  | { does: 'pop'; count: number }
  | { does: 'popUntil'; delay: Delay; seed: number }
  | { does: 'hold'; count: number; delay: Delay; seed: number }
  | { does: 'compact'; keep: number };

const anyDelay = fc.constantFrom<Delay>(...Object.keys(delays));
const seed = fc.integer({ min: 1, max: 1e9 });
const steps = (largest: number): fc.Arbitrary<Step[]> => {
  const count = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: largest }));
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ does: fc.constant('push' as const), count, delay: anyDelay, seed }) },
      { weight: 2, arbitrary: fc.record({ does: fc.constant('pop' as const), count }) },
      { weight: 2, arbitrary: fc.record({ does: fc.constant('popUntil' as const), delay: anyDelay, seed }) },
      { weight: 3, arbitrary: fc.record({ does: fc.constant('hold' as const), count, delay: anyDelay, seed }) },
      {
        weight: 1,
        arbitrary: fc.record({ does: fc.constant('compact' as const), keep: fc.integer({ min: 0, max: 4 }) }),
      },
    ),
    { maxLength: 14 },
  );
};

/** A crowd close together, a few entries far off, then part of the crowd leaves while newcomers arrive: deep rungs. */
const crowds: fc.Arbitrary<Step[]> = fc
  .array(
    fc
      .record({ crowd: fc.integer({ min: 500, max: 1_500 }), near: anyDelay, far: anyDelay, late: anyDelay, seed })
      .chain(({ crowd, near, far, late, seed }) =>
        fc
          .record({
            leaving: fc.integer({ min: crowd - 100, max: crowd }),
            newcomers: fc.integer({ min: 1, max: 100 }),
          })
          .map(({ leaving, newcomers }): Step[] => [
            { does: 'push', count: crowd, delay: near, seed },
            { does: 'push', count: 2, delay: far, seed },
            { does: 'pop', count: leaving },
            { does: 'push', count: newcomers, delay: late, seed },
            { does: 'hold', count: newcomers, delay: late, seed },
          ]),
      ),
    { minLength: 1, maxLength: 3 },
  )
  .map(parts => parts.flat());

/** Runs the program and writes down all that can be seen of the queue. */
function play(queue: EventQueue, program: readonly Step[]): unknown[] {
  const seen: unknown[] = [];
  let now = 0;
  let subject = 0;
  const pushAfter = (delay: number) => {
    push(
      queue,
      Math.min(endOfTime, Math.ceil(now + delay)),
      subject % 5 === 0 ? 0xfff00000 + subject : subject,
      subject,
    );
    subject += 1;
  };
  const popOne = (horizon?: number) => {
    const entry = pop(queue, horizon);
    seen.push(entry ?? 'nothing');
    if (entry) now = entry.time;
    return entry !== undefined;
  };
  for (const step of program) {
    if (step.does === 'push') {
      const u = uniforms(step.seed);
      for (let i = 0; i < step.count; i++) pushAfter(delays[step.delay](u, i));
    } else if (step.does === 'pop') {
      for (let i = 0; i < step.count && popOne(); i++);
    } else if (step.does === 'popUntil') {
      const horizon = now + delays[step.delay](uniforms(step.seed), 1);
      while (popOne(horizon));
    } else if (step.does === 'hold') {
      const u = uniforms(step.seed);
      for (let i = 0; i < step.count && popOne(); i++) pushAfter(delays[step.delay](u, i));
    } else {
      seen.push(queue.compact((_, who) => who % 5 >= step.keep));
    }
    seen.push(queue.size);
  }
  return [...seen, contents(queue), drain(queue), queue.size];
}

describe.each([
  ['heap', () => new BinaryHeapQueue()],
  ['ladder', () => new LadderQueue()],
] as const)('the pending-event set as a %s', (_, make: () => EventQueue) => {
  it('agrees with a sorted list on every short program', () => {
    fc.assert(
      fc.property(steps(60), program => {
        expect(play(make(), program)).toEqual(play(new SortedListQueue(), program));
      }),
      { numRuns: 300 },
    );
  });

  it('gives out equal times in the order in which they came', () => {
    const queue = make();
    for (let i = 0; i < 1000; i++) push(queue, i % 2, 7, i);
    const evenFirst = [...Array(500).keys()].map(i => 2 * i);
    expect(drain(queue).map(entry => entry.subject)).toEqual([...evenFirst, ...evenFirst.map(i => i + 1)]);
  });

  it('puts an entry for this very moment behind those already waiting for it, and before later ones', () => {
    const queue = make();
    for (let i = 0; i < 100; i++) push(queue, 5, 0, i);
    push(queue, 6, 0, 101);
    pop(queue);
    push(queue, 5, 0, 100);
    expect(drain(queue).map(entry => entry.subject)).toEqual([...Array(101).keys()].map(i => i + 1));
  });

  it('takes out nothing past the horizon, and all that lies on it', () => {
    const queue = make();
    for (const time of [10, 20, 30]) push(queue, time, 1, time);
    expect(pop(queue, 9)).toBeUndefined();
    expect(pop(queue, 10)?.subject).toBe(10);
    expect(pop(queue, 19)).toBeUndefined();
    push(queue, 15, 1, 15);
    expect(drain(queue).map(entry => entry.subject)).toEqual([15, 20, 30]);
    expect(queue.size).toBe(0);
  });

  it('tells moments apart 285 years from the start', () => {
    const queue = make();
    for (let i = 0; i < 100; i++) push(queue, endOfTime - i, 0, i);
    for (let i = 100; i < 200; i++) push(queue, i, 0, i);
    const far = [...Array(100).keys()].reverse();
    expect(drain(queue).map(entry => entry.subject)).toEqual([...far.map(i => 199 - i), ...far]);
  });

  it('carries every code of 32 bits and every subject, negative ones too', () => {
    const queue = make();
    push(queue, 1, 0xffffffff, -1);
    push(queue, 2, 0x80000000, 0x7fffffff);
    expect(drain(queue)).toEqual([
      { time: 1, code: 0xffffffff, subject: -1 },
      { time: 2, code: 0x80000000, subject: 0x7fffffff },
    ]);
  });

  it('refuses an entry before the last popped time, or at no time at all', () => {
    const queue = make();
    push(queue, 10, 0, 0);
    push(queue, 20, 0, 1);
    pop(queue);
    expect(() => push(queue, 9, 0, 2)).toThrow('An entry at 9 µs was pushed after the one at 10 µs had been popped');
    expect(() => push(queue, Number.NaN, 0, 2)).toThrow(RangeError);
    expect(drain(queue)).toEqual([{ time: 20, code: 0, subject: 1 }]);
  });

  it('drops the dead and keeps the order of the living, equals included', () => {
    const queue = make();
    for (let i = 0; i < 10_000; i++) push(queue, (i * 7919) % 100, i % 3, i);
    for (let i = 0; i < 1_000; i++) pop(queue);
    const waiting = contents(queue);
    const live = (code: number) => code !== 0;
    expect(queue.compact(live)).toBe(waiting.filter(entry => entry.code === 0).length);
    const expected = waiting.filter(entry => live(entry.code)).sort((a, b) => a.time - b.time || a.subject - b.subject);
    expect(drain(queue)).toEqual(expected);
  });

  it('grows from nothing to 100,000 and shrinks to nothing again, three times', () => {
    const queue = make();
    const u = uniforms(11);
    let now = 0;
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 100_000; i++) push(queue, now + Math.ceil(delays.exponential(u, i)), 0, i);
      expect(queue.size).toBe(100_000);
      let out = 0;
      for (let entry = pop(queue); entry; entry = pop(queue)) {
        if (entry.time < now) expect.fail(`${entry.time} came after ${now}`);
        now = entry.time;
        out += 1;
      }
      expect([out, queue.size]).toEqual([100_000, 0]);
    }
  });
});

describe('the ladder against the heap', () => {
  it('agrees with room made beforehand, and made while it is in use', () => {
    const program: Step[] = [
      { does: 'push', count: 3_000, delay: 'exponential', seed: 1 },
      { does: 'hold', count: 5_000, delay: 'bimodal', seed: 2 },
    ];
    const roomy = new LadderQueue();
    roomy.reserve(100_000);
    expect(play(roomy, program)).toEqual(play(new BinaryHeapQueue(), program));

    const [ladder, heap] = [new LadderQueue(), new BinaryHeapQueue()];
    const u = uniforms(5);
    for (let i = 0; i < 5_000; i++) {
      const time = Math.floor(u() * 1e6);
      push(ladder, time, 0, i);
      push(heap, time, 0, i);
      if (i === 1_000) ladder.reserve(1_000_000);
    }
    expect(drain(ladder)).toEqual(drain(heap));
  });

  it('agrees on every long program', () => {
    fc.assert(
      fc.property(steps(3_000), program => {
        expect(play(new LadderQueue(), program)).toEqual(play(new BinaryHeapQueue(), program));
      }),
      { numRuns: 60 },
    );
  });

  it('agrees on every coming and going of crowds', () => {
    fc.assert(
      fc.property(crowds, program => {
        expect(play(new LadderQueue(), program)).toEqual(play(new BinaryHeapQueue(), program));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['a herd at one moment, then a constant delay', 200_000, 'constant'],
    ['a herd at one moment, then a random delay', 50_000, 'exponential'],
    ['a herd at one moment, then zero or a few microseconds', 50_000, 'a few microseconds'],
    ['a herd at one moment, then full hours', 50_000, 'on the full hour'],
  ] as const)('agrees on %s', (_, herd, delay) => {
    const [ladder, heap] = [new LadderQueue(), new BinaryHeapQueue()];
    for (let i = 0; i < herd; i++) {
      push(ladder, hours(9), 0, i);
      push(heap, hours(9), 0, i);
    }
    const u = uniforms(3);
    for (let i = 0; i < 3 * herd; i++) {
      ladder.pop();
      heap.pop();
      if (ladder.time[0] !== heap.time[0] || ladder.subject !== heap.subject) expect.fail(`differs at pop ${i}`);
      heap.time[0] += Math.ceil(delays[delay](u, i));
      ladder.time[0] = heap.time[0];
      ladder.push(0, ladder.subject);
      heap.push(0, heap.subject);
    }
    expect(drain(ladder)).toEqual(drain(heap));
  });

  it.each<[string, Step[]]>([
    [
      'a push past the last bucket of a lower rung that has been emptied to its end',
      [
        { does: 'push', count: 600, delay: 'increasing', seed: 1 },
        { does: 'push', count: 1, delay: 'the end of time', seed: 1 },
        { does: 'pop', count: 595 },
        { does: 'push', count: 20, delay: 'exponential', seed: 1 },
      ],
    ],
    [
      'a compaction while the rungs use every chain there is',
      [
        { does: 'push', count: 1_019, delay: 'decreasing', seed: 1 },
        { does: 'hold', count: 1, delay: 'at once', seed: 1 },
        { does: 'compact', keep: 0 },
      ],
    ],
  ])('agrees on what once went wrong: %s', (_, program) => {
    expect(play(new LadderQueue(), program)).toEqual(play(new BinaryHeapQueue(), program));
  });

  it('agrees when, with nothing taken out, earlier and earlier entries arrive', () => {
    const program: Step[] = [
      { does: 'push', count: 1_000, delay: 'constant', seed: 1 },
      { does: 'popUntil', delay: 'at once', seed: 1 },
      { does: 'push', count: 9_000, delay: 'decreasing', seed: 1 },
      ...Array.from({ length: 50 }, (_, i): Step[] => [
        { does: 'popUntil', delay: 'at once', seed: 1 },
        { does: 'push', count: 100, delay: i % 2 ? 'decreasing' : 'a few microseconds', seed: i + 1 },
      ]).flat(),
    ];
    expect(play(new LadderQueue(), program)).toEqual(play(new BinaryHeapQueue(), program));
  });
});
