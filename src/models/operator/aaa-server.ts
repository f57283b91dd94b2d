/**
 * The operator's AAA server: says who may use the Wi-Fi of its partners, by password or by SIM.
 *
 *     hotspot ── password ─────────▶ ┌────────────┐
 *     hotspot ── EAP, step by step ▶ │ AAA server │ ── authentication vectors ─▶ home location register
 *                                    └────────────┘
 *
 *     EAP-SIM        identity ▶ start ▶ challenge ▶ success          three pairs
 *     EAP-AKA, AKA'  identity ▶ challenge ▶ success                  two, or three when the identity is asked for again
 *     fast           identity ▶ reauthentication ▶ success           two, and the register is not asked
 *
 * Source: RFC 4186 (EAP-SIM), RFC 4187 (EAP-AKA), RFC 5448 (EAP-AKA'); Microsoft Learn, "Account provisioning" (the methods
 * that Windows takes for hotspots). Assumption: so many fast re-authentications in a row are taken as the operator says;
 * a device that offers one more is asked for its identity again, with EAP-SIM in the start.
 */
import {
  count,
  type Microseconds,
  model,
  port,
  type Reply,
  type Request,
  seconds,
  type Ticket,
} from '../../sim/index.ts';
import type { EapMethod } from '../messages/provisioning/hotspot-profiles.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { LoginBy } from '../places/wifi-hotspot.ts';
import type { Surroundings } from '../surroundings.ts';
import type { homeLocationRegister } from './home-location-register.ts';

/** What the server says next. */
export type EapWord = 'start' | 'identityAgain' | 'challenge' | 'reauthentication' | 'success' | 'failure';

/** What the device answers to: first its identity, then the last word of the server. */
export interface EapResponse {
  readonly device: number;
  readonly method: EapMethod;
  readonly to: 'identity' | Exclude<EapWord, 'success' | 'failure'>;
  /** With the identity: fast re-authentications since the last full one; undefined when it has no identity for one. */
  readonly sinceFull: number | undefined;
}

/** How long it waits for the register. Assumption: less than a hotspot waits for it. */
const registerTimeout: Microseconds = seconds(10);

const register = port<typeof homeLocationRegister>('home location register');
export const aaaServerPorts = { register };

export const aaaServer = model('AAA server', {
  source: 'account-provisioning.md',
  record: { passwords: count(), exchanges: count() },
  facts: ['accepted', 'rejected'],
  given: {} as Surroundings,
  answers: {
    /** Whether user name and password are right. */
    password(server, request: Request<{ device: number; by: LoginBy }, boolean>, does) {
      const { given, subject } = does;
      const outage = outageOf(does, given.outages.aaa[subject] ?? []);
      if (isOut(does, outage, request, 'aaa.fails')) return;
      server.passwords += 1;
      const { device } = request.message;
      const { aaa } = given.settings.operators[subject]!.hotspots!;
      const isRight = does.draw('aaa.rejects', request.occurrence, 0, device) >= aaa.rejects;
      does.emit(isRight ? 'accepted' : 'rejected', 0, device);
      const service = given.sample(aaa.service, does.draw('aaa.password', request.occurrence, 0, device));
      does.answer(request.ticket, isRight, service * slownessOf(outage));
    },

    eap(server, request: Request<EapResponse, EapWord>, does) {
      const { given, subject } = does;
      const outage = outageOf(does, given.outages.aaa[subject] ?? []);
      if (isOut(does, outage, request, 'aaa.fails')) return;
      server.exchanges += 1;
      const { aaa } = given.settings.operators[subject]!.hotspots!;
      const { device } = request.message;
      const word = wordAfter(request.message, aaa.fastInARow);
      if (word === 'challenge')
        does.ask(register.asks.authenticationInfo, subject, device, {
          then: 'vectorsCame',
          over: given.links.dataCentres,
          within: registerTimeout,
          about: request.ticket,
          entity: device,
          occurrence: request.occurrence,
        });
      else {
        if (word === 'success') does.emit('accepted', 0, device);
        const luck = does.draw('aaa.eap', request.occurrence, 0, device);
        does.answer(request.ticket, word, given.sample(aaa.service, luck) * slownessOf(outage));
      }
    },
  },
  takes: {
    /** The register does not know the subscriber: EAP fails. It does not answer: neither does the server. */
    vectorsCame(_server, reply: Reply<true>, does) {
      const ticket = reply.about as Ticket<EapWord>;
      const luck = does.draw('aaa.eap', reply.occurrence, 0, reply.entity);
      const { aaa } = does.given.settings.operators[does.subject]!.hotspots!;
      const service = does.given.sample(aaa.service, luck);
      if (reply.outcome === 'answered') does.answer(ticket, 'challenge', service);
      else if (reply.outcome === 'refused' && reply.code === 404) {
        does.emit('rejected', 404, reply.entity);
        does.answer(ticket, 'failure', service);
      } else does.stayedSilent(ticket);
    },
  },
});

/**
 * The next word of the server.
 *
 * @param fastInARow  so many fast re-authentications it takes before it wants a full one
 */
function wordAfter({ method, to, sinceFull }: Omit<EapResponse, 'device'>, fastInARow: number): EapWord {
  if (to === 'challenge' || to === 'reauthentication') return 'success';
  if (to === 'start' || to === 'identityAgain') return 'challenge';
  if (sinceFull !== undefined && sinceFull < fastInARow) return 'reauthentication';
  if (method === 'sim') return 'start';
  return sinceFull === undefined ? 'challenge' : 'identityAgain';
}
