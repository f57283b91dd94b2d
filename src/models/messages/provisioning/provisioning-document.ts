/**
 * A provisioning file (CarrierProvisioning): what an operator tells Windows about one subscriber. This is its schema, its
 * reader and its writer.
 *
 *     CarrierProvisioning
 *     ├─ Global            whose file it is, and for whom
 *     ├─ Activation        what the modem does when it is applied
 *     ├─ MBNProfiles       how to connect; message rules; branding
 *     ├─ WLANProfiles      Wi-Fi networks
 *     ├─ Plans             what was bought, what is used
 *     ├─ Provisioning      certificates to trust, and where the next file is
 *     ├─ Extensions        further contexts, tethering, network properties
 *     └─ Signature         see signature.ts
 *
 * Source: Microsoft Learn, "CarrierControlSchema schema". Assumption: the schema file and its pages leave DelayInDays 731
 * open; it is taken with a warning.
 */
import { activation } from './activation.ts';
import {
  child,
  children,
  foreign,
  type Notice,
  NotValid,
  optional,
  sequence,
  type ValueOf,
  writeElement,
} from './element-types.ts';
import { extensions } from './extensions.ts';
import { mobileProfiles } from './mobile-profiles.ts';
import { carrierControl as ns, signature } from './namespaces.ts';
import { planElements } from './plan-elements.ts';
import { type Refusal, refusal } from './provisioning-code.ts';
import { matching, such, token, verbatim, wholeWithDoubt } from './simple-types.ts';
import { wlanProfiles } from './wlan-profiles.ts';
import { readXml, type XmlElement } from './xml-tree.ts';

const guid = matching(/^\{[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}\}$/, 'a GUID in braces', 38);
const subscriberId = matching(/^[\p{L}\p{M}\p{N}\p{S}]+$/u, 'letters and digits, at most 20', 20);
const deviceId = matching(/^(?:\d{15,16}|(?:[a-fA-F0-9]{2}:){5}[a-fA-F0-9]{2})$/, '15 or 16 digits, or a MAC address');

const global = sequence({
  carrierId: child(ns, 'CarrierId', guid),
  subscriberId: child(ns, 'SubscriberId', subscriberId),
  deviceId: optional(ns, 'DeviceId', deviceId),
});

/** A certificate, or several, whose signature later files may bear. */
const trustedCertificate = sequence({
  subjectName: child(ns, 'SubjectName', verbatim()),
  issuerName: child(ns, 'IssuerName', verbatim()),
});

const httpsUrl = such(matching(/^https:\/\/\S+$/, 'an https URL'), text =>
  URL.canParse(text) ? undefined : `"${text}" is not a URL`,
);

const refreshParameters = sequence({
  delayInDays: optional(
    ns,
    'DelayInDays',
    wholeWithDoubt(1, 730, '731 days are one more than the schema file allows; taken'),
  ),
  refreshUrl: child(ns, 'RefreshURL', httpsUrl),
  userName: optional(ns, 'UserName', token()),
  password: optional(ns, 'Password', token()),
});
export type RefreshParameters = ValueOf<typeof refreshParameters>;

const provisioning = sequence({
  trustedCertificates: optional(
    ns,
    'TrustedCertificates',
    sequence({ certificates: children(ns, 'TrustedCertificate', trustedCertificate, 1) }),
  ),
  refreshParameters: optional(ns, 'RefreshParameters', refreshParameters),
});

const content = {
  global: child(ns, 'Global', global),
  activation: optional(ns, 'Activation', activation),
  mbnProfiles: optional(ns, 'MBNProfiles', mobileProfiles),
  wlanProfiles: optional(ns, 'WLANProfiles', wlanProfiles),
  plans: optional(ns, 'Plans', planElements),
  provisioning: optional(ns, 'Provisioning', provisioning),
  extensions: optional(ns, 'Extensions', extensions),
};

const unsigned = sequence(content);
/** The signature is looked at elsewhere: here it only has its place. */
const file = sequence({ ...content, signature: optional(signature, 'Signature', foreign) });

export type ProvisioningDocument = ValueOf<typeof unsigned>;

export interface ProvisioningRead {
  readonly ok: true;
  readonly document: ProvisioningDocument;
  readonly isSigned: boolean;
  /** What was taken although something speaks against it. */
  readonly notices: readonly Notice[];
  readonly root: XmlElement;
}

/**
 * Reads a file, whoever sent it.
 *
 * @returns  the document, or a refusal: `malformed` or `notSchemaValid`, with the place
 */
export function readProvisioningXml(text: string): ProvisioningRead | Refusal {
  const tree = readXml(text);
  if (!tree.ok) return tree;
  const { root } = tree;
  if (root.name !== 'CarrierProvisioning' || root.namespace !== ns)
    return refusal(
      'notSchemaValid',
      `the file begins with ${root.name}, not with CarrierProvisioning of ${ns}`,
      root.place,
    );
  const notices: Notice[] = [];
  try {
    const { signature: signed, ...document } = file.readElement(root, notices);
    return { ok: true, document, isSigned: signed !== undefined, notices, root };
  } catch (problem) {
    if (problem instanceof NotValid) return refusal('notSchemaValid', problem.message, problem.place);
    throw problem;
  }
}

/** Writes a document as a file without signature. What it holds must be within the bounds of the schema. */
export const writeProvisioningXml = (document: ProvisioningDocument): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${writeElement(ns, 'CarrierProvisioning', unsigned, document, '')}\n`;
