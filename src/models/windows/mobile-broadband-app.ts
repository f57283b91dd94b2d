/**
 * The operator's mobile broadband app on one PC: sells plans while it is open, and runs in the background when an event
 * wakes it.
 *
 *     Store ────── installed ──────▶ ┌──────────────────────┐ ── pages of the sale ──▶ operator's back end
 *     connection ─ opens at plans ─▶ │ mobile broadband app │ ── fuller file ────────▶ provisioning agent
 *     event broker ─ background ───▶ └──────────────────────┘
 *
 * Its pages come over the traffic path of the device: Wi-Fi where there is some, otherwise the limited connection of the
 * operator itself.
 *
 * Source: Microsoft Learn, "UWP mobile broadband apps", "Overview of mobile broadband", "Plan purchase".
 * Assumption: one fuller file after the app has been registered, with the first background event that finds the plan active.
 */
import {
  flag,
  model,
  port,
  type Reply,
  type Request,
  sees,
  small,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import type { physicalSim } from '../device/physical-sim.ts';
import { handOver } from '../messages/provisioning/hand-over.ts';
import type { ProvisioningOutcome } from '../messages/provisioning/prepared-files.ts';
import type { mobileOperatorWebSite } from '../operator/mobile-operator-web-site.ts';
import { isHot, type subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import type { provisioningAgent } from './provisioning-agent.ts';
import type { EventRaised } from './system-event-broker.ts';
import type { usageTask } from './usage-task.ts';

type State = 'notInstalled' | 'suspended' | 'running';
type Event = 'installed' | 'started' | 'suspended' | 'uninstalled';

const mobileBroadbandAppTable: TransitionTable<State, Event> = {
  notInstalled: { installed: 'suspended' },
  suspended: { started: 'running', uninstalled: 'notInstalled' },
  running: { suspended: 'suspended', uninstalled: 'notInstalled' },
};

/** What a request gets that the app cannot serve. */
export const appRefusals = { notRunning: 409, noConnection: 503 } as const;

const backEnd = port<typeof mobileOperatorWebSite>('operator back end');
const agent = port<typeof provisioningAgent>('provisioning agent');
const { openPage } = backEnd.asks;
const { apply } = agent.asks;
const lines = sees<typeof subscription>('subscriptions');
const cards = sees<typeof physicalSim>('physical SIM');
const task = port<typeof usageTask>('usage task');
export const mobileBroadbandAppPorts = { backEnd, agent, task };
export const mobileBroadbandAppSees = { lines, cards };

export const mobileBroadbandApp = model('mobile broadband app', {
  source: 'uwp-mobile-broadband-apps.md',
  table: mobileBroadbandAppTable,
  record: {
    state: state(mobileBroadbandAppTable),
    /** For background events. */
    registered: flag(),
    /** The fuller file has been handed over. */
    provisioned: flag(),
    backgroundRuns: small(),
  },
  kept: 'columns',
  facts: ['installed', 'uninstalled', 'started', 'suspended', 'backgroundRun', 'provisioned', 'fileRefused'],
  given: {} as Surroundings,
  takes: {
    /** From the Store, or from the image of the PC. A newer version of an app that is there changes nothing. */
    installed(app, _: undefined, does) {
      if (app.state !== 'notInstalled') return;
      does.move(app, 'installed');
      does.emit('installed');
    },

    uninstalled(app, _: undefined, does) {
      if (app.state === 'notInstalled') return;
      does.move(app, 'uninstalled');
      app.registered = false;
      app.provisioned = false;
      does.emit('uninstalled');
    },

    /** From the Device Setup Manager: its background events are registered. */
    handlersRegistered(app, _: undefined, _does) {
      if (app.state !== 'notInstalled') app.registered = true;
    },

    /** From the connection manager: no internet, or the line is not bought. Opens at the page with the plans. */
    opensAtPlans(app, _: undefined, does) {
      if (app.state !== 'suspended') return;
      does.move(app, 'started');
      does.emit('started');
    },

    /** The person has left the app: Windows suspends it. */
    closed(app, _: undefined, does) {
      if (app.state !== 'running') return;
      does.move(app, 'suspended');
      does.emit('suspended');
    },

    /** From the System Event Broker: a background event. Without a plan or a connection there is nothing to write. */
    backgroundEvent(app, _raised: EventRaised, does) {
      if (app.state === 'notInstalled' || !app.registered) return;
      app.backgroundRuns = Math.min(app.backgroundRuns + 1, runsMost);
      does.emit('backgroundRun');
      const { given, subject } = does;
      if (app.provisioned || !isHot(does.look(lines)) || given.pathOf(subject) === given.links.nowhere) return;
      app.provisioned = true;
      does.ask(apply, subject, handOver(given, subject, does.look(cards).card, 'app'), { then: 'applied' });
    },

    /** A file that was refused is written again with the next background event. */
    applied(app, reply: Reply<ProvisioningOutcome>, does) {
      app.provisioned = reply.outcome === 'answered' && reply.answer.code === 0;
      if (app.provisioned) does.tell(task.tells.begins, does.subject, undefined);
      does.emit(app.provisioned ? 'provisioned' : 'fileRefused');
    },

    pageCame(_app, reply: Reply<string>, does) {
      const ticket = reply.about as Ticket<string>;
      if (reply.outcome === 'answered') does.answer(ticket, reply.answer);
      else does.refuse(ticket, appRefusals.noConnection);
    },
  },
  answers: {
    /** One page of the purchase, over the limited connection or another; answered when it is there. */
    openPage(app, request: Request<{ page: string }, string>, does) {
      if (app.state !== 'running') {
        does.refuse(request.ticket, appRefusals.notRunning);
        return;
      }
      does.ask(openPage, does.subject, request.message, {
        then: 'pageCame',
        over: does.given.pathOf(does.subject),
        within: does.given.operator(does.subject).portal.pageTimeout,
        about: request.ticket,
        occurrence: request.occurrence,
      });
    },
  },
});

/** Background runs beyond this are not counted. */
const runsMost = 255;
