import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  guid,
  imeiOfDevice,
  isEid,
  isGuid,
  isImei,
  isImsi,
  isMatchingId,
  luhnDigit,
  makeEid,
  makeIccid,
  makeImei,
  makeImsi,
  makeMatchingId,
  mobileOperatorApiTransactionId,
  parseIccid,
  portalTransactionId,
  provisioningTransactionId,
} from '../../src/models/identifiers.ts';

const hundredMillion = 100_000_000;
const deviceNumber = fc.integer({ min: 0, max: hundredMillion - 1 });
const word = fc.integer({ min: 0, max: 0xffffffff });
const network = fc.record({ mcc: fc.stringMatching(/^\d{3}$/), mnc: fc.stringMatching(/^\d{2,3}$/) });

/** The same text with one digit, at `place` counted around, made another one. */
function withOneDigitChanged(digits: string, place: number, by: number): string {
  const i = place % digits.length;
  const changed = (Number(digits[i]) + by) % 10;
  return digits.slice(0, i) + changed + digits.slice(i + 1);
}

const place = fc.nat(1000);
const by = fc.integer({ min: 1, max: 9 });

describe('an ICCID', () => {
  it('is 89, MCC, MNC, account number and Luhn digit: line 1 of network 999/01 is the published sample', () => {
    expect(makeIccid({ mcc: '999', mnc: '01', account: 1 })).toBe('8999901000000000013');
  });

  it('is read back as it was made, with or without the filler of the card', () => {
    fc.assert(
      fc.property(network, fc.integer({ min: 0, max: 9_999_999_999 }), ({ mcc, mnc }, account) => {
        const iccid = makeIccid({ mcc, mnc, account });
        expect(iccid).toHaveLength(19);
        expect(Number(iccid.slice(8, 18))).toBe(account);
        expect(parseIccid(iccid)).toEqual({ ok: true, value: iccid });
        expect(parseIccid(`${iccid}F`)).toEqual({ ok: true, value: iccid });
      }),
    );
  });

  it('betrays any single wrong digit', () => {
    fc.assert(
      fc.property(network, deviceNumber, place, by, ({ mcc, mnc }, account, at, difference) => {
        const iccid = makeIccid({ mcc, mnc, account });
        expect(parseIccid(withOneDigitChanged(iccid, at, difference)).ok).toBe(false);
      }),
    );
  });

  it('differs between lines with different numbers, whatever their operators', () => {
    fc.assert(
      fc.property(network, network, deviceNumber, deviceNumber, (one, other, a, b) => {
        fc.pre(a !== b);
        expect(makeIccid({ ...one, account: a })).not.toBe(makeIccid({ ...other, account: b }));
      }),
    );
  });

  it('may have 20 digits, which carry no agreed check digit', () => {
    expect(parseIccid('89999010000000000137')).toEqual({ ok: true, value: '89999010000000000137' });
  });

  it.each([
    ['899990100000000001', '"899990100000000001" is not an ICCID: expected 19 or 20 digits'],
    ['89999010000000000137F', '"89999010000000000137F" is not an ICCID: expected 19 or 20 digits'],
    ['7999901000000000013', '"7999901000000000013" is not an ICCID: it starts with 89'],
    ['8999901000000000014', '"8999901000000000014" is not an ICCID: its last digit should be 3'],
    ['', '"" is not an ICCID: expected 19 or 20 digits'],
  ])('refuses "%s" and says why', (text, reason) => {
    expect(parseIccid(text)).toEqual({ ok: false, reason });
  });
});

describe('an IMSI', () => {
  it('is MCC, MNC and MSIN, 15 digits', () => {
    expect(makeImsi('001', '01', 123456789)).toBe('001010123456789');
    expect(makeImsi('310', '260', 123456789)).toBe('310260123456789');
    expect(isImsi('001010123456789')).toBe(true);
    expect(isImsi('0010101234567890')).toBe(false);
  });

  it('differs between lines with different numbers, whatever their operators', () => {
    fc.assert(
      fc.property(network, network, deviceNumber, deviceNumber, (one, other, a, b) => {
        fc.pre(a !== b);
        expect(makeImsi(one.mcc, one.mnc, a)).not.toBe(makeImsi(other.mcc, other.mnc, b));
      }),
    );
  });

  it('has no room for more lines than its digits', () => {
    expect(() => makeImsi('310', '260', 1_000_000_000)).toThrow(/at most 9 digits for the MSIN; got 1000000000/);
  });
});

describe('an EID', () => {
  it('number 42 is the published example', () => {
    expect(makeEid(42)).toBe('89049032004008882600000000004247');
    expect(isEid('89049032004008882600000000004247')).toBe(true);
  });

  it('always has 32 digits with remainder 1 by 97, and names its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), n => {
        const eid = makeEid(n);
        expect(eid).toHaveLength(32);
        expect(BigInt(eid) % 97n).toBe(1n);
        expect(isEid(eid)).toBe(true);
        expect(Number(eid.slice(18, 30))).toBe(n);
      }),
    );
  });

  it('betrays any single wrong digit', () => {
    fc.assert(
      fc.property(deviceNumber, place, by, (n, at, difference) => {
        expect(isEid(withOneDigitChanged(makeEid(n), at, difference))).toBe(false);
      }),
    );
  });
});

describe('an IMEI', () => {
  it('is TAC, serial number and Luhn digit: device 123,456 is the published example', () => {
    expect(makeImei('35999900', 123456)).toBe('359999001234566');
    expect(imeiOfDevice(123456)).toBe('359999001234566');
  });

  it('names each of 100 million devices', () => {
    fc.assert(
      fc.property(deviceNumber, n => {
        const imei = imeiOfDevice(n);
        expect(isImei(imei, 'luhn')).toBe(true);
        expect(Number(imei.slice(0, 14)) - 35_999_900_000_000).toBe(n);
      }),
    );
    expect(imeiOfDevice(hundredMillion - 1).slice(0, 14)).toBe('35999999999999');
    expect(() => imeiOfDevice(hundredMillion)).toThrow(RangeError);
  });

  it('is checked by its last digit only when asked, since documents contain wrong ones', () => {
    expect(isImei('359999001234567', 'luhn')).toBe(false);
    expect(isImei('359999001234567', 'none')).toBe(true);
    expect(isImei('35999900123456', 'none')).toBe(false);
  });
});

describe('the Luhn digit', () => {
  it('agrees with the standard example 7992739871 → 3', () => {
    expect(luhnDigit('7992739871')).toBe(3);
  });

  it('catches two neighbours that changed places, but for 0 and 9', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{14}$/), fc.nat(12), (digits, i) => {
        const [a, b] = [digits[i], digits[i + 1]];
        fc.pre(a !== b && a + b !== '09' && a + b !== '90');
        const swapped = digits.slice(0, i) + b + a + digits.slice(i + 2);
        expect(luhnDigit(swapped)).not.toBe(luhnDigit(digits));
      }),
    );
  });
});

describe('transaction names', () => {
  it('a GUID says that it is of version 4', () => {
    expect(guid(0x12345678, 0x12341234, 0x12341234, 0x56789abc)).toBe('12345678-1234-4234-9234-123456789abc');
    expect(guid(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });

  it('a GUID keeps its first and last word whole', () => {
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        const text = guid(a, b, c, d);
        expect(isGuid(text)).toBe(true);
        expect(Number.parseInt(text.slice(0, 8), 16)).toBe(a);
        expect(Number.parseInt(text.slice(28), 16)).toBe(d);
      }),
    );
  });

  it('a request to the mobile operator API is MSFT- and a GUID', () => {
    expect(mobileOperatorApiTransactionId(0, 0, 0, 1)).toBe('MSFT-00000000-0000-4000-8000-000000000001');
  });

  it('an ES9+ session is 32 hexadecimal digits', () => {
    expect(provisioningTransactionId(1, 2, 3, 0xabcdef01)).toBe('000000010000000200000003ABCDEF01');
  });

  it('a portal session is 16 characters, a point and its number, never above 64 characters', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), word, word, word, (session, a, b, c) => {
        const text = portalTransactionId(session, a, b, c);
        expect(text).toMatch(/^[\w-]{16}\.\d+$/);
        expect(text.length).toBeLessThanOrEqual(64);
        expect(Number(text.split('.')[1])).toBe(session);
      }),
    );
    expect(portalTransactionId(1, 0, 0, 0)).toBe('AAAAAAAAAAAAAAAA.1');
  });

  it('a MatchingID is prefix, order and two random characters: order 1 can be the published sample', () => {
    expect(makeMatchingId('CNTS', 1, 7 * 36 + 26)).toBe('CNTS-0001-7Q');
  });

  it('a MatchingID names its order', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), word, (order, random) => {
        const id = makeMatchingId('CNTS', order, random);
        expect(isMatchingId(id)).toBe(true);
        expect(Number.parseInt(id.split('-')[1], 36)).toBe(order);
      }),
    );
  });
});

describe('makers of identifiers', () => {
  it.each<[string, () => string]>([
    ['an MCC of two digits', () => makeIccid({ mcc: '26', mnc: '01', account: 1 })],
    ['an MNC of one digit', () => makeIccid({ mcc: '262', mnc: '1', account: 1 })],
    ['an account number of eleven digits', () => makeIccid({ mcc: '262', mnc: '01', account: 10_000_000_000 })],
    ['a negative number', () => makeEid(-1)],
    ['half a device', () => imeiOfDevice(0.5)],
    ['a TAC with letters', () => makeImei('3599990x', 1)],
    ['a serial number of seven digits', () => makeImei('35999900', 1_000_000)],
    ['a prefix in small letters', () => makeMatchingId('cnts', 1, 0)],
  ])('refuse %s', (_, make) => {
    expect(make).toThrow(RangeError);
  });
});
