/**
 * The entitlement task of the operator's app: runs in the background on TetheringEntitlementCheck, asks the operator whether
 * this subscriber may share, and tells Windows.
 *
 *     System Event Broker ── runs(attempt) ──▶ ┌──────────────────┐ ── may it? ──────────────▶ entitlement server
 *                                              │ entitlement task │ ── allowed, denied ──────▶ internet sharing
 *                                              └──────────────────┘
 *
 * Source: Microsoft Learn, "Creating and configuring Internet Sharing experiences", "MobileOperatorNotificationEventDetails
 * class" (AuthorizeTethering), "AllowTethering" (AllowTethering and DenyTethering, from 1803 on).
 * Assumption: the app waits 30 s for its operator; what it tells Windows then is a setting, nothing unless a scenario says so.
 */
import {
  count,
  type Does,
  model,
  port,
  type RecordOf,
  type Reply,
  seconds,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { Entitlement, entitlementServer } from '../operator/entitlement-server.ts';
import type { Surroundings } from '../surroundings.ts';
import type { internetSharing } from './internet-sharing.ts';
import type { EventRaised } from './system-event-broker.ts';

type State = 'idle' | 'asking';
type Event = 'runs' | 'runsAgain' | 'done';

const taskTable: TransitionTable<State, Event> = {
  idle: { runs: 'asking' },
  asking: { runsAgain: 'asking', done: 'idle' },
};

/** How long the app waits for its operator. */
const patience = seconds(30);
/** From this release on the app says AllowTethering or DenyTethering, before it AuthorizeTethering with a truth value. */
const twoCallsFrom = 1803;

const server = port<typeof entitlementServer>('entitlement server');
const windows = port<typeof internetSharing>('internet sharing');
export const entitlementTaskPorts = { server, windows };
const { mayShare } = server.asks;
const { authorized } = windows.tells;

const record = {
  state: state(taskTable),
  /** The attempt to share that it was last woken for. */
  attempt: count(),
  runs: count(),
};
type Task = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof taskTable,
  never,
  'ran' | 'unanswered' | 'authorizeTethering' | 'allowTethering' | 'denyTethering',
  string,
  Surroundings
>;

export const entitlementTask = model('entitlement task', {
  source: 'creating-and-configuring-internet-sharing-experiences.md',
  table: taskTable,
  record,
  kept: 'columns',
  /** The value of `authorizeTethering` is 1 for allowed, 0 for denied. */
  facts: ['ran', 'unanswered', 'authorizeTethering', 'allowTethering', 'denyTethering'],
  given: {} as Surroundings,
  takes: {
    /** One event for each attempt to share; its value is the number of the attempt. */
    runs(task, { value = 0 }: EventRaised, does) {
      does.move(task, task.state === 'idle' ? 'runs' : 'runsAgain');
      does.emit('ran', value);
      task.attempt = value;
      does.ask(mayShare, does.given.operatorOf(does.subject), undefined, {
        then: 'answered',
        over: does.given.pathOf(does.subject),
        within: patience,
        about: value,
        occurrence: task.runs,
      });
      task.runs += 1;
    },

    /** An answer about an attempt that is over means nothing to Windows. */
    answered(task, reply: Reply<Entitlement>, does) {
      if (reply.about !== task.attempt) return;
      does.move(task, 'done');
      if (reply.outcome === 'answered') {
        tells(task, reply.answer, does);
        return;
      }
      does.emit('unanswered');
      const { whenUnanswered } = does.given.operator(does.subject).sharing!;
      if (whenUnanswered !== 'nothing') tells(task, { allowed: whenUnanswered === 'allow', hasReason: false }, does);
    },
  },
});

function tells(task: Task, { allowed, hasReason }: Entitlement, does: Doing): void {
  if (does.given.group(does.subject).osRelease >= twoCallsFrom) does.emit(allowed ? 'allowTethering' : 'denyTethering');
  else does.emit('authorizeTethering', allowed ? 1 : 0);
  does.tell(authorized, does.subject, { attempt: task.attempt, allowed, hasReason });
}
