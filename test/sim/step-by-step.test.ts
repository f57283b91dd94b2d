/** A conversation told step by step: it waits, goes on, fails and can be given up. */
import { EMPTY, NEVER, Observable, of, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { type Conversation, its, stepByStep, Waitable } from '../../src/sim/step-by-step.ts';

/** Runs a conversation and writes down how it ended. */
function hold(begin: () => Conversation<void>) {
  const told: unknown[] = [];
  const subscription = stepByStep(begin).subscribe({
    error: (failure: unknown) => told.push(failure),
    complete: () => told.push('complete'),
  });
  return { told, subscription };
}

describe('a flow that goes on step by step', () => {
  it('gets the last value of what it waits for, and completes at its end', () => {
    const heard: unknown[] = [];
    const { told } = hold(function* () {
      heard.push(yield* its(of(1, 2, 3)));
      heard.push(yield* its(EMPTY));
      heard.push(yield* its(of('a')));
    });
    expect(heard).toEqual([3, undefined, 'a']);
    expect(told).toEqual(['complete']);
  });

  it('waits for what takes its time', () => {
    let finish = () => {};
    const later = new Observable<string>(subscriber => {
      finish = () => {
        subscriber.next('late');
        subscriber.complete();
      };
    });
    const heard: unknown[] = [];
    const { told } = hold(function* () {
      heard.push(yield* its(later));
    });
    expect([heard, told]).toEqual([[], []]);
    finish();
    expect([heard, told]).toEqual([['late'], ['complete']]);
  });

  it('can catch what fails, and go on', () => {
    const heard: unknown[] = [];
    const { told } = hold(function* () {
      try {
        yield* its(throwError(() => 'refused'));
      } catch (failure) {
        heard.push(failure);
      }
      heard.push(yield* its(of('on')));
    });
    expect(heard).toEqual(['refused', 'on']);
    expect(told).toEqual(['complete']);
  });

  it('fails with what it does not catch, and with what it throws itself', () => {
    const uncaught = hold(function* () {
      yield* its(throwError(() => 'refused'));
    });
    const own = hold(function* () {
      yield* its(EMPTY);
      throw new Error('a bug');
    });
    expect(uncaught.told).toEqual(['refused']);
    expect(own.told).toEqual([new Error('a bug')]);
  });

  it('cancels what it waits for when it is stopped, and goes no further', () => {
    const heard: string[] = [];
    const { subscription, told } = hold(function* () {
      yield* its(new Observable(() => () => heard.push('cancelled')));
      heard.push('went on');
    });
    subscription.unsubscribe();
    expect(heard).toEqual(['cancelled']);
    expect(told).toEqual([]);
  });

  it('that is stopped by what it has just begun lets go of that, too', () => {
    const heard: string[] = [];
    let stop = () => {};
    const running = stepByStep(function* () {
      yield* its(stopping(() => stop(), heard));
      heard.push('went on');
    });
    const subscription = new Observable(subscriber => {
      stop = () => subscriber.complete();
      return running.subscribe(subscriber);
    }).subscribe();
    subscription.unsubscribe();
    expect(heard).toEqual(['cancelled']);
  });

  describe('begins what can be waited for itself', () => {
    it('and hears what comes of it, at once or later', () => {
      let finish = () => {};
      const later = new Waitable<string>(waiter => {
        finish = () => {
          waiter.next('late');
          waiter.complete();
        };
        return undefined;
      });
      const atOnce = new Waitable<string>(waiter => {
        waiter.next('early');
        waiter.complete();
        return undefined;
      });
      const nothing = new Waitable<string>(waiter => {
        waiter.complete();
        return undefined;
      });
      const heard: unknown[] = [];
      const { told } = hold(function* () {
        heard.push(yield* its(atOnce));
        heard.push(yield* its(nothing));
        heard.push(yield* its(later));
      });
      expect(heard).toEqual(['early', undefined]);
      finish();
      expect(heard).toEqual(['early', undefined, 'late']);
      expect(told).toEqual(['complete']);
    });

    it('and can catch its failure', () => {
      const refused = new Waitable<never>(waiter => {
        waiter.error('refused');
        return undefined;
      });
      const heard: unknown[] = [];
      const { told } = hold(function* () {
        try {
          yield* its(refused);
        } catch (failure) {
          heard.push(failure);
        }
      });
      expect(heard).toEqual(['refused']);
      expect(told).toEqual(['complete']);
    });

    it('takes it back when it is stopped, and hears of it no more', () => {
      const heard: string[] = [];
      let finish = () => {};
      const { subscription, told } = hold(function* () {
        yield* its(
          new Waitable<never>(waiter => {
            finish = () => waiter.complete();
            return () => heard.push('taken back');
          }),
        );
        heard.push('went on');
      });
      subscription.unsubscribe();
      finish();
      expect(heard).toEqual(['taken back']);
      expect(told).toEqual([]);
    });

    it('as anybody else can subscribe to it', () => {
      const heard: string[] = [];
      const subscription = new Waitable<string>(waiter => {
        waiter.next('a');
        return () => heard.push('taken back');
      }).subscribe(value => heard.push(value));
      subscription.unsubscribe();
      expect(heard).toEqual(['a', 'taken back']);
    });
  });

  it('of a hundred thousand steps that take no time needs no more stack than one', () => {
    let steps = 0;
    const { told } = hold(function* () {
      for (; steps < 100_000; steps += 1) yield* its(EMPTY);
    });
    expect(told).toEqual(['complete']);
    expect(steps).toBe(100_000);
  });
});

/** Stops its flow while it is being subscribed to. */
const stopping = (stop: () => void, heard: string[]) =>
  new Observable<never>(subscriber => {
    const waiting = NEVER.subscribe(subscriber);
    waiting.add(() => heard.push('cancelled'));
    stop();
    return waiting;
  });
