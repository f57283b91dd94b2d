import { describe, expect, it } from 'vitest';
import { imeiOfDevice, makeEid, makeIccid, portalTransactionId } from '../../../src/models/identifiers.ts';
import {
  lpaErrorTimeStamp,
  type PortalLaunch,
  portalLaunchHeaders,
  portalLaunchUrl,
} from '../../../src/models/messages/portal-launch.ts';

const first = makeIccid({ mcc: '999', mnc: '01', account: 1 });
const second = makeIccid({ mcc: '999', mnc: '01', account: 2 });

const launch: PortalLaunch = {
  host: 'portal.contoso.example',
  market: 'US',
  location: 'DE',
  transactionId: portalTransactionId(1, 0, 0, 0),
  imei: imeiOfDevice(123456),
  sim: { kind: 'esim', eid: makeEid(42), iccids: [first, second] },
};

describe('the launch of the portal', () => {
  it('from an eSIM names the EID and the profiles of this operator', () => {
    expect(portalLaunchUrl(launch)).toBe(
      'https://portal.contoso.example/?market=US&location=DE&transactionId=AAAAAAAAAAAAAAAA.1' +
        '&eid=89049032004008882600000000004247&imei=359999001234566&iccids=8999901000000000013,8999901000000000021',
    );
  });

  it('from an eSIM without a profile of this operator has no iccids', () => {
    const url = new URL(portalLaunchUrl({ ...launch, sim: { kind: 'esim', eid: makeEid(42), iccids: [] } }));
    expect([...url.searchParams.keys()]).toEqual(['market', 'location', 'transactionId', 'eid', 'imei']);
  });

  it('from a physical SIM names its ICCID and no EID', () => {
    expect(portalLaunchUrl({ ...launch, sim: { kind: 'physicalSim', iccid: first } })).toBe(
      'https://portal.contoso.example/?market=US&location=DE&transactionId=AAAAAAAAAAAAAAAA.1' +
        '&imei=359999001234566&iccid=8999901000000000013',
    );
  });

  it('encodes values, so that none can add a parameter', () => {
    const url = portalLaunchUrl({ ...launch, market: 'U&S=1 é' });
    expect(url).toContain('market=U%26S%3D1%20%C3%A9&');
    expect(new URL(url).searchParams.get('market')).toBe('U&S=1 é');
  });

  it('tells the language, and nothing of errors when there were none', () => {
    expect(portalLaunchHeaders('de-DE', [], first)).toEqual({ 'Accept-Language': 'de-DE' });
  });

  it('tells after failed downloads as many codes as time stamps, and the one ICCID', () => {
    const errors = [
      { status: 'ServerNotReachable', at_ms: Date.UTC(2024, 2, 7, 9, 5, 0) },
      { status: 'CardBusy', at_ms: Date.UTC(2024, 2, 7, 9, 15, 2) },
    ] as const;
    expect(portalLaunchHeaders('en-US', errors, first)).toEqual({
      'Accept-Language': 'en-US',
      'X-MP-LPAError-Codes': 'ServerNotReachable,CardBusy',
      'X-MP-LPAError-TimeStamps': '3/7/2024 9:05:00 AM,3/7/2024 9:15:02 AM',
      'X-MP-LPAError-ICCIDs': '8999901000000000013',
    });
    expect(portalLaunchHeaders('en-US', errors)).not.toHaveProperty('X-MP-LPAError-ICCIDs');
  });

  it.each([
    [Date.UTC(2024, 11, 31, 0, 0, 0), '12/31/2024 12:00:00 AM'],
    [Date.UTC(2024, 0, 1, 12, 0, 9), '1/1/2024 12:00:09 PM'],
    [Date.UTC(2024, 0, 1, 23, 59, 59), '1/1/2024 11:59:59 PM'],
  ])('writes the moment %d as %s', (at_ms, text) => {
    expect(lpaErrorTimeStamp(at_ms)).toBe(text);
  });
});
