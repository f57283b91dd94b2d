/** The operator's mobile broadband app on one PC. */
import { flag, model, type Request, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'notInstalled' | 'suspended' | 'running';
type Event = 'installed' | 'started' | 'suspended' | 'uninstalled';

export const mobileBroadbandAppTable: TransitionTable<State, Event> = {
  notInstalled: { installed: 'suspended' },
  suspended: { started: 'running', uninstalled: 'notInstalled' },
  running: { suspended: 'suspended', uninstalled: 'notInstalled' },
};

export const mobileBroadbandApp = model('mobile broadband app', {
  source: 'uwp-mobile-broadband-apps.md',
  table: mobileBroadbandAppTable,
  record: { state: state(mobileBroadbandAppTable), registered: flag(), backgroundRuns: small() },
  kept: 'columns',
  facts: ['installed', 'started', 'suspended', 'backgroundRun', 'provisioned'],
  given: {} as Surroundings,
  takes: {
    /** From the Store, or from the image of the PC. */
    installed(_app, _: undefined, _does) {},
    uninstalled(_app, _: undefined, _does) {},
    /** From the Device Setup Manager: its background events are registered. */
    handlersRegistered(_app, _: undefined, _does) {},
    /** From the connection manager: no internet, or the line is not bought. Opens at the page with the plans. */
    opensAtPlans(_app, _: undefined, _does) {},
    /** From the System Event Broker: a background event. */
    backgroundEvent(_app, _event: string, _does) {},
  },
  answers: {
    /** One page of the purchase, over the limited connection or another; answered when it is there. */
    openPage(_app, _request: Request<{ page: string }, string>, _does) {},
  },
});
