/** How a text is cut into segments: at every boundary, and never through a character. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculateLength } from '../../../../src/models/messages/sms/length-estimate.ts';
import { toHex } from '../../../../src/models/messages/sms/octet-reader.ts';
import { segmentsOf } from '../../../../src/models/messages/sms/segments.ts';
import { smsAddress } from '../../../../src/models/messages/sms/sms-address.ts';
import { unitsOf } from '../../../../src/models/messages/sms/sms-encoding.ts';
import { encodeSubmit } from '../../../../src/models/messages/sms/submit.ts';
import { days } from '../../../../src/sim/units.ts';
import { allSegments, anyText, valueIn } from './generated-texts.ts';

const lengths = (text: string) => allSegments(text).map(segment => segment.text.length);

describe('a text', () => {
  it.each([
    ['160 characters', 'x'.repeat(160), [160]],
    ['161 characters', 'x'.repeat(161), [153, 8]],
    ['306 characters', 'x'.repeat(306), [153, 153]],
    ['307 characters', 'x'.repeat(307), [153, 153, 1]],
    ['459 characters', 'x'.repeat(459), [153, 153, 153]],
    ['80 euro signs', '€'.repeat(80), [80]],
    ['79 euro signs and two characters', `${'€'.repeat(79)}xx`, [81]],
    ['81 euro signs', '€'.repeat(81), [76, 5]],
    ['153 euro signs, 76 to a part', '€'.repeat(153), [76, 76, 1]],
    ['70 UCS-2 units', 'ő'.repeat(70), [70]],
    ['71 UCS-2 units', 'ő'.repeat(71), [67, 4]],
    ['134 UCS-2 units', 'ő'.repeat(134), [67, 67]],
    ['135 UCS-2 units', 'ő'.repeat(135), [67, 67, 1]],
    ['70 Chinese characters', '中'.repeat(70), [70]],
    ['71 Arabic letters', 'م'.repeat(71), [67, 4]],
    ['35 emoji', '😀'.repeat(35), [70]],
    ['36 emoji, 33 to a part', '😀'.repeat(36), [66, 6]],
    ['nothing', '', [0]],
  ])('of %s is cut as the standard says', (_, text, parts) => {
    expect(lengths(text)).toEqual(parts);
  });

  it('keeps an escape pair together at the end of a part', () => {
    expect(allSegments(`${'x'.repeat(152)}€${'y'.repeat(20)}`).map(part => part.text)).toEqual([
      'x'.repeat(152),
      `€${'y'.repeat(20)}`,
    ]);
    expect(lengths(`${'x'.repeat(151)}€${'y'.repeat(20)}`)).toEqual([152, 20]);
  });

  it('keeps a surrogate pair together at the end of a part', () => {
    expect(allSegments(`${'ő'.repeat(66)}😀${'y'.repeat(20)}`).map(part => part.text)).toEqual([
      'ő'.repeat(66),
      `😀${'y'.repeat(20)}`,
    ]);
  });

  it('of 160 characters, 70 units, 306 characters or with a euro sign is not cut once too often', () => {
    expect(lengths('a'.repeat(160)).length).toBe(1);
    expect(lengths('中'.repeat(70)).length).toBe(1);
    expect(lengths('a'.repeat(306)).length).toBe(2);
    expect(allSegments('5 €')[0].userData.alphabet).toBe('gsm7Bit');
  });

  it('fills 140 octets alone and as a part', () => {
    const octets = (text: string) => allSegments(text).map(segment => segment.userData.octets.length);
    expect(octets('x'.repeat(160))).toEqual([140]);
    expect(octets('ő'.repeat(70))).toEqual([140]);
    expect(octets('x'.repeat(306))).toEqual([140, 140]);
    expect(octets('ő'.repeat(134))).toEqual([140, 140]);
  });

  it('of more than ten parts is too large to send', () => {
    expect(segmentsOf('x'.repeat(1530), { reference: 1 }).ok).toBe(true);
    expect(segmentsOf('x'.repeat(1531), { reference: 1 })).toEqual({
      ok: false,
      error: 'MessageTooLarge',
      reason: 'the text takes 11 messages; at most 10 are sent',
    });
    expect(segmentsOf('ő'.repeat(671), { reference: 1 })).toMatchObject({ error: 'MessageTooLarge' });
    expect(allSegments('x'.repeat(1531)).length).toBe(11);
    expect(segmentsOf('ő'.repeat(67 * 255 + 1), { reference: 1, most: 1000 })).toMatchObject({
      reason: 'the text takes 256 messages; at most 255 are sent',
    });
  });

  it('is refused in an alphabet that lacks a character', () => {
    expect(segmentsOf('中', { reference: 1, encoding: 'GsmSevenBit' })).toMatchObject({
      error: 'MessageNotEncodedProperly',
    });
    expect(lengthsAs('Unicode')).toEqual([67, 4]);
  });
  const lengthsAs = (encoding: 'Unicode') =>
    valueIn(segmentsOf('x'.repeat(71), { reference: 1, encoding })).map(part => part.text.length);

  it('carries reference, total and number in each part, and nothing when it is alone', () => {
    const [first, second] = allSegments('x'.repeat(200), 0x1_2a);
    expect(toHex(first.userData.octets.subarray(0, 6))).toBe('0500032A0201');
    expect(toHex(second.userData.octets.subarray(0, 6))).toBe('0500032A0202');
    expect(second.concatenation).toEqual({ reference: 0x2a, referenceBits: 8, total: 2, part: 2 });
    expect(allSegments('x')[0]).toMatchObject({ concatenation: undefined, userData: { hasHeader: false } });
  });

  it('in three parts is octet for octet the published PDUs', () => {
    const text =
      "Or walk with Kings - nor lose the common touch, if neither foes nor loving friends can hurt you, If all men count with you, but none too much; If you can fill the unforgiving minute With sixty seconds' worth of distance run, Yours is the Earth and everything thats in it, And - which is more - you will be a Man, my son";
    const pdus = allSegments(text, 136).map(({ userData }) =>
      valueIn(encodeSubmit({ recipient: smsAddress('655345678'), validity: days(4), userData })),
    );
    expect(pdus).toEqual([
      '005100098156355476F80000AAA00500038803019E72D03DCC5E83EE693A1AB44CBBCF73500BE47ECB41ECF7BC0CA2A3CBA0F1BBDD7EBB41F4777D8C6681D26690BB9CA6A3CB7290F95D9E83DC6F3988FDB6A7DD6790599E2EBBC973D038EC06A1EB723A28FFAEB340493328CC6683DA653768FCAEBBE9A07B9A8E06E5DF7516485CA783DC6F7719447FBF41EDFA18BD0325CDA0FCBB0E1A87DD',
      '005100098156355476F80000AAA005000388030240E6349B0DA2A3CBA0BADBFC969FD3F6B4FB0C6AA7DD757A19744DD3D1A0791A4FCF83E6E5F1DB4D9E9F40F7B79C8E06BDCD20727A4E0FBBC76590BCEE6681B2EFBA7C0E4ACF41747419540CCBE96850D84D0695ED65799E8E4EBBCF203A3A4C9F83D26E509ACE0205DD64500B7447A7C768507A0E6ABFE565500B947FD741F7349B0D129741',
      '005100098156355476F80000AA14050003880303C2A066D8CD02B5F3A0F9DB0D',
    ]);
  });

  it('is the sum of its parts, each of which fits and could not take the next character', () => {
    fc.assert(
      fc.property(anyText(1200), fc.nat({ max: 255 }), (text, reference) => {
        const segments = allSegments(text, reference);
        expect(segments.map(segment => segment.text).join('')).toBe(text);
        segments.forEach(({ userData, concatenation, text: own }, index) => {
          expect(userData.octets.length).toBeLessThanOrEqual(140);
          if (segments.length === 1) {
            expect(concatenation).toBeUndefined();
            return;
          }
          expect(concatenation).toEqual({ reference, referenceBits: 8, total: segments.length, part: index + 1 });
          const alphabet = userData.alphabet === 'ucs2' ? 'ucs2' : 'gsm7Bit';
          const units = [...own].reduce((sum, character) => sum + unitsOf(character, alphabet), 0);
          const capacity = alphabet === 'ucs2' ? 67 : 153;
          expect(units).toBeLessThanOrEqual(capacity);
          const next = segments[index + 1];
          if (next !== undefined) expect(units + unitsOf([...next.text][0], alphabet)).toBeGreaterThan(capacity);
        });
      }),
    );
  });
});

describe('the length that Windows estimates for a draft', () => {
  it.each([
    ['x'.repeat(160), 1, 160, 160],
    ['x'.repeat(161), 2, 19, 142],
    ['x'.repeat(284), 2, 142, 142],
    ['x'.repeat(285), 3, 1, 142],
    ['€', 1, 2, 160],
    ['ő'.repeat(70), 1, 70, 70],
    ['ő'.repeat(71), 2, 4, 67],
    ['', 1, 0, 160],
  ])('of %j is %i segments', (text, segmentCount, characterCountLastSegment, charactersPerSegment) => {
    expect(calculateLength(text)).toEqual({
      ok: true,
      value: { segmentCount, characterCountLastSegment, charactersPerSegment },
    });
  });

  it('counts more segments than the network carries for a long text', () => {
    expect(valueIn(calculateLength('x'.repeat(306))).segmentCount).toBe(3);
    expect(allSegments('x'.repeat(306)).length).toBe(2);
  });

  it('refuses what cannot be encoded', () => {
    expect(calculateLength('中', 'GsmSevenBit')).toMatchObject({ error: 'MessageNotEncodedProperly' });
  });
});
