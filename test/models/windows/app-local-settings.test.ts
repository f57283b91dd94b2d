/** What the app keeps on the PC: the activation code, and the failures of the LPA since the last success. Law 34. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIccid } from '../../../src/models/identifiers.ts';
import { type ESimOperationStatus, eSimOperationStatuses } from '../../../src/models/messages/esim-operation-status.ts';
import { portalLaunchHeaders } from '../../../src/models/messages/portal-launch.ts';
import {
  appLocalSettings,
  lpaErrorsOf,
  recordOf,
  recordsFor,
  settingsOf,
} from '../../../src/models/windows/app-local-settings.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';
import { settingsWith, worldOf } from '../small-world.ts';

const iccid = makeIccid({ mcc: '999', mnc: '01', account: 1 });
const start = Date.UTC(2019, 8, 2);

describe('the local settings of the app', () => {
  it('keep a code and the failures of each PC, neighbours in one record', () => {
    const { tell, record, clock } = worldWith(appLocalSettings, { count: recordsFor(65) });
    tell('codeReceived', { device: 3, activationCode: '1$a.example$A' }, recordOf(3));
    clock.advance(minutes(1));
    tell('downloadFailed', { device: 3, status: 'CardBusy' }, recordOf(3));
    tell('downloadFailed', { device: 64, status: 'NotFound' }, recordOf(64));
    expect(settingsOf(record(0), 3)).toEqual({
      activationCode: '1$a.example$A',
      failures: [{ status: 'CardBusy', at: minutes(1) }],
    });
    expect(settingsOf(record(0), 4)).toEqual({ activationCode: undefined, failures: [] });
    expect(settingsOf(record(1), 64).failures).toHaveLength(1);
  });

  it('forget both after a success, and nothing of a neighbour', () => {
    const { tell, record } = worldWith(appLocalSettings);
    for (const device of [3, 4]) tell('downloadFailed', { device, status: 'CardBusy' });
    tell('profileEnabled', 3);
    expect(settingsOf(record(), 3).failures).toEqual([]);
    expect(settingsOf(record(), 4).failures).toHaveLength(1);
  });

  it('need one record for 64 PCs', () => {
    expect([0, 1, 64, 65, 1_000_000].map(recordsFor)).toEqual([1, 1, 1, 2, 15_625]);
  });

  it('become headers with as many codes as times, in their order, for one ICCID (law 34)', () => {
    const waits = fc.array(fc.tuple(fc.constantFrom(...eSimOperationStatuses), fc.nat(100_000)), { minLength: 1 });
    fc.assert(
      fc.property(waits, failures => {
        const { tell, record, clock } = worldWith(appLocalSettings);
        for (const [status, wait] of failures) {
          clock.advance(seconds(wait));
          tell('downloadFailed', { device: 0, status });
        }
        const errors = lpaErrorsOf(start, settingsOf(record(), 0));
        const headers = portalLaunchHeaders('en-US', errors, iccid);
        const list = (name: string) => headers[name]!.split(',');
        expect(list('X-MP-LPAError-Codes')).toEqual(failures.map(([status]): ESimOperationStatus => status));
        const times = list('X-MP-LPAError-TimeStamps').map(text => Date.parse(`${text} UTC`));
        expect(times).toHaveLength(failures.length);
        expect([...times].sort((a, b) => a - b)).toEqual(times);
        expect(list('X-MP-LPAError-ICCIDs')).toEqual([iccid]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('in a whole world', () => {
  const kept = (change: Parameters<typeof settingsWith>[0]) => {
    const { world, told } = worldOf(settingsWith(change));
    world.assembly.tell(world.users, 'arrives', 0);
    world.run();
    return {
      kept: settingsOf(world.localSettings.store.snapshot(0), 0),
      times: (name: string) => told.filter(fact => fact.name === name).map(({ at }) => at),
    };
  };

  it('every failure of the LPA is kept with its time, those between the tries of the app, too', () => {
    const { kept: left, times } = kept({ operator: { smdp: { silent: 1 } } });
    expect(left.failures.map(({ status }) => status)).toEqual(Array.from({ length: 3 }, () => 'ServerNotReachable'));
    expect(left.failures.map(({ at }) => at)).toEqual(times('LPA.failed'));
    expect(left.activationCode).toMatch(/^1\$smdp\.contoso\.example\$/);
  });

  it('a profile that is enabled leaves nothing there', () => {
    expect(kept({}).kept).toEqual({ activationCode: undefined, failures: [] });
  });

  it('the page hears of every change of the registration, and that the profile is enabled', () => {
    const { times } = kept({});
    expect(times('mobile operator web portal.activationCompleted')).toEqual(times('purchase.profileEnabled'));
    const changes = times('mobile operator web portal.registrationChanged');
    expect(changes).toEqual([...times('registration.searching'), ...times('registration.home')]);
  });
});
