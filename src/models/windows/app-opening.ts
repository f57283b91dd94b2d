/**
 * The opening of the Mobile Plans app: the user is signed in, the service names the operators, one is chosen where nothing
 * says which, and its gateway page is shown, from which the buyer presses Continue, or leaves.
 *
 *     app ── sign in, GetProviders ──▶ service       PC with an eSIM and no active profile: the list, by brand
 *     app ── assets of the gateway ──▶ service       physical SIM, or an active profile: straight to the gateway page
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", "Gateway page", "Mobile Plans catalog".
 */
import { concat, concatMap, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import { type Flow, flow, RequestFailure, seconds } from '../../sim/index.ts';
import type { ProviderList } from '../microsoft/mobile-plans-service.ts';
import type { GatewaySettings, GatewayTemplate } from '../settings.ts';
import { revocationDelay } from '../walled-garden-hosts.ts';
import type { mobilePlansApp } from './mobile-plans-app.ts';
import { appPorts } from './mobile-plans-app-ports.ts';
import type { EndReason } from './purchase-ends.ts';

const { signIn, getProviders, getAssets } = appPorts.service.asks;

/** Time limit of the app on the Mobile Plans service. Assumption: no document gives one. */
const serviceTimeout = seconds(10);

export const openingOf = (app: () => typeof mobilePlansApp): Flow =>
  flow(
    'opening',
    app,
    ({ subject: device, given, ask, after, tell, draw }) => {
      const operator = given.operator(device);
      const quietly = ignoreElements();
      const over = (destination: 'signIn' | 'service' | 'assets') => ({
        within: serviceTimeout,
        over: given.wayTo(device, destination),
      });
      const waits = (time: number): Observable<never> => (time > 0 ? after(time).pipe(quietly) : EMPTY);

      const chosen = ({ providers, opens }: ProviderList): Observable<never> => {
        const provider = providers.find(({ name }) => name === operator.name);
        if (provider === undefined) return leaves('Mobile Plans service failed');
        const template = templateOf(operator.gateway, provider.template);
        const think = given.sample(given.group(device).user.gatewayThink, draw('gateway.think'));
        const toChoose = opens === 'selectProvider' ? Math.floor(think * listShare) : 0;
        return concat(
          opens === 'selectProvider' ? tell('providersShown', providers.length) : EMPTY,
          waits(toChoose),
          defer(() => ask(getAssets, device, undefined, over('assets'))).pipe(quietly),
          tell('gatewayShown', operator.gateway.templates.indexOf(template)),
          waits(think - toChoose),
          defer(() =>
            draw('gateway.leaves') < template.leaves ? leaves('left at the gateway page') : tell('continued'),
          ),
        );
      };

      return concat(
        defer(() => waits(revocationDelay(given, device))),
        defer(() => ask(signIn, device, undefined, over('signIn'))).pipe(quietly),
        defer(() => ask(getProviders, device, undefined, over('service'))).pipe(concatMap(chosen)),
      );
    },
    (failure, { tell }) => tell('ends', reasonOf(failure)),
  );

/**
 * Of the time to Continue, the part that is spent at the list of operators, where there is one.
 *
 * Assumption: half of it.
 */
const listShare = 0.5;

/**
 * The gateway page to show.
 *
 * @param wanted  as GetOffers has named it, or `0`
 * @returns       the standard page (`0`, or else the first) when there is no such template
 */
function templateOf({ templates }: GatewaySettings, wanted: string): GatewayTemplate {
  const named = (name: string) => templates.find(({ id }) => id === name);
  return named(wanted) ?? named('0') ?? templates[0] ?? standardPage;
}

/** The page of an operator who has configured none. */
const standardPage: GatewayTemplate = { id: '0', share: 1, leaves: 0 };

const leaves = (reason: EndReason): Observable<never> =>
  throwError(() => new RequestFailure('cancelled', 'opening', 0, reason));

function reasonOf({ request, outcome, detail }: RequestFailure): EndReason {
  if (request === 'opening') return detail as EndReason;
  return outcome === 'unreachable' ? 'no internet connection' : 'Mobile Plans service failed';
}
