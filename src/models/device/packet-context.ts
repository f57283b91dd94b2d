/** The packet context (PDP context, default bearer). */
import { model, type Request, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';
import type { ContextRequest } from './class-driver.ts';

type State = 'deactivated' | 'activating' | 'activated' | 'deactivating';
type Event = 'activates' | 'accepted' | 'rejected' | 'deactivates' | 'deactivationDone' | 'lost';

export const packetContextTable: TransitionTable<State, Event> = {
  deactivated: { activates: 'activating' },
  activating: { accepted: 'activated', rejected: 'deactivated', lost: 'deactivated' },
  activated: { deactivates: 'deactivating', lost: 'deactivated' },
  deactivating: { deactivationDone: 'deactivated', lost: 'deactivated' },
};

export const packetContext = model('packet context', {
  source: 'oid-wwan-connect.md',
  table: packetContextTable,
  record: { state: state(packetContextTable), cause: small(), profile: small() },
  kept: 'columns',
  facts: ['activating', 'activated', 'rejected', 'deactivated'],
  given: {} as Surroundings,
  takes: {
    /** Signal, attach or registration is gone, or the network deactivates: the driver never activates again by itself. */
    lost(_context, _cause: Cause, _does) {},
  },
  answers: {
    activate(_context, _request: Request<ContextRequest, true>, _does) {},
    deactivate(_context, _request: Request<undefined, true>, _does) {},
  },
});
