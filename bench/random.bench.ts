/**
 * What a draw, a sample and an arrival cost, as multiples of `Math.log` in the same run: process CPU time, the median of
 * rounds taken in turn, so that a slow moment of the machine hits all of them. Times travel through a Float64Array, as
 * they do in the kernel.
 */
import { exp, ln, normalQuantile } from '../src/sim/arithmetic.ts';
import { DailyCycle } from '../src/sim/arrivals.ts';
import { sampler, unitExponential } from '../src/sim/distributions.ts';
import { Dice } from '../src/sim/random.ts';
import { hours, type Microseconds } from '../src/sim/units.ts';
import { cost, median } from './measure.ts';
import type { Row } from './row.ts';

const rounds = 9;
const callsPerRound = 1_000_000;

/** Local hour weights of the published preset. */
const weights = [
  0.15, 0.1, 0.08, 0.07, 0.07, 0.1, 0.25, 0.6, 1.1, 1.4, 1.5, 1.5, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.5, 1.5, 1.3,
  0.9, 0.45,
];

const stream = new Dice(7, 0).stream('bench', 'draw');
const cycle = new DailyCycle(weights, hours(1));
const exponential = sampler({ kind: 'exponential', mean: 120_000 });
const lognormal = sampler({ kind: 'lognormal', median: 20e6, sigma: 0.9 });
const uniforms = Float64Array.from({ length: 4096 }, (_, i) => stream.uniform(i));
const times = new Float64Array(4096);
/** Everything computed ends here, so that nothing is computed in vain. */
const sink = new Float64Array(1);

const yardstick = {
  what: 'Math.log itself',
  must: 1,
  aim: 1,
  run() {
    let sum = 0;
    for (let i = 0; i < callsPerRound; i += 1) sum += Math.log(uniforms[i & 4095]);
    sink[0] += sum;
  },
};

/** `must` and `aim` are multiples of the yardstick, for all that the name says. */
const cases: readonly { what: string; must: number; aim: number; run: () => void }[] = [
  yardstick,
  {
    what: 'uniform draw',
    must: 2.5,
    aim: 1.5,
    run() {
      let sum = 0;
      for (let i = 0; i < callsPerRound; i += 1) sum += stream.uniform(i, i >> 8);
      sink[0] += sum;
    },
  },
  {
    what: 'ln',
    must: 2.5,
    aim: 1.4,
    run() {
      let sum = 0;
      for (let i = 0; i < callsPerRound; i += 1) sum += ln(uniforms[i & 4095]);
      sink[0] += sum;
    },
  },
  {
    what: 'exp',
    must: 2.5,
    aim: 1.4,
    run() {
      let sum = 0;
      for (let i = 0; i < callsPerRound; i += 1) sum += exp(uniforms[i & 4095]);
      sink[0] += sum;
    },
  },
  {
    what: 'normalQuantile',
    must: 4.5,
    aim: 2.5,
    run() {
      let sum = 0;
      for (let i = 0; i < callsPerRound; i += 1) sum += normalQuantile(uniforms[i & 4095]);
      sink[0] += sum;
    },
  },
  {
    what: 'exponential sample, with its draw',
    must: 5.5,
    aim: 3.5,
    run() {
      let sum = 0;
      for (let i = 0; i < callsPerRound; i += 1) sum += exponential(stream.uniform(i, i >> 8));
      sink[0] += sum;
    },
  },
  {
    what: 'lognormal sample, with its draw',
    must: 9,
    aim: 6,
    run() {
      let sum = 0;
      for (let i = 0; i < callsPerRound; i += 1) sum += lognormal(stream.uniform(i, i >> 8));
      sink[0] += sum;
    },
  },
  {
    what: 'next arrival of a device, with its draw',
    must: 12,
    aim: 8,
    run() {
      for (let i = 0; i < callsPerRound; i += 1) {
        const device = i & 4095;
        const sample = unitExponential(stream.uniform(device, i >> 12));
        times[device] = cycle.next(times[device] as Microseconds, sample, 8.64);
      }
      sink[0] += times[0];
    },
  },
];

/** One row per operation. */
export function randomRows(): Row[] {
  const samples = cases.map((): number[] => []);
  for (const { run } of cases) run();
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, { run }] of cases.entries()) samples[i].push(cost(callsPerRound, run));
  }
  const medians = samples.map(median);
  const log = medians[cases.indexOf(yardstick)];
  return cases.map(({ what, must, aim }, i) => ({
    what: `${what}, against Math.log`,
    measured: medians[i] / log,
    must,
    aim,
    unit: 'x',
    note: `${medians[i].toFixed(1)} ns`,
  }));
}
