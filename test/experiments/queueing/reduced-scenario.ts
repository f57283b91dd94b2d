/** A scenario reduced to one queue, or two after one another: agents that ask at random, and nothing else in the world. */
import { runScenario } from '../../../src/experiments/run.ts';
import type { RunResult } from '../../../src/experiments/run-result.ts';
import { type LoadedScenario, loadScenarioText } from '../../../src/scenarios/index.ts';

export interface Reduced {
  /** Requests per second. */
  rate: number;
  /** As the language writes it: what stands in `operators.contoso`, beside where it comes from. */
  operator: string;
  /** Requests of one replication. */
  requests?: number;
  /** The latency that counts as late, for `late`. */
  late?: string;
  /** How long a client waits. */
  patience?: string;
  seed?: number;
}

/** Nothing takes time but the servers, nothing fails, and nobody loses patience. */
export function reducedScenario({
  rate,
  operator,
  requests = 4_000,
  late = '1 s',
  patience = '5 min',
  seed = 1,
}: Reduced): LoadedScenario {
  const text = `mpsim: 1
run: { length: ${Math.ceil(requests / rate)} s, drain: 5 min, seed: ${seed}, links: { rttWifi: 0 ms } }
operators:
  contoso:
    from: de/Telekom
${operator.replace(/^/gm, '    ')}
population:
  agents: { count: 1, load: { rate: ${rate} per s, iccids: 5, pacing: random, timeout: ${patience}, mix: { getBalance: 100 % } } }
metrics:
  answered: mean(getBalance.latency where ok)
  shed: share(outcome = shed among getBalance)
  late: share(latency > ${late} among getBalance)
`;
  return loadScenarioText(text, 'reduced.yaml');
}

/** The operator API's own bank of servers. */
export const bank = (settings: string): string => `api: { errors: 0 %, ${settings} }`;

/** Tiers with a path of GetBalance through them. */
export const tiers = (path: string, settings: Readonly<Record<string, string>>): string =>
  [
    `api: { errors: 0 %, clientTimeout: 5 min, paths: { getBalance: ${path} } }`,
    'backend:',
    ...Object.entries(settings).map(([name, tier]) => `  ${name}: { ${tier} }`),
  ].join('\n');

export type Metrics = RunResult['summary']['metrics'];

/** The metrics of so many replications. */
export async function replicate(scenario: LoadedScenario, replications: number): Promise<Metrics[]> {
  const seen: Metrics[] = [];
  const variant = scenario.variants[0]!;
  for (let replication = 0; replication < replications; replication += 1) {
    const { result } = await runScenario(scenario, { variant, replication, reproduce: '' });
    seen.push(result.summary.metrics);
  }
  return seen;
}

/** One of the metrics by each replication; a share is a number, a time in µs. */
export const valuesOf = (seen: readonly Metrics[], name: string): number[] =>
  seen.map(metrics => {
    const metric = metrics[name]!;
    const value = metric.kind === 'value' ? metric.value : metric.mean;
    if (value === null) throw new Error(`${name} has no value`);
    return value;
  });
