/**
 * The catalogue of Mobile Plans: which operators the app shows to a device, and where it opens.
 *
 *     all operators ── sold in Mobile Plans ── configured for these devices ── in this country ──▶ list, sorted by brand
 *
 * Source: Microsoft Learn, "Mobile Plans catalog", "Mobile Plans service configuration", "Mobile Plans system architecture".
 * Assumption: a device is where its operator is at home. Devices of the staging environment see what is configured for
 * staging beside what is in production; all others see production alone.
 */
import { standardTemplate } from '../messages/mobile-operator-api-messages.ts';
import type { OperatorSettings, WorldSettings } from '../settings.ts';

/** One operator as the app shows it. */
export interface Provider {
  name: string;
  /** Under this name it stands in the list. */
  brand: string;
  portalUrl: string;
  /** The gateway page to show: the id of a template, `0` for the standard page. */
  template: string;
}

/** What the app needs to show the operators, and the gateway page of the right one. */
export interface ProviderList {
  /** Sorted by brand. */
  providers: readonly Provider[];
  /** Which of the list the device's active profile or SIM belongs to; undefined when it has none. */
  own: number | undefined;
  /** Where the app opens: at the list, or at the gateway page of the own operator, or of the only one. */
  opens: 'selectProvider' | 'gateway';
}

/** Names in the order of their letters, capitals or not; the same on every machine. */
const byBrand = (a: Provider, b: Provider): number => {
  const [one, other] = [a.brand.toLowerCase(), b.brand.toLowerCase()];
  if (one === other) return a.name < b.name ? -1 : 1;
  return one < other ? -1 : 1;
};

const brandOf = ({ cosa, provider }: OperatorSettings): string => cosa.brandingName ?? provider.name;

/** Lists by country, made once for the settings of a run. */
const made = new WeakMap<WorldSettings, Map<string, readonly Provider[]>>();

/** The operators whose plans are sold in a country, each with its standard gateway page. */
export function catalogueOf(settings: WorldSettings, country: string): readonly Provider[] {
  let byCountry = made.get(settings);
  if (byCountry === undefined) {
    byCountry = new Map();
    made.set(settings, byCountry);
  }
  let list = byCountry.get(country);
  if (list === undefined) {
    list = settings.operators
      .filter(
        ({ cosa, provider, configuration }) =>
          provider.country === country &&
          cosa.supportDataMarketplace &&
          (configuration !== 'staging' || settings.microsoft.environment === 'staging'),
      )
      .map(operator => ({
        name: operator.name,
        brand: brandOf(operator),
        portalUrl: `https://${operator.portal.host}/`,
        template: standardTemplate,
      }))
      .sort(byBrand);
    byCountry.set(country, list);
  }
  return list;
}

/**
 * What a device is shown.
 *
 * @param operator  whose profile or SIM is active in the device; undefined when none is
 * @returns         undefined when there is nothing to show: no operator there, or a SIM whose operator is not in the
 *                  catalogue and no eUICC for another one
 */
export function providersFor(
  list: readonly Provider[],
  operator: string | undefined,
  hasEuicc: boolean,
): ProviderList | undefined {
  const at = list.findIndex(({ name }) => name === operator);
  const own = at < 0 ? undefined : at;
  if (list.length === 0 || (!hasEuicc && own === undefined)) return undefined;
  return { providers: list, own, opens: own !== undefined || list.length === 1 ? 'gateway' : 'selectProvider' };
}

/** The list with another gateway page for the device's own operator. */
export const withTemplate = (list: ProviderList, template: string): ProviderList => ({
  ...list,
  providers: list.providers.map((provider, at) => (at === list.own ? { ...provider, template } : provider)),
});
