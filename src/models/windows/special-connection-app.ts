/**
 * An app that wants a connection of its own: now and then it has something to send or fetch, and asks Windows for the special
 * connection that its operator has set up for it.
 *
 *     idle ── session ─▶ acquiring ── acquired ─▶ connected ── session over ─▶ idle
 *                           └── refused ─▶ without: nothing, or over the internet connection
 *     connected ── lost ─▶ without ── NetworkStatusChanged ─▶ acquiring
 *
 * Source: Microsoft Learn, "Developing apps using multiple PDP contexts".
 * Assumption: a session lasts as long as it would have, whatever became of its connection; with a route policy only requests to
 * hosts that the policy names take it.
 */
import {
  count,
  type Does,
  days,
  type Microseconds,
  model,
  number,
  port,
  type RecordOf,
  type Reply,
  sees,
  state,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import type { SpecialConnectionApp } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { appTraffic } from './app-traffic.ts';
import { type contextPolicies, takesSpecial } from './context-policies.ts';

type State = 'idle' | 'acquiring' | 'connected' | 'without';
type Event = 'sessionStarts' | 'acquired' | 'refused' | 'lost' | 'asksAnew' | 'sessionEnds';

const appTable: TransitionTable<State, Event> = {
  idle: { sessionStarts: 'acquiring' },
  acquiring: { acquired: 'connected', refused: 'without', sessionEnds: 'idle' },
  connected: { lost: 'without', sessionEnds: 'idle' },
  without: { asksAnew: 'acquiring', sessionEnds: 'idle' },
};

const windows = port<typeof contextPolicies>('context policies');
const internet = port<typeof appTraffic>('app traffic');
export const specialAppPorts = { windows, internet };
const { acquire } = windows.asks;
const { releases, flows } = windows.tells;
const { specialChanges } = internet.tells;
const others = sees<typeof specialConnectionApp>('apps with a connection of their own');
export const specialAppSees = { others };

const record = {
  state: state(appTable),
  sessions: count(),
  /** Times it has asked for the connection: tells an answer from one to an earlier question. */
  questions: count(),
  /** Bytes per second over the special connection, and over that for the internet. */
  special: number(),
  usual: number(),
};
type App = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof appTable,
  'sessionStarts' | 'sessionEnds',
  'asked' | 'connected' | 'refused' | 'lost' | 'ended',
  string,
  Surroundings
>;

/** An app of a PC waits so long for its connection. */
const patience: Microseconds = days(1);

export const specialConnectionApp = model('special connection app', {
  source: 'developing-apps-using-multiple-pdp-contexts.md',
  table: appTable,
  record,
  kept: 'columns',
  timers: { sessionStarts: days(1), sessionEnds: days(1) },
  /** Values: of `connected` the time since it asked, of `refused` the reason. */
  facts: ['asked', 'connected', 'refused', 'lost', 'ended'],
  given: {} as Surroundings,
  takes: {
    plans(app, _: undefined, does) {
      const { share, sessions } = appOf(does);
      if (luck('has', 0, does) >= share) return;
      const exponential = unitExponential(luck('starts', app.sessions, does));
      const { device } = placeOf(does);
      const next = does.given.cycle(device, sessions).next(does.now, exponential, sessions.perDay);
      if (next <= does.given.settings.length) does.arm('sessionStarts', next - does.now);
    },

    sessionStarts(app, _: undefined, does) {
      app.sessions += 1;
      does.arm('sessionEnds', does.given.sample(appOf(does).lasts, luck('lasts', app.sessions, does)));
      does.move(app, 'sessionStarts');
      asks(app, does);
    },

    sessionEnds(app, _: undefined, does) {
      if (app.state === 'connected') gives(app, does);
      setsUsual(app, 0, does);
      does.move(app, 'sessionEnds');
      does.emit('ended');
      does.self('plans');
    },

    answered(app, reply: Reply<true>, does) {
      const { device } = placeOf(does);
      if (app.state !== 'acquiring' || reply.about !== app.questions) {
        // The session was over before the connection was there: nobody wants it any more.
        if (reply.outcome === 'answered')
          does.tell(releases, device, { policy: appOf(does).context, rate: 0, isLast: isLast(does) });
        return;
      }
      if (reply.outcome !== 'answered') {
        does.move(app, 'refused');
        does.emit('refused', reply.outcome === 'refused' ? reply.code : 0);
        does.self('doesWithout');
        return;
      }
      const { context, host, rate } = appOf(does);
      does.move(app, 'acquired');
      does.emit('connected', reply.latency);
      const policy = does.given.operator(device).contexts!.policies.find(({ name }) => name === context)!;
      if (!takesSpecial(policy, host)) {
        setsUsual(app, rate, does);
        return;
      }
      setsUsual(app, 0, does);
      app.special = rate;
      does.tell(flows, device, { policy: context, change: rate });
    },

    doesWithout(app, _: undefined, does) {
      const { otherwise, rate } = appOf(does);
      if (app.state === 'without') setsUsual(app, otherwise === 'internet' ? rate : 0, does);
    },

    /** The connection is gone: with the attach, or because Windows has closed it in Connected Standby. */
    connectionLost(app, policy: string, does) {
      if (appOf(does).context !== policy || app.state !== 'connected') return;
      app.special = 0;
      does.move(app, 'lost');
      does.emit('lost');
      does.self('doesWithout');
    },

    /** NetworkStatusChanged: an app in the middle of a session asks anew. */
    networkStatusChanged(app, _: undefined, does) {
      if (app.state !== 'without') return;
      does.move(app, 'asksAnew');
      asks(app, does);
    },
  },
});

const placeOf = (does: Doing) => does.given.specialApps.whose(does.subject);

function appOf(does: Doing): SpecialConnectionApp {
  const { device, nth } = placeOf(does);
  return does.given.group(device).specialApps![nth]!;
}

function luck(what: string, occurrence: number, does: Doing): number {
  const { device, nth } = placeOf(does);
  return does.draw(`specialApp.${what}`, occurrence, nth, device);
}

function asks(app: App, does: Doing): void {
  const { device } = placeOf(does);
  const { name, context } = appOf(does);
  app.questions += 1;
  does.emit('asked');
  does.ask(
    acquire,
    device,
    { app: name, policy: context },
    { then: 'answered', within: patience, about: app.questions, entity: device },
  );
}

/** Gives the connection back; the last app that uses it closes it. */
function gives(app: App, does: Doing): void {
  const rate = app.special;
  app.special = 0;
  does.tell(releases, placeOf(does).device, { policy: appOf(does).context, rate, isLast: isLast(does) });
}

/** Whether no other app of the device uses or awaits the same connection. */
function isLast(does: Doing): boolean {
  const { device } = placeOf(does);
  const apps = does.given.group(device).specialApps!;
  const { context } = appOf(does);
  return does.given.specialApps
    .all(device)
    .every(
      (other, nth) =>
        other === does.subject ||
        apps[nth]!.context !== context ||
        !['connected', 'acquiring'].includes(does.look(others, other).state),
    );
}

function setsUsual(app: App, rate: number, does: Doing): void {
  if (app.usual === rate) return;
  const change = rate - app.usual;
  app.usual = rate;
  does.tell(specialChanges, placeOf(does).device, change);
}
