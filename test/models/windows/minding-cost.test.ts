/** What a network costs, and what each who minds it does then. */
import { describe, expect, it } from 'vitest';
import { type ConnectionCost, isMetered } from '../../../src/models/windows/connection-cost.ts';
import { decisionOn } from '../../../src/models/windows/third-party-apps.ts';
import { mayDownload, updateKinds } from '../../../src/models/windows/update-downloads.ts';
import { videoRate } from '../../../src/models/windows/video-player.ts';
import { megabytes } from '../../../src/sim/units.ts';

const cost = (change: Partial<ConnectionCost> = {}): ConnectionCost => ({
  type: 'Unrestricted',
  roaming: false,
  overDataLimit: false,
  approachingDataLimit: false,
  congested: false,
  ...change,
});
const fixed = cost({ type: 'Fixed' });

describe('a network', () => {
  it.each([
    ['Unknown', false],
    ['Unrestricted', false],
    ['Fixed', true],
    ['Variable', true],
  ] as const)('of the type %s is metered: %s', (type, metered) => {
    expect(isMetered(cost({ type }))).toBe(metered);
  });

  it('is metered abroad and over the limit, whatever its type', () => {
    expect(isMetered(cost({ roaming: true }))).toBe(true);
    expect(isMetered(cost({ overDataLimit: true }))).toBe(true);
    expect(isMetered(cost({ approachingDataLimit: true }))).toBe(false);
  });
});

describe('Windows Update', () => {
  const allowed = (over: ConnectionCost, exempt: boolean) =>
    updateKinds.filter(kind => mayDownload(kind, over, exempt));

  it('downloads everything over an unmetered network', () => {
    expect(allowed(cost(), false)).toEqual(['zeroDay', 'security', 'feature']);
  });

  it('downloads only fixes against attacks under way over a metered one', () => {
    expect(allowed(fixed, false)).toEqual(['zeroDay']);
  });

  it('downloads all security updates over a plan that exempts them, and nothing else', () => {
    expect(allowed(fixed, true)).toEqual(['zeroDay', 'security']);
  });

  it('knows no exemption abroad', () => {
    expect(allowed(cost({ type: 'Fixed', roaming: true }), true)).toEqual(['zeroDay']);
  });

  it('puts a new release of Windows off while the network is congested', () => {
    expect(allowed(cost({ congested: true }), false)).toEqual(['zeroDay', 'security']);
  });
});

describe('an app', () => {
  it('downloads at once over an unmetered network, however much', () => {
    expect(decisionOn(1e12, false, cost(), megabytes(1))).toBe('goes');
  });

  it('puts what nobody has asked for off while the network is metered', () => {
    expect(decisionOn(1, false, fixed, undefined)).toBe('putOff');
  });

  it('asks the user beyond MaxTransferSizeInMegabytes, and not below', () => {
    expect(decisionOn(megabytes(50), true, fixed, megabytes(50))).toBe('goes');
    expect(decisionOn(megabytes(50) + 1, true, fixed, megabytes(50))).toBe('asks');
    expect(decisionOn(megabytes(500), true, fixed, undefined)).toBe('goes');
  });

  it('asks abroad in any case', () => {
    expect(decisionOn(1, true, cost({ roaming: true }), undefined)).toBe('asks');
  });

  it('puts everything off while the network is congested', () => {
    expect(decisionOn(1, true, cost({ congested: true }), undefined)).toBe('putOff');
  });
});

describe('a video', () => {
  const rates = { rateUnrestricted: 3, rateMetered: 2, rateNearLimit: 1 };

  it.each([
    ['best over an unmetered network', cost(), 3],
    ['lower over a metered one', fixed, 2],
    ['lower over a congested one', cost({ congested: true }), 2],
    ['lowest near the limit', cost({ approachingDataLimit: true }), 1],
    ['lowest over the limit', cost({ overDataLimit: true }), 1],
    ['lowest abroad', cost({ roaming: true }), 1],
  ])('is %s', (_, over, rate) => {
    expect(videoRate(over, rates)).toBe(rate);
  });
});
