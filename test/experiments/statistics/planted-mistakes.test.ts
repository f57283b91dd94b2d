/**
 * The mistakes that statistics are known for, planted one by one: each method passes the check that its mistake fails. Should
 * somebody make one of them in the code, a test here says its name.
 */
import { describe, expect, it } from 'vitest';
import { measure, type Study } from '../../../bench/interval-coverage/measure.ts';
import { exponential, lognormal, normal, sample, walk } from '../../../bench/interval-coverage/models.ts';
import { batchMeansInterval } from '../../../src/experiments/statistics/batch-means.ts';
import { binomialShareUpTo } from '../../../src/experiments/statistics/beta-share.ts';
import { holmAdjusted } from '../../../src/experiments/statistics/holm.ts';
import {
  type Interval,
  independentInterval,
  intervalOf,
  meanInterval,
  pairedInterval,
  pValue,
  summaryOf,
} from '../../../src/experiments/statistics/intervals.ts';
import { methods } from '../../../src/experiments/statistics/methods.ts';
import { peakInterval } from '../../../src/experiments/statistics/peak-interval.ts';
import {
  quantileOfRun,
  quantileOverReplications,
  quantileRanks,
} from '../../../src/experiments/statistics/quantile-interval.ts';
import { QuantileSketch } from '../../../src/experiments/statistics/quantile-sketch.ts';
import { shareInterval } from '../../../src/experiments/statistics/share-interval.ts';
import { sequentialInterval } from '../../../src/experiments/statistics/stopping.ts';
import { warmUpOf } from '../../../src/experiments/statistics/warm-up.ts';
import { Dice } from '../../../src/sim/random.ts';

const seed = 20_260_313;
const dice = (repetition: number) => new Dice(seed, repetition);

/** A method beside itself with a mistake, and what only one of them stands. */
interface Planted<Method> {
  right: Method;
  wrong: Method;
  stands(method: Method): boolean;
}

const planted = <Method>(name: string, { right, wrong, stands }: Planted<Method>): void =>
  it(name, () => {
    expect(stands(right)).toBe(true);
    expect(stands(wrong)).toBe(false);
  });

type OfMean = (values: readonly number[]) => Interval | undefined;

/** An interval with its standard error times so much. */
const stretched = (interval: Interval, times: number): Interval => ({
  ...interval,
  low: interval.mean - times * (interval.mean - interval.low),
  high: interval.mean + times * (interval.high - interval.mean),
});

/** How many intervals of so many experiments hold the truth. */
function covered(times: number, truth: number, interval: (dice: Dice) => Interval | undefined): number {
  const study: Study = {
    lines: [{ method: methods.studentT, what: 'planted', truth }],
    times,
    intervals: of => [interval(of)],
  };
  return measure(study)[0]!.share;
}

/** Half of the interval around 1, 2, 3, 4, 5: 2.776445 × √(2.5 / 5), from the table. */
const isStudents = (method: OfMean): boolean => {
  const { low, high } = method([1, 2, 3, 4, 5])!;
  return Math.abs((high - low) / 2 - 1.963243) < 1e-5;
};

/** Student's t however the values lie. */
const plainStudent: OfMean = values => {
  const { n, mean, variance } = summaryOf(values);
  return intervalOf(mean, Math.sqrt(variance / n), n, n - 1, { confidence: 0.95, method: methods.studentT });
};

describe('the mean over replications', () => {
  planted<OfMean>('divides squares by n − 1, not by n', {
    right: meanInterval,
    wrong: values => stretched(meanInterval(values)!, Math.sqrt((values.length - 1) / values.length)),
    stands: isStudents,
  });

  planted<OfMean>("takes Student's t, not the normal distribution", {
    right: meanInterval,
    wrong: values => stretched(meanInterval(values)!, 1.959964 / 2.776445),
    stands: isStudents,
  });

  planted<OfMean>('has n − 1 degrees of freedom, not n', {
    right: meanInterval,
    wrong: values => stretched(meanInterval(values)!, 2.570582 / 2.776445),
    stands: isStudents,
  });

  planted<OfMean>('is about the mean, with the deviation by √n, not about single values', {
    right: meanInterval,
    wrong: values => stretched(meanInterval(values)!, Math.sqrt(values.length)),
    stands: isStudents,
  });

  planted<OfMean>('allows for the long tail of lopsided values, and is not symmetric there', {
    right: meanInterval,
    wrong: plainStudent,
    stands: method => covered(600, Math.exp(0.5), of => method(sample(of, 'mean', lognormal(1), 30))) > 0.92,
  });

  planted<OfMean>('reaches further on the side of the tail, not on the other', {
    right: meanInterval,
    wrong(values) {
      const { mean, low, high, ...rest } = meanInterval(values)!;
      return { ...rest, mean, low: mean - (high - mean), high: mean + (mean - low) };
    },
    stands(method) {
      const { mean, low, high } = method([...new Array(24).fill(0), ...new Array(6).fill(10)])!;
      return high - mean > 1.2 * (mean - low);
    },
  });

  planted<OfMean>('of values that are all the same comes with a word', {
    right: meanInterval,
    wrong(values) {
      const { warnings: _, ...rest } = meanInterval(values)!;
      return rest;
    },
    stands: method => method(new Array(20).fill(4))!.warnings !== undefined,
  });
});

describe('a difference', () => {
  const luck = sample(dice(1), 'luck', normal(100, 20), 20);
  const before = luck.map((value, i) => value + (i % 3));
  const after = luck.map((value, i) => value + 2 + (i % 4));

  planted<typeof pairedInterval>('is taken replication by replication where variants met the same luck', {
    right: pairedInterval,
    wrong: independentInterval,
    stands: method => method(before, after)!.low > 0,
  });

  planted<typeof pairedInterval>('is b less a, not a less b', {
    right: pairedInterval,
    wrong: (a, b) => pairedInterval(b, a),
    stands: method => method(before, after)!.mean > 0,
  });

  planted<typeof independentInterval>('without pairing weighs each variance by its own number, and is not pooled', {
    right: independentInterval,
    wrong(a, b) {
      const [one, other] = [summaryOf(a), summaryOf(b)];
      const degrees = one.n + other.n - 2;
      const variance = ((one.n - 1) * one.variance + (other.n - 1) * other.variance) / degrees;
      const error = Math.sqrt(variance * (1 / one.n + 1 / other.n));
      return intervalOf(other.mean - one.mean, error, one.n, degrees, { confidence: 0.95, method: methods.welch });
    },
    stands: method =>
      covered(400, 0, of => method(sample(of, 'a', normal(5, 9), 6), sample(of, 'b', normal(5, 1), 40))) > 0.9,
  });
});

describe('several differences at once', () => {
  /** Of 200 families of 20 numbers that do not differ: those in which some "difference" is found. */
  const falseAlarms = (adjust: (ps: readonly number[]) => readonly (number | undefined)[]): number => {
    const families = Array.from({ length: 200 }, (_, i) => sample(dice(i), 'p', uniform => uniform, 20));
    return families.filter(family => adjust(family).some(p => p! <= 0.05)).length / 200;
  };

  planted<typeof falseAlarms extends (adjust: infer Adjust) => number ? Adjust : never>(
    "are judged with Holm's adjustment, not one by one",
    { right: holmAdjusted, wrong: ps => ps, stands: adjust => falseAlarms(adjust) < 0.1 },
  );

  planted<typeof holmAdjusted>('lose less to each other than by Bonferroni', {
    right: holmAdjusted,
    wrong: ps => ps.map(p => p! * ps.length),
    stands: adjust => adjust([0.01, 0.02, 0.04]).every(p => p! <= 0.05),
  });

  planted<typeof pValue>('are judged on both sides, not on one', {
    right: pValue,
    wrong: values => pValue(values)! / 2,
    // t = 1.3257 with 9 degrees of freedom, Gosset's own example.
    stands: method => Math.abs(method([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2])! - 0.2176) < 1e-4,
  });
});

describe('a share', () => {
  const wald: OfMean = shares => plainStudent(shares);

  planted<OfMean>('that never showed is no proof that it cannot', {
    right: shareInterval,
    wrong: wald,
    stands: method => method(new Array(30).fill(0))!.high > 0.1,
  });

  planted<OfMean>('stays between 0 and 1', {
    right: shareInterval,
    wrong: wald,
    stands: method => method([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.02])!.low >= 0,
  });

  planted<OfMean>('is as sure as its replications vary, not as if all trials were independent', {
    right: shareInterval,
    // 20 trials in each of the replications, which differ among each other.
    wrong: shares => stretched(shareInterval(shares)!, 1 / Math.sqrt(20)),
    stands: method => covered(200, 0.5, of => method(sample(of, 'share', uniform => uniform, 20))) > 0.9,
  });
});

describe('a long run', () => {
  const queue = { arrivals: 0.5, service: 1, customers: 4_000, begins: 'empty' } as const;
  type OfRun = (values: Float64Array) => Interval | undefined;

  planted<OfRun>('is cut into batches, and not taken for independent values', {
    right: values => batchMeansInterval(values),
    wrong: values => meanInterval([...values]),
    stands: method => covered(60, 2, of => method(walk(of, queue, 'stays'))) > 0.8,
  });

  /** Around 10 after a beginning that is much higher. */
  const withBeginning = Float64Array.from(sample(dice(2), 'run', normal(10, 1), 2_000), (value, i) =>
    i < 200 ? value + 40 - i / 5 : value,
  );

  planted<OfRun>('is without its warm-up', {
    right: values => batchMeansInterval(values),
    wrong: values => batchMeansInterval(values, 0.95, 0),
    stands: method => Math.abs(method(withBeginning)!.mean - 10) < 0.2,
  });

  planted<OfRun>('has quantiles without its warm-up', {
    right: values => quantileOfRun(values, 0.95),
    wrong: values => quantileOfRun(values, 0.95, 0.95, 0),
    stands: method => Math.abs(method(withBeginning)!.mean - 11.645) < 0.3,
  });

  planted<(values: ArrayLike<number>) => number>(
    'loses no more than its warm-up: squares are divided by n², not by n',
    {
      right: values => warmUpOf(values).cut,
      wrong(values) {
        const errors = Array.from(
          { length: values.length / 2 },
          (_, cut) => summaryOf(Array.from(values).slice(cut)).variance,
        );
        return errors.indexOf(Math.min(...errors));
      },
      stands(method) {
        const cuts = Array.from({ length: 20 }, (_, i) => method(sample(dice(i), 'steady', normal(10, 1), 300)));
        return summaryOf(cuts).mean < 45;
      },
    },
  );
});

describe('a quantile', () => {
  const truth = Math.log(100);
  const replications = Array.from({ length: 40 }, (_, i) => sample(dice(4), 'quantile', exponential, 100, i));
  const ofOne = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.ceil(0.99 * values.length) - 1]!;
  const about = { p: 0.99, observations: 100 };
  type OfReplications = (of: readonly (readonly number[])[]) => number;

  planted<OfReplications>('over replications is that of all values pooled, not the mean of theirs', {
    right: of => quantileOverReplications(of.map(ofOne), { ...about, pooled: ofOne(of.flat()) })!.mean,
    wrong: of => quantileOverReplications(of.map(ofOne), about)!.mean,
    stands: method => Math.abs(method(replications) - truth) < 0.15,
  });

  planted<OfReplications>('is not that of the means', {
    right: of => ofOne(of.flat()),
    wrong: of => ofOne(of.map(values => summaryOf(values).mean)),
    stands: method => Math.abs(method(replications) - truth) < 0.3,
  });

  planted<OfReplications>('of the parts of a run comes from merged sketches, not from the quantiles of the parts', {
    right: of =>
      of
        .map(values => {
          const sketch = new QuantileSketch();
          for (const value of values) sketch.add(value);
          return sketch;
        })
        .reduce((all, one) => all.merge(one))
        .quantile(0.99)!,
    wrong: of => ofOne(of.map(ofOne)),
    stands: method => Math.abs(method(replications) / ofOne(replications.flat()) - 1) <= 0.01,
  });

  /** With which probability the quantile lies between the k-th and the l-th smallest of n. */
  const sureness = (n: number, p: number, { low, high }: { low: number; high: number }): number =>
    binomialShareUpTo(high - 1, n, p) - binomialShareUpTo(low - 1, n, p);

  planted<(n: number, p: number) => { low: number; high: number }>(
    'of independent values lies between ranks that are sure, not one off',
    {
      right(n, p) {
        const { low, high } = quantileRanks(n, p);
        return { low: low!, high: high! };
      },
      wrong(n, p) {
        const { low, high } = quantileRanks(n, p);
        return { low: low! + 1, high: high! - 1 };
      },
      stands: ranks => [20, 50, 100, 333].every(n => sureness(n, 0.5, ranks(n, 0.5)) >= 0.95),
    },
  );
});

describe('a peak', () => {
  planted<OfMean>('reaches further above than below', {
    right: peakInterval,
    wrong: plainStudent,
    stands: method => {
      const { mean, low, high } = method([41, 43, 40, 52, 42, 44, 41, 47, 40, 43])!;
      return high - mean > 1.2 * (mean - low);
    },
  });
});

describe('sequential stopping', () => {
  /** Stops at the first n from 3 on at which the interval is tight. */
  const impatient: OfMean = values => {
    for (let n = 3; n < values.length; n += 1) {
      const { low, high } = plainStudent(values.slice(0, n))!;
      if (high - low <= 2) return plainStudent(values.slice(0, n));
    }
    return plainStudent(values);
  };

  planted<OfMean>('looks after blocks, from twenty on, and not after each replication', {
    right: values => sequentialInterval(values, { absolute: 1 }, { most: values.length }),
    wrong: impatient,
    stands: method => covered(300, 10, of => method(sample(of, 'sequential', normal(10, 2.5), 100))) > 0.92,
  });
});
