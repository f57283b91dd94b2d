/**
 * The purchase of a plan by somebody on the way online: the steps of the sale, and what its provisioning file wants done.
 *
 *     sale         pages of app or site, or the telephone ── pay ──▶ order ──▶ bought
 *     activation   file ──▶ Provisioning Agent ── reconnect, register anew, activate the service ──▶ connect, by hand at last
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Plan purchase"; "Mobile broadband account provisioning", element
 * Activation.
 */
import { catchError, concat, concatMap, defer, EMPTY, ignoreElements, type Observable, tap, throwError } from 'rxjs';
import { type Distribution, type Flow, flow, minutes, RequestFailure, seconds } from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { ActivationDirective } from '../messages/provisioning/activation.ts';
import { handOver } from '../messages/provisioning/hand-over.ts';
import type { gettingOnline, WayToStayOffline } from './getting-online.ts';
import { gettingOnlinePorts, gettingOnlineSees } from './getting-online-ports.ts';

const { windows, controller, cdma, agent, app, site } = gettingOnlinePorts;
const { connect } = windows.asks;
const { disconnect } = controller.asks;
const { activate } = cdma.asks;
const { apply } = agent.asks;
const appPage = app.asks.openPage;
const { openPage, call, pay, placeOrder } = site.asks;
const { cards } = gettingOnlineSees;

/** When Windows connects by itself and nothing comes of it, the person clicks Connect. Assumption: after so long. */
export const handTakesOver = minutes(2);
/** From dialling until the operator's telephone desk answers. Assumption: a short queue. */
export const queueOnThePhone = minutes(3);
/** Time with the radio off when a device registers anew, and time it then has to register. Assumption: as by hand. */
const radioOff = seconds(2);
const registersWithin = seconds(15);

const quietly = ignoreElements();

const fails = (reason: WayToStayOffline): Observable<never> =>
  throwError(() => new RequestFailure('cancelled', 'sale', 0, reason));

/** The step at which the plan is paid: the one of that name, otherwise the last. */
function payingStep(steps: readonly { name: string }[]): number {
  const named = steps.findIndex(step => step.name === 'pay');
  return named >= 0 ? named : steps.length - 1;
}

/** The steps of a sale, in the app, on the site or on the telephone; then the order. */
export const saleOf = (buyer: () => typeof gettingOnline): Flow =>
  flow(
    'sale',
    buyer,
    ({ subject: device, given, record, ask, after, tell, draw, retrying }) => {
      const { sale: selling, portal } = given.operator(device);
      const { steps, paymentTries } = selling;
      const { path } = record();
      const within = portal.pageTimeout;
      const over = () => (path === 'telephone' ? {} : { over: given.pathOf(device), within });
      const thinks = (thought: Distribution, about: string) =>
        defer(() => after(given.sample(thought, draw(`sale.${about}.think`)))).pipe(quietly);
      const page = (name: string) =>
        defer(() => {
          if (path === 'telephone') return EMPTY;
          return path === 'app' ? ask(appPage, device, { page: name }) : ask(openPage, device, { page: name }, over());
        }).pipe(quietly);
      const leaves = (step: { name: string; leaves: number }) =>
        defer(() => (draw(`sale.${step.name}.leaves`) < step.leaves ? fails('left the purchase') : EMPTY));
      const paysAt = payingStep(steps);
      const payment = defer(() => ask(pay, device, undefined, over())).pipe(
        concatMap(({ result }) => (result === 'declined' ? fails('payment declined') : EMPTY)),
        retrying({
          times: paymentTries - 1,
          wait: 0,
          if: failure => failure.detail === 'payment declined',
          each: () => concat(tell('declined'), thinks(steps[paysAt]!.think, 'payAgain')),
        }),
      );
      return concat(
        path === 'telephone' ? concat(after(queueOnThePhone), ask(call, device, undefined)).pipe(quietly) : EMPTY,
        ...steps.map((step, at) =>
          concat(
            page(step.name),
            thinks(step.think, step.name),
            leaves(step),
            at === paysAt ? payment : EMPTY,
            tell('stepTaken', at),
          ),
        ),
        tell('orders'),
        defer(() => ask(placeOrder, device, undefined, over())).pipe(quietly),
        tell('bought'),
      );
    },
    (failure, { record, tell }) => {
      if (failure.request === 'sale') return tell('givesUp', failure.detail as WayToStayOffline);
      if (record().path === 'telephone') return tell('givesUp', 'order refused');
      // An app without a connection can only direct to the telephone, or to other internet.
      return tell('findsNoWay', reasonOf(failure, record().path));
    },
  );

/** Why a request of a sale failed, in the person's words. */
function reasonOf(failure: RequestFailure, path: string | undefined): WayToStayOffline {
  if (failure.request.endsWith('.placeOrder')) return 'order refused';
  if (failure.outcome === 'unreachable') return 'no connection to buy over';
  return path === 'app' ? 'no connection to buy over' : 'page did not load';
}

/**
 * After the sale: the provisioning file goes to Windows, and what it wants done is done. At the end, and when nothing was
 * to be done, whoever is not connected clicks Connect after a while.
 */
export const activationOf = (buyer: () => typeof gettingOnline): Flow =>
  flow(
    'activation',
    buyer,
    ({ subject: device, given, record, look, ask, after, tell, draw, retrying }) => {
      const from = record().path === 'app' ? 'app' : 'webSite';
      const connects = defer(() => ask(connect, interfaceOf(device, 'cellular'), undefined)).pipe(quietly);
      const tries = ({ attempts, retryInterval }: ActivationDirective) =>
        retrying({ times: attempts - 1, wait: retryInterval, each: () => tell('activationTried', false) });
      /** A device that is not connected has nothing to disconnect from. */
      const disconnects = defer(() => ask(disconnect, device, undefined)).pipe(quietly, unlessRefused);
      const cyclesRadio = concat(
        tell('switchesRadio', false),
        after(radioOff),
        tell('switchesRadio', true),
        after(registersWithin),
      );
      let isActivated = false;
      const activates = defer(() =>
        isActivated
          ? EMPTY
          : ask(activate, device, undefined).pipe(
              tap(() => {
                isActivated = true;
              }),
            ),
      );
      /** Once the radio was off and on again, or the service is activated, a retry only connects. */
      const does = (directive: ActivationDirective): Observable<unknown> => {
        if (directive.method === 'reconnect') return concat(disconnects, connects.pipe(tries(directive)));
        if (directive.method === 'reregister') return concat(cyclesRadio, connects.pipe(tries(directive)));
        return concat(activates, connects).pipe(tries(directive));
      };
      /** Nothing is left to be done for who has got online in the meantime. */
      const unlessOnline = (what: Observable<unknown>) => defer(() => (record().state === 'online' ? EMPTY : what));
      const follows = (directive: ActivationDirective): Observable<unknown> =>
        concat(
          after(directive.delay),
          unlessOnline(concat(tell('activationBegan'), does(directive), tell('activationTried', true))),
        );
      const file = defer(() => ask(apply, device, handOver(given, device, look(cards).card, from))).pipe(
        concatMap(({ code, activation }) =>
          concat(
            code === 0 ? tell('fileApplied') : tell('fileRefused', code),
            activation === undefined ? EMPTY : follows(activation),
          ),
        ),
      );
      const { connectThink } = given.group(device).user;
      const thinks = defer(() => after(given.sample(connectThink, draw('gettingOnline.connectsAfterSale'))));
      return concat(record().path === 'telephone' ? EMPTY : file, unlessOnline(concat(thinks, tell('clicksConnect'))));
    },
    (failure, { tell, after }) =>
      concat(tell('activationFailed', failure.code), after(handTakesOver), tell('clicksConnect')),
  );

/** Lets a flow go on after a request that was refused. */
const unlessRefused = <T>(source: Observable<T>): Observable<T> =>
  source.pipe(
    catchError((failure: unknown) =>
      failure instanceof RequestFailure && failure.outcome === 'refused' ? EMPTY : throwError(() => failure),
    ),
  );
