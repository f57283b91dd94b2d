/**
 * The habit of sharing: now and then somebody turns internet sharing on, at the PC or from another device of the same account,
 * and later turns it off, or forgets it.
 *
 *     idle ── turns it on ─▶ turningOn ── it is on ─▶ on ── turns it off, or it went off ─▶ idle
 *                               └── it failed: once more, or never mind ─▶ idle
 *
 * Source: Microsoft Learn, "Creating and configuring Internet Sharing experiences".
 * Assumption: who shares, when and how long are settings; no document gives numbers.
 */
import {
  count,
  type Does,
  days,
  model,
  port,
  type RecordOf,
  type Reply,
  small,
  state,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import type { SharingSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { internetSharing } from '../windows/internet-sharing.ts';
import type { TetheringOperationStatus } from '../windows/sharing-capability.ts';

type State = 'idle' | 'turningOn' | 'on';
type Event = 'turnsOn' | 'cameUp' | 'cameToNothing' | 'over';

const habitTable: TransitionTable<State, Event> = {
  idle: { turnsOn: 'turningOn' },
  turningOn: { cameUp: 'on', cameToNothing: 'idle' },
  on: { over: 'idle' },
};

const windows = port<typeof internetSharing>('internet sharing');
export const sharingHabitPorts = { windows };
const { start } = windows.asks;
const { turnedOff, edited } = windows.tells;

const record = {
  state: state(habitTable),
  /** Times it was wanted, and tries of the present time. */
  times: count(),
  tries: small(),
};
type Habit = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof habitTable,
  'wantsToShare' | 'tries' | 'turnsOff' | 'edits',
  'turnedOn' | 'cameUp' | 'gaveUp' | 'turnedOff' | 'edited',
  string,
  Surroundings
>;

export const sharingHabit = model('sharing habit', {
  source: 'creating-and-configuring-internet-sharing-experiences.md',
  table: habitTable,
  record,
  kept: 'columns',
  timers: { wantsToShare: days(1), tries: days(1), turnsOff: days(1), edits: days(1) },
  facts: ['turnedOn', 'cameUp', 'gaveUp', 'turnedOff', 'edited'],
  given: {} as Surroundings,
  takes: {
    /** The next time comes as an event of a Poisson process that follows the hours of the day. */
    plans(habit, _: undefined, does) {
      const { share, starts } = settingsOf(does);
      if (does.draw('sharing.shares') >= share) return;
      const exponential = unitExponential(does.draw('sharing.starts', habit.times));
      const next = does.given.cycle(does.subject, starts).next(does.now, exponential, starts.perDay);
      if (next <= does.given.settings.length) does.arm('wantsToShare', next - does.now);
    },

    /** Somebody whose sharing is on already, by hand, wants nothing more. */
    wantsToShare(habit, _: undefined, does) {
      habit.times += 1;
      habit.tries = 0;
      does.self('plans');
      if (habit.state === 'idle') turnsOn(habit, does);
    },

    tries(habit, _: undefined, does) {
      if (habit.state === 'idle') turnsOn(habit, does);
    },

    started(habit, reply: Reply<TetheringOperationStatus>, does) {
      const { tries, triesAfter, forgets, lasts, edits, editsAfter } = settingsOf(does);
      const luck = (what: string) => does.draw(`sharing.${what}`, habit.times);
      if (reply.outcome === 'answered' && reply.answer === 'success') {
        does.move(habit, 'cameUp');
        does.emit('cameUp');
        if (luck('forgets') >= forgets) does.arm('turnsOff', does.given.sample(lasts, luck('lasts')));
        if (luck('edits') < edits) does.arm('edits', does.given.sample(editsAfter, luck('editsAfter')));
        return;
      }
      does.move(habit, 'cameToNothing');
      // A PC that cannot share says so; nobody tries that again.
      if (reply.outcome !== 'answered' || habit.tries >= tries) {
        does.emit('gaveUp');
        return;
      }
      does.arm('tries', does.given.sample(triesAfter, does.draw('sharing.triesAfter', habit.times, habit.tries)));
    },

    turnsOff(habit, _: undefined, does) {
      if (habit.state !== 'on') return;
      does.emit('turnedOff');
      does.tell(turnedOff, does.subject, undefined);
    },

    edits(habit, _: undefined, does) {
      if (habit.state !== 'on') return;
      does.emit('edited');
      does.tell(edited, does.subject, undefined);
    },

    /** From Windows: it is off, whoever did it. */
    wentOff(habit, _: undefined, does) {
      does.cancel('turnsOff');
      does.cancel('edits');
      if (habit.state === 'on') does.move(habit, 'over');
    },

    /** By hand, at a moment that the timeline names. */
    turnsOnByHand(habit, _: undefined, does) {
      if (habit.state !== 'idle') return;
      habit.times += 1;
      habit.tries = 0;
      turnsOn(habit, does);
    },
  },
});

const settingsOf = (does: Doing): SharingSettings => does.given.group(does.subject).sharing!;

function turnsOn(habit: Habit, does: Doing): void {
  habit.tries = Math.min(habit.tries + 1, 255);
  does.cancel('tries');
  does.move(habit, 'turnsOn');
  const isOther = does.draw('sharing.overBluetooth', habit.times) < settingsOf(does).overBluetooth;
  does.emit('turnedOn', isOther ? 1 : 0);
  does.ask(start, does.subject, isOther ? 'device of the same account' : 'user', { then: 'started' });
}
