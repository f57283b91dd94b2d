/**
 * How an operation of the LPA that went wrong ends: in one ESimOperationStatus.
 *
 * Source: Microsoft Learn, "Mobile broadband eSIM operations"; Windows.Networking.NetworkOperators.ESimOperationStatus.
 * Assumption: mapping by name, the documents give none. Who denies or postpones has aborted the operation.
 */
import { RequestFailure } from '../../sim/index.ts';
import { profileCommandFailed } from '../device/euicc.ts';
import {
  isCardFault,
  isEs9PlusErrorCode,
  statusOfCardFault,
  statusOfEs9PlusError,
  statusOfLoadError,
  statusOfProfileCommand,
} from '../messages/es9-plus.ts';
import type { ESimOperationStatus } from '../messages/esim-operation-status.ts';

const asked = 'LPA.consent';

/** The person did not agree, in time or at all. */
export const consent = {
  denied: new RequestFailure('cancelled', asked, 0, 'denied'),
  postponed: new RequestFailure('cancelled', asked, 0, 'postponed'),
  timeout: new RequestFailure('timedOut', asked),
} as const;

/** The one status a failed operation ends with. */
export function statusOf({ request, outcome, code, detail }: RequestFailure): ESimOperationStatus {
  if (request === asked) return outcome === 'timedOut' ? 'TimeoutWaitingForUserConsent' : 'OperationAborted';
  if (request === 'eUICC.command') {
    if (outcome === 'timedOut') return statusOfCardFault.noAnswer;
    if (isCardFault(detail)) return statusOfCardFault[detail];
    return detail === profileCommandFailed ? statusOfProfileCommand(code) : statusOfLoadError(code);
  }
  if (outcome === 'timedOut' || outcome === 'unreachable') return 'ServerNotReachable';
  if (outcome === 'shed') return 'ServerFailure';
  const refusal = String(detail);
  return isEs9PlusErrorCode(refusal) ? statusOfEs9PlusError(refusal) : 'ServerFailure';
}
