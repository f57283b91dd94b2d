/**
 * What somebody does who is warned that data is nearly used up, or that it costs money abroad.
 *
 *     calm ── warned ──▶ thinking ──▶ heeded       no more videos · data roaming off · buys more
 *       ▲                   │    └──▶ shrugged     goes on as before
 *       └── home again, a new plan ───────────────
 *
 * A second warning changes nothing for who has thought about the first. Nobody reads while the lid is shut.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Provide accurate usage and plan data.
 * Assumption: what people do, and how long they think; no document says.
 */
import {
  type Does,
  flag,
  type Microseconds,
  model,
  oneOf,
  port,
  type RecordOf,
  sees,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { modem } from '../device/modem.ts';
import type { billing } from '../operator/billing.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from '../windows/connection.ts';
import type { cosaDatabase } from '../windows/cosa-database.ts';
import type { videoPlayer } from '../windows/video-player.ts';

/** By which way a warning comes. */
export const warningChannels = ['sms', 'toast', 'push', 'flyout'] as const;
export type WarningChannel = (typeof warningChannels)[number];

/** A warning that somebody sees. */
export interface Warning {
  readonly channel: WarningChannel;
  /** How much of the plan is used, from 0 on; undefined for a warning that is not about the plan. */
  readonly share: number | undefined;
}

type State = 'calm' | 'thinking' | 'heeded' | 'shrugged';
type Event = 'warned' | 'heeded' | 'shrugged' | 'over';

const warningTable: TransitionTable<State, Event> = {
  calm: { warned: 'thinking' },
  thinking: { warned: 'thinking', heeded: 'heeded', shrugged: 'shrugged', over: 'calm' },
  heeded: { warned: 'heeded', over: 'calm' },
  shrugged: { warned: 'shrugged', over: 'calm' },
};

const video = port<typeof videoPlayer>('video player');
const database = port<typeof cosaDatabase>('COSA database');
const windows = port<typeof connection>('connection');
const ledger = port<typeof billing>('billing');
const line = port<typeof subscription>('subscription');
export const dataWarningPorts = { video, database, windows, ledger, line };

const modems = sees<typeof modem>('modem');
export const dataWarningSees = { modems };

const record = {
  state: state(warningTable),
  warnings: small(),
  /** The way of the first warning of this time. */
  channel: oneOf(warningChannels),
  /** It is about the plan, not about use abroad. */
  aboutPlan: flag(),
  stoppedVideo: flag(),
  roamingOff: flag(),
  /** What has come while the lid was shut; the first of it counts. */
  unread: oneOf(warningChannels),
  unreadAboutPlan: flag(),
};
type Person = RecordOf<typeof record>;

/** The value of `warned` is the number of the channel, from 0; of the others the number of times this person has been warned. */
const facts = ['warned', 'stoppedVideo', 'switchedRoamingOff', 'boughtMore', 'ignored'] as const;
type Doing = Does<typeof record, typeof warningTable, 'decides', (typeof facts)[number], string, Surroundings>;

const warningsMost = 255;

export const dataWarning = model('data warning', {
  source: 'overview-of-mobile-broadband.md',
  table: warningTable,
  record,
  kept: 'columns',
  timers: { decides: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** From whoever warns: a toast of the operator's app, an SMS, a push, what the flyout shows. */
    warned(person, { channel, share }: Warning, does) {
      if (!does.look(modems).asleep) {
        reads(person, channel, share !== undefined, does);
        return;
      }
      if (person.unread !== undefined) return;
      person.unread = channel;
      person.unreadAboutPlan = share !== undefined;
    },

    /** From the modem: the PC is awake. */
    lidOpened(person, _: undefined, does) {
      if (person.unread === undefined) return;
      reads(person, person.unread, person.unreadAboutPlan, does);
      person.unread = undefined;
    },

    decides(person, _: undefined, does) {
      const { stopVideo, roamingOff, buyMore } = does.given.group(does.subject).warnings!;
      const luck = does.draw('warning.reaction', person.warnings);
      if (luck >= stopVideo + roamingOff + buyMore) {
        does.move(person, 'shrugged');
        does.emit('ignored', person.warnings);
        return;
      }
      does.move(person, 'heeded');
      if (luck < stopVideo) stopsVideo(person, true, does);
      else if (luck < stopVideo + roamingOff) switchesRoaming(person, false, does);
      else buys(person, does);
    },

    /** There is a plan again after the last one was over: a warning about that one is past; one from abroad stands. */
    planRenewed(person, _: undefined, does) {
      if (person.aboutPlan) does.self('isOver');
    },

    /** The person is home again: life goes on. */
    isOver(person, _: undefined, does) {
      if (person.state === 'calm') return;
      does.cancel('decides');
      does.move(person, 'over');
      person.channel = undefined;
      if (person.stoppedVideo) stopsVideo(person, false, does);
      if (person.roamingOff) switchesRoaming(person, true, does);
    },
  },
});

function reads(person: Person, channel: WarningChannel, aboutPlan: boolean, does: Doing): void {
  const isFirst = person.state === 'calm';
  does.move(person, 'warned');
  does.emit('warned', warningChannels.indexOf(channel));
  const { warnings } = does.given.group(does.subject);
  if (!isFirst || warnings === undefined) return;
  person.channel = channel;
  person.aboutPlan = aboutPlan;
  person.warnings = Math.min(person.warnings + 1, warningsMost);
  does.arm('decides', does.given.sample(warnings.think, does.draw('warning.think', person.warnings)));
}

function stopsVideo(person: Person, stops: boolean, does: Doing): void {
  person.stoppedVideo = stops;
  if (stops) does.emit('stoppedVideo', person.warnings);
  if (does.given.group(does.subject).video !== undefined) does.tell(video.tells.abstains, does.subject, stops);
}

/** In the settings of Windows, where the network is hidden from then on. */
function switchesRoaming(person: Person, isOn: boolean, does: Doing): void {
  person.roamingOff = !isOn;
  if (!isOn) does.emit('switchedRoamingOff', person.warnings);
  does.tell(database.tells.dataRoamingSwitched, does.subject, isOn);
  does.tell(windows.tells.registrationChanged, interfaceOf(does.subject, 'cellular'), undefined);
}

/** The same plan once more, where the operator sells: a prepaid line is topped up, a contract gets its money back. */
function buys(person: Person, does: Doing): void {
  does.emit('boughtMore', person.warnings);
  const { price } = does.given.plan(does.subject);
  does.tell(ledger.tells.charge, does.given.operatorOf(does.subject), { device: does.subject, amount: price });
  does.tell(line.tells.ordered, does.subject, undefined);
}
