/**
 * How often an interval of 95 % holds the truth, over many repetitions of a whole experiment. Every repetition has dice of its
 * own, so the first 200 of 2,000 are the same as 200.
 */
import { betaQuantile } from '../../src/experiments/statistics/beta-share.ts';
import type { Interval } from '../../src/experiments/statistics/intervals.ts';
import { type MethodName, methods } from '../../src/experiments/statistics/methods.ts';
import { Dice } from '../../src/sim/random.ts';

/** What is measured as it is used: the functions that choose between two methods by the values. */
export const choices = {
  mean: `${methods.studentT}, Hall t where lopsided`,
  paired: `${methods.paired}, Hall t where lopsided`,
} as const;

export const plainStudent = 'plain Student t (not used by itself)';

export type Measured = MethodName | (typeof choices)[keyof typeof choices] | typeof plainStudent;

/** One line of the table. */
export interface Line {
  method: Measured;
  /** The model, the question and the sample. */
  what: string;
  /** The true answer, or the mean of all estimates where they are unbiased and there is no closed form. */
  truth: number | 'mean of all';
}

/** Experiments that share their simulation: an interval for each line. */
export interface Study {
  lines: readonly Line[];
  /** Repetitions for the published page. */
  times: number;
  intervals(dice: Dice): readonly (Interval | undefined)[];
}

export interface Coverage extends Line {
  times: number;
  covered: number;
  /** The share that held the truth, with its 99 % interval (exact binomial). */
  share: number;
  low: number;
  high: number;
  /** Half the width of the intervals, on average, as a share of the truth. */
  halfWidth: number;
  /** The share of intervals that carried a warning. */
  warned: number;
  /** How many of those without a warning held the truth; undefined where all or nearly all were warned of. */
  shareUnwarned: number | undefined;
  /** The truth as a number. */
  answer: number;
}

/** What coverage is asked of an interval of 95 %. */
export const bound = { low: 0.93, high: 0.97 } as const;

/** Whether the coverage can be called within the bound: its interval meets it. */
export const meetsBound = ({ low, high }: Pick<Coverage, 'low' | 'high'>): boolean =>
  high >= bound.low && low <= bound.high;

const seed = 20_261;

export function measure(study: Study, times = study.times): Coverage[] {
  const seen = study.lines.map((): Interval[] => []);
  for (let repetition = 0; repetition < times; repetition += 1) {
    for (const [i, interval] of study.intervals(new Dice(seed, repetition)).entries()) {
      if (interval === undefined) throw new Error(`${study.lines[i].what} gave no interval`);
      seen[i].push(interval);
    }
  }
  return study.lines.map((line, i) => coverageOf(line, seen[i]));
}

function coverageOf(line: Line, intervals: readonly Interval[]): Coverage {
  const times = intervals.length;
  const mean = (of: (interval: Interval) => number) => intervals.reduce((sum, one) => sum + of(one), 0) / times;
  const answer = line.truth === 'mean of all' ? mean(one => one.mean) : line.truth;
  const holds = ({ low, high }: Interval) => low <= answer && answer <= high;
  const unwarned = intervals.filter(({ warnings }) => warnings === undefined);
  const covered = intervals.filter(holds).length;
  return {
    ...line,
    times,
    covered,
    share: covered / times,
    ...shareBounds(covered, times, 0.99),
    halfWidth: mean(({ low, high }) => (high - low) / 2) / Math.abs(answer),
    warned: 1 - unwarned.length / times,
    shareUnwarned: unwarned.length < 0.02 * times ? undefined : unwarned.filter(holds).length / unwarned.length,
    answer,
  };
}

/** The exact interval of Clopper and Pearson around a share of independent trials. */
export function shareBounds(happened: number, trials: number, confidence: number): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  return {
    low: happened === 0 ? 0 : betaQuantile(tail, happened, trials - happened + 1),
    high: happened === trials ? 1 : betaQuantile(1 - tail, happened + 1, trials - happened),
  };
}

/** `5,000`. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
