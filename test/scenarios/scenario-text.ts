/** Small scenarios for the tests, and a provider table of three. */

import type { ProviderFacts } from '../../src/models/settings.ts';
import { type LoadedScenario, type LoadOptions, loadScenarioText } from '../../src/scenarios/load.ts';
import { type Mistake, MistakesError } from '../../src/scenarios/mistakes.ts';
import type { ProviderTable } from '../../src/scenarios/providers.ts';

const providers: readonly ProviderFacts[] = [
  {
    country: 'de',
    name: 'Telekom',
    networks: [{ mcc: '262', mnc: '01' }],
    apns: [{ name: 'internet.telekom', usage: 'internet' }],
    balanceCode: '*100#',
  },
  { country: 'de', name: 'Vodafone', networks: [{ mcc: '262', mnc: '02' }], apns: [], balanceCode: undefined },
  { country: 'us', name: 'Old CDMA', networks: [], apns: [], balanceCode: undefined },
];

const smallTable: ProviderTable = {
  countries: () => ['de', 'us'],
  providerNames: country => providers.filter(one => one.country === country).map(one => one.name),
  findProvider: (country, name) =>
    providers.find(one => one.country === country && one.name.toLowerCase() === name.toLowerCase()),
};

/** A scenario of few lines; `operator`, `group` and `run` are put into the braces of their sections. */
export function scenarioText(parts: { run?: string; operator?: string; group?: string; more?: string } = {}): string {
  const { run = 'length: 1 day', operator = 'from: de/Telekom', group = 'arrive: 10 per day', more = '' } = parts;
  return `mpsim: 1\nrun: { ${run} }\noperators:\n  contoso: { ${operator} }\npopulation:\n  lines: { ${group} }\n${more}`;
}

export const load = (text: string, options: LoadOptions = {}): LoadedScenario =>
  loadScenarioText(text, 'test.yaml', { providers: smallTable, ...options });

/** What is said about a scenario, whether it is refused or only warned about. */
export function toldOf(text: string, options: LoadOptions = {}): readonly Mistake[] {
  try {
    return load(text, options).warnings;
  } catch (problem) {
    if (problem instanceof MistakesError) return problem.mistakes;
    throw problem;
  }
}

/** The mistakes of a scenario that must have some. */
export function mistakesOf(text: string, options: LoadOptions = {}): readonly Mistake[] {
  try {
    load(text, options);
  } catch (problem) {
    if (problem instanceof MistakesError) return problem.mistakes;
    throw problem;
  }
  throw new Error('the scenario was accepted');
}
