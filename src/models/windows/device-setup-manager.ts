/** The Device Setup Manager: registers the operator's event handlers before the app runs for the first time. */
import { type Microseconds, model, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'waiting' | 'registering' | 'registered';
type Event = 'ready' | 'done' | 'mismatch' | 'gone';

export const deviceSetupManagerTable: TransitionTable<State, Event> = {
  waiting: { ready: 'registering' },
  registering: { done: 'registered', mismatch: 'waiting', gone: 'waiting' },
  registered: { gone: 'waiting' },
};

export const deviceSetupManager = model('device setup manager', {
  source: 'mobile-operator-notification-event-technical-details.md',
  table: deviceSetupManagerTable,
  record: { state: state(deviceSetupManagerTable) },
  kept: 'columns',
  timers: { registers: 0 as Microseconds },
  facts: ['registered', 'failed'],
  given: {} as Surroundings,
  takes: {
    /** Metadata is read and the app is installed. */
    packageReady(_manager, _: undefined, _does) {},
    packageGone(_manager, _: undefined, _does) {},
    registers(_manager, _: undefined, _does) {},
  },
});
