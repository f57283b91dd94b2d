/**
 * ESimOperationStatus: how an eSIM operation ended, as Windows tells apps, and the shorter list the portal is told.
 * Source: Microsoft Learn, Windows.Networking.NetworkOperators.ESimOperationStatus; "Mobile Plans callback notifications".
 */

/** Number of each status in Windows, in order. */
export const eSimOperationStatus = {
  Success: 0,
  NotAuthorized: 1,
  NotFound: 2,
  PolicyViolation: 3,
  InsufficientSpaceOnCard: 4,
  ServerFailure: 5,
  ServerNotReachable: 6,
  TimeoutWaitingForUserConsent: 7,
  IncorrectConfirmationCode: 8,
  ConfirmationCodeMaxRetriesExceeded: 9,
  CardRemoved: 10,
  CardBusy: 11,
  Other: 12,
  CardGeneralFailure: 13,
  ConfirmationCodeMissing: 14,
  InvalidMatchingId: 15,
  NoEligibleProfileForThisDevice: 16,
  OperationAborted: 17,
  EidMismatch: 18,
  ProfileNotAvailableForNewBinding: 19,
  ProfileNotReleasedByOperator: 20,
  OperationProhibitedByProfileClass: 21,
  ProfileNotPresent: 22,
  NoCorrespondingRequest: 23,
  TimeoutWaitingForResponse: 24,
  IccidAlreadyExists: 25,
  ProfileProcessingError: 26,
  ServerNotTrusted: 27,
  ProfileDownloadMaxRetriesExceeded: 28,
} as const;

export type ESimOperationStatus = keyof typeof eSimOperationStatus;

/** All names; the place of each is its number. */
export const eSimOperationStatuses = Object.keys(eSimOperationStatus) as readonly ESimOperationStatus[];

const retryable: ReadonlySet<ESimOperationStatus> = new Set([
  'ServerFailure',
  'ServerNotReachable',
  'CardBusy',
  'CardGeneralFailure',
  'OperationAborted',
  'ProfileNotReleasedByOperator',
  'TimeoutWaitingForResponse',
]);

/**
 * Whether the same download may succeed later without anybody doing anything about it.
 *
 * Assumption: read from the names; no document says which failures the app repeats.
 */
export const isRetryable = (status: ESimOperationStatus): boolean => retryable.has(status);

/** What the app may tell the portal beside the statuses of Windows. */
export const portalOnlyResults = [
  'unknownError',
  'lpaInitializationError',
  'modemNotFound',
  'localSettingsAccessFailed',
  'invalidJson',
  'invalidActivationCode',
  'invalidIccid',
] as const;

export type PortalActivationResult = Uncapitalize<ESimOperationStatus> | (typeof portalOnlyResults)[number];

/** Every result that the portal may be told, those of Windows first. */
export const portalActivationResults: readonly PortalActivationResult[] = [
  ...eSimOperationStatuses.map(status => uncapitalize(status)),
  ...portalOnlyResults,
];

/**
 * `activationResult` of the script `profileActivationCompleteScript`.
 *
 * Assumption: the portal's list ends at NoCorrespondingRequest, so later statuses reach it as `unknownError`.
 */
export function portalActivationResult(status: ESimOperationStatus): PortalActivationResult {
  if (eSimOperationStatus[status] > eSimOperationStatus.NoCorrespondingRequest) return 'unknownError';
  return uncapitalize(status);
}

function uncapitalize<Name extends string>(name: Name): Uncapitalize<Name> {
  return (name.charAt(0).toLowerCase() + name.slice(1)) as Uncapitalize<Name>;
}
