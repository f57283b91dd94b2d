/** What a connection costs, and when it counts as metered. */
import { describe, expect, it } from 'vitest';
import { costElement } from '../../../src/models/messages/network-cost-element.ts';
import {
  isMetered,
  mobileBroadbandCost,
  nothingSpecial as quiet,
} from '../../../src/models/windows/connection-cost.ts';
import { costOf } from '../../../src/models/windows/internet-route.ts';
import { megabytes } from '../../../src/sim/units.ts';

const plan = { type: 'Fixed', limit: megabytes(500), used: megabytes(0), overLimit: false, congested: false } as const;

describe('the cost of a connection', () => {
  it('is metered over mobile broadband without a word of the operator, and unrestricted over Wi-Fi and Ethernet', () => {
    const cellular = mobileBroadbandCost(undefined, false);
    expect(cellular).toEqual({ ...quiet, type: 'Fixed' });
    expect(isMetered(cellular)).toBe(true);
    expect(costOf('wifi')).toEqual({ ...quiet, type: 'Unrestricted' });
    expect(isMetered(costOf('wifi'))).toBe(false);
    expect(isMetered(costOf('ethernet', costElement(cellular)))).toBe(false);
  });

  it('is over Wi-Fi what the access point says in its beacon', () => {
    const said = { ...quiet, type: 'Variable', congested: true } as const;
    expect(costOf('wifi', costElement(said))).toEqual(said);
    expect(isMetered(costOf('wifi', costElement(said)))).toBe(true);
    expect(costOf('wifi', [1, 2, 3])).toEqual({ ...quiet, type: 'Unrestricted' });
  });

  it('approaches the limit from 80 % on, and is over it at the byte', () => {
    const at = (used: number) => mobileBroadbandCost({ ...plan, used: used as typeof plan.used }, false);
    expect(at(400e6 - 1)).toEqual({ ...quiet, type: 'Fixed' });
    expect(at(400e6)).toMatchObject({ approachingDataLimit: true, overDataLimit: false });
    expect(at(500e6 - 1)).toMatchObject({ approachingDataLimit: true, overDataLimit: false });
    expect(at(500e6)).toMatchObject({ approachingDataLimit: false, overDataLimit: true });
  });

  it('is over the limit, or congested, where the operator says so', () => {
    expect(mobileBroadbandCost({ ...plan, overLimit: true, congested: true }, true)).toEqual({
      type: 'Fixed',
      roaming: true,
      overDataLimit: true,
      approachingDataLimit: false,
      congested: true,
    });
  });

  it('has no limit to come to where the operator names none', () => {
    expect(
      mobileBroadbandCost({ ...plan, type: 'Unrestricted', limit: megabytes(0), used: megabytes(9e6) }, false),
    ).toEqual({
      ...quiet,
      type: 'Unrestricted',
    });
  });
});
