/** "View my account": what a click opens by release, COSA and service metadata, and what people get to see. */
import { describe, expect, it } from 'vitest';
import type { AccountPageSettings, AccountViewSettings } from '../../../src/models/settings.ts';
import { accountTargetOf } from '../../../src/models/windows/account-link.ts';
import { accountFailures, leftOf } from '../../../src/models/windows/account-view.ts';
import { hours, kilobytes, megabytes, seconds } from '../../../src/sim/units.ts';
import { always, type WorldChange } from '../small-world.ts';
import { runOf } from './managed-world.ts';

const cosa = { listed: true, appId: undefined, accountExperienceUrl: 'https://account.contoso.example/' };
const appId = 'Contoso.App_1234!App';
const oneConnect = 'Microsoft.OneConnect_8wekyb3d8bbwe!App';

describe('the link "View my account"', () => {
  const bare = { hasApp: false, appInMetadata: false };
  const enhanced = { hasApp: true, appInMetadata: true };
  it.each([
    ['basic: the web site of the operator', cosa, { osRelease: 1709, ...bare }, 'web site'],
    [
      'enhanced, by service metadata: the landing page of the app',
      cosa,
      { osRelease: 1709, ...enhanced },
      'operator app',
    ],
    [
      'before 1803 the AppID of COSA names no app',
      { ...cosa, appId },
      { osRelease: 1709, ...bare, hasApp: true },
      'web site',
    ],
    ['from 1803 it does', { ...cosa, appId }, { osRelease: 1803, ...bare, hasApp: true }, 'operator app'],
    ['while the app has not come yet: the web site', { ...cosa, appId }, { osRelease: 1803, ...bare }, 'web site'],
    [
      'the AppID of Mobile Plans opens Mobile Plans',
      { ...cosa, appId: oneConnect },
      { osRelease: 1903, ...bare },
      'Mobile Plans',
    ],
    [
      'neither app nor web site: nothing',
      { ...cosa, accountExperienceUrl: undefined },
      { osRelease: 1903, ...bare },
      'nothing',
    ],
    [
      'an operator that COSA does not list: nothing',
      { ...cosa, listed: false },
      { osRelease: 1903, ...bare },
      'nothing',
    ],
  ] as const)('%s', (_title, entry, pc, target) => expect(accountTargetOf(entry, pc)).toBe(target));
});

const view: AccountViewSettings = { clicks: 1, patience: always(seconds(20)), reads: always(seconds(15)) };
const page: AccountPageSettings = {
  answer: always(seconds(1)),
  size: kilobytes(900),
  fails: 0,
  timeout: seconds(30),
};

/** A line with a plan, or without one, whose owner looks at the flyout and clicks. */
function looks({
  settings = {},
  pages = {},
  ...change
}: WorldChange & {
  settings?: Partial<AccountViewSettings>;
  pages?: Partial<AccountPageSettings>;
} = {}) {
  return runOf(
    {
      length: hours(2),
      ...change,
      operator: {
        ...change.operator,
        cosa: { supportDataMarketplace: false, ...change.operator?.cosa },
        accountPage: { ...page, ...pages },
      },
      group: { sim: 'hot', ...change.group, accountView: { ...view, ...settings } },
    },
    ({ assembly, simulation, flyouts }) => {
      simulation.run(seconds(60));
      assembly.tell(flyouts, 'calledUp', 0);
      simulation.settle();
    },
  );
}
const whyOf = ({ values }: ReturnType<typeof looks>) => values('account view.failed').map(at => accountFailures[at]);

describe('the account view', () => {
  it('loads over the path of the device: the time of the back end, the way, and the page', () => {
    const { values, world } = looks();
    // 1 s in the back end, 30 ms on the way, and 900 kB at 50 Mbit/s.
    expect(values('account view.shown')).toEqual([seconds(1) + 30_000 + 144_000]);
    expect(world.accountViews.store.look(0).state).toBe('closed');
  });

  it('shows what billing believes is left', () => {
    const { world } = looks({ length: hours(1), settings: { reads: always(hours(3)) } });
    const account = world.accountViews.store.look(0);
    expect(account.state).toBe('reading');
    expect(leftOf(account)).toBe(megabytes(200));
  });

  it('is opened by the share of people who click', () =>
    expect(looks({ settings: { clicks: 0 } }).times('account view.clicked')).toEqual([]));

  it('fails with an error of the page', () => expect(whyOf(looks({ pages: { fails: 1 } }))).toEqual(['page error']));

  it('fails where neither app nor web site is known', () =>
    expect(whyOf(looks({ operator: { cosa: { listed: false } } }))).toEqual(['nothing to open']));

  it('is closed by who has waited too long', () =>
    expect(whyOf(looks({ pages: { answer: always(seconds(25)) } }))).toEqual(['no patience']));

  it('gets no answer in time', () =>
    expect(whyOf(looks({ pages: { answer: always(seconds(60)) }, settings: { patience: always(hours(1)) } }))).toEqual([
      'no answer',
    ]));

  it('is not passed by the walled garden, unless the operator has added its host', () => {
    const used = { plan: { data: megabytes(1) } };
    const usage = {
      monthly: always(megabytes(3_000)),
      sessions: { perDay: 500, weights: Array.from({ length: 24 }, () => 1) },
      sessionRate: 1e6,
      takes: 'mobileBroadband' as const,
    };
    const group = { wifi: 0, usage };
    const flyout = { perDay: 24, weights: Array.from({ length: 24 }, () => 1) };
    const stopped = looks({ operator: used, group: { ...group, flyout }, length: hours(12) });
    expect(whyOf(stopped)).toContain('walled garden');
    const passed = looks({
      operator: { ...used, walledGarden: { added: ['account.contoso.example'] } },
      group: { ...group, flyout },
      length: hours(12),
    });
    expect(whyOf(passed)).not.toContain('walled garden');
  });
});
