/** Background work of the Mobile Plans app: SMS-triggered and promotional toasts. */
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import type { NotificationEntry } from '../../../src/models/windows/mobile-plans-notifications.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import { settingsWith, type WorldChange, worldOf } from '../small-world.ts';

const sms: NotificationEntry = {
  kind: 'notification',
  name: 'low balance',
  at: hours(1),
  group: 'people',
  reach: 1,
  type: 'lowBalance',
  by: 'sms',
};
const promotion: NotificationEntry = { ...sms, name: 'promotion', type: 'newOffer', by: 'promotion' };
const lined: WorldChange = { group: { sim: 'hot' } };

function send(entry: NotificationEntry, { group, ...change }: WorldChange, accepts = 1) {
  const acceptsToast = [{ within: minutes(30), share: accepts }];
  const settings = settingsWith({
    ...change,
    group: { ...group, user: { ...group?.user, acceptsToast } },
    timeline: [entry],
  });
  const { world, told } = worldOf(settings);
  // The page stays as it is: what matters here is how the app came to be open.
  world.run();
  const times = (name: string) => told.filter(fact => fact.name === name).map(({ at }) => at);
  const values = (name: string) => told.filter(fact => fact.name === name).map(({ value }) => value);
  return { world, told, times, values };
}
const page: WorldChange = { operator: { portal: { resourceTime: hours(30), pageTimeout: hours(90) } } };

describe('an SMS of the operator', () => {
  it('wakes the app, which asks the service what there is, and shows a toast', () => {
    const { times } = send(sms, { ...lined, ...page });
    expect(times('mobile plans service.getNotifications.answered')).toHaveLength(1);
    const [shown] = times('mobile plans notification.toastShown');
    expect(shown).toBeGreaterThan(hours(1));
    expect(shown).toBeLessThan(hours(1) + seconds(1));
  });

  it('opens the app from the toast, within the time in which people accept', () => {
    const { times, values } = send(sms, { ...lined, ...page });
    const [shown] = times('mobile plans notification.toastShown');
    const [opened] = times('purchase.opened');
    expect(opened! - shown!).toBeGreaterThan(0);
    expect(opened! - shown!).toBeLessThanOrEqual(minutes(30));
    expect(values('purchase.opened')).toEqual([2]);
  });

  it('is ignored by those who accept no toasts, which is certain after the last bound', () => {
    const { times } = send(sms, { ...lined, ...page }, 0);
    const [shown] = times('mobile plans notification.toastShown');
    expect(times('mobile plans notification.ignored')).toEqual([shown! + minutes(30)]);
    expect(times('purchase.opened')).toEqual([]);
  });

  it('does not reach a PC without a line', () => {
    const { times } = send(sms, page);
    expect(times('mobile plans notification.notDelivered')).toEqual([hours(1)]);
    expect(times('purchase.opened')).toEqual([]);
  });

  it('shows nothing when the service fails', () => {
    const { times } = send(sms, { ...lined, ...page, microsoft: { fails: 1 } });
    expect(times('mobile plans notification.nothingToShow')).toHaveLength(1);
    expect(times('mobile plans notification.toastShown')).toEqual([]);
  });
});

describe('a promotion', () => {
  it('is for PCs with an eSIM that has no profile', () => {
    const { world, told } = worldOf(settingsWith({ ...page, timeline: [promotion] }));
    world.run();
    const names = told.map(({ name }) => name);
    expect(names).toContain('mobile plans notification.toastShown');
    expect(names).toContain('purchase.opened');
  });

  it('does not reach those who have a line', () => {
    const { times } = send(promotion, { ...lined, ...page });
    expect(times('mobile plans notification.notDelivered')).toEqual([hours(1)]);
    expect(times('purchase.opened')).toEqual([]);
  });

  it('shows nothing without an internet connection', () => {
    const { world, told } = worldOf(settingsWith({ ...page, group: { wifi: 0 }, timeline: [promotion] }));
    world.assembly.tell(world.connections, 'disappears', interfaceOf(0, 'wifi'));
    world.run();
    expect(told.map(({ name }) => name)).toContain('mobile plans notification.nothingToShow');
  });
});
