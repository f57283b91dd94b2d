/** Device management and SM-DS: "eSIM management on Windows", SGP.22 ES11 and ES12, sentence by sentence. */
import { describe, expect, it } from 'vitest';
import { eSimOperationStatus } from '../../../src/models/messages/esim-operation-status.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { always } from '../small-world.ts';
import { managedPc, smds, smdsOutage, withCode } from './managed-world.ts';

describe('device management', () => {
  it('has a PC that checks in look at the SM-DS, install what waits there, and be on the network', () => {
    const { times, world } = managedPc();
    expect(times('device management.checkedIn')).toEqual([hours(2)]);
    const [ready] = times('device management.ready');
    expect(ready! - hours(2)).toBeLessThan(minutes(1));
    expect(world.cards.store.look(0).state).toBe('enabled');
    expect(world.lines.store.look(0).state).toBe('expired');
    expect(world.breaches).toEqual([]);
  });

  it('gives the LPA the activation code where it installs by code, and nobody asks the SM-DS', () => {
    const { times } = managedPc({ installsBy: 'activationCode' });
    expect(times('profile discovery.asked')).toEqual([]);
    expect(times('SM-DS.registered')).toEqual([]);
    expect(times('device management.ready')).toHaveLength(1);
  });

  it('does nothing to a PC that is not enrolled, and installs nothing where it does not install', () => {
    expect(managedPc({ share: 0 }).times('device management.ordered')).toEqual([]);
    expect(managedPc({ installsBy: 'none' }).times('device management.ordered')).toEqual([]);
  });

  it('tries a download that may pass again at later check-ins, and gives up after so many', () => {
    const { times, values } = managedPc(
      { installsBy: 'activationCode', tries: 3 },
      { operator: { smdp: { silent: 1 } } },
    );
    expect(times('device management.checkedIn')).toEqual([hours(2), hours(10), hours(18)]);
    expect(values('device management.gaveUp')).toEqual([eSimOperationStatus.ServerNotReachable]);
  });

  it('gives up at once after a failure that will not pass', () => {
    const refuses = [{ code: '8.2.6/3.8', share: 1 }];
    const { times, values } = managedPc({ installsBy: 'activationCode' }, { operator: { smdp: { refuses } } });
    expect(times('device management.checkedIn')).toHaveLength(1);
    expect(values('device management.gaveUp')).toEqual([eSimOperationStatus.InvalidMatchingId]);
  });

  it('waits for a PC without internet, which cannot check in', () =>
    expect(managedPc({}, { group: { wifi: 0 } }).times('device management.checkedIn')).toEqual([]));

  it('orders again an hour after an order that failed', () => {
    const { times } = managedPc({}, { operator: { smdp: { orderFails: 1 } } });
    expect(times('device management.orderFailed').slice(0, 2)).toEqual([
      expect.closeTo(hours(1) + seconds(1), -6),
      expect.closeTo(hours(2) + seconds(2), -6),
    ]);
  });
});

describe('a policy for eSIM profiles', () => {
  const policy = (change: object) => ({ group: { managed: { ...managedOnly, ...change } } });
  const managedOnly = {
    share: 1,
    installsBy: 'none' as const,
    ordered: always(0),
    firstCheckIn: always(0),
    checkIn: hours(8),
    asksEvery: days(1),
    opensSettings: 0,
    opensSettingsAfter: always(0),
    tries: 1,
    usersAdd: true,
    usersEnable: true,
    usersRemove: true,
  };

  it('lets the LPA refuse with PolicyViolation what users may not add', () => {
    const { values } = withCode({}, policy({ usersAdd: false }));
    expect(values('code activation.gaveUp')).toEqual([eSimOperationStatus.PolicyViolation]);
    expect(withCode({}, policy({})).times('code activation.online')).toHaveLength(1);
  });

  it('holds for users only: management itself adds what it wants', () =>
    expect(managedPc({ usersAdd: false }).times('device management.ready')).toHaveLength(1));

  it('does not hold on PCs that are not enrolled', () =>
    expect(withCode({}, policy({ share: 0, usersAdd: false })).times('code activation.online')).toHaveLength(1));

  it.each([
    [{ usersRemove: false }, 2, 'enabled'],
    [{}, undefined, 'noProfile'],
  ] as const)('%j: what becomes of a profile that its user removes', (change, forbidden, state) => {
    const { values, world } = managedPc(change, {
      timeline: [
        { kind: 'act', name: 'removes', at: hours(5), group: 'people', first: 0, count: 1, act: 'deleteProfile' },
      ],
    });
    expect(values('LPA.forbidden')).toEqual(forbidden === undefined ? [] : [forbidden]);
    expect(world.cards.store.look(0).state).toBe(state);
  });
});

describe('the SM-DS', () => {
  it('learns of the event when the profile is released, tells the device, and forgets it when the profile is installed', () => {
    const { times } = managedPc({}, { operator: { smdp: { profileReady: always(minutes(30)) } } });
    const [registered] = times('SM-DS.registered');
    expect(registered! - hours(1.5)).toBeLessThan(seconds(2));
    expect(times('SM-DS.handedOver')[0]!).toBeGreaterThan(hours(2));
    const [installed] = times('SM-DP+.installed');
    expect(times('SM-DS.deleted')[0]! - installed!).toBeLessThan(seconds(1));
  });

  it('has nothing for a device whose profile is not released; it asks again a day later', () => {
    const { times } = managedPc({}, { operator: { smdp: { profileReady: always(hours(5)) } } });
    const [first, second] = times('profile discovery.asked');
    expect(times('profile discovery.nothingFound')).toHaveLength(1);
    expect(first).toBe(hours(2));
    expect(second! - first!).toBeGreaterThan(days(1));
    expect(second! - first!).toBeLessThan(days(1) + minutes(1));
    expect(times('device management.ready')).toHaveLength(1);
  });

  it('is asked at once when the user opens the eSIM page of Settings', () => {
    const { times } = managedPc(
      { opensSettings: 1, opensSettingsAfter: always(hours(6)) },
      { operator: { smdp: { profileReady: always(hours(5)) } } },
    );
    expect(times('profile discovery.asked')).toEqual([hours(2), hours(8)]);
    expect(times('device management.ready')).toHaveLength(1);
  });

  it('keeps the event when the download fails, so that it is found again', () => {
    const { times } = managedPc({}, { operator: { smdp: { silent: 1 } } });
    expect(times('profile discovery.found')).toHaveLength(3);
    expect(times('SM-DS.handedOver')).toHaveLength(1);
    expect(times('SM-DS.deleted')).toEqual([]);
  });

  it('is told by the SM-DP+ when an order has expired', () => {
    const { times } = managedPc({ firstCheckIn: always(days(2)) }, { operator: { smdp: { orderExpiry: hours(6) } } });
    expect(times('SM-DS.deleted')).toHaveLength(1);
    expect(times('profile discovery.nothingFound')).toHaveLength(1);
  });

  it('that is down makes the SM-DP+ try again every 10 minutes, and the LPA a day later', () => {
    const { times, values } = managedPc({}, { timeline: [smdsOutage(0.5, 3)] });
    expect(times('SM-DP+.eventFailed').length).toBeGreaterThan(10);
    const [registered] = times('SM-DS.registered');
    expect(registered!).toBeGreaterThanOrEqual(hours(3));
    expect(registered! - hours(3)).toBeLessThanOrEqual(minutes(11));
    expect(values('profile discovery.unanswered')).toEqual([eSimOperationStatus.ServerFailure]);
    expect(times('device management.ready')).toHaveLength(1);
  });

  it.each([
    ['8.9.1/3.8', 'ServerFailure'],
    ['8.9.2/3.1', 'ServerNotTrusted'],
    ['8.9.3/3.1', 'ServerFailure'],
    ['8.9.4/3.7', 'ServerNotTrusted'],
    ['8.9.5/3.9', 'ProfileNotPresent'],
    ['8.10.1/3.9', 'NoCorrespondingRequest'],
  ] as const)('refuses with %s, which is %s to Windows', (code, status) => {
    const refusing = { ...smds, refuses: [{ code, share: 1 }] };
    const { values } = managedPc({}, { operator: { smds: refusing } });
    expect(values('profile discovery.unanswered')[0]).toBe(eSimOperationStatus[status]);
  });

  it('that does not answer is not waited for beyond the limit: ServerNotReachable', () => {
    const { values, times } = managedPc({}, { operator: { smds: { ...smds, silent: 1 } } });
    expect(values('profile discovery.unanswered')[0]).toBe(eSimOperationStatus.ServerNotReachable);
    expect(times('profile discovery.unanswered')[0]! - hours(2)).toBeLessThan(seconds(31));
  });
});
