/**
 * Real operators: networks, access point names, and the USSD codes that ask for the balance or top it up.
 *
 * The table is text until somebody asks for a provider, so that a command that needs none does not pay for it.
 * Source: mobile-broadband-provider-info 20230416 (public domain); see docs/provider-data.md.
 */
import { providerTable } from './provider-table.data.ts';
import type { ProviderFacts } from './settings.ts';

export interface Provider extends ProviderFacts {
  /** The name in the country's own script, where the list has one. */
  aliases: readonly string[];
  /** USSD codes that top up; `CODE` stands for the number on the voucher. */
  topUpCodes: readonly string[];
}

/** One line of the table. */
interface Row {
  country: string;
  name: string;
  aliases?: string[];
  networks?: string[];
  internet?: string[];
  mms?: string[];
  wap?: string[];
  balance?: string;
  topUps?: string[];
}

let byCountry: ReadonlyMap<string, readonly Provider[]> | undefined;

/** All providers, by country and name. */
export const providers = (): readonly Provider[] => [...table().values()].flat();

/** Countries as ISO 3166 codes of two small letters, in order. */
export const countries = (): readonly string[] => [...table().keys()];

export const providersIn = (country: string): readonly Provider[] => table().get(country.toLowerCase()) ?? [];

export const providerNames = (country: string): readonly string[] => providersIn(country).map(({ name }) => name);

/**
 * The provider of that name, in any case: by its full name or alias, or else the only one in the country whose name has
 * these words (`de/Telekom` is `T-Mobile(Telekom)`). Undefined when there is none, or when several have them.
 */
export function findProvider(country: string, name: string): Provider | undefined {
  const candidates = providersIn(country);
  const wanted = name.trim().toLowerCase();
  const exact = candidates.find(provider => names(provider).some(known => known.toLowerCase() === wanted));
  if (exact !== undefined || words(name) === '  ') return exact;
  const near = candidates.filter(provider => names(provider).some(known => words(known).includes(words(name))));
  return near.length === 1 ? near[0] : undefined;
}

const names = ({ name, aliases }: Provider): readonly string[] => [name, ...aliases];

/** Words in small letters with a space on either side, so that one text is in another only by whole words. */
const words = (name: string): string => ` ${(name.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')} `;

function table(): ReadonlyMap<string, readonly Provider[]> {
  if (byCountry !== undefined) return byCountry;
  const map = new Map<string, Provider[]>();
  for (const line of providerTable.trim().split('\n')) {
    const row: Row = JSON.parse(line);
    const others = map.get(row.country);
    if (others === undefined) map.set(row.country, [provider(row)]);
    else others.push(provider(row));
  }
  byCountry = map;
  return map;
}

const provider = (row: Row): Provider => ({
  country: row.country,
  name: row.name,
  aliases: row.aliases ?? [],
  networks: (row.networks ?? []).map(code => ({ mcc: code.slice(0, 3), mnc: code.slice(4) })),
  apns: [...apns(row.internet, 'internet'), ...apns(row.mms, 'mms'), ...apns(row.wap, 'wap')],
  balanceCode: row.balance,
  topUpCodes: row.topUps ?? [],
});

const apns = (list: readonly string[] = [], usage: 'internet' | 'mms' | 'wap'): ProviderFacts['apns'] =>
  list.map(name => ({ name, usage }));
