import { describe, expect, it } from 'vitest';
import { flyoutText } from '../../../src/models/messages/flyout-text.ts';
import { bytes, days, hours, megabytes, microseconds, minutes, seconds } from '../../../src/sim/index.ts';

describe('the network flyout', () => {
  it('shows the account and no balance for MODIRECT', () => {
    expect(flyoutText({ id: '1', type: 'MODIRECT' })).toEqual({ link: 'View my account', subtitle: undefined });
  });

  it('shows the account and what remains for MODIRECTPAYG', () => {
    expect(
      flyoutText({ id: '1', type: 'MODIRECTPAYG', dataRemaining: megabytes(200), timeRemaining: hours(24) }),
    ).toEqual({ link: 'View my account', subtitle: 'Connected: 200MB, 24 hours left' });
  });

  it('invites to connect for NONE', () => {
    expect(flyoutText({ id: '1', type: 'NONE', dataRemaining: bytes(0), timeRemaining: seconds(0) })).toEqual({
      link: 'Connect with a data plan',
      subtitle: 'Get Connected',
    });
  });

  it('shows the account only for NOTSUPPORTED', () => {
    expect(flyoutText({ id: '1', type: 'NOTSUPPORTED' })).toEqual({ link: 'View my account', subtitle: undefined });
  });

  it('hides the balance after a failed request', () => {
    expect(flyoutText(undefined)).toEqual({ link: 'View my account', subtitle: undefined });
  });

  it.each([
    [megabytes(512.9), microseconds(days(6) + hours(4)), 'Connected: 512MB, 6 days left'],
    [megabytes(1_999), hours(48), 'Connected: 1.9GB, 2 days left'],
    [megabytes(2_000), microseconds(hours(48) - 1), 'Connected: 2GB, 47 hours left'],
    [megabytes(0.4), hours(1), 'Connected: 400KB, 1 hour left'],
    [bytes(0), microseconds(hours(1) - 1), 'Connected: 0MB, 59 minutes left'],
    [megabytes(1), minutes(1), 'Connected: 1MB, 1 minute left'],
  ])('rounds %d B and %d µs down: %s', (dataRemaining, timeRemaining, subtitle) => {
    expect(flyoutText({ id: '1', type: 'MODIRECTPAYG', dataRemaining, timeRemaining }).subtitle).toBe(subtitle);
  });
});
