/** Numbers of operator messages: by locale, in digits of other scripts, with units, exact to the byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, unitOf, unitWordsOf } from '../../../../src/models/messages/operator-messages/amounts.ts';
import { inWords, readNumber, timesWhole } from '../../../../src/models/messages/operator-messages/exact-number.ts';
import { signsOfLocale } from '../../../../src/models/messages/operator-messages/locale-signs.ts';

const read = (text: string, locale = 'en-US'): string => {
  const number = readNumber(text, signsOfLocale(locale));
  return number.ok ? inWords(number.value) : number.reason;
};

describe('a number in a message', () => {
  it.each([
    ['en-US', '1,234.5', '1234.5'],
    ['English_United States.1252', '1,234.5', '1234.5'],
    ['de-DE', '1.234,5', '1234.5'],
    ['German_Germany.1252', '1.234,5', '1234.5'],
    ['de-CH', "1'234.5", '1234.5'],
    ['de-CH', '1’234.5', '1234.5'],
    ['German_Switzerland.1252', "1'234.5", '1234.5'],
    ['de-AT', '1 234,5', '1234.5'],
    ['fr-FR', '1 234,5', '1234.5'],
    ['fr-FR', '1\u00a0234,5', '1234.5'],
    ['fr-FR', '1\u202f234,5', '1234.5'],
    ['es-ES', '1.234,5', '1234.5'],
    ['es-MX', '1,234.5', '1234.5'],
    ['Spanish_Mexico.1252', '1,234.5', '1234.5'],
    ['pt-BR', '1.234,5', '1234.5'],
    ['pl-PL', '1\u00a0234,5', '1234.5'],
    ['tr-TR', '1.234,5', '1234.5'],
    ['el-GR', '1.234,5', '1234.5'],
    ['ru-RU', '1\u00a0234,5', '1234.5'],
    ['hi-IN', '12,34,567.8', '1234567.8'],
    ['hi-IN', '१२.५', '12.5'],
    ['en-IN', '12,34,567', '1234567'],
    ['ar-EG', '١٬٢٣٤٫٥', '1234.5'],
    ['ar-EG', '\u200f١٢٫٥\u200f', '12.5'],
    ['fa-IR', '۱۲٫۵', '12.5'],
    ['th-TH', '๑๒.๕', '12.5'],
    ['zh-CN', '1,234.5', '1234.5'],
    ['ja-JP', '１２３', '123'],
    ['tlh-QO', '1,234.5', '1234.5'],
    ['', '1,234.5', '1234.5'],
    ['en-US', ' 7 ', '7'],
    ['en-US', '.5', '0.5'],
    ['en-US', '5.', '5'],
    ['en-US', '007', '7'],
  ])('in %s: %s is %s', (locale, text, value) => {
    expect(read(text, locale)).toBe(value);
  });

  it.each([
    [
      'de-DE',
      '1.5',
      '"1.5" is no number in de-DE: a sign between groups needs three digits behind it; its decimal sign is ,',
    ],
    ['en-US', '1,5', '"1,5" is no number in en-US: a sign between groups needs three digits'],
    ['en-US', '1.5.2', 'is no number'],
    ['en-US', '1,2345', 'needs three digits'],
    ['en-US', '1234,567', 'needs three digits'],
    ['en-US', ',123', 'needs three digits'],
    ['fr-FR', '1.5', '"1.5" is no number in fr-FR; its decimal sign is ,, between groups stands a blank'],
    ['en-US', '-5', 'is no number'],
    ['en-US', '5 MB', 'is no number'],
    ['en-US', '.', 'is no number'],
    ['en-US', '', 'the text is empty'],
    ['en-US', '9'.repeat(41), 'has more than 40 digits'],
    ['en-US', '1e9', 'is no number'],
  ])('in %s: %s is none, and the reason says why', (locale, text, reason) => {
    expect(read(text, locale)).toContain(reason);
  });

  it('is kept exactly, with as many decimals as stand there', () => {
    const parts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.stringMatching(/^\d{0,12}$/));
    fc.assert(
      fc.property(parts, ([whole, fraction]) => {
        const number = readNumber(`${whole}.${fraction}`, signsOfLocale('en'));
        expect(number).toEqual({
          ok: true,
          value: { units: BigInt(`${whole}${fraction}`), decimals: fraction.length },
        });
      }),
    );
  });

  it('or none, whatever stands there and whatever the locale', () => {
    const texts = fc.array(fc.constantFrom(..."0123456789.,' \u00a0٣५-+eMB٫٬\u200f😀"), { maxLength: 10 });
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('en', 'de-CH', 'fr', 'hi-IN', 'ar', '__proto__', 'constructor-x'),
        (text, locale) => {
          expect(typeof read(text.join(''), locale)).toBe('string');
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('an amount', () => {
  const amount = (text: string, unit: Parameters<typeof amountOf>[1]) => {
    const number = readNumber(text, signsOfLocale('en'));
    const all = number.ok ? amountOf(number.value, unit) : number;
    return all.ok ? all.value : all.reason;
  };

  it.each([
    ['1.5', 'G', 1_500_000_000],
    ['1.5', 'Gi', 1_610_612_736],
    ['2', 'K', 2_000],
    ['2', 'Ki', 2_048],
    ['2', 'M', 2_000_000],
    ['2', 'Mi', 2_097_152],
    ['1.1', 'T', 1_100_000_000_000],
    ['1', 'Ti', 1_099_511_627_776],
    ['17', 'None', 17],
    ['0.3', 'G', 300_000_000],
    ['1.000000001', 'G', 1_000_000_001],
    ['0.0004', 'K', 0],
    ['0.0005', 'K', 1],
    ['9007.199254740991', 'T', Number.MAX_SAFE_INTEGER],
  ] as const)('%s %s is %d', (text, unit, bytes) => {
    expect(amount(text, unit)).toBe(bytes);
  });

  it('beyond what can be counted is none', () => {
    expect(amount('9007.199254740992', 'T')).toBe('9007.199254740992 T is more than can be counted');
  });

  it('is the nearest whole number, half up', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(3), fc.nat(1_000), (units, decimals, factor) => {
        const exact = (units * factor) / 10 ** decimals;
        expect(Number(timesWhole({ units: BigInt(units), decimals }, BigInt(factor)))).toBe(Math.floor(exact + 0.5));
      }),
    );
  });

  it('has the unit whose words hold the text, to the letter; the default otherwise, which is said', () => {
    const words = unitWordsOf({ m: ['MB', 'Mo', 'МБ'], g: ['GB', 'MB'], ki: ['KiB'] });
    expect(unitOf('Mo', words, 'None')).toEqual({ unit: 'M' });
    expect(unitOf(' МБ\u00a0', words, 'None')).toEqual({ unit: 'M' });
    expect(unitOf('MB', words, 'None')).toEqual({ unit: 'M' });
    expect(unitOf('KiB', words, 'None')).toEqual({ unit: 'Ki' });
    expect(unitOf('mb', words, 'G')).toEqual({
      unit: 'G',
      note: '"mb" is no unit (the units are MB = M, Mo = M, МБ = M, GB = G, KiB = Ki, to the letter), so DefaultUnit G counts',
    });
    expect(unitOf(undefined, words, 'None').note).toContain('no unit was caught');
    expect(unitOf('MB', unitWordsOf(undefined), 'None').note).toContain('the rule names no units');
  });
});
