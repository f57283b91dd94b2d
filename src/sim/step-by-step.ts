/**
 * A flow that is too long, or too much of a maze, to be written down as one chain: it goes on step by step, and what comes
 * next is decided when it comes.
 *
 *     function* visit(): Conversation<void> {
 *       yield* its(after(seconds(20)));                    waits
 *       const result = yield* its(ask(pay, device, 499));  the answer; a failure is thrown here
 *     }
 *     stepByStep(visit)                                    the flow
 *
 * However many steps it has, it needs no more stack than one of them.
 */
import { Observable } from 'rxjs';

/** Waits for one thing after the other; at the end it has come to a `Result`. */
export type Conversation<Result> = Generator<Observable<unknown>, Result, unknown>;

/** Waits until the source has completed, and answers its last value. What fails there is thrown here. */
export function* its<T>(source: Observable<T>): Conversation<T> {
  return (yield source) as T;
}

/** Who waits for something: told of values, and then once that it is over or has failed. */
export interface Waiter<T> {
  next(value: T): void;
  complete(): void;
  error(failure: unknown): void;
}

/**
 * HOT: something to wait for that a conversation begins itself. A conversation waits for one thing at a time and looks at
 * nothing any more once it is over; the subscriber with which an Observable sees to that costs more than the wait.
 */
export class Waitable<T> extends Observable<T> {
  /** Begins, and answers how to take it back. Once it is over, taking it back does nothing. */
  readonly begin: (waiter: Waiter<T>) => (() => void) | undefined;

  constructor(begin: (waiter: Waiter<T>) => (() => void) | undefined) {
    super(begin);
    this.begin = begin;
  }
}

/** The conversation as a flow: it completes when the conversation is over, and fails with what nobody caught in it. */
export const stepByStep = (begin: () => Conversation<void>): Observable<never> =>
  new Observable(subscriber => {
    const conversation = begin();
    let takeBack: (() => void) | undefined;
    /** What became of the last thing waited for. */
    let became: 'answered' | 'failed' | 'unknown' = 'answered';
    let value: unknown;
    let failure: unknown;
    let isGoingOn = false;

    const waiter: Waiter<unknown> = {
      next(latest) {
        value = latest;
      },
      complete() {
        became = 'answered';
        goOn();
      },
      error(reason) {
        failure = reason;
        became = 'failed';
        goOn();
      },
    };
    const waitFor = (source: Observable<unknown>) => {
      value = undefined;
      if (source instanceof Waitable) takeBack = source.begin(waiter);
      else {
        const subscription = source.subscribe(waiter);
        takeBack = () => subscription.unsubscribe();
      }
      if (subscriber.closed) takeBack?.();
    };
    const resume = () => {
      const isFailed = became === 'failed';
      became = 'unknown';
      return isFailed ? conversation.throw(failure) : conversation.next(value);
    };
    /** What settles at once is taken up by the loop that is running already: hence no recursion. */
    const goOn = () => {
      if (isGoingOn) return;
      isGoingOn = true;
      try {
        while (became !== 'unknown' && !subscriber.closed) {
          const next = resume();
          if (next.done === true) subscriber.complete();
          else waitFor(next.value);
        }
      } catch (error) {
        subscriber.error(error);
      }
      isGoingOn = false;
    };

    goOn();
    return () => takeBack?.();
  });
