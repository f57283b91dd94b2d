/** eSIM profiles by a code from elsewhere: camera, link and keyboard, confirmation codes, and what people do about failures. */
import { describe, expect, it } from 'vitest';
import { eSimOperationStatus } from '../../../src/models/messages/esim-operation-status.ts';
import { codeReaders } from '../../../src/models/settings.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import { withCode } from './managed-world.ts';

describe('an activation code from elsewhere', () => {
  it('leads to Settings, is confirmed there, downloaded by the LPA, and its owner is online', () => {
    const { times, world } = withCode();
    const [came] = times('code activation.codeCame');
    expect(times('code activation.read')).toEqual([came! + minutes(10)]);
    expect(times('code activation.agreed')).toEqual([came! + minutes(10) + seconds(20)]);
    expect(times('code activation.online')).toHaveLength(1);
    expect(world.users.store.look(0).state).not.toBe('away');
    expect(world.breaches).toEqual([]);
  });

  it.each([
    ['link', 2402, 'link'],
    ['link', 1903, 'camera'],
    ['camera', 1903, 'camera'],
    ['keyboard', 2402, 'keyboard'],
  ] as const)('by %s with release %i comes in by %s', (by, osRelease, reader) => {
    expect(withCode({ by }, { group: { osRelease } }).values('code activation.read')).toEqual([
      codeReaders.indexOf(reader),
    ]);
  });

  it('is not downloaded when its owner says no', () => {
    const { times } = withCode({ declines: 1 });
    expect(times('code activation.declined')).toHaveLength(1);
    expect(times('LPA.started')).toEqual([]);
  });

  it('typed wrong has no profile, and is typed again', () => {
    const { values, times } = withCode({ by: 'keyboard', mistyped: 0.9 });
    const failed = values('code activation.failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed)).toEqual(new Set([eSimOperationStatus.InvalidMatchingId]));
    expect(times('code activation.online')).toHaveLength(1);
  });

  it('is never typed wrong by a camera', () =>
    expect(withCode({ mistyped: 1 }).times('code activation.failed')).toEqual([]));

  it('may ask for a confirmation code: the right one gets the profile', () =>
    expect(withCode({ confirmationCode: true }).times('code activation.online')).toHaveLength(1));

  it('the third wrong confirmation code ends the order', () => {
    const { values, world } = withCode({ confirmationCode: true, wrongConfirmation: 1 });
    const { IncorrectConfirmationCode: wrong, ConfirmationCodeMaxRetriesExceeded: over } = eSimOperationStatus;
    expect(values('code activation.failed')).toEqual([wrong, wrong, over]);
    expect(values('code activation.gaveUp')).toEqual([over]);
    expect(world.profiles.store.look(0)).toMatchObject({ state: 'error', cause: '8.2.7/6.4' });
  });

  it('is tried again after a failure that may pass, as often as in a purchase', () => {
    const { values } = withCode({}, { operator: { smdp: { silent: 1 } } });
    expect(values('code activation.failed')).toHaveLength(3);
    expect(values('code activation.gaveUp')).toEqual([eSimOperationStatus.ServerNotReachable]);
  });

  it('is of no use where the network does not take the SIM', () => {
    const { times } = withCode({}, { operator: { network: { rejectsForGood: 1 } } });
    expect(times('code activation.notOnline')).toHaveLength(1);
  });

  it('gives a profile that its owner may name; a deleted one has no name', () => {
    const { times, world } = withCode({ nickname: 1 });
    expect(times('code activation.named')).toHaveLength(1);
    expect(world.cards.store.look(0).named).toBe(true);
    const removed = withCode(
      { nickname: 1 },
      {
        timeline: [
          { kind: 'act', name: 'removes', at: hours(5), group: 'people', first: 0, count: 1, act: 'deleteProfile' },
        ],
      },
    );
    expect(removed.world.cards.store.look(0)).toMatchObject({ state: 'noProfile', named: false });
  });
});
