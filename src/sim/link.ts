/**
 * A link carries messages one way: so much delay, perhaps some jitter, so many bytes a second, a share of messages lost,
 * and times when it is down. Luck is drawn by the one who sends, by name, so that another sender's messages change
 * nothing.
 */
import { type Distribution, type Sampler, sampler } from './distributions.ts';
import type { Draws } from './draws.ts';
import type { Microseconds } from './units.ts';

export interface LinkOptions {
  /** Time from one end to the other, half a round trip. */
  oneWay: Microseconds;
  /** Further delay, drawn for each message. */
  jitter?: Distribution;
  /** Bytes per second; without it size does not matter. */
  bandwidth?: number;
  /** Share of messages that vanish, 0 to 1. */
  loss?: number;
}

/** What {@link Link.travel} answers for a message that vanishes on the way: nobody will ever know. */
export const lost = -1;
/** What it answers while the link is down: the sender is told at once. */
export const unreachable = -2;

export class Link {
  readonly name: string;
  /** False during an outage of the link. */
  up = true;
  /** There and back, without jitter and size. */
  readonly roundTrip: Microseconds;
  private readonly oneWay: number;
  private readonly perByte: number;
  private readonly loss: number;
  private readonly jitter: Sampler | undefined;
  private readonly draws: Draws;
  private readonly purposes = new Map<string, { loss: string; jitter: string }>();

  /** @param draws  the luck of those who send over it */
  constructor(name: string, options: LinkOptions, draws: Draws) {
    this.name = name;
    this.oneWay = options.oneWay;
    this.roundTrip = (2 * options.oneWay) as Microseconds;
    this.perByte = options.bandwidth === undefined ? 0 : 1e6 / options.bandwidth;
    this.loss = options.loss ?? 0;
    this.jitter = options.jitter === undefined ? undefined : sampler(options.jitter);
    this.draws = draws;
  }

  /** True when messages over this link need a draw. */
  get random(): boolean {
    return this.loss > 0 || this.jitter !== undefined;
  }

  /**
   * How long a message takes, in µs (fractions round up later), or {@link lost}, or {@link unreachable}.
   *
   * @param what        name of the request it belongs to
   * @param sender      whose luck decides: an index
   * @param occurrence  which of the sender's requests of that name
   * @param leg         0 on the way there, 1 on the way back
   * @param size        bytes
   */
  travel(what: string, sender: number, occurrence: number, leg: number, size: number): number {
    if (!this.up) return unreachable;
    const delay = this.oneWay + size * this.perByte;
    if (!this.random) return delay;
    const purposes = this.purposesOf(what);
    if (this.loss > 0 && this.draws.uniform(purposes.loss, sender, occurrence, leg) < this.loss) return lost;
    return this.jitter === undefined
      ? delay
      : delay + this.jitter(this.draws.uniform(purposes.jitter, sender, occurrence, leg));
  }

  private purposesOf(what: string): { loss: string; jitter: string } {
    let purposes = this.purposes.get(what);
    if (purposes === undefined) {
      purposes = { loss: `${this.name} loses ${what}`, jitter: `${this.name} delays ${what}` };
      this.purposes.set(what, purposes);
    }
    return purposes;
  }
}
