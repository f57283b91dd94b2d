import { describe, expect, it } from 'vitest';
import { contextCauses, registrationCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { asksToReconnect, backOffWait, paceOf, slowerPace } from '../../../src/models/windows/back-off.ts';

const waits = (pace: 'normal' | 'slow' | 'glacier', rounds: number) =>
  Array.from({ length: rounds }, (_, failures) => backOffWait(pace, failures) / 1e6);

describe('the back-off of the automatic connect', () => {
  it('waits 3 seconds, then three times as long each time, at most 24 hours', () => {
    expect(waits('normal', 12)).toEqual([3, 9, 27, 81, 243, 729, 2187, 6561, 19_683, 59_049, 86_400, 86_400]);
  });

  it('begins with 300 seconds at the slow pace', () => {
    expect(waits('slow', 8)).toEqual([300, 900, 2700, 8100, 24_300, 72_900, 86_400, 86_400]);
  });

  it('waits 24 hours from the start at the glacier pace', () => {
    expect(waits('glacier', 3)).toEqual([86_400, 86_400, 86_400]);
  });

  it('is slow after causes 26, 28, 29, 33 and operator barring', () => {
    expect([26, 28, 29, 33, 8].map(cause => paceOf(100 + cause))).toEqual(Array(5).fill('slow'));
  });

  it('is normal after an unknown access point, a refusing gateway, and everything else', () => {
    const { unknownApn, rejectedByGateway, unspecified } = contextCauses;
    const others = [unknownApn, rejectedByGateway, unspecified, registrationCauses.congestion, wwanStatus.busy];
    expect(others.map(paceOf)).toEqual(Array(5).fill('normal'));
  });

  it('practically gives up while the subscription is not activated', () => {
    expect(paceOf(wwanStatus.serviceNotActivated)).toBe('glacier');
  });

  it('only gets slower within a series', () => {
    expect(slowerPace(undefined, 'normal')).toBe('normal');
    expect(slowerPace('slow', 'normal')).toBe('slow');
    expect(slowerPace('slow', 'glacier')).toBe('glacier');
  });

  it('is skipped when the network asks to be connected again (causes 36 and 39)', () => {
    expect([136, 139, 131].map(asksToReconnect)).toEqual([true, true, false]);
  });
});
