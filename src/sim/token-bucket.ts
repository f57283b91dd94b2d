/**
 * A token bucket: the usual rate limit. It holds up to `burst` tokens, begins full, gains `perSecond` tokens a second,
 * and each job takes one or is turned away. So in any stretch of s seconds at most `burst + perSecond · s` pass.
 *
 * It is kept in millionths of a token: at a whole rate every µs adds a whole number of them, and nothing ever rounds.
 *
 * Source: RFC 2215, "General characterization parameters for integrated service network elements", section 3.6.
 */
export interface RateLimit {
  /** Jobs per second in the long run; more than 0. */
  perSecond: number;
  /** Jobs at once after a quiet time; 1 or more. */
  burst: number;
}

const perToken = 1_000_000;

export class TokenBucket {
  private readonly perMicrosecond: number;
  private readonly full: number;
  /** `[0]` millionths of a token at the moment `[1]`. */
  private readonly level: Float64Array;

  /** @throws RangeError if nothing could ever pass */
  constructor({ perSecond, burst }: RateLimit) {
    if (!(perSecond > 0 && perSecond < Infinity)) {
      throw new RangeError(`A limit of ${perSecond} per second; expected a number above 0`);
    }
    if (!(burst >= 1 && burst < Infinity)) throw new RangeError(`A burst of ${burst}; expected a number from 1 up`);
    this.perMicrosecond = perSecond;
    this.full = burst * perToken;
    this.level = new Float64Array([this.full, 0]);
  }

  /** Takes a token if there is one. `now` is in µs and never goes back. */
  take(now: number): boolean {
    const { level } = this;
    level[0] = Math.min(this.full, level[0] + (now - level[1]) * this.perMicrosecond);
    level[1] = now;
    if (level[0] < perToken) return false;
    level[0] -= perToken;
    return true;
  }
}
