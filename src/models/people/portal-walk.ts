/**
 * The buyer's walk through the portal, step by step, as the scenario has written it: page, thought, calls, order, and the
 * branch that follows. It ends where the portal's page calls the app, or where the buyer leaves.
 *
 * Source: Microsoft Learn, "Mobile Plans web portal"; the reference walk is sign in, pick, pay, confirm.
 */
import { concat, concatMap, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import { type Distribution, type Flow, flow, minutes, RequestFailure } from '../../sim/index.ts';
import { portalLaunchOf } from '../messages/of-device.ts';
import { lpaErrorsOf, recordOf, settingsOf } from '../windows/app-local-settings.ts';
import type { mobilePlansApp } from '../windows/mobile-plans-app.ts';
import { appPorts, appSees } from '../windows/mobile-plans-app-ports.ts';
import type { EndReason } from '../windows/purchase-ends.ts';

const { openPage, call, placeOrder } = appPorts.portal.asks;

export const portalWalkOf = (app: () => typeof mobilePlansApp): Flow =>
  flow(
    'portal walk',
    app,
    ({ subject: device, given, ask, after, tell, draw, bits, look, record }) => {
      const { portal } = given.operator(device);
      const quietly = ignoreElements();
      const way = () => ({ over: given.wayTo(device, 'portal'), within: portal.pageTimeout });
      const thinks = (thought: Distribution, about: string) =>
        defer(() => after(given.sample(thought, draw(`${about}.think`)))).pipe(quietly);
      const walk = portal.steps.map((step, at) =>
        concat(
          tell('stepEntered', at),
          defer(() => {
            const kept = settingsOf(look(appSees.localSettings, recordOf(device)), device);
            const lpaErrors = lpaErrorsOf(given.settings.startUtc_ms, kept);
            const launch = at === 0 ? portalLaunchOf(given, device, bits, lpaErrors) : {};
            return ask(openPage, device, { step: at, roundTrip: given.pathOf(device).roundTrip, ...launch }, way());
          }).pipe(quietly),
          thinks(step.think, `portal.${step.name}`),
          defer(() => (draw(`portal.${step.name}.leaves`) < step.leaves ? ends('left at a step') : EMPTY)),
          ...step.calls.map(one =>
            defer(() => ask(call, device, one, way())).pipe(
              concatMap(result => (result === 'declined' ? ends('payment declined') : EMPTY)),
            ),
          ),
          tell('stepTaken', at),
        ),
      );
      return concat(
        ...walk,
        defer(() => ask(placeOrder, device, portal.steps.length - 1, { ...way(), within: minutes(2) })).pipe(
          concatMap(callback => tell('callbackReceived', callback)),
        ),
        defer(() => (record().state === 'portal' ? ends('callback refused') : EMPTY)),
      );
    },
    (failure, { tell }) => tell('ends', reasonOf(failure)),
  );

const ends = (reason: EndReason): Observable<never> =>
  throwError(() => new RequestFailure('cancelled', 'portal walk', 0, reason));

function reasonOf(failure: RequestFailure): EndReason {
  if (failure.request === 'portal walk') return failure.detail as EndReason;
  if (failure.outcome === 'unreachable') return 'no internet connection';
  return failure.request.endsWith('.placeOrder') ? 'order failed' : 'portal did not load';
}
