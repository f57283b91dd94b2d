/** A variant as the command line names it. */
import { didYouMean, type LoadedScenario } from '../scenarios/index.ts';
import { UsageError } from './exit.ts';

/** @throws UsageError with the nearest name */
export function knownVariant(scenario: LoadedScenario, variant: string): string {
  if (scenario.variants.includes(variant)) return variant;
  throw new UsageError(
    `There is no variant "${variant}" in ${scenario.name}. ` +
      `It has: ${scenario.variants.join(', ')}.${didYouMean(variant, scenario.variants)}`,
  );
}
