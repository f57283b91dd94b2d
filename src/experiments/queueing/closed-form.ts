/**
 * Which closed form tells the waiting before one bank of servers, whether it is exact there, and why.
 *
 *     own thread, exponential service      endless queue    Erlang C (M/M/c)
 *                                          finite queue     M/M/c/K
 *     any service                          no queue         Erlang B (M/G/c/c)
 *                                          one server       Pollaczek–Khinchine (M/G/1)
 *                                          several          Lee–Longton, an approximation
 *     shared processors                    any queue        processor sharing (M/G/c-PS): the mean service alone counts
 *     threads held while others work                        none
 */
import { formatRate } from '../format.ts';
import { erlangB, leeLongton, mmck, mmcStayQuantile, mmcWaitMean, pollaczekKhinchine } from './formulas.ts';
import type { Bounds } from './visits.ts';

export type FormulaName =
  | 'always free'
  | 'Erlang C'
  | 'Erlang B'
  | 'M/M/c/K'
  | 'Pollaczek–Khinchine'
  | 'Lee–Longton'
  | 'processor sharing';

/** What a formula says of the jobs at a rate; times in µs. */
export interface FormValues {
  /** Share of jobs turned away. */
  blocked: number;
  /** Mean wait and mean stay of those that are let in. */
  waitMean: number;
  stayMean: number;
}

export interface ServerForms {
  applies: 'exact' | 'approximation' | 'none';
  formula: FormulaName | undefined;
  /** A sentence for the reader. */
  why: string;
  /** At so many arrivals per second, and so many threads where there are to be others; undefined where no formula applies. */
  at: ((perSecond: number, threads?: number) => FormValues) | undefined;
  /** The stay that a share p does not exceed, in µs, where a formula tells. */
  stayQuantile: ((perSecond: number, p: number) => number) | undefined;
}

/** What decides which formula applies. */
export interface Servers {
  threads: number;
  queue: number;
  rate: Bounds;
  service: { mean: number; variation: number };
  isExponential: boolean;
  /** The servers share their work among all jobs. */
  isShared: boolean;
  /** Whether arrivals are a Poisson process of one rate. */
  atRandom: boolean;
  disturbedBefore: boolean;
  callersGiveUp: boolean;
  /** Tiers that are waited for with a thread held. */
  waitsFor: readonly string[];
  /** Rate beyond which requests are turned away. */
  limit: number | undefined;
  /** Entries of the timeline that put it out of order. */
  trouble: readonly string[];
}

export function formsOf(servers: Servers): ServerForms {
  const { threads, waitsFor, limit, rate, service } = servers;
  if (threads !== Infinity && waitsFor.length > 0)
    return none(`Threads are held while ${listed(waitsFor)} ${waitsFor.length === 1 ? 'is' : 'are'} waited for.`);
  if (limit !== undefined && limit < 2 * rate.high)
    return none(`A limit of ${formatRate(limit)} turns away part of what comes.`);
  if (threads !== Infinity && servers.queue === Infinity && rate.low * service.mean >= threads * 1e6)
    return none('More comes than its threads can do: the queue only grows.');
  const form = formFor(servers);
  if (form.formula === 'always free' && servers.trouble.length === 0)
    return { ...form, applies: 'exact', why: 'There is always one free, so nobody waits.' };
  const doubts = doubtsOf(servers, form.formula);
  const how = conditionsOf(servers, form.formula);
  return doubts.length === 0
    ? { ...form, applies: 'exact', why: `${form.formula}: ${how}.` }
    : {
        ...form,
        applies: 'approximation',
        why: `${form.formula}, as if it were ${how}; but ${doubts.join(', and ')}.`,
      };
}

const none = (why: string): ServerForms => ({
  applies: 'none',
  formula: undefined,
  why,
  at: undefined,
  stayQuantile: undefined,
});

type Form = Pick<ServerForms, 'at' | 'stayQuantile'> & { formula: FormulaName };

function formFor(servers: Servers): Form {
  const { threads, queue, service, isExponential, isShared } = servers;
  const { mean, variation } = service;
  const perMicrosecond = (perSecond: number) => perSecond / 1e6;
  const load = (perSecond: number) => perMicrosecond(perSecond) * mean;
  const waiting = (
    formula: FormulaName,
    wait: (perSecond: number, servers: number) => number,
    blocked = (_: number, __: number) => 0,
  ): Form => ({
    formula,
    at: (perSecond, now = threads) => {
      const waitMean = wait(perSecond, now);
      return { blocked: blocked(perSecond, now), waitMean, stayMean: waitMean + mean };
    },
    stayQuantile: undefined,
  });
  if (threads === Infinity) return waiting('always free', () => 0);
  const finite = (formula: FormulaName) =>
    waiting(
      formula,
      (rate, c) => mmck(perMicrosecond(rate), mean, c, c + queue).waitMean,
      (rate, c) => mmck(perMicrosecond(rate), mean, c, c + queue).blocked,
    );
  if (isShared) return finite('processor sharing');
  if (queue === 0)
    return waiting(
      'Erlang B',
      () => 0,
      (rate, c) => erlangB(c, load(rate)),
    );
  if (!isEndless(servers)) return finite('M/M/c/K');
  if (isExponential)
    return {
      ...waiting('Erlang C', (rate, c) => mmcWaitMean(c, load(rate), mean)),
      stayQuantile: (rate, p) => mmcStayQuantile(threads, load(rate), mean, p),
    };
  if (threads === 1)
    return waiting('Pollaczek–Khinchine', rate =>
      pollaczekKhinchine(perMicrosecond(rate), mean, mean * mean * (1 + variation)),
    );
  return waiting('Lee–Longton', (rate, c) => leeLongton(c, load(rate), mean, variation));
}

/** With fewer than one job in a thousand million turned away, a queue has no end that anybody would notice. */
const unnoticed = 1e-9;

function isEndless({ threads, queue, rate, service }: Servers): boolean {
  return queue === Infinity || mmck(rate.high / 1e6, service.mean, threads, threads + queue).blocked < unnoticed;
}

/** What keeps the formula from being exact. */
function doubtsOf(servers: Servers, formula: FormulaName): string[] {
  const { rate, isExponential, queue } = servers;
  const doubts: string[] = [];
  if (!servers.atRandom) doubts.push('arrivals are not a Poisson process of one rate');
  if (servers.disturbedBefore) doubts.push('they do not come at random from what stands before it');
  if (rate.low !== rate.high) doubts.push('caches decide how many come');
  if (formula === 'Lee–Longton') doubts.push('service times are not exponential, and no exact formula is known');
  if (formula === 'M/M/c/K' && !isExponential) doubts.push('service times are not exponential');
  if (formula === 'Pollaczek–Khinchine' && queue < Infinity) doubts.push(`the queue ends after ${queue} places`);
  if (servers.callersGiveUp) doubts.push('callers stop waiting or call again');
  if (servers.limit !== undefined) doubts.push('a limit turns away bursts');
  if (servers.trouble.length > 0)
    doubts.push(`${listed(servers.trouble)} ${servers.trouble.length === 1 ? 'is' : 'are'} not in it`);
  return doubts;
}

/** The conditions of the formula, in words. */
function conditionsOf(servers: Servers, formula: FormulaName): string {
  const { threads, queue } = servers;
  const arrivals = 'Poisson arrivals';
  const many = threads === 1 ? 'one thread' : `${threads} threads`;
  switch (formula) {
    case 'always free':
      return 'always one free';
    case 'Erlang C':
      return `${arrivals}, exponential service, ${many}, ${isFull(queue)}`;
    case 'Erlang B':
      return `${arrivals}, ${many}, no place to wait`;
    case 'M/M/c/K':
      return `${arrivals}, exponential service, ${many}, ${queue} places to wait`;
    case 'Pollaczek–Khinchine':
      return `${arrivals}, any service times, one thread, a queue without end`;
    case 'Lee–Longton':
      return `${arrivals}, ${many}, a queue without end`;
    case 'processor sharing':
      return `${arrivals}, ${threads === 1 ? 'one shared server' : `${threads} shared servers`}, any service times`;
  }
}

const isFull = (queue: number) => (queue === Infinity ? 'a queue without end' : `a queue that practically never fills`);

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
