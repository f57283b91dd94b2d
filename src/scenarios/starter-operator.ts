/** A real operator as the starter scenario names it, with what the provider table knows of it in comments. */
import { stringify } from 'yaml';
import { findProvider, type Provider } from '../models/provider-table.ts';
import { ownName } from './own-names.ts';
import { providerTable, readProvider } from './providers.ts';

export interface StarterOperator {
  /** Its name in the scenario, made from its name in the table. */
  key: string;
  /** Lines of YAML, as they stand below that name without their indentation. */
  lines: readonly string[];
}

/**
 * @param from  a country and a name, as in `de/Telekom`
 * @throws Unreadable with the nearest country or name, or when the operator has no network code
 */
export function starterOperator(from: string): StarterOperator {
  const { country, name } = readProvider(from, providerTable);
  const provider = findProvider(country, name);
  if (provider === undefined) throw new Error(`the provider ${country}/${name} is not found by its own name`);
  const asGiven = from.slice(from.indexOf('/') + 1).trim();
  const said = isPlain(asGiven) ? asGiven : name;
  return {
    key: keyOf(said),
    lines: [
      `from: ${stringify(`${country}/${said}`, { lineWidth: 0 }).trimEnd()}`,
      ...factsOf(provider).map(line => `# ${line}`),
    ],
  };
}

/** Whether the name is one that people type: then it stands in the file as they have typed it. */
const isPlain = (name: string): boolean => /^[\p{L}\p{M}\p{N} .&+'()/-]+$/u.test(name);

/** `T-Mobile(Telekom)` becomes `t-mobile-telekom`; a name without Latin letters at its beginning says nothing here. */
function keyOf(name: string): string {
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const key = words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return ownName.test(key) ? key : 'operator';
}

/** What the provider table says, a line for each kind of fact that it has. */
function factsOf({ name, networks, apns, balanceCode, topUpCodes }: Provider): string[] {
  const pointsFor = (usage: string) => apns.flatMap(apn => (apn.usage === usage ? [apn.name] : []));
  const facts: readonly (readonly [what: string, values: readonly string[]])[] = [
    ['networks', networks.map(({ mcc, mnc }) => `${mcc}-${mnc}`)],
    ['access points', pointsFor('internet')],
    ['for MMS', pointsFor('mms')],
    ['for WAP', pointsFor('wap')],
    ['balance by USSD', balanceCode === undefined ? [] : [balanceCode]],
    ['top-up by USSD', topUpCodes.length === 0 ? [] : [...topUpCodes, '(CODE is the number on the voucher)']],
  ];
  return [
    `The provider table calls it ${name}:`,
    ...facts.flatMap(([what, values]) => (values.length === 0 ? [] : [`  ${what.padEnd(16)}${joined(values)}`])),
    'Its portal, servers and prices are not in the table: what stands below, and what has a default, is made up.',
  ];
}

const joined = (values: readonly string[]): string => values.join(', ').replace(', (', ' (');
