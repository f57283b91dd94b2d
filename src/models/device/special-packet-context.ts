/**
 * A special packet context: a connection of its own to one access point, beside the one for the internet, with a virtual
 * network interface whose bytes are counted by themselves.
 *
 *     context policies ── activate, close ──▶ ┌────────────────────────┐ ── activate ─────────▶ mobile network
 *     apps, sharing ───── rate ─────────────▶ │ special packet context │ ── zero-rated bytes ─▶ subscription
 *     packet service ──── lost ─────────────▶ └────────────────────────┘ ── rates, lost ──────▶ context policies
 *
 *     deactivated ── activates ─▶ activating ── accepted ─▶ activated ── closes ─▶ deactivated
 *          ▲───────────── rejected, or the attach is lost ──────┘
 *
 * A device has one record for each access point that its operator offers beside the internet, and one for shared traffic.
 *
 * Source: Microsoft Learn, "Developing apps using multiple PDP contexts".
 * Assumption: Windows does not wait for a deactivation; what is zero-rated is never held up by the plan, and is not charged.
 */
import {
  type Bytes,
  count,
  type Does,
  model,
  number,
  port,
  type RecordOf,
  type Reply,
  type Request,
  seconds,
  sees,
  state,
  type Ticket,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { contextCauses, wwanStatus } from '../messages/causes.ts';
import type { mobileNetwork } from '../operator/mobile-network.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn } from '../transfer-time.ts';
import type { contextPolicies } from '../windows/context-policies.ts';
import type { packetService } from './packet-service.ts';

type State = 'deactivated' | 'activating' | 'activated';
type Event = 'activates' | 'accepted' | 'rejected' | 'closes' | 'lost';

const specialTable: TransitionTable<State, Event> = {
  deactivated: { activates: 'activating' },
  activating: { accepted: 'activated', rejected: 'deactivated', closes: 'deactivated', lost: 'deactivated' },
  activated: { closes: 'deactivated', lost: 'deactivated' },
};

/** As for the context for the internet: the time limit in a published log. */
const answerLatest = seconds(199);

const network = port<typeof mobileNetwork>('mobile network');
const gateway = port<typeof subscription>('packet gateway');
const windows = port<typeof contextPolicies>('context policies');
export const specialContextPorts = { network, gateway, windows };
const { activateContext } = network.asks;
const { zeroRatedSpecial } = gateway.tells;
const { ratesChanged, contextLost, contextBegan, contextPassed } = windows.tells;
const services = sees<typeof packetService>('packet service');
export const specialContextSees = { services };

const record = {
  state: state(specialTable),
  activations: count(),
  /** Ticket + 1 of who waits for the activation. */
  asker: number(),
  /** Bytes per second that are wanted over it, and in the stretch that passes. */
  rate: number(),
  passing: number(),
  /** Of one that is zero-rated: since when it passes. */
  passingSince: time(),
  /** What the virtual interface has counted, in stretches that are over. */
  used: volume(),
};
type Special = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof specialTable,
  never,
  'activating' | 'activated' | 'rejected' | 'closed' | 'lost' | 'carried',
  string,
  Surroundings
>;

export const specialPacketContext = model('special packet context', {
  source: 'developing-apps-using-multiple-pdp-contexts.md',
  table: specialTable,
  record,
  kept: 'columns',
  /** Values: of `rejected` and `lost` the cause, of `carried` bytes. */
  facts: ['activating', 'activated', 'rejected', 'closed', 'lost', 'carried'],
  given: {} as Surroundings,
  takes: {
    networkAnswered(context, reply: Reply<true>, does) {
      if (context.state !== 'activating' || reply.about !== context.activations) return;
      const ticket = (context.asker - 1) as Ticket<true>;
      context.asker = 0;
      if (reply.outcome === 'answered') {
        does.move(context, 'accepted');
        does.emit('activated', 0, deviceOf(does));
        does.answer(ticket, true);
        return;
      }
      const cause = reply.outcome === 'refused' ? reply.code : contextCauses.unspecified;
      does.move(context, 'rejected');
      does.emit('rejected', cause, deviceOf(does));
      does.refuse(ticket, cause);
    },

    /** An app or the sharing begins to use it, or is done: so many bytes per second more, or fewer. */
    changes(context, by: number, does) {
      if (context.state !== 'activated' || by === 0) return;
      const rate = context.rate + by;
      if (isZeroRated(does)) {
        countsZeroRated(context, does);
        context.rate = rate;
        begins(context, does);
        return;
      }
      context.rate = rate;
      does.tell(ratesChanged, deviceOf(does), undefined);
    },

    /** From the gateway, by way of the policies: from now on passes what is wanted. */
    stretchBegan(context, _: undefined, does) {
      context.passing = context.rate;
      does.tell(contextBegan, deviceOf(does), placeOf(does).nth);
    },

    counted(context, bytes: Bytes, does) {
      counts(context, bytes, does);
    },

    /** Nobody uses it any more, or Windows closes it. */
    closes(context, _: undefined, does) {
      ends(context, 'closes', contextCauses.regularDeactivation, does);
    },

    /** The attach is gone. */
    lost(context, cause: number, does) {
      if (context.state === 'deactivated') return;
      ends(context, 'lost', cause, does);
      does.tell(contextLost, deviceOf(does), placeOf(does).nth);
    },
  },
  answers: {
    /** Answered when it is up, refused with the cause. */
    activate(context, request: Request<{ accessString: string }, true>, does) {
      const { device, nth } = placeOf(does);
      if (context.state !== 'deactivated' || does.look(services, device).state !== 'attached') {
        does.refuse(
          request.ticket,
          context.state === 'deactivated' ? wwanStatus.packetServiceDetached : wwanStatus.busy,
        );
        return;
      }
      context.asker = request.ticket + 1;
      context.activations += 1;
      does.move(context, 'activates');
      does.emit('activating', nth, device);
      does.ask(
        activateContext,
        does.given.operatorOf(device),
        { profile: 0, accessString: request.message.accessString, special: nth },
        {
          then: 'networkAnswered',
          within: answerLatest,
          about: context.activations,
          entity: device,
          // The luck of activations of several contexts of a device is told apart by their place.
          occurrence: context.activations * slotsMost + nth + 1,
        },
      );
    },
  },
});

/** Places for contexts, at most; more than a device can have at once. */
const slotsMost = 64;

const placeOf = (does: Doing) => does.given.specialContexts.whose(does.subject);
const deviceOf = (does: Doing): number => placeOf(does).device;
const isZeroRated = (does: Doing): boolean => {
  const { device, nth } = placeOf(does);
  return isZeroRatedSlot(does.given, device, nth);
};

/** Whether what goes over the context in that place is charged. The place after the last policy is that of shared traffic. */
export function isZeroRatedSlot(given: Pick<Surroundings, 'operator'>, device: number, nth: number): boolean {
  const { contexts, sharing } = given.operator(device);
  return contexts?.policies[nth]?.zeroRated ?? sharing?.zeroRated ?? false;
}

function counts(context: Special, bytes: Bytes, does: Doing): void {
  context.used = (context.used + bytes) as Bytes;
  does.emit('carried', bytes, deviceOf(does));
  does.tell(contextPassed, deviceOf(does), { nth: placeOf(does).nth, bytes });
}

/** A zero-rated stretch begins, where there is anything to pass. */
function begins(context: Special, does: Doing): void {
  context.passing = context.rate;
  context.passingSince = context.rate > 0 ? does.now : undefined;
  if (context.rate > 0) does.tell(contextBegan, deviceOf(does), placeOf(does).nth);
}

/** A zero-rated stretch is over: rate times time. */
function countsZeroRated(context: Special, does: Doing): void {
  if (context.passingSince === undefined) return;
  const bytes = passedIn(does.now - context.passingSince, context.passing) as Bytes;
  context.passingSince = undefined;
  if (bytes === 0) return;
  counts(context, bytes, does);
  does.tell(zeroRatedSpecial, deviceOf(does), bytes);
}

function ends(context: Special, event: 'closes' | 'lost', cause: number, does: Doing): void {
  if (context.state === 'deactivated') return;
  countsZeroRated(context, does);
  const hadRate = context.rate > 0;
  const ticket = (context.asker - 1) as Ticket<true>;
  const wasAsked = context.asker > 0;
  context.asker = 0;
  context.rate = 0;
  does.move(context, event);
  does.emit(event === 'lost' ? 'lost' : 'closed', cause, deviceOf(does));
  if (wasAsked) does.refuse(ticket, cause);
  if (hadRate && !isZeroRated(does)) does.tell(ratesChanged, deviceOf(does), undefined);
}
