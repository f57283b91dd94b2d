/**
 * Certificates under a provisioning file: which of them signed, whether its chain ends at a root that the device trusts,
 * and what it may be used for.
 *
 *     leaf ── issued by ──▶ intermediate ── issued by ──▶ trusted root
 *
 * Source: RFC 5280; Microsoft Learn, "Account provisioning" (signature). Assumption: a certificate that is not yet or no
 * longer valid breaks its chain; revocation is not asked for, since nobody in the simulated world revokes.
 */
import { X509Certificate } from 'node:crypto';
import { type Refusal, refusal } from './provisioning-code.ts';
import type { UnixMilliseconds } from './simple-types.ts';

/** Whom the device trusts, and what time it is there. */
export interface Trust {
  /** Root certificates, PEM. */
  readonly roots: readonly string[];
  readonly now: UnixMilliseconds;
}

/** A name of a certificate and of who issued it, as COSA, service metadata and provisioning files list them. */
export interface CertificateNames {
  readonly subjectName: string;
  readonly issuerName: string;
}

/** Who signed a file. */
export interface Signer extends CertificateNames {
  /** SHA-256 of the certificate, pairs of hexadecimal digits. */
  readonly thumbprint: string;
  readonly hasExtendedValidation: boolean;
}

/** Certificates in one signature. Assumption: real chains have two to four. */
export const mostCertificates = 10;

/** Base64 of a certificate, as signatures carry it. */
export function readCertificate(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** The certificate that signed: the first that is no certification authority. */
export const leafOf = (certificates: readonly X509Certificate[]): X509Certificate | undefined =>
  certificates.find(({ ca }) => !ca);

/** Follows the chain of a leaf to a trusted root, through the certificates sent along. */
export function checkChain(leaf: X509Certificate, sent: readonly X509Certificate[], trust: Trust): Refusal | undefined {
  const roots = trust.roots.map(pem => new X509Certificate(pem));
  let current = leaf;
  for (let below = 0; below <= mostCertificates; below += 1) {
    const when = validity(current, trust.now);
    if (when !== undefined) return refusal('untrustedChain', `${nameOf(current)} ${when}`);
    if (roots.some(({ fingerprint256 }) => fingerprint256 === current.fingerprint256)) return undefined;
    const issuer = [...roots, ...sent].find(other => isIssuer(other, current, below));
    if (issuer === undefined || issuer === current)
      return refusal('untrustedChain', `no trusted authority stands behind ${nameOf(current)}`);
    current = issuer;
  }
  return refusal('untrustedChain', `more than ${mostCertificates} certificates stand behind ${nameOf(leaf)}`);
}

function validity({ validFrom, validTo }: X509Certificate, now: UnixMilliseconds): string | undefined {
  if (now < Date.parse(validFrom)) return `is not valid before ${validFrom}`;
  return now > Date.parse(validTo) ? `is not valid after ${validTo}` : undefined;
}

/** @param below  authorities between the issuer and the leaf */
const isIssuer = (issuer: X509Certificate, current: X509Certificate, below: number): boolean =>
  issuer.ca && below <= pathLength(issuer) && current.checkIssued(issuer) && isSignedBy(current, issuer);

/** A stranger's certificate may hold a key of a kind that nobody knows. */
function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

const nameOf = ({ subject }: X509Certificate): string => `the certificate ${distinguishedName(subject)}`;

/** A distinguished name on one line. */
const distinguishedName = (lines: string): string => lines.split('\n').join(', ');

/** Whether the key may make signatures: so unless a key usage says otherwise. */
export function maySign(certificate: X509Certificate): boolean {
  const usage = extension(certificate, '551d0f');
  const bits = usage === undefined ? undefined : elementsOf(usage)[0]?.content[1];
  return usage === undefined || ((bits ?? 0) & digitalSignatureOrNonRepudiation) !== 0;
}

const digitalSignatureOrNonRepudiation = 0xc0;

/** 2.23.140.1.1, Extended Validation. Source: CA/Browser Forum, "Object registry". */
const extendedValidation = '67810c0101';

export function signerOf(certificate: X509Certificate): Signer {
  const policies = elementsOf(extension(certificate, '551d20') ?? nothing)[0];
  const named = policies === undefined ? [] : elementsOf(policies.content).map(one => elementsOf(one.content)[0]);
  return {
    subjectName: distinguishedName(certificate.subject),
    issuerName: distinguishedName(certificate.issuer),
    thumbprint: certificate.fingerprint256,
    hasExtendedValidation: named.some(policy => policy?.content.toString('hex') === extendedValidation),
  };
}

/** Whether a list names the signer: both names agree, in whatever order their parts are written. */
export const isListed = (signer: CertificateNames, list: readonly CertificateNames[]): boolean =>
  list.some(
    one =>
      nameParts(one.subjectName) === nameParts(signer.subjectName) &&
      nameParts(one.issuerName) === nameParts(signer.issuerName),
  );

const nameParts = (name: string): string =>
  name
    .split(/(?<!\\)[,\n]/)
    .map(part =>
      part.replace(/^\s*([^=]*?)\s*=\s*(.*?)\s*$/, (_, kind: string, text: string) => `${kind.toUpperCase()}=${text}`),
    )
    .sort()
    .join('\n');

/* ---- DER, as far as two extensions need it ---- */

interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
}

const nothing = Buffer.alloc(0);

/** The elements one after the other in a piece of DER; it ends where something does not fit. */
function elementsOf(data: Buffer): DerElement[] {
  const found: DerElement[] = [];
  let at = 0;
  while (at + 2 <= data.length) {
    const short = data[at + 1]!;
    const more = short < 0x80 ? 0 : short & 0x7f;
    if (more > 4 || at + 2 + more > data.length) return found;
    const length = more === 0 ? (short < 0x80 ? short : 0) : data.readUIntBE(at + 2, more);
    const from = at + 2 + more;
    if (from + length > data.length) return found;
    found.push({ tag: data[at]!, content: data.subarray(from, from + length) });
    at = from + length;
  }
  return found;
}

/** The value of an extension by the octets of its identifier, in hexadecimal. */
function extension(certificate: X509Certificate, identifier: string): Buffer | undefined {
  const [whole] = elementsOf(certificate.raw);
  const [body] = elementsOf(whole?.content ?? nothing);
  const tagged = elementsOf(body?.content ?? nothing).find(({ tag }) => tag === 0xa3);
  const [list] = elementsOf(tagged?.content ?? nothing);
  for (const { content } of elementsOf(list?.content ?? nothing)) {
    const parts = elementsOf(content);
    if (parts[0]?.content.toString('hex') === identifier) return parts[parts.length - 1]!.content;
  }
  return undefined;
}

/** Authorities that may stand between this one and a leaf. */
function pathLength(certificate: X509Certificate): number {
  const [constraints] = elementsOf(extension(certificate, '551d13') ?? nothing);
  const length = elementsOf(constraints?.content ?? nothing).find(({ tag }) => tag === 0x02)?.content;
  return length === undefined || length.length !== 1 ? Number.POSITIVE_INFINITY : length[0]!;
}
