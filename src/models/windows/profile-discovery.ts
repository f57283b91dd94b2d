/**
 * Profile discovery of the LPA: asks the SM-DS whether a profile waits for its EID, and downloads what it finds.
 *
 *     device management ── address of the SM-DS ──▶ ┌───────────────────┐ ── ES11 ──────────▶ SM-DS
 *     user opens Settings, a day is over ─────────▶ │ profile discovery │ ── ES10 ──────────▶ eUICC
 *     device management ◀── installed ───────────── └───────────────────┘ ── download ──────▶ LPA
 *
 * A question that fails, and a download that fails, are made again at the next occasion: the event stays at the SM-DS until
 * the profile is installed.
 * Source: GSMA SGP.22, "Event Retrieval"; Microsoft Learn, "eUICCs CSP" (DiscoveryServers, AutoEnable).
 * Assumption: the occasions are the coming of the address, the user's opening of the eSIM page of Settings, and a fixed time
 * after the last question; a question takes two commands of the card, as the beginning of a download does.
 */
import { concat, defer, ignoreElements, mergeMap, type Observable, tap } from 'rxjs';
import {
  type Does,
  type Flow,
  flow,
  type Microseconds,
  minutes,
  model,
  port,
  type Reply,
  type RequestFailure,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { formatActivationCode } from '../activation-code.ts';
import type { CardAnswer, CardCommand, euicc } from '../device/euicc.ts';
import { isMatchingId } from '../identifiers.ts';
import { isSmDsErrorCode, smDsErrors } from '../messages/es11.ts';
import { type ESimOperationStatus, eSimOperationStatus } from '../messages/esim-operation-status.ts';
import type { Es11Answer, Es11Request, smDs } from '../operator/sm-ds.ts';
import type { Surroundings } from '../surroundings.ts';
import type { deviceManagement } from './device-management.ts';
import type { lpa } from './lpa.ts';

type State = 'off' | 'watching' | 'asking' | 'downloading' | 'done';
type Event = 'addressCame' | 'asks' | 'nothingFound' | 'unanswered' | 'found' | 'downloadFailed' | 'installed';

const profileDiscoveryTable: TransitionTable<State, Event> = {
  off: { addressCame: 'watching' },
  watching: { asks: 'asking' },
  asking: { nothingFound: 'watching', unanswered: 'watching', found: 'downloading' },
  downloading: { downloadFailed: 'watching', installed: 'done' },
  done: {},
};

/** How long it waits for a card. Assumption: as for a download. */
const cardLimit = minutes(5);
/** Questions beyond this share the luck of the last. */
const questionsMost = 255;

const server = port<typeof smDs>('SM-DS');
const card = port<typeof euicc>('eUICC');
const assistant = port<typeof lpa>('LPA');
const manager = port<typeof deviceManagement>('device management');
export const profileDiscoveryPorts = { server, card, assistant, manager };
const { es11 } = server.asks;
const { command } = card.asks;
const { download } = assistant.asks;
const { installed } = manager.tells;

const record = {
  state: state(profileDiscoveryTable),
  questions: small(),
};
const facts = ['asked', 'nothingFound', 'unanswered', 'found', 'downloadFailed', 'installed'] as const;
type Timers = 'asks' | 'opensSettings';
type Doing = Does<typeof record, typeof profileDiscoveryTable, Timers, (typeof facts)[number], string, Surroundings>;

export const profileDiscovery = model('profile discovery', {
  source: 'mobile-plans-asynchronous-fulfillment.md',
  table: profileDiscoveryTable,
  record,
  kept: 'columns',
  timers: { asks: 0 as Microseconds, opensSettings: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** From device management: where to ask. */
    addressCame(discovery, _: undefined, does) {
      if (discovery.state !== 'off') return;
      const { opensSettings, opensSettingsAfter } = does.given.group(does.subject).managed!;
      does.move(discovery, 'addressCame');
      does.self('asks');
      if (does.draw('discovery.opensSettings') < opensSettings)
        does.arm('opensSettings', does.given.sample(opensSettingsAfter, does.draw('discovery.opensSettingsAfter')));
    },

    /** The user opens Settings > Network & internet > Cellular > eSIM profiles, which asks once more. */
    opensSettings(discovery, _: undefined, does) {
      if (discovery.state === 'watching') does.self('asks');
    },

    asks(discovery, _: undefined, does) {
      if (discovery.state !== 'watching') return;
      discovery.questions = Math.min(discovery.questions + 1, questionsMost);
      does.cancel('asks');
      does.move(discovery, 'asks');
      does.emit('asked', discovery.questions);
      does.start(question);
    },

    /** What the SM-DS has said: the activation code of the event; nothing when there is none. */
    answered(discovery, activationCode: string | undefined, does) {
      if (activationCode === undefined) {
        does.move(discovery, 'nothingFound');
        does.emit('nothingFound');
        asksLater(does);
        return;
      }
      does.move(discovery, 'found');
      does.emit('found');
      does.ask(download, does.subject, { activationCode, byManagement: true }, { then: 'downloaded' });
    },

    unanswered(discovery, status: ESimOperationStatus, does) {
      does.move(discovery, 'unanswered');
      does.emit('unanswered', eSimOperationStatus[status]);
      asksLater(does);
    },

    downloaded(discovery, reply: Reply<'Success'>, does) {
      if (reply.outcome !== 'answered') {
        does.move(discovery, 'downloadFailed');
        does.emit('downloadFailed', reply.code);
        asksLater(does);
        return;
      }
      does.move(discovery, 'installed');
      does.emit('installed');
      does.cancel('opensSettings');
      does.tell(installed, does.subject, undefined);
    },
  },
});

const asksLater = (does: Doing): void => does.arm('asks', does.given.group(does.subject).managed!.asksEvery);

const quietly = ignoreElements();

/** One conversation with card and SM-DS. Of several events the first is taken; the next question finds the others. */
const question: Flow = flow(
  'event retrieval',
  () => profileDiscovery,
  ({ subject: device, given, ask, tell }) => {
    const { host, timeout } = given.operator(device).smds!;
    const onCard = (name: CardCommand): Observable<CardAnswer> =>
      defer(() => ask(command, device, { command: name, own: true }, { within: cardLimit }));
    const atServer = (request: Es11Request): Observable<Es11Answer> =>
      defer(() => ask(es11, device, request, { within: timeout, over: given.wayTo(device, 'smds') }));
    let transactionId = '';
    return concat(
      onCard('challenge').pipe(quietly),
      atServer({ call: 'initiateAuthentication', smdsAddress: host }).pipe(
        tap(answer => {
          transactionId = answer.transactionId;
        }),
        quietly,
      ),
      onCard('authenticateServer').pipe(quietly),
      defer(() => atServer({ call: 'authenticateClient', transactionId })).pipe(
        mergeMap(({ events }) => tell('answered', codeOf(events[0]))),
      ),
    );
  },
  (failure, { tell }) => tell('unanswered', statusOf(failure)),
);

/** What the event says, as an activation code: the server, and the id of the event as MatchingID. */
function codeOf(event: Es11Answer['events'][number] | undefined): string | undefined {
  if (event === undefined) return undefined;
  const { rspServerAddress, eventId } = event;
  return formatActivationCode({
    smdpAddress: rspServerAddress,
    matchingId: isMatchingId(eventId) ? eventId : undefined,
  });
}

/** The status with which a question ends that brought no answer. Assumption: as for a download. */
function statusOf({ request, outcome, detail }: RequestFailure): ESimOperationStatus {
  if (request === 'eUICC.command') return outcome === 'timedOut' ? 'TimeoutWaitingForResponse' : 'CardGeneralFailure';
  if (outcome === 'timedOut' || outcome === 'unreachable') return 'ServerNotReachable';
  const code = String(detail);
  return isSmDsErrorCode(code) ? smDsErrors[code].status : 'ServerFailure';
}
