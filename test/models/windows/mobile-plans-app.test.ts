/** The Mobile Plans app: its opening, the portal around the callback, and every way in which a purchase can end. */
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import { endReasons } from '../../../src/models/windows/purchase-ends.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { always } from '../small-world.ts';
import { activationCode, appWith, atPortal, listOf, pageCalls } from './app-world.ts';

/** A service that knows whose SIM it is. */
const known = { service: { getProviders: { answer: listOf('gateway') } } };
const template = (id: string, leaves: number) => ({ id, share: 0.5, leaves });

describe('the opening of the app', () => {
  it('signs the user in, asks for the operators, and fetches what the gateway page shows, 30 ms each', () => {
    const app = atPortal();
    expect(app.said().slice(0, 3)).toEqual([
      'Mobile Plans service: signIn',
      'Mobile Plans service: getProviders',
      'Mobile Plans service: getAssets',
    ]);
    expect(app.factTimes('continued')).toEqual([seconds(20.09)]);
  });

  it('shows a list of operators on a PC with an eSIM, where half of the time to Continue is spent', () => {
    const app = atPortal();
    expect(app.factTimes('providersShown')).toEqual([seconds(0.06)]);
    expect(app.factTimes('gatewayShown')).toEqual([seconds(10.09)]);
  });

  it('goes straight to the gateway page where the service knows the operator', () => {
    const app = atPortal(known);
    expect(app.factTimes('providersShown')).toEqual([]);
    expect(app.factTimes('gatewayShown')).toEqual([seconds(0.09)]);
    expect(app.factTimes('continued')).toEqual([seconds(20.09)]);
  });

  it('says from where it was opened, and which template of the gateway page it shows', () => {
    const app = appWith({
      settings: { operator: { gateway: { templates: [template('0', 0), template('7', 0)] } } },
      service: { getProviders: { answer: listOf('gateway', '7') } },
    });
    app.tell('opened', 'toast');
    app.clock.to(pageCalls);
    expect(app.factValues('opened')).toEqual([2]);
    expect(app.factValues('gatewayTemplate')).toEqual([1]);
  });

  it.each([
    ['7', 'abandoned'],
    ['0', 'portal'],
    ['unheard of', 'portal'],
  ])('lets people leave at the template they see: %s', (gatewayId, state) => {
    const app = atPortal({
      settings: { operator: { gateway: { templates: [template('0', 0), template('7', 1)] } } },
      service: { getProviders: { answer: listOf('gateway', gatewayId) } },
    });
    expect(app.record().state).toBe(state);
    if (state === 'abandoned') expect(app.record().reason).toBe('left at the gateway page');
  });

  it.each(['signIn', 'getProviders', 'getAssets'])('fails when %s does', what => {
    const app = atPortal({ service: { [what]: { refuse: 503 } } });
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'Mobile Plans service failed' });
    expect(app.said().slice(-2)).toEqual(['web portal: closed', 'user: leftWithoutPlan']);
  });

  it('fails ten seconds after a service that is silent was asked', () => {
    const app = atPortal({ service: { ...known.service, getAssets: 'silent' } });
    expect(app.factTimes('failed')).toEqual([seconds(10.06)]);
  });

  it('fails when the operator is not among those that the service names', () => {
    const app = atPortal({ service: { getProviders: { answer: { ...listOf('selectProvider'), providers: [] } } } });
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'Mobile Plans service failed' });
  });

  it('fails at once without any internet', () => {
    const app = atPortal({ settings: { group: { wifi: 0 } } });
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'no internet connection' });
  });

  it('only shows a purchase that is under way again', () => {
    const app = atPortal();
    app.tell('opened', 'flyout');
    expect(app.record()).toMatchObject({ state: 'portal', nth: 1, entryPoint: 'app' });
    expect(app.factValues('shownAgain')).toEqual([1]);
  });

  it('begins another purchase after the end of one', () => {
    const app = atPortal();
    app.tell('ends', 'left at a step');
    app.tell('opened', 'flyout');
    expect(app.record()).toMatchObject({ state: 'loading', nth: 2, entryPoint: 'flyout', reason: undefined });
  });
});

describe('the portal in the app', () => {
  it('shows the error page of the app until the user tries again, or leaves', () => {
    const app = atPortal();
    app.tell('portalFailed');
    expect(app.record().state).toBe('portalError');
    app.tell('triedAgain');
    expect(app.record().state).toBe('portal');
    app.tell('portalFailed');
    app.tell('ends', 'portal did not load');
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'portal did not load' });
  });

  it('asks whether the user means it, when the exit of the app is pressed', () => {
    const app = atPortal();
    app.tell('exitAsked');
    expect(app.record().state).toBe('confirmExit');
    app.tell('stayed');
    expect(app.record().state).toBe('portal');
    app.tell('exitAsked');
    app.tell('ends', 'left by the exit');
    expect(app.record()).toMatchObject({ state: 'cancelled', reason: 'left by the exit' });
  });

  it.each(endReasons)('ends a purchase once, whatever is said later: %s', reason => {
    const app = atPortal();
    if (reason === 'left at the gateway page') return;
    app.tell('ends', reason);
    const { state } = app.record();
    for (const later of endReasons) app.tell('ends', later);
    app.tell('stepTaken', 3);
    app.calls();
    app.clock.advance(minutes(200));
    expect(app.ends()).toEqual([state]);
    expect(app.record().reason).toBe(reason);
  });

  it.each([
    'left at a step',
    'lost patience with a page',
    'closed the lid',
    'pressed Cancel',
    'portal did not load',
  ] as const)('is of no importance once the app is at work: %s', reason => {
    const app = atPortal({ lpa: { download: { answer: 'Success', after: minutes(1) } } });
    app.calls();
    app.tell('ends', reason);
    app.tell('portalFailed');
    app.tell('exitAsked');
    app.clock.advance(minutes(5));
    expect(app.ends()).toEqual(['done']);
  });
});

describe('an inline download', () => {
  it('begins on receipt, and leads through LPA, registration, connection and flyout, in this order', () => {
    const app = atPortal();
    const before = app.told.length;
    app.calls();
    app.clock.advance(minutes(5));
    expect(app.times('download')).toEqual([pageCalls]);
    expect(app.messages('download')).toEqual([{ activationCode }]);
    expect(app.said().slice(before)).toEqual([
      'registration: watched',
      'local settings: codeReceived',
      'LPA: download',
      'local settings: profileEnabled',
      'web portal: profileActivationCompleted',
      'registration: awaitRegistered',
      'connection: awaitInternet',
      'connection: connectClicked',
      'registration: watched',
      'user: gotOnline',
      'network flyout: look',
    ]);
    expect(app.told.find(({ name }) => name === 'connectClicked')!.subject).toBe(interfaceOf(0, 'cellular'));
    expect(app.messages('profileActivationCompleted')).toEqual(['success']);
    expect(app.record().state).toBe('done');
  });

  it('counts the time to the first internet byte from Continue', () => {
    const app = atPortal();
    app.calls();
    expect(app.factValues('online')).toEqual([seconds(60) - seconds(20.09)]);
  });

  it('tells the page of every change of the registration', () => {
    const app = atPortal({ registered: 'silent' });
    app.calls();
    for (const state of ['searching', 'denied', 'home']) app.tell('registrationChanged', state);
    expect(app.messages('registrationChanged')).toEqual(['searching', 'denied', 'home']);
  });

  it('is tried again ten minutes after a failure that may pass, three times in all', () => {
    const app = atPortal({ lpa: { download: { refuse: 6, detail: 'ServerNotReachable' } } });
    app.calls();
    app.clock.advance(minutes(200));
    expect(app.times('download')).toEqual([0, 10, 20].map(later => pageCalls + minutes(later)));
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'profile download failed', tries: 2 });
    expect(app.messages('profileActivationCompleted')).toEqual(['serverNotReachable']);
    expect(app.times('downloadFailed')).toEqual([0, 10, 20].map(later => pageCalls + minutes(later)));
  });

  it('is not tried again when the user would have to repair something', () => {
    const app = atPortal({ lpa: { download: { refuse: 4, detail: 'InsufficientSpaceOnCard' } } });
    app.calls();
    app.clock.advance(minutes(200));
    expect(app.times('download')).toHaveLength(1);
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'profile download failed', tries: 0 });
    expect(app.messages('profileActivationCompleted')).toEqual(['insufficientSpaceOnCard']);
  });

  it('reaches the portal as unknownError where its list has no such status', () => {
    const app = atPortal({ lpa: { download: { refuse: 28, detail: 'ProfileDownloadMaxRetriesExceeded' } } });
    app.calls();
    expect(app.messages('profileActivationCompleted')).toEqual(['unknownError']);
  });

  it('is left by a buyer without patience, at last after an hour, retries included', () => {
    const app = atPortal({ lpa: { download: 'silent' } });
    app.calls();
    app.clock.advance(minutes(200));
    expect(app.factTimes('abandoned')).toEqual([pageCalls + minutes(60)]);
    expect(app.record().reason).toBe('lost patience with the download');
  });

  it('fails when the registration is denied, and has nothing connected', () => {
    const app = atPortal({ registered: { refuse: 11 } });
    app.calls();
    expect(app.said()).not.toContain('connection: connectClicked');
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'registration denied' });
  });

  it('waits for registration and internet as one, an hour at most', () => {
    const app = atPortal({
      registered: { answer: true, after: minutes(40) },
      internet: { answer: true, after: minutes(40) },
    });
    app.calls();
    app.clock.advance(minutes(200));
    expect(app.factTimes('registered')).toEqual([pageCalls + minutes(40)]);
    expect(app.factTimes('abandoned')).toEqual([pageCalls + minutes(60)]);
    expect(app.record().reason).toBe('lost patience with the network');
  });

  it('may be left while it waits for the registration, too', () => {
    const app = atPortal({ registered: 'silent' });
    app.calls();
    app.clock.advance(minutes(200));
    expect(app.record()).toMatchObject({ state: 'abandoned', reason: 'lost patience with the network' });
  });
});

describe('a buyer whose download has failed for good', () => {
  const failing = { lpa: { download: { refuse: 4, detail: 'InsufficientSpaceOnCard' } } };
  const returning = { group: { user: { comesBack: 1, comesBackAfter: always(minutes(7)) } } };

  it('comes back after a while, to the first step of the portal', () => {
    const app = atPortal({ ...failing, settings: returning });
    app.calls();
    expect(app.record().state).toBe('fulfilError');
    app.clock.advance(minutes(8));
    expect(app.factTimes('cameBack')).toEqual([pageCalls + minutes(7)]);
    expect(app.record()).toMatchObject({ state: 'portal', step: 0 });
    expect(app.times('openPage')).toEqual([seconds(20.09), pageCalls + minutes(7)].map(sent => sent + seconds(0.015)));
  });

  it('finds the portal launched with all errors since the last success: as many codes as times, for one ICCID', () => {
    const failures = [
      { status: 'ServerNotReachable' as const, at: seconds(90) },
      { status: 'CardBusy' as const, at: seconds(690) },
    ];
    const app = atPortal({ ...failing, settings: returning, kept: { activationCode, failures } });
    const [launch] = app.messages('openPage') as { launch: { headers: Record<string, string> } }[];
    expect(launch!.launch.headers).toMatchObject({
      'X-MP-LPAError-Codes': 'ServerNotReachable,CardBusy',
      'X-MP-LPAError-TimeStamps': '9/2/2019 12:01:30 AM,9/2/2019 12:11:30 AM',
      'X-MP-LPAError-ICCIDs': '8999901000000000013',
    });
  });

  it('may come back sooner, by opening the app', () => {
    const app = atPortal({ ...failing, settings: returning });
    app.calls();
    app.tell('opened', 'app');
    expect(app.record().state).toBe('portal');
    app.clock.advance(minutes(10));
    expect(app.factValues('cameBack')).toEqual([1]);
  });

  it('gives up after three returns', () => {
    const app = atPortal({ ...failing, settings: returning });
    for (let nth = 0; nth < 4; nth += 1) {
      app.calls();
      app.clock.advance(minutes(8));
    }
    expect(app.factValues('cameBack')).toEqual([1, 2, 3]);
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'profile download failed' });
  });

  it('comes back after a failed order as well', () => {
    const app = atPortal({ settings: returning });
    app.tell('ends', 'order failed');
    expect(app.record().state).toBe('fulfilError');
    app.clock.advance(minutes(8));
    expect(app.record().state).toBe('portal');
  });

  it('or does not', () => {
    const app = atPortal();
    app.tell('ends', 'order failed');
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'order failed' });
  });
});

describe('added balance', () => {
  it('needs no download where the line is active: the app connects and shows the balance', () => {
    const app = atPortal({ settings: { group: { sim: 'warm' } } });
    const before = app.told.length;
    app.calls({ method: 'notifyBalanceAddition' });
    app.clock.advance(minutes(1));
    expect(app.said().slice(before)).toEqual([
      'registration: watched',
      'registration: awaitRegistered',
      'connection: awaitInternet',
      'connection: connectClicked',
      'registration: watched',
      'user: gotOnline',
      'network flyout: look',
    ]);
    expect(app.record().state).toBe('done');
  });

  const iccid = '8999901000000000013';

  it('for an installed profile has the LPA enable it first, and registers again', () => {
    const app = atPortal();
    const before = app.told.length;
    app.calls({ method: 'notifyBalanceAddition', iccid });
    app.clock.advance(minutes(1));
    expect(app.said().slice(before, before + 5)).toEqual([
      'registration: watched',
      'LPA: enable',
      'local settings: profileEnabled',
      'web portal: profileActivationCompleted',
      'registration: awaitRegistered',
    ]);
    expect(app.messages('enable')).toEqual([{ own: true }]);
    expect(app.record().state).toBe('done');
  });

  it('fails when that profile is not on the card, and the page hears why', () => {
    const app = atPortal({ lpa: { enable: { refuse: 22, detail: 'ProfileNotPresent' } } });
    app.calls({ method: 'notifyBalanceAddition', iccid });
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'profile could not be enabled' });
    expect(app.messages('profileActivationCompleted')).toEqual(['profileNotPresent']);
  });

  it('is left when enabling takes longer than the buyer likes', () => {
    const app = atPortal({ lpa: { enable: 'silent' } });
    app.calls({ method: 'notifyBalanceAddition', iccid });
    app.clock.advance(minutes(61));
    expect(app.record()).toMatchObject({ state: 'abandoned', reason: 'lost patience with the download' });
  });
});

describe('every other callback', () => {
  it('in the middle of the work of an earlier one does nothing', () => {
    const app = atPortal({ lpa: { download: 'silent' } });
    app.calls();
    app.calls();
    expect(app.factValues('callbackIgnored')).toEqual([9]);
    expect(app.times('download')).toHaveLength(1);
  });
});
