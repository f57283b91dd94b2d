/** A world for the search that costs no time: the latency of each replication is a formula of its settings, and a little luck. */
import type { Replication } from '../../../src/experiments/tasks/replication.ts';
import type { TaskRunner, Wish } from '../../../src/experiments/tasks/task-runner.ts';

/** The least number from 1 on that meets. */
export function cheapestOf(meets: (servers: number) => boolean): number {
  let least = 1;
  while (!meets(least)) least += 1;
  return least;
}

/** A normal draw from the number of a replication, the same for every size: common random numbers. */
function luckOf(replication: number): number {
  const uniform = (seed: number) => (((seed * 7919 + 104_729) * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
  return [1, 2, 3, 4, 5, 6].reduce((sum, i) => sum + uniform(replication * 31 + i), 0) - 3;
}

export interface World {
  /** Latency in µs, without luck. */
  latency: (value: (path: string) => number) => number;
  /** Standard deviation of a replication, as a share of the latency. */
  spread: number;
}

export function runnerOf({ latency, spread }: World): TaskRunner & { wishes: Wish[] } {
  const wishes: Wish[] = [];
  return {
    seed: 1,
    width: 2,
    wishes,
    async replicate(asked) {
      wishes.push(...asked);
      return asked.map(({ variant, replication, sets = [] }) => {
        const value = (path: string) => Number(new Map(sets).get(path)?.replaceAll('_', ''));
        const mean = latency(value) * (1 + spread * luckOf(replication));
        const one: Replication = {
          schema: 'mpsim.replication/1',
          variant,
          seed: 1,
          replication,
          fingerprint: '',
          events: 0,
          simulated_us: 0,
          metrics: {},
          sketches: {},
          expectations: [],
          leaves: { 'mean(getBalance.latency)': mean },
          brokenLaws: [],
          tiers: [],
        };
        return { ok: true, replication: one };
      });
    },
  };
}
