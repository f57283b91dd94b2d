/**
 * EAP authentication: the SIM signs in to a Wi-Fi network of the operator, pair by pair of request and response.
 *
 *     idle ── begins ──▶ identifying ─┬ start ─▶ starting ── challenge ─▶ challenged ── success ─▶ admitted
 *                                     ├ challenge (AKA, AKA') ──────────▶ challenged
 *                                     ├ identity again ─▶ identifiedAgain ── challenge ─▶ challenged
 *                                     └ reauthentication ─▶ reauthenticating ── success ─▶ admitted
 *
 * Each pair goes over the access point to the operator's AAA server and back. Success gives the device an identity for a
 * fast re-authentication the next time. No page and no app are met on the way.
 *
 * Source: RFC 4186 (EAP-SIM, type 18), RFC 4187 (EAP-AKA, 23), RFC 5448 (EAP-AKA', 50); Microsoft Learn, "Account
 * provisioning". Assumption: a SIM answers a challenge within 100 ms.
 */
import {
  count,
  type Does,
  milliseconds,
  model,
  port,
  type RecordOf,
  type Reply,
  seconds,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { EapMethod } from '../messages/provisioning/hotspot-profiles.ts';
import type { EapResponse, EapWord } from '../operator/aaa-server.ts';
import type { wifiHotspot } from '../places/wifi-hotspot.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';
import type { hotspotAuthentication } from './hotspot-authentication.ts';

type State =
  | 'idle'
  | 'identifying'
  | 'identifiedAgain'
  | 'starting'
  | 'challenged'
  | 'reauthenticating'
  | 'admitted'
  | 'refused';
type Event = 'begins' | EapWord | 'silence' | 'leaves';

const ends = { silence: 'refused', leaves: 'idle' } as const;
/** The register is asked before a challenge: only then it can say that it does not know the SIM. */
const beforeChallenge = { ...ends, failure: 'refused' } as const;
const eapTable: TransitionTable<State, Event> = {
  idle: { begins: 'identifying' },
  identifying: {
    start: 'starting',
    identityAgain: 'identifiedAgain',
    challenge: 'challenged',
    reauthentication: 'reauthenticating',
    ...beforeChallenge,
  },
  identifiedAgain: { challenge: 'challenged', ...ends },
  starting: { challenge: 'challenged', ...beforeChallenge },
  challenged: { success: 'admitted', ...ends },
  reauthenticating: { success: 'admitted', ...ends },
  admitted: { leaves: 'idle' },
  refused: { leaves: 'idle' },
};

/** Numbers of the methods, as the record keeps them. */
const methods = ['sim', 'aka', 'akaPrime'] as const satisfies readonly EapMethod[];

/** How long the device waits for the next word. Assumption: as long as the access point, and a little. */
const wordTimeout = seconds(31);
const simTime = milliseconds(100);

const place = port<typeof wifiHotspot>('Wi-Fi access point');
const manager = port<typeof connection>('connection');
const signIn = port<typeof hotspotAuthentication>('hotspot authentication');
export const eapPorts = { place, manager, signIn };

const record = {
  state: state(eapTable),
  method: small(),
  /** Which exchange of the device it is: names its luck. */
  exchange: count(),
  /** Pairs of this exchange so far. */
  pairs: small(),
  /** One more than the fast re-authentications since the last full one; 0 before the first. */
  sinceFull: small(),
};
type Exchange = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof eapTable,
  never,
  'fullAuthentication' | 'fastReauthentication' | 'refused' | 'silence',
  string,
  Surroundings
>;

export const eapAuthentication = model('EAP authentication', {
  source: 'account-provisioning.md',
  table: eapTable,
  record,
  kept: 'columns',
  /** The value of a success is its number of pairs. */
  facts: ['fullAuthentication', 'fastReauthentication', 'refused', 'silence'] as const,
  given: {} as Surroundings,
  takes: {
    begins(exchange, method: EapMethod, does) {
      if (exchange.state !== 'idle') does.move(exchange, 'leaves');
      does.move(exchange, 'begins');
      exchange.method = methods.indexOf(method);
      exchange.exchange += 1;
      exchange.pairs = 0;
      responds(exchange, 'identity', does);
    },

    serverSaid(exchange, reply: Reply<EapWord>, does) {
      if (reply.about !== exchange.exchange || exchange.state === 'idle') return;
      const { subject } = does;
      if (reply.outcome !== 'answered') {
        does.move(exchange, 'silence');
        does.emit('silence');
        does.tell(signIn.tells.eapFailed, subject, false);
        return;
      }
      const word = reply.answer;
      const wasFast = exchange.state === 'reauthenticating';
      does.move(exchange, word);
      if (word === 'failure') {
        exchange.sinceFull = 0;
        does.emit('refused');
        does.tell(signIn.tells.eapFailed, subject, true);
      } else if (word === 'success') {
        exchange.sinceFull = wasFast ? Math.min(exchange.sinceFull + 1, 255) : 1;
        does.emit(wasFast ? 'fastReauthentication' : 'fullAuthentication', exchange.pairs);
        does.tell(manager.tells.admitted, interfaceOf(subject, 'wifi'), undefined);
      } else responds(exchange, word, does);
    },

    leaves(exchange, _: undefined, does) {
      if (exchange.state !== 'idle') does.move(exchange, 'leaves');
    },
  },
});

function responds(exchange: Exchange, to: EapResponse['to'], does: Doing): void {
  exchange.pairs += 1;
  const response: EapResponse = {
    device: does.subject,
    method: methods[exchange.method]!,
    to,
    sinceFull: to === 'identity' && exchange.sinceFull > 0 ? exchange.sinceFull - 1 : undefined,
  };
  does.ask(place.asks.eap, does.subject, response, {
    then: 'serverSaid',
    within: wordTimeout,
    after: to === 'challenge' || to === 'reauthentication' ? simTime : 0,
    about: exchange.exchange,
    occurrence: 8 * exchange.exchange + exchange.pairs,
  });
}
