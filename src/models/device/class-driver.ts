/** The mobile broadband class driver. */
import { model, type Request, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'notLoaded' | 'loaded' | 'failed';
type Event = 'deviceFound' | 'loadFailed' | 'deviceGone';

export const classDriverTable: TransitionTable<State, Event> = {
  notLoaded: { deviceFound: 'loaded', loadFailed: 'failed' },
  loaded: { deviceGone: 'notLoaded' },
  failed: { deviceGone: 'notLoaded' },
};

/** Which connection profile a context is activated with. */
export interface ContextRequest {
  /** Number of the profile in the list of the device. */
  profile: number;
  accessString: string;
}

export const classDriver = model('class driver', {
  source: 'overview-of-mobile-broadband.md',
  table: classDriverTable,
  record: { state: state(classDriverTable), inFlight: small() },
  kept: 'columns',
  facts: ['loaded', 'unloaded', 'failed'],
  given: {} as Surroundings,
  takes: {
    /** The device is there: built in, or plugged in. */
    deviceFound(_driver, _: undefined, _does) {},
    deviceGone(_driver, _: undefined, _does) {},
  },
  answers: {
    /** OID_WWAN_CONNECT to activate: one in flight; refused with a cause. */
    activate(_driver, _request: Request<ContextRequest, true>, _does) {},
    deactivate(_driver, _request: Request<undefined, true>, _does) {},
  },
});
