import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGuid } from '../../../src/models/identifiers.ts';
import { hardwareId, hardwareIds } from '../../../src/models/messages/hardware-ids.ts';
import { networkAccountId } from '../../../src/models/messages/network-account-id.ts';
import { hardwareIdsOf, networkAccountIdOf } from '../../../src/models/messages/of-device.ts';
import { identities } from '../../../src/models/surroundings.ts';
import { contoso, people } from '../small-world.ts';

const gsm = {
  technology: 'gsm',
  homeProviderName: 'Contoso',
  iccid: '8999901000000000013',
  imsi: '999010000000042',
} as const;
const identity = identities(() => contoso);
const aDigit = fc.constantFrom(...'0123456789');
const digits = (length: number) => fc.array(aDigit, { minLength: length, maxLength: length }).map(all => all.join(''));

describe('hardware IDs', () => {
  it('are made of home provider name, ICCID and IMSI on GSM, looked up in this order', () => {
    expect(hardwareIds(gsm)).toEqual([
      hardwareId('GSM-NAME', 'Contoso'),
      hardwareId('GSM-ICCID', '89999010000000000'),
      hardwareId('GSM-IMSI', '9990100000000'),
    ]);
  });

  it('are made of SID and provider name on CDMA, looked up in this order', () => {
    expect(hardwareIds({ technology: 'cdma', sid: '4711', providerName: 'Contoso' })).toEqual([
      hardwareId('CDMA-SID', '4711'),
      hardwareId('CDMA-NAME', 'Contoso'),
    ]);
  });

  it('are MBAE:0: and a hash, the same in every run', () => {
    expect(hardwareId('GSM-IMSI', '9990100000000')).toBe(
      'MBAE:0:9F43941F99C37ACD08C4F48A6E4C5B4CAF3711B8B3376BBAC655DD4B6700E8D3',
    );
  });

  it('have at most 207 characters of the allowed set, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), name => {
        const id = hardwareId('GSM-NAME', name);
        expect(id.length).toBeLessThanOrEqual(207);
        expect(id).toMatch(/^MBAE:0:[0-9A-F]+$/);
      }),
    );
  });

  it('tell the same value read as another kind apart, and the case of a name', () => {
    expect(hardwareId('GSM-NAME', 'Contoso')).not.toBe(hardwareId('CDMA-NAME', 'Contoso'));
    expect(hardwareId('GSM-NAME', 'Contoso')).not.toBe(hardwareId('GSM-NAME', 'contoso'));
  });

  it('are equal for two IMSIs, or ICCIDs, of the same block of 100, and differ for different blocks (law 57)', () => {
    fc.assert(
      fc.property(digits(13), digits(13), digits(2), digits(2), (one, other, a, b) => {
        const [, iccid, imsi] = hardwareIds({ ...gsm, imsi: `${one}${a}`, iccid: `8999${one}${a}` });
        const [, iccid2, imsi2] = hardwareIds({ ...gsm, imsi: `${other}${b}`, iccid: `8999${other}${b}` });
        expect(imsi === imsi2).toBe(one === other);
        expect(iccid === iccid2).toBe(one === other);
        expect(hardwareIds({ ...gsm, imsi: `${one}${b}` })[2]).toBe(imsi);
      }),
    );
  });

  it('of a device follow its technology, and its card', () => {
    const of = (technology: 'gsm' | 'cdma') => ({ identity, group: () => ({ ...people, technology }) });
    expect(hardwareIdsOf(of('cdma'), 4, 0)).toEqual(
      hardwareIds({ technology: 'cdma', sid: identity.sid(4), providerName: 'Contoso' }),
    );
    const first = hardwareIdsOf(of('gsm'), 4, 0);
    const second = hardwareIdsOf(of('gsm'), 4, 1);
    expect(second[0]).toBe(first[0]);
    expect([second[1] === first[1], second[2] === first[2]]).toEqual([false, false]);
  });
});

describe('the network account id', () => {
  it('is a GUID made of the SHA-256 of the ICCID', () => {
    // SHA-256 of "abc" begins ba7816bf 8f01cfea 414140de 5dae2223 (FIPS 180-2); six bits say that it is a GUID.
    expect(networkAccountId('abc')).toBe('ba7816bf-8f01-4fea-8141-40de5dae2223');
    expect(isGuid(networkAccountId(gsm.iccid))).toBe(true);
  });

  it('stays the same for an ICCID on a device and differs across ICCIDs (law 58)', () => {
    const given = { identity, group: () => people };
    const device = fc.integer({ min: 0, max: 50_000_000 });
    const card = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(device, card, device, card, (device, card, other, otherCard) => {
        const id = networkAccountIdOf(given, device, card);
        expect(networkAccountIdOf(given, device, card)).toBe(id);
        expect(networkAccountIdOf(given, other, otherCard) === id).toBe(device === other && card === otherCard);
      }),
    );
  });

  it('is made of the MIN on CDMA', () => {
    const given = { identity, group: () => ({ ...people, technology: 'cdma' as const }) };
    expect(networkAccountIdOf(given, 7, 0)).toBe(networkAccountId(identity.min(7)));
  });
});

describe('the identity of a device', () => {
  it('is the same as ever with its first card, and another with each further one', () => {
    expect([identity.iccid(0), identity.iccid(0, 0)]).toEqual(['8999901000000000013', '8999901000000000013']);
    expect(identity.imsi(0)).toBe('999010000000001');
    const device = fc.integer({ min: 0, max: 99_000_000 });
    const card = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(device, card, device, card, (device, card, other, otherCard) => {
        const isSame = device === other && card === otherCard;
        expect(identity.iccid(device, card) === identity.iccid(other, otherCard)).toBe(isSame);
        expect(identity.imsi(device, card) === identity.imsi(other, otherCard)).toBe(isSame);
      }),
    );
  });

  it('has room for the cards of a network with an MNC of three digits', () => {
    const networks = [{ mcc: '310', mnc: '410' }];
    const other = identities(() => ({ ...contoso, provider: { ...contoso.provider, networks } }));
    expect([other.imsi(0), other.imsi(0, 9), other.imsi(0, 10)]).toEqual([
      '310410000000001',
      '310410900000001',
      '310410000000001',
    ]);
  });

  it('has on CDMA a SID of the operator, and MIN, ESN and MEID of 10, 11 and 17 digits', () => {
    expect([identity.sid(0), identity.providerName(0)]).toEqual([identity.sid(9), 'Contoso']);
    expect(Number(identity.sid(0))).toBeLessThanOrEqual(32_767);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_998 }), device => {
        for (const made of [identity.min, identity.esn, identity.meid]) expect(made(device)).not.toBe(made(device + 1));
        expect([identity.min, identity.esn, identity.meid].map(made => made(device).length)).toEqual([10, 11, 17]);
      }),
    );
  });
});
