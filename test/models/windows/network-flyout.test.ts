import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flyoutText } from '../../../src/models/messages/flyout-text.ts';
import type { Balance } from '../../../src/models/messages/mobile-operator-api-messages.ts';
import { flyoutPorts, networkFlyout, shownBy } from '../../../src/models/windows/network-flyout.ts';
import {
  bytes,
  days,
  hours,
  type Microseconds,
  megabytes,
  microseconds,
  milliseconds,
  minutes,
  seconds,
} from '../../../src/sim/units.ts';
import { type Reaction, recorder, worldWith } from '../../kit/world-with.ts';
import { always, evenly, settingsWith, surroundingsOf, type WorldChange, worldOf } from '../small-world.ts';

type Answers = NonNullable<NonNullable<Parameters<typeof recorder>[1]>['answers']>;
const balance = { id: 'C-7001', type: 'MODIRECTPAYG', dataRemaining: megabytes(150), timeRemaining: hours(20) };

const flyoutWith = (answers: Answers, change: WorldChange = {}, count = 1) =>
  worldWith(networkFlyout, {
    given: surroundingsOf({ ...change, group: { ...change.group, count } }),
    ports: [recorder(flyoutPorts.service, { answers })],
    count,
  });

describe('the network flyout', () => {
  it('asks for the balance each time it is opened, and shows what it hears', () => {
    const { tell, told, clock, record, facts } = flyoutWith({ getBalance: { answer: balance } });
    tell('show');
    expect(record().state).toBe('asking');
    clock.advance(seconds(1));
    expect(record()).toMatchObject({ state: 'showing', type: 'MODIRECTPAYG', remaining: megabytes(150), openings: 1 });
    tell('show');
    clock.advance(seconds(1));
    expect(told.map(({ name }) => name)).toEqual(['getBalance', 'getBalance']);
    expect(facts.filter(({ name }) => name === 'network flyout.shown')).toHaveLength(2);
  });

  it('shows no balance after an error, and none of before', () => {
    let works = true;
    const { tell, clock, record } = flyoutWith({ getBalance: () => (works ? { answer: balance } : { refuse: 500 }) });
    tell('show');
    clock.advance(seconds(1));
    works = false;
    tell('show');
    clock.advance(seconds(1));
    expect(record()).toMatchObject({ state: 'hidden', type: undefined, remaining: 0 });
  });

  it('waits ten seconds for the balance', () => {
    const { tell, clock, facts } = flyoutWith({ getBalance: 'silent' });
    tell('show');
    clock.advance(minutes(1));
    expect(facts.find(({ name }) => name === 'network flyout.hidden')).toMatchObject({ time: seconds(10), value: 0 });
  });

  it('of a device without any connection asks in vain, at once', () => {
    const { tell, clock, told, facts } = flyoutWith({ getBalance: { answer: balance } }, { group: { wifi: 0 } });
    tell('show');
    clock.advance(seconds(1));
    expect(told).toEqual([]);
    expect(facts.at(-1)).toMatchObject({ name: 'network flyout.hidden', time: 0 });
  });

  it('forgets the balance of another ICCID when a profile becomes active', () => {
    const { tell, clock, record } = flyoutWith({ getBalance: { answer: balance } });
    tell('show');
    clock.advance(seconds(1));
    tell('lineReady');
    expect(record()).toMatchObject({ state: 'hidden', habit: 'active', type: undefined, remaining: 0 });
  });

  it('of an active line is opened 8.64 times a day on average', () => {
    const lines = 300;
    const { tell, told, clock } = flyoutWith(
      { getBalance: { answer: balance } },
      { group: { flyout: { perDay: 8.64, weights: evenly } } },
      lines,
    );
    for (let line = 0; line < lines; line++) tell('lineReady', undefined, line);
    clock.advance(days(1));
    const perDay = told.length / lines;
    expect(perDay).toBeGreaterThan(8.64 * 0.94);
    expect(perDay).toBeLessThan(8.64 * 1.06);
  });

  it('is opened in the hours of the day that have weight, and in no other', () => {
    const evening = evenly.map((_, hour) => (hour === 20 ? 24 : 0));
    const { tell, told, clock } = flyoutWith(
      { getBalance: { answer: balance } },
      { group: { flyout: { perDay: 50, weights: evening } } },
    );
    tell('lineReady');
    clock.advance(days(1));
    expect(told.length).toBeGreaterThan(20);
    for (const { at } of told) expect(Math.floor(at / hours(1))).toBe(20);
  });

  it('answers whoever waits for a look: true with a balance, false without', () => {
    for (const [reaction, answer] of [
      [{ answer: balance }, true],
      [{ refuse: 404 }, false],
    ] as const) {
      const { ask, clock } = flyoutWith({ getBalance: reaction });
      const look = ask('look', undefined);
      clock.advance(seconds(1));
      expect(look).toMatchObject({ outcome: 'answered', answer });
    }
  });
});

describe('the network flyout opened in sessions', () => {
  const session = { opens: 1.8, gap: always(seconds(20)), whenOffline: 4 };
  /** When each line of a world looked, in order. */
  function opened(change: WorldChange['group'], length = days(1)) {
    const { world, told } = worldOf(settingsWith({ length, group: { sim: 'hot', count: 400, ...change } }), {});
    world.run();
    const times = Array.from({ length: 400 }, (): number[] => []);
    for (const { name, subject, at } of told) if (name === 'network flyout.opened') times[subject]!.push(at);
    return times;
  }
  const perLine = (times: number[][]) => times.reduce((sum, one) => sum + one.length, 0) / times.length;

  it('has 1.8 openings a session on average, the number of them geometric', () => {
    const times = opened({ flyout: { perDay: 6, weights: evenly, session } });
    expect(perLine(times)).toBeGreaterThan(6 * 1.8 * 0.95);
    expect(perLine(times)).toBeLessThan(6 * 1.8 * 1.05);
    const lengths = times.flatMap(one => {
      const sessions: number[] = [];
      for (const [at, time] of one.entries())
        if (at > 0 && time - one[at - 1]! === seconds(20)) sessions[sessions.length - 1]! += 1;
        else sessions.push(1);
      return sessions;
    });
    const share = (openings: number) => lengths.filter(length => length === openings).length / lengths.length;
    expect(share(1)).toBeCloseTo(1 / 1.8, 1);
    expect(share(2)).toBeCloseTo((1 / 1.8) * (0.8 / 1.8), 1);
    expect(share(3)).toBeCloseTo((1 / 1.8) * (0.8 / 1.8) ** 2, 1);
  });

  it('with one opening each are openings on their own', () => {
    const single = { ...session, opens: 1 };
    expect(opened({ flyout: { perDay: 8, weights: evenly, session: single } })).toEqual(
      opened({ flyout: { perDay: 8, weights: evenly } }),
    );
  });

  it('come so many times as often from the moment the plan ends on a device without Wi-Fi', () => {
    const habit = { perDay: 12, weights: evenly, session: { ...session, opens: 1 } };
    const rates = (wifi: number) => {
      const times = opened({ wifi, flyout: habit }, days(2)).flat();
      return [times.filter(at => at < days(1)).length / 400, times.filter(at => at >= days(1)).length / 400];
    };
    const [online, offline] = rates(0);
    expect(online! / 12).toBeCloseTo(1, 1);
    expect(offline! / 48).toBeCloseTo(1, 1);
    expect(rates(1)[1]! / 12).toBeCloseTo(1, 1);
  });

  it('does not make a record longer', () => {
    const { installed } = flyoutWith({});
    expect(installed.store.layout.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(24);
  });
});

describe('what the network flyout says', () => {
  const balances: readonly Balance[] = [
    { id: '1', type: 'MODIRECT' },
    { id: '1', type: 'NOTSUPPORTED' },
    { id: '1', type: 'NONE', dataRemaining: bytes(0), timeRemaining: seconds(0) },
    { id: '1', type: 'MODIRECTPAYG', dataRemaining: megabytes(200), timeRemaining: hours(24) },
    { id: '1', type: 'MODIRECTPAYG', dataRemaining: bytes(1_234_567), timeRemaining: microseconds(hours(30) - 1) },
  ];

  it('law 27: is a function of what it last heard of the active ICCID, and of nothing else', () => {
    const step = fc.oneof(
      fc.record({ balance: fc.constantFrom(...balances), wait: fc.nat({ max: 2_000_000 }) }),
      fc.record({ status: fc.constantFrom(400, 401, 403, 404, 409, 429, 500, 504), wait: fc.nat({ max: 2_000_000 }) }),
      fc.record({ card: fc.nat({ max: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), steps => {
        const answer = milliseconds(700);
        let next: Reaction = 'silent';
        const { tell, clock, record, simulation } = flyoutWith({ getBalance: () => next }, { group: { sim: 'hot' } });
        /** What is under way: when it comes, for which card, and what it says. */
        const coming: { at: number; card: number; heard: Balance | undefined }[] = [];
        let card = 0;
        let last: Balance | undefined;
        const hears = () => {
          while (coming.length > 0 && coming[0]!.at <= simulation.now) {
            const { card: about, heard } = coming.shift()!;
            if (about === card) last = heard;
          }
          expect(shownBy(record())).toEqual(flyoutText(last));
        };
        for (const step of steps) {
          if ('card' in step) {
            hears();
            if (step.card !== card) last = undefined;
            card = step.card;
            tell('iccidRead', card);
          } else {
            const heard = 'balance' in step ? step.balance : undefined;
            next = 'balance' in step ? { answer: step.balance, after: answer } : { refuse: step.status, after: answer };
            tell('show');
            coming.push({ at: simulation.now + answer + milliseconds(30), card, heard });
            clock.advance(step.wait as Microseconds);
          }
          hears();
        }
      }),
      { numRuns: 60 },
    );
  });
});
