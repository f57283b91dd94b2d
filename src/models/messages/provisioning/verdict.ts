/**
 * May this file be applied? That depends on who delivers it.
 *
 *     SIM of the provider   delivered by               signature                            consent of the user
 *     yes                   its mobile broadband app   none                                 none
 *     yes                   web site, another app      trusted root, and names listed       none
 *     yes                   web site, another app      trusted root, not listed, EV         first use of the certificate
 *     no (Wi-Fi provider)   any app, web site          trusted root, EV                     first use of the certificate
 *
 * Source: Microsoft Learn, "Account provisioning" (signature), "Provisioning for hotspot authentication". Assumption: a
 * signature that is not asked for is not looked at; an app other than the mobile broadband app counts as a web site.
 */
import { type CertificateNames, isListed, type Signer, type Trust } from './certificates.ts';
import type { Notice } from './element-types.ts';
import { type Refusal, refusal } from './provisioning-code.ts';
import { type ProvisioningDocument, readProvisioningXml } from './provisioning-document.ts';
import { checkSignature } from './signature.ts';

/** How a file came to Windows. */
export interface ProvisioningSource {
  readonly deliveredBy: 'mobileBroadbandApp' | 'otherApp' | 'webSite';
  /** False for a provider of Wi-Fi alone. */
  readonly simOfProvider: boolean;
}

/** What the device knows when a file comes. */
export interface VerdictContext {
  readonly trust: Trust;
  /** Certificates named by the COSA database, service metadata or an earlier provisioning file: all of them together. */
  readonly listedCertificates: readonly CertificateNames[];
  /** The operator of the app's network account (its service number), when there is one. */
  readonly carrierId?: string;
}

export interface Accepted {
  readonly ok: true;
  readonly document: ProvisioningDocument;
  readonly signer?: Signer;
  /** A person must agree when this signer's certificate is used for the first time. */
  readonly needsConsent: boolean;
  readonly notices: readonly Notice[];
}

export type Verdict = Accepted | Refusal;

export function judgeProvisioningXml(xml: string, source: ProvisioningSource, context: VerdictContext): Verdict {
  const read = readProvisioningXml(xml);
  if (!read.ok) return read;
  const { document, notices, root } = read;
  if (source.simOfProvider && source.deliveredBy === 'mobileBroadbandApp')
    return ofCarrier({ ok: true, document, needsConsent: false, notices }, context);
  const checked = checkSignature(xml, root, context.trust);
  if (!checked.ok) return checked;
  const { signer, signedXml } = checked;
  const signed = readProvisioningXml(signedXml);
  if (!signed.ok) return signed;
  const isKnown = source.simOfProvider && isListed(signer, context.listedCertificates);
  if (!isKnown && !signer.hasExtendedValidation)
    return refusal(
      'certificateUnsuitable',
      `${signer.subjectName} is neither listed for the operator nor marked for Extended Validation`,
    );
  return ofCarrier({ ok: true, document: signed.document, signer, needsConsent: !isKnown, notices }, context);
}

function ofCarrier(accepted: Accepted, { carrierId }: VerdictContext): Verdict {
  const { carrierId: named } = accepted.document.global;
  if (carrierId === undefined || named.toLowerCase() === carrierId.toLowerCase()) return accepted;
  return refusal('accessDenied', `the file is of ${named}, the account of ${carrierId}`);
}

/**
 * What the person makes of it.
 *
 * @param agreedBefore  whether this certificate was agreed to earlier on this device
 * @param agrees        what the person says when asked now
 */
export function withConsent(verdict: Verdict, agreedBefore: boolean, agrees: boolean): Verdict {
  if (!verdict.ok || !verdict.needsConsent || agreedBefore || agrees) return verdict;
  return refusal('userRefused', 'the user did not agree to the use of the certificate');
}
