/**
 * The kernel against theory: where queueing theory has a closed form, the real simulation must meet it.
 *
 * How: independent replications (fixed seed, so nothing here flickers), each begun empty, with its warm-up deleted: what
 * comes in the first 500 mean demands is not measured. An M/M/1 at 80 % forgets its start like e^(−t/90), so less than
 * 0.5 % of it is left then, and that fades within a hundredth of the window. Every job that comes in the window after it is measured, however late it ends; means over time are differences
 * of the centre's totals at both ends of the window. The truth must lie in the 99.9 % Student interval over the
 * replications, and the interval must be narrow, or meeting it would say nothing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  erlangB,
  erlangC,
  mmck,
  mmcStayMean,
  mmcWaitMean,
  mmcWaitsOver,
  pollaczekKhinchine,
  sharedStayMean,
} from '../src/experiments/queueing/formulas.ts';
import { deadTimeLoss, erlangA, mm1WithPatience } from '../src/experiments/queueing/jobs-that-leave.ts';
import { meanInterval } from '../src/experiments/statistics/intervals.ts';
import { studentTQuantile } from '../src/experiments/statistics/student-t.ts';
import { DailyCycle } from '../src/sim/arrivals.ts';
import { type Distribution, sampler, unitExponential } from '../src/sim/distributions.ts';
import { ServiceCenter, type ServiceCenterOptions, turnAwayReasons } from '../src/sim/service-center.ts';
import { Simulation } from '../src/sim/simulation.ts';
import { TokenBucket } from '../src/sim/token-bucket.ts';
import { type Microseconds, seconds } from '../src/sim/units.ts';

/** M/M/c with a mean demand of 1 s: mean number of jobs present. */
const numberMeanOf = (servers: number, offered: number) => offered * mmcStayMean(servers, offered, 1);

const warmUp = seconds(500);
const evenDay = new DailyCycle(new Array(24).fill(1), 0 as Microseconds);

/** A service centre with Poisson arrivals; every time in seconds. The mean demand is 1 s wherever nothing else is said. */
interface Line {
  /** Each line has its own, so that one unlucky weather cannot tilt all comparisons. */
  seed: number;
  arrivalRate: number;
  demand: Distribution;
  center: ServiceCenterOptions;
  patience?: Distribution;
  replications: number;
  /** Length of the window that is measured. */
  window: number;
}

const ends = ['done', ...turnAwayReasons] as const;
type End = (typeof ends)[number];

/** What one replication saw in its window; an entry per job in each column. */
interface Seen {
  demand: Float64Array;
  stay: Float64Array;
  end: Uint8Array;
  busyMean: number;
  queueMean: number;
}

const exponential = (mean: number): Distribution => ({ kind: 'exponential', mean });

function replicate(line: Line): Seen[] {
  return Array.from({ length: line.replications }, (_, replication) => replicateOnce(line, replication));
}

function replicateOnce(line: Line, replication: number): Seen {
  const simulation = new Simulation({ seed: line.seed, replication });
  const window = seconds(line.window);
  const jobsMax = Math.ceil(line.arrivalRate * (line.window + 500) * 1.5) + 1000;
  const came = new Float64Array(jobsMax);
  const demand = new Float64Array(jobsMax);
  const left = new Float64Array(jobsMax);
  const end = new Uint8Array(jobsMax);
  let jobs = 0;
  let open = 0;
  const leave = (job: number, how: End) => {
    left[job] = simulation.now;
    end[job] = ends.indexOf(how);
    if (came[job] <= warmUp + window) open -= 1;
  };
  const center = new ServiceCenter(simulation, 'counter', line.center, {
    done: job => leave(job, 'done'),
    turnedAway: leave,
  });

  const gaps = simulation.dice.stream('jobs', 'gap');
  const demands = simulation.dice.stream('jobs', 'demand');
  const patiences = simulation.dice.stream('jobs', 'patience');
  const demandOf = sampler(line.demand);
  const patienceOf = line.patience === undefined ? () => Infinity : sampler(line.patience);
  const perDay = line.arrivalRate * 86_400;
  const comes = simulation.operation('job comes', job => {
    came[job] = simulation.now;
    demand[job] = Math.ceil(demandOf(demands.uniform(job)) * 1e6);
    jobs += 1;
    if (simulation.now <= warmUp + window) open += 1;
    center.submit(job, demand[job], patienceOf(patiences.uniform(job)) * 1e6);
    next(job + 1);
  });
  const next = (job: number) => {
    const time = evenDay.next(simulation.now, unitExponential(gaps.uniform(job)), perDay);
    simulation.schedule(comes, job, time - simulation.now);
  };
  next(0);

  simulation.run(warmUp);
  const first = jobs;
  const before = { busy: center.busyTime, queue: center.queueTime };
  simulation.run((warmUp + window) as Microseconds);
  const last = jobs;
  const after = { busy: center.busyTime, queue: center.queueTime };
  while (open > 0) simulation.run((simulation.now + seconds(10)) as Microseconds);
  return {
    demand: demand.slice(first, last),
    stay: left.slice(first, last).map((time, job) => time - came[first + job]),
    end: end.slice(first, last),
    busyMean: (after.busy - before.busy) / window,
    queueMean: (after.queue - before.queue) / window,
  };
}

/** The mean of `value(job)` over the jobs for which `counts(job)` holds. */
function average(seen: Seen, value: (job: number) => number, counts: (job: number) => boolean = () => true): number {
  let sum = 0;
  let count = 0;
  for (let job = 0; job < seen.stay.length; job += 1) {
    if (!counts(job)) continue;
    sum += value(job);
    count += 1;
  }
  return sum / count;
}

const endsAs = (end: End) => (seen: Seen) => average(seen, job => Number(seen.end[job] === ends.indexOf(end)));
const stayMean = (seen: Seen) => average(seen, job => seen.stay[job] / 1e6);
const stayMeanOf = (demand: number) => (seen: Seen) =>
  average(
    seen,
    job => seen.stay[job] / 1e6,
    job => seen.demand[job] === demand * 1e6,
  );
const numberMean = ({ busyMean, queueMean }: Seen) => busyMean + queueMean;

/** How long a job of a first-come line waited, in seconds, whether it was served at last or not. */
const waitOf = (seen: Seen, job: number) => (seen.stay[job] - (seen.end[job] === 0 ? seen.demand[job] : 0)) / 1e6;
const waitMean = (seen: Seen) => average(seen, job => waitOf(seen, job));
const waitMeanServed = (seen: Seen) =>
  average(
    seen,
    job => waitOf(seen, job),
    job => seen.end[job] === 0,
  );
const waitsOver = (t: number) => (seen: Seen) => average(seen, job => Number(waitOf(seen, job) > t));

/**
 * The truth lies in the 99.9 % interval of what was measured.
 *
 * @param width  the widest half of the interval that still counts as evidence, as a share of the truth
 */
function expectMeets<S>(seen: S[], measure: (seen: S) => number, truth: number, width: number): void {
  const { mean, standardError, n } = meanInterval(seen.map(measure))!;
  const reach = studentTQuantile(0.9995, n - 1) * standardError;
  expect(truth, `the truth, measured as ${mean}`).toBeGreaterThan(mean - reach);
  expect(truth, `the truth, measured as ${mean}`).toBeLessThan(mean + reach);
  expect(reach / truth, 'half the width of the interval').toBeLessThan(width);
}

/** Runs a line when its first test asks. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

describe('one server, first in, first out', () => {
  const mm1 = lazily(() =>
    replicate({
      seed: 1,
      arrivalRate: 0.8,
      demand: exponential(1),
      center: { servers: 1 },
      replications: 30,
      window: 25_000,
    }),
  );

  it('M/M/1 at 80 % load waits as Pollaczek and Khinchine say', () => {
    expect(pollaczekKhinchine(0.8, 1, 2)).toBeCloseTo(mmcWaitMean(1, 0.8, 1), 12);
    expectMeets(mm1(), waitMean, mmcWaitMean(1, 0.8, 1), 0.08);
  });

  it('M/M/1 at 80 % load holds four jobs on average', () => {
    expectMeets(mm1(), numberMean, numberMeanOf(1, 0.8), 0.08);
  });

  it('M/M/1 keeps its server busy for the offered load, and lets that share of jobs wait', () => {
    expectMeets(mm1(), seen => seen.busyMean, 0.8, 0.01);
    expectMeets(mm1(), waitsOver(0), mmcWaitsOver(1, 0.8, 1, 0), 0.01);
  });

  it.each([2, 10])('M/M/1 makes the exponential share of jobs wait longer than %i s', t => {
    expectMeets(mm1(), waitsOver(t), mmcWaitsOver(1, 0.8, 1, t), 0.15);
  });

  it('M/D/1 at 80 % load waits half as long as M/M/1', () => {
    const demand: Distribution = { kind: 'constant', value: 1 };
    const seen = replicate({
      seed: 2,
      arrivalRate: 0.8,
      demand,
      center: { servers: 1 },
      replications: 25,
      window: 30_000,
    });
    expectMeets(seen, waitMean, mmcWaitMean(1, 0.8, 1) / 2, 0.05);
  });

  it('M/G/1 with lognormal demands waits as their second moment says', () => {
    const sigma = 0.8;
    const demand: Distribution = { kind: 'lognormal', median: Math.exp(-(sigma ** 2) / 2), sigma };
    const seen = replicate({
      seed: 3,
      arrivalRate: 0.6,
      demand,
      center: { servers: 1 },
      replications: 30,
      window: 40_000,
    });
    expectMeets(seen, waitMean, pollaczekKhinchine(0.6, 1, Math.exp(sigma ** 2)), 0.05);
  });

  it('M/G/1 with a mix of short and long demands waits as their second moment says', () => {
    const demand: Distribution = {
      kind: 'mix',
      parts: [
        { share: 0.9, of: { kind: 'constant', value: 0.5 } },
        { share: 0.1, of: exponential(5.5) },
      ],
    };
    const square = 0.9 * 0.5 ** 2 + 0.1 * 2 * 5.5 ** 2;
    const seen = replicate({
      seed: 4,
      arrivalRate: 0.5,
      demand,
      center: { servers: 1 },
      replications: 30,
      window: 50_000,
    });
    expectMeets(seen, waitMean, pollaczekKhinchine(0.5, 1, square), 0.08);
  });
});

describe('several servers, first in, first out', () => {
  const mm5 = lazily(() =>
    replicate({
      seed: 5,
      arrivalRate: 4,
      demand: exponential(1),
      center: { servers: 5 },
      replications: 25,
      window: 10_000,
    }),
  );

  it('M/M/5 at 80 % load waits as Erlang C says', () => {
    expectMeets(mm5(), waitMean, mmcWaitMean(5, 4, 1), 0.08);
    expectMeets(mm5(), waitsOver(0), erlangC(5, 4), 0.04);
    expectMeets(mm5(), waitsOver(2), mmcWaitsOver(5, 4, 1, 2), 0.15);
  });

  it('M/M/5 has as many jobs waiting as Little says: rate times wait', () => {
    expectMeets(mm5(), seen => seen.queueMean, 4 * mmcWaitMean(5, 4, 1), 0.08);
    expectMeets(mm5(), seen => seen.busyMean, 4, 0.01);
  });

  it('M/M/2/6 turns away those who find every place taken, and the others wait accordingly', () => {
    const seen = replicate({
      seed: 6,
      arrivalRate: 1.8,
      demand: exponential(1),
      center: { servers: 2, queue: 4 },
      replications: 25,
      window: 10_000,
    });
    const { blocked, waitMean: wait } = mmck(1.8, 1, 2, 6);
    expectMeets(seen, endsAs('full'), blocked, 0.05);
    expectMeets(seen, waitMeanServed, wait, 0.05);
  });

  it.each<[string, Distribution]>([
    ['exponential', exponential(1)],
    ['constant', { kind: 'constant', value: 1 }],
    ['lognormal', { kind: 'lognormal', median: Math.exp(-0.5), sigma: 1 }],
  ])('without a queue the share turned away is Erlang B, for %s demands alike', (_, demand) => {
    const center = { servers: 8, queue: 0 };
    const seen = replicate({ seed: 7, arrivalRate: 6, demand, center, replications: 25, window: 2_000 });
    expectMeets(seen, endsAs('full'), erlangB(8, 6), 0.05);
    expectMeets(seen, one => one.busyMean, 6 * (1 - erlangB(8, 6)), 0.01);
  });
});

describe('patience', () => {
  it('exponential patience: jobs leave, and wait, as Erlang A says', () => {
    const seen = replicate({
      seed: 8,
      arrivalRate: 5,
      demand: exponential(1),
      patience: exponential(2),
      center: { servers: 5 },
      replications: 25,
      window: 5_000,
    });
    const { queueMean, busyMean } = erlangA(5, 1, 5, 2);
    expectMeets(seen, endsAs('impatient'), queueMean / 2 / 5, 0.04);
    expectMeets(seen, one => one.queueMean, queueMean, 0.04);
    expectMeets(seen, one => one.busyMean, busyMean, 0.01);
    expectMeets(seen, waitMean, queueMean / 5, 0.04);
  });

  it('equal patience: M/M/1+D loses and delays as Baccelli and Hebuterne say, even overloaded', () => {
    const seen = replicate({
      seed: 9,
      arrivalRate: 1.2,
      demand: exponential(1),
      patience: { kind: 'constant', value: 3 },
      center: { servers: 1 },
      replications: 25,
      window: 15_000,
    });
    const { leaves, waitMean: wait } = mm1WithPatience(1.2, 1, 3);
    expectMeets(seen, endsAs('impatient'), leaves, 0.03);
    expectMeets(seen, waitMean, wait, 0.03);
  });
});

describe('rate limit', () => {
  it('with a burst of one, the share turned away is that of a counter with a dead time', () => {
    const limit = { perSecond: 4, burst: 1 };
    const center = { servers: 1000, limit };
    const seen = replicate({
      seed: 101,
      arrivalRate: 3,
      demand: exponential(1),
      center,
      replications: 25,
      window: 5_000,
    });
    expectMeets(seen, endsAs('limit'), deadTimeLoss(3, 1 / 4), 0.02);
  });

  it('lets a job pass exactly when no stretch of time would hold more than burst plus rate times its length', () => {
    const limits = fc.record({
      perSecond: fc.integer({ min: 1, max: 2_000_000 }),
      burst: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(limits, fc.array(fc.nat(4_000_000), { maxLength: 60 }), (limit, gaps) => {
        const bucket = new TokenBucket(limit);
        const passed: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += Math.floor(gap / limit.perSecond);
          const room = passed.every((since, i) => {
            const within = passed.length - i + 1;
            return within * 1e6 <= limit.burst * 1e6 + limit.perSecond * (now - since);
          });
          expect(bucket.take(now)).toBe(room);
          if (room) passed.push(now);
        }
      }),
    );
  });
});

describe('processor sharing', () => {
  const center: ServiceCenterOptions = { servers: 1, discipline: 'processorSharing' };
  const shortOrLong: Distribution = {
    kind: 'mix',
    parts: [
      { share: 0.75, of: { kind: 'constant', value: 0.4 } },
      { share: 0.25, of: { kind: 'constant', value: 2.8 } },
    ],
  };
  const mixed = lazily(() =>
    replicate({ seed: 10, arrivalRate: 0.7, demand: shortOrLong, center, replications: 25, window: 30_000 }),
  );

  it('M/M/1 at 70 % load holds as many jobs, for as long, as first in, first out', () => {
    const seen = replicate({
      seed: 11,
      arrivalRate: 0.7,
      demand: exponential(1),
      center,
      replications: 25,
      window: 30_000,
    });
    expectMeets(seen, numberMean, numberMeanOf(1, 0.7), 0.05);
    expectMeets(seen, stayMean, sharedStayMean(0.7, 1), 0.05);
    expectMeets(seen, one => one.busyMean, 0.7, 0.01);
  });

  it('M/G/1 does not care about the shape of the demands, only their mean', () => {
    expectMeets(mixed(), numberMean, numberMeanOf(1, 0.7), 0.05);
    expectMeets(mixed(), stayMean, sharedStayMean(0.7, 1), 0.05);
  });

  it.each([0.4, 2.8])('a job that demands %f s stays that long, times 1 / (1 − load)', demand => {
    expectMeets(mixed(), stayMeanOf(demand), sharedStayMean(0.7, demand), 0.05);
  });

  it('M/G/3 holds as many jobs as M/M/3, whatever the demands', () => {
    const seen = replicate({
      seed: 12,
      arrivalRate: 2.25,
      demand: shortOrLong,
      center: { servers: 3, discipline: 'processorSharing' },
      replications: 25,
      window: 10_000,
    });
    expectMeets(seen, numberMean, numberMeanOf(3, 2.25), 0.05);
  });
});

describe('networks', () => {
  /** Two centres in a row; a share of those who leave the second begins again at the first. Demands are exponential. */
  function network(again: number, replication: number): { first: number; second: number } {
    const simulation = new Simulation({ seed: 201, replication });
    const vacant: number[] = [];
    let jobs = 0;
    let draws = 0;
    const gaps = simulation.dice.stream('jobs', 'gap');
    const luck = simulation.dice.stream('jobs', 'luck');
    const demand = (mean: number) => unitExponential(luck.uniform(0, draws++)) * mean * 1e6;
    const turnedAway = () => expect.fail('nobody is turned away');
    const first: ServiceCenter = new ServiceCenter(
      simulation,
      'first',
      { servers: 1 },
      { done: job => second.submit(job, demand(2)), turnedAway },
    );
    const second: ServiceCenter = new ServiceCenter(
      simulation,
      'second',
      { servers: 3, discipline: 'processorSharing' },
      {
        done: job => {
          if (luck.uniform(0, draws++) < again) first.submit(job, demand(1));
          else vacant.push(job);
        },
        turnedAway,
      },
    );
    const comes = simulation.operation('job comes', n => {
      first.submit(vacant.pop() ?? jobs++, demand(1));
      simulation.schedule(comes, n + 1, (unitExponential(gaps.uniform(n)) / 0.45) * 1e6);
    });
    simulation.schedule(comes, 0, 0);

    const numbers = () => ({ first: first.busyTime + first.queueTime, second: second.busyTime + second.queueTime });
    const window = seconds(10_000);
    simulation.run(warmUp);
    const before = numbers();
    simulation.run((warmUp + window) as Microseconds);
    const after = numbers();
    return { first: (after.first - before.first) / window, second: (after.second - before.second) / window };
  }

  it('a Jackson network with a way back: each centre behaves as if it were alone', () => {
    const seen = Array.from({ length: 25 }, (_, replication) => network(0.25, replication));
    const rate = 0.45 / (1 - 0.25);
    expectMeets(seen, ({ first }) => first, numberMeanOf(1, rate), 0.05);
    expectMeets(seen, ({ second }) => second, 2 * rate + rate * mmcWaitMean(3, 2 * rate, 2), 0.05);
  });
});
