/** Which real operator a scenario's operator is taken `from`. */
import { countries, findProvider, providerNames } from '../models/provider-table.ts';
import type { ProviderFacts } from '../models/settings.ts';
import { didYouMean, nearestWord } from './nearest-word.ts';
import { Unreadable } from './quantities.ts';

/** A table of real operators: the derived one of the repository, or a small one of a test. */
export interface ProviderTable {
  countries(): readonly string[];
  providerNames(country: string): readonly string[];
  findProvider(country: string, name: string): ProviderFacts | undefined;
}

export const providerTable: ProviderTable = { countries, providerNames, findProvider };

/** An operator that exists nowhere: the test network 001/01, which no real operator may use. Source: ITU-T E.212. */
export const fictionalProvider = (name: string): ProviderFacts => ({
  country: 'xx',
  name,
  networks: [{ mcc: '001', mnc: '01' }],
  apns: [{ name: 'internet', usage: 'internet' }],
  balanceCode: '*100#',
});

/** Names that are listed when nothing is near. */
const fewNames = 12;

/**
 * Finds `de/Telekom`.
 * @throws Unreadable with the nearest country or name
 */
export function readProvider(from: string, table: ProviderTable): ProviderFacts {
  const slash = from.indexOf('/');
  if (slash <= 0)
    throw new Unreadable(
      `Expected a country and a name in the provider table, for example \`${withCountry(from.trim(), table) ?? 'de/Telekom'}\`.`,
    );
  const country = from.slice(0, slash).trim().toLowerCase();
  const name = from.slice(slash + 1).trim();
  if (!table.countries().includes(country))
    throw new Unreadable(
      `No country \`${country}\` in the provider table; countries are two letters (ISO 3166), for example \`de\`.${countryMeant(country, table.countries())}`,
    );
  const found = table.findProvider(country, name);
  const names = table.providerNames(country);
  if (found === undefined) {
    const parts = names.flatMap(one => one.split(/[^\p{L}\d]+/u)).filter(part => part.length > 2);
    const known = parts.filter(part => table.findProvider(country, part) !== undefined);
    const suggestion = didYouMean(name, [...names, ...known]);
    const listed =
      names.length <= fewNames
        ? ` Expected one of: ${names.join(', ')}.`
        : ` There are ${names.length}, such as ${names.slice(0, fewNames).join(', ')}.`;
    throw new Unreadable(`No single provider \`${name}\` in \`${country}\`.${suggestion || listed}`);
  }
  if (found.networks.length === 0)
    throw new Unreadable(`\`${found.name}\` has no network code in the provider table, so no device could find it.`);
  return {
    country: found.country,
    name: found.name,
    networks: found.networks,
    apns: found.apns,
    balanceCode: found.balanceCode,
  };
}

/** The name with the first country that has it. */
function withCountry(name: string, table: ProviderTable): string | undefined {
  const country = table.countries().find(one => table.findProvider(one, name) !== undefined);
  return country === undefined ? undefined : `${country}/${name}`;
}

/** Who writes `germany`, or `uk`, means a country whose code is another. */
function countryMeant(written: string, codes: readonly string[]): string {
  if (!/^[a-z]{2,40}( [a-z]{1,40}){0,5}$/.test(written)) return '';
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const nameOf = (code: string) => names.of(code.toUpperCase())?.toLowerCase() ?? code;
  const wanted = written.length === 2 ? nameOf(written) : written;
  const nearest = nearestWord(wanted, codes.map(nameOf));
  const meant = codes.find(code => nameOf(code) === nearest);
  return meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
}
