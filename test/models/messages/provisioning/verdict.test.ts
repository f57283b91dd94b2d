import { describe, expect, it } from 'vitest';
import {
  demonstrationIssuingCa,
  demonstrationWifiCertificate,
  demonstrationWifiKey,
} from '../../../../src/models/messages/provisioning/demonstration-ca.data.ts';
import {
  demonstrationOperatorNames,
  signedProvisioningXml,
} from '../../../../src/models/messages/provisioning/operator-files.ts';
import { nameOfProvisioningCode } from '../../../../src/models/messages/provisioning/provisioning-code.ts';
import { signProvisioningXml } from '../../../../src/models/messages/provisioning/signature.ts';
import {
  judgeProvisioningXml,
  type ProvisioningSource,
  type Verdict,
  type VerdictContext,
  withConsent,
} from '../../../../src/models/messages/provisioning/verdict.ts';
import { carrier, file, profile, trust } from './files.ts';

const plain = profile('<Name>a</Name>');
const byOperator = signedProvisioningXml({
  carrierId: carrier,
  subscriberId: '1234567890',
  profileName: 'a',
  accessString: 'internet',
  plan: { name: 'p', type: 'Fixed' },
});
const byWifiProvider = signProvisioningXml(file('<WLANProfiles/>'), demonstrationWifiKey, [
  demonstrationWifiCertificate,
  demonstrationIssuingCa,
]);

const unlisted: VerdictContext = { trust, listedCertificates: [] };
const listed: VerdictContext = { trust, listedCertificates: [demonstrationOperatorNames] };

const app: ProvisioningSource = { deliveredBy: 'mobileBroadbandApp', simOfProvider: true };
const site: ProvisioningSource = { deliveredBy: 'webSite', simOfProvider: true };
const otherApp: ProvisioningSource = { deliveredBy: 'otherApp', simOfProvider: true };
const wifiSite: ProvisioningSource = { deliveredBy: 'webSite', simOfProvider: false };
const wifiApp: ProvisioningSource = { deliveredBy: 'mobileBroadbandApp', simOfProvider: false };

/** `ok`, `asks` when consent is needed, or the name of the code. */
const said = (verdict: Verdict): string => {
  if (!verdict.ok) return String(nameOfProvisioningCode(verdict.code));
  return verdict.needsConsent ? 'asks' : 'ok';
};
const verdictOf = (xml: string, source: ProvisioningSource, context: VerdictContext) =>
  said(judgeProvisioningXml(xml, source, context));

describe('with a SIM of the operator', () => {
  it("the operator's app needs no signature", () => {
    expect(verdictOf(plain, app, unlisted)).toBe('ok');
  });

  it.each([
    ['the web site', site],
    ['an app without network account', otherApp],
  ])('%s needs a signature by a listed certificate, and no consent', (_, source) => {
    expect(verdictOf(plain, source, listed)).toBe('signatureMissing');
    expect(verdictOf(byOperator, source, listed)).toBe('ok');
    expect(verdictOf(byOperator, source, { ...listed, trust: { ...trust, roots: [] } })).toBe('untrustedChain');
  });

  it('a certificate that nobody listed is unsuitable, unless it is marked for Extended Validation: then the user is asked', () => {
    expect(verdictOf(byOperator, site, unlisted)).toBe('certificateUnsuitable');
    expect(verdictOf(byWifiProvider, site, listed)).toBe('asks');
  });
});

describe('without a SIM, from a provider of Wi-Fi', () => {
  it.each([
    ['an app', wifiApp],
    ['a web site', wifiSite],
  ])('%s needs a signature marked for Extended Validation, and consent', (_, source) => {
    expect(verdictOf(plain, source, unlisted)).toBe('signatureMissing');
    expect(verdictOf(byOperator, source, listed)).toBe('certificateUnsuitable');
    expect(verdictOf(byWifiProvider, source, unlisted)).toBe('asks');
  });

  it('consent is asked at the first use of the certificate only', () => {
    const verdict = judgeProvisioningXml(byWifiProvider, wifiSite, unlisted);
    expect(said(withConsent(verdict, false, false))).toBe('userRefused');
    expect(withConsent(verdict, false, true)).toBe(verdict);
    expect(withConsent(verdict, true, false)).toBe(verdict);
  });

  it('who refuses where nobody is asked changes nothing', () => {
    const verdict = judgeProvisioningXml(plain, app, unlisted);
    expect(withConsent(verdict, false, false)).toBe(verdict);
  });
});

describe('whoever delivers it', () => {
  it('a file of another operator than the account is refused', () => {
    const other = '{00000000-1111-2222-3333-aaaaaaaaaaaa}';
    expect(verdictOf(plain, app, { ...unlisted, carrierId: other })).toBe('accessDenied');
    expect(verdictOf(plain, app, { ...unlisted, carrierId: carrier })).toBe('ok');
    const upper = plain.replace(carrier, other.toUpperCase());
    expect(verdictOf(upper, app, { ...unlisted, carrierId: other })).toBe('ok');
    expect(verdictOf(byOperator, site, { ...listed, carrierId: other })).toBe('accessDenied');
  });

  it('a file that is malformed or not schema-valid is refused before its signature is looked at', () => {
    expect(verdictOf('<', site, listed)).toBe('malformed');
    expect(verdictOf(file('<Extra/>'), site, listed)).toBe('notSchemaValid');
  });

  it('what counts is what was signed', () => {
    const verdict = judgeProvisioningXml(byOperator, site, listed);
    expect(verdict).toMatchObject({
      ok: true,
      document: { mbnProfiles: { defaultProfile: { context: { accessString: 'internet' } } } },
      signer: { subjectName: demonstrationOperatorNames.subjectName },
    });
  });
});
