/**
 * The states of a purchase in the Mobile Plans app, and what leads from one to the next.
 *
 *     loading ─▶ selectProvider ─▶ gateway ─▶ portal ⇄ portalError, confirmExit
 *                                              │ callback
 *        toastWaiting ◀── delay ───────────────┼── balance with ICCID ──▶ switching ──┐
 *             └▶ toastShown ─▶ downloading ◀───┤                                      ▼
 *                    fulfilError ◀─┘  └────────┼── balance ──────────────────────▶ activated ─▶ waitingNetwork
 *                         └▶ portal            ▼                                      └▶ registered ◀─┘
 *                              cancelled, abandoned, failed                                   └▶ online ─▶ done
 *
 * Source: Microsoft Learn, "Mobile Plans callback notifications", "Mobile Plans web portal", "Mobile Plans eSIM error handling".
 */
import type { TransitionTable } from '../../sim/index.ts';

export type PurchaseState =
  | 'notStarted'
  | 'loading'
  | 'selectProvider'
  | 'gateway'
  | 'portal'
  | 'portalError'
  | 'confirmExit'
  | 'toastWaiting'
  | 'toastShown'
  | 'downloading'
  | 'fulfilError'
  | 'switching'
  | 'activated'
  | 'waitingNetwork'
  | 'registered'
  | 'online'
  | 'done'
  | 'cancelled'
  | 'abandoned'
  | 'failed';
type Event =
  | 'opened'
  | 'providersShown'
  | 'gatewayShown'
  | 'continued'
  | 'stepTaken'
  | 'portalFailed'
  | 'triedAgain'
  | 'exitAsked'
  | 'stayed'
  | 'orderFailed'
  | 'downloadBegan'
  | 'downloadDelayed'
  | 'toastDue'
  | 'downloadRetried'
  | 'downloadFailed'
  | 'cameBack'
  | 'switchBegan'
  | 'balanceAdded'
  | 'profileEnabled'
  | 'notRegistered'
  | 'registered'
  | 'firstByte'
  | 'flyoutSeen'
  | 'cancelled'
  | 'abandoned'
  | 'failed';

const leaving = { cancelled: 'cancelled', abandoned: 'abandoned', failed: 'failed' } as const;

/** Exactly one end each: done, cancelled (the buyer said so), abandoned (walked away), failed (a system did). */
export const purchaseTable: TransitionTable<PurchaseState, Event> = {
  notStarted: { opened: 'loading' },
  loading: { providersShown: 'selectProvider', gatewayShown: 'gateway', failed: 'failed' },
  selectProvider: { gatewayShown: 'gateway', failed: 'failed' },
  gateway: { continued: 'portal', abandoned: 'abandoned' },
  portal: {
    stepTaken: 'portal',
    portalFailed: 'portalError',
    exitAsked: 'confirmExit',
    orderFailed: 'fulfilError',
    downloadBegan: 'downloading',
    downloadDelayed: 'toastWaiting',
    switchBegan: 'switching',
    balanceAdded: 'activated',
    ...leaving,
  },
  portalError: { triedAgain: 'portal', failed: 'failed' },
  confirmExit: { stayed: 'portal', cancelled: 'cancelled' },
  toastWaiting: { toastDue: 'toastShown', cancelled: 'cancelled' },
  toastShown: { downloadBegan: 'downloading', abandoned: 'abandoned' },
  downloading: {
    downloadRetried: 'downloading',
    downloadFailed: 'fulfilError',
    profileEnabled: 'activated',
    abandoned: 'abandoned',
  },
  fulfilError: { cameBack: 'portal', failed: 'failed' },
  switching: { profileEnabled: 'activated', failed: 'failed', abandoned: 'abandoned' },
  activated: { registered: 'registered', notRegistered: 'waitingNetwork', abandoned: 'abandoned', failed: 'failed' },
  waitingNetwork: { registered: 'registered', notRegistered: 'waitingNetwork', failed: 'failed' },
  registered: { firstByte: 'online', abandoned: 'abandoned' },
  online: { flyoutSeen: 'done' },
  done: { opened: 'loading' },
  cancelled: { opened: 'loading' },
  abandoned: { opened: 'loading' },
  failed: { opened: 'loading' },
};

const over: ReadonlySet<PurchaseState> = new Set<PurchaseState>([
  'notStarted',
  'done',
  'cancelled',
  'abandoned',
  'failed',
]);

/** Whether no purchase is under way: the next opening of the app begins one. */
export const isOver = (state: PurchaseState): boolean => over.has(state);

const before: ReadonlySet<PurchaseState> = new Set<PurchaseState>([
  'loading',
  'selectProvider',
  'gateway',
  'portal',
  'portalError',
  'confirmExit',
]);

/** Whether the app has not taken a callback yet, so that leaving the page ends the purchase. */
export const isBeforeCallback = (state: PurchaseState): boolean => before.has(state);
