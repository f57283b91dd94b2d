/**
 * What follows an accepted callback: the profile is downloaded and enabled, or another one enabled, or balance added; then
 * the device registers, gets online, and the buyer looks at the flyout.
 *
 * Source: Microsoft Learn, "Mobile Plans callback notifications".
 */
import { catchError, concat, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import { type Flow, flow, RequestFailure } from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import { type ESimOperationStatus, eSimOperationStatus, isRetryable } from '../messages/esim-operation-status.ts';
import type { mobilePlansApp } from './mobile-plans-app.ts';
import { appPorts } from './mobile-plans-app-ports.ts';
import type { EndReason } from './purchase-ends.ts';

type App = () => typeof mobilePlansApp;

const { download, enable } = appPorts.profileAssistant.asks;
const { awaitRegistered } = appPorts.radio.asks;
const { awaitInternet } = appPorts.windows.asks;
const { look } = appPorts.flyout.asks;
const quietly = ignoreElements();

/** The profile is fetched while the buyer looks on; the LPA's failures that may pass are tried again. */
export const downloadOf = (app: App): Flow =>
  flow(
    'download',
    app,
    ({ subject: device, payload, given, ask, within, tell, draw, retrying }) => {
      const activationCode = String(payload ?? '');
      const { user: habits, euicc } = given.group(device);
      return concat(
        defer(() => ask(download, device, { activationCode })).pipe(
          quietly,
          retrying({
            times: euicc.lpaTries - 1,
            wait: euicc.lpaWait,
            if: failure => isRetryable(statusOf(failure)),
            each: failure => tell('downloadRetried', statusOf(failure)),
          }),
          within(given.sample(habits.patience, draw('user.patience.download'))),
        ),
        tell('profileEnabled'),
      );
    },
    (failure, { tell }) =>
      isImpatience(failure)
        ? tell('ends', 'lost patience with the download')
        : tell('downloadFailed', statusOf(failure)),
  );

/** A profile of the operator that is on the card already takes the place of the one that is enabled. */
export const switchingOf = (app: App): Flow =>
  flow(
    'switching',
    app,
    ({ subject: device, given, ask, within, tell, draw }) =>
      concat(
        defer(() => ask(enable, device, { own: true })).pipe(
          quietly,
          within(given.sample(given.group(device).user.patience, draw('user.patience.download'))),
        ),
        tell('profileEnabled'),
      ),
    (failure, { tell }) =>
      isImpatience(failure) ? tell('ends', 'lost patience with the download') : tell('switchFailed', statusOf(failure)),
  );

/** Until the first internet byte. The payload `registered` says that the device is on the network already. */
export const connectingOf = (app: App): Flow =>
  flow(
    'connecting',
    app,
    ({ subject: device, payload, given, ask, within, tell, draw }) =>
      concat(
        concat(
          payload === 'registered'
            ? EMPTY
            : concat(defer(() => ask(awaitRegistered, device, undefined)).pipe(quietly), tell('registered')),
          defer(() => ask(awaitInternet, interfaceOf(device, 'cellular'), undefined)).pipe(quietly),
        ).pipe(
          within(given.sample(given.group(device).user.patience, draw('user.patience.network'))),
          named('registration denied', 'lost patience with the network'),
        ),
        tell('online'),
      ),
    (failure, { tell }) => tell('ends', failure.detail as EndReason),
  );

export const lookingOf = (app: App): Flow =>
  flow('looking', app, ({ subject: device, given, ask, after, tell, draw }) =>
    concat(
      defer(() => after(given.sample(given.group(device).user.flyoutThink, draw('flyout.think')))).pipe(quietly),
      ask(look, device, undefined).pipe(quietly),
      tell('done'),
    ),
  );

const isImpatience = (failure: RequestFailure): boolean => failure.request === 'within';

/** What the LPA has said; a refusal without a status of its own counts as Other. */
function statusOf({ detail }: RequestFailure): ESimOperationStatus {
  return typeof detail === 'string' && detail in eSimOperationStatus ? (detail as ESimOperationStatus) : 'Other';
}

/** Names the stage in which a failure happened: the system's failure, or the user's patience. */
const named =
  (failed: EndReason, impatient: EndReason) =>
  <T>(source: Observable<T>): Observable<T> =>
    source.pipe(
      catchError((failure: unknown) => {
        if (!(failure instanceof RequestFailure)) return throwError(() => failure);
        const reason = isImpatience(failure) ? impatient : failed;
        return throwError(() => new RequestFailure('cancelled', 'fulfilment', 0, reason));
      }),
    );
