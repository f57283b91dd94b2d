/**
 * The Provisioning Agent: takes a provisioning file from an app or a web site, judges it, applies what can be applied, and
 * reports each part.
 *
 *     mobile broadband app ─┐
 *     other app ────────────┼─ apply(file) ──▶ ┌────────────────────┐ ── code, results, activation ──▶ whoever asked
 *     operator web site ────┘                  │ Provisioning Agent │ ── is there a newer file? ──▶ operator web site
 *     whoever activates ── attempted ────────▶ └────────────────────┘ ── profiles changed ──▶ default context controller
 *     app ── usage alone ────────────────────────────────┘  └── plan, usage ──▶ Data Usage and Subscription Manager
 *
 * What the modem has to do then (reconnect, register anew, activate the service) is part of the answer; the agent counts the
 * attempts that are left. Files are read once for the whole world; a device keeps the number of what it has become.
 * Source: Microsoft Learn, "ProvisioningAgent class", "Account provisioning". Assumption: a second file while one is being
 * applied is answered "busy"; the user agrees to a provider's certificate once for all of its files.
 */
import {
  count,
  days,
  flag,
  type Link,
  megabytes,
  model,
  port,
  type Reply,
  type Request,
  seconds,
  small,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import { planInForce } from '../messages/provisioning/applying.ts';
import type { HandOver } from '../messages/provisioning/hand-over.ts';
import {
  busyOutcome,
  type PreparedFile,
  type ProvisionedStates,
  type ProvisioningOutcome,
} from '../messages/provisioning/prepared-files.ts';
import { withConsent } from '../messages/provisioning/verdict.ts';
import type { mobileOperatorWebSite } from '../operator/mobile-operator-web-site.ts';
import type { dataUsageAndSubscriptionManager, UsageTold } from './data-usage-and-subscription-manager.ts';
import type { defaultContextController } from './default-context-controller.ts';

type State = 'idle' | 'applying';
type Event = 'fileDelivered' | 'fileApplied';

const provisioningTable: TransitionTable<State, Event> = {
  idle: { fileDelivered: 'applying' },
  applying: { fileApplied: 'idle' },
};

/** Assumption: Windows needs two seconds to check a file and to write profiles; no document names a time. */
const applyTime = seconds(2);

/** How long Windows waits for the file of a RefreshURL. Assumption: as for a web page. */
const refreshTimeout = seconds(30);

/** What the world gives the agent: the files, and what it asks of a device. */
export interface ProvisioningSurroundings {
  readonly provisioning: {
    readonly states: ProvisionedStates;
    /** What the device's SIM is called in a file: its IMSI, its ICCID; nothing without a SIM. */
    subscriberIds(device: number): readonly string[];
    wifiServiceRuns(device: number): boolean;
    osRelease(device: number): number;
    /** The newer file that the operator's site gives a device that asks for one. */
    refreshedFile(device: number): HandOver;
    pathOf(device: number): Link;
  };
}

const controller = port<typeof defaultContextController>('default context controller');
const site = port<typeof mobileOperatorWebSite>('operator web site');
const usage = port<typeof dataUsageAndSubscriptionManager>('data usage and subscription manager');
export const provisioningAgentPorts = { controller, site, usage };

export const provisioningAgent = model('provisioning agent', {
  source: 'account-provisioning.md',
  table: provisioningTable,
  record: {
    state: state(provisioningTable),
    /** Number of what files have made of the device; 0 is nothing. */
    provisioned: count(),
    /** HRESULT of the last file. */
    code: count(),
    /** The file being applied. */
    file: count(),
    /** The ticket of who asked, and one more; 0 is nobody. */
    waiting: count(),
    forThisSim: flag(),
    userAgrees: flag(),
    /** The user agreed to the provider's certificate at some time. */
    consented: flag(),
    /** At least one file was taken, if only in part. */
    applied: flag(),
    activationsLeft: small(),
    /** Newer files asked for so far: names the luck of the next question. */
    refreshes: count(),
  },
  kept: 'columns',
  timers: { fileApplied: applyTime, refreshes: days(1) },
  facts: ['applied', 'appliedInPart', 'refused', 'activated', 'activationGivenUp', 'refreshed', 'refreshFailed'],
  given: {} as ProvisioningSurroundings,
  answers: {
    apply(agent, request: Request<HandOver, ProvisioningOutcome>, does) {
      if (agent.state === 'applying') {
        does.answer(request.ticket, busyOutcome);
        return;
      }
      agent.waiting = request.ticket + 1;
      does.self('takes', request.message);
    },
  },
  takes: {
    /** The operator's file was applied before the run began. */
    bornProvisioned(agent, { file, madeFor }: HandOver, does) {
      const { states, subscriberIds, wifiServiceRuns, osRelease } = does.given.provisioning;
      const prepared = states.file(file);
      const { next } = states.apply(agent.provisioned, file, prepared.verdict, {
        subscriberIsPresent: subscriberIds(does.subject).includes(madeFor ?? namedIn(prepared)),
        wifiServiceRuns: wifiServiceRuns(does.subject),
        osRelease: osRelease(does.subject),
      });
      agent.provisioned = next;
      agent.applied = true;
    },

    takes(agent, { file, madeFor, userAgrees }: HandOver, does) {
      const { states, subscriberIds } = does.given.provisioning;
      agent.file = file;
      agent.userAgrees = userAgrees;
      agent.forThisSim = subscriberIds(does.subject).includes(madeFor ?? namedIn(states.file(file)));
      does.move(agent, 'fileDelivered');
      does.arm('fileApplied');
    },

    fileApplied(agent, _: undefined, does) {
      const { states, wifiServiceRuns, osRelease } = does.given.provisioning;
      const { verdict } = states.file(agent.file);
      const consented = withConsent(verdict, agent.consented, agent.userAgrees);
      const { next, outcome } = states.apply(agent.provisioned, agent.file, consented, {
        subscriberIsPresent: agent.forThisSim,
        wifiServiceRuns: wifiServiceRuns(does.subject),
        osRelease: osRelease(does.subject),
      });
      if (consented.ok && consented.needsConsent) agent.consented = true;
      if (next !== agent.provisioned) does.tell(controller.tells.profilesChanged, does.subject, undefined);
      agent.provisioned = next;
      const plan = planInForce(states.at(next));
      if (consented.ok && agent.forThisSim && plan !== undefined)
        does.tell(usage.tells.planProvisioned, does.subject, plan);
      agent.code = outcome.code;
      agent.applied ||= consented.ok;
      if (consented.ok) agent.activationsLeft = outcome.activation?.attempts ?? 0;
      does.move(agent, 'fileApplied');
      does.emit(factOf(outcome, consented.ok), outcome.code);
      if (agent.waiting > 0) does.answer((agent.waiting - 1) as Ticket<ProvisioningOutcome>, outcome);
      agent.waiting = 0;
      const delayInDays = states.at(next).refreshParameters?.delayInDays;
      if (delayInDays !== undefined) does.arm('refreshes', days(delayInDays));
    },

    /** The file said when to ask for a newer one. Without internet, or when the site does not answer, again after a day. */
    refreshes(agent, _: undefined, does) {
      if (agent.state === 'applying') {
        does.arm('refreshes');
        return;
      }
      does.ask(site.asks.refresh, does.subject, undefined, {
        then: 'refreshAnswered',
        within: refreshTimeout,
        over: does.given.provisioning.pathOf(does.subject),
        occurrence: agent.refreshes,
      });
      agent.refreshes += 1;
    },

    /** From the site as any file of the site: signed, or refused. */
    refreshAnswered(agent, reply: Reply<true>, does) {
      const came = reply.outcome === 'answered' && agent.state !== 'applying';
      does.emit(came ? 'refreshed' : 'refreshFailed');
      if (came) does.self('takes', does.given.provisioning.refreshedFile(does.subject));
      else does.arm('refreshes');
    },

    /**
     * Usage of the plan alone, from the app: it is passed on at once.
     *
     * Assumption: a file of nothing but usage takes Windows no time, and its MB are the nearest whole ones.
     */
    usageProvided(_agent, { bytes, at }: UsageTold, does) {
      const whole = megabytes(Math.round(bytes / megabytes(1)));
      does.tell(usage.tells.usageProvisioned, does.subject, { bytes: whole, at });
    },

    /** From the Data Usage and Subscription Manager: the plan has expired, and its connection profile goes with it. */
    planDeleted(agent, _: undefined, does) {
      agent.provisioned = does.given.provisioning.states.withoutPlan(agent.provisioned);
      does.tell(controller.tells.profilesChanged, does.subject, undefined);
    },

    /** The modem has tried what the last file told it; nothing is left to do after a success. */
    activationAttempted(agent, succeeded: boolean, does) {
      if (agent.activationsLeft === 0) return;
      agent.activationsLeft = succeeded ? 0 : agent.activationsLeft - 1;
      if (succeeded) does.emit('activated');
      else if (agent.activationsLeft === 0) does.emit('activationGivenUp');
    },
  },
});

const namedIn = ({ verdict }: PreparedFile): string => (verdict.ok ? verdict.document.global.subscriberId : '');

const factOf = ({ allElementsProvisioned }: ProvisioningOutcome, wasTaken: boolean) => {
  if (!wasTaken) return 'refused';
  return allElementsProvisioned ? 'applied' : 'appliedInPart';
};
