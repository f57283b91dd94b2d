/**
 * The conversations of the LPA with the card (ES10) and the SM-DP+ (ES9+), as flows: a download, a change of a profile that
 * is there, and the delivery of notifications that have waited.
 *
 *     info · challenge ── initiateAuthentication ── authenticateServer ── authenticateClient ── consent
 *       ── prepareDownload ── getBoundProfilePackage ── loadProfile ── handleNotification · remove ── enable
 *
 * Source: Microsoft Learn, "Mobile broadband eSIM operations" (published download log); GSMA SGP.22.
 */
import { catchError, concat, defer, EMPTY, ignoreElements, mergeMap, type Observable, tap, throwError } from 'rxjs';
import type { Bytes } from '../../sim/index.ts';
import { type Flow, flow, type Microseconds, minutes, RequestFailure, seconds } from '../../sim/index.ts';
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
const quietly = ignoreElements();

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

/** The part of a flow's words that an exchange needs. */
interface Words {
  readonly subject: number;
  readonly given: Surroundings;
  ask: Parameters<Flow['build']>[0]['ask'];
}

/** Words for talking to the card and to the server. */
function talk({ subject, given, ask }: Words) {
  const onCard = (name: CardCommand, own = true): Observable<CardAnswer> =>
    defer(() => ask(command, subject, { command: name, own }, { within: cardLimit }));
  const atServer = (request: Es9Request): Observable<string> =>
    defer(() =>
      ask(es9, subject, request, {
        within: given.operator(subject).smdp.timeout,
        over: given.wayTo(subject, 'smdp'),
      }),
    );
  /** Sends what waits on the card, oldest first, and takes it from the list. */
  const sends = (oldest: NotificationKind | undefined): Observable<never> =>
    oldest === undefined
      ? EMPTY
      : concat(
          atServer({ call: 'handleNotification', notification: oldest }).pipe(quietly),
          onCard('removeNotification').pipe(mergeMap(({ pending }) => sends(pending))),
        );
  return { onCard, atServer, sends };
}

/** The exchange of a download, step by step, as a published log shows it; then the profile is enabled. */
export const downloadOf = (assistant: Assistant): Flow =>
  flow(
    'profile download',
    assistant,
    words => {
      const { subject: device, given, after, tell, draw } = words;
      const { smdpAddress, matchingId, refusal, confirmationCode } =
        (words.payload as DownloadOrder | undefined) ?? noOrder;
      const { onCard, atServer, sends } = talk(words);
      const kept = keptForLater(() => tell('undelivered'));
      const typed = confirmationCode === undefined ? {} : { confirmationCode };
      let transactionId = '';
      let free = 0 as Bytes;

      const answersConsent = defer(() => {
        const time = given.sample(given.group(device).euicc.consent, draw('LPA.consent'));
        if (refusal !== undefined) return concat(after(time).pipe(quietly), fails(consent[refusal]));
        if (time > consentLimit) return concat(after(consentLimit).pipe(quietly), fails(consent.timeout));
        return after(time).pipe(quietly);
      });
      const whileSessionIsOpen = concat(
        onCard('authenticateServer').pipe(quietly),
        defer(() => atServer({ call: 'authenticateClient', transactionId, matchingId, free })).pipe(quietly),
        tell('authenticated'),
        answersConsent,
        tell('confirmed'),
        onCard('prepareDownload').pipe(quietly),
      ).pipe(
        cancelling(reason => defer(() => atServer({ call: 'cancelSession', transactionId, reason })).pipe(quietly)),
      );

      return concat(
        // What waits goes first: a server that cannot take it cannot serve a download either.
        onCard('info').pipe(
          tap(card => {
            free = card.free;
          }),
          mergeMap(({ pending }) => sends(pending)),
        ),
        onCard('challenge').pipe(quietly),
        atServer({ call: 'initiateAuthentication', smdpAddress }).pipe(
          tap(answer => {
            transactionId = answer;
          }),
          quietly,
        ),
        whileSessionIsOpen,
        defer(() => atServer({ call: 'getBoundProfilePackage', transactionId, ...typed })).pipe(quietly),
        tell('packageReceived'),
        onCard('loadProfile').pipe(
          mergeMap(({ pending }) => sends(pending).pipe(kept)),
          reportingFailure(() => sends('installFailed').pipe(kept)),
        ),
        tell('profileInstalled'),
        onCard('enable').pipe(quietly),
        tell('succeeded'),
      );
    },
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
    words => {
      const { tell } = words;
      const { commands, own, pending } = (words.payload as ProfileChange | undefined) ?? noChange;
      const { onCard, sends } = talk(words);
      const kept = keptForLater(() => tell('undelivered'));
      return concat(
        sends(pending).pipe(kept),
        ...commands.map(name =>
          onCard(name, own).pipe(
            mergeMap(card => (name === 'delete' || name === 'reset' ? sends(card.pending).pipe(kept) : EMPTY)),
          ),
        ),
        tell('succeeded'),
      );
    },
    (failure, { tell }) => tell('failed', statusOf(failure)),
  );

const noChange: ProfileChange = { commands: [], own: true, pending: undefined };

/** Notifications that nobody took at the time. */
export const deliveryOf = (assistant: Assistant): Flow =>
  flow(
    'notification delivery',
    assistant,
    words => concat(talk(words).sends(words.payload as NotificationKind | undefined), words.tell('delivered')),
    (_failure, { tell }) => tell('undelivered'),
  );

const fails = (failure: RequestFailure): Observable<never> => throwError(() => failure);

/** A notification that was not taken stays on the card; the rest goes on. */
const keptForLater =
  (undelivered: () => Observable<never>) =>
  (source: Observable<never>): Observable<never> =>
    source.pipe(
      catchError((failure: unknown) => (failure instanceof RequestFailure ? undelivered() : throwError(() => failure))),
    );

/** The server hears of a failed installation too; the failure itself is what counts. A card that is silent has no result yet. */
const reportingFailure =
  (report: () => Observable<never>) =>
  (source: Observable<never>): Observable<never> =>
    source.pipe(
      catchError((failure: unknown) => {
        const hasResult = failure instanceof RequestFailure && failure.outcome === 'refused';
        return concat(
          hasResult ? report() : EMPTY,
          throwError(() => failure),
        );
      }),
    );

/** When card or person do not want to go on, the server is told; when it is the server or the way, it is not asked. */
const cancelling =
  (cancel: (reason: CancelReason) => Observable<never>) =>
  (source: Observable<never>): Observable<never> =>
    source.pipe(
      catchError((failure: unknown) => {
        const again = throwError(() => failure);
        if (!(failure instanceof RequestFailure)) return again;
        const reason = cancelReason(failure);
        return reason === undefined ? again : concat(cancel(reason).pipe(catchError(() => EMPTY)), again);
      }),
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
