/**
 * Closed forms for jobs that leave a queue before their turn, and for a counter that lets only so many pass. Times are in any
 * one unit, rates in jobs per that unit.
 */
import { exp } from '../../sim/index.ts';
import { erlangB } from './formulas.ts';

/** Sums are scaled down before they leave the range of a double. */
const tooLarge = 1e200;

/**
 * M/M/c+M, Erlang A: jobs wait with exponential patience. The share that leaves is queueMean / patience / arrivalRate.
 *
 * Source: A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue" (2007).
 */
export function erlangA(
  arrivalRate: number,
  service: number,
  servers: number,
  patience: number,
): { busyMean: number; queueMean: number } {
  let sum = 1 / erlangB(servers, arrivalRate * service);
  let weighted = 0;
  let weight = 1;
  for (let waiting = 1; weight > sum * 1e-18; waiting += 1) {
    weight *= arrivalRate / (servers / service + waiting / patience);
    sum += weight;
    weighted += waiting * weight;
    if (sum > tooLarge) {
      weight /= tooLarge;
      sum /= tooLarge;
      weighted /= tooLarge;
    }
  }
  const queueMean = weighted / sum;
  return { queueMean, busyMean: service * (arrivalRate - queueMean / patience) };
}

/**
 * M/M/1+D: every job waits for at most the same time. From the density of the offered wait, which is
 * `rate · idle · e^((rate − 1/service) x)` up to the patience and falls like `e^(−x/service)` after it.
 *
 * @returns  the share that leaves, and the mean wait over all jobs. The load must not be exactly 1.
 *
 * Source: F. Baccelli and G. Hebuterne, "On queues with impatient customers" (1981).
 */
export function mm1WithPatience(
  arrivalRate: number,
  service: number,
  patience: number,
): { leaves: number; waitMean: number } {
  const slope = arrivalRate - 1 / service;
  const atPatience = exp(slope * patience);
  const served = (atPatience - 1) / slope;
  const beyond = atPatience * service;
  const idle = 1 / (1 + arrivalRate * (served + beyond));
  const leaves = arrivalRate * idle * beyond;
  const timesServed = (patience * atPatience) / slope - (atPatience - 1) / (slope * slope);
  return { leaves, waitMean: arrivalRate * idle * timesServed + patience * leaves };
}

/** The share of Poisson arrivals lost by a counter that is blind for a fixed time after each arrival it counts. */
export const deadTimeLoss = (arrivalRate: number, deadTime: number): number =>
  (arrivalRate * deadTime) / (1 + arrivalRate * deadTime);
