/** Every arrow of the purchase can be taken, each by something that really happens, and every purchase ends at most once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Callback } from '../../../src/models/messages/callbacks.ts';
import { endReasons, isAfterCallback } from '../../../src/models/windows/purchase-ends.ts';
import {
  isBeforeCallback,
  isOver,
  type PurchaseState,
  purchaseTable,
} from '../../../src/models/windows/purchase-table.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always } from '../small-world.ts';
import { appWith, atPortal, cancelledMetadata, listOf } from './app-world.ts';

type App = ReturnType<typeof atPortal>;

const failing = { lpa: { download: { refuse: 4, detail: 'InsufficientSpaceOnCard' } } };
const returning = { group: { user: { comesBack: 1, comesBackAfter: always(minutes(7)) } } };
const toasts = (share: number) => ({ group: { user: { acceptsToast: [{ within: hours(1), share }] } } });
const waitsForNetwork: Partial<Callback> = {
  method: 'notifyPurchaseWithProfileDownload',
  networkRegistrationInterval: 15,
};
const switches: Partial<Callback> = { method: 'notifyBalanceAddition', iccid: '8999901000000000013' };
const cancels: Partial<Callback> = { method: 'notifyCancelledPurchase', metadata: cancelledMetadata };
const later = (app: App, time: Microseconds = days(1)) => app.clock.advance(time);

/** An opening that fails, or leads nowhere. */
function opens(around: Parameters<typeof appWith>[0]): App {
  const app = appWith(around);
  app.tell('opened', 'app');
  later(app);
  return app;
}

/** A callback, and whatever follows from it within a day. */
function called(change: Partial<Callback>, around: Parameters<typeof atPortal>[0] = {}): App {
  const app = atPortal(around);
  app.calls(change);
  later(app);
  return app;
}

const stories: readonly [string, () => App][] = [
  ['the service fails before the list', () => opens({ service: { signIn: { refuse: 503 } } })],
  ['the service fails behind the list', () => opens({ service: { getAssets: { refuse: 503 } } })],
  [
    'a profile is there, so there is no list',
    () => opens({ service: { getProviders: { answer: listOf('gateway') } } }),
  ],
  [
    'the buyer leaves at the gateway page',
    () => opens({ settings: { operator: { gateway: { templates: [{ id: '0', share: 1, leaves: 1 }] } } } }),
  ],
  ['all goes well', () => called({})],
  [
    'all goes well, a second time',
    () => {
      const app = called({});
      app.tell('opened', 'app');
      return app;
    },
  ],
  ...(['left at a step', 'pressed Cancel', 'sold out'] as const).map((reason): [string, () => App] => [
    `${reason}, in the portal, and another purchase`,
    () => {
      const app = atPortal();
      app.tell('stepTaken', 0);
      app.tell('ends', reason);
      app.tell('opened', 'app');
      return app;
    },
  ]),
  [
    'the page does not load, twice',
    () => {
      const app = atPortal();
      app.tell('portalFailed');
      app.tell('triedAgain');
      app.tell('portalFailed');
      app.tell('ends', 'portal did not load');
      return app;
    },
  ],
  [
    'the exit of the app, after a change of mind',
    () => {
      const app = atPortal();
      app.tell('exitAsked');
      app.tell('stayed');
      app.tell('exitAsked');
      app.tell('ends', 'left by the exit');
      return app;
    },
  ],
  ['the buyer cancels in the portal', () => called(cancels)],
  [
    'a delayed download is called off',
    () => {
      const app = atPortal();
      app.calls({ downloadDelay: 15 });
      app.calls({ method: 'notifyOperationCancel' });
      return app;
    },
  ],
  ['a delayed download is accepted', () => called({ downloadDelay: 15 }, { settings: toasts(1) })],
  ['a delayed download is never accepted', () => called({ downloadDelay: 15 }, { settings: toasts(0) })],
  ['a download is tried again', () => called({}, { lpa: { download: { refuse: 6, detail: 'ServerNotReachable' } } })],
  ['a download takes too long', () => called({}, { lpa: { download: 'silent' } })],
  ['a download fails, and the buyer comes back', () => called({}, { ...failing, settings: returning })],
  [
    'an order fails, and the buyer comes back',
    () => {
      const app = atPortal({ settings: returning });
      app.tell('ends', 'order failed');
      later(app);
      return app;
    },
  ],
  ['another profile is enabled', () => called(switches)],
  ['another profile cannot be enabled', () => called(switches, { lpa: { enable: { refuse: 22 } } })],
  ['another profile takes too long', () => called(switches, { lpa: { enable: 'silent' } })],
  ['balance is added', () => called({ method: 'notifyBalanceAddition' })],
  ['the network says no', () => called({}, { registered: { refuse: 11 } })],
  ['the network does not answer', () => called({}, { registered: 'silent' })],
  ['the internet does not come', () => called({}, { internet: 'silent' })],
  ['the network needs time', () => called(waitsForNetwork)],
  ['the network needs too much time', () => called(waitsForNetwork, { attempt: { refuse: 2 } })],
];

const states = Object.keys(purchaseTable) as PurchaseState[];

describe('the table of the purchase', () => {
  it('has no arrow that nothing takes', () => {
    const taken = new Set<string>();
    for (const [, story] of stories)
      for (const { from, event, to, n } of story().installed.moves.counted())
        if (n > 0) taken.add(`${from} ─ ${event} ▶ ${to}`);
    const all = transitionsOf(purchaseTable).map(({ from, event, to }) => `${from} ─ ${event} ▶ ${to}`);
    expect(all.filter(arrow => !taken.has(arrow))).toEqual([]);
  });

  it('knows of each state whether it lies before the callback, behind it, or where nothing is under way', () => {
    expect(states.filter(state => isOver(state) && isBeforeCallback(state))).toEqual([]);
    expect(states.filter(isOver)).toEqual(['notStarted', 'done', 'cancelled', 'abandoned', 'failed']);
  });

  it('leads from every state behind the callback to an end by itself: nothing rests there for ever', () => {
    const ended = stories.map(([name, story]) => [name, isOver(story().record().state)] as const);
    const open = ended.filter(([, isEnded]) => !isEnded).map(([name]) => name);
    // These stand before the open page of the portal again, or have just begun another purchase.
    expect(open.every(name => /another purchase|second time|comes back|no list/.test(name))).toBe(true);
  });
});

describe('a purchase', () => {
  /** What may happen to an app at any time. */
  const happening = fc.oneof(
    fc.constantFrom('portalFailed', 'triedAgain', 'exitAsked', 'stayed').map(event => (app: App) => app.tell(event)),
    fc.constantFrom({}, { downloadDelay: 20 }, waitsForNetwork, switches, cancels).map(change => (app: App) => {
      app.calls(change);
    }),
    fc.constantFrom(1, 2, undefined).map(context => (app: App) => {
      app.calls({ method: 'notifyOperationCancel', ...(context === undefined ? {} : { context }) });
    }),
    fc.constantFrom(seconds(30), minutes(16), hours(2)).map(time => (app: App) => later(app, time)),
    fc.constant((app: App) => app.tell('opened', 'flyout')),
    fc
      .constantFrom(...endReasons.filter(reason => !isAfterCallback(reason) && reason !== 'left at the gateway page'))
      .map(reason => (app: App) => {
        if (app.record().state === 'portal') app.tell('ends', reason);
      }),
  );

  it('has exactly one end, whatever happens in whatever order (law 31)', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { maxLength: 12 }),
        fc.constantFrom(0, 0.5, 1),
        fc.constantFrom({ answer: 'Success' }, { refuse: 6, detail: 'ServerNotReachable' }, 'silent' as const),
        (happenings, comesBack, download) => {
          const app = atPortal({ settings: { group: { user: { comesBack } } }, lpa: { download } });
          for (const happens of happenings) happens(app);
          app.tell('stayed');
          later(app, days(3));
          const opened = app.factValues('opened').length;
          expect(app.ends().length).toBe(isOver(app.record().state) ? opened : opened - 1);
          expect(app.messages('gotOnline').length + app.messages('leftWithoutPlan').length).toBe(app.ends().length);
        },
      ),
      { numRuns: 40 },
    );
  });
});
