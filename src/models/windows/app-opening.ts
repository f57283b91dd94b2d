/**
 * The opening of the Mobile Plans app: it asks the service for the operators and shows the gateway page of the right one,
 * from which the buyer presses Continue, or leaves.
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", "Gateway page".
 */
import { concat, defer, ignoreElements } from 'rxjs';
import { type Flow, flow, type RequestFailure, seconds } from '../../sim/index.ts';
import type { mobilePlansApp } from './mobile-plans-app.ts';
import { appPorts } from './mobile-plans-app-ports.ts';
import type { EndReason } from './purchase-ends.ts';

const { getProviders } = appPorts.service.asks;

/** Time limit of the app on the Mobile Plans service. Assumption: no document gives one. */
const serviceTimeout = seconds(10);

export const openingOf = (app: () => typeof mobilePlansApp): Flow =>
  flow(
    'opening',
    app,
    ({ subject: device, given, ask, after, tell, draw }) => {
      const { user: habits } = given.group(device);
      return concat(
        defer(() =>
          ask(getProviders, device, undefined, { within: serviceTimeout, over: given.wayTo(device, 'service') }),
        ).pipe(ignoreElements()),
        tell('gatewayShown'),
        defer(() => after(given.sample(habits.gatewayThink, draw('gateway.think')))).pipe(ignoreElements()),
        tell('continued'),
      );
    },
    (failure, { tell }) => tell('ends', reasonOf(failure)),
  );

const reasonOf = ({ outcome }: RequestFailure): EndReason =>
  outcome === 'unreachable' ? 'no internet connection' : 'Mobile Plans service failed';
