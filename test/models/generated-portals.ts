/**
 * Arbitrary portals: the reference walk, or a flow of its own, of which any part may be missing.
 *
 *     sign-in ─▶ pick ─┬▶ pay ⇄ status ─▶ confirm ─▶ thanks, call off, or nothing
 *                      └▶ on the bill ─────▲
 *
 * Steps are left, gone back from, and closed; calls have branches, at most so many times; orders are of every kind; and every
 * callback is called, with delays, intervals, from hosts and with activation codes that the app does not take.
 */
import fc from 'fast-check';
import { callbackMethods } from '../../src/models/messages/callbacks.ts';
import type { PortalSettings, PortalStep } from '../../src/models/settings.ts';
import { bytes, minutes, seconds } from '../../src/sim/units.ts';
import { duration, often, smallShare, time } from './generated-values.ts';
import { contoso, portalStep } from './small-world.ts';

/** What repeats because of it comes to an end. */
const again = fc.constantFrom(0, 0.3, 0.6);
const seldom = fc.constantFrom(0, 0, 0.1, 0.3);

const habits = fc.record({ leaves: seldom, goesBack: seldom, closesLid: seldom, think: time(seconds(20)) });
const page = fc.constantFrom(undefined, { resources: 1, bytes: bytes(0) }, { resources: 5, bytes: bytes(400_000) });
const atMost = fc.integer({ min: 0, max: 2 });

const step = (name: string, next: string, more: fc.Arbitrary<Partial<PortalStep>> = fc.constant({})) =>
  fc
    .record({ habits: often<Partial<PortalStep>>({}, habits), page, more })
    .map(({ habits, page, more }) => portalStep(name, next, { page, ...habits, ...more }));

const pick = fc.constantFrom(1, 0.5, 0).map(share => ({
  then: [
    { to: 'pay', share },
    { to: 'confirm', share: 1 - share },
  ],
}));
const pay = fc.record({ atMost, retried: fc.boolean() }).map(({ atMost, retried }) => ({
  calls: [{ tier: 'payment', call: 'charge' }],
  branches: [
    { outcome: 'declined', to: retried ? 'pay' : 'pick', atMost },
    { outcome: 'timeout', to: 'status', atMost },
  ],
}));
const status = fc.record({ atMost }).map(({ atMost }) => ({
  calls: [{ tier: 'payment', call: 'status' }],
  branches: [
    { outcome: 'charged', to: 'confirm', atMost: undefined },
    { outcome: 'notCharged', to: 'pay', atMost },
  ],
}));

/** The callbacks that hand something over; the others are called by who cancels. */
const handsOver = fc.constantFrom(
  ...callbackMethods.filter(method => method !== 'notifyOperationCancel' && method !== 'notifyCancelledPurchase'),
);

/** What an order is, and how it is handed over: what fits, more often than what does not. */
const order = fc.oneof(
  { withCrossShrink: true },
  {
    weight: 2,
    arbitrary: fc.constant<Partial<PortalStep>>({ order: 'bySim', callback: 'notifyProfileDownload' }),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(minutes(1), minutes(20))
      .map(
        (downloadDelay): Partial<PortalStep> => ({ order: 'esim', callback: 'notifyProfileDownload', downloadDelay }),
      ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(0, 5, 15, 16, 47).map(
      (interval): Partial<PortalStep> => ({
        order: 'esim',
        callback: 'notifyPurchaseWithProfileDownload',
        networkRegistrationInterval: minutes(interval),
      }),
    ),
  },
  fc.record<Partial<PortalStep>>({
    order: fc.constantFrom('balance' as const),
    callback: fc.constant('notifyBalanceAddition' as const),
    withIccid: fc.boolean(),
  }),
  fc.record<Partial<PortalStep>>({
    order: fc.constantFrom('esim' as const, 'balance' as const, 'bySim' as const, undefined),
    callback: handsOver,
    withIccid: fc.boolean(),
  }),
);

/** An order without an answer is placed again, at most so many times; what else goes wrong leads to the error page. */
const confirm = fc.record({ order, atMost, next: fc.constantFrom('done', 'done', 'later') }).map(
  ({ order, atMost, next }): Partial<PortalStep> => ({
    ...order,
    then: [{ to: next, share: 1 }],
    branches: [{ outcome: 'timeout', to: 'confirm', atMost }],
  }),
);

/** Steps behind the callback: a page of thanks, and one that calls the delayed download off. */
const later = fc.record({
  callback: fc.constantFrom(undefined, 'notifyOperationCancel' as const, 'notifyCancelledPurchase' as const),
  end: fc.constantFrom(undefined, undefined, 'failed' as const),
  think: fc.constantFrom<PortalStep['think'][]>(
    { kind: 'constant', value: seconds(20) },
    { kind: 'constant', value: minutes(10) },
    { kind: 'uniform', low: 0, high: minutes(40) },
  ),
});

const signIn = fc.constantFrom<Partial<PortalStep>[]>(
  {},
  {
    calls: [{ tier: 'crm', call: 'signIn' }],
    branches: [{ outcome: 'unknown', to: 'sign-in', atMost: 1 }],
  },
);

/** What is delayed may be called off: before its toast, or after it. */
const callingOff: Readonly<Record<string, Partial<PortalStep>>> = {
  confirm: { then: [{ to: 'later', share: 1 }] },
  later: { callback: 'notifyOperationCancel', leaves: 0, closesLid: 0 },
};

const ownFlow = fc
  .tuple(
    fc.constantFrom(true, true, true, false),
    step('sign-in', 'pick', signIn),
    step('pick', 'pay', pick),
    step('pay', 'confirm', pay),
    step('status', 'confirm', status),
    step('confirm', 'done', confirm),
    step('later', 'done', later),
  )
  .map(([callsOff, ...steps]): readonly PortalStep[] =>
    callsOff && steps.some(({ downloadDelay }) => downloadDelay !== undefined)
      ? steps.map(step => ({ ...step, ...callingOff[step.name] }))
      : steps,
  );

/** @param host  of the operator's portal */
export const portal = (host: string): fc.Arbitrary<PortalSettings> =>
  fc.record({
    host: fc.constant(host),
    callbackHost: fc.oneof(
      { arbitrary: fc.constant(host), weight: 4 },
      { arbitrary: fc.constant(`evil.${host}`), weight: 1 },
    ),
    activationCode: fc.oneof(
      { arbitrary: fc.constant('plain' as const), weight: 4 },
      { arbitrary: fc.constantFrom('withPrefix' as const, 'withConfirmation' as const), weight: 1 },
    ),
    cdn: fc.constantFrom(undefined, undefined, `cdn.${host}`),
    steps: often(contoso.portal.steps, ownFlow, ownFlow),
    patience: often(undefined, time(minutes(1))),
    resourceTime: duration(seconds(0.1)),
    loadFails: smallShare,
    pageTimeout: duration(seconds(30), 1),
    errorPage: fc.record({ triesAgain: again, think: time(seconds(10)) }),
    leavesBy: fc.constantFrom({ cancel: 0, exit: 0 }, { cancel: 0.5, exit: 0.3 }, { cancel: 0, exit: 1 }),
    staysAfterAll: again,
  });
