/**
 * The usage task of the operator's app: runs in the background when Windows tells of usage, asks the operator what billing
 * knows, gives that to Windows, and warns its user.
 *
 *     System Event Broker ── DataPlanThresholdReached, Reset, Deleted ──▶ ┌────────────┐ ── how much? ──▶ usage query
 *     network flyout ── opened, where it asks then ────────────────────▶ │            │
 *     its own timer ── every so often, where it polls ──────────────────▶ │ usage task │ ── usage ──────▶ Provisioning Agent
 *                                                                         └────────────┘ ── toast ──────▶ user
 *
 *     idle ── event, timer ──▶ asking ── answer, or none ──▶ idle
 *
 * Source: Microsoft Learn, "Mobile operator notification scenarios" (data usage), "Develop an app to handle the
 * MobileOperatorNotification event"; "Support your app with background tasks" (a run is over after 30 s).
 * Assumption: the app asks again with the next event when there was no answer, and shows one toast a cycle; abroad, one at
 * each threshold event. Where it does not ask billing, it warns by what Windows has counted.
 */
import {
  type Bytes,
  count,
  flag,
  hours,
  model,
  port,
  type Reply,
  sees,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { subscription } from '../operator/subscription.ts';
import { type BilledUsage, type usageQuery, usageQuerySize } from '../operator/usage-query.ts';
import type { dataWarning } from '../people/data-warning.ts';
import { readsWarnings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { type dataUsageAndSubscriptionManager, knownUsage } from './data-usage-and-subscription-manager.ts';
import { countedBy, type localDataCounters } from './local-data-counters.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { provisioningAgent } from './provisioning-agent.ts';
import { type EventRaised, longestRun } from './system-event-broker.ts';

type State = 'idle' | 'asking';
type Event = 'asks' | 'answered' | 'unanswered';

const usageTaskTable: TransitionTable<State, Event> = {
  idle: { asks: 'asking' },
  asking: { answered: 'idle', unanswered: 'idle' },
};

const operator = port<typeof usageQuery>('operator');
const agent = port<typeof provisioningAgent>('provisioning agent');
const gateway = port<typeof subscription>('subscription');
const owner = port<typeof dataWarning>('data warning');
export const usageTaskPorts = { operator, agent, gateway, owner };

const managers = sees<typeof dataUsageAndSubscriptionManager>('data usage and subscription manager');
const counters = sees<typeof localDataCounters>('local data counters');
const apps = sees<typeof mobileBroadbandApp>('mobile broadband app');
export const usageTaskSees = { managers, counters, apps };

export const usageTask = model('usage task', {
  source: 'develop-an-app-to-handle-the-mobileoperatornotification-event.md',
  table: usageTaskTable,
  record: {
    state: state(usageTaskTable),
    /** Questions to billing so far, and answers. */
    asked: count(),
    synced: count(),
    /** The toast of this cycle has been shown. */
    warned: flag(),
  },
  kept: 'columns',
  timers: { polls: hours(1), asksLater: hours(1) },
  /**
   * The value of `synced` and `warned` is the usage that Windows, or the user, is told, of `warnedAbroad` the steps that the
   * event stands for.
   */
  facts: ['ran', 'asked', 'synced', 'unanswered', 'warned', 'warnedAbroad', 'asksToRenew'],
  given: {} as Surroundings,
  takes: {
    /** From the app: Windows has the plan. Whoever polls begins now. */
    begins(_task, _: undefined, does) {
      const sync = does.given.group(does.subject).usage?.sync;
      if (sync?.by === 'polling') does.arm('polls', sync.every);
    },

    /** From the System Event Broker. */
    runs(task, { event, value: steps = 1 }: EventRaised, does) {
      does.emit('ran');
      if (event === 'dataPlanDeleted') {
        does.emit('asksToRenew');
        return;
      }
      if (event === 'dataPlanThresholdReached' && does.look(managers).roaming && isRead(does)) {
        does.emit('warnedAbroad', steps);
        does.tell(owner.tells.warned, does.subject, { channel: 'toast', share: undefined });
      }
      const usage = does.given.group(does.subject).usage;
      if (event === 'dataPlanReset') {
        task.warned = false;
        if (usage?.sync === undefined) return;
        const spread = usage.resetSpread ?? 0;
        if (spread === 0) does.self('asks');
        else does.arm('asksLater', Math.floor(spread * does.draw('usageTask.resetSpread', task.asked)));
      } else if (usage?.sync?.by === 'thresholds') does.self('asks');
      else does.self('looks');
    },

    /** From the network flyout: its user looks, and wants to see what is true. */
    flyoutOpened(_task, _: undefined, does) {
      if (does.look(apps).registered) does.self('asks');
    },

    polls(_task, _: undefined, does) {
      const sync = does.given.group(does.subject).usage?.sync;
      if (sync?.by !== 'polling') return;
      if (does.look(apps).state !== 'notInstalled') does.self('asks');
      if (does.now + sync.every <= does.given.settings.length) does.arm('polls', sync.every);
    },

    asksLater(_task, _: undefined, does) {
      does.self('asks');
    },

    asks(task, _: undefined, does) {
      if (task.state === 'asking') return;
      const nth = task.asked;
      task.asked += 1;
      does.move(task, 'asks');
      does.emit('asked');
      does.ask(operator.asks.usageOf, does.given.operatorOf(does.subject), undefined, {
        then: 'usageAnswered',
        over: does.given.pathOf(does.subject),
        within: longestRun,
        occurrence: nth,
      });
    },

    usageAnswered(task, reply: Reply<BilledUsage>, does) {
      if (reply.outcome !== 'answered') {
        does.move(task, 'unanswered');
        does.emit('unanswered');
        return;
      }
      does.move(task, 'answered');
      task.synced += 1;
      const { given, subject } = does;
      if (given.pathOf(subject) === given.links.cellular) does.tell(gateway.tells.zeroRated, subject, usageQuerySize);
      does.emit('synced', reply.answer.bytes);
      does.tell(agent.tells.usageProvided, subject, reply.answer);
      does.self('looksSoon');
    },

    /** After Windows has taken the usage, which the agent passes on. */
    looksSoon(_task, _: undefined, does) {
      does.self('looks');
    },

    /** Whether it is time to warn: by the usage that Windows knows. */
    looks(task, _: undefined, does) {
      const warnsAt = does.given.group(does.subject).usage?.warnsAt;
      const manager = does.look(managers);
      if (warnsAt === undefined || task.warned || manager.limit === 0) return;
      const used: Bytes = knownUsage(manager, countedBy(does.look(counters), does.now));
      if (used < warnsAt * manager.limit) return;
      task.warned = true;
      does.emit('warned', used);
      if (isRead(does)) does.tell(owner.tells.warned, does.subject, { channel: 'toast', share: used / manager.limit });
    },
  },
});

/** Whether anybody minds a toast. */
const isRead = ({ given, subject }: { readonly given: Surroundings; readonly subject: number }): boolean =>
  readsWarnings(given.group(subject), given.operator(subject));
