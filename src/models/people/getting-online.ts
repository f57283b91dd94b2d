/**
 * A person on the way online with mobile broadband: plugs the device in, types the PIN, clicks Connect, and does what
 * Windows then leads to: nothing, the operator's app, its web site, the telephone.
 *
 *     away ─▶ looking ─▶ connecting ─┬─────────────────────────────────────────────▶ online
 *               ⇅           ⇅        ├─▶ buyingInApp ────┐                           ▲ ▲
 *           enteringPin   (error)    ├─▶ buyingOnWebPage ┼─ bought ─▶ waiting ────────┘ │
 *           askingForPuk             ├─▶ onThePhone ─────┘                             │
 *                                    └─▶ buyingInMobilePlans, the purchase of the app ─┘
 *
 * What is sold comes with a provisioning file, and the file may want the device to connect or register anew. What happens
 * after a connect is decided by the connection manager; the person only sees it.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Plan purchase", "Connect an active device".
 */
import {
  type Flow,
  flag,
  type Microseconds,
  model,
  oneOf,
  small,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';
import { gettingOnlinePorts, gettingOnlineSees } from './getting-online-ports.ts';
import { activationOf, handTakesOver, queueOnThePhone, saleOf } from './plan-purchase.ts';

type State =
  | 'away'
  | 'looking'
  | 'enteringPin'
  | 'askingForPuk'
  | 'connecting'
  | 'buyingInApp'
  | 'buyingOnWebPage'
  | 'buyingInMobilePlans'
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
  | 'flyoutShown'
  | 'sawError'
  | 'phoned'
  | 'stepTaken'
  | 'declined'
  | 'bought'
  | 'gotOnline'
  | 'gaveUp';

const opened = {
  appOpened: 'buyingInApp',
  webPageOpened: 'buyingOnWebPage',
  flyoutShown: 'buyingInMobilePlans',
} as const;
const ends = { gotOnline: 'online', gaveUp: 'gaveUp' } as const;

/**
 * Exactly one end each: online, or gave up with a reason. The gateway may open before the last page of the sale has been
 * shown: then the sale goes on to its end, because its file is still to be handed over.
 */
const gettingOnlineTable: TransitionTable<State, Event> = {
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
  buyingInMobilePlans: { ...ends },
  onThePhone: { stepTaken: 'onThePhone', declined: 'onThePhone', bought: 'waiting', ...ends },
  waiting: { clickedConnect: 'waiting', ...ends },
  online: {},
  gaveUp: {},
};

/** What was used to get a plan: nothing when none was needed. */
export const purchasePaths = ['nothing', 'app', 'webPage', 'telephone', 'mobilePlans'] as const;

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

const { driver, card, radio, windows, agent, app, site, setup, person } = gettingOnlinePorts;
const { deviceFound } = driver.tells;
const { insert, pinEntered, pukEntered } = card.tells;
const { powersOn, radioSwitched } = radio.tells;
const { connectClicked } = windows.tells;
const { activationAttempted } = agent.tells;
const appClosed = app.tells.closed;
const siteClosed = site.tells.closed;
const { starts, skips } = setup.tells;
const { gotOnline, wantsPlan } = person.tells;
const { connections } = gettingOnlineSees;

/** Wrong PINs after which a SIM asks for its PUK. Source: 3GPP TS 31.101. */
const pinTries = 3;
/** Errors after which a person looks for another way. Assumption: most people try once more. */
const errorsBearable = 2;

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
    'flyoutShown',
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

    /**
     * Connected, and the flyout of a Mobile Plans operator says that there is no plan: the purchase in the Mobile Plans app is
     * the person's way from here on.
     */
    flyoutShown(person, _: undefined, does) {
      if (!isWatching(person)) return;
      does.move(person, 'flyoutShown');
      person.path = 'mobilePlans';
      does.emit('flyoutShown');
      does.self('stopsWaiting');
      does.tell(wantsPlan, does.subject, undefined);
    },

    /** From the user: the click on the plan in the flyout, Continue, a step of the portal. */
    stepInMobilePlans(person, _: undefined, _does) {
      if (person.state === 'buyingInMobilePlans') person.steps = oneMore(person.steps);
    },

    /** From the user: Mobile Plans has led to no plan. */
    foundNoPlan(person, reason: WayToStayOffline, does) {
      if (person.state === 'buyingInMobilePlans') does.self('givesUp', reason);
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

const sale: Flow = saleOf(() => gettingOnline);
const activation: Flow = activationOf(() => gettingOnline);
