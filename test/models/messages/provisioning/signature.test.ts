import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isListed } from '../../../../src/models/messages/provisioning/certificates.ts';
import {
  demonstrationOperatorCertificate as certificate,
  demonstrationIssuingCa,
  demonstrationRoot,
  demonstrationWifiCertificate,
  demonstrationWifiKey,
  demonstrationOperatorKey as key,
} from '../../../../src/models/messages/provisioning/demonstration-ca.data.ts';
import { nameOfProvisioningCode } from '../../../../src/models/messages/provisioning/provisioning-code.ts';
import { checkSignature, signProvisioningXml } from '../../../../src/models/messages/provisioning/signature.ts';
import type { UnixMilliseconds } from '../../../../src/models/messages/provisioning/simple-types.ts';
import { readXml } from '../../../../src/models/messages/provisioning/xml-tree.ts';
import { file, global, profile, trust } from './files.ts';
import {
  encipherOnlyCertificate,
  encipherOnlyKey,
  expiredCertificate,
  expiredKey,
  issuedByLeafCertificate,
  issuedByLeafKey,
  selfSignedCertificate,
  selfSignedKey,
  strangerRoot,
} from './unfit-certificates.data.ts';

const checked = (xml: string, trusted = trust) => {
  const tree = readXml(xml);
  if (!tree.ok) throw new Error(tree.reason);
  return checkSignature(xml, tree.root, trusted);
};

/** `ok`, or the name of the code. */
const verdictOf = (xml: string, trusted = trust): string => {
  const answer = checked(xml, trusted);
  return answer.ok ? 'ok' : String(nameOfProvisioningCode(answer.code));
};

const plain = profile('<Name>a</Name>');
let signed = '';
beforeAll(() => {
  signed = signProvisioningXml(plain, key, [certificate, demonstrationIssuingCa]);
});

/** The signature element of the signed file. */
const signatureOf = (xml: string): string => /<Signature[\s\S]*<\/Signature>/.exec(xml)![0];

describe('the signature of a provisioning file', () => {
  it('is good when the operator signed and its chain ends at a trusted root', () => {
    const answer = checked(signed);
    expect(answer).toMatchObject({
      ok: true,
      signer: {
        subjectName: 'C=XX, O=Simulated operator, CN=provisioning.operator.example',
        hasExtendedValidation: false,
      },
    });
    expect(answer.ok && answer.signedXml).toContain('<Name>a</Name>');
    expect(answer.ok && answer.signedXml).not.toContain('Signature');
  });

  it('is the same each time', () => {
    expect(signProvisioningXml(plain, key, [certificate, demonstrationIssuingCa])).toBe(signed);
  });

  it('stays good when the file is written differently but says the same', () => {
    expect(verdictOf(signed.replace('<Name>', '<!-- remark --><Name  >'))).toBe('ok');
    expect(verdictOf(`\uFEFF<?xml version="1.0"?>\n${signed}`)).toBe('ok');
    expect(
      verdictOf(
        signed.replace(
          'xmlns="http://www.microsoft.com/networking/CarrierControl/WWAN/v1"',
          "xmlns='http://www.microsoft.com/networking/CarrierControl/WWAN/v1'",
        ),
      ),
    ).toBe('ok');
  });

  it('is good with its namespace declared on the root', () => {
    const ds = 'http://www.w3.org/2000/09/xmldsig#';
    const withPrefix = plain.replace('<CarrierProvisioning', `<CarrierProvisioning xmlns:ds="${ds}"`);
    const prefixed = signProvisioningXml(withPrefix, key, [certificate, demonstrationIssuingCa]);
    expect(verdictOf(prefixed)).toBe('ok');
  });

  it('is marked for Extended Validation by the policy of its certificate', () => {
    const answer = checked(
      signProvisioningXml(plain, demonstrationWifiKey, [demonstrationWifiCertificate, demonstrationIssuingCa]),
    );
    expect(answer).toMatchObject({ ok: true, signer: { hasExtendedValidation: true } });
  });
});

describe('a signature is refused with the code of its fault', () => {
  it('missing', () => expect(verdictOf(plain)).toBe('signatureMissing'));

  it.each([
    ['a name changed', (xml: string) => xml.replace('<Name>a<', '<Name>b<')],
    ['an attribute added', (xml: string) => xml.replace('<DefaultProfile', '<DefaultProfile Priority="9"')],
    ['an element added', (xml: string) => xml.replace('</MBNProfiles>', '</MBNProfiles><WLANProfiles/>')],
    ['a blank added between elements', (xml: string) => xml.replace('<MBNProfiles>', '<MBNProfiles> ')],
  ])('the file changed: %s', (_, change) => {
    expect(change(signed)).not.toBe(signed);
    expect(verdictOf(change(signed))).toBe('digestInvalid');
  });

  it.each([
    [
      'the digest changed to that of another file',
      (xml: string) => {
        const other = signProvisioningXml(plain.replace('>a<', '>b<'), key, [certificate]);
        return xml
          .replace('>a<', '>b<')
          .replace(/<DigestValue>.*<\/DigestValue>/, /<DigestValue>.*<\/DigestValue>/.exec(other)![0]);
      },
    ],
    ['the value changed', (xml: string) => xml.replace(/<SignatureValue>..../, '<SignatureValue>AAAA')],
    ['the value empty', (xml: string) => xml.replace(/<SignatureValue>[^<]*/, '<SignatureValue>')],
    ['the value no Base64', (xml: string) => xml.replace(/<SignatureValue>[^<]*/, '<SignatureValue>!')],
    ['another algorithm', (xml: string) => xml.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-sha512')],
    [
      'a symmetric algorithm',
      (xml: string) =>
        xml.replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
    ],
    ['an unknown algorithm', (xml: string) => xml.replace('xmldsig-more#rsa-sha256', 'x')],
    ['an unknown digest', (xml: string) => xml.replace('xmlenc#sha256', 'xmlenc#md5')],
    ['a reference to something else', (xml: string) => xml.replace('URI=""', 'URI="#a"')],
    ['a reference to a file', (xml: string) => xml.replace('URI=""', 'URI="http://127.0.0.1/"')],
    [
      'a transformation by a style sheet',
      (xml: string) =>
        xml.replace('<Transforms>', '<Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>'),
    ],
    ['no transformation', (xml: string) => xml.replace(/<Transforms>.*<\/Transforms>/, '')],
    ['two references', (xml: string) => xml.replace(/<Reference .*<\/Reference>/, '$&$&')],
    ['no reference', (xml: string) => xml.replace(/<Reference .*<\/Reference>/, '')],
    ['an object in it', (xml: string) => xml.replace('</Signature>', '<Object/></Signature>')],
    ['two signatures', (xml: string) => xml.replace(signatureOf(xml), '$&$&')],
    [
      'a chain without end',
      (xml: string) => xml.replace(/<X509Certificate>.*<\/X509Certificate>/, whole => whole.repeat(6)),
    ],
  ])('invalid: %s', (_, change) => {
    expect(change(signed)).not.toBe(signed);
    expect(verdictOf(change(signed))).toBe('signatureInvalid');
  });

  it('wrapped: a good signature carried along in another file', () => {
    const evil = file('', global('', '666'));
    const inExtension = (inner: string) => profile(`<Name>evil</Name><Extensions>${inner}</Extensions>`);
    expect(verdictOf(evil.replace('</CarrierProvisioning', `${signatureOf(signed)}</CarrierProvisioning`))).toBe(
      'digestInvalid',
    );
    expect(verdictOf(inExtension(signed))).toBe('signatureInvalid');
    expect(
      verdictOf(inExtension(signed).replace('</CarrierProvisioning', `${signatureOf(signed)}</CarrierProvisioning`)),
    ).toBe('signatureInvalid');
    const byId = signed
      .replace('URI=""', 'URI="#real"')
      .replace('<CarrierProvisioning', '<CarrierProvisioning Id="real"');
    expect(
      verdictOf(inExtension(byId).replace('</CarrierProvisioning', `${signatureOf(byId)}</CarrierProvisioning`)),
    ).toBe('signatureInvalid');
  });

  it.each([
    ['no KeyInfo', (xml: string) => xml.replace(/<KeyInfo>.*<\/KeyInfo>/, '')],
    ['no certificate', (xml: string) => xml.replace(/<X509Certificate>.*<\/X509Certificate>/, '')],
    ['only that of the authority', (xml: string) => xml.replace(/<X509Certificate>[^<]*<\/X509Certificate>/, '')],
    [
      'something that is no certificate',
      (xml: string) => xml.replace(/<X509Certificate>.*<\/X509Certificate>/, '<X509Certificate>AAAA</X509Certificate>'),
    ],
  ])('without leaf certificate: %s', (_, change) => {
    expect(verdictOf(change(signed))).toBe('noLeafCertificate');
  });

  it.each([
    ['self-signed', selfSignedKey, [selfSignedCertificate]],
    ['of an authority that is not sent along', key, [certificate]],
    ['expired', expiredKey, [expiredCertificate, demonstrationIssuingCa]],
    [
      'issued by a certificate that is no authority',
      issuedByLeafKey,
      [issuedByLeafCertificate, certificate, demonstrationIssuingCa],
    ],
  ])('the chain is not trusted: %s', (_, ownKey, chain) => {
    expect(verdictOf(signProvisioningXml(plain, ownKey, chain))).toBe('untrustedChain');
  });

  it('the chain is not trusted: the device trusts another root', () => {
    expect(verdictOf(signed, { ...trust, roots: [strangerRoot] })).toBe('untrustedChain');
    expect(verdictOf(signed, { ...trust, roots: [] })).toBe('untrustedChain');
    expect(verdictOf(signed, { ...trust, roots: [strangerRoot, demonstrationRoot] })).toBe('ok');
  });

  it('a certificate is valid from its first day to its last', () => {
    const at = (now: number) => verdictOf(signed, { ...trust, now: now as UnixMilliseconds });
    expect(at(Date.UTC(2009, 11, 31, 23, 59, 59))).toBe('untrustedChain');
    expect(at(Date.UTC(2010, 0, 1))).toBe('ok');
    expect(at(Date.UTC(2060, 0, 1))).toBe('ok');
    expect(at(Date.UTC(2060, 0, 1, 0, 0, 1))).toBe('untrustedChain');
    const short = signProvisioningXml(plain, expiredKey, [expiredCertificate, demonstrationIssuingCa]);
    expect(verdictOf(short, { ...trust, now: Date.UTC(2012, 5, 1) as UnixMilliseconds })).toBe('ok');
  });

  it('the certificate is unsuitable: its key may not sign', () => {
    const xml = signProvisioningXml(plain, encipherOnlyKey, [encipherOnlyCertificate, demonstrationIssuingCa]);
    expect(verdictOf(xml)).toBe('certificateUnsuitable');
  });
});

describe('a list names a certificate', () => {
  const signer = { subjectName: 'C=XX, O=Contoso, CN=a', issuerName: 'CN=b' };
  it('by subject and issuer together, in any order of their parts', () => {
    expect(isListed(signer, [{ subjectName: 'cn = a,O=Contoso,C=XX', issuerName: 'CN=b' }])).toBe(true);
    expect(isListed(signer, [{ subjectName: 'CN=a, O=Contoso, C=XX', issuerName: 'CN=c' }])).toBe(false);
    expect(isListed(signer, [{ subjectName: 'CN=a', issuerName: 'CN=b' }])).toBe(false);
    expect(isListed(signer, [])).toBe(false);
  });
});

describe('a damaged certificate', () => {
  it('is refused, and never more than that', () => {
    const sent = [...signed.matchAll(/<X509Certificate>([^<]*)</g)].map(found => found[1]!);
    const damage = fc.tuple(
      fc.constantFrom(0, 1),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.integer({ min: 1, max: 255 }),
    );
    fc.assert(
      fc.property(damage, ([which, at, change]) => {
        const octets = Buffer.from(sent[which]!, 'base64');
        const place = Math.floor(at * octets.length);
        octets[place] = octets[place]! ^ change;
        const xml = signed.replace(sent[which]!, octets.toString('base64'));
        expect(['signatureInvalid', 'untrustedChain', 'noLeafCertificate']).toContain(verdictOf(xml));
      }),
      { numRuns: 80 },
    );
  });
});
