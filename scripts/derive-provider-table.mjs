/**
 * Derives src/models/provider-table.data.ts from the public-domain provider list of mobile-broadband-provider-info.
 *
 *     node scripts/derive-provider-table.mjs [serviceproviders.xml] [provider-table.data.ts]
 *
 * Run by hand when a newer list appears; the same list gives the same bytes. See docs/provider-data.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [
  source = '/usr/share/mobile-broadband-provider-info/serviceproviders.xml',
  target = new URL('../src/models/provider-table.data.ts', import.meta.url),
] = process.argv.slice(2);

const providers = mergeSameNames(readProviders(parseXml(readFileSync(source, 'utf8'))));
providers.sort((a, b) => compare(a.country, b.country) || compare(a.name.toLowerCase(), b.name.toLowerCase()));
writeFileSync(target, tableModule(providers));
console.error(`${providers.length} providers in ${new Set(providers.map(p => p.country)).size} countries`);

/** All GSM providers, in the order of the list. */
function readProviders(root) {
  return all(root, 'country').flatMap(country =>
    all(country, 'provider')
      .filter(provider => all(provider, 'gsm').length > 0)
      .map(provider => readProvider(country.attributes.code.toLowerCase(), provider)),
  );
}

function readProvider(country, provider) {
  const names = all(provider, 'name');
  const own = names.find(name => name.attributes['xml:lang'] === undefined) ?? names[0];
  const [gsm] = all(provider, 'gsm');
  const topUps = all(gsm, 'balance-top-up').flatMap(topUp => all(topUp, 'ussd'));
  for (const { attributes, text } of topUps)
    if (attributes.replacement !== 'CODE') throw new Error(`Top-up "${text}" of ${own.text} does not name its CODE`);
  return {
    country,
    name: own.text,
    aliases: names.filter(name => name !== own).map(name => name.text),
    networks: all(gsm, 'network-id').map(networkCode),
    internet: apnsFor(gsm, 'internet'),
    mms: apnsFor(gsm, 'mms'),
    wap: apnsFor(gsm, 'wap'),
    balance: all(gsm, 'balance-check').flatMap(check => all(check, 'ussd'))[0]?.text,
    topUps: topUps.map(ussd => ussd.text),
  };
}

function networkCode({ attributes: { mcc, mnc } }) {
  if (!/^\d{3}$/.test(mcc) || !/^\d{2,3}$/.test(mnc)) throw new Error(`"${mcc}-${mnc}" is not an MCC and MNC`);
  return `${mcc}-${mnc}`;
}

/** Access point names for one use; where the list states no usage it is the internet, and some serve several. */
function apnsFor(gsm, wanted) {
  const usages = apn => (all(apn, 'usage')[0]?.attributes.type ?? 'internet').split('-');
  return all(gsm, 'apn')
    .filter(apn => usages(apn).includes(wanted))
    .map(apn => apn.attributes.value.trim());
}

/** The list has some providers in several entries, for several networks: one entry each. */
function mergeSameNames(entries) {
  const merged = new Map();
  for (const entry of entries) {
    const key = `${entry.country}/${entry.name.toLowerCase()}`;
    const first = merged.get(key);
    if (first === undefined) merged.set(key, entry);
    else {
      for (const list of ['aliases', 'networks', 'internet', 'mms', 'wap', 'topUps']) first[list].push(...entry[list]);
      first.balance ??= entry.balance;
    }
  }
  return [...merged.values()];
}

/** One line of JSON for each provider; empty lists and absent codes are left out, repetitions too. */
function tableModule(entries) {
  const rows = entries.map(entry => {
    const kept = Object.entries(entry)
      .map(([key, value]) => [key, Array.isArray(value) ? [...new Set(value)] : value])
      .filter(([, value]) => value !== undefined && value.length > 0);
    return JSON.stringify(Object.fromEntries(kept));
  });
  const text = rows.join('\n');
  if (/[`\\]|\$\{/.test(text))
    throw new Error('The table has characters that a template literal cannot hold as they are');
  return `/**
 * Providers of mobile broadband by GSM, one JSON object to a line. Derived: do not edit; see docs/provider-data.md.
 * Source: mobile-broadband-provider-info 20230416, serviceproviders.xml, public domain.
 */
export const providerTable: string = \`
${text}
\`;
`;
}

/** Elements, attributes and text of a document without CDATA or own entities, which is what the list is. */
function parseXml(text) {
  const root = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, comment, closing, name, rest, empty, words] of text.matchAll(
    /(<!--[\s\S]*?-->|<[?!][^>]*>)|<(\/?)([\w-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g,
  )) {
    if (comment !== undefined) continue;
    const top = open[open.length - 1];
    if (words !== undefined) top.text = decode(top.text + words.trim());
    else if (closing === '/') {
      if (open.pop().name !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      const attributes = Object.fromEntries(
        [...rest.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key, a, b]) => [key, decode(a ?? b)]),
      );
      const element = { name, attributes, children: [], text: '' };
      top.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('The list is not one closed element');
  return root.children[0];
}

function decode(text) {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (_, decimal, hex, name) => {
    if (name === undefined) return String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16));
    if (entities[name] === undefined) throw new Error(`Unknown entity &${name};`);
    return entities[name];
  });
}

function all(element, name) {
  return element.children.filter(child => child.name === name);
}

/** By code unit, the same on every machine. */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
