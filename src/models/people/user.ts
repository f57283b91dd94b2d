/**
 * The user: comes to buy a plan, looks at the flyout, and once online uses data in sessions through the day. When the plan
 * is over, some buy the next one.
 *
 *     arrives ──▶ opens the Mobile Plans app ──▶ online ──▶ sessions of traffic ── plan over ──▶ cut off
 *                                           └──▶ gone without a plan                               │ some, after a while
 *                    online ◀── bought ── Mobile Plans app ◀── "Connect with a data plan" ── flyout ◀┘
 *
 * Source: Microsoft Learn, "Mobile Plans overview", "Mobile Plans walled garden", "Mobile Plans account management"; the
 * rhythm of the day is an assumption (hour weights).
 * Assumption: who has found no plan in the flyout, or has left the purchase, thinks about it again a day later at the earliest.
 */
import {
  type AnyTable,
  count,
  type Does,
  days,
  type Microseconds,
  model,
  port,
  type Reply,
  type Schema,
  seconds,
  sees,
  small,
  state,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import type { subscription } from '../operator/subscription.ts';
import { mindsCost } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import type { mobilePlansApp } from '../windows/mobile-plans-app.ts';
import type { networkCostManager } from '../windows/network-cost-manager.ts';
import type { networkFlyout } from '../windows/network-flyout.ts';
import type { networkTraffic } from '../windows/network-traffic.ts';
import type { dataWarning } from './data-warning.ts';
import { entryPointOf } from './entry-point.ts';
import type { gettingOnline } from './getting-online.ts';

type State = 'away' | 'buying' | 'idle' | 'surfing' | 'cutOff' | 'toppingUp' | 'gone';
type Event =
  | 'came'
  | 'gotOnline'
  | 'leftWithoutPlan'
  | 'sessionStarted'
  | 'sessionEnded'
  | 'cutOff'
  | 'wantsPlan'
  | 'restored';

/** Whoever left during the download may have a plan all the same, and it ends for them too. */
const userTable: TransitionTable<State, Event> = {
  away: { came: 'buying', gotOnline: 'idle' },
  buying: { gotOnline: 'idle', leftWithoutPlan: 'gone', cutOff: 'buying' },
  idle: { sessionStarted: 'surfing', cutOff: 'cutOff' },
  surfing: { sessionEnded: 'idle', cutOff: 'cutOff' },
  cutOff: { wantsPlan: 'toppingUp', restored: 'idle' },
  toppingUp: { leftWithoutPlan: 'cutOff', restored: 'idle' },
  gone: { gotOnline: 'idle', cutOff: 'gone' },
};

const app = port<typeof mobilePlansApp>('Mobile Plans app');
const flyout = port<typeof networkFlyout>('network flyout');
const traffic = port<typeof networkTraffic>('network traffic');
const line = port<typeof subscription>('subscription');
const wayOnline = port<typeof gettingOnline>('getting online');
const appOpened = app.tells.opened;
const { lineReady, planEnded } = flyout.tells;
const { look } = flyout.asks;
const flyouts = sees<typeof networkFlyout>('network flyouts');
const { flows } = traffic.tells;
const { bornHot } = line.tells;
const { comes, foundNoPlan, stepInMobilePlans } = wayOnline.tells;
const cost = port<typeof networkCostManager>('network cost manager');
const warning = port<typeof dataWarning>('data warning');
export const userPorts = { app, flyout, traffic, line, wayOnline, cost, warning };
export const userSees = { flyouts };

/** How long somebody looks at a flyout that shows nothing. */
const looksAtMost = seconds(30);
/** Looks for a plan beyond this share the luck of the last. */
const looksMost = 255;
/** Ends of plans without a session of their own between them, beyond this, share the luck of the last: others used them up. */
const endsMost = 63;
const aDay = days(1);

export const user = model('user', {
  source: 'mobile-plans.md',
  table: userTable,
  record: {
    state: state(userTable),
    sessions: count(),
    /** Times of thinking about another plan. */
    considered: small(),
  },
  kept: 'columns',
  timers: { arrives: 0 as Microseconds, sessionStarts: days(1), sessionEnds: days(1), looksForPlan: days(1) },
  facts: ['came', 'sessionStarted', 'cutOff', 'wantsPlan', 'sawOffer', 'sawNoOffer', 'restored'],
  given: {} as Surroundings,
  takes: {
    /**
     * Who has a SIM brings it along; who has none opens the Mobile Plans app. The plan of an active line begins now. Whom a
     * toast has brought online before has come already.
     */
    arrives(user, _, does) {
      if (user.state !== 'away') return;
      const { sim, entryPoint } = does.given.group(does.subject);
      does.move(user, 'came');
      does.emit('came');
      if (sim === 'esim') {
        does.tell(appOpened, does.subject, entryPointOf(entryPoint, does.draw('user.entryPoint')));
        return;
      }
      if (sim === 'hot') does.tell(bornHot, does.subject, undefined);
      does.tell(comes, does.subject, undefined);
    },

    /** Whoever is online already, or knows from the network that the plan is over, learns nothing new. */
    gotOnline(user, _, does) {
      if (user.state !== 'away' && user.state !== 'buying' && user.state !== 'gone') return;
      does.move(user, 'gotOnline');
      does.tell(lineReady, does.subject, undefined);
      does.self('plansSession');
    },

    /** One more click in the purchase: what it takes is counted for who came with a SIM card. */
    wentOn(_user, _: undefined, does) {
      if (does.given.group(does.subject).sim !== 'esim') does.tell(stepInMobilePlans, does.subject, undefined);
    },

    /** The purchase is over, and there is no plan. Of a purchase that was opened on the side nothing is left. */
    leftWithoutPlan(user, _, does) {
      if (user.state !== 'buying' && user.state !== 'toppingUp') return;
      const wasToppingUp = user.state === 'toppingUp';
      does.move(user, 'leftWithoutPlan');
      if (wasToppingUp) does.self('considersPlan', aDay);
      else if (does.given.group(does.subject).sim !== 'esim') does.tell(foundNoPlan, does.subject, 'left the purchase');
    },

    /** A SIM without a plan has brought the person to the flyout. */
    wantsPlan(user, _: undefined, does) {
      if (user.state !== 'buying') return;
      const { flyoutThink } = does.given.group(does.subject).user;
      does.arm('looksForPlan', does.given.sample(flyoutThink, does.draw('flyout.think')));
    },

    /** Whether and when the person looks for the next plan, not sooner than after the given time. */
    considersPlan(user, atLeast: number, does) {
      const nth = user.considered;
      user.considered = Math.min(nth + 1, looksMost);
      const { topsUp, topsUpAfter } = does.given.group(does.subject).user;
      if (does.draw('user.topsUp', nth) >= topsUp) return;
      const wait = Math.max(atLeast, does.given.sample(topsUpAfter, does.draw('user.topsUpAfter', nth)));
      if (does.now + wait <= does.given.settings.length) does.arm('looksForPlan', wait);
    },

    /** Opens the flyout, which asks for the balance. */
    looksForPlan(user, _, does) {
      if (user.state === 'cutOff') does.move(user, 'wantsPlan');
      else if (user.state !== 'buying') return;
      does.emit('wantsPlan');
      does.ask(look, does.subject, undefined, { then: 'sawFlyout', within: looksAtMost });
    },

    /** "Connect with a data plan": a click opens the Mobile Plans app. Where the balance did not come, there is nothing to click. */
    sawFlyout(user, reply: Reply<boolean>, does) {
      if (user.state !== 'buying' && user.state !== 'toppingUp') return;
      if (reply.outcome === 'answered' && reply.answer && does.look(flyouts).type === 'NONE') {
        does.emit('sawOffer');
        does.tell(appOpened, does.subject, 'flyout');
        does.self('wentOn');
        return;
      }
      does.emit('sawNoOffer');
      does.self('leftWithoutPlan');
    },

    /**
     * The next session comes as an event of a Poisson process that follows the hours of the day. One that the end of a plan
     * has prevented has luck of its own after the top-up.
     */
    plansSession(user, _, does) {
      const usage = does.given.group(does.subject).usage;
      if (usage === undefined) return;
      const exponential = unitExponential(
        does.draw('user.session', user.sessions, Math.min(user.considered, endsMost)),
      );
      const next = does.given.cycle(does.subject, usage.sessions).next(does.now, exponential, usage.sessions.perDay);
      if (next > does.given.settings.length) return;
      does.arm('sessionStarts', next - does.now);
    },

    sessionStarts(user, _, does) {
      const usage = does.given.group(does.subject).usage!;
      const monthly = does.given.sample(usage.monthly, does.draw('user.monthly'));
      const mean = monthly / 30 / usage.sessions.perDay;
      const size = Math.max(1, Math.ceil(unitExponential(does.draw('user.sessionSize', user.sessions)) * mean));
      user.sessions += 1;
      does.move(user, 'sessionStarted');
      does.emit('sessionStarted', size);
      does.tell(flows, does.subject, { source: 'user', rate: usage.sessionRate });
      does.arm('sessionEnds', transferTime(size, usage.sessionRate));
    },

    sessionEnds(user, _, does) {
      does.move(user, 'sessionEnded');
      does.tell(flows, does.subject, { source: 'user', rate: 0 });
      does.self('plansSession');
    },

    /** The plan is used up or over: the network carries nothing any more. Who has not been online yet does not notice. */
    cutOff(user, _, does) {
      tellsCost(does);
      if (user.state === 'away' || user.state === 'cutOff' || user.state === 'toppingUp') return;
      does.move(user, 'cutOff');
      does.cancel('sessionEnds');
      does.cancel('sessionStarts');
      does.tell(flows, does.subject, { source: 'user', rate: 0 });
      does.emit('cutOff');
      does.self('considersPlan', 0);
      if (does.given.group(does.subject).flyout.session !== undefined) does.tell(planEnded, does.subject, undefined);
    },

    /** A plan that was over has been topped up: the days go on as before. */
    restored(user, _, does) {
      tellsCost(does);
      if (does.given.group(does.subject).warnings !== undefined)
        does.tell(warning.tells.planRenewed, does.subject, undefined);
      if (user.state !== 'cutOff' && user.state !== 'toppingUp') return;
      does.move(user, 'restored');
      does.cancel('looksForPlan');
      does.emit('restored');
      does.self('plansSession');
    },
  },
});

/** Whatever minds the cost of the network learns that there is none, or one again. */
function tellsCost(does: Does<Schema, AnyTable, never, never, string, Surroundings>): void {
  if (mindsCost(does.given.group(does.subject))) does.tell(cost.tells.looks, does.subject, undefined);
}
