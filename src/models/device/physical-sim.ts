/** The physical SIM (UICC). */
import { count, model, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'absent' | 'locked' | 'blocked' | 'ready' | 'bad';
type Event =
  | 'insertedReady'
  | 'insertedLocked'
  | 'insertedBad'
  | 'pinVerified'
  | 'pinExhausted'
  | 'pukVerified'
  | 'pukExhausted'
  | 'reprogrammed'
  | 'removed';

export const physicalSimTable: TransitionTable<State, Event> = {
  absent: { insertedReady: 'ready', insertedLocked: 'locked', insertedBad: 'bad' },
  locked: { pinVerified: 'ready', pinExhausted: 'blocked', removed: 'absent' },
  blocked: { pukVerified: 'ready', pukExhausted: 'bad', removed: 'absent' },
  ready: { pinExhausted: 'blocked', reprogrammed: 'ready', removed: 'absent' },
  bad: { removed: 'absent' },
};

export const physicalSim = model('physical SIM', {
  source: 'mb-device-readiness.md',
  table: physicalSimTable,
  record: {
    state: state(physicalSimTable),
    /** Which card of this owner it is, and how often it was reprogrammed: names its identity. */
    card: small(),
    wrongPins: small(),
    entries: count(),
  },
  kept: 'columns',
  facts: ['inserted', 'removed', 'locked', 'unlocked', 'blocked', 'reprogrammed'],
  given: {} as Surroundings,
  takes: {
    /** The owner's card goes in. */
    insert(_sim, _: undefined, _does) {},
    remove(_sim, _: undefined, _does) {},
    /** Another card goes in for this one. */
    swap(_sim, _: undefined, _does) {},
    /** The operator writes a new ICCID on the card. */
    reprogram(_sim, _: undefined, _does) {},
    pinEntered(_sim, _isRight: boolean, _does) {},
    pukEntered(_sim, _isRight: boolean, _does) {},
  },
});
