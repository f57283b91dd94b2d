/**
 * Acts by hand: at its moment, each does one thing to one device. The timeline names the act and whom it is done to; here
 * stands, for each act, who is told.
 *
 *     timeline ── act, device ──▶ hand ── turned on, opened, … ──▶ whomever it concerns
 *
 * Nobody looks first whether there is anything to change: turning on what is on already is done, and changes nothing.
 */
import {
  count,
  id,
  type MessageSlot,
  type Microseconds,
  model,
  port,
  type Reply,
  type Seen,
  sees,
} from '../../sim/index.ts';
import { interfaceOf, type Medium, media } from '../device/interfaces.ts';
import type { modem } from '../device/modem.ts';
import type { physicalSim } from '../device/physical-sim.ts';
import type { registration } from '../device/registration.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Act, TimelineEntry } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from '../windows/connection.ts';
import type { internetSharing } from '../windows/internet-sharing.ts';
import type { lpa } from '../windows/lpa.ts';
import type { networkFlyout } from '../windows/network-flyout.ts';
import type { systemEventBroker } from '../windows/system-event-broker.ts';
import type { windowsUpdate } from '../windows/windows-update.ts';
import type { sharingHabit } from './sharing-habit.ts';
import type { user } from './user.ts';

const sim = port<typeof physicalSim>('physical SIM');
const radio = port<typeof modem>('modem');
const network = port<typeof registration>('registration');
const line = port<typeof subscription>('subscription');
const windows = port<typeof connection>('connection');
const update = port<typeof windowsUpdate>('Windows Update');
const broker = port<typeof systemEventBroker>('system event broker');
const flyout = port<typeof networkFlyout>('network flyout');
const person = port<typeof user>('user');
const profileAssistant = port<typeof lpa>('LPA');
const { remove } = profileAssistant.asks;
const sharing = port<typeof internetSharing>('internet sharing');
const sharer = port<typeof sharingHabit>('who shares');
export const handPorts = {
  sim,
  radio,
  network,
  line,
  windows,
  update,
  broker,
  flyout,
  person,
  profileAssistant,
  sharing,
  sharer,
};
const people = sees<typeof user>('users');
const sims = sees<typeof physicalSim>('physical SIM');
export const handSees = { people, sims };

/** One thing that an act tells. */
interface Deed {
  slot: MessageSlot<unknown>;
  message: unknown;
  /** Who is told, by device. */
  whom: (device: number) => number;
  /** When there is something to change; without it, always. */
  changes?: (does: Looking, device: number) => boolean;
}

/** The part of `does` that tells how things stand. */
interface Looking {
  readonly given: Surroundings;
  look(seen: Seen<typeof user> | Seen<typeof physicalSim>, device: number): Readonly<{ state: string }>;
}

const deed = <Message>(slot: MessageSlot<Message>, message: Message, more: Partial<Deed> = {}): Deed => ({
  slot,
  message,
  whom: device => device,
  ...more,
});

const onInterface = <Message>(slot: MessageSlot<Message>, medium: Medium, message: Message): Deed =>
  deed(slot, message, { whom: device => interfaceOf(device, medium) });

const onEveryInterface = <Message>(slot: MessageSlot<Message>, message: Message): Deed[] =>
  media.map(medium => onInterface(slot, medium, message));

/** Whoever comes by themselves opens the app then; nobody buys twice. */
const hasNotCome = (does: Looking, device: number): boolean =>
  does.look(people, device).state === 'away' && does.given.group(device).arrive === undefined;

const isReady = (does: Looking, device: number): boolean => does.look(sims, device).state === 'ready';

const sharesAtTimes = ({ given }: Looking, device: number): boolean => given.group(device).sharing !== undefined;
const sharesNever = (does: Looking, device: number): boolean => !sharesAtTimes(does, device);

const { appears, disappears, resumes, connectClicked, disconnectClicked, forgetClicked, countsInternet } =
  windows.tells;

/** Who is told of each act, in this order. */
const deeds: { readonly [A in Act]: readonly Deed[] } = {
  insertSim: [deed(sim.tells.insert, undefined)],
  removeSim: [deed(sim.tells.remove, undefined)],
  swapSim: [deed(sim.tells.swap, undefined)],
  // The card has a new ICCID, and with it another line.
  reprogramSim: [
    deed(line.tells.reprogrammed, undefined, { changes: isReady }),
    deed(sim.tells.reprogram, undefined, { changes: isReady }),
  ],
  enterPin: [deed(sim.tells.pinEntered, true)],
  enterWrongPin: [deed(sim.tells.pinEntered, false)],
  airplaneOn: [deed(radio.tells.radioSwitched, false)],
  airplaneOff: [deed(radio.tells.radioSwitched, true)],
  wifiOn: [onInterface(appears, 'wifi', undefined)],
  wifiOff: [onInterface(disappears, 'wifi', undefined)],
  ethernetIn: [onInterface(appears, 'ethernet', undefined)],
  ethernetOut: [onInterface(disappears, 'ethernet', undefined)],
  // A PC that shares its connection does not sleep.
  closeLid: [
    deed(radio.tells.sleeps, undefined, { changes: sharesNever }),
    deed(sharing.tells.lidCloses, undefined, { changes: sharesAtTimes }),
  ],
  openLid: [
    deed(sharing.tells.lidOpens, undefined, { changes: sharesAtTimes }),
    deed(radio.tells.wakes, undefined),
    deed(broker.tells.resumes, undefined),
    ...onEveryInterface(resumes, false),
  ],
  restart: [
    deed(radio.tells.restarts, undefined),
    deed(broker.tells.resumes, undefined),
    ...onEveryInterface(resumes, true),
  ],
  connect: [onInterface(connectClicked, 'cellular', undefined)],
  disconnect: [onInterface(disconnectClicked, 'cellular', undefined)],
  forget: [onInterface(forgetClicked, 'cellular', undefined)],
  chooseNetwork: [deed(network.tells.choosesByHand, true)],
  chooseAbsentNetwork: [deed(network.tells.choosesByHand, false)],
  openFlyout: [deed(flyout.tells.calledUp, undefined)],
  openApp: [deed(person.tells.arrives, undefined, { changes: hasNotCome })],
  suspendLine: [deed(line.tells.suspended, 'unpaid')],
  settleLine: [deed(line.tells.settled, undefined)],
  terminateLine: [deed(line.tells.terminated, undefined)],
  preactivateLine: [deed(line.tells.preactivated, undefined)],
  // A PC that has only stood there so far first finds out whether it has internet.
  updateCosa: [onInterface(countsInternet, 'ethernet', undefined), deed(update.tells.released, undefined)],
  // In Settings, under eSIM profiles: the LPA is asked, and may refuse.
  deleteProfile: [],
  sharingOn: [deed(sharer.tells.turnsOnByHand, undefined, { changes: sharesAtTimes })],
  sharingOff: [deed(sharing.tells.turnedOff, undefined, { changes: sharesAtTimes })],
  editSharing: [deed(sharing.tells.edited, undefined, { changes: sharesAtTimes })],
  wifiRadioOff: [deed(sharing.tells.wifiSwitched, false, { changes: sharesAtTimes })],
  wifiRadioOn: [deed(sharing.tells.wifiSwitched, true, { changes: sharesAtTimes })],
};

/** Everything that can be done by hand. */
export const everyAct: readonly Act[] = Object.keys(deeds) as Act[];

type ActEntry = Extract<TimelineEntry, { kind: 'act' }>;

export const hand = model('act', {
  source: 'scenario-language.md',
  record: {
    device: id(),
    /** The number of its entry in the timeline. */
    entry: count(),
  },
  kept: 'columns',
  timers: { acts: 0 as Microseconds },
  /** `refused` with the status of what could not be done. */
  facts: ['done', 'refused'],
  given: {} as Surroundings,
  takes: {
    /** Which device it is, and which act, is known from the start. */
    waits(hand, { device, entry }: { device: number; entry: number }) {
      hand.device = device;
      hand.entry = entry;
    },

    acts(hand, _, does) {
      const device = hand.device!;
      const { act } = does.given.settings.timeline[hand.entry] as ActEntry;
      does.emit('done', hand.entry, device);
      for (const { slot, message, whom, changes } of deeds[act])
        if (changes?.(does, device) !== false) does.tell(slot, whom(device), message);
      if (act === 'deleteProfile') does.ask(remove, device, { own: true }, { then: 'answered', entity: device });
    },

    answered(_, reply: Reply<'Success'>, does) {
      if (reply.outcome !== 'answered') does.emit('refused', reply.code, reply.entity);
    },
  },
});
