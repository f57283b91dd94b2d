/** Windows Setup (OOBE): its network page, where mobile broadband stands beside Wi-Fi. */
import { type Microseconds, model, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'notShown' | 'pageShown' | 'connected' | 'skipped' | 'signedIn';
type Event = 'started' | 'connected' | 'limited' | 'skipped' | 'signedIn';

export const windowsSetupTable: TransitionTable<State, Event> = {
  notShown: { started: 'pageShown' },
  pageShown: { connected: 'connected', limited: 'pageShown', skipped: 'skipped' },
  connected: { signedIn: 'signedIn' },
  skipped: { signedIn: 'signedIn' },
  signedIn: {},
};

export const windowsSetup = model('windows setup', {
  source: 'overview-of-mobile-broadband.md',
  table: windowsSetupTable,
  record: { state: state(windowsSetupTable) },
  kept: 'columns',
  timers: { signsIn: 0 as Microseconds },
  facts: ['pageShown', 'connected', 'limited', 'skipped', 'signedIn'],
  given: {} as Surroundings,
  takes: {
    starts(_setup, _: undefined, _does) {},
    /** From the connection manager: the level of the cellular connection has changed. */
    internet(_setup, _isThere: boolean, _does) {},
    /** The person goes on without. */
    skips(_setup, _: undefined, _does) {},
    signsIn(_setup, _: undefined, _does) {},
  },
});
