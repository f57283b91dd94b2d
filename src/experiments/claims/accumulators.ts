/**
 * What the functions of the expression language keep of the rows they are fed: a few numbers each. Counts, sums, means and
 * extremes are exact; percentiles are within 1 %.
 */
import { QuantileSketch } from '../statistics/quantile-sketch.ts';

/** Two of a kind can be joined: the result is that of all rows of both. */
export interface Accumulator {
  /** How many rows stand behind the value. */
  n: number;
  /** @param value  of one row; 1 or 0 for a condition */
  add(value: number): void;
  join(other: this): void;
  /** Null when there was nothing to work it out from. */
  readonly value: number | null;
}

/** The kinds of accumulators, by function. */
export const accumulatorsOf = {
  count: () => new Counted(),
  share: () => new Shared(),
  ever: () => new Counted(),
  sum: () => new Summed(),
  mean: () => new Averaged(),
  min: () => new Extreme(-1),
  max: () => new Extreme(1),
} as const satisfies Record<string, () => Accumulator>;

class Counted implements Accumulator {
  n = 0;
  protected held = 0;

  add(value: number): void {
    this.n += 1;
    this.held += value;
  }

  join(other: this): void {
    this.n += other.n;
    this.held += other.held;
  }

  get value(): number | null {
    return this.held;
  }
}

class Shared extends Counted {
  override get value(): number | null {
    return this.n === 0 ? null : this.held / this.n;
  }
}

/** Addition that keeps what rounding loses (Knuth's two-sum): exact for whole numbers. */
class Summed implements Accumulator {
  n = 0;
  protected total = 0;
  protected lost = 0;

  add(value: number): void {
    this.n += 1;
    this.plus(value);
  }

  private plus(value: number): void {
    const total = this.total + value;
    const added = total - this.total;
    this.lost += this.total - (total - added) + (value - added);
    this.total = total;
  }

  join(other: this): void {
    const { total, lost } = other;
    this.n += other.n;
    this.plus(total);
    this.plus(lost);
  }

  get value(): number | null {
    return this.total + this.lost;
  }
}

class Averaged extends Summed {
  override get value(): number | null {
    return this.n === 0 ? null : (this.total + this.lost) / this.n;
  }
}

class Extreme implements Accumulator {
  n = 0;
  private most: number | null = null;
  private readonly direction: 1 | -1;

  /** @param direction  1 for the greatest, -1 for the least */
  constructor(direction: 1 | -1) {
    this.direction = direction;
  }

  add(value: number): void {
    this.n += 1;
    if (this.most === null || value * this.direction > this.most * this.direction) this.most = value;
  }

  join(other: this): void {
    const n = this.n + other.n;
    if (other.most !== null) this.add(other.most);
    this.n = n;
  }

  get value(): number | null {
    return this.most;
  }
}

/** A percentile of values that may be below zero: a sketch for each side. */
export class Percentile implements Accumulator {
  private readonly p: number;
  private readonly above = new QuantileSketch();
  private readonly below = new QuantileSketch();

  constructor(p: number) {
    this.p = p;
  }

  get n(): number {
    return this.above.n + this.below.n;
  }

  add(value: number): void {
    if (value < 0) this.below.add(-value);
    else this.above.add(value);
  }

  join(other: this): void {
    this.above.merge(other.above);
    this.below.merge(other.below);
  }

  get value(): number | null {
    const { above, below, n, p } = this;
    if (below.n === 0) return above.quantile(p);
    const rank = Math.max(1, Math.ceil(p * n * (1 - 4 * Number.EPSILON)));
    if (rank > below.n) return above.quantile((rank - below.n) / above.n);
    return -below.quantile((below.n - rank + 1) / below.n)!;
  }
}
