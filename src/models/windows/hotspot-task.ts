/**
 * The hotspot task of the operator's app: a background task that the System Event Broker runs when Windows stands before a
 * WISPr hotspot and the profile says that the app knows the way in.
 *
 *     broker ── HotspotAuthentication(token) ─▶ ┌──────────────┐ ── TryGetAuthenticationContext ──────▶ hotspot authentication
 *                                               │ hotspot task │ ── IssueCredentials ─ Abort ─ Skip ──▶
 *     person ◀── app in the foreground ──────── └──────────────┘ ── TriggerAttentionRequired ─────────▶
 *
 * A token without a context ends it without a word. Whoever the app asks signs in, or wants no connection.
 *
 * Source: Microsoft Learn, "Handling the hotspot authentication event".
 * Assumption: how often an app takes which way is set by the scenario; where nobody can be asked, it skips.
 */
import {
  count,
  type Does,
  model,
  port,
  type RecordOf,
  type Reply,
  seconds,
  sees,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { HotspotTaskSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { hotspotAuthentication } from './hotspot-authentication.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { EventRaised } from './system-event-broker.ts';

type State = 'idle' | 'lookingForContext' | 'deciding' | 'askingPerson' | 'withPerson' | 'finalising';
type Event =
  | 'runs'
  | 'contextFound'
  | 'noContext'
  | 'asksPerson'
  | 'personReached'
  | 'nobodyReached'
  | 'decides'
  | 'done';

const hotspotTaskTable: TransitionTable<State, Event> = {
  idle: { runs: 'lookingForContext' },
  lookingForContext: { contextFound: 'deciding', noContext: 'idle', runs: 'lookingForContext' },
  deciding: { asksPerson: 'askingPerson', decides: 'finalising', runs: 'lookingForContext' },
  askingPerson: { personReached: 'withPerson', nobodyReached: 'finalising', runs: 'lookingForContext' },
  withPerson: { decides: 'finalising', runs: 'lookingForContext' },
  finalising: { done: 'idle', runs: 'lookingForContext' },
};

const windows = port<typeof hotspotAuthentication>('hotspot authentication');
export const hotspotTaskPorts = { windows };
const { context, issueCredentials, abort, skip, triggerAttention } = windows.asks;
const apps = sees<typeof mobileBroadbandApp>('mobile broadband apps');
export const hotspotTaskSees = { apps };

const record = {
  state: state(hotspotTaskTable),
  /** The token of the event that it runs for. */
  token: count(),
};
type Task = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof hotspotTaskTable,
  'decides' | 'personDecides',
  'ran' | 'exited' | 'tooLate',
  string,
  Surroundings
>;

export const hotspotTask = model('hotspot task', {
  source: 'handling-the-hotspot-authentication-event.md',
  table: hotspotTaskTable,
  record,
  kept: 'columns',
  timers: { decides: seconds(1), personDecides: seconds(30) },
  /** `exited`: there was no context. `tooLate`: the context was gone or finalised when the task had decided. */
  facts: ['ran', 'exited', 'tooLate'] as const,
  given: {} as Surroundings,
  takes: {
    runs(task, { value = 0 }: EventRaised, does) {
      if (does.look(apps).state === 'notInstalled') return;
      does.cancel('decides');
      does.cancel('personDecides');
      does.move(task, 'runs');
      task.token = value;
      does.emit('ran');
      does.ask(context, does.subject, value, { then: 'contextAnswered', about: value });
    },

    contextAnswered(task, reply: Reply<true>, does) {
      if (reply.about !== task.token || task.state !== 'lookingForContext') return;
      if (reply.outcome === 'answered') {
        does.move(task, 'contextFound');
        does.arm('decides', does.given.sample(taskSettings(does).takes, does.draw('hotspotTask.takes', task.token)));
      } else {
        does.move(task, 'noContext');
        does.emit('exited');
      }
    },

    decides(task, _, does) {
      if (task.state !== 'deciding') return;
      const { asksUser } = taskSettings(does);
      if (does.draw('hotspotTask.asksUser', task.token) < asksUser) {
        does.move(task, 'asksPerson');
        does.ask(triggerAttention, does.subject, task.token, { then: 'attentionAnswered', about: task.token });
      } else finalises(task, chosen(task, does), 'decides', does);
    },

    attentionAnswered(task, reply: Reply<true>, does) {
      if (reply.about !== task.token || task.state !== 'askingPerson') return;
      if (reply.outcome === 'answered') {
        does.move(task, 'personReached');
        const { signInTakes } = does.given.group(does.subject).hotspots!;
        does.arm('personDecides', does.given.sample(signInTakes, does.draw('hotspotTask.personTakes', task.token)));
      } else finalises(task, 'skips', 'nobodyReached', does);
    },

    personDecides(task, _, does) {
      if (task.state !== 'withPerson') return;
      const { signsIn } = does.given.group(does.subject).hotspots!;
      const gives = does.draw('hotspotTask.personSignsIn', task.token) < signsIn;
      finalises(task, gives ? 'issues' : 'aborts', 'decides', does);
    },

    finalisedAnswered(task, reply: Reply<true>, does) {
      if (reply.about !== task.token || task.state !== 'finalising') return;
      does.move(task, 'done');
      if (reply.outcome !== 'answered') does.emit('tooLate');
    },
  },
});

const taskSettings = ({ given, subject }: Doing): HotspotTaskSettings => given.operator(subject).hotspots!.task;

type Choice = 'issues' | 'aborts' | 'skips';

/** One of the ways that end it, by their shares among each other. */
function chosen(task: Task, does: Doing): Choice {
  const { issues, aborts, skips } = taskSettings(does);
  const luck = does.draw('hotspotTask.chooses', task.token) * (issues + aborts + skips);
  if (luck < issues) return 'issues';
  return luck < issues + aborts ? 'aborts' : 'skips';
}

function finalises(task: Task, choice: Choice, event: 'decides' | 'nobodyReached', does: Doing): void {
  does.move(task, event);
  const { subject } = does;
  const { token } = task;
  const { marksManual: markAsManual } = taskSettings(does);
  const details = { then: 'finalisedAnswered', about: token };
  if (choice === 'issues')
    does.ask(
      issueCredentials,
      subject,
      { token, userName: `subscriber-${subject}`, password: `once-${token}`, markAsManual },
      details,
    );
  else if (choice === 'aborts') does.ask(abort, subject, { token, markAsManual }, details);
  else does.ask(skip, subject, token, details);
}
