/**
 * What pure chance gives beside a peak: the expected count of the busiest window, had the same load arrived as a
 * Poisson process with one intensity per stretch of time (an hour, as a rule).
 *
 * Windows of one second do not overlap: P(peak ≤ n) is the product of their Poisson distribution functions F(n), exact.
 * Longer windows slide by a second and share most of their events, so that exceedances of n come in clumps. With
 * Q = 1 − F(n), m seconds to a window, λ per second, and θ the share of exceedances that are the last of their clump,
 *
 *     P(peak ≤ n) ≈ F(n) × exp(−Σ windows × (θ Q / F + (1 − 1/m) n p(n−1) p(n+1) / (m F²)))
 *     θ = exp(−Σ k=1…m−1 (P(A > B) + P(A ≥ B)) / k),  A ~ Poisson(k λ),  B ~ Poisson(k (n + 1) / m)
 *
 * θ is the clump rate of the random walk that gains a new second and loses an old one with every step. The second term
 * only matters when the run holds few windows. Against simulation the expected peak is within 0.2 √(m λ) from two
 * windows to the run, and within 0.1 √(m λ) from a hundred on; the tests repeat the comparison.
 *
 * Source: Aldous, "Probability Approximations via the Poisson Clumping Heuristic", 1989; Spitzer's identity for θ;
 * Naus, "Approximations for distributions of scan statistics", JASA 1982, for the second term.
 */

import { exp, normalCdf, power } from '../../sim/index.ts';

/** A stretch of time with one intensity. */
export interface Stretch {
  seconds: number;
  /** Events expected in it. */
  expected: number;
}

/** From here on a Poisson difference is normal enough: its mid-point tail then differs by less than 0.0025. */
const normalFrom = 40;

/**
 * Events that the busiest window of a length is expected to hold.
 *
 * @param load           the run, stretch by stretch
 * @param windowSeconds  whole seconds; a run shorter than that is one window
 * @returns              events in the busiest window, a fraction as a rule; 0 without load
 */
export function expectedPeak(load: readonly Stretch[], windowSeconds: number): number {
  const seconds = load.reduce((sum, stretch) => sum + stretch.seconds, 0);
  const length = Math.min(windowSeconds, seconds);
  const loads = loadsThatCount(load, length);
  if (loads.length === 0) return 0;

  // Windows per second of run: the last ones would not fit.
  const starts = (seconds - length) / seconds;
  const tails = loads.map(({ seconds, expected }) => new PoissonTail((expected / seconds) * length));
  const busiest = tails[0];
  const deviation = Math.sqrt(busiest.mean);
  const step = Math.max(1, Math.floor(deviation / 8));

  /** P(peak > n). */
  const exceeded = (n: number): number => {
    if (busiest.below(n) < 1e-9 && seconds > length) return 1;
    if (length === 1) {
      return 1 - tails.reduce((product, tail, i) => product * power(tail.below(n), loads[i].seconds), 1);
    }
    let clumps = 0;
    for (let i = 0; i < tails.length && clumps < 30; i += 1) {
      clumps += tails[i].clumps(n, length, loads[i].seconds * starts);
    }
    return 1 - busiest.below(n) * exp(-clumps);
  };

  // The mean is the sum of P(peak > n) over n; between two levels computed, a straight line.
  let n = busiest.first;
  let mean = n;
  for (let here = exceeded(n); here > 1e-9; ) {
    const next = exceeded(n + step);
    mean += step * here + ((next - here) * (step - 1)) / 2;
    n += step;
    here = next;
  }
  return mean;
}

/**
 * The stretches whose windows can be the busiest, busiest first. Those whose windows differ by less than a quarter of
 * a standard deviation are taken together (not for windows of a second, which are exact), so that a month costs no more
 * than a day.
 */
function loadsThatCount(load: readonly Stretch[], length: number): Stretch[] {
  const busy = load.filter(stretch => stretch.seconds > 0 && stretch.expected > 0);
  const most = busy.reduce((max, { seconds, expected }) => Math.max(max, expected / seconds), 0) * length;
  const deviation = Math.sqrt(most);
  const loads = new Map<number, Stretch>();
  for (const { seconds, expected } of busy) {
    const mean = (expected / seconds) * length;
    if (mean < most - 9 * deviation - 20) continue;
    const key = length === 1 ? mean : Math.floor((4 * (most - mean)) / deviation);
    const same = loads.get(key);
    if (same === undefined) loads.set(key, { seconds, expected });
    else {
      same.seconds += seconds;
      same.expected += expected;
    }
  }
  return [...loads.values()].sort((a, b) => b.expected / b.seconds - a.expected / a.seconds);
}

/** The upper tail of a Poisson distribution, from the ratios of neighbours: no factorial, no exponential to underflow. */
class PoissonTail {
  readonly mean: number;
  /** The first count in the table; fewer never happen. */
  readonly first: number;
  private readonly probability: Float64Array;
  /** P(more than first + i). */
  private readonly tail: Float64Array;

  constructor(mean: number) {
    this.mean = mean;
    const mode = Math.floor(mean);
    const reach = Math.ceil(9 * Math.sqrt(mean) + 40);
    this.first = Math.max(0, mode - reach);
    const size = mode + reach - this.first + 1;
    const probability = new Float64Array(size);
    probability[mode - this.first] = 1;
    for (let i = mode - this.first + 1; i < size; i += 1)
      probability[i] = (probability[i - 1] * mean) / (this.first + i);
    for (let i = mode - this.first; i > 0; i -= 1) probability[i - 1] = (probability[i] * (this.first + i)) / mean;
    const tail = new Float64Array(size);
    let total = 0;
    for (let i = size - 1; i >= 0; i -= 1) {
      tail[i] = total;
      total += probability[i];
    }
    this.probability = probability.map(p => p / total);
    this.tail = tail.map(t => t / total);
  }

  /** P(count ≤ n). */
  below(n: number): number {
    return Math.max(0, 1 - this.above(n));
  }

  private above(n: number): number {
    if (n < this.first) return 1;
    return n - this.first < this.tail.length ? this.tail[n - this.first] : 0;
  }

  private at(n: number): number {
    return this.probability[n - this.first] ?? 0;
  }

  /** How many times the count of a sliding window is expected to rise above n, not counting quick returns. */
  clumps(n: number, seconds: number, windows: number): number {
    const above = this.above(n);
    if (windows * above < 1e-10) return 0;
    const below = 1 - above;
    if (below < 1e-12) return windows;
    const both = n * this.at(n - 1) * this.at(n + 1);
    const last = lastOfClump(this.mean / seconds, (n + 1) / seconds, seconds);
    return windows * ((last * above) / below + ((1 - 1 / seconds) * both) / (seconds * below * below));
  }
}

/** θ: the share of windows above a level after which no window is, while `gain` per second comes and `loss` goes. */
function lastOfClump(gain: number, loss: number, seconds: number): number {
  let sum = 0;
  // Late terms differ little from their neighbours: from the 32nd on, one stands for a sixteenth of those before it.
  for (let k = 1; k < seconds; ) {
    const terms = Math.min(Math.max(1, Math.floor(k / 16)), seconds - k);
    const middle = k + (terms - 1) / 2;
    sum += (terms * notBelow(middle * gain, middle * loss)) / middle;
    k += terms;
  }
  return exp(-sum);
}

/** P(A > B) + P(A ≥ B) for independent Poisson counts with these means. */
function notBelow(a: number, b: number): number {
  if (a + b > normalFrom) return 2 * normalCdf((a - b) / Math.sqrt(a + b));
  let sum = 0;
  let pA = exp(-a);
  let pB = exp(-b);
  let belowB = 0;
  for (let k = 1; k < 200; k += 1) {
    sum += pA * (2 * belowB + pB);
    belowB += pB;
    pA *= a / k;
    pB *= b / k;
    if (k > a && pA < 1e-10) break;
  }
  return sum;
}
