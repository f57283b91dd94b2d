/**
 * Which signs numbers are written with in a locale: all that a message rule takes from its Locale.
 *
 * Both forms are read: `de-DE`, and `German_Germany.1252` as the runtime library of Visual C++ names it.
 * Source: Unicode CLDR, "Number symbols"; Microsoft Learn, "WWAN schema" (Locale), "Language strings". Assumption: a
 * language that stands in no list has the signs of en-US.
 */

export interface NumberSigns {
  /** As the rule names it. */
  readonly locale: string;
  /** The usual sign first, then others that are taken. */
  readonly decimal: string;
  /** Any of these may stand between groups of digits; the usual one first. */
  readonly groups: string;
  readonly anyDecimal: RegExp;
  readonly anyGroup: RegExp;
  /** Groups of two digits before the last three, as in 12,34,567. */
  readonly indian: boolean;
}

/** Blank, no-break space, narrow no-break space, thin space: what stands between groups where a blank does. */
const spaces = ' \u00a0\u202f\u2009';
const apostrophes = "'\u2019";

const pointAndComma = { decimal: '.', groups: ',' };
const commaAndPoint = { decimal: ',', groups: '.' };
const commaAndSpace = { decimal: ',', groups: spaces };

/** By language, or by language and region where the region differs. */
const signsOf: Readonly<Record<string, { readonly decimal: string; readonly groups: string }>> = {
  ...each('en zh ja ko th he hi bn mr ta te gu kn ml pa ne ur sw ms fil cy ga', pointAndComma),
  ...each('de nl it es pt tr id el da ro hr sl sr bs mk vi is ca gl eu az', commaAndPoint),
  ...each('fr ru pl cs sk uk be bg fi sv nb nn no hu lt lv et ka kk hy sq', commaAndSpace),
  ...each('de-CH de-LI it-CH', { decimal: '.', groups: apostrophes }),
  ...each('de-AT es-ES', { decimal: ',', groups: `.${spaces}` }),
  ...each('pt-PT es-CR', { decimal: ',', groups: `.${spaces}` }),
  ...each('es-MX es-US es-GT es-HN es-SV es-NI es-PA es-DO es-PR es-PE', pointAndComma),
  ...each('fr-CH', { decimal: ',', groups: `${spaces}${apostrophes}` }),
  ...each('en-ZA', { decimal: ',', groups: spaces }),
  ...each('ar fa ps ckb', { decimal: '.\u066b', groups: ',\u066c' }),
  ...each('ar-MA ar-DZ ar-TN ar-LY', commaAndPoint),
};

const indianGroups: ReadonlySet<string> = new Set('hi bn mr ta te gu kn ml pa ne en-IN ur-IN'.split(' '));

/** Names of languages and regions as Visual C++ writes them, in lower case. */
const languages: Readonly<Record<string, string>> = pairs(
  'english en german de french fr spanish es italian it portuguese pt dutch nl polish pl czech cs slovak sk hungarian hu ' +
    'romanian ro bulgarian bg greek el turkish tr russian ru ukrainian uk belarusian be swedish sv danish da norwegian nb ' +
    'finnish fi estonian et latvian lv lithuanian lt croatian hr serbian sr slovenian sl arabic ar hebrew he persian fa ' +
    'farsi fa urdu ur hindi hi bengali bn marathi mr tamil ta telugu te thai th vietnamese vi indonesian id malay ms ' +
    'chinese zh japanese ja korean ko catalan ca icelandic is',
);
const regions: Readonly<Record<string, string>> = pairs(
  'switzerland CH liechtenstein LI austria AT spain ES portugal PT mexico MX guatemala GT honduras HN nicaragua NI panama PA ' +
    'peru PE india IN morocco MA algeria DZ tunisia TN libya LY',
);

function each<Signs>(names: string, signs: Signs): Record<string, Signs> {
  return Object.fromEntries(names.split(' ').map(name => [name, signs]));
}

function pairs(text: string): Record<string, string> {
  const words = text.split(' ');
  return Object.fromEntries(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!]] : [])));
}

/** @param locale  as the schema takes it: language, region, code page */
export function signsOfLocale(locale: string): NumberSigns {
  const [language = '', ...rest] = locale.replace(/\.\d+$/, '').split(/[_-]/);
  const written = rest.at(-1) ?? '';
  const tongue = own(languages, language.toLowerCase()) ?? language.toLowerCase();
  const regional = `${tongue}-${own(regions, written.toLowerCase()) ?? written.toUpperCase()}`;
  const signs = own(signsOf, regional) ?? own(signsOf, tongue);
  const indian = indianGroups.has(regional) || indianGroups.has(tongue);
  const { decimal, groups } = signs ?? pointAndComma;
  return {
    locale,
    decimal,
    groups,
    anyDecimal: anyOf(decimal),
    anyGroup: anyOf(groups),
    indian,
  };
}

const anyOf = (signs: string): RegExp => new RegExp(`[${signs}]`);

const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
