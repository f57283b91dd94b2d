/** Which alphabet a text travels in, by what Windows is asked for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/models/messages/sms/octet-reader.ts';
import { alphabetFor, smsEncoding } from '../../../../src/models/messages/sms/sms-encoding.ts';
import { smsModemErrorCode } from '../../../../src/models/messages/sms/sms-modem-error.ts';
import { fromUcs2, toUcs2 } from '../../../../src/models/messages/sms/ucs-2.ts';
import { unicodeText } from './generated-texts.ts';

const half = '\ud83d';

describe('the encoding of a text', () => {
  it.each([
    ['hello', undefined, 'gsm7Bit'],
    ['5 €', 'Optimal', 'gsm7Bit'],
    ['hello', 'Unicode', 'ucs2'],
    ['{5 €}', 'GsmSevenBit', 'gsm7Bit'],
    ['façade', 'Optimal', 'ucs2'],
    ['مرحبا', 'Optimal', 'ucs2'],
    ['中文', undefined, 'ucs2'],
    ['ok 😀', undefined, 'ucs2'],
    ['', undefined, 'gsm7Bit'],
  ] as const)('of %j, asked for %s, is %s', (text, encoding, alphabet) => {
    expect(alphabetFor(text, encoding)).toEqual({ ok: true, value: alphabet });
  });

  it('is refused as not properly encoded when GsmSevenBit lacks a character', () => {
    expect(alphabetFor('10 kr ★', 'GsmSevenBit')).toEqual({
      ok: false,
      error: 'MessageNotEncodedProperly',
      reason: 'the GSM 7-bit alphabet does not have "★"',
    });
  });

  it('is refused for half of a surrogate pair, whatever is asked for', () => {
    for (const encoding of ['Optimal', 'Unicode', 'GsmSevenBit'] as const)
      expect(alphabetFor(`a${half}b`, encoding)).toMatchObject({ ok: false, error: 'MessageNotEncodedProperly' });
  });

  it('and its errors have the numbers of Windows', () => {
    expect(smsEncoding).toEqual({ Optimal: 1, Unicode: 3, GsmSevenBit: 4 });
    expect(smsModemErrorCode).toMatchObject({
      Other: 0,
      MessageNotEncodedProperly: 5,
      MessageTooLarge: 6,
      InvalidSmscAddress: 9,
    });
    expect(Object.values(smsModemErrorCode)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

describe('UCS-2', () => {
  it.each([
    ['中兴通讯', '4E2D5174901A8BAF'],
    ['Русский', '0420044304410441043A04380439'],
    ['😀', 'D83DDE00'],
    ['', ''],
  ])('of %s is %s', (text, hex) => {
    expect(toHex(toUcs2(text)!)).toBe(hex);
  });

  it('gives the text back', () => {
    fc.assert(
      fc.property(unicodeText(), text => {
        expect(fromUcs2(toUcs2(text)!)).toEqual({ text });
      }),
    );
  });

  it('has no half characters', () => {
    expect(toUcs2(half)).toBeUndefined();
    expect(fromUcs2(Uint8Array.of(0x00))).toEqual({ reason: 'UCS-2 text has an odd number of octets (1)' });
    expect(fromUcs2(Uint8Array.of(0xd8, 0x3d, 0x00, 0x41))).toEqual({
      reason: 'UCS-2 text has half of a surrogate pair',
    });
    expect(fromUcs2(Uint8Array.of(0xde, 0x00))).toEqual({ reason: 'UCS-2 text has half of a surrogate pair' });
  });
});
