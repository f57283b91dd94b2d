import { describe, expect, it } from 'vitest';
import { imeiOfDevice, makeEid, makeIccid, portalTransactionId } from '../../../src/models/identifiers.ts';
import { portalLaunchOf, transactionOf } from '../../../src/models/messages/of-device.ts';
import {
  lpaErrorTimeStamp,
  type PortalLaunch,
  portalLaunchHeaders,
  portalLaunchUrl,
} from '../../../src/models/messages/portal-launch.ts';

import { surroundingsOf } from '../small-world.ts';

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

describe('the launch from a device', () => {
  const bits = (_purpose: string, occurrence = 0) => [occurrence + 1, 7] as const;
  const facts = { session: 0, card: 0, hasOwnProfile: false, lpaErrors: [] };
  const parameters = (url: string) => Object.fromEntries(new URL(url).searchParams);
  const given = surroundingsOf();

  it('with an eSIM tells the EID, and the ICCID of a profile of this operator that is on it', () => {
    const without = parameters(portalLaunchOf(given, 0, bits, facts).launchUrl);
    expect(without).toMatchObject({ eid: given.identity.eid(0), imei: given.identity.imei(0) });
    expect(without).not.toHaveProperty('iccids');
    const withOne = parameters(portalLaunchOf(given, 0, bits, { ...facts, hasOwnProfile: true }).launchUrl);
    expect(withOne.iccids).toBe(given.identity.iccid(0));
  });

  it('with a physical SIM tells the ICCID of the card that is in it, and no EID', () => {
    const warm = surroundingsOf({ group: { sim: 'warm' } });
    const url = parameters(portalLaunchOf(warm, 0, bits, { ...facts, card: 2 }).launchUrl);
    expect(url.iccid).toBe(warm.identity.iccid(0, 2));
    expect(url).not.toHaveProperty('eid');
    expect(url).not.toHaveProperty('iccids');
  });

  it('has a transaction of its own for each session', () => {
    const ids = [0, 1, 2].map(session => transactionOf(0, bits, session));
    expect(new Set(ids).size).toBe(3);
    expect(parameters(portalLaunchOf(given, 0, bits, { ...facts, session: 2 }).launchUrl).transactionId).toBe(ids[2]);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(64);
  });

  it('of who comes back after failed downloads tells of them in headers, for the one ICCID', () => {
    const lpaErrors = [{ status: 'CardBusy', at_ms: Date.UTC(2024, 2, 7, 9, 15, 2) }] as const;
    const { headers } = portalLaunchOf(given, 0, bits, { ...facts, lpaErrors });
    expect(headers).toMatchObject({
      'X-MP-LPAError-Codes': 'CardBusy',
      'X-MP-LPAError-ICCIDs': given.identity.iccid(0),
    });
  });
});
