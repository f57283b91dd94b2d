/**
 * The LPA, Local Profile Assistant: the Windows service that downloads an eSIM profile from the SM-DP+, has the eUICC
 * install it, and enables it.
 *
 *     Mobile Plans app ── download(activation code) ──▶ ┌─────┐ ── ES9+ ──▶ SM-DP+
 *                                                       │ LPA │
 *                                                       └─────┘ ── ES10 ──▶ eUICC
 *
 * Whatever goes wrong becomes one ESimOperationStatus. A profile that did not install leaves nothing on the card; one that
 * did is enabled even if the SM-DP+ cannot be told. Assumption: the later try at telling it is left out.
 * Source: Microsoft Learn, "Mobile broadband eSIM operations"; GSMA SGP.22.
 */
import { catchError, concat, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import {
  count,
  type Flow,
  flow,
  model,
  number,
  port,
  type Request,
  RequestFailure,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import type { CardCommand, euicc } from '../device/euicc.ts';
import { isEs9PlusErrorCode, statusOfEs9PlusError, statusOfLoadError } from '../messages/es9-plus.ts';
import { type ESimOperationStatus, eSimOperationStatus } from '../messages/esim-operation-status.ts';
import type { Es9Request, smDpPlus } from '../operator/sm-dp-plus.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'idle' | 'authenticating' | 'downloading' | 'installing' | 'enabling';
type Event =
  | 'enableRequested'
  | 'downloadRequested'
  | 'authenticated'
  | 'packageReceived'
  | 'profileInstalled'
  | 'succeeded'
  | 'failed';

const lpaTable: TransitionTable<State, Event> = {
  idle: { downloadRequested: 'authenticating', enableRequested: 'enabling' },
  authenticating: { authenticated: 'downloading', failed: 'idle' },
  downloading: { packageReceived: 'installing', failed: 'idle' },
  installing: { profileInstalled: 'enabling', failed: 'idle' },
  enabling: { succeeded: 'idle', failed: 'idle' },
};

const server = port<typeof smDpPlus>('SM-DP+');
const card = port<typeof euicc>('eUICC');
const es9 = server.asks.es9;
const command = card.asks.command;
export const lpaPorts = { server, card };

export interface DownloadRequest {
  activationCode: string;
}

/** Enables a profile that is on the card already: this operator's own. */
export interface EnableRequest {
  own: true;
}

export const lpa = model('LPA', {
  source: 'mb-esim-operations.md',
  table: lpaTable,
  record: {
    state: state(lpaTable),
    downloads: count(),
    waiting: number(-1),
  },
  kept: 'columns',
  facts: ['started', 'succeeded', 'failed'],
  given: {} as Surroundings,
  takes: {
    authenticated(lpa, _, does) {
      does.move(lpa, 'authenticated');
    },
    packageReceived(lpa, _, does) {
      does.move(lpa, 'packageReceived');
    },
    profileInstalled(lpa, _, does) {
      does.move(lpa, 'profileInstalled');
    },
    succeeded(lpa, _, does) {
      does.move(lpa, 'succeeded');
      does.emit('succeeded');
      does.answer(lpa.waiting as Ticket<'Success'>, 'Success');
      lpa.waiting = -1;
    },
    failed(lpa, status: ESimOperationStatus, does) {
      does.move(lpa, 'failed');
      does.emit('failed', eSimOperationStatus[status]);
      does.refuse(lpa.waiting as Ticket<'Success'>, eSimOperationStatus[status], status);
      lpa.waiting = -1;
    },
  },
  answers: {
    download(lpa, request: Request<DownloadRequest, 'Success'>, does) {
      if (lpa.state !== 'idle') {
        does.refuse(request.ticket, eSimOperationStatus.CardBusy, 'CardBusy' satisfies ESimOperationStatus);
        return;
      }
      lpa.waiting = request.ticket;
      lpa.downloads += 1;
      does.move(lpa, 'downloadRequested');
      does.emit('started', lpa.downloads);
      does.start(profileDownload, request.message);
    },

    enable(lpa, request: Request<EnableRequest, 'Success'>, does) {
      if (lpa.state !== 'idle') {
        does.refuse(request.ticket, eSimOperationStatus.CardBusy, 'CardBusy' satisfies ESimOperationStatus);
        return;
      }
      lpa.waiting = request.ticket;
      does.move(lpa, 'enableRequested');
      does.start(profileEnable);
    },
  },
});

/** The exchange of a download, step by step, as a published log shows it; then the profile is enabled. */
const profileDownload: Flow = flow(
  'profile download',
  () => lpa,
  ({ subject: device, given, ask, after, tell, draw }) => {
    const { smdp } = given.operator(device);
    const { euicc: timings } = given.group(device);
    const onCard = (name: CardCommand) => ask(command, device, name).pipe(ignoreElements());
    const atServer = (request: Es9Request) =>
      defer(() => ask(es9, device, request, { within: smdp.timeout, over: given.pathOf(device) })).pipe(
        ignoreElements(),
      );

    return concat(
      onCard('info'),
      onCard('challenge'),
      atServer({ call: 'initiateAuthentication' }),
      onCard('authenticateServer'),
      atServer({ call: 'authenticateClient' }),
      tell('authenticated'),
      defer(() => after(given.sample(timings.consent, draw('LPA.consent')))).pipe(ignoreElements()),
      onCard('prepareDownload'),
      atServer({ call: 'getBoundProfilePackage' }),
      tell('packageReceived'),
      onCard('loadProfile').pipe(reportFailedInstall(() => atServer({ call: 'handleNotification', installed: false }))),
      concat(atServer({ call: 'handleNotification', installed: true }), onCard('removeNotification')).pipe(
        keptForLater,
      ),
      tell('profileInstalled'),
      onCard('enable'),
      tell('succeeded'),
    );
  },
  (failure, { tell }) => tell('failed', statusOf(failure)),
);

const profileEnable: Flow = flow(
  'profile enable',
  () => lpa,
  ({ subject: device, ask, tell }) => concat(ask(command, device, 'enable').pipe(ignoreElements()), tell('succeeded')),
  (_failure, { tell }) => tell('failed', 'ProfileNotPresent'),
);

/** An installed profile is installed, heard of or not: a notification that was not taken stays on the card. */
const keptForLater = (source: Observable<never>): Observable<never> =>
  source.pipe(
    catchError((failure: unknown) => (failure instanceof RequestFailure ? EMPTY : throwError(() => failure))),
  );

/** The server hears of a failed installation too; if it cannot be reached, the failure itself is what counts. */
const reportFailedInstall =
  (report: () => Observable<never>) =>
  (source: Observable<never>): Observable<never> =>
    source.pipe(
      catchError((failure: unknown) =>
        concat(
          report().pipe(catchError(() => throwError(() => failure))),
          throwError(() => failure),
        ),
      ),
    );

/** The one status a failed download ends with. Assumption: mapping by name, the documents give none. */
export function statusOf(failure: RequestFailure): ESimOperationStatus {
  if (failure.request === 'eUICC.command') return statusOfLoadError(failure.code);
  if (failure.outcome === 'timedOut' || failure.outcome === 'unreachable') return 'ServerNotReachable';
  if (failure.outcome === 'shed') return 'ServerFailure';
  const code = String(failure.detail);
  return isEs9PlusErrorCode(code) ? statusOfEs9PlusError(code) : 'ServerFailure';
}
