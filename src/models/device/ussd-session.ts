/**
 * The USSD session of a modem: a conversation in turns between an app and the network, at most one at a time.
 *
 *     none, closed ── app dials, or the network speaks ──▶ open ── NoActionRequired, Terminated, NetworkTimeout ──▶ closed
 *                                                           └─ ActionRequired: stays open, the app may reply
 *
 * Either side opens it. A text of the network goes to the SMS router, whose rules decide whom it is for; one that asks for an
 * answer leaves the session open, and the app may reply.
 *
 * Source: Microsoft Learn, "MB USSD operations", Windows.Networking.NetworkOperators.UssdResultCode.
 * Assumption: a reply is waited for as long as `ussd.idle` of the operator; an app that is not registered hears of a network
 * time-out at once.
 */
import {
  count,
  type Does,
  type Microseconds,
  model,
  port,
  type RecordOf,
  type Reply,
  type Request,
  sees,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import { decodeUssd, encodeUssd, type UssdString } from '../messages/ussd-string.ts';
import type { ussdGateway } from '../operator/ussd-gateway.ts';
import type { UssdSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { smsRouter } from '../windows/sms-router.ts';
import { isRegistered, type registration } from './registration.ts';

type State = 'none' | 'open' | 'closed';
type Event = 'opened' | 'answered' | 'ended';

const ussdSessionTable: TransitionTable<State, Event> = {
  none: { opened: 'open' },
  open: { answered: 'open', ended: 'closed' },
  closed: { opened: 'open' },
};

/** UssdResultCode. */
export const ussdResults = {
  NoActionRequired: 0,
  ActionRequired: 1,
  Terminated: 2,
  OtherLocalClient: 3,
  OperationNotSupported: 4,
  NetworkTimeout: 5,
} as const;
export type UssdResult = keyof typeof ussdResults;

/** What an app gets for what it has said. */
export interface UssdAnswer {
  readonly result: UssdResult;
  readonly text?: string;
}

/** What the app says in its turn, and whether a session begins with it. */
export interface AppTurn {
  readonly string: UssdString;
  readonly opens: boolean;
}

/** What the network says in its turn. */
export interface NetworkTurn {
  readonly result: 'NoActionRequired' | 'ActionRequired' | 'Terminated';
  readonly string: UssdString;
}

/** What the network says by itself, and whether it wants an answer. */
export interface NetworkCall {
  readonly string: UssdString;
  readonly asks: boolean;
}

/** What a request gets that cannot be served: a text that is none, a reply nobody has asked for, a device that is not there. */
const ussdRefusals = { unwritable: 400, notAsked: 409, busy: 486, absent: 480 } as const;

const gateway = port<typeof ussdGateway>('USSD gateway');
const router = port<typeof smsRouter>('SMS router');
const registrations = sees<typeof registration>('registration');
export const ussdSessionPorts = { gateway, router };
export const ussdSessionSees = { registrations };
const { turn } = gateway.asks;
const { hungUp } = gateway.tells;
const { ussdReceived } = router.tells;

const record = {
  state: state(ussdSessionTable),
  /** Ticket of the app that waits for the network, and one more; 0 while it is the app's turn. */
  waiting: count(),
  /** Turns of the app so far: names their luck, and tells a late answer. */
  turns: count(),
  sessions: count(),
};
type Session = RecordOf<typeof record>;
const timers = { goesQuiet: 0 as Microseconds, lastsTooLong: 0 as Microseconds };
type Doing = Does<
  typeof record,
  typeof ussdSessionTable,
  keyof typeof timers,
  'opened' | 'openedByNetwork' | 'turned' | 'ended' | 'refused',
  string,
  Surroundings
>;

export const ussdSession = model('USSD session', {
  source: 'mb-ussd-operations.md',
  table: ussdSessionTable,
  record,
  kept: 'columns',
  timers,
  /** `ended` and `refused` have the result code. */
  facts: ['opened', 'openedByNetwork', 'turned', 'ended', 'refused'],
  given: {} as Surroundings,
  answers: {
    /** SendMessageAndGetReply that begins a session. */
    send(session, request: Request<string, UssdAnswer>, does) {
      const { technology } = does.given.group(does.subject);
      if (technology === 'cdma') turnsAway(request, 'OperationNotSupported', does);
      else if (session.state === 'open') turnsAway(request, 'OtherLocalClient', does);
      else if (!isRegistered(does.look(registrations).state)) turnsAway(request, 'NetworkTimeout', does);
      else {
        const string = encodeUssd(request.message);
        if (!string.ok) {
          does.refuse(request.ticket, ussdRefusals.unwritable);
          return;
        }
        does.move(session, 'opened');
        session.sessions += 1;
        does.emit('opened');
        does.arm('lastsTooLong', settingsOf(does).longest);
        says(session, request.ticket, { string: string.value, opens: true }, does);
      }
    },

    /** SendMessageAndGetReply within the session, after ActionRequired. */
    reply(session, request: Request<string, UssdAnswer>, does) {
      const string = encodeUssd(request.message);
      if (session.state !== 'open' || session.waiting > 0) does.refuse(request.ticket, ussdRefusals.notAsked);
      else if (!string.ok) does.refuse(request.ticket, ussdRefusals.unwritable);
      else says(session, request.ticket, { string: string.value, opens: false }, does);
    },

    /** The network speaks by itself. What it only tells ends the session it has opened. */
    fromNetwork(session, request: Request<NetworkCall, true>, does) {
      const { string, asks } = request.message;
      const text = decodeUssd(string);
      if (session.state === 'open') does.refuse(request.ticket, ussdRefusals.busy);
      else if (does.given.group(does.subject).technology === 'cdma' || !isRegistered(does.look(registrations).state))
        does.refuse(request.ticket, ussdRefusals.absent);
      else if (!text.ok) does.refuse(request.ticket, ussdRefusals.unwritable);
      else {
        does.move(session, 'opened');
        does.emit('openedByNetwork');
        does.tell(ussdReceived, does.subject, text.value);
        if (asks) {
          does.arm('goesQuiet', settingsOf(does).idle);
          does.arm('lastsTooLong', settingsOf(does).longest);
        } else does.move(session, 'ended');
        does.answer(request.ticket, true);
      }
    },
  },
  takes: {
    networkAnswered(session, reply: Reply<NetworkTurn>, does) {
      if (session.state !== 'open' || reply.about !== session.turns) return;
      if (reply.outcome !== 'answered') {
        closes(session, { result: 'NetworkTimeout' }, does);
        return;
      }
      const text = decodeUssd(reply.answer.string);
      const answer = { result: reply.answer.result, ...(text.ok ? { text: text.value } : {}) };
      if (answer.result !== 'ActionRequired') {
        closes(session, answer, does);
        return;
      }
      does.move(session, 'answered');
      does.emit('turned');
      does.arm('goesQuiet', settingsOf(does).idle);
      tellsApp(session, answer, does);
    },

    /** The app, or its user, closes the session. */
    closedByApp(session, _: undefined, does) {
      if (session.state === 'open') hangsUp(session, 'NoActionRequired', does);
    },

    goesQuiet(session, _: undefined, does) {
      hangsUp(session, 'NetworkTimeout', does);
    },

    lastsTooLong(session, _: undefined, does) {
      hangsUp(session, 'NetworkTimeout', does);
    },
  },
});

const settingsOf = (does: Doing): UssdSettings => does.given.operator(does.subject).messages!.ussd;

function turnsAway(request: Request<string, UssdAnswer>, result: UssdResult, does: Doing): void {
  does.emit('refused', ussdResults[result]);
  does.answer(request.ticket, { result });
}

/** Without a registration nothing reaches the network. */
function says(session: Session, ticket: Ticket<UssdAnswer>, said: AppTurn, does: Doing): void {
  const { turn: time, idle } = settingsOf(does);
  session.waiting = ticket + 1;
  session.turns += 1;
  does.cancel('goesQuiet');
  const isThere = isRegistered(does.look(registrations).state);
  does.ask(turn, does.subject, said, {
    then: 'networkAnswered',
    after: does.given.sample(time, does.draw('ussd.turn', session.turns)),
    within: idle,
    over: isThere ? undefined : does.given.links.nowhere,
    about: session.turns,
    occurrence: session.turns,
  });
}

function tellsApp(session: Session, answer: UssdAnswer, does: Doing): void {
  if (session.waiting === 0) return;
  const ticket: Ticket<UssdAnswer> = session.waiting - 1;
  session.waiting = 0;
  does.answer(ticket, answer);
}

function closes(session: Session, answer: UssdAnswer, does: Doing): void {
  does.move(session, 'ended');
  does.emit('ended', ussdResults[answer.result]);
  does.cancel('goesQuiet');
  does.cancel('lastsTooLong');
  if (answer.result === 'NetworkTimeout') does.tell(hungUp, does.subject, undefined);
  tellsApp(session, answer, does);
}

/** This side ends the session, and the network hears of it. */
function hangsUp(session: Session, result: 'NoActionRequired' | 'NetworkTimeout', does: Doing): void {
  if (result === 'NoActionRequired') does.tell(hungUp, does.subject, undefined);
  closes(session, { result }, does);
}
