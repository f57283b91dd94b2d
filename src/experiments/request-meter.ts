/** Requests of one kind: how many were asked, how often a second, how fast they were answered, and with what success. */
import type { World } from '../models/index.ts';
import { type Microseconds, type Outcome, outcomes } from '../sim/index.ts';
import type { Metric } from './run-result.ts';
import { HourlySketch } from './statistics/hourly-sketch.ts';
import { distributionMetric, rateMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import type { QuantileSketch } from './statistics/quantile-sketch.ts';
import { RateCounter } from './statistics/rate-counter.ts';

export class RequestMeter {
  readonly asked: RateCounter;
  readonly latency = new HourlySketch();
  private readonly name: string;
  private readonly counts = outcomes.map(() => 0);

  /**
   * @param name     of its metrics: `getBalance`
   * @param request  the kind, as the kernel knows it: `mobile operator API.getBalance`
   */
  constructor(world: World, name: string, request: string) {
    this.name = name;
    this.asked = new RateCounter(world.countsFrom);
    const { facts, clock } = world.simulation;
    outcomes.forEach((outcome, at) => {
      facts.observe(`${request}.${outcome}`, () => {
        this.counts[at]! += 1;
        const asked = clock[0]! - facts.value[0]!;
        if (asked < world.settings.length) this.asked.add(asked as Microseconds);
        if (outcome === 'censored' || outcome === 'cancelled') return;
        this.latency.add(asked, facts.value[0]!);
      });
    });
  }

  count(outcome: Outcome): number {
    return this.counts[outcomes.indexOf(outcome)]!;
  }

  /** The metrics that spread, to read any percentile from. */
  sketches(): [metric: string, of: QuantileSketch][] {
    return [[`${this.name}.latency`, this.latency.whole()]];
  }

  /** @param observed  how long arrivals were watched */
  metrics(observed: Microseconds): Record<string, Metric> {
    const n = this.counts.reduce((sum, count) => sum + count, 0);
    const censored = this.count('censored');
    const settled = n - censored;
    const about = (what: string) => ({ ...wordsOf(`${this.name}.${what}`), censored });
    return {
      [`${this.name}.requests`]: valueMetric(n, { ...about('requests'), n }),
      [`${this.name}.rate`]: rateMetric(this.asked, { ...about('rate'), observed }),
      [`${this.name}.latency`]: distributionMetric(this.latency.whole(), about('latency')),
      [`${this.name}.success`]: valueMetric(settled === 0 ? null : this.count('answered') / settled, {
        ...about('success'),
        n: settled,
      }),
    };
  }
}
