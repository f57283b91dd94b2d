/** What the app checks of a callback, and in which order. Laws 28, 29 and 30. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Callback, callbackMethods } from '../../../src/models/messages/callbacks.ts';
import { completedPurchase } from '../../../src/models/messages/of-device.ts';
import { legacyPurchaseResult, moDirectStatuses } from '../../../src/models/messages/purchase-metadata.ts';
import { checked } from '../../../src/models/windows/callback-checks.ts';
import { minutes } from '../../../src/sim/units.ts';
import { contoso } from '../small-world.ts';
import { activationCode, atPortal, callbackOf, cancelledMetadata, planName } from './app-world.ts';

const ready = { state: 'noEsimProfile', starting: false };
const iccid = '8999901000000000013';
const check = (change: Partial<Callback>, modem = ready) => checked(callbackOf(change), contoso, modem);
const result = (bought?: { activationCode: string; iccid: string }) =>
  legacyPurchaseResult(completedPurchase(planName), 'waoigFfX00yGH3Vb.1', bought);

describe('a callback asks for', () => {
  it.each<[string, Partial<Callback>, object]>([
    ['a download on receipt', {}, { kind: 'download', activationCode }],
    ['a download after a toast', { downloadDelay: 15 }, { kind: 'delayedDownload', activationCode }],
    ['a download on receipt, when the delay is 0', { downloadDelay: 0 }, { kind: 'download', activationCode }],
    [
      'a download, and the network later',
      { method: 'notifyPurchaseWithProfileDownload', networkRegistrationInterval: 5 },
      { kind: 'downloadThenWait', activationCode },
    ],
    ['the balance', { method: 'notifyBalanceAddition' }, { kind: 'balance' }],
    ['another profile', { method: 'notifyBalanceAddition', iccid }, { kind: 'switch' }],
    ['nothing more', { method: 'notifyCancelledPurchase', metadata: cancelledMetadata }, { kind: 'cancelledPurchase' }],
    ['an end of the delay', { method: 'notifyOperationCancel' }, { kind: 'operationCancel' }],
    ['a download, in its legacy form', { method: 'notifyInlineProfileDownload' }, { kind: 'download', activationCode }],
    [
      'a download without delay, in its legacy form',
      { method: 'notifyInlineProfileDownload', downloadDelay: 15 },
      { kind: 'download', activationCode },
    ],
  ])('%s', (_, change, asked) => {
    expect(check(change)).toEqual(asked);
  });

  it.each<[string, string, object]>([
    ['a download', result({ activationCode, iccid }), { kind: 'download', activationCode }],
    ['another profile', result({ activationCode: '', iccid }), { kind: 'switch' }],
    ['the balance', result({ activationCode: '', iccid: '' }), { kind: 'balance' }],
    ['nothing more, when it was cancelled', result(), { kind: 'cancelledPurchase' }],
  ])('%s, by the payload of notifyPurchaseResult', (_, metadata, asked) => {
    expect(check({ method: 'notifyPurchaseResult', metadata })).toEqual(asked);
  });
});

describe('a callback is refused', () => {
  it.each<[string, Partial<Callback>, string]>([
    ['from another host', { host: 'evil.example' }, 'foreignHost'],
    ['without JSON', { metadata: 'Complete' }, 'invalidJson'],
    ['without a plan', { metadata: '{"moDirectStatus":"Complete","planName":""}' }, 'invalidJson'],
    ['with a plan that was not bought', { metadata: '{"moDirectStatus":"None","planName":"2 GB"}' }, 'invalidJson'],
    ['with the prefix LPA:', { activationCode: `LPA:${activationCode}` }, 'invalidActivationCode'],
    ['with the confirmation flag', { activationCode: `${activationCode}$$1` }, 'invalidActivationCode'],
    ['without an activation code', { activationCode: '' }, 'invalidActivationCode'],
    ['with a wrong ICCID', { method: 'notifyBalanceAddition', iccid: '8999901000000000014' }, 'invalidIccid'],
    ['with half a payload', { method: 'notifyPurchaseResult', metadata: '{"ver":"1"}' }, 'invalidJson'],
  ])('%s', (_, change, mistake) => {
    expect(check(change)).toEqual({ mistake });
  });

  it('without a modem, unless that is just starting', () => {
    expect(check({}, { state: 'off', starting: false })).toEqual({ mistake: 'modemNotFound' });
    expect(check({}, { state: 'off', starting: true })).toMatchObject({ kind: 'download' });
  });

  it('when the LPA does not come up', () => {
    expect(check({}, { state: 'failure', starting: false })).toEqual({ mistake: 'lpaInitializationError' });
  });

  it('for the first of its mistakes: host, JSON, code, ICCID, modem', () => {
    const mistakes = ['foreignHost', 'invalidJson', 'invalidActivationCode', 'invalidIccid', 'modemNotFound'];
    const wrong: Partial<Callback> = { host: 'evil.example', metadata: '', activationCode: 'LPA:1$', iccid: '1' };
    const right = [{ host: contoso.portal.host }, { metadata: callbackOf().metadata }, { activationCode }, { iccid }];
    const found = [{}, ...right].map((_, repaired) =>
      check(Object.assign({}, wrong, ...right.slice(0, repaired)), { state: 'off', starting: false }),
    );
    expect(found).toEqual(mistakes.map(mistake => ({ mistake })));
  });

  it('when it names a plan and is not complete, or the other way round (law 30)', () => {
    const plans = fc.constantFrom('', '2 GB');
    const statuses = fc.constantFrom(...moDirectStatuses.filter(status => status !== 'Bailed'));
    fc.assert(
      fc.property(plans, statuses, (name, moDirectStatus) => {
        const metadata = JSON.stringify({ moDirectStatus, planName: name });
        const isRight = (name !== '') === (moDirectStatus === 'Complete');
        expect(check({ metadata })).toEqual(
          isRight ? { kind: 'download', activationCode } : { mistake: 'invalidJson' },
        );
      }),
    );
  });
});

describe('a callback from a foreign host', () => {
  it.each(callbackMethods)('changes nothing at all: %s (law 28)', method => {
    const [app, quiet] = [atPortal(), atPortal()];
    app.calls({ method, host: 'evil.example', iccid: 'no matter' });
    app.clock.advance(minutes(5));
    quiet.clock.advance(minutes(5));
    expect(app.told).toEqual(quiet.told);
    expect(app.record()).toEqual(quiet.record());
    expect(app.record().state).toBe('portal');
  });

  it('is followed by the one that counts', () => {
    const app = atPortal();
    app.calls({ host: 'evil.example' });
    app.calls();
    app.clock.advance(minutes(5));
    expect(app.ends()).toEqual(['done']);
  });
});

describe('a callback with a mistake', () => {
  it.each<[Partial<Callback>, string]>([
    [{ metadata: '' }, 'invalidJson'],
    [{ activationCode: `LPA:${activationCode}` }, 'invalidActivationCode'],
    [{ method: 'notifyBalanceAddition', iccid: '1' }, 'invalidIccid'],
  ])('is told to the page, and ends the purchase: %o', (change, told) => {
    const app = atPortal();
    app.calls(change);
    app.clock.advance(minutes(5));
    expect(app.messages('profileActivationCompleted')).toEqual([told]);
    expect(app.times('download')).toEqual([]);
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'callback refused' });
  });

  it('of the modem as well', () => {
    const app = atPortal({ modem: { state: 'off' } });
    app.calls();
    expect(app.messages('profileActivationCompleted')).toEqual(['modemNotFound']);
  });
});
