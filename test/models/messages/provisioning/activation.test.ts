import { describe, expect, it } from 'vitest';
import { attemptOf, directiveOf } from '../../../../src/models/messages/provisioning/activation.ts';
import { minutes, seconds } from '../../../../src/sim/units.ts';

describe('an activation directive', () => {
  const timing = { delay: seconds(30), retryCount: 3, retryInterval: minutes(1) };

  it('allows one attempt and RetryCount more', () => {
    expect(directiveOf({ reregisterToNetwork: timing })).toEqual({
      method: 'reregister',
      delay: seconds(30),
      attempts: 4,
      retryInterval: minutes(1),
    });
    expect(directiveOf({ reconnectToNetwork: { ...timing, retryCount: 0 } })).toMatchObject({
      method: 'reconnect',
      attempts: 1,
    });
  });

  it('carries the data of a service activation', () => {
    expect(directiveOf({ serviceActivation: { ...timing, carrierSpecificData: 'KjIyOA==' } })).toMatchObject({
      method: 'serviceActivation',
      carrierSpecificData: 'KjIyOA==',
    });
  });

  it('to register anew only connects, once the radio went off and on', () => {
    expect(attemptOf('reregister', false)).toBe('reregister');
    expect(attemptOf('reregister', true)).toBe('connect');
    expect(attemptOf('reconnect', true)).toBe('reconnect');
    expect(attemptOf('serviceActivation', true)).toBe('serviceActivation');
  });
});
