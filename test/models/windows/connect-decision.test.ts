import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contextCauses,
  notPurchasedCauses,
  registrationCauses,
  wwanStatus,
} from '../../../src/models/messages/causes.ts';
import { type ConnectResult, startedAfter } from '../../../src/models/windows/connect-decision.ts';
import { connectivityLevels } from '../../../src/models/windows/internet-probe.ts';

const notPurchased = { cause: contextCauses.notSubscribed };
const congested = { cause: registrationCauses.congestion };
const online = { level: 'internetAccess' } as const;
const garden = { level: 'constrainedInternetAccess' } as const;
const after = (outcome: ConnectResult['outcome'], more: Partial<ConnectResult> = {}) =>
  startedAfter({ app: false, page: true, marketplace: false, outcome, ...more });

describe('a connect to mobile broadband', () => {
  it('that reaches the internet starts nothing', () => {
    expect([after(online), after(online, { app: true })]).toEqual(['nothing', 'nothing']);
  });

  it('without internet starts the app where it is installed', () => {
    expect(after(garden, { app: true })).toBe('app');
    expect(after({ level: 'none' }, { app: true })).toBe('app');
  });

  it('without internet opens the page of the COSA database where there is no app', () => {
    expect(after(garden)).toBe('webPage');
  });

  it('without internet, app and page shows a limited connection', () => {
    expect(after(garden, { page: false })).toBe('limited');
  });

  it('that fails because nothing was purchased starts the app', () => {
    expect(after(notPurchased, { app: true })).toBe('app');
  });

  it('that fails for another cause shows the error and leaves the app alone', () => {
    expect(after(congested, { app: true })).toBe('error');
    expect(after({ cause: wwanStatus.noProfile }, { app: true })).toBe('error');
  });

  it('that fails without an app shows the error, whatever the cause', () => {
    expect([after(notPurchased), after(congested)]).toEqual(['error', 'error']);
  });

  it('with a Mobile Plans SIM starts nothing itself: the flyout says what there is to buy', () => {
    for (const outcome of [online, garden])
      for (const app of [true, false]) expect(after(outcome, { app, marketplace: true })).toBe('flyout');
    expect(after(congested, { marketplace: true })).toBe('error');
  });
});

describe('law 41', () => {
  const causes = [registrationCauses, contextCauses, wwanStatus].flatMap(family => Object.values(family));
  const results = fc.record({
    app: fc.boolean(),
    page: fc.boolean(),
    marketplace: fc.boolean(),
    outcome: fc.oneof(
      fc.record({ cause: fc.oneof(fc.constantFrom(...causes), fc.nat(255)) }),
      fc.record({ level: fc.constantFrom(...connectivityLevels) }),
    ),
  });

  it('a failure starts the app only for the causes that say that nothing was purchased', () => {
    fc.assert(
      fc.property(results, result => {
        if (!('cause' in result.outcome)) return;
        const opensApp = result.app && notPurchasedCauses.has(result.outcome.cause);
        expect(startedAfter(result)).toBe(opensApp ? 'app' : 'error');
      }),
    );
  });

  it('a connection with internet never starts app, page or message', () => {
    fc.assert(
      fc.property(results, result => {
        const started = startedAfter({ ...result, outcome: online });
        expect(started).toBe(result.marketplace ? 'flyout' : 'nothing');
      }),
    );
  });
});
