/**
 * A link carries messages one way: so much delay, perhaps some jitter, so many bytes a second, a share of messages lost,
 * and times when it is down. Luck is drawn by the one who sends, by name, so that another sender's messages change
 * nothing.
 */
import { type Distribution, type Sampler, sampler } from './distributions.ts';
import type { Dice, DrawStream } from './random.ts';
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
  private readonly oneWay: number;
  private readonly perByte: number;
  private readonly loss: number;
  private readonly jitter: Sampler | undefined;
  private readonly lossDraws: DrawStream;
  private readonly jitterDraws: DrawStream;

  constructor(name: string, options: LinkOptions, dice: Dice) {
    this.name = name;
    this.oneWay = options.oneWay;
    this.perByte = options.bandwidth === undefined ? 0 : 1e6 / options.bandwidth;
    this.loss = options.loss ?? 0;
    this.jitter = options.jitter === undefined ? undefined : sampler(options.jitter);
    this.lossDraws = dice.stream(name, 'loss');
    this.jitterDraws = dice.stream(name, 'jitter');
  }

  /** True when messages over this link need a draw. */
  get random(): boolean {
    return this.loss > 0 || this.jitter !== undefined;
  }

  /**
   * How long a message takes, in µs (fractions round up later), or {@link lost}, or {@link unreachable}.
   *
   * @param sender      whose luck decides: an index
   * @param occurrence  which of the sender's messages
   * @param size        bytes
   */
  travel(sender: number, occurrence: number, size: number): number {
    if (!this.up) return unreachable;
    if (this.loss > 0 && this.lossDraws.uniform(sender, occurrence) < this.loss) return lost;
    const jitter = this.jitter === undefined ? 0 : this.jitter(this.jitterDraws.uniform(sender, occurrence));
    return this.oneWay + jitter + size * this.perByte;
  }
}
