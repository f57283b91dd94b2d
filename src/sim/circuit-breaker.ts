/**
 * A circuit breaker: a caller stops asking somebody who fails too often, and tries again later with one call.
 *
 *                  too many of the last failed
 *     ┌────────┐ ────────────────────────────▶ ┌──────┐ ── rest is over ──▶ ┌───────────┐
 *     │ closed │                               │ open │                     │ half open │
 *     └────────┘ ◀── the one call succeeded ── └──────┘ ◀── it failed ───── └───────────┘
 *
 * Source: M. Nygard, "Release It!", 2nd edition (2018), chapter 5, "Circuit Breaker".
 */
import type { TransitionTable } from './state-machine.ts';
import type { Microseconds } from './units.ts';

export interface BreakerOptions {
  /** Opens when so large a share of the last {@link of} calls has failed; above 0, up to 1. */
  failed: number;
  of: number;
  /** How long it stays open. */
  for: Microseconds;
}

type State = 'closed' | 'open' | 'halfOpen';
type Event = 'tooManyFailed' | 'rested' | 'probeSucceeded' | 'probeFailed';

export const breakerTable: TransitionTable<State, Event> = {
  closed: { tooManyFailed: 'open' },
  open: { rested: 'halfOpen' },
  halfOpen: { probeSucceeded: 'closed', probeFailed: 'open' },
};

export class CircuitBreaker {
  state: State = 'closed';
  /** How often it has opened. */
  openings = 0;
  /** When it first did, in µs. */
  firstOpening: Microseconds | undefined;
  /** Counts up whenever it opens or closes: a call tells with its end under which it was admitted. */
  epoch = 0;

  private readonly options: BreakerOptions;
  /** The last calls in a ring: 1 for one that failed. */
  private readonly last: Uint8Array;
  private seen = 0;
  private failures = 0;
  private openUntil = 0;
  /** The one call of a half open breaker is on its way. */
  private probing = false;

  /** @throws RangeError for a share or a number of calls that make no sense */
  constructor(options: BreakerOptions) {
    if (!(options.failed > 0 && options.failed <= 1))
      throw new RangeError(`A breaker for a share of ${options.failed} failures; expected more than 0, up to 1`);
    if (!(Number.isInteger(options.of) && options.of >= 1))
      throw new RangeError(`A breaker that looks at ${options.of} calls; expected a whole number from 1 up`);
    this.options = options;
    this.last = new Uint8Array(options.of);
  }

  /** Whether a call may be made now. Whoever is admitted tells how it ended, or that it will never be known. */
  admits(now: number): boolean {
    if (this.state === 'open' && now >= this.openUntil) this.go('rested');
    if (this.state === 'closed') return true;
    if (this.state === 'open' || this.probing) return false;
    this.probing = true;
    return true;
  }

  /** A call that was admitted has ended. One that began under an earlier epoch is not counted any more. */
  ended(failed: boolean, now: number, epoch: number): void {
    if (epoch !== this.epoch) return;
    if (this.state === 'halfOpen') {
      this.probing = false;
      this.go(failed ? 'probeFailed' : 'probeSucceeded');
      if (failed) this.open(now);
      else this.epoch += 1;
      return;
    }
    const at = this.seen % this.options.of;
    if (this.seen >= this.options.of) this.failures -= this.last[at];
    this.last[at] = failed ? 1 : 0;
    this.failures += this.last[at];
    this.seen += 1;
    if (this.seen < this.options.of || this.failures < this.options.failed * this.options.of) return;
    this.go('tooManyFailed');
    this.open(now);
  }

  /** A call that was admitted was given up before anybody could know. */
  forgotten(epoch: number): void {
    if (epoch === this.epoch) this.probing = false;
  }

  private open(now: number): void {
    this.openings += 1;
    this.epoch += 1;
    this.firstOpening ??= now as Microseconds;
    this.openUntil = now + this.options.for;
    this.seen = 0;
    this.failures = 0;
  }

  private go(event: Event): void {
    const events: Partial<Record<Event, State>> = breakerTable[this.state];
    this.state = events[event]!;
  }
}
