import { describe, expect, it } from 'vitest';
import { providers } from '../../../src/models/provider-table.ts';
import {
  accountExperienceAddress,
  cosaEntriesOf,
  cosaLayerOf,
  identityOf,
  mayConnectAt,
  placeOf,
} from '../../../src/models/windows/cosa-entry.ts';
import { matchCosa } from '../../../src/models/windows/cosa-matching.ts';
import { profileList } from '../../../src/models/windows/profile-list.ts';
import { contoso } from '../small-world.ts';

const fabrikam = { ...contoso, name: 'fabrikam', provider: { ...contoso.provider, name: 'Fabrikam' } };
const numbers = { imsi: '999010000000001', iccid: '8999901000000000013' };

describe('the COSA database of the world', () => {
  it('has one entry for each operator that is listed', () => {
    const unlisted = { ...fabrikam, cosa: { ...fabrikam.cosa, listed: false } };
    expect(cosaEntriesOf([contoso, unlisted]).map(({ operator }) => operator)).toEqual(['Contoso']);
  });

  it('tells an operator by network and name, so that a virtual operator on the same network is found', () => {
    const entries = cosaEntriesOf([contoso, fabrikam]);
    const found = (technology: 'gsm' | 'cdma') =>
      [contoso, fabrikam].map(one => matchCosa(entries, identityOf(one, technology, numbers))?.entry.operator);
    expect(found('gsm')).toEqual(['Contoso', 'Fabrikam']);
    expect(found('cdma')).toEqual(['Contoso', 'Fabrikam']);
  });

  it('takes the access points of the provider table where the scenario gives none; WAP leads to no internet', () => {
    const apns = [
      { name: 'web', usage: 'internet' as const },
      { name: 'wap', usage: 'wap' as const },
      { name: 'mms', usage: 'mms' as const },
    ];
    const own = { ...contoso, provider: { ...contoso.provider, apns } };
    const names = (operator: typeof contoso) =>
      cosaLayerOf(operator).accessPoints?.map(({ name, purpose }) => [name, purpose]);
    expect(names(own)).toEqual([
      ['web', 'internet'],
      ['mms', 'mms'],
    ]);
    const buy = { name: 'buy', accessString: 'buy.contoso', order: 1, purpose: 'purchase' as const };
    expect(names({ ...own, cosa: { ...own.cosa, accessPoints: [buy] } })).toEqual([['buy', 'purchase']]);
  });

  it('makes profiles for every real operator', () => {
    for (const provider of providers())
      expect(() => profileList({ cosa: cosaLayerOf({ ...contoso, provider }).accessPoints })).not.toThrow();
  });
});

describe('where an entry allows a connection', () => {
  it('is what Roaming says, 0 to 5', () => {
    const allowed = ([0, 1, 2, 3, 4, 5] as const).map(roaming =>
      (['home', 'domestic', 'international'] as const).filter(place => mayConnectAt(roaming, place)),
    );
    expect(allowed).toEqual([
      ['home'],
      ['home', 'domestic', 'international'],
      ['home', 'domestic'],
      ['domestic'],
      ['international'],
      ['domestic', 'international'],
    ]);
  });

  it('counts a partner’s network as one of the home country', () => {
    expect((['home', 'partner', 'roaming'] as const).map(placeOf)).toEqual(['home', 'domestic', 'international']);
  });
});

describe('the address of the operator’s site', () => {
  it('says IMSI, IMEI and ICCID of a GSM device', () => {
    expect(
      accountExperienceAddress('https://account.contoso.example/buy', {
        technology: 'gsm',
        imsi: '999010000000001',
        imei: '359999001234566',
        iccid: '8999901000000000013',
      }),
    ).toBe('https://account.contoso.example/buy?SubId=999010000000001&DevId=359999001234566&IccId=8999901000000000013');
  });

  it('says MIN and ESN or MEID of a CDMA device', () => {
    expect(
      accountExperienceAddress('https://account.contoso.example/', {
        technology: 'cdma',
        min: '5550000001',
        esnOrMeid: '12345678901',
      }),
    ).toBe('https://account.contoso.example/?SubId=5550000001&DevId=12345678901');
  });

  it('leaves out what the device does not give, and keeps what the address says already', () => {
    expect(accountExperienceAddress('https://contoso.example/?from=windows', { technology: 'gsm', imei: '1' })).toBe(
      'https://contoso.example/?from=windows&DevId=1',
    );
  });
});
