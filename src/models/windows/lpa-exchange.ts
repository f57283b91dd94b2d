/**
 * The conversations of the LPA with the card (ES10) and the SM-DP+ (ES9+), as flows: a download, a change of a profile that
 * is there, and the delivery of notifications that have waited.
 *
 *     info · challenge ── initiateAuthentication ── authenticateServer ── authenticateClient ── consent
 *       ── prepareDownload ── getBoundProfilePackage ── loadProfile ── handleNotification · remove ── enable
 *
 * Source: Microsoft Learn, "Mobile broadband eSIM operations" (published download log); GSMA SGP.22.
 */
import {
  type Conversation,
  type Flow,
  type FlowWords,
  flow,
  its,
  type Microseconds,
  minutes,
  type RecordOf,
  RequestFailure,
  seconds,
  stepByStep,
} from '../../sim/index.ts';
import type { CardAnswer, CardCommand } from '../device/euicc.ts';
import type { NotificationKind } from '../messages/es9-plus.ts';
import type { CancelReason, Es9Request } from '../operator/smdp-profile.ts';
import type { Surroundings } from '../surroundings.ts';
import type { lpa } from './lpa.ts';
import { lpaPorts } from './lpa-ports.ts';
import { consent, statusOf } from './lpa-status.ts';

type Assistant = () => typeof lpa;

const es9 = lpaPorts.server.asks.es9;
const command = lpaPorts.card.asks.command;

/** How long a person may take. Assumption: the status for it exists, a number does not. */
const consentLimit = seconds(60);

/** How long the LPA waits for a card. Assumption: longer than any published command by far. */
const cardLimit = minutes(5);

/** What a person answers who is asked whether to install. Mobile Plans does not ask: the order was the consent. */
export type Refusal = 'denied' | 'postponed';

export interface DownloadOrder {
  smdpAddress: string;
  /** Undefined: the profile that waits for this EID. */
  matchingId: string | undefined;
  refusal: Refusal | undefined;
  confirmationCode: string | undefined;
}

/** A change of a profile that is on the card already. */
export interface ProfileChange {
  commands: readonly CardCommand[];
  own: boolean;
  /** Notifications that wait, the oldest of them: they are sent before the profile goes. */
  pending: NotificationKind | undefined;
}

type Lpa = typeof lpa;
type Words<Payload> = FlowWords<RecordOf<Lpa['record']>, Lpa['takes'], Surroundings, Payload>;

/** One exchange of the assistant with the card and with the server. */
class Exchange {
  private readonly words: Words<unknown>;

  constructor(words: Words<unknown>) {
    this.words = words;
  }

  *onCard(name: CardCommand, own = true): Conversation<CardAnswer> {
    const { ask, subject } = this.words;
    return yield* its(ask(command, subject, { command: name, own }, { within: cardLimit }));
  }

  *atServer(request: Es9Request): Conversation<string> {
    const { ask, subject, given } = this.words;
    const { timeout } = given.operator(subject).smdp;
    return yield* its(ask(es9, subject, request, { within: timeout, over: given.wayTo(subject, 'smdp') }));
  }

  /** Sends what waits on the card, oldest first, and takes it from the list. */
  *sends(oldest: NotificationKind | undefined): Conversation<void> {
    let notification = oldest;
    while (notification !== undefined) {
      yield* this.atServer({ call: 'handleNotification', notification });
      const { pending } = yield* this.onCard('removeNotification');
      notification = pending;
    }
  }

  /** A notification that was not taken stays on the card; the rest goes on. */
  *sendsOrKeeps(oldest: NotificationKind | undefined): Conversation<void> {
    try {
      yield* this.sends(oldest);
    } catch (failure) {
      if (!(failure instanceof RequestFailure)) throw failure;
      yield* its(this.words.tell('undelivered'));
    }
  }

  *download({ smdpAddress, matchingId, refusal, confirmationCode }: DownloadOrder): Conversation<void> {
    const { tell } = this.words;
    // What waits goes first: a server that cannot take it cannot serve a download either.
    const { free, pending } = yield* this.onCard('info');
    yield* this.sends(pending);
    yield* this.onCard('challenge');
    const transactionId = yield* this.atServer({ call: 'initiateAuthentication', smdpAddress });
    try {
      yield* this.onCard('authenticateServer');
      yield* this.atServer({ call: 'authenticateClient', transactionId, matchingId, free });
      yield* its(tell('authenticated'));
      yield* this.consents(refusal);
      yield* its(tell('confirmed'));
      yield* this.onCard('prepareDownload');
    } catch (failure) {
      yield* this.cancels(transactionId, failure);
      throw failure;
    }
    const typed = confirmationCode === undefined ? {} : { confirmationCode };
    yield* this.atServer({ call: 'getBoundProfilePackage', transactionId, ...typed });
    yield* its(tell('packageReceived'));
    yield* this.loads();
    yield* its(tell('profileInstalled'));
    yield* this.onCard('enable');
    yield* its(tell('succeeded'));
  }

  private *consents(refusal: Refusal | undefined): Conversation<void> {
    const { given, subject, draw, after } = this.words;
    const time = given.sample(given.group(subject).euicc.consent, draw('LPA.consent'));
    const isTooLate = refusal === undefined && time > consentLimit;
    yield* its(after(isTooLate ? consentLimit : time));
    if (isTooLate) throw consent.timeout;
    if (refusal !== undefined) throw consent[refusal];
  }

  /** When card or person do not want to go on, the server is told; when it is the server or the way, it is not asked. */
  private *cancels(transactionId: string, failure: unknown): Conversation<void> {
    const reason = failure instanceof RequestFailure ? cancelReason(failure) : undefined;
    if (reason === undefined) return;
    try {
      yield* this.atServer({ call: 'cancelSession', transactionId, reason });
    } catch (another) {
      if (!(another instanceof RequestFailure)) throw another;
    }
  }

  /** The server hears of a failed installation too; the failure itself is what counts. A card that is silent has no result yet. */
  private *loads(): Conversation<void> {
    try {
      const { pending } = yield* this.onCard('loadProfile');
      yield* this.sendsOrKeeps(pending);
    } catch (failure) {
      if (failure instanceof RequestFailure && failure.outcome === 'refused') yield* this.sendsOrKeeps('installFailed');
      throw failure;
    }
  }

  *change({ commands, own, pending }: ProfileChange): Conversation<void> {
    yield* this.sendsOrKeeps(pending);
    for (const name of commands) {
      const card = yield* this.onCard(name, own);
      if (name === 'delete' || name === 'reset') yield* this.sendsOrKeeps(card.pending);
    }
    yield* its(this.words.tell('succeeded'));
  }

  *delivery(oldest: NotificationKind | undefined): Conversation<void> {
    yield* this.sends(oldest);
    yield* its(this.words.tell('delivered'));
  }
}

/** The exchange of a download, step by step, as a published log shows it; then the profile is enabled. */
export const downloadOf = (assistant: Assistant): Flow =>
  flow(
    'profile download',
    assistant,
    (words: Words<DownloadOrder | undefined>) =>
      stepByStep(() => new Exchange(words).download(words.payload ?? noOrder)),
    (failure, { tell }) => tell('failed', statusOf(failure)),
  );

const noOrder: DownloadOrder = {
  smdpAddress: '',
  matchingId: undefined,
  refusal: undefined,
  confirmationCode: undefined,
};

/** Enabling, disabling, deleting, resetting. What waits is sent before, and a deletion as soon as it is done. */
export const changeOf = (assistant: Assistant): Flow =>
  flow(
    'profile change',
    assistant,
    (words: Words<ProfileChange | undefined>) =>
      stepByStep(() => new Exchange(words).change(words.payload ?? noChange)),
    (failure, { tell }) => tell('failed', statusOf(failure)),
  );

const noChange: ProfileChange = { commands: [], own: true, pending: undefined };

/** Notifications that nobody took at the time. */
export const deliveryOf = (assistant: Assistant): Flow =>
  flow(
    'notification delivery',
    assistant,
    (words: Words<NotificationKind | undefined>) => stepByStep(() => new Exchange(words).delivery(words.payload)),
    (_failure, { tell }) => tell('undelivered'),
  );

function cancelReason(failure: RequestFailure): CancelReason | undefined {
  if (failure.request === 'eUICC.command') return 'undefined';
  if (failure === consent.denied) return 'endUserRejection';
  if (failure === consent.postponed) return 'postponed';
  return failure === consent.timeout ? 'timeout' : undefined;
}

/** How long after a failed delivery the next is tried: longer each time. Assumption: twice as long, up to six hours. */
export const nextDelivery = (first: Microseconds, failed: number): Microseconds =>
  Math.min(first * (1 << Math.min(failed - 1, 10)), 6 * minutes(60)) as Microseconds;

/** From the end of an operation to the delivery of what it has left: delivered ≈ 1.5 s later, by the published log. */
export const firstDelivery = seconds(1.17);
