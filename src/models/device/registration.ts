/** Network registration. */
import { count, type Microseconds, model, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'none' | 'deregistered' | 'searching' | 'home' | 'roaming' | 'partner' | 'denied';
type Event =
  | 'searches'
  | 'acceptedHome'
  | 'acceptedRoaming'
  | 'acceptedPartner'
  | 'rejected'
  | 'gaveUpForNow'
  | 'denied'
  | 'noCoverage'
  | 'coverageLost'
  | 'networkDetached'
  | 'stopped';

const registered = {
  coverageLost: 'deregistered',
  networkDetached: 'deregistered',
  stopped: 'none',
} as const;

export const registrationTable: TransitionTable<State, Event> = {
  none: { searches: 'searching' },
  deregistered: { searches: 'searching', stopped: 'none' },
  searching: {
    acceptedHome: 'home',
    acceptedRoaming: 'roaming',
    acceptedPartner: 'partner',
    rejected: 'searching',
    gaveUpForNow: 'deregistered',
    denied: 'denied',
    noCoverage: 'deregistered',
    stopped: 'none',
  },
  home: registered,
  roaming: registered,
  partner: registered,
  denied: { searches: 'searching', stopped: 'none' },
};

export type RegisteredAt = 'home' | 'roaming' | 'partner';

export const registration = model('registration', {
  source: 'ndis-status-wwan-register-state.md',
  table: registrationTable,
  record: {
    state: state(registrationTable),
    /** Rejects in a row: after five of them T3402. */
    attempts: small(),
    /** Rounds of five that went wrong. */
    rounds: small(),
    /** The last reject cause; 0 for none. */
    cause: small(),
    /** Registrations tried so far: names the draws of the next one. */
    tries: count(),
    gaps: count(),
  },
  kept: 'columns',
  timers: {
    retries: 0 as Microseconds,
    gapBegins: 0 as Microseconds,
    gapIsLong: 0 as Microseconds,
    gapEnds: 0 as Microseconds,
  },
  facts: ['searching', 'rejected', 'home', 'roaming', 'partner', 'denied', 'deregistered', 'gapBegan', 'gapEnded'],
  given: {} as Surroundings,
  takes: {
    /** The device is Initialized and the radio is on; or something asks for another try at once. */
    searches(_registration, _: undefined, _does) {},
    /** The radio is off, or the device is no longer Initialized. Context, attach and registration go, in this order. */
    stops(_registration, _: undefined, _does) {},
    /** The network throws the line out. */
    networkDetaches(_registration, _cause: Cause, _does) {},
    retries(_registration, _: undefined, _does) {},
    gapBegins(_registration, _: undefined, _does) {},
    gapIsLong(_registration, _: undefined, _does) {},
    gapEnds(_registration, _: undefined, _does) {},
  },
});
