/**
 * The packet service: attach and detach. Without it there is no packet context.
 *
 *     detached ── registered, or Windows asks ──▶ attaching ── accepted ──▶ attached
 *        ▲────────────────────── rejected, lost ──────┘                        │ Windows asks; lost
 *        └───────────────── after 1 to 5 s; at once when lost ── detaching ◀───┘
 *
 * Source: Microsoft Learn, "NDIS_STATUS_WWAN_PACKET_SERVICE", "Mobile broadband packet service attach operations",
 * "Mobile broadband miniport driver performance requirements" (a detach takes 1 to 5 s); 3GPP TS 24.301 (T3410).
 */
import {
  count,
  type Distribution,
  model,
  port,
  type Reply,
  seconds,
  sees,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { type Cause, contextCauses, registrationCauses } from '../messages/causes.ts';
import type { mobileNetwork } from '../operator/mobile-network.ts';
import type { Surroundings } from '../surroundings.ts';
import type { contextPolicies } from '../windows/context-policies.ts';
import type { mobileBroadbandService } from '../windows/mobile-broadband-service.ts';
import type { packetContext } from './packet-context.ts';
import { isRegistered, type registration } from './registration.ts';
import type { specialPacketContext } from './special-packet-context.ts';

type State = 'detached' | 'attaching' | 'attached' | 'detaching';
type Event = 'attaches' | 'accepted' | 'rejected' | 'detaches' | 'detachDone' | 'lost';

const packetServiceTable: TransitionTable<State, Event> = {
  detached: { attaches: 'attaching' },
  attaching: { accepted: 'attached', rejected: 'detached', lost: 'detached' },
  attached: { detaches: 'detaching' },
  detaching: { detachDone: 'detached', lost: 'detached' },
};

/**
 * Time of a detach; that of an attach is the network's.
 *
 * Assumption: triangular between the published best and worst time, with most near the best.
 */
const detachTime: Distribution = { kind: 'triangular', low: seconds(1), mode: seconds(1.5), high: seconds(5) };

/** T3410: an attach that has no answer by then counts as a network failure. */
const answerLatest = seconds(15);

const network = port<typeof mobileNetwork>('mobile network');
const windows = port<typeof mobileBroadbandService>('Mobile Broadband Service');
const context = port<typeof packetContext>('packet context');
const registrations = sees<typeof registration>('registration');
const specials = port<typeof specialPacketContext>('special packet context');
const policies = port<typeof contextPolicies>('context policies');
export const packetServicePorts = { network, windows, context, specials, policies };
export const packetServiceSees = { registrations };
const { attach } = network.asks;
const { attached, detached } = windows.tells;
const contextLost = context.tells.lost;
const specialLost = specials.tells.lost;
const attachedAgain = policies.tells.attached;

/** The contexts beside the one for the internet rest on the attach alone. */
function losesSpecials(device: number, cause: Cause, does: Losing): void {
  for (const place of does.given.specialContexts.all(device)) does.tell(specialLost, place, cause);
}
interface Losing {
  readonly given: Surroundings;
  tell(slot: typeof specialLost, subject: number, cause: Cause): void;
}

export const packetService = model('packet service', {
  source: 'ndis-status-wwan-packet-service.md',
  table: packetServiceTable,
  record: {
    state: state(packetServiceTable),
    /** Why it is detached; 0 for no reason yet. */
    cause: small(),
    /** Attaches so far: names the luck of the next one. */
    attaches: count(),
    detaches: count(),
  },
  kept: 'columns',
  timers: { detachDone: seconds(1.5) },
  facts: ['attaching', 'attached', 'rejected', 'detached'],
  given: {} as Surroundings,
  takes: {
    /** Registered, or asked for by the controller. Ignored unless registered and detached. */
    attaches(service, _: undefined, does) {
      if (service.state !== 'detached' || !isRegistered(does.look(registrations).state)) return;
      does.move(service, 'attaches');
      does.emit('attaching');
      does.ask(attach, does.given.operatorOf(does.subject), undefined, {
        then: 'networkAnswered',
        within: answerLatest,
        about: service.attaches,
        occurrence: service.attaches,
      });
      service.attaches += 1;
    },

    /** An answer to an earlier attach, which was lost, is ignored. */
    networkAnswered(service, reply: Reply<true>, does) {
      if (service.state !== 'attaching' || reply.about !== service.attaches - 1) return;
      const isAccepted = reply.outcome === 'answered';
      service.cause = isAccepted ? 0 : reply.outcome === 'refused' ? reply.code : registrationCauses.networkFailure;
      does.move(service, isAccepted ? 'accepted' : 'rejected');
      does.emit(isAccepted ? 'attached' : 'rejected', service.cause);
      if (isAccepted) {
        does.tell(attached, does.subject, undefined);
        if (does.given.specialContexts.each(does.subject) > 0) does.tell(attachedAgain, does.subject, undefined);
      } else does.tell(detached, does.subject, service.cause);
    },

    /** Asked for by Windows: the context goes first. */
    detaches(service, _: undefined, does) {
      if (service.state !== 'attached') return;
      does.tell(contextLost, does.subject, contextCauses.regularDeactivation);
      losesSpecials(does.subject, contextCauses.regularDeactivation, does);
      does.self('detachBegins');
    },

    detachBegins(service, _: undefined, does) {
      if (service.state !== 'attached') return;
      does.move(service, 'detaches');
      does.arm('detachDone', does.given.sample(detachTime, does.draw('packetService.detach', service.detaches)));
      service.detaches += 1;
    },

    detachDone(service, _: undefined, does) {
      service.cause = contextCauses.regularDeactivation;
      does.move(service, 'detachDone');
      does.emit('detached', service.cause);
      does.tell(detached, does.subject, service.cause);
    },

    /** The signal, the registration or the network is gone: what was attached is detached at once, without a word. */
    lost(service, cause: Cause, does) {
      if (service.state === 'detached') return;
      if (service.state === 'attached') {
        losesSpecials(does.subject, cause, does);
        does.move(service, 'detaches');
      }
      does.cancel('detachDone');
      service.cause = cause;
      does.move(service, 'lost');
      does.emit('detached', cause);
      does.tell(detached, does.subject, cause);
    },
  },
});
