/**
 * The user: comes to buy a plan, looks at the flyout, and once online uses data in sessions through the day.
 *
 *     arrives ──▶ opens the Mobile Plans app ──▶ online ──▶ sessions of traffic, flyout openings
 *                                           └──▶ gone without a plan
 *
 * Source: Microsoft Learn, "Mobile Plans overview"; the rhythm of the day is an assumption (hour weights).
 */
import {
  count,
  days,
  type Microseconds,
  model,
  port,
  state,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import type { modem } from '../device/modem.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import type { mobilePlansApp } from '../windows/mobile-plans-app.ts';
import type { networkFlyout } from '../windows/network-flyout.ts';
import { entryPointOf } from './entry-point.ts';
import type { gettingOnline } from './getting-online.ts';

type State = 'away' | 'buying' | 'idle' | 'surfing' | 'cutOff' | 'gone';
type Event = 'came' | 'gotOnline' | 'leftWithoutPlan' | 'sessionStarted' | 'sessionEnded' | 'cutOff' | 'restored';

/** Whoever left during the download may have a plan all the same, and it ends for them too. */
const userTable: TransitionTable<State, Event> = {
  away: { came: 'buying', gotOnline: 'idle' },
  buying: { gotOnline: 'idle', leftWithoutPlan: 'gone', cutOff: 'buying' },
  idle: { sessionStarted: 'surfing', cutOff: 'cutOff' },
  surfing: { sessionEnded: 'idle', cutOff: 'cutOff' },
  cutOff: { restored: 'idle' },
  gone: { gotOnline: 'idle', cutOff: 'gone' },
};

const app = port<typeof mobilePlansApp>('Mobile Plans app');
const flyout = port<typeof networkFlyout>('network flyout');
const radio = port<typeof modem>('modem');
const line = port<typeof subscription>('subscription');
const wayOnline = port<typeof gettingOnline>('getting online');
const appOpened = app.tells.opened;
const { lineReady, planEnded } = flyout.tells;
const trafficStarted = radio.tells.trafficStarted;
const trafficStopped = radio.tells.trafficStopped;
const { bornHot } = line.tells;
const { comes } = wayOnline.tells;
export const userPorts = { app, flyout, radio, line, wayOnline };

export const user = model('user', {
  source: 'mobile-plans.md',
  table: userTable,
  record: { state: state(userTable), sessions: count() },
  kept: 'columns',
  timers: { arrives: 0 as Microseconds, sessionStarts: days(1), sessionEnds: days(1) },
  facts: ['came', 'sessionStarted', 'cutOff'],
  given: {} as Surroundings,
  takes: {
    /** Who has a SIM brings it along; who has none opens the Mobile Plans app. The plan of an active line begins now. */
    arrives(user, _, does) {
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

    /** Who had a plan before, and has bought another one, goes on as before; who had gone without one has come back. */
    gotOnline(user, _, does) {
      if (user.state !== 'away' && user.state !== 'buying' && user.state !== 'gone') return;
      does.move(user, 'gotOnline');
      does.tell(lineReady, does.subject, undefined);
      does.self('plansSession');
    },

    leftWithoutPlan(user, _, does) {
      if (user.state !== 'buying') return;
      does.move(user, 'leftWithoutPlan');
    },

    /** The next session comes as an event of a Poisson process that follows the hours of the day. */
    plansSession(user, _, does) {
      const usage = does.given.group(does.subject).usage;
      if (usage === undefined) return;
      const exponential = unitExponential(does.draw('user.session', user.sessions));
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
      does.tell(trafficStarted, does.subject, { rate: usage.sessionRate });
      does.arm('sessionEnds', transferTime(size, usage.sessionRate));
    },

    sessionEnds(user, _, does) {
      does.move(user, 'sessionEnded');
      does.tell(trafficStopped, does.subject, undefined);
      does.self('plansSession');
    },

    /** The plan is used up or over: the network carries nothing any more. Who has not been online yet does not notice. */
    cutOff(user, _, does) {
      if (user.state === 'away' || user.state === 'cutOff') return;
      does.move(user, 'cutOff');
      does.cancel('sessionEnds');
      does.cancel('sessionStarts');
      does.emit('cutOff');
      if (does.given.group(does.subject).flyout.session !== undefined) does.tell(planEnded, does.subject, undefined);
    },

    /** A plan that was over has been topped up: the days go on as before. */
    restored(user, _, does) {
      if (user.state !== 'cutOff') return;
      does.move(user, 'restored');
      does.self('plansSession');
    },
  },
});
