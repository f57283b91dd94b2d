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
import { Observable, type Subscription } from 'rxjs';

/** Waits for one thing after the other; at the end it has come to a `Result`. */
export type Conversation<Result> = Generator<Observable<unknown>, Result, unknown>;

/** Waits until the source has completed, and answers its last value. What fails there is thrown here. */
export function* its<T>(source: Observable<T>): Conversation<T> {
  return (yield source) as T;
}

/** What became of the last thing waited for. */
type Settled = { value: unknown } | { failure: unknown };

/** The conversation as a flow: it completes when the conversation is over, and fails with what nobody caught in it. */
export const stepByStep = (begin: () => Conversation<void>): Observable<never> =>
  new Observable(subscriber => {
    const conversation = begin();
    let current: Subscription | undefined;
    let settled: Settled | undefined = { value: undefined };
    let isGoingOn = false;

    const resume = (last: Settled) =>
      'failure' in last ? conversation.throw(last.failure) : conversation.next(last.value);
    const waitFor = (source: Observable<unknown>) => {
      let value: unknown;
      current = source.subscribe({
        next: latest => {
          value = latest;
        },
        error: failure => goOn({ failure }),
        complete: () => goOn({ value }),
      });
      if (subscriber.closed) current.unsubscribe();
    };
    /** What settles at once is taken up by the loop that is running already: hence no recursion. */
    const goOn = (last: Settled) => {
      settled = last;
      if (isGoingOn) return;
      isGoingOn = true;
      try {
        while (settled !== undefined && !subscriber.closed) {
          const next = resume(settled);
          settled = undefined;
          if (next.done === true) subscriber.complete();
          else waitFor(next.value);
        }
      } catch (error) {
        subscriber.error(error);
      }
      isGoingOn = false;
    };

    goOn(settled);
    return () => current?.unsubscribe();
  });
