/** The Mobile Broadband Service (WwanSvc): reads the SIM, makes hardware IDs, tells Windows what happens to the device. */
import { flag, model, oneOf, state, type TransitionTable } from '../../sim/index.ts';
import type { RegisteredAt } from '../device/registration.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'noDevice' | 'notReady' | 'identified';
type Event = 'deviceFound' | 'identityRead' | 'identityGone' | 'deviceGone';

export const mobileBroadbandServiceTable: TransitionTable<State, Event> = {
  noDevice: { deviceFound: 'notReady' },
  notReady: { identityRead: 'identified', deviceGone: 'noDevice' },
  identified: { identityRead: 'identified', identityGone: 'notReady', deviceGone: 'noDevice' },
};

export const mobileBroadbandService = model('mobile broadband service', {
  source: 'overview-of-mobile-broadband.md',
  table: mobileBroadbandServiceTable,
  record: {
    state: state(mobileBroadbandServiceTable),
    registered: oneOf(['home', 'roaming', 'partner']),
    /** Whether the profile is connected, so that ProfileConnected and ProfileDisconnected alternate. */
    connected: flag(),
  },
  kept: 'columns',
  facts: [
    'identified',
    'identityGone',
    'profileConnected',
    'profileDisconnected',
    'registeredHome',
    'registeredRoaming',
  ],
  given: {} as Surroundings,
  takes: {
    /** From the class driver. */
    deviceFound(_service, _: undefined, _does) {},
    deviceGone(_service, _: undefined, _does) {},
    /** From the modem: Initialized, so IMSI, ICCID, SID or provider name can be read. */
    deviceReady(_service, _: undefined, _does) {},
    /** From the modem: no longer Initialized. */
    deviceNotReady(_service, _: undefined, _does) {},
    /** From the registration: on every registration. */
    registered(_service, _at: RegisteredAt, _does) {},
    deregistered(_service, _: undefined, _does) {},
    /** From the registration: denied for good, or a reject after which it goes on trying; the last cause. */
    registrationRejected(_service, _cause: Cause, _does) {},
    /** From the packet service. */
    attached(_service, _: undefined, _does) {},
    detached(_service, _cause: Cause, _does) {},
    /** From the packet context, unasked: lost, or deactivated by the network. */
    contextLost(_service, _cause: Cause, _does) {},
    /** From the default context controller. */
    connected(_service, _: undefined, _does) {},
    disconnected(_service, _: undefined, _does) {},
  },
});
