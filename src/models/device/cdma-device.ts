/** The CDMA device: its identity is in the modem. */

import type { Request } from '../../sim/index.ts';
import { model, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'notActivated' | 'activating' | 'activated';
type Event = 'activationBegan' | 'activationDone' | 'activationFailed' | 'bornActivated';

export const cdmaDeviceTable: TransitionTable<State, Event> = {
  notActivated: { activationBegan: 'activating', bornActivated: 'activated' },
  activating: { activationDone: 'activated', activationFailed: 'notActivated' },
  activated: {},
};

export const cdmaDevice = model('CDMA device', {
  source: 'mb-device-readiness.md',
  table: cdmaDeviceTable,
  record: { state: state(cdmaDeviceTable) },
  kept: 'columns',
  facts: ['activationBegan', 'activated', 'activationFailed'],
  given: {} as Surroundings,
  takes: {
    /** A device that was activated before the run began: a hot one. */
    bornActivated(_device, _: undefined, _does) {},
  },
  answers: {
    /** An over-the-air activation (`*228`); refused with serviceNotActivated when the operator knows no plan. */
    activate(_device, _request: Request<undefined, true>, _does) {},
  },
});
