/**
 * A person on the way online with mobile broadband: plugs the device in, types the PIN, clicks Connect, and does what
 * Windows then leads to: nothing, the operator's app, its web site, the telephone.
 *
 *     away ─▶ looking ─▶ connecting ─┬─────────────────────────────────────────────▶ online
 *               ⇅           ⇅        ├─▶ buyingInApp ────┐                             ▲
 *           enteringPin   (error)    ├─▶ buyingOnWebPage ┼─ bought ─▶ waiting ──────────┘
 *           askingForPuk             └─▶ onThePhone ─────┘
 *
 * What is sold comes with a provisioning file, and the file may want the device to connect or register anew. What happens
 * after a connect is decided by the connection manager; the person only sees it.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Plan purchase", "Connect an active device"; "Mobile broadband
 * account provisioning", element Activation.
 */
import { catchError, concat, concatMap, defer, EMPTY, ignoreElements, type Observable, tap, throwError } from 'rxjs';
import {
  type Distribution,
  type Flow,
  flag,
  flow,
  type Microseconds,
  minutes,
  model,
  oneOf,
  port,
  RequestFailure,
  seconds,
  sees,
  small,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import type { cdmaDevice } from '../device/cdma-device.ts';
import type { classDriver } from '../device/class-driver.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { modem } from '../device/modem.ts';
import type { physicalSim } from '../device/physical-sim.ts';
import type { Cause } from '../messages/causes.ts';
import type { ActivationDirective } from '../messages/provisioning/activation.ts';
import { handOver } from '../messages/provisioning/hand-over.ts';
import type { mobileOperatorWebSite } from '../operator/mobile-operator-web-site.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from '../windows/connection.ts';
import type { defaultContextController } from '../windows/default-context-controller.ts';
import type { mobileBroadbandApp } from '../windows/mobile-broadband-app.ts';
import type { provisioningAgent } from '../windows/provisioning-agent.ts';
import type { windowsSetup } from '../windows/windows-setup.ts';
import type { user } from './user.ts';

type State =
  | 'away'
  | 'looking'
  | 'enteringPin'
  | 'askingForPuk'
  | 'connecting'
  | 'buyingInApp'
  | 'buyingOnWebPage'
  | 'onThePhone'
  | 'waiting'
  | 'online'
  | 'gaveUp';
type Event =
  | 'came'
  | 'pinAsked'
  | 'pinAccepted'
  | 'pinBlocked'
  | 'clickedConnect'
  | 'windowsConnects'
  | 'appOpened'
  | 'webPageOpened'
  | 'sawError'
  | 'phoned'
  | 'stepTaken'
  | 'declined'
  | 'bought'
  | 'gotOnline'
  | 'gaveUp';

const opened = { appOpened: 'buyingInApp', webPageOpened: 'buyingOnWebPage' } as const;
const ends = { gotOnline: 'online', gaveUp: 'gaveUp' } as const;

/**
 * Exactly one end each: online, or gave up with a reason. The gateway may open before the last page of the sale has been
 * shown: then the sale goes on to its end, because its file is still to be handed over.
 */
export const gettingOnlineTable: TransitionTable<State, Event> = {
  away: { came: 'looking' },
  looking: {
    pinAsked: 'enteringPin',
    clickedConnect: 'connecting',
    windowsConnects: 'connecting',
    phoned: 'onThePhone',
    ...opened,
    ...ends,
  },
  enteringPin: { pinAccepted: 'looking', pinBlocked: 'askingForPuk', gaveUp: 'gaveUp' },
  askingForPuk: { pinAccepted: 'looking' },
  connecting: {
    pinAsked: 'enteringPin',
    clickedConnect: 'connecting',
    sawError: 'looking',
    phoned: 'onThePhone',
    ...opened,
    ...ends,
  },
  buyingInApp: {
    stepTaken: 'buyingInApp',
    declined: 'buyingInApp',
    bought: 'waiting',
    phoned: 'onThePhone',
    ...ends,
  },
  buyingOnWebPage: {
    stepTaken: 'buyingOnWebPage',
    declined: 'buyingOnWebPage',
    bought: 'waiting',
    phoned: 'onThePhone',
    ...ends,
  },
  onThePhone: { stepTaken: 'onThePhone', declined: 'onThePhone', bought: 'waiting', ...ends },
  waiting: { clickedConnect: 'waiting', ...ends },
  online: {},
  gaveUp: {},
};

/** What was used to get a plan: nothing when none was needed. */
export const purchasePaths = ['nothing', 'app', 'webPage', 'telephone'] as const;

/** Why somebody stays offline. The value of the fact `gaveUp` is its place, from 1. */
export const waysToStayOffline = [
  'no network in the list',
  'SIM blocked',
  'error shown',
  'connected without internet and nothing to open',
  'no connection to buy over',
  'page did not load',
  'left the purchase',
  'payment declined',
  'order refused',
  'provisioning file refused',
  'lost patience with the connection',
  'lost patience with the plan',
  'skipped in Windows Setup',
] as const;
export type WayToStayOffline = (typeof waysToStayOffline)[number];

const driver = port<typeof classDriver>('class driver');
const card = port<typeof physicalSim>('physical SIM');
const radio = port<typeof modem>('modem');
const cdma = port<typeof cdmaDevice>('CDMA device');
const windows = port<typeof connection>('connection');
const controller = port<typeof defaultContextController>('default context controller');
const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const site = port<typeof mobileOperatorWebSite>('operator web site');
const agent = port<typeof provisioningAgent>('provisioning agent');
const setup = port<typeof windowsSetup>('Windows Setup');
const person = port<typeof user>('user');
const { deviceFound } = driver.tells;
const { insert, pinEntered, pukEntered } = card.tells;
const { powersOn, radioSwitched } = radio.tells;
const { connectClicked } = windows.tells;
const { connect } = windows.asks;
const { disconnect } = controller.asks;
const { activate } = cdma.asks;
const { apply } = agent.asks;
const { activationAttempted } = agent.tells;
const appPage = app.asks.openPage;
const appClosed = app.tells.closed;
const { openPage, call, pay, placeOrder } = site.asks;
const siteClosed = site.tells.closed;
const { starts, skips } = setup.tells;
const { gotOnline } = person.tells;
export const gettingOnlinePorts = {
  driver,
  card,
  radio,
  cdma,
  windows,
  controller,
  app,
  site,
  agent,
  setup,
  person,
};
const connections = sees<typeof connection>('connections');
const cards = sees<typeof physicalSim>('physical SIM');
export const gettingOnlineSees = { connections, cards };

/** Wrong PINs after which a SIM asks for its PUK. Source: 3GPP TS 31.101. */
const pinTries = 3;
/** Errors after which a person looks for another way. Assumption: most people try once more. */
const errorsBearable = 2;
/** When Windows connects by itself and nothing comes of it, the person clicks Connect. Assumption: after so long. */
const handTakesOver = minutes(2);
/** From dialling until the operator's telephone desk answers. Assumption: a short queue. */
const queueOnThePhone = minutes(3);
/** Time with the radio off when a device registers anew, and time it then has to register. Assumption: as by hand. */
const radioOff = seconds(2);
const registersWithin = seconds(15);

/** Steps and errors beyond this are not counted. */
const countMost = 255;
const oneMore = (count: number): number => Math.min(count + 1, countMost);

/** Where Windows may lead a person who waits for a connection; elsewhere they have something else to do. */
const isWatching = ({ state }: Readonly<{ state: State }>): boolean => state === 'looking' || state === 'connecting';

export const gettingOnline = model('getting online', {
  source: 'overview-of-mobile-broadband.md',
  table: gettingOnlineTable,
  record: {
    state: state(gettingOnlineTable),
    path: oneOf(purchasePaths),
    reason: oneOf(waysToStayOffline),
    /** What the person did: plugs, PINs, clicks, pages, payments, calls. */
    steps: small(),
    /** The last error shown. */
    cause: small(),
    errors: small(),
    /** PINs typed so far, and those typed wrong in a row. */
    pins: small(),
    wrongPins: small(),
    /** The operator stands in the list of networks. */
    listed: flag(),
    calledForPuk: flag(),
    fileRefused: flag(),
    /** The plan is being ordered: no longer to be left. */
    ordering: flag(),
    startedAt: time(),
    onlineAt: time(),
  },
  kept: 'columns',
  timers: {
    typesPin: 0 as Microseconds,
    clicksConnect: 0 as Microseconds,
    losesPatience: 0 as Microseconds,
  },
  facts: [
    'came',
    'pinTyped',
    'pukAsked',
    'networkSeen',
    'clickedConnect',
    'appOpened',
    'webPageOpened',
    'sawError',
    'sawLimited',
    'phoned',
    'stepTaken',
    'declined',
    'bought',
    'fileApplied',
    'fileRefused',
    'activationBegan',
    'activationFailed',
    'online',
    'gaveUp',
  ],
  given: {} as Surroundings,
  takes: {
    /** The person comes: plugs the device in, or starts the PC with its SIM. */
    comes(person, _: undefined, does) {
      const { form, technology, sim, windowsSetup } = does.given.group(does.subject);
      const device = does.subject;
      does.move(person, 'came');
      person.startedAt = does.now;
      if (form === 'usb') person.steps = oneMore(person.steps);
      does.emit('came');
      if (windowsSetup) does.tell(starts, device, undefined);
      if (technology === 'gsm' && sim !== 'esim') does.tell(insert, device, undefined);
      does.tell(deviceFound, device, undefined);
      does.tell(powersOn, device, undefined);
      does.self('waits');
    },

    /** Everybody has one patience, for the network, for the connection and for the plan. */
    waits(_person, _, does) {
      const { patience } = does.given.group(does.subject).user;
      does.arm('losesPatience', does.given.sample(patience, does.draw('gettingOnline.patience')));
    },

    losesPatience(person, _, does) {
      const reason: WayToStayOffline =
        person.state === 'looking'
          ? 'no network in the list'
          : person.state === 'connecting'
            ? 'lost patience with the connection'
            : person.fileRefused
              ? 'provisioning file refused'
              : 'lost patience with the plan';
      does.self('givesUp', reason);
    },

    /** From the modem: a PIN is asked for. It is typed whatever else is going on; only who waits for the network waits for it. */
    pinAsked(person, _: undefined, does) {
      if (person.state === 'enteringPin' || person.state === 'askingForPuk' || person.state === 'gaveUp') return;
      if (isWatching(person)) {
        does.move(person, 'pinAsked');
        does.cancel('losesPatience');
        does.cancel('clicksConnect');
      }
      does.self('thinksOfPin');
    },

    thinksOfPin(person, _, does) {
      const { pinThink } = does.given.group(does.subject).user;
      does.arm('typesPin', does.given.sample(pinThink, does.draw('gettingOnline.pinThink', person.pins)));
    },

    /** Types the PIN, or after three wrong ones the PUK that the operator has read out on the telephone. */
    typesPin(person, _, does) {
      const nth = person.pins;
      person.steps = oneMore(person.steps);
      if (person.wrongPins === pinTries) {
        person.wrongPins = 0;
        does.tell(pukEntered, does.subject, true);
        does.self('pinRight');
        return;
      }
      const isRight = does.draw('gettingOnline.wrongPin', nth) >= does.given.group(does.subject).user.wrongPin;
      person.pins = oneMore(nth);
      person.wrongPins = isRight ? 0 : person.wrongPins + 1;
      does.emit('pinTyped', isRight ? 1 : 0);
      does.tell(pinEntered, does.subject, isRight);
      if (isRight) does.self('pinRight');
      else if (person.wrongPins < pinTries) does.self('thinksOfPin');
      else does.self('simBlocks');
    },

    pinRight(person, _, does) {
      if (person.state !== 'enteringPin' && person.state !== 'askingForPuk') return;
      does.move(person, 'pinAccepted');
      does.self('waits');
      if (person.listed) does.self('seesNetwork');
    },

    /** The SIM wants its PUK. Assumption: people call the operator for it once. */
    simBlocks(person, _, does) {
      const again = person.calledForPuk;
      if (person.state === 'enteringPin') {
        if (again) {
          does.self('givesUp', 'SIM blocked');
          return;
        }
        does.move(person, 'pinBlocked');
      }
      if (again) return;
      person.calledForPuk = true;
      person.steps = oneMore(person.steps);
      does.emit('pukAsked');
      does.arm('typesPin', queueOnThePhone);
    },

    /** From the connection manager: the operator stands in the list of networks, or no longer does. */
    networkListed(person, isListed: boolean, does) {
      person.listed = isListed;
      if (person.state !== 'looking') return;
      if (isListed) does.self('seesNetwork');
      else {
        does.cancel('clicksConnect');
        does.self('waits');
      }
    },

    /** Clicks Connect after a while, or lets Windows connect by itself. */
    seesNetwork(person, _, does) {
      if (person.state !== 'looking') return;
      const { autoConnect } = does.given.group(does.subject);
      does.emit('networkSeen');
      if (!autoConnect || person.errors > 0) {
        does.self('thinksOfConnect');
        return;
      }
      does.move(person, 'windowsConnects');
      does.arm('clicksConnect', handTakesOver);
      does.self('waits');
    },

    thinksOfConnect(person, _, does) {
      const { connectThink } = does.given.group(does.subject).user;
      does.cancel('losesPatience');
      does.arm('clicksConnect', does.given.sample(connectThink, does.draw('gettingOnline.connectThink', person.steps)));
    },

    /** Clicks Connect, unless there is a connection already. Who waits for a plan goes on waiting. */
    clicksConnect(person, _, does) {
      const cellular = interfaceOf(does.subject, 'cellular');
      if (person.state === 'online') return;
      if (person.state === 'waiting' && isUp(does.look(connections, cellular).state)) return;
      does.move(person, 'clickedConnect');
      person.steps = oneMore(person.steps);
      does.emit('clickedConnect');
      does.tell(connectClicked, cellular, undefined);
      if (person.state === 'connecting') does.self('waits');
    },

    /** From the connection manager, after a connect: the app is open at its plans. */
    appOpened(person, _: undefined, does) {
      if (!isWatching(person)) return;
      if (does.given.group(does.subject).windowsSetup) {
        does.self('givesUp', 'skipped in Windows Setup');
        return;
      }
      does.move(person, 'appOpened');
      person.path = 'app';
      does.emit('appOpened');
      does.self('buys');
    },

    /** The browser is open at the operator's site. */
    webPageOpened(person, _: undefined, does) {
      if (!isWatching(person)) return;
      if (does.given.group(does.subject).windowsSetup) {
        does.self('givesUp', 'skipped in Windows Setup');
        return;
      }
      does.move(person, 'webPageOpened');
      person.path = 'webPage';
      does.emit('webPageOpened');
      does.self('buys');
    },

    /** Windows shows an error. People try again, and then look for another way. */
    errorShown(person, cause: Cause, does) {
      if (person.state === 'waiting') {
        person.cause = cause;
        does.arm('clicksConnect', handTakesOver);
      }
      if (person.state !== 'connecting') return;
      does.move(person, 'sawError');
      person.cause = cause;
      person.errors = oneMore(person.errors);
      does.emit('sawError', cause);
      if (does.given.group(does.subject).windowsSetup) does.self('givesUp', 'skipped in Windows Setup');
      else if (person.errors < errorsBearable) does.self('thinksOfConnect');
      else does.self('findsNoWay', 'error shown');
    },

    /** Connected without internet, and nothing to open. */
    limitedShown(person, _: undefined, does) {
      if (!isWatching(person)) return;
      does.emit('sawLimited');
      if (does.given.group(does.subject).windowsSetup) does.self('givesUp', 'skipped in Windows Setup');
      else does.self('findsNoWay', 'connected without internet and nothing to open');
    },

    /** Some buy by telephone when nothing else works; the rest gives up. */
    findsNoWay(person, reason: WayToStayOffline, does) {
      const { phones } = does.given.group(does.subject).user;
      if (person.state === 'online' || does.draw('gettingOnline.phones') >= phones) {
        does.self('givesUp', reason);
        return;
      }
      does.move(person, 'phoned');
      person.path = 'telephone';
      person.steps = oneMore(person.steps);
      does.emit('phoned');
      does.self('buys');
    },

    buys(_person, _, does) {
      does.cancel('clicksConnect');
      does.cancel('losesPatience');
      does.start(sale);
    },

    /** The value of the fact is the number of the step of the sale, from 0. */
    stepTaken(person, step: number, does) {
      does.move(person, 'stepTaken');
      person.steps = oneMore(person.steps);
      does.emit('stepTaken', step);
    },

    declined(person, _, does) {
      does.move(person, 'declined');
      person.steps = oneMore(person.steps);
      does.emit('declined');
    },

    orders(person, _, does) {
      person.ordering = true;
      does.cancel('losesPatience');
    },

    bought(person, _, does) {
      if (person.state !== 'online') does.move(person, 'bought');
      person.ordering = false;
      does.emit('bought');
      does.start(activation);
      does.self(person.state === 'online' ? 'closes' : 'waits');
    },

    fileApplied(_person, _, does) {
      does.emit('fileApplied');
    },

    fileRefused(person, code: number, does) {
      person.fileRefused = true;
      does.emit('fileRefused', code);
    },

    activationBegan(_person, _, does) {
      does.emit('activationBegan');
    },

    activationTried(_person, succeeded: boolean, does) {
      does.tell(activationAttempted, does.subject, succeeded);
    },

    activationFailed(_person, code: number, does) {
      does.emit('activationFailed', code);
      does.self('activationTried', false);
    },

    switchesRadio(_person, isOn: boolean, does) {
      does.tell(radioSwitched, does.subject, isOn);
    },

    /** From the connection manager: the cellular connection has internet. */
    internet(person, _: undefined, does) {
      const { state } = person;
      if (state === 'away' || state === 'enteringPin' || state === 'askingForPuk') return;
      if (state === 'online' || state === 'gaveUp') return;
      does.move(person, 'gotOnline');
      person.path ??= 'nothing';
      person.onlineAt = does.now;
      does.emit('online', does.now - person.startedAt!);
      does.tell(gotOnline, does.subject, undefined);
      does.self('stopsWaiting');
      if (person.ordering) return;
      if (state !== 'waiting') does.stop(sale);
      does.self('closes');
    },

    givesUp(person, reason: WayToStayOffline, does) {
      if (person.state === 'online') {
        // The gateway has opened, and yet the order never came back.
        does.self('closes');
        return;
      }
      does.move(person, 'gaveUp');
      person.reason = reason;
      does.emit('gaveUp', waysToStayOffline.indexOf(reason) + 1);
      if (does.given.group(does.subject).windowsSetup) does.tell(skips, does.subject, undefined);
      does.self('stopsWaiting');
      does.stop(activation);
      does.self('closes');
    },

    stopsWaiting(_person, _, does) {
      does.cancel('typesPin');
      does.cancel('clicksConnect');
      does.cancel('losesPatience');
    },

    /** Leaves app and site. */
    closes(_person, _, does) {
      does.tell(appClosed, does.subject, undefined);
      does.tell(siteClosed, does.subject, undefined);
    },
  },
});

const isUp = (state: string): boolean => state !== 'idle' && state !== 'disconnected';

const quietly = ignoreElements();

const fails = (reason: WayToStayOffline): Observable<never> =>
  throwError(() => new RequestFailure('cancelled', 'sale', 0, reason));

/** The step at which the plan is paid: the one of that name, otherwise the last. */
function payingStep(steps: readonly { name: string }[]): number {
  const named = steps.findIndex(step => step.name === 'pay');
  return named >= 0 ? named : steps.length - 1;
}

/** The steps of a sale, in the app, on the site or on the telephone; then the order. */
const sale: Flow = flow(
  'sale',
  () => gettingOnline,
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
const activation: Flow = flow(
  'activation',
  () => gettingOnline,
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
