/**
 * The packet context (PDP context, default bearer): what carries the internet traffic of the device.
 *
 *     deactivated ── activate ──▶ activating ── accepted ──▶ activated ── deactivate ──▶ deactivating ──▶ deactivated
 *          ▲──────────────────── rejected, or signal, attach or registration lost ─────────┘
 *
 * The device has one context at a time, and never activates it again by itself.
 *
 * Source: Microsoft Learn, "OID_WWAN_CONNECT", "Mobile broadband operational semantics", "Mobile broadband data
 * connectivity" (log of a connect), "Mobile broadband miniport driver performance requirements" (a deactivation takes 1 to
 * 10 s).
 */
import {
  count,
  type Distribution,
  model,
  number,
  port,
  type Reply,
  type Request,
  seconds,
  sees,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { type Cause, contextCauses, wwanStatus } from '../messages/causes.ts';
import type { mobileNetwork } from '../operator/mobile-network.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobileBroadbandService } from '../windows/mobile-broadband-service.ts';
import type { ContextRequest } from './class-driver.ts';
import { type modem, radioIsOn } from './modem.ts';
import type { packetService } from './packet-service.ts';
import { isRegistered, type registration } from './registration.ts';

type State = 'deactivated' | 'activating' | 'activated' | 'deactivating';
type Event = 'activates' | 'accepted' | 'rejected' | 'deactivates' | 'deactivationDone' | 'lost';

const packetContextTable: TransitionTable<State, Event> = {
  deactivated: { activates: 'activating' },
  activating: { accepted: 'activated', rejected: 'deactivated', deactivates: 'deactivating', lost: 'deactivated' },
  activated: { deactivates: 'deactivating', lost: 'deactivated' },
  deactivating: { deactivationDone: 'deactivated', lost: 'deactivated' },
};

/**
 * Time of a deactivation.
 *
 * Assumption: triangular between the published best and worst time, with most near the best.
 */
const deactivationTime: Distribution = { kind: 'triangular', low: seconds(1), mode: seconds(1.5), high: seconds(10) };

/** An activation that has no answer by then was rejected for an unknown reason: the time limit in a published log. */
const answerLatest = seconds(199);

/** Characters that an access string may have. */
const accessStringMost = 100;

const network = port<typeof mobileNetwork>('mobile network');
const windows = port<typeof mobileBroadbandService>('Mobile Broadband Service');
const gateway = port<typeof subscription>('packet gateway');
const modems = sees<typeof modem>('modem');
const registrations = sees<typeof registration>('registration');
const services = sees<typeof packetService>('packet service');
export const packetContextPorts = { network, windows, gateway };
export const packetContextSees = { modems, registrations, services };
const { activateContext } = network.asks;
const { contextLost } = windows.tells;
const { trafficStopped } = gateway.tells;

/** What the activation of a context depends on. */
export interface Below {
  readonly context: State;
  readonly service: string;
  readonly registration: string;
  readonly modem: string;
  readonly radioIsOn: boolean;
}

/**
 * Why a context cannot be activated; undefined when the network is to be asked.
 *
 * Assumption: the order, from the device up to the context; the document lists the errors alone.
 */
export function whyNotActivated(
  { context, service, registration, modem, radioIsOn }: Below,
  accessString: string,
): Cause | undefined {
  if (modem === 'notActivated') return wwanStatus.serviceNotActivated;
  if (modem !== 'initialized') return wwanStatus.notReady;
  if (!radioIsOn) return wwanStatus.radioPowerOff;
  if (accessString.length === 0 || accessString.length > accessStringMost) return wwanStatus.invalidAccessString;
  if (!isRegistered(registration)) return wwanStatus.notRegistered;
  if (service !== 'attached') return wwanStatus.packetServiceDetached;
  return context === 'deactivated' ? undefined : wwanStatus.maxActivatedContexts;
}

/**
 * What is missing below: a context needs the packet service, that needs the registration, and that a modem which is
 * Initialized. Undefined when nothing is missing.
 */
export function missingBelow({ context, service, registration, modem }: Omit<Below, 'radioIsOn'>): string | undefined {
  if (context === 'activated' && service !== 'attached') return `context activated, packet service ${service}`;
  if (service === 'attached' && !isRegistered(registration)) return `packet service attached, ${registration}`;
  if (isRegistered(registration) && modem !== 'initialized') return `registered ${registration}, modem ${modem}`;
  return undefined;
}

export const packetContext = model('packet context', {
  source: 'oid-wwan-connect.md',
  table: packetContextTable,
  record: {
    state: state(packetContextTable),
    /** Why it is deactivated; 0 for no reason, or on request. */
    cause: small(),
    /** The connection profile it was last activated with. */
    profile: small(),
    /** Activations so far: names the luck of the next one. */
    activations: count(),
    deactivations: count(),
    /** Ticket + 1 of who asked to activate or deactivate. */
    asker: number(),
  },
  kept: 'columns',
  timers: { deactivationDone: seconds(1.5) },
  facts: ['activating', 'activated', 'rejected', 'deactivated'],
  given: {} as Surroundings,
  takes: {
    /** Accepted with an IP address, or rejected. An answer to an earlier activation, which was lost, is ignored. */
    networkAnswered(context, reply: Reply<true>, does) {
      if (context.state !== 'activating' || reply.about !== context.activations - 1) return;
      const ticket = context.asker - 1;
      context.asker = 0;
      if (reply.outcome === 'answered') {
        context.cause = 0;
        does.move(context, 'accepted');
        does.emit('activated', context.profile);
        does.answer(ticket, true);
      } else {
        context.cause = reply.outcome === 'refused' ? reply.code : contextCauses.unspecified;
        does.move(context, 'rejected');
        does.emit('rejected', context.cause);
        does.refuse(ticket, context.cause);
      }
    },

    deactivationDone(context, _: undefined, does) {
      const ticket = context.asker - 1;
      context.asker = 0;
      does.move(context, 'deactivationDone');
      does.emit('deactivated');
      does.answer(ticket, true);
    },

    /** Signal, attach or registration is gone, or the network deactivates: the driver never activates again by itself. */
    lost(context, cause: Cause, does) {
      const before = context.state;
      if (before === 'deactivated') return;
      const ticket = context.asker - 1;
      context.asker = 0;
      context.cause = cause;
      does.cancel('deactivationDone');
      does.move(context, 'lost');
      does.emit('deactivated', cause);
      if (before === 'activating') does.refuse(ticket, cause);
      else if (before === 'deactivating') does.answer(ticket, true);
      else {
        does.tell(trafficStopped, does.subject, undefined);
        does.tell(contextLost, does.subject, cause);
      }
    },
  },
  answers: {
    activate(context, request: Request<ContextRequest, true>, does) {
      const modem = does.look(modems);
      const why = whyNotActivated(
        {
          context: context.state,
          service: does.look(services).state,
          registration: does.look(registrations).state,
          modem: modem.state,
          radioIsOn: radioIsOn(modem, does.given.group(does.subject)),
        },
        request.message.accessString,
      );
      if (why !== undefined) {
        does.refuse(request.ticket, why);
        return;
      }
      context.asker = request.ticket + 1;
      context.profile = request.message.profile;
      does.move(context, 'activates');
      does.emit('activating', context.profile);
      does.ask(activateContext, does.given.operatorOf(does.subject), request.message, {
        then: 'networkAnswered',
        within: answerLatest,
        about: context.activations,
        occurrence: context.activations,
      });
      context.activations += 1;
    },

    /** Breaks off an activation that is under way. */
    deactivate(context, request: Request<undefined, true>, does) {
      if (context.state !== 'activated' && context.state !== 'activating') {
        does.refuse(request.ticket, wwanStatus.contextNotActivated);
        return;
      }
      if (context.state === 'activating') does.refuse(context.asker - 1, contextCauses.regularDeactivation);
      else does.tell(trafficStopped, does.subject, undefined);
      context.asker = request.ticket + 1;
      context.cause = 0;
      does.move(context, 'deactivates');
      const uniform = does.draw('packetContext.deactivation', context.deactivations);
      context.deactivations += 1;
      does.arm('deactivationDone', does.given.sample(deactivationTime, uniform));
    },
  },
});
