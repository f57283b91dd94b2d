/** The service metadata of the operator on one PC: fetched from WMIS when there is any internet, kept, checked again. */
import { flag, type Microseconds, model, type Reply, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'none' | 'requested' | 'cached' | 'parsed' | 'appQueued' | 'appInstalled' | 'registered';
type Event =
  | 'identified'
  | 'preloaded'
  | 'packageCame'
  | 'noPackage'
  | 'requestFailed'
  | 'read'
  | 'unreadable'
  | 'appWanted'
  | 'appInstalled'
  | 'handlersRegistered'
  | 'rechecks'
  | 'simChanged';

/** The engineer of this file completes it. */
export const serviceMetadataTable: TransitionTable<State, Event> = {
  none: { identified: 'requested', preloaded: 'appInstalled' },
  requested: { packageCame: 'cached', noPackage: 'none', requestFailed: 'none', simChanged: 'none' },
  cached: { read: 'parsed', unreadable: 'none', simChanged: 'none' },
  parsed: { appWanted: 'appQueued', rechecks: 'requested', simChanged: 'none' },
  appQueued: { appInstalled: 'appInstalled', simChanged: 'none' },
  appInstalled: { handlersRegistered: 'registered', simChanged: 'none' },
  registered: { rechecks: 'requested', simChanged: 'none' },
};

export const serviceMetadata = model('service metadata', {
  source: 'service-metadata.md',
  table: serviceMetadataTable,
  record: {
    state: state(serviceMetadataTable),
    online: flag(),
    identified: flag(),
    fetches: small(),
    /** Which card the package is for. */
    card: small(),
  },
  kept: 'columns',
  timers: { rechecks: 0 as Microseconds, retries: 0 as Microseconds },
  facts: ['requested', 'fetched', 'noMatch', 'failed', 'parsed', 'appInstalled', 'registered'],
  given: {} as Surroundings,
  takes: {
    /** From the Mobile Broadband Service: hardware IDs are made; `card` names the SIM. */
    identified(_metadata, _card: number, _does) {},
    identityGone(_metadata, _: undefined, _does) {},
    /** The maker of the PC has put package and app on the image. */
    preloaded(_metadata, _: undefined, _does) {},
    /** From the connection manager: whether the device has any internet, metered or not. */
    internet(_metadata, _isThere: boolean, _does) {},
    answered(_metadata, _reply: Reply<{ found: boolean }>, _does) {},
    rechecks(_metadata, _: undefined, _does) {},
    retries(_metadata, _: undefined, _does) {},
    /** From the Store, from the Device Setup Manager. */
    appInstalled(_metadata, _: undefined, _does) {},
    handlersRegistered(_metadata, _: undefined, _does) {},
  },
});
