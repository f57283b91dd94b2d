/**
 * A Jackson network: stations of exponential service, Poisson arrivals from outside, and fixed chances of where a job goes
 * next. At rest every station is an M/M/c of its own, at the rate at which jobs come to it altogether.
 *
 *     outside ──▶ gateway ──▶ api ──▶ billing ──▶ out          a tandem is the case without a way back
 *                              ▲          │
 *                              └── again ─┘
 *
 * Source: J. R. Jackson, "Jobshop-like queueing systems", Management Science 10 (1963); Kleinrock volume 1, 4.8.
 */
import { mmcStayMean } from './formulas.ts';

export interface Station {
  servers: number;
  /** Mean service time. */
  service: number;
  /** Arrivals from outside, per unit of time. */
  fromOutside: number;
  /** Chance that a job goes from here to each station next; what is missing to 1 leaves the network. */
  next: readonly number[];
}

export interface JacksonNetwork {
  /** By station: jobs that come altogether, mean stay of a visit, and mean number of jobs there. */
  stations: readonly { arrivalRate: number; stayMean: number; numberMean: number }[];
  /** Mean time that a job is in the network, over all its visits. */
  stayMean: number;
}

/** @throws RangeError for chances that are none, or a network that jobs never leave */
export function jacksonNetwork(stations: readonly Station[]): JacksonNetwork {
  for (const { next } of stations)
    if (next.some(chance => !(chance >= 0)) || next.reduce((sum, chance) => sum + chance, 0) > 1 + 1e-12)
      throw new RangeError(`Chances of ${next.join(', ')}; expected numbers from 0 that add up to at most 1`);
  const rates = arrivalRates(stations);
  const each = stations.map(({ servers, service }, at) => {
    const arrivalRate = rates[at];
    const stayMean = mmcStayMean(servers, arrivalRate * service, service);
    return { arrivalRate, stayMean, numberMean: arrivalRate * stayMean };
  });
  const present = each.reduce((sum, { numberMean }) => sum + numberMean, 0);
  const comes = stations.reduce((sum, { fromOutside }) => sum + fromOutside, 0);
  return { stations: each, stayMean: present / comes };
}

/** Solves rate(j) = fromOutside(j) + Σ rate(i) · chance(i → j), by elimination with the largest pivot. */
function arrivalRates(stations: readonly Station[]): number[] {
  const n = stations.length;
  const rows = stations.map(({ fromOutside }, to) => [
    ...stations.map(({ next }, from) => (from === to ? 1 : 0) - (next[to] ?? 0)),
    fromOutside,
  ]);
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < n; row += 1)
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    if (Math.abs(rows[pivot][column]) < 1e-12) throw new RangeError('Jobs never leave the network');
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let row = 0; row < n; row += 1) {
      if (row === column) continue;
      const times = rows[row][column] / rows[column][column];
      for (let at = column; at <= n; at += 1) rows[row][at] -= times * rows[column][at];
    }
  }
  return rows.map((row, at) => row[n] / row[at]);
}
