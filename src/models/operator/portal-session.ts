/**
 * A session of the portal: where it stands, how it begins and ends, and its money.
 *
 *     launched ─▶ open ─▶ paid ─▶ ordering ─▶ completed           everything before the order ─▶ closed
 *                  ▲        │        └─▶ orderFailed ─▶ open       open, paid ─▶ error ─▶ back
 *                  └── a new launch after each end
 *
 * Source: Microsoft Learn, "Mobile Plans web portal".
 */
import {
  count,
  flag,
  type MessageSlot,
  oneOf,
  port,
  type RecordOf,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { portalActivationResults } from '../messages/esim-operation-status.ts';
import { moDirectStatuses } from '../messages/purchase-metadata.ts';
import type { Surroundings } from '../surroundings.ts';
import type { billing } from './billing.ts';

type State = 'idle' | 'open' | 'paid' | 'error' | 'ordering' | 'orderFailed' | 'completed' | 'closed';
type Event =
  | 'launched'
  | 'pageOpened'
  | 'broke'
  | 'recovered'
  | 'recoveredPaid'
  | 'paymentAccepted'
  | 'orderPlaced'
  | 'codeReturned'
  | 'orderRefused'
  | 'closed';

/**
 * A portal session. After a failed order the money goes back and the session may order again. An unhandled exception shows
 * an error page; the next request that is served leads back. Closing takes effect at once, except while an order is under
 * way: then its outcome decides.
 */
export const portalTable: TransitionTable<State, Event> = {
  idle: { launched: 'open' },
  open: { pageOpened: 'open', broke: 'error', paymentAccepted: 'paid', orderPlaced: 'ordering', closed: 'closed' },
  paid: { pageOpened: 'paid', broke: 'error', orderPlaced: 'ordering', closed: 'closed' },
  error: { recovered: 'open', recoveredPaid: 'paid', paymentAccepted: 'error', closed: 'closed' },
  ordering: { pageOpened: 'ordering', codeReturned: 'completed', orderRefused: 'orderFailed' },
  orderFailed: { pageOpened: 'open', broke: 'error', paymentAccepted: 'paid', closed: 'closed' },
  completed: { pageOpened: 'completed', launched: 'open' },
  closed: { launched: 'open' },
};

export const ledger = port<typeof billing>('billing');
const { charge, refund } = ledger.tells;

/** Where a line can be, as the app tells the page; the place of each is the value of the fact `registrationChanged`. */
export const networkStates = ['deregistered', 'searching', 'home', 'roaming', 'partner', 'denied'] as const;

/** The most that a small number holds; what comes beyond is not counted. */
export const smallMost = 255;

/** One a buyer: the last session, and what is left of earlier ones. */
export const session = {
  state: state(portalTable),
  /** Which session of the buyer this is, from 1. */
  sessions: small(),
  pages: count(),
  calls: count(),
  orders: small(),
  /** The step that has placed the order, by number. */
  orderStep: count(),
  /** Orders of all sessions that went through. */
  bought: small(),
  /** Whether the money for this session's order has been taken, and not been given back. */
  charged: flag(),
  /** Whether a page is open in the web view. */
  loaded: flag(),
  signedIn: flag(),
  /** Whether the launch has named a line of this operator that is on the device. */
  hasLine: flag(),
  /** An eSIM has been sold, and its profile was not installed when this was last looked at. */
  owesProfile: flag(),
  /** What went wrong last, in the words of the metadata. */
  trouble: oneOf(moDirectStatuses),
  /** What the app has told the page. */
  activation: oneOf(portalActivationResults),
  registration: oneOf(networkStates),
};
export type Session = RecordOf<typeof session>;

/** The part of `does` that moves a session and books its money. */
interface Handling {
  readonly given: Surroundings;
  readonly subject: number;
  move(session: Session, event: Event): void;
  emit(fact: 'launched' | 'closed' | 'broke' | 'paid' | 'refunded', value?: number): void;
  tell<Payload>(slot: MessageSlot<Payload>, subject: number, payload: Payload): void;
}

export function begin(session: Session, does: Handling): void {
  session.sessions = Math.min(session.sessions + 1, smallMost);
  session.charged = false;
  session.signedIn = false;
  session.trouble = undefined;
  session.activation = undefined;
  session.registration = undefined;
  does.move(session, 'launched');
  does.emit('launched', session.sessions);
}

/** The end of a session that has sold nothing. */
export function end(session: Session, does: Handling): void {
  const { state } = session;
  if (state === 'idle' || state === 'ordering' || state === 'completed' || state === 'closed') return;
  does.move(session, 'closed');
  does.emit('closed');
  giveBack(session, does);
}

/** A request is served: back from an error page, or on from where the session was. */
export function recover(session: Session, does: Handling): void {
  if (session.state !== 'error') does.move(session, 'pageOpened');
  else does.move(session, session.charged ? 'recoveredPaid' : 'recovered');
}

/** An unhandled exception: the session is at an error page. */
export function breakDown(session: Session, does: Handling): void {
  const { state } = session;
  if (state !== 'open' && state !== 'paid' && state !== 'orderFailed') return;
  session.trouble = 'ServiceError';
  does.move(session, 'broke');
  does.emit('broke');
}

export function takeMoney(session: Session, does: Handling): void {
  const { price } = does.given.plan(does.subject);
  session.charged = true;
  does.emit('paid', price);
  does.tell(charge, does.given.operatorOf(does.subject), { device: does.subject, amount: price });
}

export function giveBack(session: Session, does: Handling): void {
  if (!session.charged) return;
  const { price } = does.given.plan(does.subject);
  session.charged = false;
  does.emit('refunded', price);
  does.tell(refund, does.given.operatorOf(does.subject), { device: does.subject, amount: price });
}

/** Whether there is a session to serve. One that has sold something goes on until its page is closed. */
export const isUnderWay = ({ state, loaded }: Readonly<{ state: State; loaded: boolean }>): boolean =>
  state !== 'idle' && state !== 'closed' && (state !== 'completed' || loaded);
