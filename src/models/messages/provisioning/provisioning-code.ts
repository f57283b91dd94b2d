/**
 * The codes with which Windows answers a provisioning file: HRESULTs, as numbers. Zero is success.
 *
 * Source: Microsoft Learn, "ProvisioningAgent.ProvisionFromXmlDocumentAsync", "Develop an app to handle the
 * MobileOperatorNotification event". Assumption: a plan that is referenced but missing is an invalid argument, a name given
 * twice "already exists", a second file while one is being applied "busy"; the documents ask for an error without its code.
 */
export const provisioningCode = {
  ok: 0,
  /** The profiles belong to another operator, or CarrierId is not that of the account. */
  accessDenied: 0x80070005,
  /** A plan is referenced that the file does not describe. */
  invalidArgument: 0x80070057,
  /** A file is being applied already. */
  busy: 0x800700aa,
  alreadyExists: 0x800700b7,
  /** The Wi-Fi service does not run. */
  serviceNotActive: 0x80070426,
  /** ERROR_NOT_FOUND: no SIM with that SubscriberId, or no plan of that name. */
  notFound: 0x80070490,
  malformed: 0x82170001,
  notSchemaValid: 0x82170002,
  signatureInvalid: 0x82170003,
  untrustedChain: 0x82170004,
  digestInvalid: 0x82170005,
  userRefused: 0x82170006,
  noLeafCertificate: 0x82170007,
  certificateUnsuitable: 0x8217000d,
  signatureMissing: 0x8217000e,
} as const;

export type ProvisioningCodeName = keyof typeof provisioningCode;
export type ProvisioningCode = (typeof provisioningCode)[ProvisioningCodeName];

const names = Object.keys(provisioningCode) as ProvisioningCodeName[];

/** The name of a code, or undefined when Windows has none such for provisioning files. */
export const nameOfProvisioningCode = (code: number): ProvisioningCodeName | undefined =>
  names.find(name => provisioningCode[name] === code);

/** Eight hexadecimal digits in lower case, as result files write them. */
export const writtenCode = (code: number): string => code.toString(16).padStart(8, '0');

/** A place in a file; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Why a file was not taken: the code for the app, the reason for people. */
export interface Refusal {
  readonly ok: false;
  readonly code: ProvisioningCode;
  readonly reason: string;
  readonly place?: Place;
}

export const refusal = (name: ProvisioningCodeName, reason: string, place?: Place): Refusal => ({
  ok: false,
  code: provisioningCode[name],
  reason,
  ...(place !== undefined && { place }),
});
