/** The packet service: attach and detach. */
import { model, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'detached' | 'attaching' | 'attached' | 'detaching';
type Event = 'attaches' | 'accepted' | 'rejected' | 'detaches' | 'detachDone' | 'lost';

export const packetServiceTable: TransitionTable<State, Event> = {
  detached: { attaches: 'attaching' },
  attaching: { accepted: 'attached', rejected: 'detached', lost: 'detached' },
  attached: { detaches: 'detaching', lost: 'detached' },
  detaching: { detachDone: 'detached', lost: 'detached' },
};

export const packetService = model('packet service', {
  source: 'ndis-status-wwan-packet-service.md',
  table: packetServiceTable,
  record: { state: state(packetServiceTable), cause: small() },
  kept: 'columns',
  facts: ['attaching', 'attached', 'rejected', 'detached'],
  given: {} as Surroundings,
  takes: {
    /** Registered, or asked for by the controller. Ignored unless registered and detached. */
    attaches(_service, _: undefined, _does) {},
    detaches(_service, _: undefined, _does) {},
    /** The signal, the registration or the network is gone. */
    lost(_service, _cause: Cause, _does) {},
  },
});
