/**
 * Numbers as messages write them, kept exactly: 1.5 GB is 1,500,000,000 bytes and no float comes near it.
 *
 * Assumption: the digits of other scripts count wherever they stand, as no page says that they do not; groups have three
 * digits (in Indian locales two before the last three), so that `1.5` in a German rule is refused and not read as 15.
 */
import { type Parsed, parsed, unreadable } from '../../identifiers.ts';
import type { NumberSigns } from './locale-signs.ts';

/** `units` divided by ten to the `decimals`. */
export interface ExactNumber {
  readonly units: bigint;
  readonly decimals: number;
}

/** Digits of a number. Assumption: twice as many as bytes of all the world's traffic need. */
const mostDigits = 40;

/** The first of ten digits of each script that operators write numbers in. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xff10];
const otherDigits = new RegExp(
  `[${zeros.map(zero => `\\u{${zero.toString(16)}}-\\u{${(zero + 9).toString(16)}}`).join('')}]`,
  'gu',
);

/** With the digits of ASCII in place of those of other scripts. */
export const withPlainDigits = (text: string): string =>
  text.replace(otherDigits, digit => {
    const code = digit.codePointAt(0)!;
    return String(code - zeros.findLast(zero => zero <= code)!);
  });

/** Without blanks at the ends, and without the marks that turn the direction of writing. */
export const trimmed = (text: string): string =>
  text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();

export function readNumber(text: string, signs: NumberSigns): Parsed<ExactNumber> {
  const { locale } = signs;
  const plain = withPlainDigits(trimmed(text));
  if (plain === '') return unreadable('the text is empty');
  const at = plain.search(signs.anyDecimal);
  const whole = at < 0 ? plain : plain.slice(0, at);
  const fraction = at < 0 ? '' : plain.slice(at + 1);
  const groups = whole.split(signs.anyGroup);
  const areDigits = [...groups, fraction].every(group => /^\d*$/.test(group));
  const hasDigit = groups.some(group => group !== '') || fraction !== '';
  if (!areDigits || !hasDigit) return unreadable(`"${text}" is no number in ${locale}${signsInWords(signs)}`);
  if (groups.length > 1 && !areGroups(groups, signs.indian))
    return unreadable(
      `"${text}" is no number in ${locale}: a sign between groups needs three digits behind it${signsInWords(signs)}`,
    );
  const all = `${groups.join('')}${fraction}`;
  if (all.length > mostDigits) return unreadable(`"${text.slice(0, 60)}" has more than ${mostDigits} digits`);
  return parsed({ units: BigInt(all), decimals: fraction.length });
}

const areGroups = (groups: readonly string[], indian: boolean): boolean => {
  const [first = '', ...others] = groups;
  const last = others.pop();
  const isInner = (group: string) => group.length === 3 || (indian && group.length === 2);
  return first.length >= 1 && first.length <= 3 && last?.length === 3 && others.every(isInner);
};

const signsInWords = ({ decimal, groups }: NumberSigns): string =>
  `; its decimal sign is ${named(decimal[0]!)}, between groups stands ${named(groups[0]!)}`;
const named = (sign: string): string => (sign === ' ' ? 'a blank' : sign);

/** A number times `factor`, divided by `divisor`, to the nearest whole; half goes up. */
export function timesWhole({ units, decimals }: ExactNumber, factor: bigint, divisor = 1n): bigint {
  const below = BigInt(`1${'0'.repeat(decimals)}`) * divisor;
  return (2n * units * factor + below) / (2n * below);
}

/** As people write it, with a point. */
export function inWords({ units, decimals }: ExactNumber): string {
  const all = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? all : `${all.slice(0, -decimals)}.${all.slice(-decimals)}`;
}
