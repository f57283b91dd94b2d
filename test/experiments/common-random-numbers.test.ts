/**
 * Common random numbers: two variants meet the same requests with the same demands, so that their difference varies far less
 * than they do; and what is added to a scenario changes no luck of those who were there.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../src/experiments/run.ts';
import type { DistributionMetric } from '../../src/experiments/run-result.ts';
import { independentInterval, pairedInterval, varianceReduction } from '../../src/experiments/statistics/intervals.ts';
import { worldOf } from '../models/small-world.ts';
import { load } from '../scenarios/scenario-text.ts';

describe('a service 5 % slower, at a load of 80 %', async () => {
  /** One server of 100 ms, asked for balances 8 times per second at random. */
  const scenario = load(`mpsim: 1
run: { length: 4 min, seed: 5 }
operators:
  contoso: { from: de/Telekom, api: { servers: 1, service: exponential mean 100 ms, errors: 0 % } }
population:
  agents: { count: 50, load: { rate: 8 per s, iccids: 1_000, pacing: random, mix: { getBalance: 100 % } } }
variants:
  baseline: baseline
  slower: { operators.contoso.api.service: exponential mean 105 ms }
`);
  const latencies = async (variant: string): Promise<number[]> => {
    const means: number[] = [];
    for (let replication = 0; replication < 12; replication += 1) {
      const { result } = await runScenario(scenario, { variant, replication, reproduce: 'mpsim run crn.yaml' });
      means.push((result.summary.metrics['getBalance.latency'] as DistributionMetric).mean! / 1e3);
    }
    return means;
  };
  const before = await latencies('baseline');
  const after = await latencies('slower');

  it('varies in its effect at least five times less than it would with luck of its own', () => {
    expect(varianceReduction(before, after)).toBeGreaterThan(5);
  });

  it('is found slower for sure, by an interval less than half as wide as that of independent replications', () => {
    const paired = pairedInterval(before, after)!;
    const apart = independentInterval(before, after)!;
    expect(paired.low).toBeGreaterThan(0);
    expect(paired.high - paired.low).toBeLessThan((apart.high - apart.low) / 2);
  });
});

describe('what is added to a scenario', () => {
  const scenario = (group: string, place: 'before' | 'after', operator = '') => `mpsim: 1
run: { length: 6 h, seed: 11 }
operators:
  contoso:
    from: de/Telekom
    network: { rejectsRetryable: 10 % }
    smdp: { refuses: { 8.2/1.2: 10 % } }
    api: { servers: 1_000, errors: 20 %, service: exponential mean 100 ms }
${operator}population:
${place === 'before' ? group : ''}  buyers: { arrive: 60 per day, operator: contoso, device: { sim: esim }, usage: none }
${place === 'after' ? group : ''}`;

  /**
   * All that happened to the buyers, told by when, what, who and how much. Connections go by a number of their own, which
   * moves when others come first.
   */
  const fatesOf = (text: string): string[] => {
    const { world, told } = worldOf(load(text).settingsFor('baseline'), {});
    world.run();
    const { first, count } = world.groups.find(group => group.settings.name === 'buyers')!;
    return told
      .filter(({ name, subject }) => !name.startsWith('connection.') && subject >= first && subject < first + count)
      .map(({ at, name, subject, value }) => `${at} ${name} ${subject - first} ${value}`);
  };

  const another = '  fabrikam: { from: de/Vodafone, api: { errors: 50 %, service: exponential mean 2 s } }\n';
  const groups = fc.record({
    sim: fc.constantFrom('hot', 'cold', 'esim'),
    count: fc.integer({ min: 1, max: 6 }),
    operator: fc.constantFrom('contoso', 'fabrikam'),
  });
  const written = ({ sim, count, operator }: { sim: string; count: number; operator: string }) => {
    const how = sim === 'esim' ? `arrive: ${20 * count} per day` : `count: ${count}`;
    return `  others: { ${how}, operator: ${operator}, device: { sim: ${sim} }, usage: none }\n`;
  };

  it('as a group, of the same operator or another, changes nothing that happens to the others', () => {
    const everything = fatesOf(scenario('', 'after', another));
    expect(everything.length).toBeGreaterThan(1_000);
    expect(everything.some(fact => fact.includes(' purchase.online '))).toBe(true);
    fc.assert(
      fc.property(groups, fc.constantFrom('before' as const, 'after' as const), (group, place) => {
        expect(fatesOf(scenario(written(group), place, another))).toEqual(everything);
      }),
      { seed: 20_260_309, numRuns: 5 },
    );
  });
});
