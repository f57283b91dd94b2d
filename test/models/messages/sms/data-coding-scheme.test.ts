/** TP-DCS of 3GPP TS 23.038: alphabet, message class, message waiting. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readDataCodingScheme,
  smsClass,
  smsMessageClass,
  writeDataCodingScheme,
} from '../../../../src/models/messages/sms/data-coding-scheme.ts';
import { textCodings, waitingCodings } from './generated-texts.ts';

const plain = { messageClass: undefined };

describe('the data coding scheme', () => {
  it.each([
    [0x00, { ...plain, alphabet: 'gsm7Bit' }],
    [0x04, { ...plain, alphabet: 'eightBit' }],
    [0x08, { ...plain, alphabet: 'ucs2' }],
    [0x10, { messageClass: 0, alphabet: 'gsm7Bit' }],
    [0x18, { messageClass: 0, alphabet: 'ucs2' }],
    [0x1b, { messageClass: 3, alphabet: 'ucs2' }],
    [0x03, { ...plain, alphabet: 'gsm7Bit' }],
    [0x48, { ...plain, alphabet: 'ucs2', deleteWhenRead: true }],
    [0xc8, { ...plain, alphabet: 'gsm7Bit', waiting: { kind: 'voicemail', active: true, store: false } }],
    [0xd1, { ...plain, alphabet: 'gsm7Bit', waiting: { kind: 'fax', active: false, store: true } }],
    [0xea, { ...plain, alphabet: 'ucs2', waiting: { kind: 'email', active: true, store: true } }],
    [0xf0, { messageClass: 0, alphabet: 'gsm7Bit' }],
    [0xf2, { messageClass: 2, alphabet: 'gsm7Bit' }],
    [0xf5, { messageClass: 1, alphabet: 'eightBit' }],
  ])('%i reads %j', (octet, coding) => {
    expect(readDataCodingScheme(octet)).toEqual(coding);
  });

  it.each([0x0c, 0x8f, 0x90, 0xbf])('%i is reserved and reads as the default alphabet', octet => {
    expect(readDataCodingScheme(octet)).toEqual({ ...plain, alphabet: 'gsm7Bit' });
  });

  it('does not read compressed text', () => {
    expect(readDataCodingScheme(0x20)).toBeUndefined();
    expect(readDataCodingScheme(0x7b)).toBeUndefined();
  });

  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.oneof(textCodings, waitingCodings), coding => {
        expect(readDataCodingScheme(writeDataCodingScheme(coding))).toEqual(coding);
      }),
    );
  });

  it('names the class as Windows does', () => {
    expect(smsClass({ alphabet: 'gsm7Bit', messageClass: undefined })).toBe('None');
    expect(smsClass({ alphabet: 'gsm7Bit', messageClass: 0 })).toBe('Class0');
    expect(smsMessageClass).toEqual({ None: 0, Class0: 1, Class1: 2, Class2: 3, Class3: 4 });
  });
});
