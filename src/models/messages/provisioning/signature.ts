/**
 * The signature of a provisioning file: XML-DSig, enveloped. It is made and really checked: form, digest, signature value,
 * and the chain of certificates.
 *
 * What counts afterwards is only what was signed: the document is read again from the canonical text whose digest was
 * checked, so that nothing an attacker wrapped around it, or said differently to two parsers, is ever applied.
 * Source: W3C, "XML Signature Syntax and Processing"; Microsoft Learn, "CarrierControlSignatureSchema schema".
 * Assumption: SHA-1 is taken beside SHA-256 and SHA-512, since files from 2012 are.
 */
import { createRequire } from 'node:module';
import {
  checkChain,
  leafOf,
  maySign,
  mostCertificates,
  readCertificate,
  type Signer,
  signerOf,
  type Trust,
} from './certificates.ts';
import {
  attribute,
  child,
  children,
  type Foreign,
  foreign,
  NotValid,
  optional,
  optionalAttribute,
  sequence,
  type ValueOf,
} from './element-types.ts';
import { signature as ds } from './namespaces.ts';
import { type Refusal, refusal } from './provisioning-code.ts';
import { base64, matching, oneWordOf, such, verbatim } from './simple-types.ts';
import type { XmlElement } from './xml-tree.ts';

/** Loaded when a signature is made or checked first: most runs have none. */
const xmlCrypto = (): typeof import('xml-crypto') => createRequire(import.meta.url)('xml-crypto');

const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

const algorithm = (...known: readonly string[]) => sequence({ algorithm: attribute('Algorithm', oneWordOf(...known)) });

/** One reference, to the whole file: a signature of only a part of it, or of something else, is none. */
const reference = sequence({
  id: optionalAttribute('Id', verbatim()),
  uri: attribute('URI', matching(/^$/, 'the empty URI, which means the whole file')),
  transforms: child(
    ds,
    'Transforms',
    sequence({
      enveloped: child(ds, 'Transform', algorithm(enveloped)),
      canonical: optional(ds, 'Transform', algorithm(c14n, exclusive)),
    }),
  ),
  digestMethod: child(
    ds,
    'DigestMethod',
    algorithm(sha256, 'http://www.w3.org/2001/04/xmlenc#sha512', 'http://www.w3.org/2000/09/xmldsig#sha1'),
  ),
  digestValue: child(ds, 'DigestValue', base64),
});

const signatureForm = sequence({
  id: optionalAttribute('Id', verbatim()),
  signedInfo: child(
    ds,
    'SignedInfo',
    sequence({
      id: optionalAttribute('Id', verbatim()),
      canonicalizationMethod: child(ds, 'CanonicalizationMethod', algorithm(c14n, exclusive)),
      signatureMethod: child(
        ds,
        'SignatureMethod',
        algorithm(
          rsaSha256,
          'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
          'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
        ),
      ),
      reference: child(ds, 'Reference', reference),
    }),
  ),
  signatureValue: child(
    ds,
    'SignatureValue',
    such(base64, value => (value === '' ? 'it is empty' : undefined)),
  ),
  keyInfo: optional(
    ds,
    'KeyInfo',
    sequence({ id: optionalAttribute('Id', verbatim()), about: children(ds, 'X509Data', foreign) }),
  ),
});
type SignatureForm = ValueOf<typeof signatureForm>;

export interface SignatureChecked {
  readonly ok: true;
  readonly signer: Signer;
  /** The file without its signature, as it was signed. */
  readonly signedXml: string;
}

/**
 * Checks the signature of a file that is well-formed and has one.
 *
 * @param text  the whole file
 * @param root  its tree
 * @returns     who signed what, or a refusal: `signatureInvalid`, `digestInvalid`, `untrustedChain`, `noLeafCertificate`,
 *              `certificateUnsuitable`
 */
export function checkSignature(text: string, root: XmlElement, trust: Trust): SignatureChecked | Refusal {
  const [signature, ...others] = signaturesIn(root);
  if (signature === undefined) return refusal('signatureMissing', 'the file has no signature');
  if (others.length > 0 || !root.children.includes(signature))
    return refusal('signatureInvalid', 'the file has a signature beside that of its root', others[0]?.place);
  const form = readForm(signature);
  if ('ok' in form) return form;
  const certificates = certificatesIn(form);
  if (certificates.length > mostCertificates)
    return refusal(
      'signatureInvalid',
      `the signature carries more than ${mostCertificates} certificates`,
      signature.place,
    );
  const known = certificates.map(readCertificate).filter(one => one !== undefined);
  const leaf = leafOf(known);
  if (leaf === undefined)
    return refusal('noLeafCertificate', 'the signature carries no certificate of who signed', signature.place);
  const signed = checkValues(text, signature, leaf.toString());
  if (typeof signed !== 'string') return signed;
  const chain = checkChain(leaf, known, trust);
  if (chain !== undefined) return chain;
  if (!maySign(leaf))
    return refusal('certificateUnsuitable', `the key of ${signerOf(leaf).subjectName} is not meant for signatures`);
  return { ok: true, signer: signerOf(leaf), signedXml: signed };
}

const signaturesIn = (element: XmlElement): XmlElement[] => [
  ...(element.namespace === ds && element.name === 'Signature' ? [element] : []),
  ...element.children.flatMap(signaturesIn),
];

function readForm(signature: XmlElement): SignatureForm | Refusal {
  try {
    return signatureForm.readElement(signature, []);
  } catch (problem) {
    if (problem instanceof NotValid) return refusal('signatureInvalid', problem.message, problem.place);
    throw problem;
  }
}

const certificatesIn = ({ keyInfo }: SignatureForm): string[] => {
  const within = ({ namespace, name, children: inner, text }: Foreign): string[] =>
    namespace === ds && name === 'X509Certificate' ? [text.replace(/\s+/g, '')] : inner.flatMap(within);
  return keyInfo?.about.flatMap(within) ?? [];
};

/** Digest and signature value; answers what was signed. */
function checkValues(text: string, signature: XmlElement, certificate: string): string | Refusal {
  const { SignedXml } = xmlCrypto();
  const check = new SignedXml({ publicCert: certificate });
  const plain = text.replace(/^\uFEFF/, '');
  try {
    check.loadSignature(standingAlone(text.slice(signature.from, signature.to)));
    if (!check.checkSignature(plain))
      return refusal('digestInvalid', 'the file is not as it was signed: its digest differs', signature.place);
    const [signed] = check.getSignedReferences();
    return signed ?? refusal('signatureInvalid', 'the signature covers nothing', signature.place);
  } catch (problem) {
    return refusal('signatureInvalid', problem instanceof Error ? sentence(problem) : String(problem), signature.place);
  }
}

/** What the library says, without the signature value it repeats. */
const sentence = ({ message }: Error): string =>
  message.replace(/the signature value .* is incorrect/s, 'its value is incorrect');

/** The signature with its namespace said in it, should that have been said further out. */
const standingAlone = (xml: string): string =>
  xml.replace(/^<([\w.-]+):Signature(?=[\s>/])([^>]*)/, (tag, prefix: string, rest: string) =>
    rest.includes(`xmlns:${prefix}=`) ? tag : `<${prefix}:Signature xmlns:${prefix}="${ds}"${rest}`,
  );

/**
 * Signs a file as an operator does. The signature (RSA, PKCS #1 v1.5, SHA-256) has no chance in it: the same file and key
 * give the same text.
 *
 * @param key           private key, PEM
 * @param certificates  that of the key first, then those between it and the root, PEM
 */
export function signProvisioningXml(xml: string, key: string, certificates: readonly string[]): string {
  const { SignedXml } = xmlCrypto();
  const signing = new SignedXml({
    privateKey: key,
    publicCert: certificates.join('\n'),
    canonicalizationAlgorithm: exclusive,
    signatureAlgorithm: rsaSha256,
  });
  signing.addReference({
    xpath: '/*',
    transforms: [enveloped, exclusive],
    digestAlgorithm: sha256,
    uri: '',
    isEmptyUri: true,
  });
  signing.computeSignature(xml, { location: { reference: '/*', action: 'append' } });
  return signing.getSignedXml();
}
