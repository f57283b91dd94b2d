/** The usage estimate of the flyout: where Windows shows it, and where not. */
import { describe, expect, it } from 'vitest';
import { estimateOf, showsEstimate } from '../../../src/models/windows/usage-estimate.ts';
import { bytes, type Microseconds, seconds } from '../../../src/sim/units.ts';

describe('the usage estimate of the network flyout', () => {
  it.each([
    ['is shown for cellular', 'cellular', false, undefined, true],
    ['is hidden for cellular where the operator has an app', 'cellular', true, undefined, false],
    ['is hidden for Wi-Fi', 'wifi', false, undefined, false],
    ['is hidden for Wi-Fi, app or not', 'wifi', true, undefined, false],
    ['is shown for Wi-Fi when the user wants it', 'wifi', false, 'shown', true],
    ['is shown beside an app when the user wants it', 'cellular', true, 'shown', true],
    ['is hidden for cellular when the user wants that', 'cellular', false, 'hidden', false],
  ] as const)('%s', (_, medium, hasOperatorApp, choice, is) =>
    expect(showsEstimate({ medium, hasOperatorApp, choice })).toBe(is),
  );

  it('is the local count since the reset, what passes now included', () => {
    const counter = { used: bytes(500), rate: 10, rateSince: 0 as Microseconds, before: bytes(100) };
    const usual = { hasOperatorApp: false, choice: undefined };
    expect(estimateOf(counter, usual, seconds(3))).toBe(430);
    expect(estimateOf(counter, { ...usual, hasOperatorApp: true }, seconds(3))).toBeUndefined();
  });
});
