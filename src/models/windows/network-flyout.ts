/**
 * The network flyout: the list of networks that the user opens from the taskbar. For a line of a Mobile Plans operator
 * it asks for the balance each time it is shown, and shows what it last heard.
 *
 *     user ── opens ──▶ ┌────────────────┐ ── GetBalance(ICCID) ──▶ Mobile Plans service
 *                       │ network flyout │ ◀── balance, or an error ──
 *                       └────────────────┘
 *
 * People open it now and then, each opening on its own, or in sessions: several times in a row, and more often while the
 * device has no internet.
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
  sees,
  state,
  type Ticket,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import { balanceTypes } from '../messages/mobile-operator-api-messages.ts';
import type { mobilePlansService } from '../microsoft/mobile-plans-service.ts';
import { reachesInternet, type subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'hidden' | 'asking' | 'showing';
type Event = 'opened' | 'balanceCame' | 'balanceFailed' | 'iccidChanged';

/** After an error the flyout shows no balance; a changed ICCID clears what was known. */
const flyoutTable: TransitionTable<State, Event> = {
  hidden: { opened: 'asking', iccidChanged: 'hidden' },
  asking: { opened: 'asking', balanceCame: 'showing', balanceFailed: 'hidden', iccidChanged: 'hidden' },
  showing: { opened: 'asking', iccidChanged: 'hidden' },
};

const service = port<typeof mobilePlansService>('Mobile Plans service');
const getBalance = service.asks.getBalance;
export const flyoutPorts = { service };
const lines = sees<typeof subscription>('subscriptions');
export const flyoutSees = { lines };

/** How long the flyout waits for the balance. Assumption: no document gives a number; as long as the service itself. */
const patience = seconds(10);

/** The part of `does` that tells whether the device has internet. */
interface Connected {
  readonly given: Surroundings;
  readonly subject: number;
  look(seen: typeof lines): Readonly<{ state: string; needsNewContext: boolean }>;
}

/** Without Ethernet and Wi-Fi only a line with a plan brings internet. */
const isOffline = (does: Connected): boolean => isCellularOrNone(does) && !reachesInternet(does.look(lines));

const isCellularOrNone = ({ given, subject }: Connected): boolean => {
  const path = given.pathOf(subject);
  return path === given.links.cellular || path === given.links.nowhere;
};

export const networkFlyout = model('network flyout', {
  source: 'mobile-plans-account-management.md',
  table: flyoutTable,
  record: {
    state: state(flyoutTable),
    openings: count(),
    /** Only a device with an active line of a Mobile Plans operator asks for a balance. */
    ready: flag(),
    /** The next opening belongs to the session of the last one. */
    again: flag(),
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

    plansOpening(flyout, after: 'opening' | undefined, does) {
      const { flyout: habit } = does.given.group(does.subject);
      if (habit.perDay === 0) return;
      if (habit.session !== undefined) {
        does.self('plansSession', after);
        return;
      }
      const exponential = unitExponential(does.draw('flyout.next', flyout.openings));
      const next = does.given.cycle(does.subject, habit).next(does.now, exponential, habit.perDay);
      if (next > does.given.settings.length) return;
      does.arm('opens', next - does.now);
    },

    opens(_, _message, does) {
      does.self('show');
      does.self('plansOpening', 'opening');
    },

    /** The number of openings is geometric: whether there is another one does not depend on how many there were. */
    plansSession(flyout, after: 'opening' | undefined, does) {
      const { opens, gap } = does.given.group(does.subject).flyout.session!;
      flyout.again = after === 'opening' && does.draw('flyout.again', flyout.openings) >= 1 / opens;
      if (!flyout.again) {
        does.self('awaitsSession', 0);
        return;
      }
      const wait = does.given.sample(gap, does.draw('flyout.gap', flyout.openings));
      if (does.now + wait <= does.given.settings.length) does.arm('opens', wait);
    },

    /** Sessions begin by the hours of the day; which draw decides, tells one plan from the one that replaces it. */
    awaitsSession(flyout, attempt: number, does) {
      const { flyout: habit } = does.given.group(does.subject);
      const perDay = isOffline(does) ? habit.perDay * habit.session!.whenOffline : habit.perDay;
      const exponential = unitExponential(does.draw('flyout.next', flyout.openings, attempt));
      const next = does.given.cycle(does.subject, habit).next(does.now, exponential, perDay);
      does.cancel('opens');
      if (next <= does.given.settings.length) does.arm('opens', next - does.now);
    },

    /** The plan has ended, and with it perhaps the internet: from now on sessions come at the other rate. */
    planEnded(flyout, _, does) {
      if (flyout.ready && !flyout.again && isOffline(does)) does.self('awaitsSession', 1);
    },

    /** Something outside has made the user look: a message, an advertisement. */
    calledUp(flyout, _, does) {
      if (flyout.ready) does.self('show');
    },

    show(flyout, _, does) {
      const nth = flyout.openings;
      flyout.openings += 1;
      does.move(flyout, 'opened');
      does.emit('opened', nth);
      does.ask(getBalance, does.subject, nth, {
        then: 'balanceAnswered',
        within: patience,
        over: does.given.wayTo(does.subject, 'service'),
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
