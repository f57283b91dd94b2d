/**
 * The mobile network: lets a line register, or rejects it with a cause; attaches it to the packet service; activates its
 * packet context.
 *
 *     modem ── register ──▶ ┌────────────────┐ ── home, roaming, partner, or reject cause
 *     modem ── attach ────▶ │ mobile network │ ── attached
 *     modem ── activate ──▶ └────────────────┘ ── packet context, or ESM cause
 *
 *     cold          rejected with `coldCause`, or the walled garden       suspended    cause 11; 6 when stolen
 *     activating    as before: a warm line stays known to the network     terminated   cause 2, IMSI unknown
 *     warm, hot, outOfData, expired   registers; what it reaches is up to the gateway
 *
 * Source: 3GPP TS 24.008 / 24.301 reject causes; times from Microsoft Learn, "Mobile broadband miniport driver
 * performance requirements".
 */
import { count, model, port, type Request, sees } from '../../sim/index.ts';
import type { ContextRequest } from '../device/class-driver.ts';
import type { RegisteredAt } from '../device/registration.ts';
import { type Cause, contextCauses, registrationCauses, wwanStatus } from '../messages/causes.ts';
import type { traveller } from '../people/traveller.ts';
import type { GroupSettings, NetworkSettings, OperatorSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { roamingCharging } from './roaming-charging.ts';
import { causeOfSuspension, type subscription } from './subscription.ts';

const lines = sees<typeof subscription>('subscriptions');
const gateway = port<typeof subscription>('packet gateway');
const { contextActivated, registeredAbroad } = gateway.tells;
const roaming = port<typeof roamingCharging>('roaming charging');
export const networkPorts = { gateway, roaming };
const travellers = sees<typeof traveller>('traveller');
export const networkSees = { lines, travellers };

/** Reject causes of the network after which a modem may try again by itself, or not. */
export const rejectCauses = {
  imsiUnknown: registrationCauses.imsiUnknown,
  networkRefused: registrationCauses.networkRefused,
  networkFailure: registrationCauses.networkFailure,
} as const;

/** Causes after which the modem tries again by itself. */
export const isRetryableCause = (cause: number): boolean =>
  cause === rejectCauses.networkFailure || cause === rejectCauses.imsiUnknown;

/** What ESM causes are numbered from, among all causes. */
const esm = 100;

export const mobileNetwork = model('mobile network', {
  source: 'ndis-status-wwan-register-state.md',
  record: { registrations: count(), rejects: count(), contexts: count() },
  given: {} as Surroundings,
  answers: {
    /** The message is how many times this line has tried before. */
    register(network, request: Request<number, RegisteredAt>, does) {
      const settings = does.given.settings.operators[does.subject]!.network;
      const device = request.entity;
      const nth = request.message;
      const delay = does.given.sample(settings.registration, does.draw('network.registration', nth, 0, device));
      const cause =
        causeOfLine(does.look(lines, device), settings) ??
        (does.draw('network.rejectsForGood', 0, 0, device) < settings.rejectsForGood
          ? rejectCauses.networkRefused
          : does.draw('network.rejectsRetryable', nth, 0, device) < settings.rejectsRetryable
            ? rejectCauses.networkFailure
            : undefined);
      if (cause === undefined) {
        network.registrations += 1;
        const group = does.given.group(device);
        const isAbroad = group.travels !== undefined && does.look(travellers, device).state === 'abroad';
        const where = isAbroad ? 'roaming' : registeredAt(group, does.draw('network.place', nth, 0, device));
        if (does.given.settings.operators[does.subject]!.roaming !== undefined) {
          does.tell(registeredAbroad, device, where !== 'home');
          does.tell(roaming.tells.registered, device, where !== 'home');
        }
        does.answer(request.ticket, where, delay);
      } else {
        network.rejects += 1;
        does.refuse(request.ticket, cause, undefined, delay);
      }
    },

    /** Attach to the packet service, of a registered line. The network may have lost its good opinion of it since. */
    attach(network, request: Request<undefined, true>, does) {
      const settings = does.given.settings.operators[does.subject]!.network;
      const device = request.entity;
      const delay = does.given.sample(settings.attach, does.draw('network.attach', request.occurrence, 0, device));
      const cause = causeOfLine(does.look(lines, device), settings);
      if (cause === undefined) {
        does.answer(request.ticket, true, delay);
        return;
      }
      network.rejects += 1;
      does.refuse(request.ticket, cause, undefined, delay);
    },

    /** The message names the access point; without one, the network takes its own. */
    activateContext(network, request: Request<ContextRequest | undefined, true>, does) {
      const operator = does.given.settings.operators[does.subject]!;
      const { pdpActivation, contextRejects } = operator.network;
      const device = request.entity;
      network.contexts += 1;
      const delay = does.given.sample(pdpActivation, does.draw('network.pdpActivation', request.occurrence, 0, device));
      const isCdma = does.given.group(device).technology === 'cdma';
      const line = does.look(lines, device);
      const cause = contextCauseOfLine(line, operator.network, isCdma);
      const refusal =
        cause ??
        (!isCdma && !knowsAccessPoint(operator, request.message?.accessString)
          ? wwanStatus.invalidAccessString
          : (rejectOfPolicy(operator, request, does) ??
            chosen(contextRejects, does.draw('network.contextRejects', request.occurrence, 0, device))));
      if (refusal !== undefined) {
        does.refuse(request.ticket, refusal, undefined, delay);
        return;
      }
      if (line.needsNewContext && request.message?.special === undefined)
        does.tell(contextActivated, device, undefined);
      does.answer(request.ticket, true, delay);
    },
  },
});

/** The part of a line by which the network judges it. */
type Line = Readonly<{ state: string; standing: string | undefined }>;

/** Why the line may not be on the network; undefined for one that may. */
function causeOfLine({ state, standing }: Line, { coldAccess, coldCause }: NetworkSettings): Cause | undefined {
  if (state === 'terminated') return registrationCauses.imsiUnknown;
  if (state === 'suspended') return causeOfSuspension(standing);
  if (coldAccess === 'walledGarden') return undefined;
  if (state === 'cold') return coldCause;
  return state === 'activating' && standing !== 'warm' ? registrationCauses.imsiUnknown : undefined;
}

/** Why the line gets no packet context. A CDMA line without service is told to be activated first. */
function contextCauseOfLine(line: Line, settings: NetworkSettings, isCdma: boolean): Cause | undefined {
  if (causeOfLine(line, settings) === undefined) return undefined;
  return isCdma ? wwanStatus.serviceNotActivated : contextCauses.notSubscribed;
}

/** Where the line is registered, by the shares of its group. */
function registeredAt({ roaming, partner }: GroupSettings, uniform: number): RegisteredAt {
  if (uniform < roaming) return 'roaming';
  return uniform < roaming + partner ? 'partner' : 'home';
}

/**
 * Whether the network has an access point of that name. An operator of whom no access points are known has any.
 * Source: 3GPP TS 23.003, 9.1: names of access points are not case-sensitive.
 */
function knowsAccessPoint(
  { provider, cosa, serviceMetadata, contexts, sharing }: OperatorSettings,
  name: string | undefined,
): boolean {
  const known = [
    ...provider.apns.map(apn => apn.name),
    ...cosa.accessPoints.map(point => point.accessString),
    ...serviceMetadata.accessPoints.map(point => point.accessString),
    ...(contexts?.policies ?? []).map(({ accessPoint }) => accessPoint),
    ...(sharing?.accessPoint === undefined ? [] : [sharing.accessPoint]),
  ];
  if (name === undefined || known.length === 0) return true;
  return known.some(one => one.toLowerCase() === name.toLowerCase());
}

/** A special context may be one that the subscriber has not subscribed to. */
function rejectOfPolicy(
  { contexts }: OperatorSettings,
  { message, entity }: Request<ContextRequest | undefined, true>,
  does: { draw(purpose: string, occurrence: number, attempt: number, subject: number): number },
): Cause | undefined {
  const special = message?.special ?? 0;
  const policy = message?.special === undefined ? undefined : contexts?.policies[special];
  if (policy === undefined || policy.rejected === 0) return undefined;
  const isRejected = does.draw('network.specialRejects', 0, special, entity) < policy.rejected;
  return isRejected ? contextCauses.notSubscribed : undefined;
}

/** The cause of a rejected context, by its share of all; undefined for the rest, which are accepted. */
function chosen(rejects: NetworkSettings['contextRejects'], uniform: number): Cause | undefined {
  let share = 0;
  for (const { cause, share: part } of rejects) {
    share += part;
    if (uniform < share) return esm + cause;
  }
  return undefined;
}
