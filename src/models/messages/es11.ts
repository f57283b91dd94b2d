/**
 * ES11 and ES12: what the LPA asks the SM-DS, and what an SM-DP+ leaves there.
 *
 *     POST https://smds.contoso.example/gsma/rsp2/es11/authenticateClient
 *     {"header":{...},"transactionId":"…","eventEntries":[{"eventId":"CNTS-0001-7Q","rspServerAddress":"smdp.contoso.example"}]}
 *
 * Source: GSMA SGP.22, "ES11", "ES12" and "Function Execution Status Codes".
 * Assumption: the mapping to ESimOperationStatus follows the names; no document prints it.
 */
import type { ESimOperationStatus } from './esim-operation-status.ts';

export const es11Functions = ['initiateAuthentication', 'authenticateClient'] as const;
export type Es11Function = (typeof es11Functions)[number];

/** A profile waits at that server, under that id, which is the MatchingID of its order. */
export interface EventRecord {
  readonly eventId: string;
  readonly rspServerAddress: string;
}

/** Each refusal of the SM-DS: subject and reason code, what it says, and how the question ends in Windows. */
export const smDsErrors = {
  '8.9.1/3.8': { meaning: 'the address is not that of this SM-DS', status: 'ServerFailure' },
  '8.9.2/3.1': { meaning: 'none of the root keys is supported', status: 'ServerNotTrusted' },
  '8.9.3/3.1': { meaning: 'the version is not supported', status: 'ServerFailure' },
  '8.9.4/3.7': { meaning: 'no certificate is signed by a root the eUICC knows', status: 'ServerNotTrusted' },
  '8.9.5/3.3': { meaning: 'the event is registered already', status: 'Other' },
  '8.9.5/3.9': { meaning: 'the event is unknown', status: 'ProfileNotPresent' },
  '8.10.1/3.9': { meaning: 'the transaction id is unknown', status: 'NoCorrespondingRequest' },
} as const satisfies Record<string, { meaning: string; status: ESimOperationStatus }>;

/** Subject code, slash, reason code. */
export type SmDsErrorCode = keyof typeof smDsErrors;

export const isSmDsErrorCode = (code: string): code is SmDsErrorCode => Object.hasOwn(smDsErrors, code);

/** The call at which the SM-DS refuses the LPA with that code. Assumption: what it has to check by then. */
export const es11FunctionRefusing = (code: string): Es11Function =>
  code.startsWith('8.9.') && !code.startsWith('8.9.5') ? 'initiateAuthentication' : 'authenticateClient';
