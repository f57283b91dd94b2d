import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blocksAround,
  blocksOf,
  hardwareIdRegister,
  operatorOf,
} from '../../../src/models/microsoft/hardware-id-register.ts';
import { isWithin } from '../../../src/models/windows/cosa-matching.ts';

const plainly = (kind: string, value: string) => `${kind}|${value}`;
const idOf = (imsi: string) => plainly('GSM-IMSI', imsi.slice(0, -2));
const imsi = fc.integer({ min: 0, max: 99_999 }).map(n => `99901${String(n).padStart(10, '0')}`);

describe('what operators register at WMIS', () => {
  const register = hardwareIdRegister(
    [
      { gsmImsis: [{ start: '999010000000000', end: '999010000999999' }] },
      { gsmIccids: [{ start: '8999901000000000100', end: '8999901000000000199' }] },
      { gsmProviderNames: ['Contoso Kids'], cdmaSids: ['4711'], cdmaProviderNames: ['Contoso CDMA'] },
      { gsmProviderNames: ['Contoso Kids'] },
    ],
    plainly,
  );
  const ids = (name: string, iccid: string, number: string) => [
    plainly('GSM-NAME', name),
    plainly('GSM-ICCID', iccid.slice(0, -2)),
    idOf(number),
  ];

  it('is found by home provider name, then ICCID, then IMSI', () => {
    const [iccid, number] = ['8999901000000000123', '999010000000042'];
    expect(operatorOf(register, ids('Contoso Kids', iccid, number))).toBe(2);
    expect(operatorOf(register, ids('Contoso', iccid, number))).toBe(1);
    expect(operatorOf(register, ids('Contoso', '8999901000000000223', number))).toBe(0);
    expect(operatorOf(register, ids('Contoso', '8999901000000000223', '998010000000042'))).toBeUndefined();
  });

  it('is found by SID before the provider name of a CDMA device', () => {
    expect(operatorOf(register, [plainly('CDMA-SID', '4711'), plainly('CDMA-NAME', 'nobody')])).toBe(2);
    expect(operatorOf(register, [plainly('CDMA-SID', '1'), plainly('CDMA-NAME', 'Contoso CDMA')])).toBe(2);
  });

  it('tells upper from lower case in names', () => {
    expect(operatorOf(register, [plainly('GSM-NAME', 'contoso kids')])).toBeUndefined();
  });

  it('leaves a name to whoever registered it first', () => {
    expect(operatorOf(register, [plainly('GSM-NAME', 'Contoso Kids')])).toBe(2);
  });
});

describe('a range of hardware IDs', () => {
  it('goes from 00 to 99, in blocks of 100', () => {
    expect([...blocksOf({ start: '0998900', end: '0999199' })]).toEqual(['09989', '09990', '09991']);
    for (const [start, end] of [
      ['0100', '0198'],
      ['0101', '0199'],
      ['0200', '0199'],
      ['0100', '00199'],
    ])
      expect(() => [...blocksOf({ start: start!, end: end! })]).toThrow('A range of hardware IDs goes from …00 to …99');
  });

  it('has at most a million blocks', () => {
    expect(() => [...blocksOf({ start: '99901000000000', end: '99901999999999' })]).toThrow('at most 1000000 blocks');
  });

  it('law 57: numbers of one block of 100 match alike, numbers of different blocks do not', () => {
    fc.assert(
      fc.property(imsi, imsi, (one, other) => {
        const register = hardwareIdRegister([{ gsmImsis: [blocksAround(one, one)] }], plainly);
        expect(operatorOf(register, [idOf(one)])).toBe(0);
        const sameBlock = one.slice(0, -2) === other.slice(0, -2);
        expect(operatorOf(register, [idOf(other)])).toBe(sameBlock ? 0 : undefined);
      }),
    );
  });

  it('matches exactly the numbers that lie in it', () => {
    fc.assert(
      fc.property(imsi, imsi, imsi, (a, b, number) => {
        const range = blocksAround(a < b ? a : b, a < b ? b : a);
        const register = hardwareIdRegister([{ gsmImsis: [range] }], plainly);
        expect(operatorOf(register, [idOf(number)]) === 0).toBe(isWithin(range, number));
      }),
      { numRuns: 50 },
    );
  });
});
