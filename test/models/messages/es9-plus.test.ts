import { describe, expect, it } from 'vitest';
import {
  cancelSessionReason,
  es9PlusErrors,
  es9PlusFailure,
  es9PlusFunctions,
  es9PlusHeaders,
  es9PlusPath,
  es9PlusRequestLine,
  es9PlusSuccess,
  isCardFault,
  isEs9PlusErrorCode,
  profileCommandResult,
  refusingFunction,
  statusOfCardFault,
  statusOfEs9PlusError,
  statusOfLoadError,
  statusOfProfileCommand,
  statusOfTransportFailure,
} from '../../../src/models/messages/es9-plus.ts';
import { isRetryable } from '../../../src/models/messages/esim-operation-status.ts';

const refusals = [
  ['8.1/4.8', 'InsufficientSpaceOnCard'],
  ['8.1/6.1', 'NotAuthorized'],
  ['8.1.2/6.1', 'NotAuthorized'],
  ['8.1.3/6.1', 'NotAuthorized'],
  ['8.1.2/6.3', 'NotAuthorized'],
  ['8.1.3/6.3', 'NotAuthorized'],
  ['8.11.1/3.9', 'NotAuthorized'],
  ['8.1.1/3.8', 'EidMismatch'],
  ['8.2/1.2', 'ProfileNotReleasedByOperator'],
  ['8.2/3.7', 'ProfileNotAvailableForNewBinding'],
  ['8.2.5/4.3', 'NoEligibleProfileForThisDevice'],
  ['8.2.6/3.8', 'InvalidMatchingId'],
  ['8.2.7/2.2', 'ConfirmationCodeMissing'],
  ['8.2.7/3.8', 'IncorrectConfirmationCode'],
  ['8.2.7/6.4', 'ConfirmationCodeMaxRetriesExceeded'],
  ['8.8.1/3.8', 'ServerFailure'],
  ['8.8.2/3.1', 'ServerNotTrusted'],
  ['8.8.4/3.7', 'ServerNotTrusted'],
  ['8.8.3/3.1', 'ServerFailure'],
  ['8.8.5/4.1', 'ProfileNotPresent'],
  ['8.8.5/6.4', 'ProfileDownloadMaxRetriesExceeded'],
  ['8.10.1/3.9', 'NoCorrespondingRequest'],
] as const;

describe('ES9+', () => {
  it('posts to five functions below one path', () => {
    expect(es9PlusFunctions.map(es9PlusPath)).toEqual([
      '/gsma/rsp2/es9plus/initiateAuthentication',
      '/gsma/rsp2/es9plus/authenticateClient',
      '/gsma/rsp2/es9plus/getBoundProfilePackage',
      '/gsma/rsp2/es9plus/handleNotification',
      '/gsma/rsp2/es9plus/cancelSession',
    ]);
    expect(es9PlusRequestLine('smdp.contoso.example', 'cancelSession')).toBe(
      'POST https://smdp.contoso.example/gsma/rsp2/es9plus/cancelSession',
    );
    expect(es9PlusHeaders['X-Admin-Protocol']).toMatch(/^gsma\/rsp\/v2\.\d+\.\d+$/);
  });

  it('answers in one envelope, with the fields of the function beside the header', () => {
    expect(es9PlusSuccess()).toBe('{"header":{"functionExecutionStatus":{"status":"Executed-Success"}}}');
    expect(es9PlusSuccess({ transactionId: '0A' })).toBe(
      '{"header":{"functionExecutionStatus":{"status":"Executed-Success"}},"transactionId":"0A"}',
    );
  });

  it('refuses with subject and reason code', () => {
    expect(es9PlusFailure('8.2/1.2')).toBe(
      '{"header":{"functionExecutionStatus":{"status":"Failed",' +
        '"statusCodeData":{"subjectCode":"8.2","reasonCode":"1.2"}}}}',
    );
  });

  it('numbers the reasons to cancel a session', () => {
    expect(Object.values(cancelSessionReason)).toEqual([0, 1, 2, 3, 4, 5, 127]);
  });
});

describe('how a download ends in Windows', () => {
  it.each(refusals)('refused with %s: %s', (code, status) => {
    expect(statusOfEs9PlusError(code)).toBe(status);
  });

  it('is known for every refusal, and for no other code', () => {
    expect(Object.keys(es9PlusErrors).sort()).toEqual(refusals.map(([code]) => code).sort());
    expect(isEs9PlusErrorCode('8.2/1.2')).toBe(true);
    expect(isEs9PlusErrorCode('9.9/9.9')).toBe(false);
    expect(isEs9PlusErrorCode('constructor')).toBe(false);
  });

  it.each([
    ['tcp', 'ServerNotReachable'],
    ['dns', 'ServerNotReachable'],
    ['tls', 'ServerNotReachable'],
    ['http5xx', 'ServerFailure'],
    ['malformedJson', 'ServerFailure'],
  ] as const)('after a failure of %s: %s', (failure, status) => {
    expect(statusOfTransportFailure[failure]).toBe(status);
  });

  it.each([
    ['pulled', 'CardRemoved'],
    ['busy', 'CardBusy'],
    ['noAnswer', 'TimeoutWaitingForResponse'],
    ['other', 'CardGeneralFailure'],
  ] as const)('with a card fault, %s: %s', (fault, status) => {
    expect(statusOfCardFault[fault]).toBe(status);
  });

  it.each([
    [9, 'IccidAlreadyExists'],
    [10, 'InsufficientSpaceOnCard'],
    [11, 'OperationAborted'],
    [12, 'ProfileProcessingError'],
    [13, 'ProfileProcessingError'],
    [127, 'ProfileProcessingError'],
    [15, 'PolicyViolation'],
    [1, 'Other'],
  ])('with load error %d: %s', (reason, status) => {
    expect(statusOfLoadError(reason)).toBe(status);
  });

  it('is worth another try only when the profile is not released yet or the server failed', () => {
    const worthwhile = refusals.filter(([, status]) => isRetryable(status)).map(([code]) => code);
    expect(worthwhile).toEqual(['8.2/1.2', '8.8.1/3.8', '8.8.3/3.1']);
  });
});

describe('who says no, and at which call', () => {
  it.each([
    ['8.8.1/3.8', 'initiateAuthentication'],
    ['8.8.2/3.1', 'initiateAuthentication'],
    ['8.8.3/3.1', 'initiateAuthentication'],
    ['8.8.4/3.7', 'initiateAuthentication'],
    ['8.1/6.1', 'authenticateClient'],
    ['8.2.6/3.8', 'authenticateClient'],
    ['8.8.5/4.1', 'authenticateClient'],
    ['8.8.5/6.4', 'authenticateClient'],
    ['8.2.7/2.2', 'getBoundProfilePackage'],
    ['8.2.7/6.4', 'getBoundProfilePackage'],
  ])('%s is found out at %s', (code, call) => {
    expect(refusingFunction(code)).toBe(call);
  });

  it.each([
    ['ok', 'Success'],
    ['notFound', 'NotFound'],
    ['wrongState', 'Other'],
    ['disallowedByPolicy', 'PolicyViolation'],
    ['wrongProfileReenabling', 'OperationProhibitedByProfileClass'],
    ['catBusy', 'CardBusy'],
    ['undefinedError', 'CardGeneralFailure'],
  ] as const)('a profile command that ends with %s is %s', (result, status) => {
    expect(statusOfProfileCommand(profileCommandResult[result])).toBe(status);
  });

  it('a fault of the card is one of four', () => {
    expect(Object.keys(statusOfCardFault).every(isCardFault)).toBe(true);
    expect([undefined, 7, 'sulking'].some(isCardFault)).toBe(false);
  });
});
