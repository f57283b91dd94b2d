/**
 * A sketch of many values from which any quantile can be read with a relative error of at most 1 %: bins that widen
 * with the values they hold, as in DDSketch, but never collapsed and without a logarithm. Counts of things are exact: no
 * bin below 50 holds two whole numbers.
 *
 *     value = 2^octave × (1 + s)  ──▶  bin = 35 × octave + ⌊ s × (50 − s × (21 − 6 s)) ⌋
 *
 * The cubic stands in for 35 × log2(1 + s). It was chosen with whole coefficients: it fills an octave with exactly 35
 * bins, the widest of which (at s = 0) spans 2 % of its values. It needs + − × and the bits of the number, so every
 * machine counts the same value in the same bin, and the sketch of a union is the sum of the sketches.
 *
 * Source: Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch", VLDB 2019, for the error bound.
 */

/** A sketch as JSON. Two sketches of the same whole numbers have the same form, whatever the order of the values. */
export interface QuantileSketchJson {
  n: number;
  /** The exact sum as two numbers: the nearest one, and what it misses. */
  sum: [number, number];
  min: number | null;
  max: number | null;
  zeros: number;
  /** Present where values below 50 are not all whole. */
  fractions?: true;
  /** [bin, count], ascending, without empty bins. */
  bins: [number, number][];
}

/** Counted bins for a chart with a logarithmic axis; bin i holds values in [edges[i], edges[i + 1]). */
export interface SketchHistogram {
  edges: number[];
  counts: number[];
  /** Values of zero, for which a logarithmic axis has no place. */
  zeros: number;
}

const binsPerOctave = 35;
/** Smaller values count as zero: below it a float no longer has 53 binary digits. */
const smallest = 2.2250738585072014e-308;
/** Up to here a bin is narrower than 1, and so holds one whole number at most. */
const exactBelow = 50;
/** Leaves room for 2^53 such values in a sum. */
const largest = 1e288;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Which of the two words holds sign and exponent: the second on all but a few big-endian machines. */
float[0] = 1;
const highWord = words[1] === 0 ? 0 : 1;
const lowWord = 1 - highWord;

const perLowWord = 1 / 4_294_967_296;
const perHighBits = 1 / 1_048_576;

/** Where in its octave a value lies, in bins: 0 at s = 0, 35 at s = 1. */
const positionInOctave = (s: number): number => s * (50 - s * (21 - 6 * s));

/** The bin of a positive normal number. HOT: `| 0` cuts off the fraction, which is what floor does from 0 on. */
function binOf(value: number): number {
  float[0] = value;
  const high = words[highWord];
  const s = ((high & 0xfffff) + words[lowWord] * perLowWord) * perHighBits;
  return ((high >>> 20) - 1023) * binsPerOctave + (positionInOctave(s) | 0);
}

/** The fraction s at which each bin of an octave begins, by halving until two neighbouring floats remain. */
const edgesInOctave = Array.from({ length: binsPerOctave }, (_, bin) => {
  let below = -1;
  let above = 1;
  for (;;) {
    const middle = (below + above) / 2;
    if (middle <= below || middle >= above) return Math.max(0, above);
    if (positionInOctave(middle) >= bin) above = middle;
    else below = middle;
  }
});

/** The smallest value of a bin. */
function lowerEdge(bin: number): number {
  const octave = Math.floor(bin / binsPerOctave);
  words[highWord] = (octave + 1023) << 20;
  words[lowWord] = 0;
  return float[0] * (1 + edgesInOctave[bin - octave * binsPerOctave]);
}

/** The value that is relatively as far from the lower edge of its bin as from the upper. */
function middleOf(bin: number): number {
  const low = lowerEdge(bin);
  return (2 * low) / (1 + low / lowerEdge(bin + 1));
}

export class QuantileSketch {
  /** The largest relative error of a quantile. */
  static readonly relativeError = 0.01;

  /** How many values were added. */
  n = 0;
  private zeros = 0;
  /** Whether any value below `exactBelow` is not whole. */
  private fractions = false;
  private total = 0;
  /** What `total` lost to rounding. Their exact sum is the sum of the values, as long as these are whole. */
  private lost = 0;
  private smallestSeen = Number.POSITIVE_INFINITY;
  private largestSeen = Number.NEGATIVE_INFINITY;
  /** Floats count exactly up to 2^53, where 32 bits would overflow in a large experiment. */
  private counts = new Float64Array(0);
  /** The bin that `counts[0]` counts; always the first of its octave. */
  private firstBin = 0;

  /**
   * Counts one value. HOT: a few multiplications and two reads of the number's bits; allocates only for a new octave.
   *
   * @param value  from 0 to 1e288
   * @throws RangeError for negative values and what is not a number
   */
  add(value: number): void {
    if (value >= smallest && value <= largest) {
      const bin = binOf(value);
      const index = bin - this.firstBin;
      if (index >= 0 && index < this.counts.length) this.counts[index] += 1;
      else this.addToBin(bin, 1);
    } else if (value >= 0 && value < smallest) {
      this.zeros += 1;
    } else {
      throw new RangeError(`A sketch takes values from 0 to ${largest}, not ${value}`);
    }
    this.n += 1;
    if (value < exactBelow && value !== Math.floor(value)) this.fractions = true;
    this.addToSum(value);
    if (value < this.smallestSeen) this.smallestSeen = value;
    if (value > this.largestSeen) this.largestSeen = value;
  }

  /**
   * Adds the values of another sketch to this one: afterwards it equals the sketch of the union. Counts do not depend
   * on the order of merges, nor does the sum of whole numbers; sums of fractions may differ in their last digit, so
   * merge in a fixed order.
   */
  merge(other: QuantileSketch): this {
    // Read first, so that a sketch may be merged with itself.
    const bins = other.filledBins();
    const { total, lost } = other;
    for (const [bin, count] of bins) this.addToBin(bin, count);
    this.n += other.n;
    this.zeros += other.zeros;
    this.fractions ||= other.fractions;
    this.addToSum(total);
    this.addToSum(lost);
    this.smallestSeen = Math.min(this.smallestSeen, other.smallestSeen);
    this.largestSeen = Math.max(this.largestSeen, other.largestSeen);
    return this;
  }

  /** Exact to the last digit for whole numbers, in whatever order they came; null when empty, as all below. */
  get sum(): number | null {
    return this.n === 0 ? null : this.total + this.lost;
  }

  get mean(): number | null {
    return this.n === 0
      ? null
      : Math.min(this.largestSeen, Math.max(this.smallestSeen, (this.total + this.lost) / this.n));
  }

  get min(): number | null {
    return this.n === 0 ? null : this.smallestSeen;
  }

  get max(): number | null {
    return this.n === 0 ? null : this.largestSeen;
  }

  /**
   * The smallest value that at least the share p of all values does not exceed (nearest rank), within 1 %;
   * exact for whole numbers below 50. Never below the minimum, never above the maximum, and never smaller for a larger p.
   *
   * @param p  from 0 (exactly the minimum) to 1 (exactly the maximum)
   */
  quantile(p: number): number | null {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile asks for a share from 0 to 1, not ${p}`);
    if (this.n === 0) return null;
    // Half a digit less, lest 0.07 × 100 = 7.000000000000001 asks for the eighth value.
    const rank = Math.ceil(p * this.n * (1 - 4 * Number.EPSILON));
    if (rank <= 1) return this.smallestSeen;
    if (rank >= this.n) return this.largestSeen;
    let seen = this.zeros;
    if (rank <= seen) return this.smallestSeen;
    for (let index = 0; index < this.counts.length; index += 1) {
      seen += this.counts[index];
      if (seen >= rank) {
        return Math.min(this.largestSeen, Math.max(this.smallestSeen, this.valueIn(this.firstBin + index)));
      }
    }
    return this.largestSeen;
  }

  /** What the values of a bin are taken for: the one whole number they can be, otherwise the middle. */
  private valueIn(bin: number): number {
    const whole = Math.ceil(lowerEdge(bin));
    return !this.fractions && whole < exactBelow && whole < lowerEdge(bin + 1) ? whole : middleOf(bin);
  }

  /**
   * The values in at most `binsMax` bins for a chart. Each edge is an edge of the sketch's own bins, so the counts are
   * exact; on a logarithmic axis the bins are equally wide to within 4 %.
   */
  toHistogram(binsMax: number): SketchHistogram {
    const filled = this.filledBins();
    if (filled.length === 0) return { edges: [], counts: [], zeros: this.zeros };
    const first = filled[0][0];
    const span = filled[filled.length - 1][0] - first + 1;
    const width = Math.ceil(span / Math.max(1, Math.floor(binsMax)));
    const counts = new Array<number>(Math.ceil(span / width)).fill(0);
    for (const [bin, count] of filled) counts[Math.floor((bin - first) / width)] += count;
    const edges = Array.from({ length: counts.length + 1 }, (_, i) => lowerEdge(first + i * width));
    return { edges, counts, zeros: this.zeros };
  }

  toJSON(): QuantileSketchJson {
    const sum = this.total + this.lost;
    return {
      n: this.n,
      sum: [sum, this.lost - (sum - this.total)],
      min: this.min,
      max: this.max,
      zeros: this.zeros,
      ...(this.fractions ? { fractions: true as const } : {}),
      bins: this.filledBins(),
    };
  }

  /** @throws RangeError when the parts contradict each other, as in a damaged file */
  static fromJSON(json: QuantileSketchJson): QuantileSketch {
    const sketch = new QuantileSketch();
    let n = json.zeros;
    for (const [bin, count] of json.bins) {
      if (!Number.isInteger(bin) || bin < binOf(smallest) || bin > binOf(largest) || !(count > 0)) {
        throw new RangeError(`A sketch has no bin ${bin} with ${count} values`);
      }
      sketch.addToBin(bin, count);
      n += count;
    }
    if (n !== json.n) throw new RangeError(`A sketch of ${json.n} values has ${n} in its bins`);
    sketch.n = n;
    sketch.zeros = json.zeros;
    sketch.fractions = json.fractions === true;
    [sketch.total, sketch.lost] = json.sum;
    sketch.smallestSeen = json.min ?? Number.POSITIVE_INFINITY;
    sketch.largestSeen = json.max ?? Number.NEGATIVE_INFINITY;
    return sketch;
  }

  /** Addition with the rounding error kept (Knuth's two-sum): `total + lost` is exact for whole numbers. HOT. */
  private addToSum(value: number): void {
    const total = this.total + value;
    const added = total - this.total;
    this.lost += this.total - (total - added) + (value - added);
    this.total = total;
  }

  private addToBin(bin: number, count: number): void {
    const end = this.firstBin + this.counts.length;
    if (this.counts.length === 0 || bin < this.firstBin || bin >= end) {
      const octave = Math.floor(bin / binsPerOctave) * binsPerOctave;
      const first = this.counts.length === 0 ? octave : Math.min(this.firstBin, octave);
      const last = this.counts.length === 0 ? octave + binsPerOctave : Math.max(end, octave + binsPerOctave);
      const counts = new Float64Array(last - first);
      counts.set(this.counts, this.counts.length === 0 ? 0 : this.firstBin - first);
      this.counts = counts;
      this.firstBin = first;
    }
    this.counts[bin - this.firstBin] += count;
  }

  private filledBins(): [number, number][] {
    const filled: [number, number][] = [];
    this.counts.forEach((count, index) => {
      if (count > 0) filled.push([this.firstBin + index, count]);
    });
    return filled;
  }
}
