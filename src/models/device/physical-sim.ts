/**
 * The physical SIM (UICC) in its slot: its PIN, its PUK, and what happens to the card.
 *
 *     absent ── inserted ──▶ locked ── right PIN ──▶ ready ── power gone ──▶ locked
 *                              └── 3 wrong PINs ──▶ blocked ── 10 wrong PUKs ──▶ bad
 *
 * A PIN that was verified stays verified until the card loses its power. The counters of wrong entries are on the card.
 *
 * Source: Microsoft Learn, "Mobile broadband device readiness", "Delivering experiences for MVNOs" (a SIM with a new
 * ICCID is a new SIM, a new IMSI alone is ignored), "Mobile broadband miniport driver performance requirements" (a PIN
 * operation takes 1 to 4 s); 3GPP TS 31.101 (three tries of the PIN, ten of the PUK).
 */
import {
  count,
  type Distribution,
  type Does,
  model,
  oneOf,
  port,
  type RecordOf,
  seconds,
  sees,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { GroupSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { modem } from './modem.ts';

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
  | 'powerLost'
  | 'removed';

const physicalSimTable: TransitionTable<State, Event> = {
  absent: { insertedReady: 'ready', insertedLocked: 'locked', insertedBad: 'bad' },
  locked: { pinVerified: 'ready', pinExhausted: 'blocked', removed: 'absent' },
  blocked: { pukVerified: 'ready', pukExhausted: 'bad', removed: 'absent' },
  ready: { pinExhausted: 'blocked', reprogrammed: 'ready', powerLost: 'locked', removed: 'absent' },
  bad: { removed: 'absent' },
};

/** Wrong entries in a row after which the PIN is blocked, and the card is lost. */
const pinTries = 3;
const pukTries = 10;

/**
 * Time in which the card checks a PIN or PUK.
 *
 * Assumption: triangular between the published best and worst time, with most near the best.
 */
const checkTime: Distribution = { kind: 'triangular', low: seconds(1), mode: seconds(1.5), high: seconds(4) };

const device = port<typeof modem>('modem');
const { cardChanged, pinVerified, pinRejected, pinBlocked } = device.tells;
const readiness = sees<typeof modem>('modem');
export const physicalSimPorts = { device };
export const physicalSimSees = { readiness };

/** An eSIM laptop and a CDMA device have no slot. */
const hasSlot = ({ technology, sim }: GroupSettings): boolean => technology === 'gsm' && sim !== 'esim';

const entries = ['pin', 'wrongPin', 'puk', 'wrongPuk'] as const;
type Entry = (typeof entries)[number];

const record = {
  state: state(physicalSimTable),
  /** Which card of this owner it is, and how often it was reprogrammed: names its identity. */
  card: small(),
  /** The number the card had when it was inserted: names its luck with PIN and faults. */
  insertedAs: small(),
  /** Wrong PINs in a row; once it is blocked, wrong PUKs. */
  wrong: small(),
  /** What the card is checking, and what was entered meanwhile. */
  entered: oneOf(entries),
  next: oneOf(entries),
  checks: count(),
};
type Sim = RecordOf<typeof record>;

const facts = ['inserted', 'removed', 'locked', 'unlocked', 'pinRejected', 'blocked', 'bad', 'reprogrammed'] as const;
type Doing = Does<typeof record, typeof physicalSimTable, 'entryChecked', (typeof facts)[number], string, Surroundings>;

export const physicalSim = model('physical SIM', {
  source: 'mb-device-readiness.md',
  table: physicalSimTable,
  record,
  kept: 'columns',
  timers: { entryChecked: seconds(1.5) },
  facts,
  given: {} as Surroundings,
  takes: {
    /** The owner's card goes in. */
    insert(sim, _: undefined, does) {
      if (sim.state === 'absent' && hasSlot(does.given.group(does.subject))) goesIn(sim, does);
    },

    remove(sim, _: undefined, does) {
      if (sim.state !== 'absent') goesOut(sim, does);
    },

    /** Another card goes in for this one. */
    swap(sim, _: undefined, does) {
      if (sim.state === 'absent') return;
      goesOut(sim, does);
      sim.card += 1;
      sim.insertedAs = sim.card;
      goesIn(sim, does);
    },

    /** The operator writes a new ICCID on the card. */
    reprogram(sim, _: undefined, does) {
      if (sim.state !== 'ready') return;
      sim.card += 1;
      does.move(sim, 'reprogrammed');
      does.emit('reprogrammed', sim.card);
      does.tell(cardChanged, does.subject, undefined);
    },

    /** From the modem: without power the card forgets that its PIN was verified. */
    losesPower(sim, _: undefined, does) {
      breaksOff(sim, does);
      if (sim.state !== 'ready' || !hasPin(sim, does)) return;
      does.move(sim, 'powerLost');
      does.emit('locked');
    },

    /** Ignored by a card that has no PIN, has no power, or is blocked; waits while it checks another entry. */
    pinEntered(sim, isRight: boolean, does) {
      enters(sim, isRight ? 'pin' : 'wrongPin', does);
    },

    /** Ignored unless the PIN is blocked. */
    pukEntered(sim, isRight: boolean, does) {
      enters(sim, isRight ? 'puk' : 'wrongPuk', does);
    },

    entryChecked(sim, _: undefined, does) {
      const { entered, next } = sim;
      sim.entered = undefined;
      sim.next = undefined;
      if (entered === 'pin' || entered === 'puk') verified(sim, entered, does);
      else failed(sim, does);
      if (next !== undefined) enters(sim, next, does);
    },
  },
});

const hasPin = (sim: Sim, does: Doing): boolean =>
  does.draw('SIM.hasPin', sim.insertedAs) < does.given.group(does.subject).simPin;

function goesIn(sim: Sim, does: Doing): void {
  const isBad = does.draw('SIM.isBad', sim.insertedAs) < does.given.group(does.subject).faults.sim;
  const isLocked = !isBad && hasPin(sim, does);
  sim.wrong = 0;
  does.move(sim, isBad ? 'insertedBad' : isLocked ? 'insertedLocked' : 'insertedReady');
  does.emit('inserted', sim.card);
  if (isLocked) does.emit('locked');
  does.tell(cardChanged, does.subject, undefined);
}

function goesOut(sim: Sim, does: Doing): void {
  breaksOff(sim, does);
  does.move(sim, 'removed');
  does.emit('removed', sim.card);
  does.tell(cardChanged, does.subject, undefined);
}

function breaksOff(sim: Sim, does: Doing): void {
  sim.entered = undefined;
  sim.next = undefined;
  does.cancel('entryChecked');
}

function enters(sim: Sim, entry: Entry, does: Doing): void {
  if (does.look(readiness).state === 'off') return;
  if (sim.entered !== undefined) {
    sim.next = entry;
    return;
  }
  const isPuk = entry === 'puk' || entry === 'wrongPuk';
  const isTaken = isPuk
    ? sim.state === 'blocked'
    : sim.state === 'locked' || (sim.state === 'ready' && hasPin(sim, does));
  if (!isTaken) return;
  sim.entered = entry;
  does.arm('entryChecked', does.given.sample(checkTime, does.draw('SIM.check', sim.checks)));
  sim.checks += 1;
}

/** A right PIN during a session changes nothing. */
function verified(sim: Sim, entry: 'pin' | 'puk', does: Doing): void {
  sim.wrong = 0;
  if (sim.state === 'ready') return;
  does.move(sim, entry === 'pin' ? 'pinVerified' : 'pukVerified');
  does.emit('unlocked');
  does.tell(pinVerified, does.subject, undefined);
}

function failed(sim: Sim, does: Doing): void {
  const isBlocked = sim.state === 'blocked';
  sim.wrong += 1;
  if (!isBlocked && sim.wrong === pinTries) {
    sim.wrong = 0;
    does.move(sim, 'pinExhausted');
    does.emit('blocked');
    does.tell(pinBlocked, does.subject, undefined);
  } else if (isBlocked && sim.wrong === pukTries) {
    does.move(sim, 'pukExhausted');
    does.emit('bad');
    does.tell(cardChanged, does.subject, undefined);
  } else {
    does.emit('pinRejected', sim.wrong);
    does.tell(pinRejected, does.subject, undefined);
  }
}
