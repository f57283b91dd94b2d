/** An experiment of many small replications, for tests of those who do them. */
import { loadScenarioText } from './built.ts';

export const text = `mpsim: 1
about: { title: Calls, question: How long? }
run: { length: 20 min, seed: 4 }
operators: { contoso: { from: de/Telekom, api: { servers: 2, service: exponential mean 100 ms } } }
population: { lines: { count: 60, device: { sim: hot }, flyout: { opens: 200 per day }, usage: none } }
`;
export const scenario = loadScenarioText(text, 'calls.yaml');

export const replications = (count: number) =>
  Array.from({ length: count }, (_, replication) => ({ variant: 'baseline', replication }));
