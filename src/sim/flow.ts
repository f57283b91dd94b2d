/**
 * Flows: multi-step conversations told in RxJS. A flow waits and tells; it never touches a record.
 *
 *     model ── does.start ──▶ flow ── ask, after, retrying ... ──▶ one outcome each
 *       ▲                      │
 *       └──── tell(event) ◀────┘        the model's table moves the record
 *
 * Flows start only through the door below, which hands every error to the simulation: the run stops after the present
 * event. A {@link RequestFailure} that reaches the end of a flow is expected and goes to its `onFailure`; anything else
 * is a bug. The words are bound to whatever clock runs the flow: nothing in a flow can know which one it is.
 */
import { catchError, type MonoTypeOperatorFunction, Observable, retry, type Subscription, throwError } from 'rxjs';
import { RequestFailure } from './request.ts';
import type { Simulation } from './simulation.ts';
import type { Microseconds } from './units.ts';

/** What passes time. The simulation's clock is one; a wall clock can be another. */
export interface FlowClock {
  now(): Microseconds;
  after(delay: number): Observable<0>;
}

export interface RetryRule {
  /** How many times to try again after the first failure. */
  times: number;
  /** How long to wait before the try with that number, 1 being the first retry. */
  wait: number | ((retry: number) => number);
  /** Which failures are worth another try; default: all that are expected. */
  if?: (failure: RequestFailure) => boolean;
  /** Something to do at the start of each wait. */
  each?: (failure: RequestFailure, retry: number) => Observable<unknown>;
}

/** The words that know time, bound to one clock. */
export interface TimeWords {
  /** Emits once after `delay` µs, then completes. */
  after(delay: number): Observable<0>;
  /** Fails with `timedOut` unless the source completes within `limit` µs. */
  within<T>(limit: number): MonoTypeOperatorFunction<T>;
  /** Tries the source again after expected failures. */
  retrying<T>(rule: RetryRule): MonoTypeOperatorFunction<T>;
  /** Emits 1, 2, 3 ... every `period` µs until unsubscribed. */
  every(period: number): Observable<number>;
}

/** The words that know time, for any clock. */
export function timeWords(clock: FlowClock): TimeWords {
  const after = (delay: number) => clock.after(delay);
  return {
    after,
    within: limit => source =>
      new Observable(subscriber => {
        subscriber.add(
          after(limit).subscribe({
            next: () => subscriber.error(new RequestFailure('timedOut', 'within')),
            error: error => subscriber.error(error),
          }),
        );
        subscriber.add(source.subscribe(subscriber));
      }),
    retrying: ({ times, wait, if: worthwhile = () => true, each }) =>
      retry({
        count: times,
        delay: (failure: unknown, nth: number) => {
          if (!(failure instanceof RequestFailure) || !worthwhile(failure)) return throwError(() => failure);
          const pause = after(typeof wait === 'number' ? wait : wait(nth));
          if (each === undefined) return pause;
          return new Observable(subscriber => {
            subscriber.add(
              each(failure, nth).subscribe({
                error: error => subscriber.error(error),
                complete: () => subscriber.add(pause.subscribe(subscriber)),
              }),
            );
          });
        },
      }),
    every: period =>
      new Observable(subscriber => {
        let nth = 0;
        const tick = () => {
          subscriber.add(
            after(period).subscribe({
              next: () => {
                nth += 1;
                subscriber.next(nth);
                if (!subscriber.closed) tick();
              },
              error: error => subscriber.error(error),
            }),
          );
        };
        tick();
      }),
  };
}

const handling = (onFailure: (failure: RequestFailure) => Observable<unknown>) =>
  catchError((error: unknown) => {
    if (error instanceof RequestFailure) return onFailure(error);
    throw error;
  });

const unhandled = ({ request, outcome }: RequestFailure) =>
  new Error(`${request} ended ${outcome} and nobody handles that`);

/** A flow that is running: one per kind and subject. */
interface Running {
  subscription: Subscription | undefined;
}

/** The one door for flows: starts, stops, counts them, and hands their errors to the simulation. */
export class FlowDoor {
  /** Flows running now. */
  alive = 0;
  /** Flows ever started, and the most that ran at once. */
  started = 0;
  mostAlive = 0;

  private readonly simulation: Simulation;
  private readonly running = new Map<string, Map<number, Running>>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /**
   * Starts a flow for a subject.
   *
   * @param kind       name of the flow; a subject can run each kind once at a time
   * @param flow       what to run; subscribed to now
   * @param onFailure  how the flow ends when an expected failure has reached its end
   */
  start(
    kind: string,
    subject: number,
    flow: Observable<unknown>,
    onFailure: ((failure: RequestFailure) => Observable<unknown>) | undefined,
  ): void {
    let ofKind = this.running.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.running.set(kind, ofKind);
    }
    if (ofKind.has(subject)) throw new Error(`The flow "${kind}" is already running for ${subject}`);
    const entry: Running = { subscription: undefined };
    ofKind.set(subject, entry);
    this.alive += 1;
    this.started += 1;
    if (this.alive > this.mostAlive) this.mostAlive = this.alive;

    const ended = () => {
      if (ofKind.get(subject) !== entry) return;
      ofKind.delete(subject);
      this.alive -= 1;
    };
    const broken = (error: unknown) => {
      ended();
      this.simulation.fail(`the flow "${kind}" of ${subject}`, error);
    };
    const handled = onFailure === undefined ? flow : flow.pipe(handling(onFailure));
    const subscription = handled.subscribe({
      error: error => broken(error instanceof RequestFailure ? unhandled(error) : error),
      complete: ended,
    });
    entry.subscription = subscription;
    subscription.add(ended);
  }

  /** Stops the subject's flow of that kind, if it is running: whatever it waits for is cancelled. */
  stop(kind: string, subject: number): void {
    this.running.get(kind)?.get(subject)?.subscription?.unsubscribe();
  }

  /** Stops every flow: the end of the run. */
  stopAll(): void {
    for (const ofKind of this.running.values())
      for (const entry of [...ofKind.values()]) entry.subscription?.unsubscribe();
  }
}
