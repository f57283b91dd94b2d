/**
 * Acts by hand: at its moment, each does one thing to one device. The timeline names the act and whom it is done to; here
 * stands, for each act, who is told.
 *
 *     timeline ── act, device ──▶ hand ── turned on, opened, … ──▶ whomever it concerns
 *
 * Nobody looks first whether there is anything to change: turning on what is on already is done, and changes nothing.
 */
import { count, id, type MessageSlot, type Microseconds, model, port, type Seen, sees } from '../../sim/index.ts';
import type { Act, TimelineEntry } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { networkFlyout } from '../windows/network-flyout.ts';
import type { windowsConnectionManager } from '../windows/windows-connection-manager.ts';
import type { user } from './user.ts';

const windows = port<typeof windowsConnectionManager>('Windows Connection Manager');
const flyout = port<typeof networkFlyout>('network flyout');
const person = port<typeof user>('user');
export const handPorts = { windows, flyout, person };
const connections = sees<typeof windowsConnectionManager>('connections');
const people = sees<typeof user>('users');
export const handSees = { connections, people };

/** What an act tells, and when there is something to change. */
interface Deed {
  slot: MessageSlot<unknown>;
  message: unknown;
  /** Without it, always. */
  changes?: (does: Looking, device: number) => boolean;
}

/** The part of `does` that tells how things stand. */
interface Looking {
  readonly given: Surroundings;
  look(seen: Seen<typeof windowsConnectionManager> | Seen<typeof user>, device: number): Readonly<{ state: string }>;
}

const deed = <Message>(slot: MessageSlot<Message>, message: Message, changes?: Deed['changes']): Deed => ({
  slot,
  message,
  ...(changes === undefined ? {} : { changes }),
});

const hasWifi = (does: Looking, device: number): boolean =>
  ['wifi', 'wifiAndCellular'].includes(does.look(connections, device).state);

/** Whoever comes by themselves opens the app then; nobody buys twice. */
const hasNotCome = (does: Looking, device: number): boolean =>
  does.look(people, device).state === 'away' && does.given.group(device).arrive === undefined;

/** Who is told of each act. An act that is not listed cannot be done yet. */
const deeds: { readonly [A in Act]?: Deed } = {
  wifiOn: deed(windows.tells.changed, 'wifiUp', (does, device) => !hasWifi(does, device)),
  wifiOff: deed(windows.tells.changed, 'wifiDown', hasWifi),
  openFlyout: deed(flyout.tells.calledUp, undefined),
  openApp: deed(person.tells.arrives, undefined, hasNotCome),
};

/** The acts that somebody is told of. */
export const builtActs: ReadonlySet<Act> = new Set(Object.keys(deeds) as Act[]);

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
  facts: ['done'],
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
      const known = deeds[act];
      if (known === undefined) throw new Error(`nobody is told of the act ${act}`);
      does.emit('done', hand.entry, device);
      if (known.changes?.(does, device) !== false) does.tell(known.slot, device, known.message);
    },
  },
});
