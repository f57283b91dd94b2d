/**
 * Windows Setup (OOBE): its network page, where mobile broadband stands beside Wi-Fi. A device with an active plan gets
 * online here; one without sees "limited", and its owner goes on without.
 *
 *     person ── starts, skips ──▶ ┌───────────────┐ ── first sign-in ──▶ connection manager
 *     connection ── internet ───▶ │ Windows Setup │
 *                                 └───────────────┘
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Connect an active device".
 * Assumption: metadata and app are fetched after the first sign-in; the time from the network page to it.
 */
import { minutes, model, port, state, type TransitionTable } from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';

type State = 'notShown' | 'pageShown' | 'connected' | 'skipped' | 'signedIn';
type Event = 'started' | 'connected' | 'limited' | 'skipped' | 'signedIn';

const windowsSetupTable: TransitionTable<State, Event> = {
  notShown: { started: 'pageShown' },
  pageShown: { connected: 'connected', limited: 'pageShown', skipped: 'skipped' },
  connected: { signedIn: 'signedIn' },
  skipped: { signedIn: 'signedIn' },
  signedIn: {},
};

const windows = port<typeof connection>('connection');
const { countsInternet } = windows.tells;
export const windowsSetupPorts = { windows };

/** From leaving the network page to the desktop. Assumption: account, privacy and the last updates take a few minutes. */
const signIn = minutes(5);

export const windowsSetup = model('windows setup', {
  source: 'overview-of-mobile-broadband.md',
  table: windowsSetupTable,
  record: { state: state(windowsSetupTable) },
  kept: 'columns',
  timers: { signsIn: signIn },
  facts: ['pageShown', 'connected', 'limited', 'skipped', 'signedIn'],
  given: {} as Surroundings,
  takes: {
    starts(setup, _: undefined, does) {
      does.move(setup, 'started');
      does.emit('pageShown');
    },

    /** From the connection manager: the level of the device's connections has changed. */
    internet(setup, isThere: boolean, does) {
      if (setup.state !== 'pageShown') return;
      does.move(setup, isThere ? 'connected' : 'limited');
      does.emit(isThere ? 'connected' : 'limited');
      if (isThere) does.arm('signsIn');
    },

    /** The person goes on without. */
    skips(setup, _: undefined, does) {
      if (setup.state !== 'pageShown') return;
      does.move(setup, 'skipped');
      does.emit('skipped');
      does.arm('signsIn');
    },

    /** The first sign-in: from now on metadata and app may come, over whatever internet there is. */
    signsIn(setup, _: undefined, does) {
      does.move(setup, 'signedIn');
      does.emit('signedIn');
      does.tell(countsInternet, interfaceOf(does.subject, 'ethernet'), undefined);
    },
  },
});
