/** Septets packed into octets and taken out again, with and without fill bits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSeptets } from '../../../../src/models/messages/sms/gsm-alphabet.ts';
import { toHex } from '../../../../src/models/messages/sms/octet-reader.ts';
import {
  octetsOfSeptets,
  packSeptets,
  spareBitsAreEmpty,
  unpackSeptets,
} from '../../../../src/models/messages/sms/septet-packing.ts';

const packed = (text: string) => {
  const fit = toSeptets(text);
  return 'septets' in fit ? toHex(packSeptets(fit.septets)) : 'does not fit';
};

const septets = fc.array(fc.nat({ max: 127 }), { maxLength: 200 });
const fillBits = fc.nat({ max: 6 });

describe('septets in octets', () => {
  it.each([
    ['', ''],
    ['1', '31'],
    ['12', '3119'],
    ['123', '31D90C'],
    ['1234', '31D98C06'],
    ['12345', '31D98C5603'],
    ['123456', '31D98C56B301'],
    ['1234567', '31D98C56B3DD00'],
    ['12345678', '31D98C56B3DD70'],
    ['123456789', '31D98C56B3DD7039'],
    ['hello', 'E8329BFD06'],
    ['hellohello', 'E8329BFD4697D9EC37'],
    ['hola', 'E8373B0C'],
    ['How are you?', 'C8F71D14969741F977FD07'],
    ['Hölä', '483E7B0F'],
    ['BÄRÇA äñ@', 'C2AD341104EDFB00'],
    ['^{}\\[~]|€', '1BCA06B5496D5E1BDEA6B7F16D809B32'],
  ])('%j is %s, as published', (text, hex) => {
    expect(packed(text)).toBe(hex);
  });

  it('are a stream of bits, the lowest first, behind the fill bits', () => {
    fc.assert(
      fc.property(septets, fillBits, (all, fill) => {
        const bits = (n: number, width: number) => [...n.toString(2).padStart(width, '0')].reverse().join('');
        const stream = '0'.repeat(fill) + all.map(septet => bits(septet, 7)).join('');
        const octets = packSeptets(all, fill);
        expect(Array.from(octets, octet => bits(octet, 8)).join('')).toBe(stream.padEnd(octets.length * 8, '0'));
        expect(octets.length).toBe(Math.ceil(stream.length / 8));
      }),
    );
  });

  it('come back as they were, and leave empty bits', () => {
    fc.assert(
      fc.property(septets, fillBits, (all, fill) => {
        const octets = packSeptets(all, fill);
        expect(unpackSeptets(octets, all.length, fill)).toEqual(all);
        expect(spareBitsAreEmpty(octets, fill + all.length * 7)).toBe(true);
        if (fill === 0) expect(octets.length).toBe(octetsOfSeptets(all.length));
      }),
    );
  });

  it('leave bits that are empty, or a carriage return where seven are left', () => {
    const seven = packSeptets([1, 2, 3, 4, 5, 6, 7, 0x0d]);
    expect(spareBitsAreEmpty(seven, 49)).toBe(true);
    expect(spareBitsAreEmpty(packSeptets([1, 2, 3, 4, 5, 6, 7, 0x0e]), 49)).toBe(false);
    expect(spareBitsAreEmpty(Uint8Array.of(0x0d << 2), 2)).toBe(false);
    expect(spareBitsAreEmpty(Uint8Array.of(0x80), 7)).toBe(false);
  });
});
