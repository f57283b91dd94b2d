/** A person on the way online with mobile broadband: what they see, what they click, where they buy. */
import { model, oneOf, small, state, type TransitionTable, time } from '../../sim/index.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';

type State =
  | 'away'
  | 'looking'
  | 'connecting'
  | 'buyingInApp'
  | 'buyingOnWebPage'
  | 'onThePhone'
  | 'waiting'
  | 'online'
  | 'gaveUp';
type Event =
  | 'came'
  | 'clickedConnect'
  | 'appOpened'
  | 'webPageOpened'
  | 'sawError'
  | 'phoned'
  | 'bought'
  | 'gotOnline'
  | 'gaveUp';

/** The engineer of this file completes it. */
export const gettingOnlineTable: TransitionTable<State, Event> = {
  away: { came: 'looking' },
  looking: { clickedConnect: 'connecting', gotOnline: 'online', gaveUp: 'gaveUp' },
  connecting: {
    appOpened: 'buyingInApp',
    webPageOpened: 'buyingOnWebPage',
    sawError: 'looking',
    phoned: 'onThePhone',
    gotOnline: 'online',
    gaveUp: 'gaveUp',
  },
  buyingInApp: { bought: 'waiting', phoned: 'onThePhone', gaveUp: 'gaveUp' },
  buyingOnWebPage: { bought: 'waiting', gaveUp: 'gaveUp' },
  onThePhone: { bought: 'waiting', gaveUp: 'gaveUp' },
  waiting: { gotOnline: 'online', gaveUp: 'gaveUp' },
  online: {},
  gaveUp: {},
};

/** What was used to get a plan: nothing when none was needed. */
export const purchasePaths = ['nothing', 'app', 'webPage', 'telephone'] as const;

export const gettingOnline = model('getting online', {
  source: 'overview-of-mobile-broadband.md',
  table: gettingOnlineTable,
  record: {
    state: state(gettingOnlineTable),
    path: oneOf(purchasePaths),
    /** What the person did: clicks, pages, calls. */
    steps: small(),
    cause: small(),
    startedAt: time(),
    onlineAt: time(),
  },
  kept: 'columns',
  facts: ['came', 'clickedConnect', 'appOpened', 'webPageOpened', 'sawError', 'phoned', 'bought', 'online', 'gaveUp'],
  given: {} as Surroundings,
  takes: {
    /** The person comes: plugs the device in, or starts the PC with its SIM. */
    comes(_person, _: undefined, _does) {},
    /** From the connection manager: the operator stands in the list of networks, or no longer does. */
    networkListed(_person, _isListed: boolean, _does) {},
    /** From the modem: a PIN is asked for. */
    pinAsked(_person, _: undefined, _does) {},
    /** From the connection manager, after a connect: what it started, or said. */
    appOpened(_person, _: undefined, _does) {},
    webPageOpened(_person, _: undefined, _does) {},
    errorShown(_person, _cause: Cause, _does) {},
    /** Connected without internet, and nothing to open. */
    limitedShown(_person, _: undefined, _does) {},
    /** From the connection manager: the cellular connection has internet. */
    internet(_person, _: undefined, _does) {},
  },
});
