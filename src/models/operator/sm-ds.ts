/**
 * The SM-DS: knows for which eUICC a profile waits, and at which SM-DP+. It holds no profile itself.
 *
 *     SM-DP+ ── RegisterEvent(EID, event, its address) ──▶ ┌───────┐ ◀── initiateAuthentication, authenticateClient ── LPA
 *            ── DeleteEvent ─────────────────────────────▶ │ SM-DS │ ──── event, address of the SM-DP+, or none ──────▶
 *                                                          └───────┘
 *
 * An event stays until the SM-DP+ deletes it, so that a download that failed is found again.
 * Source: GSMA SGP.22, "ES11", "ES12"; Microsoft Learn, "Mobile Plans asynchronous fulfillment" (the withdrawn call that
 * used it).
 * Assumption: one SM-DS for each operator, without a cascade to a root SM-DS; it is never short of servers.
 */
import {
  type Does,
  flag,
  model,
  oneOf,
  type RecordOf,
  type Request,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { provisioningTransactionId } from '../identifiers.ts';
import { type EventRecord, es11FunctionRefusing } from '../messages/es11.ts';
import { matchingIdOf } from '../messages/of-device.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'none' | 'waiting' | 'handedOver';
type Event = 'registered' | 'handedOver' | 'deleted';

/** The event for one EID. */
const smDsTable: TransitionTable<State, Event> = {
  none: { registered: 'waiting' },
  waiting: { handedOver: 'handedOver', deleted: 'none' },
  handedOver: { handedOver: 'handedOver', deleted: 'none' },
};

export type Es11Request =
  | { readonly call: 'initiateAuthentication'; readonly smdsAddress: string }
  | { readonly call: 'authenticateClient'; readonly transactionId: string };

export interface Es11Answer {
  transactionId: string;
  events: readonly EventRecord[];
}

/** Sessions and calls beyond this share the luck of the last. */
const countMost = 255;

const record = {
  state: state(smDsTable),
  /** Calls of either side, and sessions of the LPA: the number of the live one. */
  calls: small(),
  sessions: small(),
  session: oneOf(['live']),
  /** The event has been told to the device at least once. */
  found: flag(),
};
const facts = ['registered', 'asked', 'handedOver', 'nothing', 'deleted', 'refused'] as const;
type Doing = Does<typeof record, typeof smDsTable, never, (typeof facts)[number], string, Surroundings>;
type Treated = Pick<RecordOf<typeof record>, 'calls'>;

export const smDs = model('SM-DS', {
  source: 'mobile-plans-asynchronous-fulfillment.md',
  table: smDsTable,
  /** One record an EID; it has the number of its device. */
  record,
  kept: 'columns',
  facts,
  given: {} as Surroundings,
  answers: {
    /** ES12, from the SM-DP+. */
    registerEvent(event, request: Request<undefined, true>, does) {
      const delay = takesUp(event, request, does);
      if (delay === undefined) return;
      if (event.state !== 'none') {
        refuses(request, '8.9.5/3.3', delay, does);
        return;
      }
      does.move(event, 'registered');
      event.found = false;
      does.emit('registered');
      does.answer(request.ticket, true, delay);
    },

    deleteEvent(event, request: Request<undefined, true>, does) {
      const delay = takesUp(event, request, does);
      if (delay === undefined) return;
      if (event.state === 'none') {
        refuses(request, '8.9.5/3.9', delay, does);
        return;
      }
      does.move(event, 'deleted');
      does.emit('deleted');
      does.answer(request.ticket, true, delay);
    },

    /** ES11, from the LPA. */
    es11(event, request: Request<Es11Request, Es11Answer>, does) {
      const delay = takesUp(event, request, does);
      if (delay === undefined) return;
      const { message, ticket } = request;
      const settings = does.given.operator(does.subject).smds!;
      if (message.call === 'initiateAuthentication') {
        const wrongAddress = message.smdsAddress.toLowerCase() !== settings.host.toLowerCase();
        event.sessions = Math.min(event.sessions + 1, countMost);
        event.session = undefined;
        const refusal = wrongAddress ? '8.9.1/3.8' : byLuck(message.call, event.sessions, does);
        if (refusal !== undefined) {
          refuses(request, refusal, delay, does);
          return;
        }
        event.session = 'live';
        does.answer(ticket, { transactionId: transactionIdOf(event.sessions, does), events: [] }, delay);
        return;
      }
      const isKnown = event.session === 'live' && message.transactionId === transactionIdOf(event.sessions, does);
      const refusal = isKnown ? byLuck(message.call, event.sessions, does) : '8.10.1/3.9';
      event.session = undefined;
      if (refusal !== undefined) {
        refuses(request, refusal, delay, does);
        return;
      }
      does.emit('asked');
      const { transactionId } = message;
      if (event.state === 'none') {
        does.emit('nothing');
        does.answer(ticket, { transactionId, events: [] }, delay);
        return;
      }
      does.move(event, 'handedOver');
      if (!event.found) does.emit('handedOver');
      event.found = true;
      does.answer(ticket, { transactionId, events: [eventFor(does)] }, delay);
    },
  },
});

/** How long the answer takes; undefined when there is none, or an outage has dealt with the call. */
function takesUp(event: Treated, request: Request<unknown, unknown>, does: Doing): number | undefined {
  const { given, subject } = does;
  const settings = given.operator(subject).smds!;
  const nth = event.calls;
  event.calls = Math.min(nth + 1, countMost);
  const outage = outageOf(does, given.outages.smds[given.operatorOf(subject)]!);
  if (isOut(does, outage, request, 'SM-DS.outage')) return undefined;
  if (does.draw('SM-DS.silent', nth) < settings.silent) {
    does.stayedSilent(request.ticket);
    return undefined;
  }
  return given.sample(settings.answer, does.draw('SM-DS.answer', nth)) * slownessOf(outage);
}

function refuses({ ticket }: Request<unknown, unknown>, code: string, delay: number, does: Doing): void {
  does.emit('refused');
  does.refuse(ticket, 200, code, delay);
}

const transactionIdOf = (session: number, does: Pick<Doing, 'bits'>): string =>
  provisioningTransactionId(
    ...does.bits('SM-DS.transactionId', session),
    ...does.bits('SM-DS.transactionIdLow', session),
  );

/** The event of this EID: the profile waits under the MatchingID of its order. */
const eventFor = (does: Doing): EventRecord => ({
  eventId: matchingIdOf(does.subject, purpose => does.bits(purpose)),
  rspServerAddress: does.given.operator(does.subject).smdp.host,
});

/** One draw a session decides whether, with which code, and so at which call it is refused. */
function byLuck(call: Es11Request['call'], session: number, does: Doing): string | undefined {
  const { refuses: shares } = does.given.operator(does.subject).smds!;
  if (shares.length === 0) return undefined;
  const luck = does.draw('SM-DS.refuses', session);
  let sum = 0;
  for (const { code, share } of shares) {
    sum += share;
    if (luck < sum) return es11FunctionRefusing(code) === call ? code : undefined;
  }
  return undefined;
}
