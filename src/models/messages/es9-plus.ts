/**
 * ES9+: what the LPA and the SM-DP+ write to each other, and what each failure means to Windows.
 *
 *     POST https://smdp.contoso.example/gsma/rsp2/es9plus/initiateAuthentication
 *     {"header":{"functionExecutionStatus":{"status":"Failed","statusCodeData":{"subjectCode":"8.2","reasonCode":"1.2"}}}}
 *
 * Source: GSMA SGP.22, "ES9+" and "Function Execution Status Codes".
 * Assumption: the mapping to ESimOperationStatus follows the names; no document prints it.
 */
import type { ESimOperationStatus } from './esim-operation-status.ts';

export const es9PlusFunctions = [
  'initiateAuthentication',
  'authenticateClient',
  'getBoundProfilePackage',
  'handleNotification',
  'cancelSession',
] as const;

export type Es9PlusFunction = (typeof es9PlusFunctions)[number];

export const es9PlusPath = (name: Es9PlusFunction): string => `/gsma/rsp2/es9plus/${name}`;

export const es9PlusRequestLine = (smdpAddress: string, name: Es9PlusFunction): string =>
  `POST https://${smdpAddress}${es9PlusPath(name)}`;

/** Headers of every ES9+ request of an LPA that speaks version 2.2. */
export const es9PlusHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'application/json',
  'User-Agent': 'gsma-rsp-lpad',
  'X-Admin-Protocol': 'gsma/rsp/v2.2.0',
};

/** Body of an answer that did what was asked; `fields` are those of the function. */
export const es9PlusSuccess = (fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ header: { functionExecutionStatus: { status: 'Executed-Success' } }, ...fields });

/** Body of a refusal. */
export function es9PlusFailure(code: Es9PlusErrorCode): string {
  const [subjectCode, reasonCode] = code.split('/');
  const functionExecutionStatus = { status: 'Failed', statusCodeData: { subjectCode, reasonCode } };
  return JSON.stringify({ header: { functionExecutionStatus } });
}

/** Why the eUICC closes a session with CancelSession, and the number it sends. */
export const cancelSessionReason = {
  endUserRejection: 0,
  postponed: 1,
  timeout: 2,
  pprNotAllowed: 3,
  metadataMismatch: 4,
  loadBppExecutionError: 5,
  undefined: 127,
} as const;

/** Each refusal of the SM-DP+: subject and reason code, what it says, and how the operation ends in Windows. */
export const es9PlusErrors = {
  '8.1/4.8': { meaning: 'not enough space on the eUICC', status: 'InsufficientSpaceOnCard' },
  '8.1/6.1': { meaning: 'signature of the eUICC is invalid', status: 'NotAuthorized' },
  '8.1.2/6.1': { meaning: 'certificate of the EUM is invalid', status: 'NotAuthorized' },
  '8.1.3/6.1': { meaning: 'certificate of the eUICC is invalid', status: 'NotAuthorized' },
  '8.1.2/6.3': { meaning: 'certificate of the EUM has expired', status: 'NotAuthorized' },
  '8.1.3/6.3': { meaning: 'certificate of the eUICC has expired', status: 'NotAuthorized' },
  '8.11.1/3.9': { meaning: 'root key of the eUICC is unknown', status: 'NotAuthorized' },
  '8.1.1/3.8': { meaning: 'the EID does not fit the order', status: 'EidMismatch' },
  '8.2/1.2': { meaning: 'the profile has not been released', status: 'ProfileNotReleasedByOperator' },
  '8.2/3.7': { meaning: 'the profile is already bound', status: 'ProfileNotAvailableForNewBinding' },
  '8.2.5/4.3': { meaning: 'no profile is eligible for this device', status: 'NoEligibleProfileForThisDevice' },
  '8.2.6/3.8': { meaning: 'the MatchingID is refused', status: 'InvalidMatchingId' },
  '8.2.7/2.2': { meaning: 'the confirmation code is missing', status: 'ConfirmationCodeMissing' },
  '8.2.7/3.8': { meaning: 'the confirmation code is refused', status: 'IncorrectConfirmationCode' },
  '8.2.7/6.4': {
    meaning: 'the tries for the confirmation code are used up',
    status: 'ConfirmationCodeMaxRetriesExceeded',
  },
  '8.8.1/3.8': { meaning: 'the address is not that of this SM-DP+', status: 'ServerFailure' },
  '8.8.2/3.1': { meaning: 'none of the root keys is supported', status: 'ServerNotTrusted' },
  '8.8.4/3.7': { meaning: 'no certificate is signed by a root the eUICC knows', status: 'ServerNotTrusted' },
  '8.8.3/3.1': { meaning: 'the version is not supported', status: 'ServerFailure' },
  '8.8.5/4.1': { meaning: 'the download order has expired', status: 'ProfileNotPresent' },
  '8.8.5/6.4': { meaning: 'the download attempts are used up', status: 'ProfileDownloadMaxRetriesExceeded' },
  '8.10.1/3.9': { meaning: 'the transaction id is unknown', status: 'NoCorrespondingRequest' },
} as const satisfies Record<string, { meaning: string; status: ESimOperationStatus }>;

/** Subject code, slash, reason code. */
export type Es9PlusErrorCode = keyof typeof es9PlusErrors;

/** The call at which the SM-DP+ refuses with that code. Assumption: what it has to check by then; SGP.22 lists codes by call. */
export function refusingFunction(code: string): Es9PlusFunction {
  if (code.startsWith('8.8.') && !code.startsWith('8.8.5')) return 'initiateAuthentication';
  return code.startsWith('8.2.7') ? 'getBoundProfilePackage' : 'authenticateClient';
}

/** What the eUICC keeps for the SM-DP+ until it has been told: the result of an installation, or a change of the profile. */
export const notificationKinds = ['installed', 'installFailed', 'enabled', 'disabled', 'deleted'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const isEs9PlusErrorCode = (code: string): code is Es9PlusErrorCode => Object.hasOwn(es9PlusErrors, code);

export const statusOfEs9PlusError = (code: Es9PlusErrorCode): ESimOperationStatus => es9PlusErrors[code].status;

/** How a call ends that brought no readable answer: no connection, or an answer with HTTP 5xx or broken JSON. */
export const statusOfTransportFailure = {
  tcp: 'ServerNotReachable',
  dns: 'ServerNotReachable',
  tls: 'ServerNotReachable',
  http5xx: 'ServerFailure',
  malformedJson: 'ServerFailure',
} as const satisfies Record<string, ESimOperationStatus>;

/** What the card may do instead of answering. */
export const statusOfCardFault = {
  pulled: 'CardRemoved',
  busy: 'CardBusy',
  noAnswer: 'TimeoutWaitingForResponse',
  other: 'CardGeneralFailure',
} as const satisfies Record<string, ESimOperationStatus>;

export type CardFault = keyof typeof statusOfCardFault;

export const isCardFault = (name: unknown): name is CardFault =>
  typeof name === 'string' && Object.hasOwn(statusOfCardFault, name);

/** Results of EnableProfile, DisableProfile, DeleteProfile and eUICCMemoryReset, by their names in SGP.22. */
export const profileCommandResult = {
  ok: 0,
  notFound: 1,
  /** EnableProfile and DeleteProfile: not disabled. DisableProfile: not enabled. */
  wrongState: 2,
  disallowedByPolicy: 3,
  wrongProfileReenabling: 4,
  catBusy: 5,
  undefinedError: 127,
} as const;

const statusOfProfileCommandResult: ReadonlyMap<number, ESimOperationStatus> = new Map([
  [profileCommandResult.ok, 'Success'],
  [profileCommandResult.notFound, 'NotFound'],
  [profileCommandResult.disallowedByPolicy, 'PolicyViolation'],
  [profileCommandResult.wrongProfileReenabling, 'OperationProhibitedByProfileClass'],
  [profileCommandResult.catBusy, 'CardBusy'],
  [profileCommandResult.undefinedError, 'CardGeneralFailure'],
]);

/** How a command ends that the card has answered with a result of its own; one without a status is `Other`. */
export const statusOfProfileCommand = (result: number): ESimOperationStatus =>
  statusOfProfileCommandResult.get(result) ?? 'Other';

/** `errorReason` of a ProfileInstallationResult, by its number in SGP.22, that Windows has a status for. */
const statusOfLoadErrors: ReadonlyMap<number, ESimOperationStatus> = new Map([
  [9, 'IccidAlreadyExists'],
  [10, 'InsufficientSpaceOnCard'],
  [11, 'OperationAborted'],
  [12, 'ProfileProcessingError'],
  [13, 'ProfileProcessingError'],
  [15, 'PolicyViolation'],
  [127, 'ProfileProcessingError'],
]);

/** How a profile ends that the card refused to load; reasons without a status of their own are `Other`. */
export const statusOfLoadError = (errorReason: number): ESimOperationStatus =>
  statusOfLoadErrors.get(errorReason) ?? 'Other';
