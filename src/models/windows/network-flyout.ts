/**
 * The network flyout: the list of networks that the user opens from the taskbar. For a line of a Mobile Plans operator
 * it asks for the balance each time it is shown, and shows what it last heard: see flyout-text.ts for the words.
 *
 *     user ── opens ──▶ ┌────────────────┐ ── GetBalance(ICCID) ──▶ Mobile Plans service
 *                       │ network flyout │ ◀── balance, or an error ──
 *     user ── clicks ─▶ └────────────────┘ ── opened ──▶ Mobile Plans app, or the account pages of the operator
 *
 * People open it now and then, each opening on its own, or in sessions: several times in a row, and more often while the
 * device has no internet.
 *
 * Source: Microsoft Learn, "Mobile Plans account management", GetBalance: asked where the COSA database says
 * SupportDataMarketplace.
 */
import {
  type Bytes,
  count,
  days,
  id,
  type Microseconds,
  minutes,
  model,
  oneOf,
  port,
  type Reply,
  type Request,
  seconds,
  sees,
  small,
  state,
  type Ticket,
  type TransitionTable,
  unitExponential,
  volume,
} from '../../sim/index.ts';
import { type FlyoutText, flyoutText } from '../messages/flyout-text.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import { balanceTypes } from '../messages/mobile-operator-api-messages.ts';
import type { mobilePlansService } from '../microsoft/mobile-plans-service.ts';
import { reachesInternet, type subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import { accountTargetOf, linkTargets, targetOf } from './account-link.ts';
import type { accountView } from './account-view.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { mobilePlansApp } from './mobile-plans-app.ts';
import { hasServiceMetadata, type serviceMetadata } from './service-metadata.ts';
import type { usageTask } from './usage-task.ts';

type State = 'hidden' | 'asking' | 'showing';
type Event = 'opened' | 'openedWithoutBalance' | 'balanceCame' | 'balanceFailed' | 'iccidChanged';

/** After an error the flyout shows no balance; a changed ICCID clears what was known. */
const flyoutTable: TransitionTable<State, Event> = {
  hidden: { opened: 'asking', openedWithoutBalance: 'hidden', iccidChanged: 'hidden' },
  asking: { opened: 'asking', balanceCame: 'showing', balanceFailed: 'hidden', iccidChanged: 'hidden' },
  showing: { opened: 'asking', iccidChanged: 'hidden' },
};

const service = port<typeof mobilePlansService>('Mobile Plans service');
const getBalance = service.asks.getBalance;
const app = port<typeof mobilePlansApp>('Mobile Plans app');
const appOpened = app.tells.opened;
const account = port<typeof accountView>('account view');
const viewsAccount = account.tells.clicked;
const usage = port<typeof usageTask>('usage task');
export const flyoutPorts = { service, app, account, usage };
const lines = sees<typeof subscription>('subscriptions');
const apps = sees<typeof mobileBroadbandApp>('mobile broadband apps');
const packages = sees<typeof serviceMetadata>('service metadata');
export const flyoutSees = { lines, apps, packages };

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

/** A balance as the flyout keeps it: no finer than it is shown. */
type Heard = Readonly<{ type: Balance['type'] | undefined; remaining: Bytes; minutesLeft: number }>;

/** What the flyout says at this moment: a function of what it last heard about the SIM, and of nothing else. */
export function shownBy({ type, remaining, minutesLeft }: Heard): FlyoutText {
  if (type === undefined || type === 'MODIRECT' || type === 'NOTSUPPORTED') return flyoutText(type && { id: '', type });
  return flyoutText({ id: '', type, dataRemaining: remaining, timeRemaining: minutes(minutesLeft) });
}

/** Whether this opening is one of those after which the person clicks the link to the account. HOT: mostly nobody does. */
function clicksAccount(
  nth: number,
  does: { readonly given: Surroundings; readonly subject: number; draw(purpose: string, occurrence?: number): number },
): boolean {
  const view = does.given.group(does.subject).accountView;
  return view !== undefined && does.draw('accountView.clicks', nth) < view.clicks;
}

const wholeMinutes = (time: Microseconds): number => Math.floor(time / minutes(1));

export const networkFlyout = model('network flyout', {
  source: 'mobile-plans-account-management.md',
  table: flyoutTable,
  record: {
    state: state(flyoutTable),
    openings: count(),
    /** People look by themselves on a device with an active line: once, or in a session whose next opening is to come. */
    habit: oneOf(['active', 'inSession']),
    /** Which of the device's ICCIDs it shows: of a SIM, its card; of an eSIM profile, 1 from when it is active. */
    card: small(),
    type: oneOf(balanceTypes),
    /** As last heard. */
    remaining: volume(),
    minutesLeft: count(),
    /** The request for a look that waits for what comes: the first look after a purchase. */
    waiting: id(),
  },
  kept: 'columns',
  timers: { opens: days(1) },
  facts: ['opened', 'shown', 'hidden', 'clicked'],
  given: {} as Surroundings,
  takes: {
    /** A line has become active, and the daily openings begin. What was known before its eSIM profile was there is forgotten. */
    lineReady(flyout, _, does) {
      const hasHabit = flyout.habit !== undefined;
      flyout.habit ??= 'active';
      if (does.given.group(does.subject).sim === 'esim' && flyout.card !== 1) {
        flyout.card = 1;
        does.self('forgets');
      }
      if (!hasHabit) does.self('plansOpening');
    },

    /** From the Mobile Broadband Service: it has read the identity of a SIM, which may be another one than before. */
    iccidRead(flyout, card: number, does) {
      if (does.given.group(does.subject).sim === 'esim' || flyout.card === card) return;
      flyout.card = card;
      does.self('forgets');
    },

    forgets(flyout, _, does) {
      does.move(flyout, 'iccidChanged');
      flyout.type = undefined;
      flyout.remaining = 0 as Bytes;
      flyout.minutesLeft = 0;
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
      const again = after === 'opening' && does.draw('flyout.again', flyout.openings) >= 1 / opens;
      flyout.habit = again ? 'inSession' : 'active';
      if (!again) {
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
      if (flyout.habit === 'active' && isOffline(does)) does.self('awaitsSession', 1);
    },

    /** Something outside has made the user look: a message, an advertisement. */
    calledUp(flyout, _, does) {
      if (flyout.habit !== undefined) does.self('show');
    },

    show(flyout, _, does) {
      const nth = flyout.openings;
      flyout.openings += 1;
      does.emit('opened', nth);
      if (does.given.group(does.subject).usage?.sync?.by === 'flyout')
        does.tell(usage.tells.flyoutOpened, does.subject, undefined);
      const { listed, supportDataMarketplace } = does.given.operator(does.subject).cosa;
      if (!listed || !supportDataMarketplace) {
        does.move(flyout, 'openedWithoutBalance');
        does.self('answersLook', false);
        if (clicksAccount(nth, does)) does.self('viewsAccount');
        return;
      }
      does.move(flyout, 'opened');
      does.ask(getBalance, does.subject, flyout.card, {
        then: 'balanceAnswered',
        within: patience,
        over: does.given.wayTo(does.subject, 'service'),
        about: flyout.card,
        occurrence: nth,
      });
    },

    /** What comes for an ICCID that is no longer the active one is not shown. */
    balanceAnswered(flyout, reply: Reply<Balance>, does) {
      const answered = reply.outcome === 'answered' && reply.about === flyout.card;
      if (answered) {
        const balance = reply.answer;
        const hasRest = 'dataRemaining' in balance;
        flyout.type = balance.type;
        flyout.remaining = hasRest ? balance.dataRemaining : (0 as Bytes);
        flyout.minutesLeft = hasRest ? wholeMinutes(balance.timeRemaining) : 0;
        if (flyout.state === 'asking') does.move(flyout, 'balanceCame');
        does.emit('shown', flyout.remaining);
      } else if (reply.about === flyout.card) {
        flyout.type = undefined;
        flyout.remaining = 0 as Bytes;
        flyout.minutesLeft = 0;
        if (flyout.state === 'asking') does.move(flyout, 'balanceFailed');
        does.emit('hidden', reply.code);
      }
      if (flyout.waiting !== undefined) does.self('answersLook', answered);
      if (reply.about === flyout.card && clicksAccount(reply.occurrence, does)) does.self('viewsAccount');
    },

    answersLook(flyout, hasBalance: boolean, does) {
      if (flyout.waiting === undefined) return;
      const ticket: Ticket<boolean> = flyout.waiting;
      flyout.waiting = undefined;
      does.answer(ticket, hasBalance);
    },

    /** Some people click "View my account" when it is shown. */
    viewsAccount(flyout, _: undefined, does) {
      if (shownBy(flyout).link !== 'View my account') return;
      const { given, subject } = does;
      const operator = given.operator(subject);
      const target = accountTargetOf(operator.cosa, {
        osRelease: given.group(subject).osRelease,
        hasApp: does.look(apps).state !== 'notInstalled',
        appInMetadata: operator.serviceMetadata.app && hasServiceMetadata(does.look(packages)),
      });
      does.emit('clicked', linkTargets.indexOf(target));
      does.tell(viewsAccount, subject, target);
    },

    /** The user clicks the link. The value of the fact is what it opens, by its place among the targets. */
    clicked(flyout, _: undefined, does) {
      const target = targetOf(shownBy(flyout).link, does.given.operator(does.subject).cosa);
      does.emit('clicked', linkTargets.indexOf(target));
      if (target === 'Mobile Plans') does.tell(appOpened, does.subject, 'flyout');
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
