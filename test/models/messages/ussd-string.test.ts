/** USSD strings: packed septets, UCS-2, and the limit of 160 octets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/models/messages/sms/octet-reader.ts';
import { decodeUssd, encodeUssd, ussdOctetsMax } from '../../../src/models/messages/ussd-string.ts';
import { gsmText, unicodeText, valueIn } from './sms/generated-texts.ts';

const encoded = (text: string) => {
  const { dataCodingScheme, octets } = valueIn(encodeUssd(text));
  return [dataCodingScheme, toHex(octets)];
};
const decoded = (dataCodingScheme: number, hex: string) =>
  decodeUssd({ dataCodingScheme, octets: Uint8Array.from(Buffer.from(hex, 'hex')) });

describe('a USSD string', () => {
  it.each([
    ['*100#', 0x0f, 'AA180C3602'],
    ['1234567', 0x0f, '31D98C56B3DD1A'],
    ['0123456789ABCDE', 0x0f, 'B0986C46ABD96EB85C503824161B'],
    ['12345678', 0x0f, '31D98C56B3DD70'],
    ['中兴通讯', 0x48, '4E2D5174901A8BAF'],
  ])('%s is written as published', (text, scheme, hex) => {
    const [coding, octets] = encoded(text);
    expect(coding).toBe(scheme);
    expect(octets).toBe(hex);
    expect(decoded(scheme, String(octets))).toEqual({ ok: true, value: text });
  });

  it('fills seven bits that are left over with a carriage return, or they would read as @', () => {
    expect(decoded(0x0f, '31D98C56B3DD1A')).toEqual({ ok: true, value: '1234567' });
    expect(decoded(0x0f, '31D98C56B3DD00')).toEqual({ ok: true, value: '1234567@' });
    expect(encoded('1234567@')).toEqual([0x0f, '31D98C56B3DD00']);
  });

  it('that ends on an octet with a carriage return of its own gets a second one, which comes back', () => {
    expect(encoded('1234567\r')).toEqual([0x0f, '31D98C56B3DD1A0D']);
    expect(decoded(0x0f, '31D98C56B3DD1A0D')).toEqual({ ok: true, value: '1234567\r\r' });
    expect(decoded(0x0f, toHex(valueIn(encodeUssd('123\r')).octets))).toEqual({ ok: true, value: '123\r' });
  });

  it('has at most 160 octets: 182 characters, or 80 of UCS-2', () => {
    expect(ussdOctetsMax).toBe(160);
    expect(valueIn(encodeUssd('x'.repeat(182))).octets.length).toBe(160);
    expect(encodeUssd('x'.repeat(183))).toEqual({
      ok: false,
      reason: 'a USSD string has 1 to 160 octets, this one 161',
    });
    expect(valueIn(encodeUssd('ő'.repeat(80))).octets.length).toBe(160);
    expect(encodeUssd('ő'.repeat(81)).ok).toBe(false);
    expect(encodeUssd('')).toEqual({ ok: false, reason: 'a USSD string has 1 to 160 octets, this one 0' });
    expect(decoded(0x0f, '').ok).toBe(false);
    expect(decoded(0x0f, '00'.repeat(161)).ok).toBe(false);
  });

  it('may name a language; other codings are not read', () => {
    expect(decoded(0x01, 'AA180C3602')).toEqual({ ok: true, value: '*100#' });
    expect(decoded(0x44, 'AA180C3602')).toEqual({
      ok: false,
      reason: 'the data coding scheme 68 is not text that is read',
    });
    expect(decoded(0x11, 'AA180C3602').ok).toBe(false);
  });

  it('is refused when its octets are no text', () => {
    expect(decoded(0x48, '004')).toEqual({ ok: false, reason: 'UCS-2 text has an odd number of octets (1)' });
    expect(decoded(0x48, 'D83D').ok).toBe(false);
    expect(decoded(0x0f, 'AA180C36FA')).toEqual({ ok: false, reason: 'bits stand behind the last character' });
    expect(decoded(0x0f, '1B')).toEqual({ ok: false, reason: 'the text ends within an escape pair' });
    expect(encodeUssd('\ud83d').ok).toBe(false);
  });

  it('gives the text back, but for a carriage return at its very end', () => {
    const texts = fc.oneof(gsmText(90), unicodeText(40)).filter(text => encodeUssd(text).ok && !text.endsWith('\r'));
    fc.assert(
      fc.property(texts, text => {
        expect(decodeUssd(valueIn(encodeUssd(text)))).toEqual({ ok: true, value: text });
      }),
    );
  });

  it('of any octets is read or refused', () => {
    fc.assert(
      fc.property(fc.nat({ max: 255 }), fc.uint8Array({ maxLength: 170 }), (dataCodingScheme, octets) => {
        const read = decodeUssd({ dataCodingScheme, octets });
        if (!read.ok) expect(read.reason).not.toBe('');
      }),
    );
  });
});
