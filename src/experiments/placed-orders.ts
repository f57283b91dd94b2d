/** Orders at the operator API, as load agents place them: what was asked, how fast, and with what success. */
import type { World } from '../models/index.ts';
import { type Microseconds, outcomes } from '../sim/index.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, rateMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import { RateCounter } from './statistics/rate-counter.ts';

const placeOrder = 'mobile operator API.placeOrder';

export class PlacedOrders {
  private readonly asked = new RateCounter();
  private readonly latency = new QuantileSketch();
  private readonly outcomes = outcomes.map(() => 0);

  constructor(world: World) {
    const { facts, clock } = world.simulation;
    outcomes.forEach((outcome, at) => {
      facts.observe(`${placeOrder}.${outcome}`, () => {
        this.outcomes[at]! += 1;
        const asked = clock[0]! - facts.value[0]!;
        if (asked < world.settings.length) this.asked.add(asked as Microseconds);
        if (outcome !== 'censored') this.latency.add(facts.value[0]!);
      });
    });
  }

  /** To read any percentile from. */
  sketches(): readonly [metric: string, of: QuantileSketch][] {
    return [['placeOrder.latency', this.latency]];
  }

  /** @param observed  how long arrivals were watched */
  metrics(observed: Microseconds): Record<string, Metric> {
    const requests = this.outcomes.reduce((sum, n) => sum + n, 0);
    const censored = this.outcomes[outcomes.indexOf('censored')]!;
    const settled = requests - censored;
    return {
      'placeOrder.requests': valueMetric(requests, { ...wordsOf('placeOrder.requests'), n: requests, censored }),
      'placeOrder.rate': rateMetric(this.asked, { ...wordsOf('placeOrder.rate'), observed, censored }),
      'placeOrder.latency': distributionMetric(this.latency, { ...wordsOf('placeOrder.latency'), censored }),
      'placeOrder.success': valueMetric(settled === 0 ? null : this.outcomes[0]! / settled, {
        ...wordsOf('placeOrder.success'),
        n: settled,
        censored,
      }),
    };
  }
}
