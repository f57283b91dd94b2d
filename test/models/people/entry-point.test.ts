/** Where purchases begin: shares, one draw for each person. */
import { describe, expect, it } from 'vitest';
import { entryPointOf } from '../../../src/models/people/entry-point.ts';
import { buy } from '../small-world.ts';

describe('the entry point', () => {
  const shares = { app: 0.1, flyout: 0.5, toast: 0.25, settings: 0.15 };

  it.each([
    [0, 'app'],
    [0.0999, 'app'],
    [0.1, 'flyout'],
    [0.59, 'flyout'],
    [0.6, 'toast'],
    [0.85, 'settings'],
    [0.999_999_999, 'settings'],
  ])('of draw %f is %s', (draw, point) => {
    expect(entryPointOf(shares, draw)).toBe(point);
  });

  it('is drawn once for each person', () => {
    const bought = buy({ group: { entryPoint: { app: 0, flyout: 0, toast: 0, settings: 1 } } });
    expect(bought.purchase.entryPoint).toBe('settings');
    expect(bought.named('purchase.opened').map(({ value }) => value)).toEqual([3]);
  });
});
