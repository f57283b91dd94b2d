/** Every method on models whose answer is known, the kind and harsh ones alike. */
import { batchMeansInterval } from '../../src/experiments/statistics/batch-means.ts';
import { expectedPeak } from '../../src/experiments/statistics/chance-peaks.ts';
import {
  type Interval,
  independentInterval,
  intervalOf,
  meanInterval,
  pairedInterval,
  summaryOf,
} from '../../src/experiments/statistics/intervals.ts';
import { methods } from '../../src/experiments/statistics/methods.ts';
import { peakInterval } from '../../src/experiments/statistics/peak-interval.ts';
import {
  quantileOfIndependent,
  quantileOfRun,
  quantileOverReplications,
} from '../../src/experiments/statistics/quantile-interval.ts';
import { shareInterval } from '../../src/experiments/statistics/share-interval.ts';
import { type Precision, sequentialInterval, stoppingRule } from '../../src/experiments/statistics/stopping.ts';
import { exp, ln } from '../../src/sim/arithmetic.ts';
import type { Dice } from '../../src/sim/random.ts';
import { choices, grouped, type Measured, plainStudent, type Study } from './measure.ts';
import {
  exponential,
  type Law,
  lognormal,
  meanWait,
  normal,
  poissonPeaks,
  rarely,
  sample,
  stayQuantile,
  walk,
} from './models.ts';

const often = 10_000;
const enough = 2_000;

/** A study of one line. */
const alone = (
  method: Measured,
  what: string,
  truth: number,
  times: number,
  interval: (dice: Dice) => Interval | undefined,
): Study => ({ lines: [{ method, what, truth }], times, intervals: dice => [interval(dice)] });

interface Values {
  name: string;
  truth: number;
  of(dice: Dice, sampleName: string, n: number): number[];
}

const drawnBy = (name: string, law: Law, truth: number): Values => ({
  name,
  truth,
  of: (dice, sampleName, n) => sample(dice, sampleName, law, n),
});

const evenly = drawnBy('normal', normal(10, 3), 10);
const decaying = drawnBy('exponential', exponential, 1);
const longTailed = drawnBy('lognormal, sigma 1', lognormal(1), exp(0.5));
const longerTailed = drawnBy('lognormal, sigma 1.5', lognormal(1.5), exp(1.125));
const rare = drawnBy('normal, but 1 of 50 lies 20 deviations higher', rarely(0.02, 20), 0.4);

/** As the sum of two steps of a process. */
const twoSteps: Values = {
  name: 'gamma, shape 2',
  truth: 2,
  of(dice, sampleName, n) {
    const second = sample(dice, sampleName, exponential, n, 1);
    return sample(dice, sampleName, exponential, n).map((first, i) => first + second[i]);
  },
};

/** As the requests that fail in a run. */
const counted: Values = {
  name: 'failures among 20 at 5 % each',
  truth: 1,
  of: (dice, sampleName, n) =>
    Array.from({ length: n }, (_, i) =>
      sample(dice, sampleName, uniform => (uniform < 0.05 ? 1 : 0), 20, i).reduce((sum, one) => sum + one, 0),
    ),
};

const meanOf = ({ name, truth, of }: Values, n: number): Study =>
  alone(choices.mean, `mean of ${n} values, ${name}`, truth, often, dice => meanInterval(of(dice, 'mean', n)));

/** What results do not use, to show what the choice is worth. */
const plainMeanOf = ({ name, truth, of }: Values, n: number): Study =>
  alone(plainStudent, `mean of ${n} values, ${name}`, truth, often, dice => {
    const { mean, variance } = summaryOf(of(dice, 'mean', n));
    return intervalOf(mean, Math.sqrt(variance / n), n, n - 1, { confidence: 0.95, method: methods.studentT });
  });

const means: readonly Study[] = [
  meanOf(evenly, 3),
  ...[evenly, counted, twoSteps, decaying, longTailed, longerTailed].flatMap(values =>
    [10, 20, 30, 100].map(n => meanOf(values, n)),
  ),
  ...[30, 200].map(n => meanOf(rare, n)),
  ...[decaying, longTailed, longerTailed].map(values => plainMeanOf(values, 30)),
];

/** Two servers that differ by 5 % in the time of service, at a load of 80 %. */
const slow = { arrivals: 0.8, service: 1.05, customers: 1_000, begins: 'settled' } as const;
const fast = { ...slow, service: 1 };

const waitsOf = (dice: Dice, queue: typeof slow | typeof fast, from: number, n: number) =>
  Array.from({ length: n }, (_, i) => {
    const waits = walk(dice, queue, 'waits', from + i);
    return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  });

const faster = meanWait(slow) - meanWait(fast);
const waited = 'mean wait of 1,000 customers, M/M/1 at 80 %, service 5 % slower';

const differences: readonly Study[] = [
  {
    lines: [
      { method: choices.paired, what: `${waited}, 20 pairs that meet the same customers`, truth: faster },
      { method: methods.welch, what: `${waited}, 20 replications of either, customers of their own`, truth: faster },
    ],
    times: enough,
    intervals(dice) {
      const before = waitsOf(dice, fast, 0, 20);
      return [
        pairedInterval(before, waitsOf(dice, slow, 0, 20)),
        independentInterval(before, waitsOf(dice, slow, 20, 20)),
      ];
    },
  },
  alone(choices.paired, '20 pairs, exponential either', 0, often, dice =>
    pairedInterval(decaying.of(dice, 'a', 20), decaying.of(dice, 'b', 20)),
  ),
  ...[20, 30].flatMap(n => [
    alone(
      choices.paired,
      `${n} pairs of the same luck, lognormal of sigma 1 where it was exponential`,
      exp(0.5) - 1,
      often,
      dice => pairedInterval(decaying.of(dice, 'a', n), longTailed.of(dice, 'a', n)),
    ),
    alone(
      choices.paired,
      `${n} pairs, each of its own luck, lognormal of sigma 1 where it was exponential`,
      exp(0.5) - 1,
      often,
      dice => pairedInterval(decaying.of(dice, 'a', n), longTailed.of(dice, 'b', n)),
    ),
  ]),
  alone(methods.welch, 'means of 10 and 20 values, normal, deviations 3 and 1', 1, often, dice =>
    independentInterval(sample(dice, 'a', normal(10, 3), 10), sample(dice, 'b', normal(11, 1), 20)),
  ),
  ...(
    [
      [decaying, 20, decaying, 60],
      [decaying, 20, evenly, 20],
      [longTailed, 20, longTailed, 20],
      [longTailed, 20, longTailed, 60],
      [longerTailed, 30, decaying, 30],
    ] as const
  ).map(([a, na, b, nb]) =>
    alone(
      methods.welch,
      `means of ${na} and ${nb} values, ${a.name}${a === b ? ' either' : `; ${b.name}`}`,
      b.truth - a.truth,
      often,
      dice => independentInterval(a.of(dice, 'a', na), b.of(dice, 'b', nb)),
    ),
  ),
];

/** Replications whose own chance varies, and what share of so many trials came out in each. */
function sharesOf(dice: Dice, chanceOf: Law, trials: number, replications: number): number[] {
  const chances = sample(dice, 'chance', chanceOf, replications);
  return chances.map((chance, i) => {
    const happened = sample(dice, 'trial', uniform => (uniform < chance ? 1 : 0), trials, i);
    return happened.reduce((sum, one) => sum + one, 0) / trials;
  });
}

const shares: readonly Study[] = [
  alone(methods.share, '30 replications of 200 trials, each at 30 %', 0.3, enough, dice =>
    shareInterval(sharesOf(dice, () => 0.3, 200, 30)),
  ),
  alone(methods.share, '30 replications of 200 trials, each at 1 %', 0.01, enough, dice =>
    shareInterval(sharesOf(dice, () => 0.01, 200, 30)),
  ),
  alone(methods.share, '30 replications of 200 trials, at 0 to 4 % by replication', 0.02, enough, dice =>
    shareInterval(sharesOf(dice, uniform => 0.04 * uniform, 200, 30)),
  ),
  alone(methods.share, '30 replications of 20 trials, each at 0.1 %: most see nothing', 0.001, enough, dice =>
    shareInterval(sharesOf(dice, () => 0.001, 20, 30)),
  ),
];

/** One run of so many customers at a load; a quantile too where sorting them all takes no minutes. */
const longRuns: readonly Study[] = (
  [
    [0.5, 10_000, true],
    [0.8, 100_000, true],
    [0.9, 200_000, false],
    [0.9, 5_000, true],
  ] as const
).map(([load, customers, withQuantile]) => {
  const queue = { arrivals: load, service: 1, customers, begins: 'empty' } as const;
  const run = `one run of ${grouped(customers)} customers from empty, M/M/1 at ${load * 100} %`;
  const mean = { method: methods.batchMeans, what: `mean time in the system, ${run}`, truth: meanWait(queue) + 1 };
  const quantile = {
    method: methods.quantileRun,
    what: `95 % quantile of that time, ${run}`,
    truth: stayQuantile(queue, 0.95),
  };
  return {
    lines: withQuantile ? [mean, quantile] : [mean],
    times: enough,
    intervals(dice) {
      const stays = walk(dice, queue, 'stays');
      return withQuantile ? [batchMeansInterval(stays), quantileOfRun(stays, 0.95)] : [batchMeansInterval(stays)];
    },
  };
});

/** Replications of exponential values: their quantiles, and that of all pooled. */
function quantileStudy(p: number, observations: number, replications: number): Study {
  const what = `${p * 100} % quantile, ${replications} replications of ${grouped(observations)} values, exponential`;
  const truth = -ln(1 - p);
  const quantile = (values: Float64Array) => values.sort()[Math.ceil(p * values.length - 1e-9) - 1];
  return {
    lines: [
      { method: methods.quantileReplications, what, truth },
      { method: methods.quantilePooled, what, truth },
    ],
    times: enough,
    intervals(dice) {
      const runs = Array.from({ length: replications }, (_, i) =>
        Float64Array.from(sample(dice, 'quantile', exponential, observations, i)),
      );
      const all = new Float64Array(replications * observations);
      for (const [i, run] of runs.entries()) all.set(run, i * observations);
      const quantiles = runs.map(quantile);
      return [
        quantileOverReplications(quantiles, { p, observations }),
        quantileOverReplications(quantiles, { p, observations, pooled: quantile(all) }),
      ];
    },
  };
}

const quantiles: readonly Study[] = [
  quantileStudy(0.95, 1_000, 10),
  quantileStudy(0.99, 1_000, 20),
  ...(
    [
      [0.5, 50],
      [0.95, 500],
      [0.99, 2_000],
    ] as const
  ).map(([p, n]) =>
    alone(
      methods.quantileOrder,
      `${p * 100} % quantile of ${grouped(n)} values, exponential`,
      -ln(1 - p),
      often,
      dice => quantileOfIndependent(sample(dice, 'order', exponential, n), p),
    ),
  ),
];

const windows = [1, 10, 60, 300] as const;
const hour = 3_600;

/** Events of a Poisson process through an hour, in the busiest window of each length. */
function peakStudy(rate: number, replications: number): Study {
  return {
    lines: windows.map(seconds => ({
      method: methods.peak,
      what: `busiest ${seconds} s of an hour, Poisson, ${rate} per s, ${replications} replications`,
      truth: seconds === 1 ? expectedPeak([{ seconds: hour, expected: rate * hour }], 1) : 'mean of all',
    })),
    times: enough,
    intervals(dice) {
      const peaks = Array.from({ length: replications }, (_, i) => poissonPeaks(dice, rate, hour, windows, i));
      return windows.map((_, i) => peakInterval(peaks.map(peak => peak[i])));
    },
  };
}

const stoppingStudy = (name: string, law: Law, truth: number, precision: Precision, asked: string): Study =>
  alone(methods.sequential, `mean to ${asked}, ${name}`, truth, enough, dice =>
    sequentialInterval(sample(dice, 'sequential', law, stoppingRule.most), precision),
  );

const stopped: readonly Study[] = [
  stoppingStudy('normal, deviation 10 % of the mean', normal(10, 1), 10, { relative: 0.03 }, '3 %'),
  stoppingStudy('normal, deviation 30 % of the mean', normal(10, 3), 10, { relative: 0.05 }, '5 %'),
  stoppingStudy('exponential', exponential, 1, { relative: 0.1 }, '10 %'),
  stoppingStudy('exponential', exponential, 1, { absolute: 0.2 }, '± 0.2'),
  stoppingStudy('lognormal, sigma 1', lognormal(1), exp(0.5), { relative: 0.2 }, '20 %'),
];

export const studies: readonly Study[] = [
  ...means,
  ...differences,
  ...shares,
  ...longRuns,
  ...quantiles,
  peakStudy(0.5, 20),
  peakStudy(5, 10),
  ...stopped,
];
