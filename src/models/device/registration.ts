/**
 * Network registration: searching, the answers of the network with the retries of TS 24.301, and gaps in the coverage.
 *
 *     none ── ready, radio on ──▶ searching ── accepted ──▶ home · roaming · partner ── gap of 10 s ──▶ deregistered
 *                                  │      └── rejected for good ──▶ denied
 *                                  └── rejected: T3411, after five of them T3402 as deregistered, after ten rounds denied
 *
 * A loss is told in one order: context, packet service, registration.
 *
 * The Mobile Plans app may hold a modem back whose network needs time: then it searches only when the app says so, one
 * attempt each time, whatever happens in between.
 *
 * Source: Microsoft Learn, "NDIS_STATUS_WWAN_REGISTER_STATE", "NDIS_STATUS_WWAN_PACKET_SERVICE" (a signal that comes back
 * within 10 s was never lost), "Mobile broadband miniport driver performance requirements" (a registration takes up to
 * 50 s); 3GPP TS 24.301 (timers and causes).
 */
import {
  count,
  type Does,
  days,
  flag,
  type Microseconds,
  model,
  port,
  type RecordOf,
  type Reply,
  type Request,
  seconds,
  sees,
  small,
  state,
  type Ticket,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import { type Cause, registrationCauses, wwanStatus } from '../messages/causes.ts';
import type { mobileNetwork } from '../operator/mobile-network.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobileBroadbandService } from '../windows/mobile-broadband-service.ts';
import type { mobilePlansApp } from '../windows/mobile-plans-app.ts';
import { type modem, radioIsOn } from './modem.ts';
import type { packetContext } from './packet-context.ts';
import type { packetService } from './packet-service.ts';

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
  | 'providerNotVisible'
  | 'stopped';

const registered = {
  coverageLost: 'deregistered',
  networkDetached: 'deregistered',
  providerNotVisible: 'deregistered',
  stopped: 'none',
} as const;

const registrationTable: TransitionTable<State, Event> = {
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
    providerNotVisible: 'deregistered',
    stopped: 'none',
  },
  home: registered,
  roaming: registered,
  partner: registered,
  denied: { searches: 'searching', providerNotVisible: 'deregistered', stopped: 'none' },
};

export type RegisteredAt = 'home' | 'roaming' | 'partner';
const acceptedAt = { home: 'acceptedHome', roaming: 'acceptedRoaming', partner: 'acceptedPartner' } as const;

export const isRegistered = (state: string): state is RegisteredAt => state in acceptedAt;

const notVisible = wwanStatus.providerNotVisible;

/** A registration that has no answer by then counts as a network failure. */
const answerLatest = seconds(50);
/** A signal that comes back sooner was never lost. */
const gapTolerated = seconds(10);
/**
 * How many rounds of attempts the modem makes before it leaves the line denied.
 *
 * Assumption: ten, two hours with the usual timers; TS 24.301 goes on for ever.
 */
const roundsMost = 10;

/**
 * Causes after which the modem tries again by itself, after T3411.
 *
 * Assumption: 2, IMSI unknown, is among them, because an operator's HLR may learn of a new line late.
 */
const retried: ReadonlySet<Cause> = new Set([registrationCauses.networkFailure, registrationCauses.imsiUnknown]);
/** Causes after which only another SIM or a restart helps. */
const stopsForGood: ReadonlySet<Cause> = new Set([
  registrationCauses.illegalUe,
  registrationCauses.illegalMe,
  registrationCauses.allServicesRefused,
]);

const network = port<typeof mobileNetwork>('mobile network');
const windows = port<typeof mobileBroadbandService>('Mobile Broadband Service');
const packets = port<typeof packetService>('packet service');
const context = port<typeof packetContext>('packet context');
const app = port<typeof mobilePlansApp>('Mobile Plans app');
const modems = sees<typeof modem>('modem');
export const registrationPorts = { network, windows, packets, context, app };
export const registrationSees = { modems };
const { register } = network.asks;
const { registered: registeredAt, deregistered, registrationRejected } = windows.tells;
const { attaches, lost: serviceLost } = packets.tells;
const contextLost = context.tells.lost;
const { registrationChanged } = app.tells;

/** How a registration is lost. */
export interface Fall {
  event: 'coverageLost' | 'networkDetached' | 'providerNotVisible';
  cause: Cause;
}

const record = {
  state: state(registrationTable),
  /** Rejects in a row: after five of them T3402. */
  attempts: small(),
  /** Rounds of five that went wrong. */
  rounds: small(),
  /** The last reject cause; 0 for none. */
  cause: small(),
  /** Registrations tried so far: names the draws of the next one. */
  tries: count(),
  /** The number of the gap that is there or to come; 0 as long as the coverage has not been looked at. */
  gaps: count(),
  inGap: flag(),
  /** Somebody has chosen a network by hand that is not there. */
  absent: flag(),
  /** Deregistered, and searches again as soon as there is coverage. */
  waitsForCoverage: flag(),
  /** Ticket + 1 of who waits until it is registered. */
  waiter: count(),
  /** The app has it search at its own times only. */
  held: flag(),
  /** Held, and an attempt waits for the modem to be ready. */
  attempting: flag(),
  /** The app wants to hear of every change. */
  watched: flag(),
};
type Registration = RecordOf<typeof record>;

const timers = {
  retries: 0 as Microseconds,
  gapBegins: 0 as Microseconds,
  gapIsLong: gapTolerated,
  gapEnds: 0 as Microseconds,
};
const facts = [
  'searching',
  'rejected',
  'home',
  'roaming',
  'partner',
  'denied',
  'deregistered',
  'gapBegan',
  'gapEnded',
] as const;
type Doing = Does<
  typeof record,
  typeof registrationTable,
  keyof typeof timers,
  (typeof facts)[number],
  string,
  Surroundings
>;

export const registration = model('registration', {
  source: 'ndis-status-wwan-register-state.md',
  table: registrationTable,
  record,
  kept: 'columns',
  timers,
  facts,
  given: {} as Surroundings,
  takes: {
    /** A device that was registered before the run began: the gaps in its coverage begin. */
    bornRegistered(registration, _: undefined, does) {
      if (registration.gaps === 0) movesAbout(registration, does);
    },

    /** From the modem: Initialized, and the radio is on. From others: try again at once; ignored when that cannot help. */
    searches(registration, _: undefined, does) {
      const { state, cause } = registration;
      if (state === 'searching' || isRegistered(state)) return;
      if (state !== 'none' && stopsForGood.has(cause)) return;
      const modem = does.look(modems);
      if (modem.state !== 'initialized' || modem.foreign || !radioIsOn(modem, does.given.group(does.subject))) return;
      does.cancel('retries');
      registration.attempts = 0;
      registration.rounds = 0;
      if (registration.gaps === 0) movesAbout(registration, does);
      if (registration.held && !registration.attempting) return;
      registration.attempting = false;
      begins(registration, does);
    },

    /** From the app: the modem may search by itself no longer, or again. A search that is under way goes on. */
    held(registration, isHeld: boolean, does) {
      const wasHeld = registration.held;
      registration.held = isHeld;
      registration.attempting = false;
      if (isHeld) {
        does.cancel('retries');
        registration.waitsForCoverage = false;
      } else if (wasHeld) does.self('searches');
    },

    /** From the app: whether it wants to hear of every change. */
    watched(registration, isWatched: boolean) {
      registration.watched = isWatched;
    },

    /**
     * Somebody chooses a network by hand. One that is not there is not replaced by another until Windows may choose again;
     * the choice is remembered while the radio is off. CDMA devices register automatically only.
     */
    choosesByHand(registration, isVisible: boolean, does) {
      if (does.given.group(does.subject).technology === 'cdma') return;
      registration.absent = !isVisible;
      if (isVisible) does.self('searches');
      else if (isRegistered(registration.state)) loses(does, { event: 'providerNotVisible', cause: notVisible });
      else if (registration.state === 'searching' || registration.state === 'denied') findsNothing(registration, does);
    },

    /** An answer to an earlier search is ignored. */
    networkAnswered(registration, reply: Reply<RegisteredAt>, does) {
      if (registration.state !== 'searching' || reply.about !== registration.tries - 1) return;
      if (reply.outcome === 'answered') accepted(registration, reply.answer, does);
      else rejected(registration, reply.outcome === 'refused' ? reply.code : registrationCauses.networkFailure, does);
    },

    retries(registration, _: undefined, does) {
      if (registration.state === 'searching') asks(registration, does);
      else begins(registration, does);
    },

    /** From the modem, which has told the context and the packet service before: radio off, or no longer Initialized. */
    stops(registration, _: undefined, does) {
      if (registration.state === 'none') return;
      const wasRegistered = isRegistered(registration.state);
      does.cancel('retries');
      registration.waitsForCoverage = false;
      registration.cause = 0;
      moves(registration, 'stopped', does);
      if (!wasRegistered) return;
      does.emit('deregistered');
      does.tell(deregistered, does.subject, undefined);
    },

    /**
     * The network throws the line out. The cause is kept.
     *
     * Assumption: the modem tries to come back after T3411, unless the cause forbids it; the network decides again then.
     */
    networkDetaches(registration, cause: Cause, does) {
      if (isRegistered(registration.state)) loses(does, { event: 'networkDetached', cause });
    },

    falls(registration, { event, cause }: Fall, does) {
      if (!isRegistered(registration.state)) return;
      moves(registration, event, does);
      registration.cause = cause;
      does.emit('deregistered', cause);
      does.tell(deregistered, does.subject, undefined);
      if (registration.held) return;
      if (event === 'coverageLost') registration.waitsForCoverage = true;
      else if (event === 'networkDetached' && !stopsForGood.has(cause))
        does.arm('retries', does.given.operator(does.subject).network.t3411);
    },

    /** The device goes abroad, or comes home: its network is gone, and it looks for another at once. */
    crossesBorder(registration, _: undefined, does) {
      if (!isRegistered(registration.state)) return;
      loses(does, { event: 'coverageLost', cause: notVisible });
      does.self('searchesElsewhere');
    },

    searchesElsewhere(registration, _: undefined, does) {
      if (registration.waitsForCoverage && !registration.inGap && !registration.held) begins(registration, does);
    },

    gapBegins(registration, _: undefined, does) {
      const lasts = does.given.group(does.subject).coverageGaps!.lasts;
      const length = does.given.sample(lasts, does.draw('coverage.gapLasts', registration.gaps));
      registration.inGap = true;
      does.emit('gapBegan', length);
      if (length >= gapTolerated) does.arm('gapIsLong');
      does.arm('gapEnds', length);
      if (registration.state !== 'searching') return;
      does.cancel('retries');
      moves(registration, 'noCoverage', does);
      registration.waitsForCoverage = !registration.held;
      if (!registration.held) return;
      registration.cause = notVisible;
      tellsWaiter(registration, does);
    },

    gapIsLong(registration, _: undefined, does) {
      if (isRegistered(registration.state)) loses(does, { event: 'coverageLost', cause: notVisible });
    },

    gapEnds(registration, _: undefined, does) {
      registration.inGap = false;
      does.emit('gapEnded');
      movesAbout(registration, does);
      if (registration.waitsForCoverage && !registration.held) begins(registration, does);
    },
  },
  answers: {
    /** Answered as soon as the device is registered, however long that takes; refused with the cause when it is denied. */
    awaitRegistered(registration, request: Request<undefined, true>, does) {
      if (isRegistered(registration.state)) does.answer(request.ticket, true);
      else if (registration.state === 'denied') does.refuse(request.ticket, registration.cause);
      else registration.waiter = request.ticket + 1;
    },

    /**
     * One attempt of a modem that is held, as soon as it is ready. Answered when it is registered; refused with the cause when
     * the network rejects it, and where it finds no network.
     */
    attempt(registration, request: Request<undefined, true>, does) {
      if (isRegistered(registration.state)) {
        does.answer(request.ticket, true);
        return;
      }
      if (registration.inGap || registration.absent) {
        does.refuse(request.ticket, notVisible);
        return;
      }
      registration.waiter = request.ticket + 1;
      if (registration.state === 'searching') return;
      registration.attempting = true;
      does.self('searches');
    },
  },
});

/** Every change of the state goes this way: the app may want to hear of it. */
function moves(registration: Registration, event: Event, does: Doing): void {
  const before = registration.state;
  does.move(registration, event);
  if (registration.watched && registration.state !== before)
    does.tell(registrationChanged, does.subject, registration.state);
}

/** Whoever waits hears how the search has ended. */
function tellsWaiter(registration: Registration, does: Doing): void {
  if (registration.waiter === 0) return;
  const ticket: Ticket<true> = registration.waiter - 1;
  registration.waiter = 0;
  if (isRegistered(registration.state)) does.answer(ticket, true);
  else does.refuse(ticket, registration.cause);
}

function begins(registration: Registration, does: Doing): void {
  moves(registration, 'searches', does);
  does.emit('searching');
  registration.waitsForCoverage = registration.inGap;
  if (registration.absent) findsNothing(registration, does);
  else if (registration.inGap) moves(registration, 'noCoverage', does);
  else asks(registration, does);
}

/** The network that was chosen by hand is not there. */
function findsNothing(registration: Registration, does: Doing): void {
  does.cancel('retries');
  moves(registration, 'providerNotVisible', does);
  registration.cause = notVisible;
  registration.waitsForCoverage = false;
  does.emit('rejected', notVisible);
  does.tell(registrationRejected, does.subject, notVisible);
}

function asks(registration: Registration, does: Doing): void {
  does.ask(register, does.given.operatorOf(does.subject), registration.tries, {
    then: 'networkAnswered',
    within: answerLatest,
    about: registration.tries,
    occurrence: registration.tries,
  });
  registration.tries += 1;
}

function accepted(registration: Registration, at: RegisteredAt, does: Doing): void {
  registration.attempts = 0;
  registration.rounds = 0;
  registration.cause = 0;
  moves(registration, acceptedAt[at], does);
  does.emit(at, registration.tries);
  does.tell(registeredAt, does.subject, at);
  does.tell(attaches, does.subject, undefined);
  tellsWaiter(registration, does);
}

/**
 * Congestion ends the round at once.
 *
 * Assumption: T3346, which the network may set, is as long as T3402.
 */
function rejected(registration: Registration, cause: Cause, does: Doing): void {
  const { attempts, t3411, t3402 } = does.given.operator(does.subject).network;
  const isCongested = cause === registrationCauses.congestion;
  registration.cause = cause;
  registration.attempts += 1;
  const roundIsOver = isCongested || registration.attempts >= attempts;
  if (roundIsOver) registration.rounds += 1;
  const isDenied = (!isCongested && !retried.has(cause)) || registration.rounds >= roundsMost;
  const endsHere = isDenied || registration.held;
  if (isDenied) moves(registration, 'denied', does);
  else if (registration.held || roundIsOver) {
    registration.attempts = 0;
    moves(registration, 'gaveUpForNow', does);
    if (!registration.held) does.arm('retries', t3402);
  } else {
    moves(registration, 'rejected', does);
    does.arm('retries', t3411);
  }
  does.emit(isDenied ? 'denied' : 'rejected', cause);
  if (endsHere) tellsWaiter(registration, does);
  does.tell(registrationRejected, does.subject, cause);
}

/** In this order: nothing may rest on what is already gone. */
function loses(does: Doing, fall: Fall): void {
  does.tell(contextLost, does.subject, fall.cause);
  does.tell(serviceLost, does.subject, fall.cause);
  does.self('falls', fall);
}

/** Coverage belongs to where the device is, whether or not its radio is on: the next gap comes after a time without one. */
function movesAbout(registration: Registration, does: Doing): void {
  const { coverageGaps } = does.given.group(does.subject);
  if (coverageGaps === undefined || coverageGaps.perDay === 0) return;
  registration.gaps += 1;
  const wait = unitExponential(does.draw('coverage.gapWait', registration.gaps));
  does.arm('gapBegins', (wait * days(1)) / coverageGaps.perDay);
}
