/** The modem: readiness. Takes the place of modem.ts when the wiring changes. */
import { type Bytes, flag, type Microseconds, model, state, type TransitionTable, volume } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State =
  | 'off'
  | 'initialized'
  | 'simNotInserted'
  | 'badSim'
  | 'failure'
  | 'notActivated'
  | 'deviceLocked'
  | 'noEsimProfile';
type Event =
  | 'foundReady'
  | 'foundNoSim'
  | 'foundBadSim'
  | 'foundFailure'
  | 'foundNotActivated'
  | 'foundLocked'
  | 'foundNoProfile'
  | 'pinVerified'
  | 'pinBlocked'
  | 'serviceActivated'
  | 'reset';

export const modemTable: TransitionTable<State, Event> = {
  off: {
    foundReady: 'initialized',
    foundNoSim: 'simNotInserted',
    foundBadSim: 'badSim',
    foundFailure: 'failure',
    foundNotActivated: 'notActivated',
    foundLocked: 'deviceLocked',
    foundNoProfile: 'noEsimProfile',
    reset: 'off',
  },
  initialized: { reset: 'off', pinBlocked: 'deviceLocked' },
  simNotInserted: { reset: 'off' },
  badSim: { reset: 'off' },
  failure: { reset: 'off' },
  notActivated: { reset: 'off', serviceActivated: 'initialized' },
  deviceLocked: { reset: 'off', pinVerified: 'initialized' },
  noEsimProfile: { reset: 'off' },
};

export const modem = model('modem', {
  source: 'mb-device-readiness.md',
  table: modemTable,
  record: { state: state(modemTable), airplane: flag(), asleep: flag(), carried: volume() },
  kept: 'columns',
  timers: { settles: 0 as Microseconds },
  facts: ['ready', 'notReady', 'locked', 'notActivated', 'radioOff', 'radioOn', 'slept', 'woke'],
  given: {} as Surroundings,
  takes: {
    /** Power, or the USB plug. */
    powersOn(_modem, _: undefined, _does) {},
    powersOff(_modem, _: undefined, _does) {},
    /** A SIM was inserted, removed, swapped or reprogrammed; the card did a REFRESH: ready Off, then looked at again. */
    cardChanged(_modem, _: undefined, _does) {},
    pinVerified(_modem, _: undefined, _does) {},
    pinBlocked(_modem, _: undefined, _does) {},
    /** The CDMA activation is through. */
    serviceActivated(_modem, _: undefined, _does) {},
    settles(_modem, _: undefined, _does) {},
    /** Airplane mode. */
    radioSwitched(_modem, _isOn: boolean, _does) {},
    sleeps(_modem, _: undefined, _does) {},
    wakes(_modem, _: undefined, _does) {},
    trafficStarted(_modem, _traffic: { rate: number }, _does) {},
    trafficStopped(_modem, _: undefined, _does) {},
    carried(_modem, _bytes: Bytes, _does) {},
  },
});
