/**
 * The network flyout: the list of networks that the user opens from the taskbar. For a line of a Mobile Plans operator
 * it asks for the balance each time it is shown, and shows what it last heard.
 *
 *     user ── opens ──▶ ┌────────────────┐ ── GetBalance(ICCID) ──▶ Mobile Plans service
 *                       │ network flyout │ ◀── balance, or an error ──
 *                       └────────────────┘
 *
 * Source: Microsoft Learn, "Mobile Plans account management", GetBalance.
 */
import {
  count,
  days,
  flag,
  model,
  number,
  oneOf,
  port,
  type Reply,
  type Request,
  seconds,
  state,
  type Ticket,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import { balanceTypes } from '../messages/mobile-operator-api-messages.ts';
import type { mobilePlansService } from '../microsoft/mobile-plans-service.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'hidden' | 'asking' | 'showing';
type Event = 'opened' | 'balanceCame' | 'balanceFailed' | 'iccidChanged';

/** After an error the flyout shows no balance; a changed ICCID clears what was known. */
const flyoutTable: TransitionTable<State, Event> = {
  hidden: { opened: 'asking', iccidChanged: 'hidden' },
  asking: { opened: 'asking', balanceCame: 'showing', balanceFailed: 'hidden', iccidChanged: 'hidden' },
  showing: { opened: 'asking', balanceCame: 'showing', balanceFailed: 'hidden', iccidChanged: 'hidden' },
};

const service = port<typeof mobilePlansService>('Mobile Plans service');
const getBalance = service.asks.getBalance;
export const flyoutPorts = { service };

/** How long the flyout waits for the balance. Assumption: no document gives a number; as long as the service itself. */
const patience = seconds(10);

export const networkFlyout = model('network flyout', {
  source: 'mobile-plans-account-management.md',
  table: flyoutTable,
  record: {
    state: state(flyoutTable),
    openings: count(),
    /** Only a device with an active line of a Mobile Plans operator asks for a balance. */
    ready: flag(),
    type: oneOf(balanceTypes),
    /** Bytes, as last heard. */
    remaining: number(),
    /** The first look after a purchase is waited for by the purchase. */
    waiting: number(-1),
  },
  kept: 'columns',
  timers: { opens: days(1) },
  facts: ['opened', 'shown', 'hidden'],
  given: {} as Surroundings,
  takes: {
    /** A profile has become active: what was known of another one is forgotten, and the daily openings begin. */
    lineReady(flyout, _, does) {
      does.move(flyout, 'iccidChanged');
      flyout.ready = true;
      flyout.type = undefined;
      flyout.remaining = 0;
      does.self('plansOpening');
    },

    plansOpening(flyout, _, does) {
      const { flyout: habit } = does.given.group(does.subject);
      if (habit.perDay === 0) return;
      const exponential = unitExponential(does.draw('flyout.next', flyout.openings));
      const next = does.given.cycle(does.subject, habit).next(does.now, exponential, habit.perDay);
      if (next > does.given.settings.length) return;
      does.arm('opens', next - does.now);
    },

    opens(_, _message, does) {
      does.self('show');
      does.self('plansOpening');
    },

    show(flyout, _, does) {
      const nth = flyout.openings;
      flyout.openings += 1;
      does.move(flyout, 'opened');
      does.emit('opened', nth);
      does.ask(getBalance, does.subject, nth, {
        then: 'balanceAnswered',
        within: patience,
        over: does.given.pathOf(does.subject),
        occurrence: nth,
      });
    },

    balanceAnswered(flyout, reply: Reply<Balance>, does) {
      if (reply.outcome === 'answered') {
        const balance = reply.answer;
        flyout.type = balance.type;
        flyout.remaining = 'dataRemaining' in balance ? balance.dataRemaining : 0;
        if (flyout.state === 'asking') does.move(flyout, 'balanceCame');
        does.emit('shown', flyout.remaining);
      } else {
        flyout.type = undefined;
        flyout.remaining = 0;
        if (flyout.state === 'asking') does.move(flyout, 'balanceFailed');
        does.emit('hidden', reply.code);
      }
      if (flyout.waiting >= 0) {
        does.answer(flyout.waiting as Ticket<boolean>, reply.outcome === 'answered');
        flyout.waiting = -1;
      }
    },
  },
  answers: {
    /** Opens the flyout and answers when it has something to show, or knows that it has not. */
    look(flyout, request: Request<undefined, boolean>, does) {
      flyout.waiting = request.ticket;
      does.self('show');
    },
  },
});
