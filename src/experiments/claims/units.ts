/** From what the code computes with to what people read: octets to bits, smallest coins to the currency. */
import { coinsOf, type Dimension, type LoadedScenario } from '../../scenarios/index.ts';

/** What a value is multiplied with to stand in the unit of the summary. */
export function scaleOf(dimension: Dimension, currency: string): number {
  if (dimension === 'bit rate') return 8;
  return dimension === 'money' ? 1 / coinsOf(currency) : 1;
}

/** The currency of all operators; none where they take different ones, since then a sum has no unit. */
export function currencyOf(scenario: LoadedScenario, variant: string): string {
  const [currency = '', ...others] = new Set(
    scenario
      .settingsFor(variant)
      .operators.flatMap(({ plan, otherPlans }) => [plan, ...otherPlans].map(({ currency }) => currency)),
  );
  return others.length === 0 ? currency : '';
}
