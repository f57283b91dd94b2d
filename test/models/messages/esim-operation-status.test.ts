import { describe, expect, it } from 'vitest';
import {
  eSimOperationStatus,
  eSimOperationStatuses,
  isRetryable,
  portalActivationResult,
} from '../../../src/models/messages/esim-operation-status.ts';

describe('ESimOperationStatus', () => {
  it('counts from Success 0 to ProfileDownloadMaxRetriesExceeded 28', () => {
    expect(eSimOperationStatuses).toHaveLength(29);
    eSimOperationStatuses.forEach((status, number) => {
      expect(eSimOperationStatus[status]).toBe(number);
    });
  });

  it('can be retried for 5, 6, 11, 13, 17, 20 and 24', () => {
    const numbers = eSimOperationStatuses.filter(isRetryable).map(status => eSimOperationStatus[status]);
    expect(numbers).toEqual([5, 6, 11, 13, 17, 20, 24]);
  });

  it('reaches the portal in camel case up to 23, and as unknownError from 24', () => {
    expect(portalActivationResult('Success')).toBe('success');
    expect(portalActivationResult('NoCorrespondingRequest')).toBe('noCorrespondingRequest');
    const unknown = eSimOperationStatuses.filter(status => portalActivationResult(status) === 'unknownError');
    expect(unknown.map(status => eSimOperationStatus[status])).toEqual([24, 25, 26, 27, 28]);
  });
});
