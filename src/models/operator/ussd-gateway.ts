/**
 * The USSD gateway of the operator: answers codes, leads through a menu, and speaks by itself.
 *
 *     USSD session ── *100# ───────▶ ┌──────────────┐ ── the balance: NoActionRequired ──────▶
 *                  ── *111# ───────▶ │ USSD gateway │ ── a menu: ActionRequired ─────────────▶ USSD session
 *                  ── anything else ▶│              │ ── Terminated ─────────────────────────▶
 *     timeline ────── text ────────▶ └──────────────┘ ── text ───────────────────────────────▶
 *
 * One record is what the gateway keeps for one line.
 *
 * Source: Microsoft Learn, "MB USSD operations"; provider table (codes that ask for the balance).
 * Assumption: an operator whose code nobody knows has *100#; the menu is at *111#, and its first entry is the balance.
 * A text by itself with a question mark in it wants an answer, and the gateway says thanks for any.
 */
import {
  type Bytes,
  count,
  type Does,
  model,
  port,
  type RecordOf,
  type Reply,
  type Request,
  sees,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { AppTurn, NetworkTurn, ussdSession } from '../device/ussd-session.ts';
import { balanceText } from '../messages/balance-message.ts';
import { decodeUssd, encodeUssd, type UssdString } from '../messages/ussd-string.ts';
import type { Surroundings } from '../surroundings.ts';
import type { subscription } from './subscription.ts';
import { usageOfPlan, type usageWarnings } from './usage-warnings.ts';

type State = 'idle' | 'inMenu' | 'hasAsked';
type Event = 'menuShown' | 'asked' | 'ended';

const ussdGatewayTable: TransitionTable<State, Event> = {
  idle: { menuShown: 'inMenu', asked: 'hasAsked' },
  inMenu: { ended: 'idle' },
  hasAsked: { ended: 'idle' },
};

const usualBalanceCode = '*100#';
const menuCode = '*111#';
const menu = '1 Balance\n2 My number';

const session = port<typeof ussdSession>('USSD session');
const { fromNetwork } = session.asks;
const lines = sees<typeof subscription>('subscriptions');
const plans = sees<typeof usageWarnings>('usage warnings');
export const ussdGatewayPorts = { session };
export const ussdGatewaySees = { lines, plans };

const record = {
  state: state(ussdGatewayTable),
  /** Turns of this side so far: names their luck. */
  turns: count(),
};
type Gateway = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof ussdGatewayTable,
  never,
  'answered' | 'silent' | 'told' | 'notTold',
  string,
  Surroundings
>;

export const ussdGateway = model('USSD gateway', {
  source: 'mb-ussd-operations.md',
  table: ussdGatewayTable,
  record,
  kept: 'columns',
  facts: ['answered', 'silent', 'told', 'notTold'],
  given: {} as Surroundings,
  answers: {
    turn(gateway, request: Request<AppTurn, NetworkTurn>, does) {
      const { string, opens } = request.message;
      const { turn: time, fails } = does.given.operator(does.subject).messages!.ussd;
      if (opens && gateway.state !== 'idle') does.move(gateway, 'ended');
      const nth = gateway.turns;
      gateway.turns += 1;
      if (does.draw('ussd.fails', nth) < fails) {
        does.emit('silent');
        does.stayedSilent(request.ticket);
        return;
      }
      does.emit('answered');
      const answer = answerTo(gateway, decodeUssd(string), does);
      does.answer(request.ticket, answer, does.given.sample(time, does.draw('ussd.answer', nth)));
    },
  },
  takes: {
    /** The other side has ended the session. */
    hungUp(gateway, _: undefined, does) {
      if (gateway.state !== 'idle') does.move(gateway, 'ended');
    },

    /** A text for the line, without being asked. */
    says(gateway, text: string, does) {
      const { turn: time } = does.given.operator(does.subject).messages!.ussd;
      const string = encodeUssd(text);
      if (!string.ok) {
        does.emit('notTold');
        return;
      }
      const nth = gateway.turns;
      gateway.turns += 1;
      const asks = text.includes('?');
      does.ask(
        fromNetwork,
        does.subject,
        { string: string.value, asks },
        {
          then: 'heard',
          about: asks ? 1 : 0,
          after: does.given.sample(time, does.draw('ussd.answer', nth)),
          occurrence: nth,
        },
      );
    },

    /** Busy, or not registered: a text by USSD is not kept. */
    heard(gateway, reply: Reply<true>, does) {
      if (reply.outcome === 'answered' && reply.about === 1 && gateway.state === 'idle') does.move(gateway, 'asked');
      does.emit(reply.outcome === 'answered' ? 'told' : 'notTold');
    },
  },
});

function answerTo(gateway: Gateway, said: ReturnType<typeof decodeUssd>, does: Doing): NetworkTurn {
  const { provider } = does.given.operator(does.subject);
  const word = said.ok ? said.value : '';
  if (gateway.state === 'inMenu') {
    does.move(gateway, 'ended');
    return word === '1' ? ending(balanceOf(does)) : breakingOff();
  }
  if (gateway.state === 'hasAsked') {
    does.move(gateway, 'ended');
    return ending('Thank you');
  }
  if (word === (provider.balanceCode ?? usualBalanceCode)) return ending(balanceOf(does));
  if (word !== menuCode) return breakingOff();
  does.move(gateway, 'menuShown');
  return { result: 'ActionRequired', string: written(menu) };
}

const ending = (text: string): NetworkTurn => ({ result: 'NoActionRequired', string: written(text) });
const breakingOff = (): NetworkTurn => ({ result: 'Terminated', string: written('Not available') });

/** The balance as billing knows it. */
function balanceOf(does: Doing): string {
  const { given, subject } = does;
  const line = does.look(lines);
  const { used, limit } = usageOfPlan(line, does.look(plans).begunAt, given.plan(subject));
  return balanceText({
    operator: given.operator(subject).provider.name,
    used,
    limit,
    percent: percentOf(used, limit),
    at_ms: Math.floor(given.settings.startUtc_ms + (line.billedUpTo ?? does.now) / 1000),
  });
}

const percentOf = (used: Bytes, limit: Bytes): number => Math.floor((100 * used) / limit);

/** Texts of the gateway's own fit: names of providers are short. */
function written(text: string): UssdString {
  const string = encodeUssd(text);
  if (!string.ok) throw new Error(`"${text}" is no USSD string: ${string.reason}`);
  return string.value;
}
